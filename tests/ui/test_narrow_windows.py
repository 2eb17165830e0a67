"""Windows as narrow as 760 pixels (200 % on a common screen): nothing is cut off in the middle of a word."""

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from tracker.ui.context import Context
from tracker.ui.page_bar import StatusBar
from tracker.ui.pages.matrix.page import MatrixPage


@pytest.mark.parametrize("width", [716, 867, 1230])
def test_the_buttons_over_the_matrix_can_be_read(ctx: Context, qtbot: QtBot, width: int) -> None:
    page = MatrixPage(ctx)
    qtbot.addWidget(page)
    page.resize(width, 440)
    page.show()
    page.activate()
    for button in [*page.filters.mode.findChildren(QPushButton), page.filters.no_lead, page.filters.heavy]:
        assert isinstance(button, (QPushButton, QToolButton))
        words = button.fontMetrics().horizontalAdvance(button.text())
        assert button.width() >= words, button.text()
        parent = button.parentWidget()
        assert parent is not None and button.geometry().right() <= parent.width()
    assert page.filters.no_lead.accessibleName() == "无牵头 0", "screen readers hear the words in any case"


def test_keys_that_do_not_fit_are_left_out_whole(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_keys("方向键 移动　Enter 打开任务　Ctrl+加减号 缩放　Ctrl+P 打印")
    bar.show_facts(("望川县2026年重点工作任务推进方案", "46 项"))
    bar.resize(1300, 24)
    bar.show()
    assert bar.keys.text().endswith("Ctrl+P 打印")
    bar.resize(560, 24)
    shown = bar.keys.text()
    assert shown and shown != bar.keys.toolTip()
    assert bar.keys.toolTip().startswith(shown) and bar.keys.toolTip()[len(shown)] == "　"
    assert bar.keys.fontMetrics().horizontalAdvance(shown) <= bar.keys.width()
    bar.resize(1300, 24)
    assert bar.keys.text().endswith("Ctrl+P 打印")
