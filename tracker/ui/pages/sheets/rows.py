"""The rows of one returned file by bin: what would be stored above what is stored, the reason in words, what becomes of the row."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent

from tracker.sheets.staged import Bin
from tracker.ui.icons import INLINE, paint_icon
from tracker.ui.pages.sheets.words import BIN_ICONS, BIN_NOTES, bin_ink, outcome, reasons, value_words
from tracker.ui.theme import color, look
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import PADDING, RowDelegate, RowsView
from tracker.ui.widgets.text import LEFT, RIGHT, draw_text, elided
from tracker.usecases.feedback.sheet_rows import REVIEW_ORDER, ReviewCell, ReviewRow, RowKey, Verdict

_COLUMNS = (
    Column("row", "行", 40, right=True),
    Column("number", "编号", 46, right=True),
    Column("title", "任务", 186),
    Column("state", "状态", 72),
    Column("percent", "进度", 74),
    Column("progress", "进展情况（新值在上，原值在下）", 160, stretch=True),
    Column("why", "原因", 172),
    Column("outcome", "处理", 84),
)
_CELLS = ("state", "percent", "progress")
_TABLE_BITS = 21
_NARROW = 760
_NUMBER_DOUBTS = frozenset(("number_title_conflict",))
_KINDS = {
    "title": "标题",
    "header": "表头",
    "header_repeat": "重复的表头",
    "group": "分组行",
    "blank": "空行",
    "total": "合计",
    "signature": "落款",
    "note": "说明",
    "column_numbers": "栏号",
}


def row_id(key: RowKey) -> int:
    """The row's number within its file."""
    return key.table << _TABLE_BITS | key.row


