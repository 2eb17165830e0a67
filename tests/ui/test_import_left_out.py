"""What of the source became no task can be looked at, place by place, and taken in."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.test_import_later import start
from tests.ui.test_import_page import read
from tracker.plans.draft import Span
from tracker.storage.store import Store
from tracker.ui.pages.import_.page import ImportPage

TEXT = """青石县2026年绿化工作方案
为了把今年的绿化工作做实，特定本方案。
一、造林
1.栽种西山林带。栽树2000株，4月底前完成。（县林业局牵头）
2.补植公路两侧。补植苗木30公里。（县交通局牵头）
"""


@pytest.fixture
def page(empty_store: Store, tmp_path: Path, qtbot: QtBot) -> ImportPage:
    window = start(empty_store, tmp_path, qtbot)
    path = tmp_path / "绿化方案.txt"
    path.write_text(TEXT, "utf-8")
    read(window, path)
    page = window.front
    assert isinstance(page, ImportPage)
    return page


def marked(page: ImportPage) -> set[str]:
    return {selection.cursor.selectedText() for selection in page.review.source.extraSelections()}  # type: ignore[attr-defined]


def test_what_was_left_out_is_shown_on_demand(page: ImportPage) -> None:
    side = page.review.source_side
    assert side.left_out.isVisible() and side.left_out.text() == "未列入的原文"
    assert not any("为了把今年" in words for words in marked(page))
    side.left_out.click()
    assert side.left_out.text() == "未列入 1 / 1"
    assert any("为了把今年" in words for words in marked(page))
    assert page.review.source.caret == 0
    QTest.keyClick(page.review.list, Qt.Key.Key_Escape)
    assert side.left_out.text() == "未列入的原文" and not any("为了把今年" in words for words in marked(page))


def test_a_row_put_aside_is_left_out_and_a_passage_taken_in_is_not(page: ImportPage) -> None:
    side, review = page.review.source_side, page.review
    side.left_out.click()
    review.list.go_to(2)
    QTest.keyClick(review.list, Qt.Key.Key_Delete)
    assert side.left_out.text() == "未列入 1 / 2" and any("补植公路" in words for words in marked(page))
    side.left_out.click()
    assert side.left_out.text() == "未列入 2 / 2"
    start = TEXT.index("为了把")
    review.source.setTextCursor(review.source.cursor_over(Span(start, TEXT.index("\n一、"))))
    QTest.keyClick(review.source, Qt.Key.Key_N)
    assert not any("为了把今年" in words and "绿化工作方案" in words for words in marked(page))
