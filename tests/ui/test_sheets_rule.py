"""The rule by which units report on a plan, as the page of returned sheets shows and changes it; texts that tell nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY, make_context
from tracker.domain.periods import Cycle, ReportingRule
from tracker.domain.terms import State
from tracker.storage.store import Store
from tracker.ui.pages import PAGES
from tracker.ui.pages.sheets.page import SheetsPage
from tracker.ui.pages.sheets.rule_form import RuleForm
from tracker.ui.shell import MainWindow
from tracker.usecases.feedback.periods import reporting_rule
from tracker.usecases.work.tasks import plan_details, report_progress


@pytest.fixture
def window(store: Store, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    made = MainWindow(PAGES)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    made.begin(make_context(store, tmp_path))
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.go("sheets")
    return made


@pytest.fixture
def page(window: MainWindow) -> SheetsPage:
    made = window.page("sheets")
    assert isinstance(made, SheetsPage)
    return made


def words(page: SheetsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def open_rule(page: SheetsPage) -> RuleForm:
    page.pane.head.rule_link.click()
    form = page.forms.form
    assert isinstance(form, RuleForm)
    return form


def test_a_plan_turns_to_weeks_by_the_keyboard_and_back_by_one_undo(page: SheetsPage, window: MainWindow, store: Store) -> None:
    assert (page.period, page.pane.head.period.currentText()) == ("2026-09", "2026年9月")
    form = open_rule(page)
    assert "每月25日前报送" in words(page)
    form.cycle.chosen.emit("week")
    form.cycle.choose("week")
    form.cycle.chosen.emit("week")
    form.day.setCurrentIndex(form.day.findData(1))
    form.when.choose("next")
    form.when.chosen.emit("next")
    assert "每周（次周周一前）报送" in words(page)
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert page.forms.form is None
    assert reporting_rule(store, 1) == ReportingRule(Cycle.WEEK, 1, next=True)
    year, week, _day = TODAY.isocalendar()
    assert page.period in (f"{year}-W{week:02}", f"{year}-W{week - 1:02}")
    assert "周（" in page.pane.head.period.currentText()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert reporting_rule(store, 1) == ReportingRule()
    assert page.period == "2026-09"


def test_escape_leaves_the_rule_as_it_was(page: SheetsPage, store: Store) -> None:
    form = open_rule(page)
    form.day.setCurrentIndex(form.day.findData(5))
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert page.forms.form is None
    assert reporting_rule(store, 1) == ReportingRule()


def test_texts_that_tell_nothing_are_told_and_filtered(page: SheetsPage, store: Store) -> None:
    details = plan_details(store, 1, TODAY)
    first, second = details[0].row, details[1].row
    report_progress(store, first.id, "2026-08", State.IN_PROGRESS, 20, "正在进场", today=TODAY)
    report_progress(store, first.id, "2026-09", State.IN_PROGRESS, 30, "正在进场。", today=TODAY)
    report_progress(store, second.id, "2026-09", State.IN_PROGRESS, 30, "", today=TODAY)
    page.refresh()
    head, pane = page.pane.head, page.pane
    head.only.choose("poor")
    head.only.chosen.emit("poor")
    shown = [pane.model.text(row, "poor") for row in pane._book.rows if row.empty or row.repeated]  # type: ignore[union-attr]
    assert shown
    assert pane.model.rowCount() == len(shown)
    assert "进展空白 1 项" in pane.missing.toolTip() + pane.missing.text() + words(page)
    assert "与上期相同 1 项" in pane.missing.toolTip() + pane.missing.text() + words(page)
