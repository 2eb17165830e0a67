"""A field for one day: typed as people write days, or picked from a small calendar."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QWidget

from tracker.domain.widths import half_width
from tracker.ui.icons import icon
from tracker.ui.theme import look

_DAY = re.compile(r"^\s*(?:(\d{4})\s*[-./年])?\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\s*$")


def read_day(text: str, year: int) -> tuple[date | None, str]:
    """The day that the text names (`year` where it names none), or None with a Chinese sentence why not; empty text is no fault."""
    if not text.strip():
        return None, ""
    match = _DAY.match(half_width(text))
    if match is None:
        return None, "日期请写成 2026-9-30 或 9月30日"
    parts = (int(match.group(1) or year), int(match.group(2)), int(match.group(3)))
    try:
        return date(*parts), ""
    except ValueError:
        return None, f"日期不存在：{parts[0]}年{parts[1]}月{parts[2]}日"


class DateBox(QLineEdit):
    """`picked` comes after every change with the day, or None while there is none; `fault` says why there is none. Alt+↓ opens the
    calendar."""

    picked = Signal(object)

    def __init__(self, name: str, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = year
        self.day: date | None = None
        self.fault = ""
        self.setAccessibleName(name)
        self.setPlaceholderText("年-月-日")
        self.setMinimumWidth(look().px(112))
        opener = self.addAction(icon("calendar-days", 14, look().tokens.text3), QLineEdit.ActionPosition.TrailingPosition)
        opener.setText("打开日历")
        opener.setToolTip("打开日历（Alt+↓）")
        opener.triggered.connect(lambda _checked=False: self._open())
        self.textChanged.connect(self._read)

    def set_day(self, day: date | None) -> None:
        """Show this day without telling anybody."""
        self.day, self.fault = day, ""
        self.blockSignals(True)
        self.setText(f"{day:%Y-%m-%d}" if day else "")
        self.blockSignals(False)

    def _read(self, text: str) -> None:
        self.day, self.fault = read_day(text, self._year)
        self.picked.emit(self.day)

    def _open(self) -> None:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlags(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        if self.day:
            calendar.setSelectedDate(QDate(self.day.year, self.day.month, self.day.day))
        for signal in (calendar.clicked, calendar.activated):
            signal.connect(lambda chosen, shown=calendar: self._picked(chosen, shown))
        calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        calendar.show()
        calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._open()
        else:
            super().keyPressEvent(event)

    def _picked(self, chosen: QDate, calendar: QCalendarWidget) -> None:
        calendar.close()
        self.setText(f"{chosen.year()}-{chosen.month():02d}-{chosen.day():02d}")
        self.setFocus()
