"""Sorted task lists: by days, percentages, lights, units in official order; tasks without a value last either way."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.stores import fresh_store
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.plans.draft import DraftDeadline, DraftHeading, DraftTask, DraftUnit, PlanDraft
from tracker.storage.store import Store
from tracker.usecases.house import units
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks
from tracker.usecases.work.task_order import in_order

TODAY = date(2026, 9, 16)
# title, lead unit, supporting units, due, percent
ROWS = (
    ("疏浚", "县水利局", 1, date(2026, 12, 31), 70),
    ("植树", "县林业局", 0, None, None),
    ("铺路", "县交通运输局", 2, date(2026, 9, 1), 90),
    ("架桥", None, 0, date(2026, 9, 20), 40),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    draft = PlanDraft("a.txt", "排序", "排序", period_start=date(2026, 1, 1), period_end=date(2026, 12, 31))
    draft.headings = [DraftHeading(-1, 1, "一、", "全部")]
    for title, lead, supports, due, _percent in ROWS:
        task = DraftTask(0, "", title, title)
        task.units = [DraftUnit(lead, Role.LEAD)] if lead else []
        task.units += [DraftUnit(name, Role.SUPPORT) for name in ("县财政局", "县审计局")[:supports]]
        task.deadlines = [DraftDeadline("", DeadlineKind.DATE, due)] if due else []
        draft.tasks.append(task)
    with fresh_store(tmp_path / "order.db") as opened:
        plans.import_plan(opened, draft)
        for task_id, (*_rest, percent) in zip(_ids(opened, "number"), ROWS, strict=True):
            if percent is not None:
                tasks.report_progress(opened, task_id, "2026-09", State.IN_PROGRESS, percent, today=TODAY)
        places = {unit.full_name: unit.id for unit in units.list_units(opened)}
        units.reorder_units(opened, [places[name] for name in ("县交通运输局", "县水利局", "县林业局")])
        yield opened


def _ids(store: Store, key: str, descending: bool = False) -> list[int]:
    found = tasks.task_list(store, TaskFilter(), Group.NONE, TODAY)
    return [one for group in in_order(store, found, key, descending, TODAY).groups for one in group.ids]


@pytest.mark.parametrize(
    ("key", "descending", "titles"),
    [
        ("number", False, "疏浚 植树 铺路 架桥"),
        ("number", True, "架桥 铺路 植树 疏浚"),
        ("wording", False, "铺路 架桥 疏浚 植树"),
        ("wording", True, "疏浚 架桥 铺路 植树"),
        ("percent", False, "架桥 疏浚 铺路 植树"),
        ("supports", True, "铺路 疏浚 植树 架桥"),
        ("leads", False, "铺路 疏浚 植树 架桥"),
        ("light", False, "铺路 架桥 疏浚 植树"),
    ],
)
def test_order(store: Store, key: str, descending: bool, titles: str) -> None:
    rows = tasks.task_rows(store, _ids(store, key, descending), TODAY)
    assert " ".join(row.title for row in rows) == titles
