"""What a work ledger (工作台账) is made of: the facts of a plan's tasks as they stand on one day, for the whole plan or for one unit."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.completion import PENDING
from tracker.domain.lights import DEFAULT, ENDLESS, LightRules
from tracker.domain.records import (
    AssignmentRecord,
    ContactRecord,
    DeadlineRecord,
    PlanRecord,
    ProgressRecord,
    TargetRecord,
    UnitRecord,
)
from tracker.domain.state_words import Pace
from tracker.domain.terms import DeadlineKind, Light, Role, State


class PaperState(StrEnum):
    """What the state column prints: the reported state, or that the task is late or behind, which weighs more."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    ONGOING = "ongoing"
    BEHIND = "behind"
    OVERDUE = "overdue"


OVERDUE_WORD = "逾期"
_BEHIND_WORD = "欠进度"


def behind_word(rules: LightRules) -> str:
    """What a task behind its pace is called: the office's own word where it has one for that."""
    own = rules.words.of_pace(State.IN_PROGRESS, Pace.BEHIND)
    return _BEHIND_WORD if own == rules.words.of_pace(State.IN_PROGRESS, None) else own


@dataclass(frozen=True, slots=True)
class LedgerTask:
    """One line of a ledger. `path`: the headings above it, outermost first; `pace`: 序时进度 on the ledger's day.

    `contact` and `report` are those that hold on the ledger's day: the last report up to the chosen period. `due` is the day of the
    main deadline, of kind `kind`. `held_light`: a light that a person set instead of the rules, and why. `task_id`: the stored task,
    0 for a line of none; `claimed`: it is said to be done and waits for its check, so that it is under way, but not behind.
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
    held_light: tuple[Light, str] | None = None
    task_id: int = 0
    claimed: bool = False

    def names(self, *roles: Role) -> tuple[str, ...]:
        """The units in these roles as the plan printed them; units that it ran together in one word by their own short names."""
        printed = [each.printed for each in self.assignments]
        return tuple(
            dict.fromkeys(
                each.printed if each.printed and printed.count(each.printed) == 1 else each.display
                for each in self.assignments
                if each.role in roles
            )
        )

    def paper_state(self, today: date, rules: LightRules = DEFAULT) -> PaperState:
        """Late or behind by the same thresholds as the lights, else what was reported."""
        if self.state is State.COMPLETED:
            return PaperState.COMPLETED
        if self.state is State.ONGOING or (self.kind is DeadlineKind.STANDING and self.state is State.NOT_STARTED):
            return PaperState.ONGOING
        if self.kind not in ENDLESS:
            if self.due is not None and self.due < today:
                return PaperState.OVERDUE
            short = 0.0 if self.pace is None or self.percent is None else self.pace - self.percent
            if short > 0 and short >= rules.amber_points and not self.claimed:
                return PaperState.BEHIND
        return PaperState.NOT_STARTED if rules.words.counted(self.state) is State.NOT_STARTED else PaperState.IN_PROGRESS

    def state_text(self, today: date, rules: LightRules = DEFAULT) -> str:
        """The same in the office's words."""
        shown = self.paper_state(today, rules)
        if self.claimed:
            return f"{OVERDUE_WORD}，{PENDING}" if shown is PaperState.OVERDUE else PENDING
        if shown is PaperState.OVERDUE:
            return OVERDUE_WORD
        if shown is PaperState.BEHIND:
            return behind_word(rules)
        return rules.words.of(State(shown.value), self.percent, self.pace, rules.amber_points)


@dataclass(frozen=True, slots=True)
class LedgerData:
    """A plan's tasks in printed order. With `unit` only its own; `own_ids` are then its id and those of the groups it belongs to.

    `period` ("2026-11") is the report period asked for, or "" for the newest of each task. `leader`: only the tasks of this 分管领导.
    """

    plan: PlanRecord
    tasks: tuple[LedgerTask, ...]
    unit: UnitRecord | None = None
    own_ids: frozenset[int] = frozenset()
    period: str = ""
    rules: LightRules = DEFAULT
    leader: str = ""
