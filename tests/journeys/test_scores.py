"""The year's scores: a rule tried out, points by hand, a line followed to its source, signed off and frozen, and every step taken back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableWidget

from tests.journeys.steps import buttons, click, go_by_mouse, keys, open_sample, words_on, write
from tracker.domain.scoring import Event, said
from tracker.ui.pages.scores.page import ScoresPage
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.shell import MainWindow


def scores_page(window: MainWindow) -> ScoresPage:
    go_by_mouse(window, "考核")
    page = window.page("scores")
    assert isinstance(page, ScoresPage)
    return page


def totals(page: ScoresPage) -> dict[str, str]:
    return {one.unit: said(one.account.total) for one in page.model.units.values()}


def put(window: MainWindow, table: QTableWidget, event: Event, points: str) -> None:
    """Type the points of an event into the table of rules."""
    [cell] = table.findItems(event.label, Qt.MatchFlag.MatchExactly)
    table.setFocus()
    table.setCurrentCell(cell.row(), 2)
    keys(window, "F2", "Ctrl+A")
    write(points)
    keys(window, "Return")
    QApplication.processEvents()  # a table takes what was typed a moment later


def give(window: MainWindow, points: str, reason: str) -> None:
    """Points by hand for the unit in front, by keys alone."""
    keys(window, "Ctrl+N")
    write(points)
    if reason:
        keys(window, "Tab")
        write(reason)
    keys(window, "Return")


def first_with(page: ScoresPage, event: Event) -> str:
    """A unit that has a line of this event, in front."""
    found = next(one for one in page.model.units.values() if any(line.happening.event is event for line in one.account.lines))
    page.list.setFocus()
    page.list.go_to(found.id)
    return found.unit


def test_a_rule_is_tried_points_are_given_and_the_year_is_signed(window: MainWindow) -> None:
    open_sample(window)
    page = scores_page(window)
    before = totals(page)
    assert len(set(before.values())) > 1 and "试算，未定稿" in words_on(page)

    # what another rule would do is seen before it is stored
    late = first_with(page, Event.OVERDUE_LEAD)
    click(page, "计分规则")
    put(window, page.rules.table, Event.OVERDUE_LEAD, "-6")
    assert "个单位的得分会变" in page.rules.heading.text() and totals(page) == before
    click(page, "保存规则")
    assert totals(page)[late] != before[late]
    keys(window, "Ctrl+Z")
    assert totals(page) == before
    click(page, "得分")

    # points by hand, with their reason
    give(window, "-1.5", "")
    assert "理由" in words_on(page) and totals(page) == before, "no points without a reason"
    keys(window, "Tab")
    write("调度会缺席")
    keys(window, "Return")
    given = totals(page)
    assert float(given[late].replace("−", "-")) == float(before[late]) - 1.5
    assert "调度会缺席" in [told.happening.cause for told in page.detail.model.lines.values()][-1]

    # every line leads to what it comes from
    late = first_with(page, Event.OVERDUE_LEAD)
    keys(window, "Return")
    assert page.detail.list.hasFocus()
    line = next(place for place, told in page.detail.model.lines.items() if told.happening.event is Event.OVERDUE_LEAD)
    page.detail.list.go_to(line)
    told = page.detail.current
    assert told is not None and "逾期" in page.detail.told.whole
    keys(window, "Return")
    assert window.bar.title.text() == "任务"
    shown = window.page("tasks")
    assert isinstance(shown, TasksPage) and shown.view.current_id() == told.happening.task_ids[0]

    # signed off: what comes later changes nothing any more
    page = scores_page(window)
    click(window, "定稿")
    write("江一帆")
    keys(window, "Return")
    assert "江一帆2026年9月16日定稿，得分和规则已固定" in words_on(page)
    give(window, "2", "补记的加分")
    assert totals(page) == given, "what is signed stays as it was signed"
    assert f"定稿后数据有变，{late}现在会是另一个分，这里仍按定稿" in page.state.whole
    assert not buttons(page, "收回"), "nothing is taken out of a signed account"

    # and every step goes back
    keys(window, "Ctrl+Z", "Ctrl+Z")
    assert "试算，未定稿" in words_on(page) and totals(page) == given
    keys(window, "Ctrl+Z")
    assert totals(page) == before
