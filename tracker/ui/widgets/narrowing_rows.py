"""A list of rows that shows as many columns as it has room for."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.rows_model import ChunkedRowsModel
from tracker.ui.widgets.rows_view import RowsView

Narrow = Sequence[tuple[int, set[str]]]


class NarrowingRows(RowsView):
    """`narrow`: below each of these widths, the narrowest first, only these columns are shown."""

    def __init__(self, model: ChunkedRowsModel[Any], name: str, narrow: Narrow, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._narrow = narrow
        self.setAccessibleName(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = round(self.width() / look().scale)
        everything = {column.key for column in self.rows.columns}
        self.show_columns(next((keys for limit, keys in self._narrow if width < limit), everything))
