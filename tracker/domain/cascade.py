"""One task on several levels: parts of a task (分解任务) and tasks of this level under a superior's (上级任务 ↔ 本级任务).

What the parts report is rolled up (汇总) by their weights. The result is only shown beside the task's own progress: a clerk takes it
over, or does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.domain.terms import DeadlineKind, Light, State


class Share(NamedTuple):
    """A part as the roll-up sees it: its weight (above 0), state and percentage (None: nothing was said)."""

    weight: int
    state: State
    percent: float | None


class Roll(NamedTuple):
    """What parts come to. `percent` None: there is nothing to count. `unsaid`: parts under way without a percentage, counted as 0;
    `standing`: parts of 长期坚持, left out."""

    state: State
    percent: float | None
    parts: int
    done: int
    unsaid: int
    standing: int

    @property
    def words(self) -> str:
        """In words, with all that was assumed."""
        if not self.parts:
            return ""
        said = f"{self.parts} 项中已完成 {self.done} 项"
        if self.percent is not None:
            said += f"，按权重汇总 {self.percent:g}%"
        if self.unsaid:
            said += f"；{self.unsaid} 项没有报进度，按 0% 计"
        if self.standing:
            said += f"；{self.standing} 项长期坚持，不计入"
        return said


def rolled(shares: Sequence[Share]) -> Roll:
    """The weighted mean of the parts, to one decimal; done only when every part is, and never rounded up to 100 before."""
    counted = [share for share in shares if share.state is not State.ONGOING]
    done = sum(share.state is State.COMPLETED for share in counted)
    unsaid = sum(share.percent is None and share.state is State.IN_PROGRESS for share in counted)
    standing = len(shares) - len(counted)
    whole = sum(share.weight for share in counted)
    if not whole:
        state = State.ONGOING if shares else State.NOT_STARTED
        return Roll(state, None, len(shares), done, unsaid, standing)
    reached = sum(share.weight * (100.0 if share.state is State.COMPLETED else share.percent or 0.0) for share in counted)
    percent = round(reached / whole, 1)
    if done == len(counted):
        return Roll(State.COMPLETED, 100.0, len(shares), done, unsaid, standing)
    begun = percent > 0 or any(share.state is not State.NOT_STARTED for share in counted)
    return Roll(State.IN_PROGRESS if begun else State.NOT_STARTED, min(percent, 99.9), len(shares), done, unsaid, standing)


@dataclass(frozen=True, slots=True)
class PartTold:
    """What a unit last reported of its part of a task."""

    period: str
    state: State | None
    percent: float | None
    progress: str


@dataclass(frozen=True, slots=True)
class SubtaskRecord:
    """A part of a task. `told`: what its unit last reported of its part of the task, by sheet or by hand."""

    id: int
    task_id: int
    position: int
    title: str
    unit_id: int | None
    unit: str
    office: str
    person: str
    due: date | None
    weight: int
    state: State
    percent: float | None
    completed_on: date | None
    progress: str
    reported_on: date | None
    told: PartTold | None = None

    @property
    def share(self) -> Share:
        return Share(self.weight, self.state, self.percent)

    def overdue(self, today: date) -> bool:
        """Whether its day is over and it is not done."""
        return self.due is not None and self.due < today and self.state not in (State.COMPLETED, State.ONGOING)

    @property
    def carrier(self) -> str:
        """Who carries it out: the unit and its 科室."""
        return " ".join(part for part in (self.unit, self.office) if part)

    @property
    def name(self) -> str:
        """The part with who carries it out, as warnings and operations name it: parts of several units often say the same."""
        return f"{self.title}（{self.carrier}）" if self.carrier else self.title

    @property
    def told_anew(self) -> bool:
        """Whether its unit has reported what does not stand here yet."""
        if self.told is None:
            return False
        said = (self.told.state or self.state, self.percent if self.told.percent is None else self.told.percent)
        return said != (self.state, self.percent) or self.told.progress not in ("", self.progress)


@dataclass(frozen=True, slots=True)
class LinkedTask:
    """A task of another plan that a task is tied to."""

    link_id: int
    task_id: int
    plan_id: int
    plan: str
    number: int
    title: str
    leads: tuple[str, ...]
    due: date | None
    wording: str
    state: State
    percent: float | None
    light: Light
    reason: str
    weight: int
    note: str
    kind: DeadlineKind | None = None

    @property
    def share(self) -> Share:
        return Share(self.weight, self.state, self.percent)

    @property
    def last_day(self) -> date | None:
        """The day by which it must be done; None where it comes round again and again."""
        return one_day(self.kind, self.due)


def one_day(kind: DeadlineKind | None, due: date | None) -> date | None:
    """The day of a time limit that has one; the next turn of a recurring duty is none."""
    return None if kind is DeadlineKind.RECURRING else due


def late_parts(whole_due: date | None, dues: Iterable[tuple[str, date | None]]) -> list[str]:
    """What does not fit in time: parts (by name) that are due after the whole."""
    if whole_due is None:
        return []
    return [f"“{name}”的时限 {due:%Y-%m-%d} 晚于总时限 {whole_due:%Y-%m-%d}" for name, due in dues if due is not None and due > whole_due]


def closes_ring(upper: int, lower: int, links: Iterable[tuple[int, int]]) -> bool:
    """Whether tying `lower` under `upper` would make a task carry out itself over the links (upper, lower) that there are."""
    below: dict[int, set[int]] = {}
    for up, down in links:
        below.setdefault(up, set()).add(down)
    seen, waiting = set(), [lower]
    while waiting:
        at = waiting.pop()
        if at == upper:
            return True
        if at not in seen:
            seen.add(at)
            waiting += below.get(at, ())
    return False
