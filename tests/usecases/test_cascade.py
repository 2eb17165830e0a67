"""A task split among units, followed part by part and rolled up; tasks of two plans tied together: each step undone by one Ctrl+Z."""

from datetime import date
from pathlib import Path

import pytest

from tests.returned import Returned, places_of, take_in
from tests.stores import TODAY, clock, contents, draft, fresh_store
from tracker.domain.terms import Light, Role, State
from tracker.errors import UserError
from tracker.plans.draft import DraftTask, DraftUnit
from tracker.storage.store import Store
from tracker.usecases.feedback.period_book import period_book
from tracker.usecases.feedback.sheet_make import make_sheets
from tracker.usecases.house import history, units
from tracker.usecases.intake import plans
from tracker.usecases.views.matrix import matrix
from tracker.usecases.views.overview import overview
from tracker.usecases.views.search import search
from tracker.usecases.work import tasks
from tracker.usecases.work.subtasks import (
    SubtaskValues,
    add_subtask,
    adopt_roll,
    edit_subtask,
    move_subtask,
    part_warnings,
    remove_subtask,
    report_subtask,
    split_among,
    subtasks,
    take_reported_parts,
)
from tracker.usecases.work.task_links import candidates, link_tasks, set_weight, task_links, unlink


@pytest.fixture
def levels(tmp_path: Path) -> Store:
    """The county's plan (tasks 1–5), and the city's with one task like its first and one unlike all (tasks 6, 7)."""
    store = fresh_store(tmp_path / "台账.db", clock)
    plans.import_plan(store, draft())
    city = draft("松河市水环境治理方案")
    city.tasks = [DraftTask(0, "1.", "清理北渠等三条渠道淤泥", "分段清理。"), DraftTask(0, "2.", "兴办夜校", "开课。")]
    city.tasks[0].units = [DraftUnit("市水利局", Role.LEAD)]
    plans.import_plan(store, city)
    return store


def _unit(store: Store, name: str) -> int:
    return units.find_unit(store, name).id


def test_a_task_is_split_among_the_members_of_a_group_once(levels: Store) -> None:
    towns = next(unit for unit in units.list_units(levels) if unit.is_group)
    with pytest.raises(UserError, match="还没有成员"):
        split_among(levels, 2, [towns.id])
    members = [_unit(levels, "县水利局"), _unit(levels, "县财政局")]
    units.set_members(levels, towns.id, members)
    before = contents(levels.path)["subtask"]
    split_among(levels, 2, [towns.id, members[0]], due=date(2026, 12, 1))
    parts, roll = subtasks(levels, 2)
    assert [(part.unit, part.title, part.due) for part in parts] == [
        ("水利局", "更换老旧污水管", date(2026, 12, 1)),
        ("财政局", "更换老旧污水管", date(2026, 12, 1)),
    ]
    assert (roll.state, roll.percent) == (State.NOT_STARTED, 0)
    with pytest.raises(UserError, match="都已经有分解任务"):
        split_among(levels, 2, [towns.id])
    history.undo(levels)
    assert contents(levels.path)["subtask"] == before


def test_parts_are_followed_and_taken_over_as_the_tasks_own_progress(levels: Store) -> None:
    for title, office, weight in (("河东段", "水土股", 3), ("河西段", "河湖股", 1)):
        add_subtask(levels, 1, SubtaskValues(title, office=office, weight=weight, due=date(2026, 10, 20)))
    first, second = (part.id for part in subtasks(levels, 1)[0])
    report_subtask(levels, first, State.IN_PROGRESS, 40, "清淤 1.2 公里", TODAY)
    report_subtask(levels, second, State.COMPLETED, None, "", TODAY)
    parts, roll = subtasks(levels, 1)
    assert [(part.percent, part.completed_on) for part in parts] == [(40, None), (100, TODAY)]
    assert roll.percent == 55 and roll.state is State.IN_PROGRESS
    assert tasks.task_detail(levels, 1, TODAY).row.percent is None
    adopt_roll(levels, 1, "2026-09", roll, today=TODAY)
    detail = tasks.task_detail(levels, 1, TODAY)
    assert (detail.row.percent, detail.reports[0].progress) == (55, "分解任务汇总：2 项中已完成 1 项，按权重汇总 55%。")
    history.undo(levels)
    assert tasks.task_detail(levels, 1, TODAY).row.percent is None
    assert part_warnings(parts, date(2026, 9, 30)) == ["“河东段（水土股）”的时限 2026-10-20 晚于总时限 2026-09-30"]


