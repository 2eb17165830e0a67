"""Commands about a plan that take more than a few lines: what they find, as data for other programs and as lines for a person."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.errors import UserError

if TYPE_CHECKING:
    from tracker.storage.store import Store
    from tracker.usecases.intake.plan_revision import FieldChange, RevisionRow, RevisionSession

Told = tuple[dict[str, Any], list[str]]


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
