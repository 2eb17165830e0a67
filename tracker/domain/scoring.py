"""Scores of units (考核): what happened in a period, what each happening costs or earns, and the account of every point (DOMAIN §9).

Events are gathered from the data elsewhere; here they become points by an editable table of rules. Every line of an account names its
event, so that a unit can be shown why it stands where it stands.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from tracker.domain.terms import Role


class Event(StrEnum):
    """What can happen to a unit. `MANUAL`: points given by a person, with a reason."""

    NOT_REPORTED = "not_reported"
    LATE = "late"
    POOR_TEXT = "poor_text"
    SENT_BACK = "sent_back"
    OVERDUE_LEAD = "overdue_lead"
    OVERDUE_SUPPORT = "overdue_support"
    SUPERVISED = "supervised"
    PRAISED = "praised"
    EARLY = "early"
    MANUAL = "manual"

    @property
    def label(self) -> str:
        return EVENT_LABELS[self]


EVENT_LABELS = {
    Event.NOT_REPORTED: "未报送",
    Event.LATE: "迟报",
    Event.POOR_TEXT: "空报或与上期雷同",
    Event.SENT_BACK: "反馈被退回",
    Event.OVERDUE_LEAD: "牵头任务逾期",
    Event.OVERDUE_SUPPORT: "配合任务逾期",
    Event.SUPERVISED: "被督办",
    Event.PRAISED: "受到表扬",
    Event.EARLY: "提前完成",
    Event.MANUAL: "人工加减分",
}


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """What one event is worth. `cap`: the most that this kind of event can take or give in one account, as a positive number of points."""

    event: Event
    points: Fraction
    cap: Fraction | None = None
    used: bool = True


def _rule(event: Event, points: int, cap: int | None = None) -> ScoreRule:
    return ScoreRule(event, Fraction(points), None if cap is None else Fraction(cap))


DEFAULT_RULES = (
    _rule(Event.NOT_REPORTED, -5, 30),
    _rule(Event.LATE, -1, 10),
    _rule(Event.POOR_TEXT, -2, 10),
    _rule(Event.SENT_BACK, -2, 10),
    _rule(Event.OVERDUE_LEAD, -5, 40),
    _rule(Event.OVERDUE_SUPPORT, -3, 20),
    _rule(Event.SUPERVISED, -3, 15),
    _rule(Event.PRAISED, 3, 9),
    _rule(Event.EARLY, 1, 5),
)


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """The whole table. `start`: what every unit has at first; `least`, `most`: no total leaves them. `factors`: a happening of a unit
    in this role counts so many times. `weigh_load`: what a unit loses is weighed by its load (see `load_factor`). `rank`: whether the
    units are put in an order at all (offices are told not to overdo it)."""

    rules: tuple[ScoreRule, ...] = DEFAULT_RULES
    start: Fraction = Fraction(100)
    least: Fraction = Fraction(0)
    most: Fraction = Fraction(120)
    factors: Mapping[Role, Fraction] = field(default_factory=dict)
    weigh_load: bool = False
    rank: bool = True

    def rule(self, event: Event) -> ScoreRule | None:
        """The rule of an event where it is used."""
        return next((rule for rule in self.rules if rule.event is event and rule.used), None)


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of one unit. `cause` tells a person where it comes from (任务 3“…”应于…前完成); `points` only for `MANUAL`.

    What it comes from, so that it can be opened: tasks, the period of a report, a received file (`file_id`), a document that was
    issued (`issued_id`), points given by hand (`point_id`).
    """

    unit_id: int
    event: Event
    cause: str
    day: date | None = None
    role: Role | None = None
    period: str = ""
    points: Fraction | None = None
    task_ids: tuple[int, ...] = ()
    file_id: int | None = None
    issued_id: int | None = None
    point_id: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One happening in an account: `points` by the rule and role, `counted` after weighing and cap, `note` why they differ."""

    happening: Happening
    points: Fraction
    counted: Fraction
    note: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """All points of a unit. `rank` from 1, equal totals share it; None where the unit is not ranked."""

    unit_id: int
    tasks: int
    start: Fraction
    lines: tuple[Line, ...]
    total: Fraction
    rank: int | None = None
    note: str = ""


def load_factor(tasks: int, mean: Fraction) -> Fraction:
    """How much of a loss counts for a unit with so many tasks: a unit with more than the mean loses less per event, down to a half."""
    if tasks <= 0 or mean <= 0:
        return Fraction(1)
    return min(Fraction(1), max(Fraction(1, 2), mean / tasks))


def accounts(loads: Mapping[int, int], happenings: Iterable[Happening], table: ScoreTable) -> list[Account]:
    """The accounts of all units of `loads` (number of tasks by unit), in that order; happenings of other units are not counted.

    A unit without tasks keeps its start and is not ranked.
    """
    by_unit: dict[int, list[Happening]] = {unit_id: [] for unit_id in loads}
    for happening in happenings:
        if happening.unit_id in by_unit:
            by_unit[happening.unit_id].append(happening)
    busy = [tasks for tasks in loads.values() if tasks > 0]
    mean = Fraction(sum(busy), len(busy)) if busy else Fraction(0)
    found = [_account(unit_id, tasks, by_unit[unit_id], table, mean) for unit_id, tasks in loads.items()]
    return _ranked(found) if table.rank else found


def _account(unit_id: int, tasks: int, happenings: Sequence[Happening], table: ScoreTable, mean: Fraction) -> Account:
    if tasks == 0:
        return Account(unit_id, 0, table.start, (), table.start, note="没有任务，不参加排名")
    spent: dict[Event, Fraction] = {}
    weight = load_factor(tasks, mean) if table.weigh_load else Fraction(1)
    lines = []
    for happening in happenings:
        line = _line(happening, table, weight, spent)
        if line is not None:
            lines.append(line)
    raw = table.start + sum((line.counted for line in lines), Fraction(0))
    total = min(table.most, max(table.least, raw))
    note = "" if total == raw else f"合计 {said(raw)} 分，按{'下' if total > raw else '上'}限计 {said(total)} 分"
    return Account(unit_id, tasks, table.start, tuple(lines), total, note=note)


def _line(happening: Happening, table: ScoreTable, weight: Fraction, spent: dict[Event, Fraction]) -> Line | None:
    if happening.event is Event.MANUAL:
        points = happening.points or Fraction(0)
        return Line(happening, points, points)
    rule = table.rule(happening.event)
    if rule is None:
        return None
    factor = table.factors.get(happening.role, Fraction(1)) if happening.role else Fraction(1)
    points, notes = rule.points * factor, []
    counted = points
    if points < 0 and weight != 1:
        counted = points * weight
        notes.append(f"按任务量折算 ×{said(weight)}")
    if rule.cap is not None:
        left = rule.cap - spent.get(happening.event, Fraction(0))
        if abs(counted) > left:
            counted = left if counted > 0 else -left
            notes.append(f"“{happening.event.label}”累计封顶 {said(rule.cap)} 分")
        spent[happening.event] = spent.get(happening.event, Fraction(0)) + abs(counted)
    return Line(happening, points, counted, "；".join(notes))


def _ranked(found: list[Account]) -> list[Account]:
    totals = sorted((account.total for account in found if account.tasks), reverse=True)
    return [Account(a.unit_id, a.tasks, a.start, a.lines, a.total, totals.index(a.total) + 1 if a.tasks else None, a.note) for a in found]


_POINTS = re.compile(r"[+＋]?([-−－]?\d{1,3}(?:\.\d{1,2})?)")


def read_points(text: str) -> Fraction | None:
    """Points as people type them: +2, −1.5, 3; None for anything else."""
    found = _POINTS.fullmatch("".join(text.split()))
    return None if found is None else Fraction(found[1].replace("−", "-").replace("－", "-"))


def said(points: Fraction) -> str:
    """Points as printed: at most two decimals, none that are 0 (−3, 97.5)."""
    return f"{float(points):.2f}".rstrip("0").rstrip(".").replace("-", "−")
