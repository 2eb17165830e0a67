"""本单位模板 on the page 文书输出: added, filled, renamed, removed; a broken one is told."""

from pathlib import Path

import pytest
from docx import Document as WordFile
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tracker.ui.context import Context
from tracker.ui.pages.ledger.kinds import TEMPLATES
from tracker.ui.pages.ledger.page import LedgerPage
from tracker.ui.pages.ledger.templates import RenameForm, Templates
from tracker.usecases.papers.templates import templates


def word(path: Path, *paragraphs: str) -> Path:
    document = WordFile()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


@pytest.fixture
def view(ctx: Context, qtbot: QtBot) -> Templates:
    ctx.choose_plan(1)
    page = LedgerPage(ctx)
    qtbot.addWidget(page)
    page.resize(1230, 690)
    page.show()
    page.show_plan()
    ctx.changed.connect(page.show_changes)
    page.activate()
    page.choose_kind(TEMPLATES)
    return page.templates_view


def test_without_templates_the_page_says_what_to_do(view: Templates) -> None:
    assert view.left.currentWidget() is view.nothing and not view.filling.isEnabled()
    assert view.fields.rowCount() > 30


def test_a_template_is_added_and_filled(view: Templates, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view.take(word(tmp_path / "月报.docx", "{{ 方案标题 }}共{{ 任务总数 }}项"))
    assert [view.list.item(row).text() for row in range(view.list.count())] == ["月报　Word"]
    out = tmp_path / "成品.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    QTest.mouseClick(view.filling, Qt.MouseButton.LeftButton)
    assert WordFile(str(out)).paragraphs[0].text == "青禾县河道清理方案共4项"
    ctx.undo()
    assert templates(ctx.store) == [] and view.list.count() == 0


def test_a_broken_template_is_told_with_its_place_and_not_kept(view: Templates, ctx: Context, tmp_path: Path) -> None:
    view.take(word(tmp_path / "月报.docx", "{{ 方案名 }}"))
    assert "没有“方案名”这个字段（第 1 段）" in view.complaint.text()
    book = Workbook()
    book.worksheets[0]["B2"] = "没有字段"
    book.save(tmp_path / "表.xlsx")
    view.take(tmp_path / "表.xlsx")
    assert "没有找到可以填的表" in view.complaint.text() and templates(ctx.store) == []


def test_renaming_and_removing_are_undone(view: Templates, ctx: Context, tmp_path: Path) -> None:
    view.take(word(tmp_path / "月报.docx", "{{ 方案标题 }}"))
    QTest.keyClick(view.list, Qt.Key.Key_F2)
    form = view.desk.form
    assert isinstance(form, RenameForm)
    form.name.setText("每月专报")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert [each.name for each in templates(ctx.store)] == ["每月专报"]
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    assert templates(ctx.store) == [] and view.left.currentWidget() is view.nothing
    ctx.undo()
    ctx.undo()
    assert view.list.item(0).text() == "月报　Word"


def test_a_field_is_copied_for_the_template(view: Templates) -> None:
    view.fields.setCurrentCell(2, 0)
    view.copy_field()
    assert QGuiApplication.clipboard().text() == "{{ 印发单位 }}"
