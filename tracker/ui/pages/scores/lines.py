"""The account of one unit, line by line under the events that it is made of."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from tracker.domain.scoring import Account, Event, Happening, Line, said
from tracker.reports.titles import day_words, period_words
from tracker.ui.theme import look
from tracker.ui.widgets.narrowing_rows import NarrowingRows
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import RIGHT, draw_text

_COLUMNS = (
    Column("cause", "依据", 240, stretch=True),
    Column("day", "日期", 92),
    Column("counted", "计分", 58, right=True),
    Column("note", "说明", 128),
)
_NARROW = ((360, {"cause", "counted"}), (470, {"cause", "day", "counted"}))


class Told(NamedTuple):
    """One line of the account."""

    id: int
    line: Line

    @property
    def happening(self) -> Happening:
        return self.line.happening


class LinesModel(ChunkedRowsModel[Told]):
    """The lines of one account."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.lines: dict[int, Told] = {}
        super().__init__(_COLUMNS, self._known, parent=parent)

    def _known(self, ids: Sequence[int]) -> Iterable[Told]:
        return [self.lines[one] for one in ids if one in self.lines]

    def groups_of(self, account: Account | None) -> list[RowGroup]:
        """Take this account, one group for each event that occurs."""
        lines = () if account is None else account.lines
        self.lines = {place: Told(place, line) for place, line in enumerate(lines, 1)}
        groups = []
        for event in Event:
            own = [told for told in self.lines.values() if told.happening.event is event]
            if own:
                points = sum((told.line.counted for told in own), Fraction(0))
                groups.append(RowGroup(event.value, event.label, [told.id for told in own], f"{len(own)} 次　{signed(points)} 分"))
        return groups

    def text(self, value: Told, key: str) -> str:
        happening = value.happening
        if key == "cause":
            return happening.cause
        if key == "day":
            return f"{happening.day:%Y-%m-%d}" if happening.day else period_words(happening.period)
        return signed(value.line.counted) if key == "counted" else value.line.note

    def whole(self, value: Told) -> str:
        """The line in one sentence, for the strip under the list."""
        happening, line = value.happening, value.line
        day = f"（{day_words(happening.day)}）" if happening.day else ""
        apart = f"，应计 {signed(line.points)}，实计 {signed(line.counted)}" if line.points != line.counted else ""
        return f"{happening.event.label}：{happening.cause}{day}{apart}{'，' if line.note else ''}{line.note}"


def signed(points: Fraction) -> str:
    """Points with their sign: +3, −2.5, 0."""
    return f"+{said(points)}" if points > 0 else said(points)


class LinesList(NarrowingRows):
    """The list with its painter."""

    def __init__(self, model: LinesModel, parent: QWidget | None = None) -> None:
        super().__init__(model, "得分明细", _NARROW, parent)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(RowsView.SelectionMode.SingleSelection)


class _Delegate(RowDelegate):
    """What was lost in red, what was won in green."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: Told, key: str, selected: bool) -> None:
        if key != "counted":
            super().paint_cell(painter, rect, value, key, selected)
            return
        tokens, points = look().tokens, value.line.counted
        ink = tokens.red if points < 0 else tokens.green if points > 0 else tokens.text2
        draw_text(painter, rect, signed(points), look().bold, ink, RIGHT)
