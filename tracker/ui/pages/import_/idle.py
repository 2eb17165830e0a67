"""The import page while no review is open: what it is for, and under that what was begun before."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from tracker.ui.pages.import_.file_queue import LeftOverPanel
from tracker.ui.theme import look
from tracker.ui.widgets.in_hand import InHandPanel

IDLE_WORDS = "Word、WPS、PDF、文本和 Excel 分解表里的任务、单位和时限会自动找出来，由您逐条核对后再存入"


def put_panels(state: QWidget, panels: Sequence[LeftOverPanel | InHandPanel], room: int) -> None:
    """Put these under the words of an empty state, no wider than there is room; the first button has the focus."""
    layout = state.layout()
    if not isinstance(layout, QBoxLayout) or not panels:
        return
    layout.setContentsMargins(24, 32, 24, 16)
    for panel in panels:
        layout.insertSpacing(layout.count() - 1, 8)
        layout.insertWidget(layout.count() - 1, panel)
        layout.setAlignment(panel, Qt.AlignmentFlag.AlignHCenter)
        panel.setMinimumWidth(min(look().px(680), room - 48))
        panel.show()
    if panels[0].first is not None:
        panels[0].first.setFocus()
