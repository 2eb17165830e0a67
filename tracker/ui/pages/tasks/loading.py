"""What one reading of the task page brings, read away from the window's thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.records import UnitRecord
from tracker.domain.screens import Group, SearchHit, TaskFilter, TaskList
from tracker.domain.terms import Light
from tracker.usecases.work.saved_filters import SavedFilter, saved_filters
from tracker.usecases.work.task_order import in_order
from tracker.usecases.work.tasks import leaders, task_list

if TYPE_CHECKING:
    from tracker.storage.store import Store


@dataclass(frozen=True, slots=True)
class LightTally:
    """How many tasks show each light, whatever lights the list is narrowed to; `about`: the filter they were counted for."""

    about: TaskFilter
    counts: Mapping[Light, int]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands round the list whatever it is narrowed to. `leaders`: who is in charge of tasks of the plan."""

    plan_id: int | None
    leaders: tuple[str, ...]
    units: tuple[UnitRecord, ...]
    saved: tuple[SavedFilter, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """`heading`: the title of the heading that the filter asks for; `hits`: where a search found what the titles do not show."""

    found: TaskList
    lights: LightTally
    around: Around
    heading: str
    hits: Mapping[int, SearchHit]


def load(
    store: "Store",
    wanted: TaskFilter,
    group: Group,
    sort: tuple[str, bool],
    known: Loaded | None,
    today: date,
    *,
    leads_shown: bool = True,
) -> Loaded:
    """Read the list. `known`: what was read before and is still true; of that only what the filter changes is read again."""
    found = task_list(store, wanted, group, today)
    about = wanted._replace(lights=frozenset())
    if not wanted.lights:
        lights = LightTally(about, found.lights)
    elif known is not None and known.lights.about == about:
        lights = known.lights
    else:
        lights = LightTally(about, task_list(store, about, Group.NONE, today).lights)
    ordered = in_order(store, found, *sort, today)
    hits: Mapping[int, SearchHit] = {}
    if wanted.text:
        from tracker.usecases.views.search import hits_beside

        hits = hits_beside(store, [one for part in ordered.groups for one in part.ids], wanted.text, leads_shown=leads_shown)
    return Loaded(
        found=ordered,
        lights=lights,
        around=known.around if known is not None and known.around.plan_id == wanted.plan_id else _around(store, wanted.plan_id, today),
        heading=_heading(store, wanted),
        hits=hits,
    )


def _around(store: "Store", plan_id: int | None, today: date) -> Around:
    from tracker.usecases.house.units import list_units

    return Around(plan_id, tuple(leaders(store, plan_id)), tuple(list_units(store)), tuple(saved_filters(store, today)))


def _heading(store: "Store", wanted: TaskFilter) -> str:
    if wanted.heading_id is None or wanted.plan_id is None:
        return ""
    from tracker.usecases.intake.plans import plan_headings

    return next((one.label + one.title for one in plan_headings(store, wanted.plan_id) if one.id == wanted.heading_id), "")
