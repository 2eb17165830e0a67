"""What returned sheets are compared with: the tasks of a plan with their reports, and what clerks decided about sheets before."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from tracker.domain.periods import sort_key
from tracker.domain.reporting import assigned
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.storage.reader import Reader
from tracker.storage.reading import day
from tracker.storage.reading.plans import headings
from tracker.storage.sqlite import period_order

_ORDER = period_order("p.period")

_STRENGTH = list(Role)


class TaskFacts(NamedTuple):
    """A task as far as sheets speak of it. `units`: roles by unit id, members of a group as those who carry out their part.

    `part_only`: those of them that only have a part of it (分解任务): they report their part and nothing else.
    """

    id: int
    number: int
    label: str
    title: str
    content: str
    heading: str
    due: date | None
    due_kind: DeadlineKind | None
    wording: str
    state: State
    percent: float | None
    by_hand: frozenset[str]
    units: dict[int, Role]
    titles: tuple[str, ...]
    part_only: frozenset[int] = frozenset()

    @property
    def assigned(self) -> Mapping[int, Role]:
        """The units to which the task itself is assigned."""
        return assigned(self.units, self.part_only)


class ReportFacts(NamedTuple):
    """A stored report with its place; `unit_id`: the unit whose file it came from (None: typed, or collected by the office).

    `later`: a report of a later period stands beside it. `contact`: leader, office, person and phone.
    """

    period: str
    state: State | None
    percent: float | None
    progress: str
    problems: str
    next_steps: str
    by_hand: frozenset[str]
    unit_id: int | None
    later: bool = False
    contact: tuple[str, str, str, str] = ("", "", "", "")


class ContactFacts(NamedTuple):
    """Who is in charge of a task today."""

    names: tuple[str, str, str, str]
    by_hand: frozenset[str]


def tasks(db: Reader, plan_id: int) -> list[TaskFacts]:
    """The tasks in force, in printed order."""
    above = headings(db, plan_id)
    units = _units(db, plan_id)
    part_only = _add_parts(db, plan_id, units)
    titles: dict[int, list[str]] = defaultdict(list)
    for task_id, title in db.rows(
        "SELECT w.task_id, w.title FROM task_wording w JOIN task t ON t.id = w.task_id WHERE t.plan_id = :plan_id ORDER BY w.id",
        plan_id=plan_id,
    ):
        titles[task_id].append(title)
    rows = db.rows(
        """SELECT t.id, t.number, t.label, t.title, t.content, t.heading_id, t.due, t.due_kind, d.wording, t.state, t.percent, t.by_hand
        FROM task t LEFT JOIN deadline d ON d.task_id = t.id AND d.is_main
        WHERE t.plan_id = :plan_id AND t.removed_on IS NULL ORDER BY t.number, t.id""",
        plan_id=plan_id,
    )
    return [
        TaskFacts(
            id=row[0],
            number=row[1],
            label=row[2],
            title=row[3],
            content=row[4],
            heading=above[row[5]].title if row[5] in above else "",
            due=day(row[6]),
            due_kind=None if row[7] is None else DeadlineKind(row[7]),
            wording=row[8] or "",
            state=State(row[9]),
            percent=row[10],
            by_hand=frozenset(row[11].split()),
            units=units.get(row[0], {}),
            titles=tuple(titles.get(row[0], ())),
            part_only=frozenset(part_only.get(row[0], ())),
        )
        for row in rows
    ]


def _units(db: Reader, plan_id: int) -> dict[int, dict[int, Role]]:
    """The roles of units in each task. Who belongs to a group carries out or supports, however the group stands in the plan."""
    found: dict[int, dict[int, Role]] = defaultdict(dict)
    members: dict[int, list[int]] = defaultdict(list)
    for group_id, member_id in db.rows("SELECT group_id, member_id FROM unit_member ORDER BY id"):
        members[group_id].append(member_id)
    through: list[tuple[int, int, Role]] = []
    for task_id, unit_id, word in db.rows(
        """SELECT a.task_id, a.unit_id, a.role FROM assignment a JOIN task t ON t.id = a.task_id
        WHERE t.plan_id = :plan_id AND t.removed_on IS NULL ORDER BY a.position, a.id""",
        plan_id=plan_id,
    ):
        role = Role(word)
        found[task_id][unit_id] = role
        through += [(task_id, member, Role.SUPPORT if role is Role.SUPPORT else Role.IMPLEMENT) for member in members.get(unit_id, ())]
    for task_id, unit_id, role in through:
        held = found[task_id].get(unit_id)
        if held is None or _STRENGTH.index(role) < _STRENGTH.index(held):
            found[task_id][unit_id] = role
    return found


def _add_parts(db: Reader, plan_id: int, units: dict[int, dict[int, Role]]) -> dict[int, list[int]]:
    """Add to each task the units that have a part of it and no role in it, as those who carry it out; they are told by task."""
    found: dict[int, list[int]] = defaultdict(list)
    for task_id, unit_id in db.rows(
        """SELECT DISTINCT s.task_id, s.unit_id FROM subtask s JOIN task t ON t.id = s.task_id
        WHERE t.plan_id = :plan_id AND t.removed_on IS NULL AND s.unit_id IS NOT NULL ORDER BY s.task_id, s.unit_id""",
        plan_id=plan_id,
    ):
        if unit_id not in units.setdefault(task_id, {}):
            units[task_id][unit_id] = Role.IMPLEMENT
            found[task_id].append(unit_id)
    return found


def reports(db: Reader, plan_id: int, period: str) -> dict[int, ReportFacts]:
    """By task: its report of this period, else the latest one before."""
    rows = db.rows(
        f"""SELECT r.task_id, r.period, r.state, r.percent, r.progress, r.problems, r.next_steps, r.by_hand, f.unit_id, x.newest > :until
        FROM (SELECT p.task_id AS task_id, MAX(CASE WHEN {_ORDER} <= :until THEN {_ORDER} END) AS chosen, MAX({_ORDER}) AS newest
            FROM progress_report p JOIN task t ON t.id = p.task_id WHERE t.plan_id = :plan_id GROUP BY p.task_id) x
        JOIN progress_report r ON r.task_id = x.task_id AND {period_order("r.period")} = COALESCE(x.chosen, x.newest)
        LEFT JOIN received_file f ON f.id = r.received_file_id""",
        plan_id=plan_id,
        until=sort_key(period),
    )
    found: dict[int, ReportFacts] = {}
    for task_id, when, state, percent, progress, problems, next_steps, hand, unit_id, later in rows:
        if sort_key(when) > sort_key(period):
            found[task_id] = ReportFacts("", None, None, "", "", "", frozenset(), None, True)
        else:
            by_hand = frozenset(hand.split())
            found[task_id] = ReportFacts(when, State(state), percent, progress, problems, next_steps, by_hand, unit_id, bool(later))
    return found


def part_reports(db: Reader, plan_id: int, period: str) -> dict[int, dict[int, ReportFacts]]:
    """By task and unit: what the unit reported of its part for this period, else the latest before."""
    rows = db.rows(
        f"""SELECT r.task_id, r.unit_id, r.period, r.state, r.percent, r.progress, r.problems, r.next_steps, r.by_hand,
        r.leader, r.office, r.person, r.phone
        FROM (SELECT p.task_id AS task_id, p.unit_id AS unit_id, MAX({_ORDER}) AS chosen FROM part_report p
            JOIN task t ON t.id = p.task_id WHERE t.plan_id = :plan_id AND {_ORDER} <= :until GROUP BY p.task_id, p.unit_id) x
        JOIN part_report r ON r.task_id = x.task_id AND r.unit_id = x.unit_id AND {period_order("r.period")} = x.chosen""",
        plan_id=plan_id,
        until=sort_key(period),
    )
    found: dict[int, dict[int, ReportFacts]] = defaultdict(dict)
    for task_id, unit_id, when, state, percent, progress, problems, next_steps, hand, *contact in rows:
        found[task_id][unit_id] = ReportFacts(
            when,
            None if state is None else State(state),
            percent,
            progress,
            problems,
            next_steps,
            frozenset(hand.split()),
            unit_id,
            contact=(contact[0], contact[1], contact[2], contact[3]),
        )
    return found


def contacts(db: Reader, plan_id: int) -> dict[int, ContactFacts]:
    """By task: who is in charge now."""
    rows = db.rows(
        """SELECT c.task_id, c.leader, c.office, c.person, c.phone, c.by_hand FROM contact c JOIN task t ON t.id = c.task_id
        WHERE t.plan_id = :plan_id AND c.valid_to IS NULL ORDER BY c.id""",
        plan_id=plan_id,
    )
    return {row[0]: ContactFacts((row[1], row[2], row[3], row[4]), frozenset(row[5].split())) for row in rows}


def column_choices(db: Reader) -> dict[str, dict[int, str]]:
    """Remembered columns: by the signature of the heads, place from 0 → field."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for signature, place, field in db.rows("SELECT signature, place, field FROM column_choice"):
        found[signature][place] = field
    return dict(found)


def value_choices(db: Reader) -> dict[tuple[str, str], Any]:
    """Remembered readings: (field, folded words) → value."""
    return {(field, words): json.loads(value) for field, words, value in db.rows("SELECT field, words, value FROM value_choice")}


def sender_choices(db: Reader) -> dict[str, int]:
    """Remembered senders: folded printed name → unit, the one that remains where it was merged."""
    return dict(
        db.rows("SELECT s.name, COALESCE(u.merged_into_id, u.id) FROM sender_choice s JOIN unit u ON u.id = s.unit_id ORDER BY s.id")
    )
