"""What stood at the end of a period, as it was frozen."""

import json
from datetime import date, datetime
from typing import NamedTuple

from tracker.domain.bulletin import Standing
from tracker.domain.ledger import LedgerTask, PaperState
from tracker.domain.lights import BY_HAND
from tracker.domain.records import AssignmentRecord, ContactRecord, DeadlineRecord, ProgressRecord
from tracker.domain.terms import DeadlineKind, Light, Role, State
from tracker.storage.reader import Reader
from tracker.storage.reading import day

_BY_HAND = f"{BY_HAND}："


class SnapshotHead(NamedTuple):
    """A snapshot: the day it speaks of, and when it was frozen."""

    id: int
    plan_id: int
    period: str
    day: date
    frozen_at: datetime


class SnapshotUnitFacts(NamedTuple):
    """A unit that owed a report. `missing`: numbers of the tasks not reported; `standing`: all, partly, sent_back or nothing."""

    unit_id: int
    name: str
    owed: int
    missing: tuple[int, ...]
    standing: str
    late: bool


class FrozenLight(NamedTuple):
    """The light of a task at the end of a period, and why."""

    period: str
    day: date
    light: Light
    reason: str
    percent: float | None
    word: str


def head(db: Reader, plan_id: int, period: str) -> SnapshotHead | None:
    """The snapshot of a period, if it was frozen."""
    return next((each for each in heads(db, plan_id) if each.period == period), None)


def heads(db: Reader, plan_id: int) -> list[SnapshotHead]:
    """The snapshots of a plan, the latest day first."""
    rows = db.rows(
        "SELECT id, plan_id, period, day, frozen_at FROM snapshot WHERE plan_id = :plan_id ORDER BY day DESC, id", plan_id=plan_id
    )
    return [SnapshotHead(row[0], row[1], row[2], date.fromisoformat(row[3]), datetime.fromisoformat(row[4])) for row in rows]


def lines(db: Reader, snapshot_id: int, period: str) -> tuple[Standing, ...]:
    """The tasks as they stood, in the order in which they were frozen."""
    rows = db.rows(
        """SELECT number, title, heading, units, leader, wording, due, state, standing, word, percent, progress, problems, next_steps,
        reported, task_id, light, light_reason FROM snapshot_task WHERE snapshot_id = :snapshot_id ORDER BY id""",
        snapshot_id=snapshot_id,
    )
    found = []
    for (
        number,
        title,
        heading,
        units,
        leader,
        wording,
        due,
        state,
        standing,
        word,
        percent,
        progress,
        problems,
        steps,
        reported,
        task_id,
        shade,
        reason,
    ) in rows:
        task = LedgerTask(
            number=number,
            title=title,
            content="",
            path=(heading,) if heading else (),
            state=State(state),
            percent=percent,
            kind=DeadlineKind.DATE if due else None,
            due=day(due),
            pace=None,
            assignments=tuple(AssignmentRecord(0, 0, name, name, Role(role), False, False) for name, role in json.loads(units or "[]")),
            deadlines=(DeadlineRecord(0, wording, DeadlineKind.DATE, day(due), None),) if wording or due else (),
            contact=ContactRecord(0, leader, "", "", "", None, None) if leader else None,
            held_light=(Light(shade), reason.removeprefix(_BY_HAND)) if reason.startswith(_BY_HAND) else None,
            report=ProgressRecord(task_id, period if reported else "", State(state), percent, progress, problems, steps, date.min),
            task_id=task_id,
        )
        found.append(Standing(task, PaperState(standing), word))
    return tuple(found)


def units(db: Reader, snapshot_id: int) -> tuple[SnapshotUnitFacts, ...]:
    """The units that owed a report, in the official order of that day."""
    rows = db.rows(
        "SELECT unit_id, name, owed, missing, standing, late FROM snapshot_unit WHERE snapshot_id = :snapshot_id ORDER BY id",
        snapshot_id=snapshot_id,
    )
    return tuple(
        SnapshotUnitFacts(unit_id, name, owed, tuple(int(number) for number in missing.split()), standing, bool(late))
        for unit_id, name, owed, missing, standing, late in rows
    )


def lights(db: Reader, task_id: int) -> list[FrozenLight]:
    """How the light of a task stood at the end of each frozen period, the latest first."""
    rows = db.rows(
        """SELECT s.period, s.day, t.light, t.light_reason, t.percent, t.word FROM snapshot_task t JOIN snapshot s ON s.id = t.snapshot_id
        WHERE t.task_id = :task_id ORDER BY s.day DESC, s.id DESC""",
        task_id=task_id,
    )
    return [FrozenLight(row[0], date.fromisoformat(row[1]), Light(row[2]), *row[3:]) for row in rows]
