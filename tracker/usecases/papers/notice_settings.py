"""What the office says of its notices: when one is proposed, what it is called, whom the receivers ask."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from tracker.domain.notices import (
    NAME_SETS,
    USUAL_NAMES,
    NoticeKind,
    NoticeNames,
    NoticeRules,
    NoticeSetting,
    name_fault,
    number_word,
)
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.storage.reader import Reader
from tracker.storage.reading.settings import setting
from tracker.storage.store import Store
from tracker.usecases.house.settings import NOTICES, put_setting

if TYPE_CHECKING:
    from tracker.storage.journal import Work

__all__ = ["NoticeRules", "NoticeSetting", "notice_names", "notice_setting", "set_notice_setting"]

_LONGEST, _MOST_DAYS, _MOST_PERIODS = 40, 365, 24


def notice_setting(store: Store) -> NoticeSetting:
    """What was set, or the usual."""
    with store.read() as db:
        return notice_setting_in(db)


def notice_setting_in(db: Reader) -> NoticeSetting:
    """The same within a read that is under way."""
    stored = setting(db, NOTICES)
    if stored is None:
        return NoticeSetting()
    return NoticeSetting(NoticeRules(**stored["rules"]), _names(stored), str(stored["contact"]), str(stored["phone"]))


def _names(stored: dict[str, Any]) -> NoticeNames:
    """The names; older databases only say whether the office speaks of coloured slips."""
    return NoticeNames(*stored["names"]) if "names" in stored else NAME_SETS[1] if stored.get("coloured") else USUAL_NAMES


def set_notice_setting(store: Store, wanted: NoticeSetting) -> Changes:
    """Change it. A series of numbers that began as the old name does begins from now on as the new one; what was given stays.

    Raises UserError for rules by which a notice would be due before its cause, and for words that the form cannot hold.
    """
    rules = wanted.rules
    days = (rules.remind_before, rules.remind_after, rules.supervise_after, rules.supervise_overdue)
    if any(not 0 <= day <= _MOST_DAYS for day in days) or rules.remind_after < 1:
        raise UserError("催办督办规则没有保存", f"天数要在 0 到 {_MOST_DAYS} 之间，逾期催办至少 1 天", "请改正天数")
    if not 1 <= rules.supervise_silent <= _MOST_PERIODS:
        raise UserError("催办督办规则没有保存", f"连续未报的期数要在 1 到 {_MOST_PERIODS} 之间", "请改正期数")
    if rules.supervise_overdue < rules.remind_after:
        raise UserError("催办督办规则没有保存", "督办比催办还早", "督办的逾期天数不能少于催办的")
    plain = replace(
        wanted,
        names=NoticeNames(*("".join(name.split()) for name in wanted.names)),
        contact=" ".join(wanted.contact.split()),
        phone=" ".join(wanted.phone.split()),
    )
    if fault := name_fault(plain.names):
        raise UserError("文书名称没有保存", fault, "请改正名称")
    if max(len(plain.contact), len(plain.phone)) > _LONGEST:
        raise UserError("联系人或电话太长", f"超过 {_LONGEST} 个字，文书上放不下", "请写简短一些")
    with store.transaction("修改设置") as work:
        before = notice_setting_in(work.read())
        put_setting(work, NOTICES, None if plain == NoticeSetting() else asdict(plain))
        _rename_series(work, before.names, plain.names)
    return work.changes()


def _rename_series(work: "Work", before: NoticeNames, names: NoticeNames) -> None:
    from tracker.storage.tables import NumberSeries

    for kind in NoticeKind:
        old, new = number_word(before.of(kind)), number_word(names.of(kind))
        for row in work.rows(NumberSeries, word=old) if old != new else []:
            if row.kind == kind:
                row.word = new


def notice_names(store: Store) -> dict[str, str]:
    """What each kind of notice is called, by the name of its kind of document."""
    names = notice_setting(store).names
    return {kind.value: names.of(kind) for kind in NoticeKind}
