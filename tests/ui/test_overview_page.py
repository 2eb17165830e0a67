"""The overview: the figures are those of the tasks, and each opens the list it counts."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.stores import fresh_store
from tests.ui.conftest import TODAY, make_context
from tracker.domain.periods import Cycle, ReportingRule
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import DeadlineKind, Light
from tracker.storage.store import Store
from tracker.ui.context import Context, OpenDocument, OpenTask
from tracker.ui.pages.overview.attention import AttentionModel
from tracker.ui.pages.overview.desk_state import backup_words
from tracker.ui.pages.overview.page import OverviewPage
from tracker.ui.pages.overview.printing import draw_picture, set_page
from tracker.ui.theme import apply_look
from tracker.ui.widgets.elided_link import ElidedLink
from tracker.usecases.feedback.period_book import period_book
from tracker.usecases.feedback.period_lines import period_lines
from tracker.usecases.feedback.periods import set_reporting_rule
from tracker.usecases.house import history
from tracker.usecases.house.backup import back_up
from tracker.usecases.intake import plans
from tracker.usecases.sample import demo
from tracker.usecases.views import overview as usecase
from tracker.usecases.work import tasks


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = fresh_store(tmp_path_factory.mktemp("overview") / "sample.db", lambda: datetime(2026, 9, 16, 10, 0))
    demo.import_sample(store)
    yield store
    store.close()


@pytest.fixture
def sample(sample_store: Store, tmp_path: Path, qapp: QApplication) -> Context:
    made = make_context(sample_store, tmp_path)
    made.set_plans(tuple(plans.list_plans(sample_store)))
    return made


def shown(ctx: Context, qtbot: QtBot) -> OverviewPage:
    page = OverviewPage(ctx)
    qtbot.addWidget(page)
    page.resize(1230, 670)
    ctx.changed.connect(page.show_changes)
    page.show()
    page.activate()
    QApplication.processEvents()
    return page


@pytest.fixture
def gone(sample: Context) -> list[object]:
    requests: list[object] = []
    sample.going.connect(lambda _page, request: requests.append(request))
    return requests


def test_every_figure_opens_a_list_of_that_length(sample: Context, qtbot: QtBot, gone: list[object]) -> None:
    page = shown(sample, qtbot)
    for figure in page.figures.values():
        QTest.mouseClick(figure, Qt.MouseButton.LeftButton)
        wanted = gone[-1]
        assert isinstance(wanted, TaskFilter)
        assert tasks.task_list(sample.store, wanted, Group.NONE, TODAY).total == figure.count
    assert page.figures["overdue"].count and page.figures["no_lead"].count


def test_the_most_urgent_come_first_with_their_reason(sample: Context, qtbot: QtBot, gone: list[object]) -> None:
    page = shown(sample, qtbot)
    assert page.attention.groups[0].title == "逾期"
    first = page.attention.value(1)
    assert first is not None and first.reason.startswith("逾期")
    page.list.go_to_first()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert gone[-1] == OpenTask(first.id)


def test_where_not_all_urgent_tasks_are_listed_the_last_group_says_so(sample: Context, qtbot: QtBot) -> None:
    rows = usecase.overview(sample.store, sample.plan_id, TODAY).attention
    model = AttentionModel()
    assert [group.count for group in model.take(rows, TODAY, len(rows))] == ["2 项", "3 项", "10 项"]
    assert [group.count for group in model.take(rows[:4], TODAY, len(rows))] == ["2 项", "前 2 项"]


def test_bars_and_days_are_doors(sample: Context, qtbot: QtBot, gone: list[object]) -> None:
    page = shown(sample, qtbot)
    light, rect = next(pair for pair in page.plans.segments(0) if pair[0] is Light.RED)
    QTest.mouseClick(page.plans, Qt.MouseButton.LeftButton, pos=rect.center())
    assert isinstance(gone[-1], TaskFilter) and gone[-1].lights == {light}
    assert tasks.task_list(sample.store, gone[-1], Group.NONE, TODAY).total == page.figures["red"].count
    page.units.setFocus()
    QTest.keyClick(page.units, Qt.Key.Key_Down)
    QTest.keyClick(page.units, Qt.Key.Key_Return)
    assert isinstance(gone[-1], TaskFilter) and gone[-1].unit_id is not None
    last_of_september = 14
    QTest.mouseClick(page.days, Qt.MouseButton.LeftButton, pos=page.days.day_rect(last_of_september).center())
    assert isinstance(gone[-1], TaskFilter) and gone[-1].due_from == gone[-1].due_to == date(2026, 9, 30)
    count = len(gone)
    QTest.mouseClick(page.days, Qt.MouseButton.LeftButton, pos=page.days.day_rect(1).center())
    assert len(gone) == count, "a day without tasks opens nothing"


def test_calm_is_said_and_a_change_shows_at_once(ctx: Context, qtbot: QtBot) -> None:
    page = shown(ctx, qtbot)
    assert page.figures["due_30"].count == 4
    assert page._calm.isVisible() and not page.list.isVisible()
    ctx.change(lambda: tasks.set_deadline(ctx.store, 1, None, "9月1日前", DeadlineKind.DATE, date(2026, 9, 1)))
    assert page.figures["overdue"].count == 1 and page.list.isVisible() and not page._calm.isVisible()
    assert "逾期" in page.attention.text(next(iter(page.attention._rows_by_id.values())), "reason")


def test_one_column_where_it_is_narrow(sample: Context, qtbot: QtBot) -> None:
    page = shown(sample, qtbot)
    beside = page.plans.mapTo(page, page.plans.rect().topLeft())
    assert beside.x() > page.list.mapTo(page, page.list.rect().topRight()).x()
    page.resize(820, 460)
    QApplication.processEvents()
    below = page.plans.mapTo(page, page.plans.rect().topLeft())
    assert below.x() < 60 and below.y() > beside.y()


def test_over_all_plans_the_page_is_no_longer_than_over_one(sample: Context, qtbot: QtBot) -> None:
    page = shown(sample, qtbot)
    alone = page._desk.height()
    sample.choose_plan(None)
    page.refresh()
    qtbot.waitUntil(lambda: page.reporting.isVisible() and page.reporting.lines.findChildren(ElidedLink) != [])
    page.resize(1230, 671)  # laid out again, as at the next move of the window
    page.resize(1230, 670)
    QApplication.processEvents()
    assert page._desk.height() == alone, "the days stand below everything that the units could show"


def test_units_that_have_not_reported_stand_there_with_the_day(sample: Context, qtbot: QtBot) -> None:
    page = shown(sample, qtbot)
    assert page.reporting.isVisible() and page.reporting.title.text() == "本期（9月）"
    book = period_book(sample.store, sample.plans[0].id, "2026-09", TODAY)
    left = (date(2026, 9, 25) - TODAY).days
    assert page.reporting.count.text() == f"应报 {len(book.rows)} 家，已报 {book.reported} 家，还剩 {left} 天"
    gone: list[object] = []
    sample.going.connect(lambda *request: gone.append(request))
    page.reporting.urge.click()
    assert gone == [("ledger", OpenDocument("urging", "2026-09"))]


def test_beside_very_many_tasks_the_books_of_all_plans_are_left_alone(
    sample: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.ui.pages.overview.page.LINES_UP_TO", 0)
    page = shown(sample, qtbot)
    sample.choose_plan(None)
    page.refresh()
    page._lines_late.timeout.emit()
    assert not page.reporting.isVisible()


def test_over_all_plans_each_has_a_line_with_a_period_of_its_own_and_leads_to_the_plan(sample: Context, qtbot: QtBot) -> None:
    first = sample.plans[0]
    set_reporting_rule(sample.store, first.id, ReportingRule(Cycle.WEEK))
    page = shown(sample, qtbot)
    sample.choose_plan(None)
    page.refresh()
    panel, found = page.reporting, period_lines(sample.store, TODAY)
    qtbot.waitUntil(lambda: panel.count.text().startswith(f"{len(found)} 份方案"))
    assert panel.isVisible() and not panel.urge.isVisible() and not panel.place.isVisible()
    weekly = next(line for line in found if line.plan_id == first.id)
    assert weekly.period == "2026-W38" and {line.period for line in found} <= {"2026-W38", "2026-09"}
    link = next(one for one in panel.lines.findChildren(ElidedLink) if one.whole == f"{first.title}（第38周）")
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    page.refresh()
    assert sample.plan_id == first.id and panel.title.text() == "本期（第38周）"
    assert panel.place.isVisible() and not panel.lines.isVisible() and panel.count.text().startswith(weekly.figures)
    history.undo(sample.store)


def test_the_status_bar_tells_when_the_last_backup_was_made(sample: Context, qtbot: QtBot) -> None:
    page = shown(sample, qtbot)
    assert "还没有备份" in page.status_parts
    back_up(sample.store, sample.paths)
    page.refresh()
    assert "上次备份 今天 10:00" in page.status_parts
    assert backup_words(datetime(2026, 9, 15, 8, 5), TODAY) == "上次备份 昨天 08:05"
    assert backup_words(datetime(2026, 8, 1, 18, 30), TODAY) == "上次备份 8月1日 18:30"


@pytest.mark.parametrize("contrast", [False, True])
def test_the_picture_is_white_and_whole_whatever_the_screen_shows(
    sample: Context, qtbot: QtBot, qapp: QApplication, contrast: bool
) -> None:
    apply_look(qapp, contrast=contrast)
    page = shown(sample, qtbot)
    page.resize(1230, 560)
    page.figures["red"].setFocus()
    QApplication.processEvents()
    before = page._desk.size()
    hidden = page.list.verticalHeader().length() - page.list.viewport().height()
    assert hidden > 0, "some rows have to be scrolled for"
    page.copy_picture()
    picture = QApplication.clipboard().image()
    assert picture.height() == before.height() + hidden
    assert picture.pixelColor(2, 2).lightness() > 230
    QApplication.processEvents()
    assert page._desk.size() == before and page.figures["red"].hasFocus()


def test_the_page_is_printed_as_it_stands(sample: Context, qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(sample, qtbot)
    writer = QPdfWriter(str(tmp_path / "总览.pdf"))
    set_page(writer)
    draw_picture(writer, page.grab(), "望川县总览")
    assert (tmp_path / "总览.pdf").stat().st_size > 5000
