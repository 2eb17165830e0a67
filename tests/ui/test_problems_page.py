"""问题整改: entering, taking over from reports, every step with what it needs, undo."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tracker.domain.plan_lists import ListKind
from tracker.domain.problems import ProblemState, Step
from tracker.domain.terms import State
from tracker.ui.context import Context, OpenListRow, OpenProblem, OpenTask
from tracker.ui.pages.problems.forms import NewProblemForm, ProblemForm, StepForm, ToldForm
from tracker.ui.pages.problems.page import ProblemsPage
from tracker.usecases.cycle.problems import edit_problem, problems, raise_problem, take_step
from tracker.usecases.work import tasks


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> ProblemsPage:
    made = ProblemsPage(ctx)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    ctx.changed.connect(made.show_changes)
    made.activate()
    return made


def press(page: ProblemsPage, words: str) -> None:
    QApplication.processEvents()
    found = next(each for each in page.detail.findChildren(QPushButton) if each.text().startswith(words) and each.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def save(page: ProblemsPage) -> None:
    form = page.detail.desk.form
    assert form is not None
    QTest.mouseClick(form.save_button, Qt.MouseButton.LeftButton)


def step(page: ProblemsPage, words: str, said: str = "", by: str = "") -> None:
    press(page, words)
    form = page.detail.desk.form
    assert isinstance(form, StepForm)
    form.words.setPlainText(said)
    form.by.setText(by)
    save(page)


def test_a_problem_from_its_entry_to_being_struck_off(page: ProblemsPage, ctx: Context) -> None:
    assert page._stack.currentWidget() is page.nothing
    page.enter()
    form = page.detail.desk.form
    assert isinstance(form, NewProblemForm)
    form.text.setPlainText("南河清淤车辆抛洒")
    save(page)
    (one,) = problems(ctx.store, 1)
    assert page.list.current_id() == one.id and "待整改" in page.detail.state.text()
    step(page, "明确整改措施")
    held = page.detail.desk.form
    assert held is not None and "整改措施、责任单位、整改时限" in held.complaint.text()
    page.escape()
    page.detail.edit()
    edit = page.detail.desk.form
    assert isinstance(edit, ProblemForm)
    edit.measures.setPlainText("车辆加盖篷布")
    edit.unit.choose(page.units[0].id)
    edit.due.set_day(date(2026, 9, 10))
    save(page)
    assert page.detail.late.isVisible()
    step(page, "明确整改措施")
    step(page, "报告整改完成", "全部加盖")
    step(page, "核查通过", "抽查三辆", "江一帆")
    step(page, "销号", "", "江一帆")
    assert problems(ctx.store, 1)[0].state is ProblemState.STRUCK_OFF
    assert page.list.current_id() is None, "what is struck off leaves the open ones"
    page.which.choose("struck")
    page.which.chosen.emit("struck")
    assert "已销号" in page.detail.state.text()
    ctx.undo()
    assert problems(ctx.store, 1)[0].state is ProblemState.CHECKED


def test_problems_are_taken_over_from_the_newest_reports(page: ProblemsPage, ctx: Context) -> None:
    for task_id, words in ((1, "船只不够"), (2, "无"), (3, "石料涨价")):
        tasks.report_progress(ctx.store, task_id, "2026-09", State.IN_PROGRESS, 20, "在做", words, today=TODAY)
    page.take_told()
    form = page.detail.desk.form
    assert isinstance(form, ToldForm) and len(form.boxes) == 2
    next(iter(form.boxes.values())).setChecked(False)
    save(page)
    assert [each.text for each in problems(ctx.store, 1)] == ["石料涨价"]
    page.take_told()
    again = page.detail.desk.form
    assert isinstance(again, ToldForm)
    assert [box.isEnabled() for box in again.boxes.values()] == [True, False]


def test_search_and_range(page: ProblemsPage, ctx: Context) -> None:
    for words in ("河道抛洒", "石墙裂缝"):
        raise_problem(ctx.store, 1, words, TODAY)
    page.refresh()
    page.search.show_words("石墙")
    page._filter()
    assert [each.text for each in page.model.problems.values()] == ["石墙裂缝"]
    page.search.show_words("没有")
    page._filter()
    assert page._stack.currentWidget() is page.no_match
    page.lift()
    assert len(page.model.problems) == 2


def test_an_overdue_problem_is_named_in_the_status(page: ProblemsPage, ctx: Context) -> None:
    raise_problem(ctx.store, 1, "河道抛洒", date(2026, 9, 1))
    ctx.change(lambda: edit_problem(ctx.store, 1, due=date(2026, 9, 5)))
    assert "逾期 1 个" in page.status_parts
    QApplication.processEvents()
    assert Step.PLAN.label in [each.text() for each in page.detail.findChildren(QPushButton) if each.isVisible()]


def test_a_problem_names_its_task_and_indicator_and_leads_there(page: ProblemsPage, ctx: Context) -> None:
    with ctx.store.transaction("登记指标") as work:
        from tracker.storage.tables import Indicator

        work.add(Indicator(plan_id=1, name="清淤完成率", measure="%", value="90"))
    page.refresh()
    page.enter()
    form = page.detail.desk.form
    assert isinstance(form, NewProblemForm)
    form.text.setPlainText("船只不够")
    form.task.number.setText("99")
    save(page)
    assert form.complaint.text() == "没有编号为“99”的任务"
    form.task.number.setText("2")
    assert form.task.shown.whole == "清理南河淤泥"
    form.indicator.setCurrentText("清淤完成率")
    save(page)
    (one,) = problems(ctx.store, 1)
    assert one.about == ("2. 清理南河淤泥", "指标：清淤完成率")
    went: list[tuple[str, object]] = []
    ctx.going.connect(lambda where, what: went.append((where, what)))
    press(page, "指标")
    press(page, "任务 2")
    assert went == [("lists", OpenListRow(ListKind.INDICATORS, 1)), ("tasks", OpenTask(2))]
    page.detail.edit()
    edit = page.detail.desk.form
    assert isinstance(edit, ProblemForm)
    edit.indicator.setCurrentIndex(0)
    edit.task.number.clear()
    save(page)
    assert problems(ctx.store, 1)[0].about == ()
    ctx.undo()
    assert problems(ctx.store, 1)[0].indicator == "清淤完成率"


def test_another_page_opens_a_problem_that_is_struck_off(page: ProblemsPage, ctx: Context) -> None:
    for words in ("河道抛洒", "石墙裂缝"):
        raise_problem(ctx.store, 1, words, TODAY)
    edit_problem(ctx.store, 2, measures="修补", unit_id=1, due=TODAY)
    for way, said in ((Step.PLAN, ""), (Step.REPORT_DONE, "已补"), (Step.PASS, ""), (Step.STRIKE_OFF, "")):
        take_step(ctx.store, 2, way, TODAY, by="江一帆", words=said)
    page.refresh()
    page.open(OpenProblem(2))
    assert page.list.current_id() == 2 and page.detail.title.text() == "2. 石墙裂缝"
