"""Lists, matrix, calendar, overview and search over many tasks: every filter gives what a plain look at all tasks gives."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.stores import TODAY, clock, draft
from tracker.domain.periods import Cycle, ReportingRule
from tracker.domain.records import TaskDetail
from tracker.domain.screens import THIS_PERIOD, Group, TaskFilter
from tracker.domain.terms import DeadlineKind, Light, Role, State
from tracker.storage.store import Store
from tracker.usecases.feedback.periods import set_reporting_rule
from tracker.usecases.house import units
from tracker.usecases.intake.plans import import_plan
from tracker.usecases.sample.demo import fill_demo
from tracker.usecases.views import calendar, matrix, overview, search
from tracker.usecases.work import tasks
from tracker.usecases.work.tasks import report_progress

WEEK = TODAY + timedelta(7)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("many") / "many.db"
    path.write_bytes(empty_database.read_bytes())
    store = Store.open(path, clock)
    fill_demo(store, 600, TODAY)
    tasks.remove_tasks(store, [10, 20, 30])
    yield store
    store.close()


@pytest.fixture(scope="module")
def details(many: Store) -> list[TaskDetail]:
    return tasks.task_details(many, range(1, 601), TODAY)


def _ids(store: Store, wanted: TaskFilter, group: Group = Group.NONE) -> list[int]:
    return [number for part in tasks.task_list(store, wanted, group, TODAY).groups for number in part.ids]


def _has(detail: TaskDetail, unit_id: int | None, *roles: Role) -> bool:
    return any(unit_id in (None, unit.unit_id) and (not roles or unit.role in roles) for unit in detail.assignments)


def _dated(detail: TaskDetail, first: date, last: date, *, turning: bool = True) -> bool:
    row = detail.row
    open_one = row.state not in (State.COMPLETED, State.ONGOING) and row.kind is DeadlineKind.DATE
    if open_one and row.due is not None and first <= row.due <= last:
        return True
    if not turning:
        return False
    turns = [limit.recurrence for limit in detail.deadlines if limit.recurrence is not None]
    return row.state is not State.COMPLETED and any(next(turn.days(first, last), None) for turn in turns)


CASES: list[tuple[TaskFilter, Callable[[TaskDetail], bool]]] = [
    (TaskFilter(), lambda detail: True),
    (TaskFilter(plan_id=2), lambda detail: detail.plan.id == 2),
    (TaskFilter(unit_id=7), lambda detail: _has(detail, 7)),
    (TaskFilter(unit_id=7, roles=frozenset({Role.LEAD, Role.JOINT})), lambda detail: _has(detail, 7, Role.LEAD, Role.JOINT)),
    (TaskFilter(roles=frozenset({Role.IMPLEMENT})), lambda detail: _has(detail, None, Role.IMPLEMENT)),
    (TaskFilter(states=frozenset({State.NOT_STARTED, State.ONGOING})), lambda d: d.row.state in (State.NOT_STARTED, State.ONGOING)),
    (TaskFilter(lights=frozenset({Light.RED})), lambda detail: detail.row.light is Light.RED),
    (TaskFilter(lights=frozenset({Light.AMBER, Light.GREEN})), lambda detail: detail.row.light in (Light.AMBER, Light.GREEN)),
    (TaskFilter(overdue=True), lambda detail: detail.row.reason.startswith("逾期")),
    (TaskFilter(no_lead=True), lambda detail: not _has(detail, None, Role.LEAD, Role.JOINT)),
    (TaskFilter(due_from=TODAY, due_to=WEEK), lambda detail: _dated(detail, TODAY, WEEK)),
    (TaskFilter(due_to=TODAY), lambda detail: _dated(detail, date.min, TODAY, turning=False)),
    (TaskFilter(heading_id=3), lambda detail: detail.row.heading_id == 3),
    (TaskFilter(unreported=THIS_PERIOD), lambda d: d.row.state is not State.COMPLETED and all(r.period != "2026-09" for r in d.reports)),
    (TaskFilter(unreported="2026-09"), lambda d: d.row.state is not State.COMPLETED and all(r.period != "2026-09" for r in d.reports)),
    (TaskFilter(text="供水管网"), lambda detail: "供水管网" in detail.row.title),
    (TaskFilter(text="老旧 青山"), lambda detail: "老旧" in detail.row.title and "青山" in _everything(detail)),
    (TaskFilter(text="100%"), lambda detail: "100%" in _everything(detail)),
    (TaskFilter(text="_"), lambda detail: "_" in _everything(detail)),
    (
        TaskFilter(plan_id=1, unit_id=7, lights=frozenset({Light.RED}), text="月"),
        lambda d: d.plan.id == 1 and _has(d, 7) and d.row.light is Light.RED,
    ),
]


def _everything(detail: TaskDetail) -> str:
    parts = [detail.row.title, detail.content, detail.note, detail.row.label]
    parts += [unit.display + unit.printed for unit in detail.assignments]
    parts += [contact.leader + contact.office + contact.person + contact.phone for contact in detail.contacts]
    parts += [report.progress + report.problems + report.next_steps for report in detail.reports]
    return "\n".join(parts)


@pytest.mark.parametrize(("wanted", "passes"), CASES)
def test_every_filter(many: Store, details: list[TaskDetail], wanted: TaskFilter, passes: Callable[[TaskDetail], bool]) -> None:
    expected = [detail.row.id for detail in details if passes(detail)]
    assert _ids(many, wanted) == expected
    assert tasks.task_list(many, wanted, Group.STATE, TODAY).total == len(expected)


def test_headings_below_count_for_the_one_above(planned: Store) -> None:
    assert _ids(planned, TaskFilter(heading_id=1)) == [1, 2, 3]
    assert _ids(planned, TaskFilter(heading_id=2)) == [2, 3]
    assert _ids(planned, TaskFilter(doubtful=True)) == [4]


@pytest.mark.parametrize("group", Group)
def test_grouping_loses_nothing(many: Store, details: list[TaskDetail], group: Group) -> None:
    listed = tasks.task_list(many, TaskFilter(), group, TODAY)
    assert {number for part in listed.groups for number in part.ids} == {detail.row.id for detail in details}
    assert listed.total == len(details) == sum(listed.lights.values())
    keys = [part.key for part in listed.groups]
    assert len(keys) == len(set(keys)) and all(part.ids for part in listed.groups)
    lights = {detail.row.id: detail.row.light for detail in details}
    for part in listed.groups:
        assert len(part.ids) == sum(part.lights.values())
        assert all(part.lights.get(shade, 0) == sum(lights[number] is shade for number in part.ids) for shade in Light)


def test_groups_of_a_small_plan(planned: Store) -> None:
    def titles(group: Group, plan_id: int | None = 1) -> list[tuple[tuple[str, ...], str, tuple[int, ...]]]:
        return [(part.path, part.title, part.ids) for part in tasks.task_list(planned, TaskFilter(plan_id), group, TODAY).groups]

    assert titles(Group.HEADING) == [
        ((), "一、治污", (1,)),
        (("一、治污",), "（一）管网", (2, 3)),
        ((), "二、护岸", (4,)),
        ((), "未列入章节", (5,)),
    ]
    assert titles(Group.HEADING, None)[1] == (("松河县水环境治理方案", "一、治污"), "（一）管网", (2, 3))
    assert {title: ids for _, title, ids in titles(Group.UNIT)} == {
        "住建局": (2,),
        "财政局": (2,),
        "水利局": (1, 3),
        "柳编技艺专班": (4,),
        "未定牵头单位": (5,),
    }
    tasks.set_contact(planned, 2, leader="周明", today=TODAY)
    tasks.set_contact(planned, 4, leader="周明", today=TODAY)
    tasks.set_contact(planned, 4, leader="陈岚", today=TODAY)
    assert [(title, ids) for _, title, ids in titles(Group.LEADER)] == [
        ("周明", (2,)),
        ("周树声、李望", (1,)),
        ("陈岚", (4,)),
        ("未定分管领导", (3, 5)),
    ]
    assert tasks.task_list(planned, TaskFilter(1, leader="陈岚"), Group.NONE, TODAY).groups[0].ids == (4,)
    assert [(title, ids) for _, title, ids in titles(Group.STATE)] == [("未启动", (1, 2, 3, 4)), ("长期坚持", (5,))]
    assert [(title, ids) for _, title, ids in titles(Group.DEADLINE)] == [
        ("已逾期", (2,)),
        ("30 天内到期", (1,)),
        ("周期性工作", (3,)),
        ("长期坚持", (5,)),
        ("未定日期", (4,)),
    ]


def test_rows_come_in_the_order_asked_for(many: Store) -> None:
    wanted = [300, 5, 10, 299, 9999, 1]
    assert [row.id for row in tasks.task_rows(many, wanted, TODAY)] == [300, 5, 299, 1]


def test_matrix_totals_are_the_sums_of_its_cells(many: Store, details: list[TaskDetail]) -> None:
    for wanted in (TaskFilter(), TaskFilter(plan_id=1, lights=frozenset({Light.RED, Light.AMBER}))):
        shown = matrix.matrix(many, wanted, TODAY)
        assert list(shown.task_ids) == _ids(many, wanted)
        cells = matrix.matrix_cells(many, shown.task_ids)
        by_unit: dict[int, list[Role]] = {unit.id: [] for unit in shown.units}
        for (_, unit_id), cell in cells.items():
            by_unit[unit_id].append(cell.role)
        assert [unit.id for unit in shown.units] == [unit.id for unit in units.list_units(many) if by_unit.get(unit.id)]
        for unit_id, roles in by_unit.items():
            totals = shown.unit_totals[unit_id]
            assert (totals.total, totals.lead, totals.support) == (len(roles), roles.count(Role.LEAD), roles.count(Role.SUPPORT))
        assert shown.no_lead == {number for number in _ids(many, TaskFilter(no_lead=True)) if number in shown.task_ids}


def test_matrix_of_a_small_plan(planned: Store) -> None:
    shown = matrix.matrix(planned, TaskFilter(plan_id=1), TODAY)
    assert [(section.path, section.task_ids) for section in shown.sections] == [
        (("一、治污",), (1,)),
        (("一、治污", "（一）管网"), (2, 3)),
        (("二、护岸",), (4,)),
        ((), (5,)),
    ]
    cell = matrix.matrix_cells(planned, [4])[4, next(unit.id for unit in shown.units if unit.display == "柳编技艺专班")]
    assert (cell.role, cell.inferred, cell.printed) == (Role.LEAD, True, "县柳编技艺专班")
    assert shown.no_lead == {5}


def test_the_matrix_over_all_plans_leaves_out_what_was_cancelled(many: Store) -> None:
    with many.transaction("取消一些任务") as work:
        work.update_many("task", {number: {"removed_on": TODAY} for number in (3, 10, 11, 40)})
    test_matrix_totals_are_the_sums_of_its_cells(many, [])
    assert not {3, 10, 11, 40} & set(matrix.matrix(many, TaskFilter(), TODAY).task_ids)


def test_calendar_lays_recurring_duties_out(planned: Store) -> None:
    days = calendar.calendar_days(planned, 1, date(2026, 6, 1), date(2026, 9, 30), TODAY)
    assert [(item.day, item.number, item.recurring) for item in days] == [
        (date(2026, 6, 25), 3, True),
        (date(2026, 6, 30), 2, False),
        (date(2026, 7, 25), 3, True),
        (date(2026, 8, 25), 3, True),
        (date(2026, 9, 25), 3, True),
        (date(2026, 9, 30), 1, False),
    ]
    assert (days[1].light, days[1].reason, days[1].leads) == (Light.RED, "逾期 78 天", ("住建局", "财政局"))
    assert [item.task_id for item in calendar.overdue_items(planned, None, TODAY)] == [2]
    (stage, _) = tasks.task_detail(planned, 2, TODAY).deadlines
    tasks.set_deadline_done(planned, stage.id, TODAY)
    (done,) = calendar.calendar_days(planned, None, date(2026, 6, 30), date(2026, 6, 30), TODAY)
    assert done.light is Light.DONE and calendar.overdue_items(planned, None, TODAY) == []


def test_overdue_list_is_the_overdue_filter(many: Store) -> None:
    late = calendar.overdue_items(many, None, TODAY)
    assert sorted(item.task_id for item in late) == sorted(_ids(many, TaskFilter(overdue=True)))
    assert [item.day for item in late] == sorted(item.day for item in late)


@pytest.mark.parametrize("plan_id", [None, 2])
def test_each_figure_of_the_overview_opens_its_list(many: Store, plan_id: int | None) -> None:
    shown = overview.overview(many, plan_id, TODAY)
    for name, wanted in overview.figure_filters(plan_id, TODAY).items():
        assert getattr(shown.counts, name) == len(_ids(many, wanted)), name
    assert shown.counts.red > 0 and shown.counts.overdue > 0 and shown.counts.due_30 > 0
    assert sum(part.total for part in shown.plans) == shown.counts.total
    reds = sum(part.lights.get(Light.RED, 0) for part in shown.plans)
    assert reds == shown.counts.red
    urgent = [row.light for row in shown.attention]
    assert urgent == sorted(urgent, key=[Light.RED, Light.AMBER].index)
    ahead = overview.upcoming(many, plan_id, TODAY)
    assert [item.day for item in ahead] == sorted(item.day for item in ahead) != []
    assert all(TODAY <= item.day <= TODAY + timedelta(30) and item.light is not Light.DONE for item in ahead)


def test_overview_of_nothing(bare: Store) -> None:
    shown = overview.overview(bare, None, TODAY)
    assert shown.counts.total == 0 and shown.attention == () and shown.plans == () and shown.units == ()
    assert tasks.task_list(bare, TaskFilter(), Group.NONE, TODAY).groups == ()
    assert matrix.matrix(bare, TaskFilter(), TODAY).units == ()


def test_search_says_where(planned: Store) -> None:
    tasks.report_progress(planned, 1, "2026-09", State.IN_PROGRESS, 50, "淤泥外运受阻于雨季", today=TODAY)
    found = {
        text: [(hit.number, hit.where, hit.excerpt[hit.start : hit.end]) for hit in search.search(planned, text)]
        for text in (
            "淤泥",
            "4000株",
            "柳编",
            "周树声",
            "雨季",
            "县财政局配合",
            "各镇",
            "水利 北渠",
            "没有这个词",
            "",
            "%",
        )
    }
    assert found == {
        "淤泥": [(1, "标题", "淤泥")],
        "4000株": [(4, "内容", "4000株")],
        "柳编": [(4, "责任单位", "柳编")],
        "周树声": [(1, "责任人", "周树声")],
        "雨季": [(1, "进展", "雨季")],
        "县财政局配合": [(1, "责任原文", "县财政局配合")],
        "各镇": [(2, "责任单位", "各镇")],
        "水利 北渠": [(1, "责任原文", "水利")],
        "没有这个词": [],
        "": [],
        "%": [],
    }
    assert search.search(planned, "淤泥", plan_id=99) == []


def test_search_puts_titles_first_and_stops_at_the_limit(many: Store) -> None:
    hits = search.search(many, "水利局", limit=10)
    assert len(hits) == 10 and hits[0].where == "责任单位" and "（）" not in hits[0].excerpt
    hits = search.search(many, "完成", limit=300)
    in_title = [hit.where == "标题" for hit in hits]
    assert in_title == sorted(in_title, reverse=True) and not all(in_title)


def test_what_is_not_reported_now_goes_by_the_cycle_of_each_plan(planned: Store) -> None:
    other = import_plan(planned, draft("松河县防汛工作方案")).result
    assert other is not None
    before = _ids(planned, TaskFilter(unreported=THIS_PERIOD))
    set_reporting_rule(planned, other, ReportingRule(Cycle.WEEK))
    (first,) = _ids(planned, TaskFilter(plan_id=other, text="清理北渠淤泥"))
    report_progress(planned, first, "2026-09", State.IN_PROGRESS, 10, "按月报的", today=TODAY)
    assert _ids(planned, TaskFilter(unreported=THIS_PERIOD)) == before, "this week is still missing"
    report_progress(planned, first, "2026-W38", State.IN_PROGRESS, 10, "按周报的", today=TODAY)
    report_progress(planned, 1, "2026-09", State.IN_PROGRESS, 10, "按月报的", today=TODAY)
    assert {*before} - {*_ids(planned, TaskFilter(unreported=THIS_PERIOD))} == {1, first}
    assert first not in _ids(planned, TaskFilter(plan_id=other, unreported=THIS_PERIOD))
