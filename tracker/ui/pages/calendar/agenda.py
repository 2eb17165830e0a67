"""What is due, as lists: the agenda beside the month, and the month day by day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from tracker.domain.screens import CalendarItem
from tracker.domain.terms import Light, State
from tracker.ui.pages.calendar.days import LeadsOf, MonthData, buckets, day_words, holiday_note, is_open
from tracker.ui.pages.calendar.paint import ink_of, mark_for
from tracker.ui.pages.calendar.walking import STEPS
from tracker.ui.shapes import MARK_SIZE, Mark, paint_mark
from tracker.ui.theme import look
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import RIGHT, draw_text
from tracker.ui.wording import state_label

_Part = tuple[str, str, Sequence[CalendarItem]]
_SHORT_DAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: an item in one of its parts. `id` is its place in the list."""

    id: int
    item: CalendarItem
    part: str
    when: str
    more: str


_Make = Callable[[int, str, CalendarItem], Entry]


class EntriesModel(ChunkedRowsModel[Entry]):
    """Entries under headings. Their words are made for the rows in sight alone: a month can hold thousands of items."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, self._some, parent=parent)
        self._lines: list[tuple[str, CalendarItem]] = []
        self._make: _Make | None = None
        self._leads_of: LeadsOf = lambda _ids: {}

    def _some(self, ids: Sequence[int]) -> list[Entry]:
        make = self._make
        if make is None:
            return []
        seen = [(place, *self._lines[place]) for place in ids]
        leads = self._leads_of([item.task_id for _place, _part, item in seen])
        return [make(place, part, item._replace(leads=leads.get(item.task_id, ()))) for place, part, item in seen]

    def groups_of(self, parts: Iterable[_Part], make: _Make, leads_of: LeadsOf) -> list[RowGroup]:
        """Groups for these parts (key, title, items)."""
        self._lines, self._make, self._leads_of, groups = [], make, leads_of, []
        for key, title, items in parts:
            start = len(self._lines)
            self._lines += [(key, item) for item in items]
            mark = Mark.RED if key == "late" else None
            groups.append(RowGroup(key, title, range(start, len(self._lines)), f"{len(items)} 项" if items else "无到期任务", mark=mark))
        return groups

    def text(self, value: Entry, key: str) -> str:
        item = value.item
        return {
            "item": f"{item.number}　{item.title}，{value.when}，{value.more}",
            "number": str(item.number),
            "title": item.title,
            "leads": "、".join(item.leads),
            "wording": item.wording,
            "light": item.reason,
            "note": value.more,
        }[key]


class EntryView(RowsView):
    """A list of entries; `opened_task` tells the task of the entry that was opened, `shift_wanted` an item and by how many days Ctrl and
    an arrow move it, `turned` that the month before (-1) or after is wanted, `today_wanted` that today is."""

    opened_task = Signal(int)
    shift_wanted = Signal(object, int)
    turned = Signal(int)
    today_wanted = Signal()

    def __init__(self, model: EntriesModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.entries = model
        self.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.opened.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl with an arrow moves the current item, with PgUp or PgDn turns the month; T goes to today."""
        value = self.entries.value(self.currentIndex().row())
        control, key = event.modifiers() & Qt.KeyboardModifier.ControlModifier, event.key()
        if control and key in STEPS and value is not None:
            self.shift_wanted.emit(value.item, STEPS[key])
        elif control and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_T and not event.modifiers():
            self.today_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, _entry: int) -> None:
        value = self.entries.value(self.currentIndex().row())
        if value is not None:
            self.opened_task.emit(value.item.task_id)


