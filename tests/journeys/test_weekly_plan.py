"""A plan that reports every week: who owes what by when, what came late, empty, or with last week's words, and the papers about it."""

from pathlib import Path

from PySide6.QtCore import Qt

from tests.journeys.steps import bring_in, click, context, drop, keys, press, words_on
from tests.journeys.test_monthly_feedback import fill_in, make, sheets_page
from tracker.domain.periods import Cycle, ReportingRule
from tracker.ui.pages.sheets.page import SheetsPage
from tracker.ui.pages.sheets.rule_form import RuleForm
from tracker.ui.shell import MainWindow
from tracker.usecases.feedback.period_book import PeriodRow, Reported
from tracker.usecases.feedback.periods import reporting_rule
from tracker.usecases.papers.report_kinds import ReportRequest, report_content

LAST, THIS = "2026-W37", "2026-W38"


def choose_period(page: SheetsPage, period: str) -> None:
    """A period in the list, by keys."""
    box = page.pane.head.period
    box.setFocus()
    while box.currentData() != period:
        press(page.window(), Qt.Key.Key_Down if box.findData(period) > box.currentIndex() else Qt.Key.Key_Up)  # type: ignore[arg-type]


def row_of(page: SheetsPage, unit: str) -> PeriodRow:
    assert page.book is not None
    return next(row for row in page.book.rows if row.unit.full_name == unit)


def send_in(window: MainWindow, page: SheetsPage, *files: Path) -> None:
    """Files come in; what is without doubt is taken, the rest is asked about and accepted."""
    drop(page, *files)
    assert page.session is not None
    for _turn in range(len(page.session.waiting)):
        press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not page.is_open()


def test_a_week_late_empty_repeated_and_on_time(window: MainWindow, tmp_path: Path) -> None:
    bring_in(window)
    ctx, page = context(window), sheets_page(window)

    # the plan turns to weeks
    click(page, "报送规则")
    form = page.forms.form
    assert isinstance(form, RuleForm)
    click(form, "每周")
    form.day.setFocus()
    keys(window, "End", "Up", "Up")
    assert "9月18日（周五）前报送" in words_on(form)
    click(form, "保存")
    assert ctx.plan_id is not None and reporting_rule(ctx.store, ctx.plan_id) == ReportingRule(Cycle.WEEK, 5)
    assert page.period == THIS and "9月18日前报送" in page.pane.head.about.whole

    # everybody is expected; last week's sheets come after their day
    assert page.book is not None and page.book.reported == 0
    late, empty, good, *_rest = [row.unit.full_name for row in page.book.rows if row.lead >= 3]
    choose_period(page, LAST)
    assert "9月11日前报送" in page.pane.head.about.whole
    assert all(row.late for row in page.book.rows), "nobody has sent last week's"
    first = make(page, tmp_path / "上周")
    for unit in (late, empty, good):
        fill_in(next(path for path in first if unit in path.name), ["20%", "30%", "40%"])
    send_in(window, page, *(next(path for path in first if unit in path.name) for unit in (late, empty, good)))
    assert all(row_of(page, unit).standing is Reported.PARTLY and row_of(page, unit).late for unit in (late, empty, good))
    click(page, f"迟报 {len(page.book.rows)}")

    # this week: the same words again from one, nothing filled in by another, news from the third
    choose_period(page, THIS)
    second = {unit: path for path in make(page, tmp_path / "本周") for unit in (late, empty, good) if unit in path.name}
    fill_in(second[late], ["25%", "35%", "45%"])
    fill_in(second[good], ["30%", "40%", "50%"], "本周又完成一段，共两百米")
    send_in(window, page, *second.values())
    click(page, f"全部 {len(page.book.rows)}")
    assert len(row_of(page, late).repeated) == 3, "the words are those of the week before"
    assert row_of(page, empty).standing is Reported.EMPTY, "a sheet in which nothing is filled is no report"
    assert not row_of(page, good).repeated and row_of(page, good).on_time
    page.pane.list.setFocus()
    page.pane.list.go_to(row_of(page, late).unit.id)
    assert "与上期相同 3 项：" in words_on(page.pane)

    # the papers say the same
    request = ReportRequest(ctx.plan_id, period=LAST)
    missing = str(report_content(ctx.store, "not-reported", request, ctx.today()).blocks)
    silent = [row.unit.display for row in page.book.rows if row.unit.full_name not in (late, empty, good)]
    assert all(name in missing for name in silent)

    # one step takes this week's sheets back, the week before stays
    window.setFocus()
    keys(window, "Ctrl+Z")
    assert row_of(page, good).received is None
    choose_period(page, LAST)
    assert row_of(page, good).received is not None
