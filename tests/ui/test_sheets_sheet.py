"""A workbook with several sheets in the review: the clerk says which is to be read, by keys, and takes it back."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import make_context
from tracker.storage.store import Store
from tracker.ui.pages import PAGES
from tracker.ui.pages.sheets.page import SheetsPage
from tracker.ui.pages.sheets.sheet_form import SheetForm
from tracker.ui.shell import MainWindow

HEAD = ("序号", "重点任务", "完成状态", "完成进度", "进展情况")


@pytest.fixture
def page(store: Store, tmp_path: Path, qtbot: QtBot) -> SheetsPage:
    window = MainWindow(PAGES)
    qtbot.addWidget(window)
    window.resize(1366, 738)
    window.show()
    window.begin(make_context(store, tmp_path))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("sheets")
    made = window.page("sheets")
    assert isinstance(made, SheetsPage)
    return made


def _file(folder: Path, *names: str) -> Path:
    """A workbook of the water office, each sheet with another percentage; 备忘 holds no table."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, name in enumerate(names, 1):
        sheet = book.create_sheet(name)
        if name == "备忘":
            sheet.append(("十月再说",))
            continue
        sheet.append(HEAD)
        sheet.append((1, "清理北河淤泥", "推进中", f"{number * 20}%", "北段清淤"))
    path = folder / "水利局.xlsx"
    book.save(path)
    return path


def _read(page: SheetsPage) -> list[object]:
    assert page.session is not None
    return [row.cell("percent").value for row in page.session.table.rows if row.cell("percent")]  # type: ignore[union-attr]


def _form(page: SheetsPage) -> SheetForm:
    form = page.review.forms.form
    assert isinstance(form, SheetForm)
    return form


def test_another_sheet_is_chosen_by_keys_and_taken_back(page: SheetsPage, tmp_path: Path) -> None:
    page.take_files((_file(tmp_path, "初稿", "备忘", "定稿"),))
    assert _read(page) == [20]
    page.review.file_bar.sheets.click()
    form = _form(page)
    said = [form.list.item(place).text() for place in range(form.list.count())]
    assert said == [
        "由程序判断",
        "初稿：2 行，像任务表，对得上 1 项任务（现在读的）",
        "备忘：1 行，没有任务表的表头，读不了",
        "定稿：2 行，像任务表，对得上 1 项任务",
    ]
    assert form.list.currentRow() == 1 and form.list.hasFocus()
    QTest.keyClick(form.list, Qt.Key.Key_Down)
    assert form.list.currentRow() == 3, "what cannot be read is stepped over"
    QTest.keyClick(form.list, Qt.Key.Key_Return)
    assert _read(page) == [60] and page.review.forms.form is None
    QTest.keyClick(page.review.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _read(page) == [20]


def test_leaving_the_form_changes_nothing(page: SheetsPage, tmp_path: Path) -> None:
    page.take_files((_file(tmp_path, "初稿", "定稿"),))
    page.review.file_bar.sheets.click()
    QTest.keyClick(_form(page).list, Qt.Key.Key_Escape)
    assert page.session is not None and page.session.back_name is None and not page.review.forms.isVisible()


def test_the_question_which_sheet_leads_to_the_choice(page: SheetsPage, tmp_path: Path) -> None:
    page.take_files((_file(tmp_path, "初稿", "定稿"),))
    answers = page.review.file_bar.question.findChildren(QPushButton)
    next(made for made in answers if made.text() == "换工作表").click()
    assert _form(page).isVisible()


def test_one_sheet_is_no_choice(page: SheetsPage, tmp_path: Path) -> None:
    page.take_files((_file(tmp_path, "定稿"),))
    assert not page.review.file_bar.sheets.isVisible()
