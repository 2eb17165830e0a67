"""Units: names, order, groups, mergers."""

from datetime import date

import pytest

from tests.stores import TODAY, contents
from tracker.domain.screens import TaskFilter, UnitFields
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house import history, units
from tracker.usecases.work import tasks


def _unit(store: Store, display: str) -> int:
    return next(unit.id for unit in units.list_units(store) if unit.display == display)


def test_loads_count_each_role(planned: Store) -> None:
    loads = {load.unit.display: load for load in units.unit_loads(planned, None, TODAY)}
    water, money, building = loads["水利局"], loads["财政局"], loads["住建局"]
    assert (water.lead, water.support, water.overdue) == (2, 0, 0)
    assert (money.lead, money.joint, money.support, money.overdue) == (0, 1, 1, 1)
    assert (building.joint, building.overdue) == (1, 1)
    assert loads["各镇（街道）"].implement == 1 and loads["各镇（街道）"].overdue == 0
    assert all(load.lead == load.joint == 0 for load in units.unit_loads(planned, 99, TODAY))


def test_a_figure_opens_its_list(planned: Store) -> None:
    for load in units.unit_loads(planned, 1, TODAY):
        for role, count in zip(Role, (load.lead, load.joint, load.support, load.implement), strict=True):
            wanted = TaskFilter(plan_id=1, unit_id=load.unit.id, roles=frozenset({role}))
            assert tasks.task_list(planned, wanted, tasks.Group.NONE, TODAY).total == count


def test_merging_moves_tasks_names_and_groups(planned: Store) -> None:
    building, money, towns = (_unit(planned, name) for name in ("住建局", "财政局", "各镇（街道）"))
    units.set_members(planned, towns, [building])
    tasks.set_role(planned, 1, building, Role.LEAD)
    changes = units.merge_units(planned, building, money)
    assert changes.name == "把单位“县住建局”并入“县财政局”" and changes.result == money
    roles = {
        detail.row.number: {unit.display: unit.role for unit in detail.assignments} for detail in tasks.task_details(planned, [1, 2], TODAY)
    }
    assert roles[1]["财政局"] is Role.LEAD, "the stronger role remains"
    assert "住建局" not in roles[1] | roles[2]
    merged = {unit.id: unit for unit in units.list_units(planned)}
    assert merged[building].merged_into_id == money
    assert [alias.name for alias in merged[money].aliases if alias.kind == "old"] == ["县住建局", "住建局"]
    assert merged[towns].member_ids == (money,)
    with pytest.raises(UserError, match="它自己"):
        units.merge_units(planned, money, money)
    with pytest.raises(UserError, match="已经并入"):
        units.merge_units(planned, money, building)


def test_names_are_unique(planned: Store) -> None:
    with pytest.raises(UserError, match="已经有单位"):
        units.save_unit(planned, None, UnitFields("县 水利局"))
    with pytest.raises(UserError, match="全称不能为空"):
        units.save_unit(planned, None, UnitFields("  "))
    water = _unit(planned, "水利局")
    units.save_unit(planned, water, UnitFields("县水利局", "水利局", "government", "县"))
    alias = units.add_alias(planned, water, "水务局").result
    with pytest.raises(UserError, match="已经属于"):
        units.add_alias(planned, _unit(planned, "财政局"), "水务局")
    with pytest.raises(UserError, match="已经是单位“县财政局”的名称"):
        units.add_alias(planned, water, "县财政局")
    with pytest.raises(UserError, match="已经是这个单位本来的名称"):
        units.add_alias(planned, water, "水利局")
    assert alias is not None
    units.remove_alias(planned, alias)
    assert "水务局" not in [name.name for unit in units.list_units(planned) for name in unit.aliases]


def test_order(planned: Store) -> None:
    before = [unit.id for unit in units.list_units(planned)]
    units.reorder_units(planned, before[::-1])
    assert [unit.id for unit in units.list_units(planned)] == before[::-1]
    units.reorder_units(planned, [before[1], before[0]])
    assert [unit.id for unit in units.list_units(planned)] == [*before[:1:-1], before[1], before[0]]
    added = units.save_unit(planned, None, UnitFields("新设的单位")).result
    assert units.list_units(planned)[-1].id == added


def test_groups(planned: Store) -> None:
    towns = _unit(planned, "各镇（街道）")
    first = units.save_unit(planned, None, UnitFields("青石镇", kind="place")).result
    second = units.save_unit(planned, None, UnitFields("柳林镇", kind="place")).result
    assert first is not None and second is not None
    units.set_members(planned, towns, [second, first, second])
    units.set_members(planned, towns, [first, second])
    assert next(unit for unit in units.list_units(planned) if unit.id == towns).member_ids == (first, second)
    direct, through = (TaskFilter(unit_id=first, through_groups=groups) for groups in (False, True))
    assert tasks.task_list(planned, direct, tasks.Group.NONE, TODAY).total == 0
    assert tasks.task_list(planned, through, tasks.Group.NONE, TODAY).total == 1
    with pytest.raises(UserError, match="不能包含它自己"):
        units.set_members(planned, towns, [towns])
    units.remove_unit(planned, first)
    assert next(unit for unit in units.list_units(planned) if unit.id == towns).member_ids == (second,)


def test_a_unit_with_tasks_is_not_removed(planned: Store) -> None:
    with pytest.raises(UserError, match="还有 3 项任务"):
        units.remove_unit(planned, _unit(planned, "水利局"))
    building = _unit(planned, "住建局")
    units.merge_units(planned, building, _unit(planned, "财政局"))
    units.remove_unit(planned, building)
    assert "住建局" not in [unit.display for unit in units.list_units(planned)]


def test_a_merger_has_its_day(planned: Store) -> None:
    building, money = _unit(planned, "住建局"), _unit(planned, "财政局")
    before = contents(planned.path)
    units.merge_units(planned, building, money, date(2026, 9, 1))
    known = {unit.id: unit for unit in units.list_units(planned)}
    assert known[building].valid_to == date(2026, 8, 31)
    old = [(alias.name, alias.valid_to) for alias in known[money].aliases if alias.kind == "old"]
    assert old == [("县住建局", date(2026, 8, 31)), ("住建局", date(2026, 8, 31))]
    assert units.find_unit(planned, "县住建局").id == money, "plans that still write the old name are read"
    history.undo(planned)
    assert contents(planned.path) == before


def test_a_merger_before_the_unit_began_is_refused(planned: Store) -> None:
    made = units.save_unit(planned, None, UnitFields("县数据局", valid_from=date(2026, 3, 1))).result
    assert made is not None
    with pytest.raises(UserError, match="不晚于"):
        units.merge_units(planned, made, _unit(planned, "财政局"), date(2026, 2, 1))
