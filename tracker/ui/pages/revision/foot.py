"""What stands on record with a revision: from which day on, and why."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.plain import label


class RecordFoot(QFrame):
    """Day and reason; `edited` comes after each change of either."""

    edited = Signal()

    def __init__(self, year: int) -> None:
        super().__init__()
        self.setObjectName("filterBar")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        self.day = DateBox("修订日期", year)
        self.day.setMaximumWidth(160)
        self.day.picked.connect(lambda _day: self.edited.emit())
        self.reason = QLineEdit()
        self.reason.setAccessibleName("修订依据")
        self.reason.setPlaceholderText("会议、批示或文号，谁定的；会写进版本记录和被取消的任务")
        self.reason.editingFinished.connect(self.edited)
        for widget in (label("修订日期", ink="2"), self.day, label("修订依据", ink="2")):
            row.addWidget(widget)
        row.addWidget(self.reason, 1)

    def begin(self, day: date | None, reason: str = "") -> None:
        """Show these for a comparison that begins or goes on."""
        self.day.set_day(day)
        self.reason.setText(reason)
