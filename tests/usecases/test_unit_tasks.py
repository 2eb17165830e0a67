"""The tasks of one unit by role, on the screen and on paper."""

import pytest

from tests.stores import TODAY
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.reports.content import Group, Row, SubLine, Table
from tracker.storage.store import Store
from tracker.usecases.house import units
from tracker.usecases.papers.unit_tasks import unit_tasks, unit_tasks_content


def _unit(store: Store, display: str) -> int:
    return next(unit.id for unit in units.list_units(store) if unit.display == display)


def test_tasks_stand_by_role_as_the_loads_count_them(planned: Store) -> None:
    for load in units.unit_loads(planned, None, TODAY):
        found = unit_tasks(planned, load.unit.id, None, TODAY)
        direct = [task for task in found.tasks if not task.group]
        counts = [sum(task.role is role for task in direct) for role in Role]
        assert counts == [load.lead, load.joint, load.support, load.implement]
        assert [task.role for task in found.tasks] == sorted((task.role for task in found.tasks), key=list(Role).index)


def test_what_a_group_has_to_do_stands_on_the_list_of_its_members(planned: Store) -> None:
    towns, water = _unit(planned, "各镇（街道）"), _unit(planned, "水利局")
    before = len(unit_tasks(planned, water, 1, TODAY).tasks)
    units.set_members(planned, towns, [water])
    found = unit_tasks(planned, water, 1, TODAY)
    assert len(found.tasks) >= before
    assert {task.group for task in found.tasks} <= {"", "各镇（街道）"}


def test_the_list_on_paper_has_the_same_tasks(planned: Store) -> None:
    water = _unit(planned, "水利局")
    found = unit_tasks(planned, water, 1, TODAY)
    document = unit_tasks_content(planned, water, 1, TODAY)
    assert document.name == "县水利局任务清单"
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert abs(sum(column.width for column in table.columns) - document.page.text_width) < 0.1
    assert [row.text for row in table.rows if isinstance(row, Group)] == [f"牵头（{len(found.tasks)}项）"]
    assert [row.cells[0] for row in table.rows if isinstance(row, Row)] == [task.row.number for task in found.tasks]
    (line,) = [block for block in document.blocks if isinstance(block, SubLine)]
    assert line.right.startswith(f"任务项数：{len(found.tasks)}项")


def test_nothing_to_print_is_told(planned: Store) -> None:
    made = units.save_unit(planned, None, units.UnitFields("县气象局")).result
    assert made is not None
    with pytest.raises(UserError, match="没有任务"):
        unit_tasks_content(planned, made, None, TODAY)
    with pytest.raises(UserError, match="没有找到这个单位"):
        unit_tasks(planned, 999, None, TODAY)
