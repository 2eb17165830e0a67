"""Roles of many cells in one step: what was there is kept or changed, what was not comes, one undo takes all of it back."""

from datetime import date
from pathlib import Path

from tests.stores import fresh_store
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import Role
from tracker.plans.draft import DraftTask, DraftUnit, PlanDraft
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.intake import plans
from tracker.usecases.views.matrix import matrix, matrix_cells
from tracker.usecases.work.role_cells import set_roles

TODAY = date(2026, 6, 30)


def filled(path: Path) -> tuple[Store, list[int], dict[str, int]]:
    """Three tasks of one office, the first helped by another; the ids of tasks and units."""
    store = fresh_store(path / "t.db")
    draft = PlanDraft("方案.docx", "石桥县灌溉工作要点全文", "石桥县2026年灌溉工作要点")
    for place in range(3):
        units = [DraftUnit("县水利局", Role.LEAD), *([DraftUnit("县财政局", Role.SUPPORT)] if place == 0 else [])]
        draft.tasks.append(DraftTask(-1, f"{place + 1}.", f"疏浚第{place + 1}渠", "", units=units))
    plans.import_plan(store, draft)
    found = matrix(store, TaskFilter(), TODAY)
    return store, list(found.task_ids), {unit.full_name: unit.id for unit in found.units}


def roles(store: Store, ids: list[int], unit_id: int) -> list[Role | None]:
    cells = matrix_cells(store, ids)
    return [cells[one, unit_id].role if (one, unit_id) in cells else None for one in ids]


def test_several_tasks_get_the_same_lead(tmp_path: Path) -> None:
    store, ids, units = filled(tmp_path)
    money = units["县财政局"]
    changes = set_roles(store, [(one, money) for one in ids], Role.LEAD)
    assert roles(store, ids, money) == [Role.LEAD] * 3
    assert "3 项任务" in changes.name and "牵头" in changes.name and "财政局" in changes.name
    history.undo(store)
    assert roles(store, ids, money) == [Role.SUPPORT, None, None]
    history.redo(store)
    assert roles(store, ids, money) == [Role.LEAD] * 3


def test_what_is_not_there_is_not_taken_away(tmp_path: Path) -> None:
    store, ids, units = filled(tmp_path)
    changes = set_roles(store, [(one, unit) for one in ids for unit in units.values()], None)
    assert matrix_cells(store, ids) == {}
    assert changes.name.startswith("取消")
    history.undo(store)
    assert len(matrix_cells(store, ids)) == 4


def test_one_task_is_named_by_its_title(tmp_path: Path) -> None:
    store, ids, units = filled(tmp_path)
    changes = set_roles(store, [(ids[1], unit) for unit in units.values()], Role.IMPLEMENT)
    assert "疏浚第2渠" in changes.name
    assert [roles(store, ids, unit)[1] for unit in units.values()] == [Role.IMPLEMENT] * 2
