"""What one reading of the task page brings, read away from the window's thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.records import UnitRecord
from tracker.domain.screens import Group, SearchHit, TaskFilter, TaskList
from tracker.domain.terms import Light
from tracker.usecases.saved_filters import SavedFilter, saved_filters
from tracker.usecases.task_order import in_order
from tracker.usecases.tasks import leaders, task_list

if TYPE_CHECKING:
    from tracker.storage.store import Store


@dataclass(frozen=True, slots=True)
class LightTally:
    """How many tasks show each light, whatever lights the list is narrowed to; `about`: the filter they were counted for.

    `leaders`: who is in charge of tasks of its plan.
    """

    about: TaskFilter
    counts: Mapping[Light, int]
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """`heading`: the title of the heading that the filter asks for; `hits`: where a search found what the titles do not show."""

    found: TaskList
    lights: LightTally
    units: tuple[UnitRecord, ...]
    heading: str
    saved: tuple[SavedFilter, ...]
    hits: Mapping[int, SearchHit]


def load(
    store: "Store",
    wanted: TaskFilter,
    group: Group,
    sort: tuple[str, bool],
    known: LightTally | None,
    today: date,
    *,
    leads_shown: bool = True,
) -> Loaded:
    """Read the list. `known`: lights counted before, used where they were counted for the same filter."""
    from tracker.usecases.units import list_units

    found = task_list(store, wanted, group, today)
    about = wanted._replace(lights=frozenset())
    same_plan = known is not None and known.about.plan_id == wanted.plan_id
    names = known.leaders if known is not None and same_plan else tuple(leaders(store, wanted.plan_id))
    if not wanted.lights:
        lights = LightTally(about, found.lights, names)
    elif known is not None and known.about == about:
        lights = known
    else:
        lights = LightTally(about, task_list(store, about, Group.NONE, today).lights, names)
    ordered = in_order(store, found, *sort, today)
    hits: Mapping[int, SearchHit] = {}
    if wanted.text:
        from tracker.usecases.search import hits_beside

        hits = hits_beside(store, [one for part in ordered.groups for one in part.ids], wanted.text, leads_shown=leads_shown)
    return Loaded(
        found=ordered,
        lights=lights,
        units=tuple(list_units(store)),
        heading=_heading(store, wanted),
        saved=tuple(saved_filters(store, today)),
        hits=hits,
    )


def _heading(store: "Store", wanted: TaskFilter) -> str:
    if wanted.heading_id is None or wanted.plan_id is None:
        return ""
    from tracker.usecases.plans import plan_headings

    return next((one.label + one.title for one in plan_headings(store, wanted.plan_id) if one.id == wanted.heading_id), "")
