"""What a review of a plan draft consists of: rows with their standing, and all that has been decided so far, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from tracker.domain.terms import Role
from tracker.plans.draft import DraftDeadline, DraftTask, DraftUnit, Finding, PlanDraft, Span
from tracker.plans.passage import read_wording
from tracker.plans.role_marks import GUESSED

_HARD = {"run_together", "unknown_unit", "deadline", "no_units", "ambiguous_unit", "figure"}


class Standing(StrEnum):
    """Where a row stands: to be looked at, waiting for the answer to a question, settled, or put aside as no task.

    ASKED is never a row's own standing: it follows from the questions that are open.
    """

    WAITING = "waiting"
    ASKED = "asked"
    SETTLED = "settled"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One task under review. `id` stays with it through all steps; `looked_at`: a person has seen it and agreed;
    `by_hand`: a person has set its units."""

    id: int
    task: DraftTask
    standing: Standing
    looked_at: bool = False
    by_hand: bool = False

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """Why a person should look here; nothing once somebody did."""
        return () if self.looked_at else tuple(self.task.findings)

    @property
    def is_hard(self) -> bool:
        """Whether something may be wrong, rather than only worth knowing."""
        return any(finding.code in _HARD for finding in self.doubts)

    @property
    def reason(self) -> str:
        return "；".join(dict.fromkeys(finding.words for finding in self.doubts))

    def units(self, *roles: Role) -> list[DraftUnit]:
        """The units in these roles, in printed order."""
        return [unit for unit in self.task.units if unit.role in roles]


@dataclass(frozen=True, slots=True)
class TaskFields:
    """What a person types about a task: a title, the units of each role, and the wordings of its limits."""

    title: str
    units: tuple[tuple[Role, tuple[str, ...]], ...]
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What the document says of itself."""

    title: str = ""
    doc_number: str = ""
    issuer: str = ""
    issued: date | None = None
    period_start: date | None = None
    period_end: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewState:
    """All that has been decided: rows, the document's own head, answers to questions (question → choice), and which units a
    group of units stands for (folded name → names)."""

    rows: tuple[ReviewRow, ...]
    head: PlanHead
    answers: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptReview:
    """A review put aside: the draft without its tasks (they stand in the rows), all decisions, and the row last looked at."""

    draft: PlanDraft
    state: ReviewState
    next_id: int
    current: int | None = None


def is_to_be_seen(task: DraftTask) -> bool:
    """Whether a person should look at the task itself: some doubt of it is not settled by the answer to a question about the plan."""
    return any(finding.code != GUESSED for finding in task.findings)


def head_of(draft: PlanDraft) -> PlanHead:
    """The head as the reader found it."""
    return PlanHead(draft.title, draft.doc_number, draft.issuer, draft.issued, draft.period_start, draft.period_end)


def name_of(unit: DraftUnit) -> str:
    """The name by which a unit goes: the clean one where the print is damaged."""
    return unit.proposed or unit.name


def fields_of(task: DraftTask) -> TaskFields:
    """What the editor shows of a task; given back unchanged, it changes nothing."""
    units = tuple((role, tuple(name_of(unit) for unit in task.units if unit.role is role)) for role in Role)
    return TaskFields(task.title, units, tuple(limit.wording for limit in task.deadlines))


def joined_tasks(one: DraftTask, other: DraftTask) -> DraftTask:
    """Two tasks as one: the first one's title, all that both say, each unit in its stronger role."""
    units = {unit.name: unit for unit in one.units}
    order = list(Role)
    for unit in other.units:
        before = units.get(unit.name)
        if before is None or order.index(unit.role) < order.index(before.role):
            units[unit.name] = unit
    said = [one.content, f"{other.title}。{other.content}".strip("。") if other.title else other.content]
    known = {limit.wording for limit in one.deadlines}
    return replace(
        one,
        content="\n".join(part for part in said if part),
        note="；".join(dict.fromkeys(part for part in (one.note, other.note) if part)),
        span=replace(one.span, start=min(one.span.start, other.span.start), end=max(one.span.end, other.span.end)),
        units=list(units.values()),
        deadlines=[*one.deadlines, *(limit for limit in other.deadlines if limit.wording not in known)],
        targets=[*one.targets, *other.targets],
        leaders=list(dict.fromkeys([*one.leaders, *other.leaders])),
        findings=[],
    )


def with_period(row: ReviewRow, before: PlanHead, head: PlanHead) -> ReviewRow:
    """The row with the limits that follow from the plan's period or date read again; limits set by hand stay."""
    old, new = (before.period_start, before.period_end), (head.period_start, head.period_end)
    if (old, before.issued) == (new, head.issued):
        return row
    limits: list[DraftDeadline] = []
    for limit in row.task.deadlines:
        read = read_wording(limit.wording, old, before.issued)
        if (read.kind, read.due) == (limit.kind, limit.due):
            limit = replace(read_wording(limit.wording, new, head.issued), span=limit.span)
        limits.append(limit)
    return replace(row, task=replace(row.task, deadlines=limits)) if limits != row.task.deadlines else row


def likely_cut(text: str, span: Span) -> int:
    """Where a second task may begin: after the sentence end nearest to the middle, else the middle."""
    middle = (span.start + span.end) // 2
    ends = [place + 1 for place in range(span.start, span.end - 2) if text[place] in "。；;\n" and text[place + 1] not in "（(〔["]
    return min(ends, key=lambda place: abs(place - middle), default=middle)
