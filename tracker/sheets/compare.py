"""A row against the store: what would change, and in which bin it ends."""

from dataclasses import replace

from tracker.domain.reporting import settles_task
from tracker.domain.terms import DeadlineKind
from tracker.sheets.fields import REPORTED, label
from tracker.sheets.frame import squeezed
from tracker.sheets.staged import Bin, KnownTask, Reason, StagedCell, StagedRow, StoredReport

REFUSING = frozenset(("unknown_task", "wrong_unit"))
_REPORTED = frozenset(REPORTED)


def compare(row: StagedRow, task: KnownTask, unit_id: int | None, period: str) -> StagedRow:
    """The row as one about this task: its cells with their stored values, and its bin. `unit_id`: who reports it (None: the office)."""
    stored = task.stored_for(unit_id)
    others = stored.unit_id is not None and stored.unit_id != unit_id and stored.period == period and unit_id is not None
    others = others and settles_task(unit_id, task.units)
    reasons = list(row.reasons)
    doubted = {reason.field for reason in reasons}
    cells = []
    changed = False
    for cell in row.cells:
        if cell.field not in _REPORTED:
            cells.append(cell)
            continue
        old = getattr(stored, cell.field)
        changes = cell.value is not None and differs(cell.value, old)
        changed = changed or changes
        reason = cell.reason
        if changes and reason is None and cell.field not in doubted:
            reason = _held(cell, stored, old, others)
            if reason is not None:
                reasons.append(reason)
        cells.append(replace(cell, old=None if old == "" else old, changes=changes, reason=reason))
    return replace(row, bin=_bin(reasons, stored, changed), task_id=task.task_id, cells=tuple(cells), reasons=tuple(reasons))


def _held(cell: StagedCell, stored: StoredReport, old: str | float | None, others: bool) -> Reason | None:
    """Why a stored value must not be overwritten in silence."""
    if old is None or old == "":
        return None
    if cell.field in stored.by_hand:
        return Reason("hand_edited", f"{label(cell.field)}在上次导入后手工改过，请选用哪个值", cell.field)
    if others:
        return Reason("other_lead_differs", f"{label(cell.field)}与另一个牵头单位本期报的不一样，请选用哪个值", cell.field)
    return None


def _bin(reasons: list[Reason], stored: StoredReport, changed: bool) -> Bin:
    if any(reason.code in REFUSING for reason in reasons):
        return Bin.REFUSED
    if reasons:
        return Bin.ASK
    if not stored.period:
        return Bin.ADDED
    return Bin.UPDATED if changed else Bin.SAME


def differs(value: str | float, old: str | float | None) -> bool:
    """Whether a value is another than the stored one; white space and the width of signs are no difference."""
    if old is None or old == "":
        return True
    if isinstance(value, str) and isinstance(old, str):
        return value != old and squeezed(value) != squeezed(old)
    if isinstance(value, str) or isinstance(old, str):
        return squeezed(str(value)) != squeezed(str(old))
    return abs(value - old) > 0.005


def limit_differs(iso: str | None, kind: DeadlineKind | None, task: KnownTask) -> bool:
    """Whether a limit that could be read is another than the plan's. Words for duties without a day are all one."""
    if kind is None or task.due_kind is None:
        return False
    if kind is DeadlineKind.DATE:
        return task.due is None or task.due.isoformat() != iso
    return task.due_kind is DeadlineKind.DATE
