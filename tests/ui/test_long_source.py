"""A long plan is laid out page by page; what was asked for at its end comes into sight when its page is there."""

from pytestqt.qtbot import QtBot

from tracker.plans.draft import Span
from tracker.ui.pages.import_.source_view import SourceView, TextMark

LINE = "（一）修缮乡村道路。整修道路三公里，年底前完成。（县交通局负责）\n"
TEXT = LINE * 2000 + "（二）疏浚河道。（县水利局负责）\n"


def test_the_last_passage_of_a_long_text_comes_into_sight(qtbot: QtBot) -> None:
    view = SourceView()
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.show()
    last = Span(len(LINE) * 2000, len(TEXT) - 1)
    view.show_text(TEXT, [Span(0, 11)])
    view.show_marks([TextMark(last, "unit")], [(0, "1"), (last.start, "2")])
    view.show_passage(last, "2")
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: view.toPlainText() == TEXT and bar.value() > 0)
    assert view.cursorRect(view.cursor_over(last)).bottom() <= view.viewport().height()
    assert view.cursorRect(view.cursor_over(last)).top() >= 0


def test_the_caret_goes_to_a_place_that_is_not_laid_out_yet(qtbot: QtBot) -> None:
    view = SourceView()
    qtbot.addWidget(view)
    view.show_text(TEXT, [])
    view.put_caret(len(TEXT) - 5)
    assert view.caret == len(TEXT) - 5
    assert view.toPlainText() == TEXT


def test_another_text_takes_the_place_of_one_still_being_laid_out(qtbot: QtBot) -> None:
    view = SourceView()
    qtbot.addWidget(view)
    view.show_text(TEXT, [])
    view.show_text("（一）植树。（县林业局负责）", [])
    view.put_caret(3)
    assert view.toPlainText() == "（一）植树。（县林业局负责）"
