"""What screens read of a store, to be held against the same read by somebody who remembers nothing."""

from tests.stores import TODAY, clock
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import Light
from tracker.storage.store import Store
from tracker.usecases.house.units import list_units
from tracker.usecases.intake.plans import list_plans, plan_headings
from tracker.usecases.views.calendar import calendar_days, overdue_items
from tracker.usecases.views.matrix import matrix
from tracker.usecases.views.overview import overview
from tracker.usecases.views.search import search
from tracker.usecases.work.tasks import leaders, task_list, task_rows

_FILTERS = (
    TaskFilter(),
    TaskFilter(lights=frozenset({Light.RED, Light.DONE})),
    TaskFilter(unit_id=1),
    TaskFilter(text="清"),
    TaskFilter(text="slj 渠", lights=frozenset({Light.GREEN, Light.AMBER})),
    TaskFilter(no_lead=True),
)
_WORDS = ("水利局", "qy", "改 c")


def readings(store: Store) -> dict[str, object]:
    """Overview, lists in every grouping, matrix, headings, units and searches, of one plan and of all."""
    found: dict[str, object] = {"units": list_units(store), "headings": plan_headings(store, 1)}
    month = (TODAY.replace(day=1), TODAY.replace(month=12))
    for plan in (None, 1):
        found[f"due {plan}"] = [calendar_days(store, plan, *month, TODAY, with_leads=leads) for leads in (False, True)]
        found[f"late {plan}"] = overdue_items(store, plan, TODAY, with_leads=False)
        found[f"plans and leaders {plan}"] = (list_plans(store), leaders(store, plan))
        found[f"overview {plan}"] = overview(store, plan, TODAY)
        found[f"matrix {plan}"] = matrix(store, TaskFilter(plan_id=plan), TODAY)
        for group in Group:
            found[f"list {plan} {group}"] = [task_list(store, one._replace(plan_id=plan), group, TODAY) for one in _FILTERS]
        found[f"search {plan}"] = [search(store, words, plan) for words in _WORDS]
    return found


def few_readings(store: Store) -> dict[str, object]:
    """One reading of each kind, for tests of hundreds of steps."""
    lists = [task_list(store, one, Group.HEADING, TODAY) for one in _FILTERS[1::3]]
    due = (calendar_days(store, None, TODAY, TODAY.replace(month=12), TODAY, with_leads=False), leaders(store, None))
    return {"due": due, "overview": overview(store, None, TODAY), "matrix": matrix(store, TaskFilter(), TODAY), "lists": lists}


def check_memory(store: Store, *, few: bool = False) -> None:
    """What the store has kept from earlier readings is what stands in the file; and its lights are those of the single tasks."""
    read = few_readings if few else readings
    with Store(store.path, clock) as forgetful:
        assert read(store) == read(forgetful)
    if few:
        return
    for light in Light:
        found = task_list(store, TaskFilter(lights=frozenset({light})), Group.NONE, TODAY)
        rows = task_rows(store, [task_id for group in found.groups for task_id in group.ids], TODAY)
        assert {row.light for row in rows} <= {light}