class SheetRowsModel(ChunkedRowsModel[ReviewRow]):
    """The rows of one file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, self._rows_of, identity=lambda row: row_id(row.key), parent=parent)
        self._shown: dict[int, ReviewRow] = {}

    def show_rows(self, rows: Sequence[ReviewRow], only: Bin | None = None) -> list[RowGroup]:
        """Take these rows, in review order; the groups to load."""
        self._shown = {row_id(row.key): row for row in rows}
        groups = []
        for found in REVIEW_ORDER:
            held = [row for row in rows if row.bin is found]
            if held and (only is None or only is found):
                waiting = sum(row.verdict is Verdict.WAITING for row in held)
                note = BIN_NOTES[found]
                if found is Bin.ASK:
                    note = f"还有 {waiting} 行待定，{note}" if waiting else "都已处理"
                elif found is Bin.NOT_TASK:
                    kinds = Counter(_KINDS.get(row.staged.kind, "其他行") for row in held)
                    note = "，".join(f"{kind} {count} 行" for kind, count in kinds.items())
                groups.append(RowGroup(found, f"{found.label} {len(held)}", [row_id(row.key) for row in held], note))
        return groups

    def _rows_of(self, ids: Sequence[int]) -> list[ReviewRow]:
        return [self._shown[one] for one in ids if one in self._shown]

    def row(self, item: int | None) -> ReviewRow | None:
        """The row with this number."""
        return self._shown.get(item) if item is not None else None

    def text(self, value: ReviewRow, key: str) -> str:
        if key == "row":
            return str(value.key.row)
        if key == "number":
            return value.staged.number + ("?" if _number_doubted(value) else "")
        if key == "title":
            return value.staged.title or (_KINDS.get(value.staged.kind, "") if value.bin is Bin.NOT_TASK else "")
        if key == "why":
            return reasons(value)
        if key == "outcome":
            return outcome(value)
        cell = value.cell(key)
        if cell is None:
            return ""
        new, old = value_words(key, cell.value), value_words(key, cell.old)
        return f"{new}（原 {old or '空'}）" if cell.writes else new or old


def _number_doubted(row: ReviewRow) -> bool:
    return any(reason.code in _NUMBER_DOUBTS for reason in row.reasons)


class SheetRowDelegate(RowDelegate):
    """Paints a changed cell with its old value below, a doubtful one on amber, the reason on two lines."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: ReviewRow, key: str, selected: bool) -> None:
        current, tokens = look(), look().tokens
        view: SheetRowsList = self.parent()  # type: ignore[assignment]
        pale = value.bin in (Bin.SAME, Bin.NOT_TASK)
        ink = tokens.text2 if pale else tokens.text
        if key in _CELLS:
            self._paint_value(painter, rect, value, value.cell(key), key)
        elif key == "why":
            self._paint_why(painter, rect, value)
        elif key == "outcome":
            self._paint_outcome(painter, rect, value)
        elif key == "row":
            draw_text(painter, rect, view.rows.text(value, key), current.body, tokens.text2, RIGHT)
        elif key == "number":
            if _number_doubted(value):
                self._ground(painter, rect, tokens.amber_tint, tokens.amber)
            words = view.rows.text(value, key) or ("—" if not pale else "")
            draw_text(painter, rect, words, current.body, tokens.text if _number_doubted(value) else tokens.text2, RIGHT)
        else:
            draw_text(painter, rect, view.rows.text(value, key), current.body, ink)

    def _ground(self, painter: QPainter, rect: QRect, ground: str, edge: str) -> None:
        whole = rect.adjusted(-PADDING, 0, PADDING, 0)
        painter.fillRect(whole, color(ground))
        painter.fillRect(whole.left(), whole.top(), 2, whole.height(), color(edge))

    def _paint_value(self, painter: QPainter, rect: QRect, row: ReviewRow, cell: ReviewCell | None, key: str) -> None:
        current, tokens = look(), look().tokens
        if cell is None:
            draw_text(painter, rect, "" if row.bin is Bin.NOT_TASK else "—", current.body, tokens.text3)
            return
        new, old = value_words(key, cell.value), value_words(key, cell.old)
        raw = " ".join(str(cell.raw).split()) if cell.raw not in (None, "") else ""
        doubtful = cell in row.doubtful and row.verdict is Verdict.WAITING
        if doubtful:
            self._ground(painter, rect, tokens.amber_tint, tokens.amber)
        elif cell.writes and row.verdict in (Verdict.ACCEPTED, Verdict.WAITING):
            self._ground(painter, rect, tokens.hover, tokens.accent)
        if cell.keeps_old or row.verdict is Verdict.KEPT:
            first, second = old or "空", f"表 {new or raw}" if new != old else ""
            bold = False
        elif cell.value is None and raw:
            first, second = f"“{raw}”", f"原 {old}" if old else ""
            bold = False
        elif cell.writes:
            first, second, bold = new, f"原 {old}" if old else "", key == "percent"
        else:
            first, second, bold = new or old or "—", "", False
        ink = tokens.text if cell.writes or doubtful else tokens.text2
        self._two(painter, rect, first, second, bold, ink)

    def _two(self, painter: QPainter, rect: QRect, first: str, second: str, bold: bool, ink: str) -> None:
        current = look()
        font = current.bold if bold else current.body
        if not second:
            draw_text(painter, rect, first, font, ink)
            return
        height = current.body_metrics.height()
        top = rect.top() + (rect.height() - height - current.small_metrics.height()) // 2
        draw_text(painter, QRect(rect.left(), top, rect.width(), height), first, font, ink)
        below = QRect(rect.left(), top + height, rect.width(), current.small_metrics.height())
        draw_text(painter, below, second, current.small, current.tokens.text2)

    def _paint_why(self, painter: QPainter, rect: QRect, row: ReviewRow) -> None:
        current, tokens = look(), look().tokens
        words = reasons(row)
        if not words:
            return
        ink = tokens.red if row.bin is Bin.REFUSED else tokens.amber if row.bin is Bin.ASK else tokens.text2
        first, second = _cut(words, rect.width())
        height = current.small_metrics.height()
        top = rect.top() + (rect.height() - height * (2 if second else 1)) // 2
        draw_text(painter, QRect(rect.left(), top, rect.width() + 2, height), first, current.small, ink)
        if second:
            draw_text(painter, QRect(rect.left(), top + height, rect.width() + 2, height), second, current.small, ink)

    def _paint_outcome(self, painter: QPainter, rect: QRect, row: ReviewRow) -> None:
        current, tokens = look(), look().tokens
        words = outcome(row)
        signs = {
            Verdict.ACCEPTED: ("check", tokens.green),
            Verdict.KEPT: ("undo-2", tokens.text2),
            Verdict.SENT_BACK: ("corner-up-left", tokens.red),
        }
        if row.verdict in signs:
            name, ink = signs[row.verdict]
            side = current.px(INLINE)
            paint_icon(painter, QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side), name, ink)
            draw_text(painter, rect.adjusted(side + 4, 0, 4, 0), words, current.body, ink)
        else:
            ink = tokens.accent if row.verdict is Verdict.WAITING and row.task_id is None else tokens.text
            draw_text(painter, rect, words, current.body, ink if row.verdict is Verdict.WAITING else tokens.text3)


