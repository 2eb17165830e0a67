"""Lights as an office lives with them: silence of units, lights set by hand, what other rules would do, and the way back from each."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.returned import Returned, places_of, take_in
from tests.stores import NOW, TODAY, contents, draft
from tracker.domain.lights import BY_MONTHS, DEFAULT, Cause, LightRules, light
from tracker.domain.periods import end_of
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import DeadlineKind, Light, State
from tracker.errors import UserError
from tracker.plans.draft import DraftTask
from tracker.reports.content import Paragraph
from tracker.storage.store import Store
from tracker.usecases.cycle.snapshots import freeze_period
from tracker.usecases.house import history
from tracker.usecases.house.settings import light_rules, set_light_rules, set_setting
from tracker.usecases.intake import plans
from tracker.usecases.intake.plan_revision import compare
from tracker.usecases.intake.plan_revision_apply import apply_revision
from tracker.usecases.papers import report_kinds
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.sample.demo import fill_demo, import_sample
from tracker.usecases.views import calendar
from tracker.usecases.views.matrix import matrix
from tracker.usecases.views.overview import overview
from tracker.usecases.work import tasks
from tracker.usecases.work.light_overrides import lift_light, light_past, set_light
from tracker.usecases.work.light_preview import light_preview

RED, AMBER, GREEN = Light.RED, Light.AMBER, Light.GREEN
JANUARY = date(2027, 1, 28)
WILLOWS = 4


def ask(store: Store, *periods: str, plan_id: int = 1) -> None:
    """Sheets of these periods were handed out."""
    with store.transaction("发放") as work:
        made = {"plan_id": plan_id, "unit_id": 1, "made_at": NOW}
        work.insert_many("handout", [{"period": period, **made} for period in periods])


def shown(store: Store, task_id: int, today: date) -> tuple[Light, str]:
    """The light of a task, which every screen must show alike."""
    row = tasks.task_detail(store, task_id, today).row
    found = tasks.task_list(store, TaskFilter(lights=frozenset({row.light})), Group.NONE, today)
    assert task_id in found.groups[0].ids
    assert task_id in matrix(store, TaskFilter(lights=frozenset({row.light})), today).task_ids
    figures = overview(store, None, today)
    assert figures.plans[0].lights.get(row.light, 0) == found.total
    return row.light, row.reason


def heard(store: Store, task_id: int) -> str:
    with store.read() as db:
        return str(db.value("SELECT heard_to FROM task WHERE id = :task_id", task_id=task_id))


def test_two_asked_periods_without_a_report_light_red(planned: Store) -> None:
    assert shown(planned, WILLOWS, JANUARY) == (GREEN, "未定时限"), "nothing was asked"
    ask(planned, "2026-09", "2026-10", "2026-11", "2026-12", "2027-01")
    assert heard(planned, WILLOWS) == "2026-09-16", "the day on which the plan came in"
    assert shown(planned, WILLOWS, date(2026, 10, 25)) == (GREEN, "未定时限"), "October can still come today"
    assert shown(planned, WILLOWS, date(2026, 10, 26)) == (RED, "连续 2 期未报送")
    told = tasks.task_detail(planned, WILLOWS, date(2026, 10, 26)).row.why
    assert told == "连续 2 期未报送（2026-09、2026-10），达到红灯线 2 期"
    tasks.report_progress(planned, WILLOWS, "2026-11", State.IN_PROGRESS, None, "栽了一半", today=date(2026, 11, 20))
    assert heard(planned, WILLOWS) == "2026-11-30"
    assert shown(planned, WILLOWS, JANUARY) == (RED, "连续 2 期未报送"), "of December and January nothing was heard"
    tasks.report_progress(planned, WILLOWS, "2026-09", State.IN_PROGRESS, None, "补报", today=JANUARY)
    assert heard(planned, WILLOWS) == "2026-11-30", "an older report tells nothing newer"
    tasks.report_progress(planned, WILLOWS, "2026-12", State.IN_PROGRESS, None, "基本栽完", today=JANUARY)
    assert shown(planned, WILLOWS, JANUARY)[0] is GREEN
    history.undo(planned)
    assert shown(planned, WILLOWS, JANUARY)[0] is RED and heard(planned, WILLOWS) == "2026-11-30"


def test_the_plan_that_reports_later_is_silent_later(planned: Store) -> None:
    ask(planned, "2026-09", "2026-10")
    with planned.transaction("周期") as work:
        work.update_many("plan", {1: {"reporting_day": 10, "reporting_next": True}})
    assert shown(planned, WILLOWS, date(2026, 11, 10))[0] is GREEN
    assert shown(planned, WILLOWS, date(2026, 11, 11))[0] is RED
    set_setting(planned, "reporting_day", 3)
    assert shown(planned, WILLOWS, date(2026, 11, 10))[0] is GREEN, "the plan's own day goes before the office's"


def test_whoever_answers_for_a_task_is_heard_and_nobody_else(planned: Store, tmp_path: Path) -> None:
    """Task 1 is led by 水利局 and helped by 财政局; task 2 is shared by 住建局 and 财政局."""
    helper = Returned("财政局.xlsx", "县财政局", [("清理北渠淤泥", {"percent": 40.0, "progress": "拨款到位"})])
    take_in(planned, places_of(tmp_path), helper, period="2026-10")
    assert heard(planned, 1) == "2026-09-16"
    rows: list[tuple[str | None, dict[str, Any]]] = [("清理北渠淤泥", {"percent": 50.0}), ("每月巡查排口", {"progress": "巡查一遍"})]
    done = take_in(planned, places_of(tmp_path), Returned("水利局.xlsx", "县水利局", rows), period="2026-10")
    assert [heard(planned, task_id) for task_id in (1, 2, 3)] == ["2026-10-31", "2026-09-16", "2026-10-31"]
    history.undo(planned, done.changes.operation_id)
    assert [heard(planned, task_id) for task_id in (1, 2, 3)] == ["2026-09-16"] * 3


def test_a_task_that_comes_later_is_not_silent_from_before(planned: Store) -> None:
    ask(planned, "2026-07", "2026-08", "2026-09", "2026-10")
    made = tasks.add_task(planned, 1, None, "新增事项").result or 0
    assert heard(planned, made) == "2026-09-16", "the day of the store's clock"
    assert tasks.task_detail(planned, made, date(2026, 10, 20)).row.light is GREEN
    assert tasks.task_detail(planned, made, date(2026, 10, 26)).row.reason == "连续 2 期未报送"
    fresh = draft()
    fresh.tasks.append(DraftTask(2, "2.", "修建亲水步道", "沿西岸修建步道3公里。"))
    fresh.source_text += "\n修订稿"
    session = compare(planned, 1, fresh)
    session.accept_all()
    apply_revision(planned, session, "常务会议", TODAY)
    with planned.read() as db:
        assert db.value("SELECT heard_to FROM task WHERE title = '修建亲水步道'") == "2026-09-16"


@pytest.mark.parametrize("fill", [lambda store: import_sample(store), lambda store: fill_demo(store, 700, TODAY)], ids=["sample", "bulk"])
def test_made_up_tasks_are_heard_as_far_as_their_reports_go(bare: Store, fill: Callable[[Store], object]) -> None:
    fill(bare)
    with bare.read() as db:
        rows = db.rows("SELECT t.heard_to, MAX(r.period) FROM task t LEFT JOIN progress_report r ON r.task_id = t.id GROUP BY t.id")
    assert len(rows) > 40
    for day, period in rows:
        assert day == max("2026-09-16", str(end_of(period)) if period else "")


def test_undoing_the_later_report_leaves_what_the_earlier_one_told(planned: Store) -> None:
    """Reported for November first and for October after it: without November, October is still heard."""
    first = tasks.report_progress(planned, WILLOWS, "2026-11", State.IN_PROGRESS, 20, today=JANUARY)
    tasks.report_progress(planned, WILLOWS, "2026-10", State.IN_PROGRESS, 10, today=JANUARY)
    history.undo(planned, first.operation_id)
    assert heard(planned, WILLOWS) == "2026-10-31"


def test_a_light_set_by_hand_shows_everywhere_until_it_is_lifted(planned: Store) -> None:
    before = contents(planned.path)
    changes = set_light(planned, [1], RED, " 县长办公会点名 ", "周督查", TODAY)
    assert changes.name == "把任务 1“清理北渠淤泥”定为红灯" and not changes.kept
    assert shown(planned, 1, TODAY) == (RED, "人工定灯：县长办公会点名")
    row = tasks.task_detail(planned, 1, TODAY).row
    assert row.light_set is not None and (row.light_set.by, row.light_set.on) == ("周督查", TODAY)
    assert row.why.startswith("人工定灯为红灯：县长办公会点名（周督查，2026-09-16）。按规则为绿灯：时限 2026-09-30，还剩 14 天；")
    items = calendar.calendar_days(planned, None, TODAY, TODAY + timedelta(30), TODAY)
    assert [(item.light, item.by_hand) for item in items if item.task_id == 1] == [(RED, True)]
    assert not any(item.by_hand for item in items if item.task_id != 1)
    assert overview(planned, None, TODAY).counts.red == 2, "with the one that is overdue"
    found = tasks.task_list(planned, TaskFilter(light_set=True), Group.NONE, TODAY)
    assert found.groups[0].ids == (1,)

    set_light(planned, [1], AMBER, "已约谈，观察一期", "吴主任", TODAY + timedelta(3))
    assert shown(planned, 1, TODAY) == (AMBER, "人工定灯：已约谈，观察一期")
    lifted = lift_light(planned, [1], "问题已解决", TODAY + timedelta(9))
    assert lifted.name == "取消任务 1“清理北渠淤泥”的人工定灯" and shown(planned, 1, TODAY) == (GREEN, "正常")
    past = light_past(planned, 1).held
    assert [(one.light, one.set_by, one.ended_on, one.ended_reason) for one in past] == [
        (AMBER, "吴主任", TODAY + timedelta(9), "问题已解决"),
        (RED, "周督查", TODAY + timedelta(3), ""),
    ]
    history.undo(planned)
    assert shown(planned, 1, TODAY)[0] is AMBER
    history.undo(planned)
    assert shown(planned, 1, TODAY)[0] is RED
    history.undo(planned)
    assert contents(planned.path) == before


def test_completed_and_cancelled_tasks_take_no_light(planned: Store) -> None:
    tasks.set_state(planned, [1], State.COMPLETED, TODAY)
    changes = set_light(planned, [1, 2, 3], RED, "逾期风险大", "周督查", TODAY)
    assert changes.name == "把 2 项任务定为红灯" and changes.kept == ("1 项已完成或取消，没有定灯",)
    assert [shown(planned, one, TODAY)[0] for one in (1, 2, 3)] == [Light.DONE, RED, RED]
    tasks.set_state(planned, [2], State.COMPLETED, TODAY)
    done = tasks.task_detail(planned, 2, TODAY).row
    assert (done.light, done.light_set, done.why) == (Light.DONE, None, "")
    assert 2 not in tasks.task_list(planned, TaskFilter(light_set=True), Group.NONE, TODAY).groups[0].ids
    tasks.set_state(planned, [2], State.IN_PROGRESS, TODAY)
    assert shown(planned, 2, TODAY)[0] is RED, "opened again, it shows what was set"
    with pytest.raises(UserError, match="都已完成或取消"):
        set_light(planned, [1], RED, "逾期风险大", "周督查", TODAY)


@pytest.mark.parametrize(
    ("shade", "reason", "by", "told"),
    [
        (RED, "  ", "周督查", "没有填写人工定灯的理由"),
        (RED, "会议议定", " ", "没有填写定灯的人"),
        (RED, "会议议定", "长" * 41, "名字太长"),
        (Light.DONE, "会议议定", "周督查", "不能人工定为"),
    ],
)
def test_a_light_needs_a_reason_and_a_name(planned: Store, shade: Light, reason: str, by: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        set_light(planned, [1], shade, reason, by, TODAY)
    with pytest.raises(UserError, match="没有人工定灯"):
        lift_light(planned, [1], "", TODAY)


def test_a_snapshot_keeps_the_light_that_was_set(planned: Store) -> None:
    set_light(planned, [1], RED, "县长办公会点名", "周督查", TODAY)
    freeze_period(planned, 1, "2026-09", TODAY)
    lift_light(planned, [1], "", TODAY)
    past = light_past(planned, 1)
    assert [(one.light, one.reason) for one in past.frozen] == [(RED, "人工定灯：县长办公会点名")]


def test_a_bulletin_lists_what_was_set_and_stays_so_once_frozen(planned: Store) -> None:
    set_light(planned, [1], RED, "县长办公会点名。", "周督查", TODAY)
    set_light(planned, [4], GREEN, "已验收，待补材料", "周督查", TODAY)

    def words() -> str:
        document = report_kinds.report_content(planned, "bulletin", ReportRequest(1, period="2026-09"), TODAY)
        return "\n".join(f"{block.lead}{block.text}" for block in document.blocks if isinstance(block, Paragraph))

    now = words()
    assert "逾期、欠进度、未报送和重点督办事项" in now and "另列为红灯、黄灯督办事项1项" in now
    assert "清理北渠淤泥（编号1）。列为红灯：县长办公会点名。" in now and "待补材料" not in now
    freeze_period(planned, 1, "2026-09", TODAY)
    lift_light(planned, [1, 4], "", TODAY)
    assert "清理北渠淤泥（编号1）。列为红灯：县长办公会点名。" in words()


def test_a_notice_says_that_the_task_was_put_under_this_light(planned: Store) -> None:
    set_light(planned, [1], RED, "县长办公会点名", "周督查", TODAY)
    document = report_kinds.report_content(planned, "reminder", ReportRequest(1, task_ids=(1,)), TODAY)
    assert "列为红灯：县长办公会点名" in str(document)


def test_setting_and_lifting_in_any_order_of_undo(planned: Store) -> None:
    """An older step taken back leaves what was set after it, and the light in force agrees with its reason."""
    first = set_light(planned, [1], RED, "第一次", "甲", TODAY)
    lifted = lift_light(planned, [1], "", TODAY)
    set_light(planned, [1], AMBER, "第二次", "乙", TODAY)
    for operation in (lifted, first):
        history.undo(planned, operation.operation_id)
        assert shown(planned, 1, TODAY) == (AMBER, "人工定灯：第二次")


def test_a_removed_task_takes_its_lights_along_and_brings_them_back(planned: Store) -> None:
    set_light(planned, [1], RED, "县长办公会点名", "周督查", TODAY)
    before = contents(planned.path)
    plans.remove_plan(planned, 1)
    assert contents(planned.path)["light_override"] == []
    history.undo(planned)
    assert contents(planned.path) == before


def test_other_rules_are_tried_before_they_are_saved(planned: Store) -> None:
    wanted = light_rules(planned).changed(AMBER, Cause.DAYS_LEFT, 14)
    seen = light_preview(planned, wanted, TODAY)
    assert seen.total == 1 and seen.before.get(AMBER, 0) == 0 and seen.after[AMBER] == 1
    (change,) = seen.changes
    assert (change.number, change.before, change.before_reason, change.after, change.after_reason) == (1, GREEN, "正常", AMBER, "剩 14 天")
    assert light_rules(planned) == DEFAULT, "nothing is saved"
    set_light(planned, [1], RED, "县长办公会点名", "周督查", TODAY)
    assert light_preview(planned, wanted, TODAY).total == 0, "what a person set stays"
    same = light_preview(planned, light_rules(planned), TODAY)
    assert same.total == 0 and same.before == same.after


def test_rules_are_stored_row_by_row_and_older_ones_are_understood(planned: Store) -> None:
    set_light_rules(planned, LightRules(BY_MONTHS))
    assert light_rules(planned).rows == BY_MONTHS
    history.undo(planned)
    assert light_rules(planned) == DEFAULT
    set_setting(planned, "light_rules", {"amber_days": 3, "amber_points": 5, "red_points": 20})
    old = light_rules(planned)
    assert [old.limit(*row) for row in ((AMBER, Cause.DAYS_LEFT), (AMBER, Cause.POINTS), (RED, Cause.POINTS))] == [3, 5, 20]
    assert old.limit(RED, Cause.SILENT) == 2
    with pytest.raises(UserError, match="亮灯规则不合理"):
        set_light_rules(planned, old.changed(RED, Cause.POINTS, 4))


DAYS = st.none() | st.dates(date(2025, 1, 1), date(2028, 1, 1))
ROWS = st.tuples(*(st.tuples(st.integers(0, 100), st.booleans()) for _row in DEFAULT.rows)).map(
    lambda drawn: LightRules(tuple(row._replace(limit=float(n), on=on) for row, (n, on) in zip(DEFAULT.rows, drawn, strict=True)))
)


@given(
    state=st.sampled_from(State),
    kind=st.none() | st.sampled_from(DeadlineKind),
    days=st.tuples(DAYS, DAYS, DAYS),
    percent=st.none() | st.floats(0, 100),
    silent=st.integers(0, 12),
    rules=ROWS,
)
@settings(max_examples=300, deadline=None)
def test_no_task_without_a_light_and_a_reason(
    state: State, kind: DeadlineKind | None, days: Any, percent: float | None, silent: int, rules: LightRules
) -> None:
    due, start, end = days
    shade, reason = light(state, kind, due, start, percent, TODAY, rules, end, silent)
    assert isinstance(shade, Light) and reason
    assert (shade is Light.DONE) is (state is State.COMPLETED)


STEPS = st.lists(
    st.tuples(st.sampled_from(["set", "lift", "report", "state", "undo", "redo"]), st.integers(0, 3), st.integers(1, 4)),
    min_size=1,
    max_size=14,
)


@given(steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_light_in_force_always_has_its_reason(planned: Store, steps: list[tuple[str, int, int]]) -> None:
    """Whatever is set, lifted, reported and undone: a light that shows as set by hand is one that somebody set and nobody lifted."""
    for step, choice, task_id in steps:
        try:
            if step == "set":
                set_light(planned, [task_id], (RED, AMBER, GREEN)[choice % 3], f"理由{choice}", "甲", TODAY)
            elif step == "lift":
                lift_light(planned, [task_id], "", TODAY)
            elif step == "report":
                tasks.report_progress(planned, task_id, f"2026-0{choice + 6}", State.IN_PROGRESS, 10.0 * choice, today=TODAY)
            elif step == "state":
                tasks.set_state(planned, [task_id], list(State)[choice], TODAY)
            elif step == "redo":
                history.redo(planned)
            elif not (history.undo_name(planned) or "").startswith("导入方案"):
                history.undo(planned)
        except UserError:
            continue
    for one in (1, 2, 3, 4):
        row = tasks.task_detail(planned, one, TODAY).row
        held = [each for each in light_past(planned, one).held if each.ended_on is None]
        assert row.light and row.reason
        if row.state is not State.COMPLETED:
            assert [(each.light, each.reason) for each in held] == ([] if row.light_set is None else [(row.light, row.light_set.reason)])
