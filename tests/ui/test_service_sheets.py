"""Sheets of public services from the page: sent for the year, taken in, decided about in the window, taken back with one undo."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from tests.ui.test_lists_figures import cell, page, save
from tracker.domain.plan_lists import ListKind
from tracker.ui.pages.lists.figure_forms import ReceiveForm, SendForm
from tracker.ui.pages.lists.page import ListsPage

__all__ = ["page"]  # the fixture, under its own name


def test_services_are_sent_for_the_year_and_their_answers_taken_in(
    page: ListsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show_kind(ListKind.SERVICES)
    assert page.sending.isVisible()
    page.sheets.send()
    form = page.pane.desk.form
    assert isinstance(form, SendForm) and form.period.text() == "2026" and form.kinds == (ListKind.SERVICES,)
    form.folder.setText(str(tmp_path / "out"))
    box = next(one for one in form.findChildren(QCheckBox) if one.text() == "公共服务")
    box.click()
    save(page)
    assert "没有选要发哪些表" in form.complaint.text()
    box.click()
    save(page)
    (file,) = (tmp_path / "out").iterdir()
    book = openpyxl.load_workbook(file)
    sheet = book["公共服务核查表"]
    at = next(one for line in sheet.iter_rows() for one in line if one.value == "达标情况")
    sheet.cell(at.row + 1, at.column, "部分达标")
    book.save(file)
    monkeypatch.setattr("tracker.ui.pages.lists.sending.ask_sheets", lambda _parent: (file,))
    page.sheets.receive()
    received = page.pane.desk.form
    assert isinstance(received, ReceiveForm) and received.period.text() == "2026"
    save(page)
    window = page.sheets.window
    assert window is not None and "要写明情况" in window.reason.text()
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    assert "差在哪里" in window.complaint.text()
    window.value.setText("部分达标，差两个村")
    QTest.keyClick(window.value, Qt.Key.Key_Return)
    assert window.words.text() == "说明：差两个村"
    window.apply_button.click()
    assert cell(page, "standing") == "部分达标"
    page.ctx.undo()
    assert cell(page, "standing") == "未核查"
    page.show_kind(ListKind.INDICATORS)
    page.sheets.send()
    again = page.pane.desk.form
    assert isinstance(again, SendForm) and again.kinds == (ListKind.INDICATORS, ListKind.PROJECTS) and again.period.text() == "2026-09"