def _cut(words: str, width: int) -> tuple[str, str]:
    """The words on two lines of this width; the second is elided where it is drawn."""
    metrics = look().small_metrics
    if metrics.horizontalAdvance(words) <= width:
        return words, ""
    end = len(elided(words, width + metrics.horizontalAdvance("…"), look().small).rstrip("…"))
    end = max(end, 1)
    if words[end : end + 1] in "，。；、？！：”）":
        end -= 1
    return words[:end], words[end:]


class SheetRowsList(RowsView):
    """The list with the keys of the review. `cell_wanted` goes to the next (+1) or last (−1) cell of the current row."""

    keep_wanted = Signal()
    back_wanted = Signal()
    next_wanted = Signal()
    assign_wanted = Signal()
    accept_wanted = Signal()
    change_wanted = Signal(str)
    cell_wanted = Signal(int)

    def __init__(self, model: SheetRowsModel) -> None:
        super().__init__(model)
        self.setItemDelegate(SheetRowDelegate(self))
        self.setAccessibleName("表里的行")
        self.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_row_height(look().two_line_row)
        self.horizontalHeader().setSectionsMovable(False)
        model.rowsInserted.connect(lambda *_args: self._fit_headings())
        model.rowsRemoved.connect(lambda *_args: self._fit_headings())
        self.opened.connect(lambda _id: self.accept_wanted.emit())
        self.edit_wanted.connect(lambda _id, column: self.change_wanted.emit(column))

    def load(self, groups: list[RowGroup], *, grouped: bool = True) -> None:
        super().load(groups, grouped=grouped)
        self._fit_headings()

    def _fit_headings(self) -> None:
        """Headings take one line, every row two."""
        one, two = look().row, look().two_line_row
        for row in range(self.rows.rowCount()):
            wanted = two if self.rows.heading_at(row) is None else one
            if self.rowHeight(row) != wanted:
                self.setRowHeight(row, wanted)

    def fold(self, found: Bin, folded: bool) -> None:
        """Fold or unfold the group of this bin where it is shown."""
        for index, group in enumerate(self.rows.groups):
            if group.key is found:
                self.rows.set_folded(index, folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        keys = {column.key for column in self.rows.columns}
        narrow = event.size().width() < look().px(_NARROW)
        if narrow:
            keys -= {"state", "number"}
        self.show_columns(keys)
        widths = {"title": 132, "why": 140, "outcome": 78} if narrow else {"title": 186, "why": 172, "outcome": 84}
        for place, column in enumerate(self.rows.columns):
            if column.key in widths:
                self.setColumnWidth(place, look().px(widths[column.key]))
        super().resizeEvent(event)

    def _act(self, key: int, row: int) -> bool:
        keys = Qt.Key
        if key == keys.Key_N:
            self.next_wanted.emit()
            return True
        if self.rows.id_at(row) is None:
            return super()._act(key, row)
        signals = {keys.Key_R: self.keep_wanted, keys.Key_B: self.back_wanted, keys.Key_T: self.assign_wanted}
        if key in signals:
            signals[Qt.Key(key)].emit()
        elif key in (keys.Key_Left, keys.Key_Right):
            self.cell_wanted.emit(1 if key == keys.Key_Right else -1)
        else:
            return super()._act(key, row)
        return True

    def _paint_heading(self, painter: QPainter, rect: QRect, group: RowGroup, folded: bool) -> None:
        if not isinstance(group.key, Bin):
            super()._paint_heading(painter, rect, group, folded)
            return
        current, tokens = look(), look().tokens
        ink = bin_ink(group.key, tokens)
        painter.fillRect(rect, color(tokens.group))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color(tokens.grid))
        side, x, middle = current.px(INLINE), rect.left() + PADDING, rect.center().y()
        for name, shade in (("chevron-right" if folded else "chevron-down", tokens.text2), (BIN_ICONS[group.key], ink)):
            paint_icon(painter, QRectF(x, middle - side / 2 + 1, side, side), name, shade)
            x += side + 6
        width = current.bold_metrics.horizontalAdvance(group.title) + 2
        draw_text(painter, QRect(x, rect.top(), width, rect.height() - 1), group.title, current.bold, ink, LEFT)
        x += width + 10
        draw_text(painter, QRect(x, rect.top(), rect.right() - x - 8, rect.height() - 1), group.count, current.body, tokens.text2)
