"""The span of time that is scored: a year, and the whole of it or a part."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

_PARTS = (
    ("全年", ""),
    ("上半年", "-H1"),
    ("下半年", "-H2"),
    *((f"第{name}季度", f"-Q{place}") for place, name in enumerate("一二三四", 1)),
    *((f"{month}月", f"-{month:02}") for month in range(1, 13)),
)


class SpanBox(QWidget):
    """`chosen` tells the period (2026, 2026-Q3, 2026-09) when the user picks another."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.year, self.part = QComboBox(), QComboBox()
        self.year.setAccessibleName("考核年份")
        self.part.setAccessibleName("考核时段")
        self.part.setMaxVisibleItems(20)
        for words, key in _PARTS:
            self.part.addItem(words, key)
        for box in (self.year, self.part):
            row.addWidget(box)
            box.activated.connect(lambda _place: self.chosen.emit(self.period))

    def offer(self, years: Sequence[int], period: str) -> None:
        """Offer these years and show this period, without telling anybody."""
        year, part = period[:4], period[4:]
        self.year.clear()
        for one in sorted({*years, int(year)}):
            self.year.addItem(f"{one}年", str(one))
        self.year.setCurrentIndex(self.year.findData(year))
        self.part.setCurrentIndex(max(self.part.findData(part), 0))

    @property
    def period(self) -> str:
        """The period that is chosen."""
        return f"{self.year.currentData()}{self.part.currentData()}"
