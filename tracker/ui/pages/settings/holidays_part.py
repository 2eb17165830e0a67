"""The holidays of one year, written like the yearly notice: what is off, and which weekends are worked for it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.records import Changes
from tracker.ui.context import Context
from tracker.ui.pages.settings.part import SettingsPart, number_box
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.plain import button, label, tool
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.house.holidays import Holiday, HolidayYear, holiday_year, reset_holidays, set_holidays

_OFF, _WORK = "off", "work"


class _Row(QWidget):
    """One stretch of days."""

    edited = Signal()
    dropped = Signal()

    def __init__(self, year: int, shown: Holiday | None) -> None:
        super().__init__()
        self.name = QLineEdit(shown.name if shown else "")
        self.name.setPlaceholderText("节日名称")
        self.name.setAccessibleName("节日名称")
        self.name.setMaximumWidth(look().px(140))
        self.first, self.last = DateBox("第一天", year), DateBox("最后一天", year)
        self.kind = Segmented([(_OFF, "休"), (_WORK, "班")], "放假还是上班")
        if shown:
            self.first.set_day(shown.first)
            self.last.set_day(shown.last)
            self.kind.choose(_WORK if shown.works else _OFF)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.name, self.first, label("至", ink="2"), self.last, self.kind):
            row.addWidget(widget)
        row.addWidget(tool("删去这一条", "x", self.dropped.emit, words=False))
        row.addStretch(1)
        self.name.textChanged.connect(lambda _text: self.edited.emit())
        self.first.picked.connect(lambda _day: self.edited.emit())
        self.last.picked.connect(lambda _day: self.edited.emit())
        self.kind.chosen.connect(lambda _key: self.edited.emit())

    def values(self) -> tuple[str, str, str, str]:
        return self.name.text().strip(), self.first.text().strip(), self.last.text().strip(), self.kind.current

    def holiday(self) -> Holiday | str:
        """What the row says, or what is wrong with it. A single day needs no last day."""
        fault = self.first.fault or self.last.fault
        if fault or self.first.day is None:
            return fault or f"“{self.name.text().strip() or '新的一条'}”没有填写日期"
        return Holiday(self.name.text().strip(), self.first.day, self.last.day or self.first.day, self.kind.current == _WORK)


class HolidaysPart(SettingsPart):
    """节假日: one year at a time."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "节假日", "按国务院办公厅每年的放假通知填写。日历上的“休”“班”、按工作日计算的时限都照这里。填错了可以撤销。")
        self.year = number_box(" 年", 2000, 2100)
        self.year.setValue(ctx.today().year)
        self.year.setAccessibleName("年份")
        self.about = label("", ink="2", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(tool("上一年", "chevron-left", self.year.stepDown, words=False))
        head.addWidget(self.year)
        head.addWidget(tool("下一年", "chevron-right", self.year.stepUp, words=False))
        head.addSpacing(12)
        head.addWidget(self.about, 1)
        self.column.addLayout(head)
        self.rows: list[_Row] = []
        self.list = QVBoxLayout()
        self.list.setSpacing(6)
        self.column.addLayout(self.list)
        more = QHBoxLayout()
        more.addWidget(button("添加一条", self.add_row, "plus"))
        more.addStretch(1)
        self.column.addLayout(more)
        self.add_foot(self._reset)
        self._shown: HolidayYear | None = None
        self.year.valueChanged.connect(lambda _year: self._other_year())

    def _other_year(self) -> None:
        if self._shown is not None and self.dirty():
            self.complaint.say(f"{self._shown.year} 年的改动还没有保存，请先保存或恢复")
            self.year.blockSignals(True)
            self.year.setValue(self._shown.year)
            self.year.blockSignals(False)
            return
        self.read()

    def read(self) -> None:
        store, year = self.ctx.store, self.year.value()
        self.ctx.runner.run_read(lambda: holiday_year(store, year), self._show, key="settings holidays")

    def _show(self, shown: HolidayYear) -> None:
        self._shown = shown
        self._fill(shown.holidays)
        if not shown.known:
            words = f"还没有 {shown.year} 年的放假安排，现在只按周末计算。收到通知后请在这里添加。"
        elif shown.own:
            words = "本单位自己填写的安排。“恢复默认”改回程序自带的。"
        else:
            words = "程序自带的安排，可以修改。"
        self.about.setText(words)
        self.settle()

    def _fill(self, holidays: Sequence[Holiday]) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for each in holidays:
            self._put(each)

    def _put(self, shown: Holiday | None) -> _Row:
        row = _Row(self.year.value(), shown)
        self.rows.append(row)
        self.list.addWidget(row)
        row.edited.connect(self.edited)
        row.dropped.connect(lambda: self._drop(row))
        return row

    def add_row(self) -> None:
        """A new empty line at the end."""
        self._put(None).name.setFocus()
        self.edited()

    def _drop(self, row: _Row) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self.edited()

    def values(self) -> tuple[tuple[str, ...], ...]:
        return tuple(row.values() for row in self.rows)

    def save(self) -> Callable[[], Changes] | None:
        found: list[Holiday] = []
        for row in self.rows:
            read = row.holiday()
            if isinstance(read, str):
                self.complaint.say(read)
                return None
            found.append(read)
        store, year = self.ctx.store, self.year.value()
        return lambda: set_holidays(store, year, tuple(found))

    def _reset(self) -> None:
        if self._shown is None or not self._shown.own:
            self.read()
            return
        store, year = self.ctx.store, self.year.value()
        self.write(lambda: reset_holidays(store, year))