def test_a_roll_up_leaves_what_was_said_for_the_period(levels: Store) -> None:
    add_subtask(levels, 1, SubtaskValues("河东段", office="水土股"))
    tasks.report_progress(levels, 1, "2026-09", State.IN_PROGRESS, 10, "已进场。", "雨多", "增派人手", today=TODAY)
    part = subtasks(levels, 1)[0][0].id
    for percent in (20, 60):
        report_subtask(levels, part, State.IN_PROGRESS, percent, "", TODAY)
        adopt_roll(levels, 1, "2026-09", subtasks(levels, 1)[1], today=TODAY)
    told = tasks.task_detail(levels, 1, TODAY).reports[0]
    assert (told.percent, told.problems, told.next_steps) == (60, "雨多", "增派人手")
    assert told.progress == "已进场。\n分解任务汇总：1 项中已完成 0 项，按权重汇总 60%。"


def test_a_part_is_changed_moved_and_taken_away(levels: Store) -> None:
    for title in ("甲", "乙", "丙"):
        add_subtask(levels, 1, SubtaskValues(title))
    ids = [part.id for part in subtasks(levels, 1)[0]]
    move_subtask(levels, ids[2], -2)
    assert [part.title for part in subtasks(levels, 1)[0]] == ["丙", "甲", "乙"]
    edit_subtask(levels, ids[0], SubtaskValues("甲段 ", unit_id=_unit(levels, "县财政局"), person="程予", weight=2))
    remove_subtask(levels, ids[1])
    assert [(part.title, part.unit, part.weight) for part in subtasks(levels, 1)[0]] == [("丙", "", 1), ("甲段", "财政局", 2)]
    assert part_warnings(subtasks(levels, 1)[0], None) == ["“丙”还没有落实到单位或科室"]
    for _ in range(3):
        history.undo(levels)
    assert [part.title for part in subtasks(levels, 1)[0]] == ["甲", "乙", "丙"]


def test_what_units_reported_of_their_parts_is_taken_over(levels: Store) -> None:
    finance = _unit(levels, "县财政局")
    split_among(levels, 1, [finance, _unit(levels, "县水利局")])
    with pytest.raises(UserError, match="还没有单位报过"):
        take_reported_parts(levels, 1, TODAY)
    with levels.transaction("导入反馈") as work:
        from tracker.storage.tables import PartReport

        for period, percent in (("2026-07", 20.0), ("2026-08", 70.0)):
            row = PartReport(task_id=1, unit_id=finance, period=period, state=State.IN_PROGRESS, percent=percent, reported_on=TODAY)
            row.progress = f"到位资金 {percent:g}%"
            work.add(row)
    take_reported_parts(levels, 1, TODAY)
    parts, roll = subtasks(levels, 1)
    assert [(part.unit, part.percent, part.progress) for part in parts] == [("财政局", 70, "到位资金 70%"), ("水利局", None, "")]
    assert roll.percent == 35


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        (SubtaskValues(" "), "没有写明"),
        (SubtaskValues("甲", weight=0), "权重不对"),
    ],
)
def test_what_a_part_cannot_be(levels: Store, values: SubtaskValues, fault: str) -> None:
    with pytest.raises(UserError, match=fault):
        add_subtask(levels, 1, values)
    assert subtasks(levels, 1)[0] == []


def test_the_superiors_task_is_proposed_tied_and_rolled_up(levels: Store) -> None:
    found = candidates(levels, 1)
    assert [(each.task_id, each.plan) for each in found] == [(6, "松河市水环境治理方案")]
    assert [each.task_id for each in candidates(levels, 1, "夜校")] == [7]
    link_tasks(levels, 6, 1, TODAY)
    link_tasks(levels, 6, 2, TODAY, weight=3)
    tasks.report_progress(levels, 1, "2026-09", State.COMPLETED, 100, today=TODAY)
    tasks.report_progress(levels, 2, "2026-09", State.IN_PROGRESS, 20, today=TODAY)
    above = task_links(levels, 1, TODAY).upper
    assert [(each.plan, each.number, each.leads) for each in above] == [("松河市水环境治理方案", 1, ("水利局",))]
    below = task_links(levels, 6, TODAY)
    assert [(each.task_id, each.light) for each in below.lower] == [(1, Light.DONE), (2, Light.RED)]
    assert below.roll.percent == 40 and candidates(levels, 1) == []
    set_weight(levels, below.lower[1].link_id, 1)
    assert task_links(levels, 6, TODAY).roll.percent == 60
    adopt_roll(levels, 6, "2026-09", task_links(levels, 6, TODAY).roll, today=TODAY)
    assert tasks.task_detail(levels, 6, TODAY).row.percent == 60
    unlink(levels, below.lower[0].link_id)
    assert len(task_links(levels, 6, TODAY).lower) == 1
    history.undo(levels)
    assert len(task_links(levels, 6, TODAY).lower) == 2