class AgendaView(EntryView):
    """The agenda: overdue first, then today, tomorrow, the rest of the week, next week, the rest of the month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(EntriesModel([Column("item", "日程", stretch=True)]), parent)
        self.entries.setParent(self)
        self.setItemDelegate(_AgendaDelegate(self))
        self.horizontalHeader().hide()
        self.setAccessibleName("日程")
        self._data: MonthData | None = None
        self._low: set[int] = set()
        self.entries.rowsInserted.connect(lambda _parent, first, last: self._shift(first, last - first + 1))
        self.entries.rowsRemoved.connect(lambda _parent, first, last: self._shift(first, first - last - 1))

    def show_data(self, data: MonthData, chosen: date) -> None:
        """Show what is due on the chosen day and from today on."""
        self._data = data
        parts = [(part.key, part.title, part.items) for part in buckets(data, chosen)]
        self.load(self.entries.groups_of(parts, self._entry, data.leads_of))
        self._set_heights()

    def go_to_day(self) -> None:
        """Put the current row on the first item of the chosen day."""
        for row in range(self.entries.rowCount()):
            group = self.entries.groups[self.entries.group_index(row)]
            if group.key in ("chosen", "today") and self.entries.id_at(row) is not None:
                self.selectRow(row)
                self.scrollTo(self.entries.index(row, 0))
                break
        self.setFocus()

    def _entry(self, place: int, part: str, item: CalendarItem) -> Entry:
        return Entry(place, item, part, self._when(part, item), self._more(part, item))

    def _when(self, part: str, item: CalendarItem) -> str:
        """What stands at the right."""
        data = self._data
        if data is None or not is_open(item):
            return state_label(State.COMPLETED)
        if part == "late":
            return f"{(data.today - item.day).days} 天"
        if part in ("chosen", "today"):
            late = (data.today - item.day).days
            return "周期" if item.recurring else f"逾期 {late} 天" if late > 0 else "今天" if late == 0 else f"剩 {-late} 天"
        if part in ("week", "next"):
            off = data.work.holiday_name(item.day)
            return _SHORT_DAYS[item.day.weekday()] + (" 休" if off else "")
        if item.light in (Light.AMBER, Light.RED):
            return f"剩 {(item.day - data.today).days} 天"
        return f"{item.day.month}月{item.day.day}日"

    def _more(self, part: str, item: CalendarItem) -> str:
        """The second line: who leads, and the day as it was set."""
        data = self._data
        if data is None:
            return ""
        leads = "、".join(item.leads) or "无牵头单位"
        old = item.moved_from
        moved = f"原定{'' if old.year == item.day.year else f'{old.year}年'}{old.month}月{old.day}日" if old else ""
        if part == "late":
            return "　".join(words for words in (leads, f"应于{item.day.month}月{item.day.day}日完成", moved) if words)
        note = holiday_note(item, data.work) or ("调休上班" if data.work.is_swapped(item.day) else "")
        return "　".join(words for words in (leads, note or moved or item.wording) if words)

    def _set_heights(self) -> None:
        """Headings are lower than entries; Qt keeps what a row was given, even over a reset."""
        self.set_row_height(look().two_line_row)
        headings, row = set(), 0
        for place, group in enumerate(self.entries.groups):
            headings.add(row)
            row += 1 + (0 if self.entries.is_folded(place) else len(group.ids))
        for row in self._low - headings:
            self.setRowHeight(row, look().two_line_row)
        for row in headings - self._low:
            self.setRowHeight(row, look().row)
        self._low = headings

    def _shift(self, first: int, count: int) -> None:
        """So many rows were inserted here, or (below 0) removed: the heights have moved with their rows."""
        gone = range(first, first - count)
        self._low = {row + count if row >= first else row for row in self._low if row not in gone}


class _AgendaDelegate(RowDelegate):
    """Shape, number and title, when; below them who and the wording."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: Any, key: str, selected: bool) -> None:
        current, item = look(), value.item
        tokens, shape, ink = current.tokens, current.px(MARK_SIZE), ink_of(item)
        late = value.part == "late"
        line, below = current.body_metrics.height(), current.small_metrics.height()
        top = rect.top() + (rect.height() - line - below) // 2
        mark = mark_for(item)
        paint_mark(painter, QRectF(rect.left() + 4, top + (line - shape) / 2 + 1, shape, shape), mark, by_hand=item.by_hand)
        left = rect.left() + 4 + shape + 7
        font = current.bold if late else current.body
        width = current.bold_metrics.horizontalAdvance(value.when) + 4
        draw_text(painter, QRect(rect.right() - width, top, width, line), value.when, font, tokens.red if late else ink, RIGHT)
        words = f"{item.number}　{item.title}"
        draw_text(painter, QRect(left, top, rect.right() - width - 6 - left, line), words, current.body, tokens.text)
        draw_text(painter, QRect(left, top + line, rect.right() - left, below), value.more, current.small, tokens.text2)


_LEADS = 2


class DaysView(EntryView):
    """日程: the month day by day, in columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = [
            Column("number", "编号", 60, right=True),
            Column("title", "重点任务", 320, stretch=True),
            Column("leads", "牵头单位", 200),
            Column("wording", "时限原文", 150),
            Column("light", "状态（灯）", 150),
            Column("note", "备注", 170),
        ]
        super().__init__(EntriesModel(columns), parent)
        self.entries.setParent(self)
        self.setItemDelegate(_DaysDelegate(self))
        self.setAccessibleName("本月日程")

    def show_data(self, data: MonthData) -> None:
        """Show the days of the month on which something is due; what is overdue from months before comes in front of this month."""
        days = [day for day in data.month.days if data.month.holds(day) and data.on(day)]
        carried = [item for item in data.late if item.day < data.month.first] if data.month.holds(data.today) else []

        def title(day: date) -> str:
            extra = data.work.holiday_name(day) or ("调休上班" if data.work.is_swapped(day) else "")
            today = "今天　" if day == data.today else ""
            return f"{today}{day_words(day)}" + (f"　{extra}" if extra else "")

        def entry(place: int, part: str, item: CalendarItem) -> Entry:
            note = f"应于{item.day.month}月{item.day.day}日完成" if part == "late" else holiday_note(item, data.work)
            return Entry(place, item, part, "", note)

        parts: list[_Part] = [("late", "以前逾期未办结", carried)] if carried else []
        parts += [(day.isoformat(), title(day), data.on(day)) for day in days]
        self.load(self.entries.groups_of(parts or [("", data.month.title, ())], entry, data.leads_of))

    def fit(self, *, narrow: bool) -> None:
        """Fewer columns in narrow windows."""
        every = {column.key for column in self.entries.columns}
        self.show_columns(every - {"wording", "note"} if narrow else every)
        self.setColumnWidth(_LEADS, look().px(140 if narrow else 200))

    def go_to_date(self, day: date) -> None:
        """Bring the first item on or after this day into sight."""
        for place, group in enumerate(self.entries.groups):
            if group.key != "late" and str(group.key) >= day.isoformat() and len(group.ids):
                self.go_to(self.entries.groups[place].ids[0])
                return


class _DaysDelegate(RowDelegate):
    """The light with its shape; the rest as text."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: Any, key: str, selected: bool) -> None:
        current = look()
        if key == "light":
            shape = current.px(MARK_SIZE)
            box = QRectF(rect.left(), rect.center().y() - shape / 2 + 1, shape, shape)
            paint_mark(painter, box, mark_for(value.item), by_hand=value.item.by_hand)
            view: EntryView = self.parent()  # type: ignore[assignment]
            draw_text(painter, rect.adjusted(shape + 6, 0, 0, 0), view.entries.text(value, key), current.body, ink_of(value.item))
        elif key == "note":
            draw_text(painter, rect, value.more, current.body, current.tokens.holiday)
        else:
            super().paint_cell(painter, rect, value, key, selected)
