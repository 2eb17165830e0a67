"""Who leads what: kept from one reading to the next, for no report and no date changes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.storage.reader import Reader
from tracker.storage.reading import joined_numbers
from tracker.storage.reading.tasks import UNIT_NAME
from tracker.storage.sqlite import joined


class Leading(NamedTuple):
    """A unit with the tasks that it leads or shares, cancelled ones too."""

    id: int
    name: str
    tasks: Sequence[int]


@dataclass(frozen=True, slots=True)
class Leads:
    """All units in the official order. `led`: the tasks that somebody leads or shares."""

    units: tuple[Leading, ...]
    led: frozenset[int]

    def without(self, tasks: Sequence[int]) -> frozenset[int]:
        """Those of these tasks that nobody leads or shares."""
        return frozenset(tasks).difference(self.led)


def leads(db: Reader) -> Leads:
    """Asked unit by unit, so that the index leads to these roles alone."""

    def make() -> Leads:
        rows = db.rows(
            f"""SELECT u.id, {UNIT_NAME}, (SELECT {joined("a.task_id")} FROM assignment a
            WHERE a.unit_id = u.id AND a.role IN ('lead', 'joint')) FROM unit u ORDER BY u.position, u.id"""
        )
        units = tuple(Leading(unit_id, name, joined_numbers(tasks)) for unit_id, name, tasks in rows)
        return Leads(units, frozenset().union(*(unit.tasks for unit in units)))

    return db.kept("leads", ("assignment", "unit"), make)
