"""Filters kept under a name come back as they were, counted from the day of use."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.stores import TODAY, clock, fresh_store
from tracker.domain.screens import THIS_PERIOD, Group, TaskFilter
from tracker.domain.terms import Light, Role, State
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.house.units import find_unit, merge_units
from tracker.usecases.work.saved_filters import forget_filter, rename_filter, save_filter, saved_filters


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fresh_store(tmp_path / "s.db", clock)


def test_a_filter_comes_back_as_it_was_without_its_plan(store: Store) -> None:
    wanted = TaskFilter(
        plan_id=3, unit_id=7, roles=frozenset({Role.LEAD}), states=frozenset({State.IN_PROGRESS, State.NOT_STARTED}),
        lights=frozenset({Light.RED}), leader="周明", text="污水", no_lead=True,
    )  # fmt: skip
    save_filter(store, " 我的  红灯 ", wanted, Group.UNIT, TODAY)
    (kept,) = saved_filters(store, TODAY)
    assert (kept.name, kept.filter, kept.group) == ("我的 红灯", wanted._replace(plan_id=None), Group.UNIT)


def test_a_filter_of_a_merged_unit_asks_for_the_one_that_remains(planned: Store) -> None:
    water, finance = find_unit(planned, "县水利局").id, find_unit(planned, "县财政局").id
    save_filter(planned, "水利", TaskFilter(unit_id=water), Group.UNIT, TODAY)
    merge_units(planned, water, finance)
    assert [kept.filter.unit_id for kept in saved_filters(planned, TODAY)] == [finance]
    history.undo(planned)
    assert [kept.filter.unit_id for kept in saved_filters(planned, TODAY)] == [water]


def test_days_are_counted_from_the_day_of_use(store: Store) -> None:
    wanted = TaskFilter(due_from=TODAY, due_to=TODAY + timedelta(30), unreported="2026-09")
    save_filter(store, "本月到期", wanted, Group.DEADLINE, TODAY)
    (later,) = saved_filters(store, date(2026, 12, 1))
    assert (later.filter.due_from, later.filter.due_to) == (date(2026, 12, 1), date(2026, 12, 31))
    assert later.filter.unreported == THIS_PERIOD


def test_the_same_name_replaces_and_a_forgotten_one_is_undone(store: Store) -> None:
    save_filter(store, "逾期", TaskFilter(overdue=True), Group.UNIT, TODAY)
    save_filter(store, "无牵头", TaskFilter(no_lead=True), Group.NONE, TODAY)
    save_filter(store, "逾期", TaskFilter(overdue=True, unit_id=2), Group.NONE, TODAY)
    assert [(kept.name, kept.filter.unit_id) for kept in saved_filters(store, TODAY)] == [("逾期", 2), ("无牵头", None)]
    forget_filter(store, "逾期")
    assert [kept.name for kept in saved_filters(store, TODAY)] == ["无牵头"]
    history.undo(store)
    assert len(saved_filters(store, TODAY)) == 2


def test_a_filter_is_called_otherwise_in_its_place_and_every_step_says_what_it_was(store: Store) -> None:
    save_filter(store, "逾期", TaskFilter(overdue=True), Group.UNIT, TODAY)
    assert history.undo_name(store) == "存为常用筛选“逾期”"
    save_filter(store, "无牵头", TaskFilter(no_lead=True), Group.NONE, TODAY)
    save_filter(store, "逾期", TaskFilter(overdue=True, unit_id=2), Group.UNIT, TODAY)
    assert history.undo_name(store) == "替换常用筛选“逾期”"
    with pytest.raises(UserError, match="已有常用筛选“无牵头”"):
        rename_filter(store, "逾期", "无牵头")
    rename_filter(store, "逾期", " 我的 逾期 ")
    assert [(kept.name, kept.filter.unit_id) for kept in saved_filters(store, TODAY)] == [("我的 逾期", 2), ("无牵头", None)]
    assert history.undo_name(store) == "常用筛选“逾期”改名为“我的 逾期”"
    history.undo(store)
    assert [kept.name for kept in saved_filters(store, TODAY)] == ["逾期", "无牵头"]
    forget_filter(store, "逾期")
    assert history.undo_name(store) == "删除常用筛选“逾期”"


@pytest.mark.parametrize("name", ["", "   ", "长" * 21])
def test_a_filter_needs_a_short_name(store: Store, name: str) -> None:
    with pytest.raises(UserError, match="名字"):
        save_filter(store, name, TaskFilter(), Group.NONE, TODAY)
