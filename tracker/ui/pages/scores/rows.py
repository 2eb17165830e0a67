"""The list of units with their scores."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from tracker.domain.scoring import Account, said
from tracker.ui.theme import look
from tracker.ui.widgets.narrowing_rows import NarrowingRows
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import RIGHT, draw_text
from tracker.usecases.cycle.scores import ScoreBook

_COLUMNS = (
    Column("rank", "名次", 48, right=True),
    Column("unit", "单位", 130, stretch=True),
    Column("tasks", "任务", 48, right=True),
    Column("lost", "扣分", 60, right=True),
    Column("won", "加分", 60, right=True),
    Column("total", "得分", 66, right=True),
)
_NARROW = ((300, {"unit", "total"}), (420, {"rank", "unit", "total"}))


class Scored(NamedTuple):
    """One unit in the list."""

    id: int
    unit: str
    account: Account

    def sum(self, *, lost: bool) -> str:
        """What it lost or won altogether, "" for nothing."""
        points = [line.counted for line in self.account.lines if (line.counted < 0) is lost and line.counted]
        return said(sum(points, Fraction(0))) if points else ""


class ScoresModel(ChunkedRowsModel[Scored]):
    """The units of a span; with ranks in their order, else in the official one."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.units: dict[int, Scored] = {}
        super().__init__(_COLUMNS, self._known, parent=parent)

    def _known(self, ids: Sequence[int]) -> Iterable[Scored]:
        return [self.units[one] for one in ids if one in self.units]

    def groups_of(self, book: ScoreBook) -> list[RowGroup]:
        """Take these accounts."""
        found = [Scored(each.unit_id, book.names[each.unit_id], each) for each in book.accounts]
        if book.table.rank:
            found.sort(key=lambda one: one.account.rank or len(found) + 1)
        self.units = {one.id: one for one in found}
        return [RowGroup("all", book.span.words, [one.id for one in found])]

    def text(self, value: Scored, key: str) -> str:
        account = value.account
        if key == "rank":
            return str(account.rank) if account.rank else "—"
        if key == "unit":
            return value.unit
        if key == "total":
            return said(account.total)
        return str(account.tasks) if key == "tasks" else value.sum(lost=key == "lost")


class ScoresList(NarrowingRows):
    """The list with its painter."""

    def __init__(self, model: ScoresModel, parent: QWidget | None = None) -> None:
        super().__init__(model, "各单位得分", _NARROW, parent)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(RowsView.SelectionMode.SingleSelection)


class _Delegate(RowDelegate):
    """The total in bold, losses in red."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: Scored, key: str, selected: bool) -> None:
        view: RowsView = self.parent()  # type: ignore[assignment]
        if key not in ("total", "lost"):
            super().paint_cell(painter, rect, value, key, selected)
            return
        ink = look().tokens.red if key == "lost" else look().tokens.text
        draw_text(painter, rect, view.rows.text(value, key), look().bold if key == "total" else look().body, ink, RIGHT)
