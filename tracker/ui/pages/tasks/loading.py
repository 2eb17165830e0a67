"""What one reading of the task page brings, read away from the window's thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.records import UnitRecord
from tracker.domain.screens import Group, TaskFilter, TaskList
from tracker.domain.terms import Light
from tracker.usecases.task_order import in_order
from tracker.usecases.tasks import task_list

if TYPE_CHECKING:
    from tracker.storage.store import Store


@dataclass(frozen=True, slots=True)
class LightTally:
    """How many tasks show each light, whatever lights the list is narrowed to; `about`: the filter they were counted for."""

    about: TaskFilter
    counts: Mapping[Light, int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """`heading`: the title of the heading that the filter asks for."""

    found: TaskList
    lights: LightTally
    units: tuple[UnitRecord, ...]
    heading: str


def load(store: "Store", wanted: TaskFilter, group: Group, sort: tuple[str, bool], known: LightTally | None, today: date) -> Loaded:
    """Read the list. `known`: lights counted before, used where they were counted for the same filter."""
    from tracker.usecases.units import list_units

    found = task_list(store, wanted, group, today)
    about = wanted._replace(lights=frozenset())
    if not wanted.lights:
        lights = LightTally(about, found.lights)
    elif known is not None and known.about == about:
        lights = known
    else:
        lights = LightTally(about, task_list(store, about, Group.NONE, today).lights)
    return Loaded(in_order(store, found, *sort, today), lights, tuple(list_units(store)), _heading(store, wanted))


def _heading(store: "Store", wanted: TaskFilter) -> str:
    if wanted.heading_id is None or wanted.plan_id is None:
        return ""
    from tracker.usecases.plans import plan_headings

    return next((one.label + one.title for one in plan_headings(store, wanted.plan_id) if one.id == wanted.heading_id), "")
