"""The senders at the left: one line each with its totals per bin, those with something to do first; who is missing below."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from tracker.sheets.staged import Bin
from tracker.ui.icons import INLINE, pixmap
from tracker.ui.pages.sheets.words import BIN_ICONS, bin_ink
from tracker.ui.theme import color, look
from tracker.ui.widgets.plain import label, link, rule
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import RIGHT, draw_text
from tracker.usecases.feedback.sheet_table import SenderTotals

_COLUMNS = (Column("name", "报送单位", 100, stretch=True), *(Column(found.value, found.label, 34, right=True) for found in Bin))
_DOT = "·"
_NARROW, _LOW = 280, 260
_NAMED = 8
_AROUND_NAMES = 2 * 12
_ROOMY, _WIDE, _SLIM = 1080, 330, 186


class SendersModel(ChunkedRowsModel[SenderTotals]):
    """Senders by what is left to do; a sender's id is the number of its first file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, self._lines_of, identity=lambda line: line.file_ids[0], parent=parent)
        self._lines: dict[int, SenderTotals] = {}

    def show_lines(self, lines: Sequence[SenderTotals], only: Bin | None) -> list[RowGroup]:
        """The groups to load; `only`: senders with rows in this bin."""
        self._lines = {line.file_ids[0]: line for line in lines}
        groups = []
        for key, title, wanted in (("todo", "需处理", True), ("clear", "无疑问", False)):
            ids = [line.file_ids[0] for line in lines if line.to_do is wanted and (only is None or line.counts.get(only))]
            if ids:
                groups.append(RowGroup(key, f"{title} {len(ids)}", ids))
        return groups

    def _lines_of(self, ids: Sequence[int]) -> list[SenderTotals]:
        return [self._lines[one] for one in ids if one in self._lines]

    def text(self, value: SenderTotals, key: str) -> str:
        if key == "name":
            return value.name
        if value.error:
            return "读不出" if key == Bin.ASK.value else ""
        return str(value.counts.get(Bin(key), 0) or _DOT)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and section > 0 and section < len(self.columns):
            found = Bin(self.columns[section].key)
            if role == Qt.ItemDataRole.DisplayRole:
                return ""
            if role == Qt.ItemDataRole.DecorationRole:
                return pixmap(BIN_ICONS[found], INLINE, bin_ink(found, look().tokens))
            if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                return found.label
        return super().headerData(section, orientation, role)


class _SenderDelegate(RowDelegate):
    def paint_cell(self, painter: QPainter, rect: QRect, value: SenderTotals, key: str, selected: bool) -> None:
        current, tokens = look(), look().tokens
        if key == "name":
            if selected:
                painter.fillRect(rect.left() - 8, rect.top(), 3, rect.height() + 1, color(tokens.accent))
            words = f"{value.name}（{len(value.file_ids)} 份）" if len(value.file_ids) > 1 else value.name
            font = current.bold if selected else current.body
            draw_text(painter, rect, words, font, tokens.red if value.error else tokens.text)
            return
        if value.error:
            if key == Bin.ASK.value:
                draw_text(painter, rect.adjusted(-60, 0, 68, 0), "读不出来", current.small, tokens.red)
            return
        found = Bin(key)
        count = value.counts.get(found, 0)
        strong = found in (Bin.ASK, Bin.REFUSED) and count
        ink = bin_ink(found, tokens) if strong else tokens.text if count else tokens.text3
        font = current.bold if strong or (selected and count) else current.body
        draw_text(painter, rect.adjusted(-8, 0, 0, 0), str(count or _DOT), font, ink, RIGHT)


class SendersList(RowsView):
    """One line per sender."""

    def __init__(self, model: SendersModel) -> None:
        super().__init__(model)
        self.setItemDelegate(_SenderDelegate(self))
        self.setAccessibleName("报送单位")
        self.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_row_height(look().matrix_row)
        self.horizontalHeader().setSectionsMovable(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        keys = {column.key for column in self.rows.columns}
        if event.size().width() < look().px(_NARROW):
            keys = {"name", Bin.ASK.value, Bin.REFUSED.value}
        self.show_columns(keys)
        super().resizeEvent(event)


class SendersSide(QWidget):
    """The list, and under it the units of which nothing has come."""

    def __init__(self, urge: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(look().px(180))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.model = SendersModel(self)
        self.list = SendersList(self.model)
        column.addWidget(self.list, 1)
        self.foot = QWidget()
        self.foot.setAutoFillBackground(True)
        under = QVBoxLayout(self.foot)
        under.setContentsMargins(12, 7, 12, 8)
        under.setSpacing(2)
        head = QHBoxLayout()
        self.missing = label("", look().bold)
        head.addWidget(self.missing)
        head.addStretch(1)
        self.urge = link("生成催报通知", urge)
        head.addWidget(self.urge)
        under.addLayout(head)
        self.names = label("", look().small, "2", wrap=True)
        self.names.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.names.setMaximumHeight(look().small_metrics.lineSpacing() * 2 + 4)
        under.addWidget(self.names)
        self._unheard: Sequence[str] = ()
        self.line = rule()
        column.addWidget(self.line)
        column.addWidget(self.foot)
        self.show_missing([])

    def show_missing(self, names: Sequence[str]) -> None:
        """Of whom nothing has come, neither before nor in this batch."""
        self.foot.setVisible(bool(names))
        self.line.setVisible(bool(names))
        self.missing.setText(f"未收到 {len(names)} 个单位")
        self._unheard = names
        self.names.setToolTip("、".join(names))
        self._name_some()

    def _name_some(self) -> None:
        """As many names as have room in two lines."""
        width = max(self.width() - _AROUND_NAMES, 1)
        for count in range(min(len(self._unheard), _NAMED), 0, -1):
            more = f" 等 {len(self._unheard)} 个" if count < len(self._unheard) else ""
            self.names.setText("、".join(self._unheard[:count]) + more)
            if self.names.heightForWidth(width) <= self.names.maximumHeight():
                break

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_some()
        self.urge.setVisible(event.size().width() >= look().px(_NARROW))
        self.names.setVisible(event.size().height() >= look().px(_LOW))  # the tooltip has them too


class SendersAndRows(QSplitter):
    """The senders with all their figures where there is room, else with those that matter."""

    def __init__(self, senders: QWidget, rows: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._roomy: bool | None = None
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(senders)
        self.addWidget(rows)
        self.setStretchFactor(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = event.size().width()
        roomy = width >= look().px(_ROOMY)
        if roomy != self._roomy:
            self._roomy = roomy
            side = look().px(_WIDE if roomy else _SLIM)
            self.setSizes([side, width - side])
        super().resizeEvent(event)
