"""The lines of the period book: one unit each, what it owes, what went out and what came back."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView

from tracker.ui.theme import look
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import LEFT, RIGHT, draw_text
from tracker.usecases.feedback.period_book import NOT_REPORTED, PeriodRow, Reported

_COLUMNS = (
    Column("unit", "单位", 168),
    Column("owes", "应报任务", 74, right=True),
    Column("lead", "其中牵头", 74, right=True),
    Column("handed", "发放", 120),
    Column("received", "收到", 120),
    Column("file", "文件", 200, stretch=True),
    Column("done", "已填", 62, right=True),
    Column("missing", "未填", 62, right=True),
    Column("poor", "空白重复", 74, right=True),
    Column("standing", "情况", 132),
)
_NARROW, _SLIM = 980, 700


def moment_words(at: datetime | None) -> str:
    """9月25日 08:30"""
    return "" if at is None else f"{at.month}月{at.day}日 {at:%H:%M}"


def standing_words(row: PeriodRow) -> str:
    """How the unit stands, and whether it is late."""
    if row.standing is Reported.NOTHING:
        return "未报，已逾期" if row.late else "未报"
    late = "，迟报" if row.late else "，按时" if row.on_time else ""
    return row.standing.label + late


class BookModel(ChunkedRowsModel[PeriodRow]):
    """The units of one period."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, self._rows_of, identity=lambda row: row.unit.id, parent=parent)
        self._shown: dict[int, PeriodRow] = {}

    def show_rows(self, rows: Sequence[PeriodRow]) -> list[RowGroup]:
        """Take these units, in official order."""
        self._shown = {row.unit.id: row for row in rows}
        return [RowGroup("all", "", [row.unit.id for row in rows])]

    def _rows_of(self, ids: Sequence[int]) -> list[PeriodRow]:
        return [self._shown[one] for one in ids if one in self._shown]

    def row(self, unit_id: int | None) -> PeriodRow | None:
        return self._shown.get(unit_id) if unit_id is not None else None

    def text(self, value: PeriodRow, key: str) -> str:
        received = value.received
        texts = {
            "unit": value.unit.display,
            "owes": str(len(value.tasks)),
            "lead": str(value.lead or "·"),
            "handed": moment_words(value.handed_out) or "未发放",
            "received": moment_words(value.reported_at),
            "file": received.name if received else "、".join(file.name for file in value.files),
            "done": str(len(value.tasks) - len(value.missing)),
            "missing": str(len(value.missing) or "·"),
            "poor": str(len(value.empty) + len(value.repeated) or "·"),
            "standing": standing_words(value),
        }
        return texts[key]


class _BookDelegate(RowDelegate):
    def paint_cell(self, painter: QPainter, rect: QRect, value: PeriodRow, key: str, selected: bool) -> None:
        current, tokens = look(), look().tokens
        view: BookList = self.parent()  # type: ignore[assignment]
        text, ink, font = view.rows.text(value, key), tokens.text, current.body
        open_still = value.standing in NOT_REPORTED
        if key == "standing":
            if value.late or value.standing in (Reported.SENT_BACK, Reported.EMPTY):
                ink, font = tokens.red, current.bold
            elif value.standing is Reported.PARTLY:
                ink = tokens.amber
            else:
                ink = tokens.text2 if open_still else tokens.green
        elif key == "missing" and value.missing and not open_still:
            ink, font = tokens.amber, current.bold
        elif key != "unit" and (open_still or key in ("lead", "handed")):
            ink = tokens.text2
        draw_text(painter, rect, text, font, ink, RIGHT if view.column(key).right else LEFT)


class BookList(RowsView):
    """The units of a period; Enter opens what came from the unit."""

    def __init__(self, model: BookModel) -> None:
        super().__init__(model)
        self.setItemDelegate(_BookDelegate(self))
        self.setAccessibleName("报送单位")

    def resizeEvent(self, event: QResizeEvent) -> None:
        keys = {column.key for column in self.rows.columns}
        if event.size().width() < look().px(_NARROW):
            keys -= {"lead", "handed", "done"}
        slim = event.size().width() < look().px(_SLIM)
        if slim:
            keys -= {"file", "poor"}
        mode = QHeaderView.ResizeMode.Stretch if slim else QHeaderView.ResizeMode.Interactive
        self.horizontalHeader().setSectionResizeMode(0, mode)
        self.show_columns(keys)
        super().resizeEvent(event)
