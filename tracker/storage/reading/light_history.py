"""The lights that persons set for a task, in force or lifted."""

from datetime import date
from typing import NamedTuple

from tracker.domain.terms import Light
from tracker.storage.reader import Reader
from tracker.storage.reading import day


class HeldLight(NamedTuple):
    """A light set by hand: why, by whom, from when; `ended_on`: until when (None: it holds)."""

    light: Light
    reason: str
    set_by: str
    set_on: date
    ended_on: date | None
    ended_reason: str


def held_lights(db: Reader, task_id: int) -> list[HeldLight]:
    """All of a task, the latest first."""
    rows = db.rows(
        "SELECT light, reason, set_by, set_on, ended_on, ended_reason FROM light_override WHERE task_id = :task_id ORDER BY id DESC",
        task_id=task_id,
    )
    return [HeldLight(Light(row[0]), row[1], row[2], date.fromisoformat(row[3]), day(row[4]), row[5]) for row in rows]
