"""The two lists of the history page: operations by day, and the changed fields of one operation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter

from tracker.domain.records import ChangeRecord, OperationRecord
from tracker.ui.theme import look
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate
from tracker.ui.widgets.text import draw_text

STATES = {"done": "", "undone": "已撤销", "dropped": "已撤销，不能重做"}
_WEEKDAYS = "一二三四五六日"


def day_title(day: date, today: date) -> str:
    """今天 9月16日 星期三"""
    near = {today: "今天 ", today - timedelta(1): "昨天 "}.get(day, "")
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{near}{year}{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"


class OperationsModel(ChunkedRowsModel[OperationRecord]):
    """Operations, newest first, under their days."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._operations: dict[int, OperationRecord] = {}
        columns = (
            Column("time", "时间", 64),
            Column("name", "操作", 240, stretch=True),
            Column("changes", "改动", 72, right=True),
            Column("state", "状态", 132),
        )
        super().__init__(columns, self._known, parent=parent)

    def _known(self, ids: Sequence[int]) -> Iterable[OperationRecord]:
        return [self._operations[one] for one in ids]

    def groups_of(self, operations: Sequence[OperationRecord], today: date) -> list[RowGroup]:
        """Take these operations and group them by day."""
        self._operations = {operation.id: operation for operation in operations}
        groups = []
        for day, run in groupby(operations, key=lambda operation: operation.done_at.date()):
            ids = tuple(operation.id for operation in run)
            groups.append(RowGroup(day, day_title(day, today), ids, f"{len(ids)} 次操作"))
        return groups

    def operation(self, item: int) -> OperationRecord | None:
        return self._operations.get(item)

    def text(self, value: OperationRecord, key: str) -> str:
        if key == "time":
            return f"{value.done_at:%H:%M}"
        if key == "changes":
            return f"{value.changes} 处"
        return STATES[value.state] if key == "state" else value.name


class OperationDelegate(RowDelegate):
    """Operations that are no longer in force are written pale."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: Any, key: str, selected: bool) -> None:
        if value.state == "done" and key == "name":
            super().paint_cell(painter, rect, value, key, selected)
            return
        model = self.parent().rows  # type: ignore[attr-defined]
        align = 0x82 if key == "changes" else 0x81
        draw_text(painter, rect, model.text(value, key), look().body, look().tokens.text2, align)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One changed field of one row."""

    id: int
    field: str
    before: str
    after: str


class ChangesModel(ChunkedRowsModel[FieldChange]):
    """The fields an operation changed, under the thing they belong to."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._fields: list[FieldChange] = []
        columns = (
            Column("field", "内容", 92),
            Column("before", "原来", 140, stretch=True),
            Column("after", "改为", 140, stretch=True),
        )
        super().__init__(columns, lambda ids: [self._fields[one] for one in ids], parent=parent)

    def groups_of(self, changes: Sequence[ChangeRecord]) -> list[RowGroup]:
        """Take these changes, one group for each changed thing."""
        self._fields, groups = [], []
        for place, change in enumerate(changes):
            first = len(self._fields)
            for name, before, after in change.fields:
                self._fields.append(FieldChange(len(self._fields), name, before, after))
            groups.append(RowGroup(place, change.what, range(first, len(self._fields)), change.action))
        return groups

    def text(self, value: FieldChange, key: str) -> str:
        return str(getattr(value, key)) or "—"
