"""What needs attention: the late, the far behind, the soon due, each with the reason."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from tracker.domain.records import TaskRow
from tracker.domain.terms import Light
from tracker.ui.shapes import MARK_SIZE, Mark, mark_ink, mark_of, paint_mark
from tracker.ui.theme import look
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate
from tracker.ui.widgets.text import draw_text

_COLUMNS = (
    Column("number", "编号", 48, right=True),
    Column("title", "任务", 240, stretch=True),
    Column("leads", "牵头单位", 116),
    Column("wording", "完成时限", 104),
    Column("reason", "为什么", 148),
)


class AttentionModel(ChunkedRowsModel[TaskRow]):
    """The most urgent tasks, which all come at once."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(_COLUMNS, self._some, parent=parent)
        self._rows_by_id: dict[int, TaskRow] = {}

    def _some(self, ids: Sequence[int]) -> list[TaskRow]:
        return [self._rows_by_id[one] for one in ids if one in self._rows_by_id]

    def take(self, rows: Sequence[TaskRow], today: date, urgent: int) -> list[RowGroup]:
        """Take these rows, the first of so many; the groups to load. The last one says where it is cut off."""
        self._rows_by_id = {row.id: row for row in rows}
        late = [row.id for row in rows if row.light is Light.RED and row.due is not None and row.due < today]
        red = [row.id for row in rows if row.light is Light.RED and row.id not in late]
        amber = [row.id for row in rows if row.light is Light.AMBER]
        groups = (("late", "逾期", late, Mark.RED), ("red", "红灯", red, Mark.RED), ("amber", "黄灯", amber, Mark.AMBER))
        shown = [group for group in groups if group[2]]
        cut = shown[-1:] if len(rows) < urgent else []
        return [
            RowGroup(group[0], group[1], group[2], f"{'前 ' if group in cut else ''}{len(group[2])} 项", mark=group[3]) for group in shown
        ]

    def text(self, value: TaskRow, key: str) -> str:
        if key == "leads":
            return "、".join(value.leads) or "无牵头"
        return str(getattr(value, key))


class AttentionDelegate(RowDelegate):
    """Paints the reason with its light, and in red where nobody leads."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: TaskRow, key: str, selected: bool) -> None:
        current = look()
        side = current.px(MARK_SIZE)
        mark = Mark.NO_LEAD if key == "leads" and not value.leads else mark_of(value.light, value.state) if key == "reason" else None
        if mark is None:
            super().paint_cell(painter, rect, value, key, selected)
            return
        held = mark is not Mark.NO_LEAD and value.light_set is not None
        paint_mark(painter, QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side), mark, by_hand=held)
        words = rect.adjusted(side + 6, 0, 0, 0)
        text = "无牵头" if mark is Mark.NO_LEAD else value.reason
        font = current.bold if mark is Mark.RED else current.body
        draw_text(painter, words, text, font, mark_ink(mark))
