"""A row against the store: what would change, and in which bin it ends."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from operator import attrgetter

from tracker.domain.terms import DeadlineKind, State
from tracker.sheets.fields import REPORTED, label
from tracker.sheets.frame import squeezed
from tracker.sheets.staged import Bin, KnownTask, Reason, StagedCell, StagedRow, StoredReport
from tracker.sheets.state_words import DELAYED

REFUSING = frozenset(("unknown_task", "wrong_unit"))
_REPORTED = frozenset(REPORTED)
_NOTHING_STORED = StoredReport()
_CHANGES = attrgetter("changes")


def compare(row: StagedRow, task: KnownTask, unit_id: int | None, period: str) -> StagedRow:
    """The row as one about this task: its cells with their stored values, and its bin. `unit_id`: who reports it (None: the office)."""
    found, cells, reasons = compared(task, row.cells, row.reasons, unit_id, period)
    return replace(row, bin=found, task_id=task.task_id, cells=cells, reasons=reasons)


def compared(
    task: KnownTask, cells: tuple[StagedCell, ...], reasons: tuple[Reason, ...], unit_id: int | None, period: str, *, fresh: bool = False
) -> tuple[Bin, tuple[StagedCell, ...], tuple[Reason, ...]]:
    """The bin of a row, its cells with their stored values, its reasons with those that come from these. `fresh`: the cells are as
    they were read, and were never compared with anything."""
    if fresh and not task.reports:
        said = any(map(_CHANGES, cells))
        return _bin(reasons, _NOTHING_STORED, said, said), cells, reasons
    stored = task.stored_for(unit_id)
    others = _is_others(stored, task, unit_id, period)
    doubted = {reason.field for reason in reasons} if reasons else ()
    out, found, said, changed = [], list(reasons), False, False
    for cell in cells:
        if cell.field not in _REPORTED:
            out.append(cell)
            continue
        old = getattr(stored, cell.field)
        said = said or cell.value is not None
        if (old is None or old == "") and cell.field not in stored.by_hand:
            changed = changed or cell.value is not None
            out.append(cell if cell.changes is (cell.value is not None) else cell._replace(changes=cell.value is not None))
            continue
        changes = cell.value is not None and differs(cell.value, old)
        changed = changed or changes
        reason = cell.reason
        if changes and reason is None and cell.field not in doubted:
            reason = _held(cell, stored, others)
            if reason is not None:
                found.append(reason)
        out.append(cell._replace(old=None if old == "" else old, changes=changes, reason=reason))
    found += _reopened(out, stored, doubted) or _behind_unsaid(out, stored, doubted)
    return _bin(found, stored, said, changed), tuple(out), tuple(found)


def _reopened(cells: Sequence[StagedCell], stored: StoredReport, doubted: Collection[str]) -> list[Reason]:
    """A percentage below 100 without a word on the state, for a task that is stored as completed."""
    said = {cell.field: cell.value for cell in cells}
    percent = said.get("percent")
    if stored.state is not State.COMPLETED or said.get("state") is not None or "percent" in doubted:
        return []
    if not isinstance(percent, (int, float)) or percent >= 100:
        return []
    return [Reason("status_progress_conflict", f"台账里已完成，表里进度是{percent:g}%，请确认是否重新打开", "percent")]


def _behind_unsaid(cells: Sequence[StagedCell], stored: StoredReport, doubted: Collection[str]) -> list[Reason]:
    """A unit that calls itself behind and says no percentage, where one is stored: what is shown goes by the figure, not by its word."""
    state = next((cell for cell in cells if cell.field == "state"), None)
    said = next((cell.value for cell in cells if cell.field == "percent"), None)
    if state is None or state.shade != DELAYED or said is not None or stored.percent is None or {"state", "percent"} & set(doubted):
        return []
    told = f"表里写“{squeezed(str(state.raw))}”，没有填进度，台账里还是{stored.percent:g}%，请核对进度"
    return [Reason("status_progress_conflict", told, "percent")]


def _is_others(stored: StoredReport, task: KnownTask, unit_id: int | None, period: str) -> bool:
    """Whether another lead of the task has reported it this period."""
    if stored.unit_id is None or unit_id is None or stored.unit_id == unit_id or stored.period != period:
        return False
    return task.settled_by(unit_id)


def _held(cell: StagedCell, stored: StoredReport, others: bool) -> Reason | None:
    """Why a stored value must not be overwritten in silence."""
    if cell.field in stored.by_hand:
        return Reason("hand_edited", f"{label(cell.field)}在上次导入后手工改过，请选用哪个值", cell.field)
    if others:
        return Reason("other_lead_differs", f"{label(cell.field)}与另一个牵头单位本期报的不一样，请选用哪个值", cell.field)
    return None


def _bin(reasons: Sequence[Reason], stored: StoredReport, said: bool, changed: bool) -> Bin:
    """The bin of a row that means a known task; one that says nothing changes nothing, whether or not the task was ever reported."""
    if any(reason.code in REFUSING for reason in reasons):
        return Bin.REFUSED
    if reasons:
        return Bin.ASK
    if said and not stored.period:
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


def plan_kind(task: KnownTask) -> DeadlineKind | None:
    """The kind of the plan's limit; 全年 is a duty through the year, though its last day was taken for a date."""
    if task.due_kind is DeadlineKind.DATE and "全年" in task.due_wording and not any(char.isdigit() for char in task.due_wording):
        return DeadlineKind.STANDING
    return task.due_kind


def limit_differs(iso: str | None, kind: DeadlineKind | None, task: KnownTask) -> bool:
    """Whether a limit that could be read is another than the plan's. Words for duties without a day are all one."""
    planned = plan_kind(task)
    if kind is None or planned is None:
        return False
    if kind is DeadlineKind.DATE:
        return task.due is None or task.due.isoformat() != iso
    return planned is DeadlineKind.DATE
