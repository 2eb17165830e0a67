"""Editing a task in place: what is typed is checked in words, saved as one operation, and never lost in silence."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.returned import Returned, places_of, take_in
from tests.ui.conftest import TODAY
from tests.ui.input_method import type_words
from tracker.domain.periods import MONTHLY, Cycle, ReportingRule
from tracker.domain.records import TaskDetail
from tracker.domain.terms import DeadlineKind, Light, State
from tracker.storage.store import Store
from tracker.ui.context import Context
from tracker.ui.pages.tasks.head_part import TextForm
from tracker.ui.pages.tasks.limits_form import LimitForm
from tracker.ui.pages.tasks.limits_part import TargetForm
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.pages.tasks.part_form import PartForm
from tracker.ui.pages.tasks.people_part import PeopleForm, chain_words, current_contact
from tracker.ui.pages.tasks.reports_part import ReportForm, periods, read_percent
from tracker.ui.pages.tasks.source_part import spans
from tracker.ui.pages.tasks.why import explanation
from tracker.ui.source.marks import Kind
from tracker.usecases.house.settings import light_rules
from tracker.usecases.work import tasks

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> TasksPage:
    made = TasksPage(ctx)
    qtbot.addWidget(made)
    ctx.changed.connect(made.show_changes)
    made.resize(1230, 660)
    made.show()
    made.activateWindow()
    made.activate()
    qtbot.waitUntil(made.view.hasFocus)
    return made


def detail(page: TasksPage) -> TaskDetail:
    shown = page.detail.desk.detail
    assert shown is not None
    return shown


def test_f2_changes_the_title_and_undo_gives_the_old_one_back(page: TasksPage) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    form = page.detail.desk.form
    assert isinstance(form, TextForm)
    assert form.title.hasFocus()
    assert not page.detail.head.title.isVisible(), "the form stands in the place of the title"
    form.title.setText("清理北河上游淤泥")
    QTest.keyClick(form.title, ENTER)
    assert page.detail.head.title.text() == "1　清理北河上游淤泥"
    assert page.detail.head.title.isVisible()
    page.ctx.undo()
    assert page.detail.head.title.text() == "1　清理北河淤泥"


def test_an_empty_title_is_refused_in_words_and_escape_gives_up(page: TasksPage) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    form = page.detail.desk.form
    assert isinstance(form, TextForm)
    form.title.setText(" ")
    QTest.keyClick(form.title, ENTER)
    assert form.complaint.text() == "标题不能为空"
    QTest.keyClick(form.title, ESC)
    assert page.detail.desk.form is None
    assert page.detail.head.title.text() == "1　清理北河淤泥"
    assert page.view.hasFocus()


def test_what_was_typed_is_not_dropped_when_another_task_is_chosen(page: TasksPage) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    form = page.detail.desk.form
    assert isinstance(form, TextForm)
    form.title.setText("清理北河中游淤泥")
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.detail.question.isVisible()
    assert page.detail.question_words.text() == "任务 1 的修改还没有保存"
    assert detail(page).row.number == 1
    page.detail.keep_button.click()
    assert not page.detail.question.isVisible()
    assert detail(page).row.number == 2
    row = tasks.task_rows(page.ctx.store, [page.model.groups[0].ids[0]], TODAY)[0]
    assert row.title == "清理北河中游淤泥"


def test_a_form_gives_way_to_another_only_when_untouched(page: TasksPage) -> None:
    page.detail.head.open_form()
    page.detail.people.open_form()
    people = page.detail.desk.form
    assert isinstance(people, PeopleForm)
    type_words(people.fields["leader"], "林副县长")
    page.detail.head.open_form()
    assert page.detail.desk.form is people
    assert people.complaint.text() == "请先保存或取消这里的修改"


def test_a_typed_limit_is_shown_as_a_date_before_it_is_saved(page: TasksPage) -> None:
    page.detail.edit("wording")
    form = page.detail.desk.form
    assert isinstance(form, LimitForm)
    form.wording.clear()
    type_words(form.wording, "11月底前")
    assert form.read.text() == "读作 2026年11月30日，还有 75 天"
    assert detail(page).row.due == date(2026, 9, 30), "nothing is saved yet"
    QTest.keyClick(form.wording, ENTER)
    assert (detail(page).row.wording, detail(page).row.due) == ("11月底前", date(2026, 11, 30))
    page.ctx.undo()
    assert detail(page).row.due == date(2026, 9, 30)


def test_a_day_that_does_not_exist_is_said_and_not_saved(page: TasksPage) -> None:
    page.detail.edit("wording")
    form = page.detail.desk.form
    assert isinstance(form, LimitForm)
    form.wording.clear()
    type_words(form.wording, "11月31日前")
    assert form.read.text() == "日期不存在：11月31日前"
    QTest.keyClick(form.wording, ENTER)
    assert form.complaint.text() == "日期不存在：11月31日前"
    assert page.detail.desk.form is form
    form.day.setText("11-30")
    QTest.keyClick(form.day, ENTER)
    assert detail(page).row.due == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("words", "kind", "read"),
    [
        ("每季度", DeadlineKind.RECURRING, "读作每季度"),
        ("长期坚持", DeadlineKind.STANDING, "没有截止的一天"),
        ("收到后5个工作日内", DeadlineKind.RELATIVE, "起算的日子方案里没有写，先不算逾期"),
    ],
)
def test_other_kinds_of_limit(page: TasksPage, words: str, kind: DeadlineKind, read: str) -> None:
    page.detail.limits.open_limit(None)
    form = page.detail.desk.form
    assert isinstance(form, LimitForm)
    type_words(form.wording, words)
    assert form.read.text() == read
    form.saved.emit()
    assert [one.kind for one in detail(page).deadlines] == [DeadlineKind.DATE, kind]


def test_a_stage_is_ticked_off_or_taken_away(page: TasksPage) -> None:
    task = detail(page).row.id
    page.ctx.change(lambda: tasks.set_deadline(page.ctx.store, task, None, "6月底前", DeadlineKind.DATE, date(2026, 6, 30)))
    assert detail(page).row.light is Light.RED
    page.detail.limits.open_main()
    form = page.detail.desk.form
    assert isinstance(form, LimitForm)
    next(one for one in form.findChildren(QPushButton) if one.text() == "本阶段已完成").click()
    assert detail(page).row.due == date(2026, 9, 30)
    assert page.detail.desk.form is None


def test_targets_are_added_changed_and_removed(page: TasksPage) -> None:
    page.detail.limits.open_target(None)
    form = page.detail.desk.form
    assert isinstance(form, TargetForm)
    QTest.keyClick(form, ENTER)
    assert form.complaint.text() == "请填写目标的写法或数值"
    form.quote.setText("清淤3公里")
    form.value.setText("3")
    form.measure.setText("公里")
    QTest.keyClick(form.measure, ENTER)
    assert [one.text() for one in page.detail.limits.target_links] == ["清淤3公里"]
    page.ctx.undo()
    assert page.detail.limits.target_links == []


def test_the_chain_of_persons_keeps_who_was_before(page: TasksPage) -> None:
    for person in ("周明", "吴启"):
        page.detail.people.open_form()
        form = page.detail.desk.form
        assert isinstance(form, PeopleForm)
        form.fields["leader"].setText("林致远")
        form.fields["person"].setText(person)
        QTest.keyClick(form.fields["person"], ENTER)
    now = current_contact(detail(page))
    assert now is not None
    assert chain_words(now) == "分管 林致远 › 吴启"


def test_this_periods_progress_moves_the_bar_and_stays_on_record(page: TasksPage) -> None:
    page.detail.edit("percent")
    form = page.detail.desk.form
    assert isinstance(form, ReportForm)
    assert form.period.currentText() == "2026年9月"
    assert form.state.current == State.IN_PROGRESS
    form.percent.setText("一半")
    QTest.keyClick(form.percent, ENTER)
    assert form.complaint.text() == "进度请填 0 到 100 的数"
    form.percent.setText("60%")
    form.texts["problems"].setPlainText("雨期停工")
    QTest.keyClick(form.texts["problems"], ENTER, Qt.KeyboardModifier.ControlModifier)
    assert detail(page).row.percent == 60
    assert page.detail.tabs.tabText(1) == "进展 1"
    page.detail.report()
    again = page.detail.desk.form
    assert isinstance(again, ReportForm)
    assert again.period.currentText() == "2026年9月（已报）"
    assert again.texts["problems"].toPlainText() == "雨期停工"


def test_why_tells_the_figures_behind_the_light(page: TasksPage, store: Store) -> None:
    task = detail(page).row.id
    page.ctx.change(lambda: tasks.report_progress(store, task, "2026-09", State.IN_PROGRESS, 60, today=TODAY))
    page.detail.head.why.click()
    words = page.detail.head.reason.text()
    assert page.detail.head.reason.isVisible()
    assert "时限：2026年9月30日，还有 14 天" in words
    assert words.startswith("红灯：序时进度 94.9%，已报 60%，欠 34.9 点，超过红灯线 30 点。")
    assert "红灯规则：逾期 1 天以上；欠超过 30 点；满 2 期。" in words
    done = tasks.set_state(store, [task], State.COMPLETED, TODAY)
    assert done.operation_id is not None
    told = explanation(tasks.task_detail(store, task, TODAY), light_rules(store), TODAY)
    assert told == "任务已完成，2026年9月16日完成，不再亮灯。"


def test_the_state_is_set_from_its_menu(page: TasksPage) -> None:
    page.detail.head.state.menu().actions()[2].trigger()
    assert page.detail.head.state.text() == "已完成"
    assert page.detail.head.light.words == "已完成"


def test_marks_lie_on_the_words_they_name(ctx: Context, store: Store) -> None:
    ids = [one for group in tasks.task_list(store, tasks.TaskFilter(), tasks.Group.NONE, TODAY).groups for one in group.ids]
    for one in tasks.task_details(store, ids, TODAY):
        for start, end, kind in spans(one):
            assert one.source_start <= start < end or kind is Kind.DOUBT


def test_percent_and_periods() -> None:
    assert read_percent("") == (None, "")
    assert read_percent("43.5") == (43.5, "")
    assert read_percent("120")[1] == "进度应在 0 到 100 之间，现在是 120"
    assert periods(date(2026, 2, 3), MONTHLY)[:3] == ["2026-02", "2026-01", "2025-12"]
    assert periods(date(2026, 1, 3), ReportingRule(Cycle.WEEK))[:2] == ["2026-W01", "2025-W52"]


def test_after_a_fault_what_was_typed_can_be_saved_again(page: TasksPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("a fault")

    page.detail.head.open_form()
    form = page.detail.desk.form
    assert isinstance(form, TextForm)
    form.title.setText("清理北河下段淤泥")
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "edit_task", broken)
        QTest.keyClick(form.title, ENTER)
    assert form.complaint.text() == "没有保存成功，可以再试一次"
    QTest.keyClick(form.title, ENTER)
    assert page.detail.head.title.text() == "1　清理北河下段淤泥"


def test_what_a_cooperating_unit_reported_is_put_right_in_its_place(page: TasksPage, ctx: Context, tmp_path: Path) -> None:
    said = {"state": "in_progress", "percent": 30.0, "progress": "已拨款"}
    applied = take_in(ctx.store, places_of(tmp_path), Returned("财政局.xlsx", "县财政局", [("清理北河淤泥", said)]))
    ctx.took(applied.changes)

    def press(words: str) -> None:
        next(made for made in page.detail.findChildren(QPushButton) if made.accessibleName() == f"{words}财政局2026年9月所报").click()

    press("修改")
    form = page.detail.desk.form
    assert isinstance(form, PartForm)
    form.percent.setText("300")
    form.saved.emit()
    assert "0 到 100" in form.complaint.text()
    form.percent.setText("45")
    form.texts["progress"].setPlainText("两笔都已拨出")
    form.saved.emit()
    assert page.detail.desk.form is None
    assert [(part.percent, part.progress) for part in detail(page).parts] == [(45, "两笔都已拨出")]
    press("删除")
    assert detail(page).parts == ()


def test_a_form_that_opens_below_the_edge_comes_into_sight(page: TasksPage) -> None:
    page.resize(1230, 420)
    page.detail.extensions.open_ask()
    form = page.detail.desk.form
    assert form is not None
    QApplication.processEvents()
    for field in (form.findChildren(QLineEdit)[0], form.save_button):
        assert field.visibleRegion().boundingRect() == field.rect()
