"""Commands about a plan that take more than a few lines: what they find, as data for other programs and as lines for a person."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.errors import UserError

if TYPE_CHECKING:
    from tracker.storage.store import Store
    from tracker.usecases.intake.plan_revision import FieldChange, RevisionRow, RevisionSession

Told = tuple[dict[str, Any], list[str]]
WORDS = "read 试读、import 导入、revise 比对修订稿、rule 报送周期、status 本期报送、edit 修改信息、remove 删除、list 列出"
_TEXTS = (("title", "标题"), ("doc-number", "文号"), ("issuer", "印发机关"))
_DAYS = (("issued", "印发日期"), ("period-start", "起始日期"), ("period-end", "截止日期"))


def add_head(plans: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """The actions `plan edit` and `plan remove`."""
    edit = add(plans, "edit", "修改一份方案的标题、文号、印发机关和日期")
    edit.set_defaults(of_cycle=edit_head)
    edit.add_argument("--plan", type=int, required=True, metavar="方案号")
    for name, words in _TEXTS:
        edit.add_argument(f"--{name}", metavar=words)
    for name, words in _DAYS:
        edit.add_argument(f"--{name}", metavar=words, help="如 2026-12-31；写成空的就删去")
    edit.add_argument("--lead-unit", action="append", metavar="单位", help="整份方案的牵头单位，可写多次")
    gone = add(plans, "remove", "删除一份方案和它的任务、进展、问题、指标；可以用 undo 撤销")
    gone.set_defaults(of_cycle=remove)
    gone.add_argument("--plan", type=int, required=True, metavar="方案号")


def edit_head(store: "Store", options: argparse.Namespace) -> Told:
    """Change what was said on the command line, as one operation."""
    from tracker.usecases.intake.plans import edit_plan

    fields: dict[str, Any] = {}
    for name in (name.replace("-", "_") for name, _words in _TEXTS):
        if getattr(options, name) is not None:
            fields[name] = getattr(options, name).strip()
    for name, words in ((name.replace("-", "_"), words) for name, words in _DAYS):
        if (said := getattr(options, name)) is not None:
            try:
                fields[name] = date.fromisoformat(said) if said else None
            except ValueError:
                raise UserError(f"{words}“{said}”不是日期", "", "请写成 2026-12-31") from None
    if options.lead_unit is not None:
        fields["lead_units"] = tuple(name.strip() for name in options.lead_unit if name.strip())
    if not fields:
        raise UserError("没有说要改什么", "", "请加 --title、--doc-number、--issued 等，见 plan edit --help")
    changes = edit_plan(store, options.plan, **fields)
    return {"plan_id": options.plan, "operation": changes.operation_id}, [f"已{changes.name}。"]


def remove(store: "Store", options: argparse.Namespace) -> Told:
    """Take a plan out with all that hangs on it."""
    from tracker.usecases.intake.plans import remove_plan

    changes = remove_plan(store, options.plan)
    return {"plan_id": options.plan, "operation": changes.operation_id}, [f"已{changes.name}。要撤销，用 undo。"]


def revise(store: "Store", file: Path, plan_id: int, reason: str, *, apply: bool) -> Told:
    """Compare a file with a stored plan; with `apply` take over all that asks nothing and overwrites nobody's typing.

    Questions and texts that somebody changed by hand are for the window: then nothing is stored.
    """
    from tracker.usecases.intake.plan_revision import Kind, compare
    from tracker.usecases.intake.plan_revision_apply import apply_revision
    from tracker.usecases.intake.plans import read_plan_file

    session = compare(store, plan_id, read_plan_file(store, file))
    rows = [row for row in session.rows if row.kind is not Kind.SAME or row.kept]
    counts = session.counts
    data: dict[str, Any] = {
        "plan_id": plan_id,
        "counts": {kind.value: counts[kind] for kind in Kind},
        "rows": [_row(session, row) for row in rows],
        "applied": False,
    }
    lines = [f"《{session.plan.title}》与“{file.name}”：" + "，".join(f"{kind.label} {counts[kind]}" for kind in Kind)]
    for row in rows:
        lines += _lines(session, row)
    if apply:
        if left := session.accept_all():
            raise UserError(
                f"修订没有保存，有 {left} 项要由人决定",
                "有的任务对不上原来的哪一项，有的内容手工改过",
                "请在窗口的“方案导入”里打开这份文件，逐项接受或保留",
            )
        changes = apply_revision(store, session, reason, date.today())
        data |= {"applied": True, "operation": changes.operation_id}
        lines.append(f"已保存：{changes.name}")
    return data, lines


def _row(session: "RevisionSession", row: "RevisionRow") -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "task_id": row.old,
        "label": row.label,
        "title": row.title,
        "fields": [_field(change) for change in row.fields],
        "kept": [_field(change) for change in row.kept],
        "by_hand": row.by_hand,
        "candidates": [{"task_id": old, "title": session.old[old].title} for old in row.candidates],
    }


def _field(change: "FieldChange") -> dict[str, str | None]:
    return {"field": change.field, "old": change.old, "new": change.new, "before_hand_edit": change.said}


def _lines(session: "RevisionSession", row: "RevisionRow") -> list[str]:
    said = [f"{row.kind.label}  {row.label}{row.title}"]
    if row.candidates:
        said.append(f"    可能是：{'、'.join(session.old[old].title for old in row.candidates)}")
    for change in row.fields:
        if change.old and change.new:
            said += [f"    {change.label} 原：{_line(change.old)}", f"    {change.label} 新：{_line(change.new)}"]
        if change.said is not None:
            said.append(f"    {change.label}手工改过，文件原来是：{_line(change.said)}")
    said += [f"    {change.label}手工改过，予以保留：{_line(change.old)}" for change in row.kept]
    return said


def _line(text: str) -> str:
    return " ".join(text.split())
