"""What a work ledger (工作台账) is made of: the facts of a plan's tasks as they stand on one day, for the whole plan or for one unit."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.records import (
    AssignmentRecord,
    ContactRecord,
    DeadlineRecord,
    PlanRecord,
    ProgressRecord,
    TargetRecord,
    UnitRecord,
)
from tracker.domain.terms import DeadlineKind, State


class Standing(StrEnum):
    """How a task stands on paper: the reported state, or that it is late or behind, which weighs more."""

    NOT_STARTED = "未启动"
    IN_PROGRESS = "推进中"
    COMPLETED = "已完成"
    ONGOING = "长期坚持"
    BEHIND = "欠进度"
    OVERDUE = "逾期"


BEHIND_POINTS = 10


@dataclass(frozen=True, slots=True)
class LedgerTask:
    """One line of a ledger. `path`: the headings above it, outermost first; `pace`: 序时进度 on the ledger's day.

    `contact` and `report` are those that hold on the ledger's day: the last report up to the chosen period. `due` is the day of the
    main deadline (`kind`).
    """

    number: int
    title: str
    content: str
    path: tuple[str, ...]
    state: State
    percent: float | None
    kind: DeadlineKind | None
    due: date | None
    pace: float | None
    assignments: tuple[AssignmentRecord, ...] = ()
    deadlines: tuple[DeadlineRecord, ...] = ()
    targets: tuple[TargetRecord, ...] = ()
    contact: ContactRecord | None = None
    report: ProgressRecord | None = None

    def standing(self, today: date) -> Standing:
        """Late, else ten points or more under the pace (DOMAIN §7), else what was reported."""
        if self.state is State.COMPLETED:
            return Standing.COMPLETED
        if self.kind is DeadlineKind.DATE and self.due is not None and self.due < today:
            return Standing.OVERDUE
        if self.state is State.ONGOING:
            return Standing.ONGOING
        if self.pace is not None and self.percent is not None and self.pace - self.percent >= BEHIND_POINTS:
            return Standing.BEHIND
        return Standing.NOT_STARTED if self.state is State.NOT_STARTED else Standing.IN_PROGRESS


@dataclass(frozen=True, slots=True)
class LedgerData:
    """A plan's tasks in printed order. With `unit` only its own; `own_ids` are then its id and those of the groups it belongs to.

    `period` ("2026-11") is the report period asked for, or "" for the newest of each task.
    """

    plan: PlanRecord
    tasks: tuple[LedgerTask, ...]
    unit: UnitRecord | None = None
    own_ids: frozenset[int] = frozenset()
    period: str = ""
