"""The list of issued documents."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.narrowing_rows import NarrowingRows
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import draw_text
from tracker.usecases.papers.issued import IssuedRecord, IssuedState

_COLUMNS = (
    Column("number", "文号", 132),
    Column("title", "文书", 190, stretch=True),
    Column("receiver", "主送", 130),
    Column("issued_on", "发出", 88),
    Column("due", "反馈期限", 88),
    Column("returned_on", "反馈日期", 88),
    Column("standing", "状态", 120),
)
_NARROW = ((560, {"number", "title", "standing"}), (700, {"number", "title", "receiver", "standing"}))


class RegisterModel(ChunkedRowsModel[IssuedRecord]):
    """The register's lines as they were read, under their years."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        self.today = today
        self.records: dict[int, IssuedRecord] = {}
        super().__init__(_COLUMNS, self._known, parent=parent)

    def _known(self, ids: Sequence[int]) -> Iterable[IssuedRecord]:
        return [self.records[one] for one in ids if one in self.records]

    def groups_of(self, records: Sequence[IssuedRecord]) -> list[RowGroup]:
        """Take these lines, one group for each year."""
        self.records = {record.id: record for record in records}
        years: dict[int, list[int]] = {}
        for record in records:
            years.setdefault(record.issued_on.year, []).append(record.id)
        return [RowGroup(year, f"{year}年", ids, f"{len(ids)} 份") for year, ids in years.items()]

    def text(self, value: IssuedRecord, key: str) -> str:
        if key == "standing":
            return value.standing(self.today)
        if key == "receiver":
            return value.unit or value.receiver
        shown: Any = getattr(value, key)
        return f"{shown:%Y-%m-%d}" if isinstance(shown, date) else str(shown or "")


class RegisterList(NarrowingRows):
    """The list with its painter."""

    def __init__(self, model: RegisterModel, parent: QWidget | None = None) -> None:
        super().__init__(model, "已发文书", _NARROW, parent)
        self.setItemDelegate(_Delegate(self))


class _Delegate(RowDelegate):
    """Late ones in red words, those taken back pale."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: IssuedRecord, key: str, selected: bool) -> None:
        view: RowsView = self.parent()  # type: ignore[assignment]
        model: RegisterModel = view.rows  # type: ignore[assignment]
        tokens, late = look().tokens, value.is_late(model.today)
        ink = tokens.text2 if value.state is IssuedState.VOID or key in ("issued_on", "returned_on") else tokens.text
        if late and key in ("standing", "due"):
            ink = tokens.red
        draw_text(painter, rect, model.text(value, key), look().bold if late and key == "standing" else look().body, ink)