def test_the_history_of_a_task_tells_of_its_parts_and_ties(levels: Store) -> None:
    add_subtask(levels, 1, SubtaskValues("河东段", office="水土股"))
    remove_subtask(levels, subtasks(levels, 1)[0][0].id)
    link_tasks(levels, 6, 1, TODAY)
    unlink(levels, task_links(levels, 1, TODAY).upper[0].link_id)
    names = [step.name for step in history.task_history(levels, 1, 10)]
    assert names[:4] == [
        "取消任务 1“清理北渠淤泥”与上级任务 1“清理北渠等三条渠道淤泥”的对应",
        "任务 1“清理北渠淤泥”承接上级任务 1“清理北渠等三条渠道淤泥”",
        "删除分解任务“河东段”",
        "给任务 1“清理北渠淤泥”添加分解任务“河东段”",
    ]
    assert [step.name for step in history.task_history(levels, 6, 10)][:2] == names[:2]


def test_ties_that_make_no_sense_are_refused(levels: Store) -> None:
    link_tasks(levels, 6, 1, TODAY)
    for upper, lower, fault in ((6, 1, "已经对应"), (1, 2, "同一份方案"), (1, 6, "不能这样对应")):
        with pytest.raises(UserError, match=fault):
            link_tasks(levels, upper, lower, TODAY)
    with pytest.raises(UserError, match="没有可以汇总"):
        adopt_roll(levels, 2, "2026-09", task_links(levels, 2, TODAY).roll, today=TODAY)


def test_a_unit_that_only_has_a_part_fills_in_its_sheet_and_reports_its_part(levels: Store, tmp_path: Path) -> None:
    planting = _unit(levels, "县财政局")
    add_subtask(levels, 4, SubtaskValues("栽种东岸段", unit_id=planting))
    add_subtask(levels, 5, SubtaskValues("清漂", unit_id=planting))
    row = next(row for row in period_book(levels, 1, "2026-09", TODAY).rows if row.unit.id == planting)
    assert {4, 5} <= set(row.tasks)
    made = make_sheets(levels, 1, "2026-09", tmp_path / "发放", TODAY, unit_ids=[planting])
    assert [file.tasks for file in made.files] == [len(row.tasks)]
    said = {"percent": 60.0, "state": "in_progress", "progress": "已栽600株"}
    take_in(levels, places_of(tmp_path), Returned("财政局.xlsx", "县财政局", [("栽种护岸柳树", said), ("保持河面清洁", said)]))
    detail = tasks.task_detail(levels, 5, TODAY)
    assert detail.row.percent is None, "nobody is assigned, and who has a part does not speak for the whole"
    assert [(part.unit, part.percent) for part in detail.parts] == [("财政局", 60)]
    take_reported_parts(levels, 5, TODAY)
    assert [part.percent for part in subtasks(levels, 5)[0]] == [60]
    assert period_book(levels, 1, "2026-09", TODAY).rows and not next(
        set(row.missing) & {4, 5} for row in period_book(levels, 1, "2026-09", TODAY).rows if row.unit.id == planting
    )


def test_an_only_unit_goes_on_speaking_for_a_task_of_which_others_have_parts(levels: Store, tmp_path: Path) -> None:
    tasks.set_role(levels, 5, _unit(levels, "县水利局"), Role.SUPPORT)
    add_subtask(levels, 5, SubtaskValues("清漂", unit_id=_unit(levels, "县财政局")))
    take_in(levels, places_of(tmp_path), Returned("水利局.xlsx", "县水利局", [("保持河面清洁", {"percent": 30.0, "progress": "已清两段"})]))
    assert tasks.task_detail(levels, 5, TODAY).row.percent == 30


def test_a_task_is_found_by_its_parts(levels: Store) -> None:
    add_subtask(levels, 2, SubtaskValues("城关片雨污分流", unit_id=_unit(levels, "县财政局"), office="市政股", person="闻亦舟"))
    for words in ("雨污分流", "市政股", "闻亦舟"):
        (hit,) = search(levels, words, 1)
        assert (hit.task_id, hit.where) == (2, "分解任务") and words in hit.excerpt
        assert tasks.task_list(levels, tasks.TaskFilter(plan_id=1, text=words), tasks.Group.NONE, TODAY).total == 1
    add_subtask(levels, 5, SubtaskValues("清漂", unit_id=_unit(levels, "县财政局")))
    assert 5 in [each.task_id for each in search(levels, "财政局")]


def test_parts_are_never_counted_as_tasks(levels: Store) -> None:
    def counted() -> tuple[object, ...]:
        wanted = overview(levels, 1, TODAY)
        found = tasks.task_list(levels, tasks.TaskFilter(plan_id=1), tasks.Group.NONE, TODAY)
        loads = [(load.unit.id, load.lead, load.support, load.implement) for load in units.unit_loads(levels, 1, TODAY)]
        return (
            wanted,
            found.total,
            matrix(levels, tasks.TaskFilter(plan_id=1), TODAY),
            loads,
            [plan.task_count for plan in plans.list_plans(levels)],
        )

    before = counted()
    split_among(levels, 1, [_unit(levels, "县水利局"), _unit(levels, "县财政局")])
    report_subtask(levels, subtasks(levels, 1)[0][0].id, State.COMPLETED, None, "", TODAY)
    assert counted() == before
