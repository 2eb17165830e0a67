"""The commands of `notice`: what the office calls its notices, the words they carry, and which ones the rules propose."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.notice_words import PLACES, USUAL
from tracker.domain.notices import NoticeKind
from tracker.errors import UserError

if TYPE_CHECKING:
    from tracker.storage.store import Store

Told = tuple[dict[str, Any], list[str]]
WORDS = "list 列出建议发的、names 查看或设置名称、words 查看或设置用语"
_KINDS = [kind.value for kind in NoticeKind]


def add_commands(group: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """The actions after `notice`; each names the function that does it as `of_cycle`."""
    listed = add(group, "list", "列出按规则建议发的文书和缘由，人工定为绿灯不催的另列")
    listed.set_defaults(of_cycle=proposed)
    listed.add_argument("--plan", type=int, required=True, metavar="方案号")
    listed.add_argument("--unit", metavar="单位", help="只看这个单位牵头的")
    names = add(group, "names", "查看或设置三级文书在本单位的名称")
    names.set_defaults(of_cycle=set_names, plan=None)
    names.add_argument("names", nargs="*", metavar="名称", help="依次写交办、催办、督办文书的名称，如 蓝单 黄单 红单")
    words = add(group, "words", "查看或设置一种文书自带的话")
    words.set_defaults(of_cycle=set_words, plan=None)
    words.add_argument("kind", choices=_KINDS, metavar="文书", help="assignment 交办、reminder 催办、supervision 督办")
    words.add_argument("--place", choices=PLACES._fields, help="opening 开头的话、wants 办理要求、note 结尾的话")
    words.add_argument("--text", metavar="文字", help="这一处写什么，\\n 换行；可用 {单位}、{项数}、{期限}、{周期}、{日期}、{方案}")
    words.add_argument("--usual", action="store_true", help="恢复程序自带的话")


def proposed(store: "Store", options: argparse.Namespace) -> Told:
    """What the rules would send, and what a light set by hand excuses."""
    from tracker.usecases.house.units import find_unit
    from tracker.usecases.papers.notice_proposals import ladder

    unit_id = find_unit(store, options.unit).id if options.unit else None
    found = ladder(store, options.plan, date.today(), unit_id)

    def as_json(one: Any) -> dict[str, Any]:
        return {"task_id": one.task_id, "number": one.number, "title": one.title, "kind": one.kind, "called": one.name, "cause": one.cause}

    lines = [f"{one.name}  {one.number} {one.title}  {one.leads}  {one.cause}" for one in found.proposed]
    lines += [f"不催  {one.number} {one.title}  {one.leads}  {one.cause}" for one in found.excused]
    data = {"proposed": [as_json(one) for one in found.proposed], "excused": [as_json(one) for one in found.excused]}
    return data, lines or ["没有建议发的文书。"]


def set_names(store: "Store", options: argparse.Namespace) -> Told:
    """Without names they are told, else all three are set."""
    from dataclasses import replace

    from tracker.domain.notices import NoticeNames
    from tracker.usecases.papers.notice_settings import notice_names, notice_setting, set_notice_setting

    operation = None
    if options.names:
        if len(options.names) != len(_KINDS):
            raise UserError("名称要写三个", f"现在写了 {len(options.names)} 个", "请依次写交办、催办、督办文书的名称")
        wanted = replace(notice_setting(store), names=NoticeNames(*options.names))
        operation = set_notice_setting(store, wanted).operation_id
    names = notice_names(store)
    return {"names": names, "operation": operation}, [f"{key}  {name}" for key, name in names.items()]


def set_words(store: "Store", options: argparse.Namespace) -> Told:
    """Without a text the words are told, else one place is written anew, or the usual ones come back."""
    from tracker.usecases.papers.notice_words import notice_words, set_notice_words

    kind, operation = NoticeKind(options.kind), None
    if (options.place is None) != (options.text is None) or (options.usual and options.text is not None):
        raise UserError("--place 和 --text 要一起写，--usual 单独写", "", "请补上或去掉")
    if options.usual:
        operation = set_notice_words(store, {kind: USUAL[kind]}).operation_id
    elif options.text is not None:
        own = notice_words(store)[kind]._replace(**{options.place: options.text.replace("\\n", "\n")})
        operation = set_notice_words(store, {kind: own}).operation_id
    words = notice_words(store)[kind]
    lines = [f"{name}：{text or '（空）'}" for name, text in zip(PLACES, words, strict=True)]
    return {"kind": kind, "words": words._asdict(), "operation": operation}, lines
