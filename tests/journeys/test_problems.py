"""A problem's whole life in the window: told by a unit's report, put right, checked, struck off, found again, looked back on."""

from PySide6.QtCore import Qt

from tests.journeys.steps import click, context, go_by_mouse, keys, open_sample, press, words_on, write
from tracker.domain.problems import Problem, ProblemState
from tracker.ui.pages.problems.forms import ProblemForm, StepForm, ToldForm
from tracker.ui.pages.problems.page import ProblemsPage
from tracker.ui.shell import MainWindow
from tracker.usecases.cycle.problems import problems
from tracker.usecases.papers.report_kinds import ReportRequest, report_content


def problems_page(window: MainWindow) -> ProblemsPage:
    go_by_mouse(window, "问题整改")
    page = window.page("problems")
    assert isinstance(page, ProblemsPage)
    return page


def step(window: MainWindow, page: ProblemsPage, name: str, said: str = "", by: str = "", look_back: str = "") -> None:
    """One step, its form filled in from field to field by keys."""
    click(page.detail, name)
    form = page.detail.desk.form
    assert isinstance(form, StepForm)
    if said:
        write(said)
    keys(window, "Tab")
    if by:
        write(by)
    if look_back:
        keys(window, "Tab", "Tab")
        write(look_back)
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def newest(window: MainWindow) -> Problem:
    ctx = context(window)
    assert ctx.plan_id is not None
    return max(problems(ctx.store, ctx.plan_id), key=lambda one: one.id)


def printed(window: MainWindow, kind: str) -> str:
    ctx = context(window)
    return str(report_content(ctx.store, kind, ReportRequest(ctx.plan_id), ctx.today()).blocks)


def test_a_problem_from_a_report_to_its_look_back(window: MainWindow) -> None:
    open_sample(window)
    page = problems_page(window)
    ctx = context(window)
    assert ctx.plan_id is not None
    before = len(problems(ctx.store, ctx.plan_id))

    # a unit's report tells it; the clerk takes one over
    click(window, "从反馈登记")
    told = page.detail.desk.form
    assert isinstance(told, ToldForm)
    boxes = [box for box in told.boxes.values() if box.isEnabled()]
    for box in boxes[1:]:
        box.setChecked(False)
    click(page.detail, "登记所选")
    assert len(problems(ctx.store, ctx.plan_id)) == before + 1
    one = newest(window)
    assert one.state is ProblemState.FOUND and one.task_id is not None and page.list.current_id() == one.id
    assert "未填" in words_on(page.detail), "what is still missing is told"

    # measure, unit and date; without them it does not go on
    step(window, page, "明确整改措施")
    assert "整改措施" in words_on(page.detail) and newest(window).state is ProblemState.FOUND
    keys(window, "Escape")
    page.list.setFocus()
    keys(window, "F2")
    form = page.detail.desk.form
    assert isinstance(form, ProblemForm)
    write("倒排工期，每周调度")
    if form.unit.unit_id is None:
        form.unit.choose(page.units[0].id)
    form.due.set_day(ctx.today().replace(month=10, day=20))
    click(page.detail, "保存")
    step(window, page, "明确整改措施")
    step(window, page, "报告整改完成", "工程已复工，进度追上")
    step(window, page, "核查不通过", "资料不齐", "江一帆")
    assert newest(window).state is ProblemState.RECTIFYING
    step(window, page, "报告整改完成", "资料已补齐")
    step(window, page, "核查通过", "现场查看", "江一帆")
    step(window, page, "销号", "", "江一帆", "2026-12-10")
    assert newest(window).state is ProblemState.STRUCK_OFF
    assert one.text[:12] in printed(window, "rectification"), "it stands in the list of those struck off"

    # it is found again: looked back on, taken up once more, and one step goes back
    click(page, "已销号")
    page.list.go_to(one.id)
    assert "2026年12月10日" in words_on(page.detail)
    step(window, page, "重新整改", "回头看发现反弹", "江一帆")
    assert newest(window).state is ProblemState.RECTIFYING and newest(window).struck_off_on is None
    window.setFocus()
    keys(window, "Ctrl+Z")
    assert newest(window).state is ProblemState.STRUCK_OFF
    page.list.setFocus()
    page.list.go_to(one.id)
    step(window, page, "回头看未反弹", "没有反弹", "江一帆")
    assert newest(window).state is ProblemState.STRUCK_OFF and "没有反弹" in words_on(page.detail)
