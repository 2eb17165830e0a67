"""Returned sheets of figures and services row by row: what was read, why it is doubtful, what a person decides; then all at once."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tracker.domain.figures import period_said
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.sheets.figure_table import FIGURES, LABELS, WORDS
from tracker.sheets.staged import Bin
from tracker.ui.context import Context
from tracker.ui.theme import color, look
from tracker.ui.widgets.plain import button, label, restyle
from tracker.ui.widgets.scrolled import fit_window, scrolled
from tracker.ui.widgets.section import Complaint, field_grid
from tracker.usecases.feedback.figure_review import FigureReview, ReviewedRow, apply_figures
from tracker.usecases.feedback.kept_figures import forget_figures, plain_review, write_figures

_HEADS = ("来源", "名称", "对应到", "读到的", "原来", "情况", "决定")
_WIDTHS = (150, 170, 170, 90, 80, 240, 64)
_ORDER = (Bin.ASK, Bin.REFUSED, Bin.UPDATED, Bin.ADDED, Bin.SAME)


class FigureSheetsWindow(QDialog):
    """Rows in doubt stand first. Enter takes the current row and goes on, B leaves it out, F2 goes to its figure, Esc closes.

    The review is kept after each step; `kept` is called when the reviews in hand have changed, also after the window is gone.
    """

    def __init__(self, ctx: Context, review: FigureReview, parent: QWidget | None = None, kept: Callable[[], None] = lambda: None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"收{period_said(review.period)}指标项目数据")
        fit_window(self, 1080, 640)
        self.ctx, self.review, self._kept = ctx, review, kept
        self.order: list[int] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 10)
        column.setSpacing(8)
        self.counts = label("", look().bold, wrap=True)
        column.addWidget(self.counts)
        self.faults = label("", ink="red", wrap=True)
        column.addWidget(self.faults)
        self.table = QTableWidget(0, len(_HEADS))
        self.table.setHorizontalHeaderLabels(_HEADS)
        self.table.setAccessibleName("收到的数")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, look().px(width))
        self.table.horizontalHeader().setSectionResizeMode(5, QHeaderView.ResizeMode.Stretch)
        self.table.currentCellChanged.connect(lambda row, _c, before, _d: self._show_row() if row != before else None)
        column.addWidget(self.table, 1)
        self._build_strip(column)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.missing = label("", ink="2")
        self.apply_button = button("写入", self.apply, "check", primary=True)
        foot.addWidget(label("Enter 接受　B 不收　F2 改数　Esc 先放下，以后接着核对", look().small, "3"))
        foot.addStretch(1)
        foot.addWidget(self.missing)
        foot.addWidget(self.apply_button)
        column.addLayout(foot)
        for key, do in (("B", self.leave), ("F2", self._to_value)):
            QShortcut(QKeySequence(key), self.table, do, context=Qt.ShortcutContext.WidgetShortcut)
        self._told = False
        self._fill(None)
        self._keep()
        self.table.setFocus()

    def _build_strip(self, column: QVBoxLayout) -> None:
        """The current row, with what can be decided about it."""
        strip = QFrame()
        strip.setObjectName("question")
        inside = QVBoxLayout(strip)
        inside.setContentsMargins(12, 8, 10, 9)
        inside.setSpacing(6)
        self.caption, self.reason = label("", look().bold, wrap=True), label("", wrap=True)
        inside.addWidget(self.caption)
        inside.addWidget(self.reason)
        self.item, self.value, self.words = QComboBox(), QLineEdit(), label("", ink="2", wrap=True)
        self.item.setAccessibleName("对应到")
        self.item.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.item.activated.connect(lambda _place: self._assign())
        self.value.setAccessibleName("数或结果")
        self.value.returnPressed.connect(self._type)
        inside.addLayout(field_grid(("对应到", self.item), ("数或结果", self.value), ("文字", self.words)))
        self.complaint = Complaint()
        inside.addWidget(self.complaint)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.take_button = button("接受", self.take, "check", keys="Enter")
        self.leave_button = button("不收", self.leave, "ban", keys="B")
        for made in (self.take_button, self.leave_button):
            row.addWidget(made)
        row.addStretch(1)
        inside.addLayout(row)
        column.addWidget(scrolled(strip))

    # showing

    @property
    def current(self) -> ReviewedRow | None:
        """The row that is decided about now."""
        place = self.table.currentRow()
        return self.review.rows[self.order[place]] if 0 <= place < len(self.order) else None

    def _fill(self, keep: int | None) -> None:
        """Show all rows anew; the current one stays, or the first in doubt is."""
        review = self.review
        told = [row for row in review.rows if row.raw or row.bin is not Bin.SAME]
        self.order = [row.id for row in sorted(told, key=lambda row: (_ORDER.index(row.bin), row.id))]
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.order))
        for place, row_id in enumerate(self.order):
            self._fill_row(place, review.rows[row_id])
        self.table.blockSignals(False)
        waiting = (place for place, row_id in enumerate(self.order) if review.rows[row_id].is_open)
        place = self.order.index(keep) if keep in self.order else next(waiting, 0)
        if self.order:
            self.table.setCurrentCell(place, 0)
        self._show_row()
        counts = review.counts
        untouched = len(review.rows) - len(told)
        words = "，".join(f"{found.label} {counts[found]}" for found in _ORDER if counts[found])
        files = len([file for file in review.files if file.error is None])
        self.counts.setText(f"{files} 个文件：{words or '没有数'}{f'（其中没有填数的 {untouched} 行）' if untouched else ''}")
        faults = [str(file.error) for file in review.files if file.error is not None]
        faults += [f"“{file.name}”以前导入过" for file in review.files if file.earlier]
        self.faults.setText("\n".join(faults))
        self.faults.setVisible(bool(faults))
        left, taken = len(review.open), len(review.taken)
        self.missing.setText(f"还有 {left} 行没有决定" if left else "" if taken else "没有要写入的数")
        self.apply_button.setText(f"写入 {taken} 项")
        self.apply_button.setEnabled(bool(taken) and not left)

    def _fill_row(self, place: int, row: ReviewedRow) -> None:
        (figure,) = FIGURES[row.kind]
        item = self.review.item(row)
        tokens = look().tokens
        inks = {Bin.ASK: tokens.amber, Bin.REFUSED: tokens.red}
        texts = (
            f"{self.review.files[row.file].unit or self.review.files[row.file].name} 第{row.row}行",
            row.name,
            item.title if item else "—",
            row.values.get(figure, "") or row.raw.get(figure, ""),
            row.old.get(figure, ""),
            "；".join(row.reasons) or row.bin.label,
            _decision(row),
        )
        for column, text in enumerate(texts):
            made = QTableWidgetItem(text)
            made.setToolTip(text)
            if column == 5 and row.bin in inks:
                made.setForeground(color(inks[row.bin]))
            if column in (3, 4):
                made.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(place, column, made)

    def _show_row(self) -> None:
        row = self.current
        self.complaint.say("")
        for field in (self.item, self.value, self.take_button, self.leave_button):
            field.setEnabled(row is not None)
        if row is None:
            self.caption.setText("没有可以核对的行")
            self.reason.setText("")
            return
        (figure,) = FIGURES[row.kind]
        item = self.review.item(row)
        self.caption.setText(f"{row.name}　“{self.review.files[row.file].name}”{row.sheet} 第{row.row}行")
        self.reason.setText("；".join(row.reasons) or row.bin.label)
        self.reason.setProperty("ink", {Bin.ASK: "amber", Bin.REFUSED: "red"}.get(row.bin, "2"))
        restyle(self.reason)
        self.item.blockSignals(True)
        self.item.clear()
        if item is None:
            self.item.addItem("请选择", None)
        for choice in self.review.choices(row):
            self.item.addItem(choice.title, choice.id)
        self.item.setCurrentIndex(max(self.item.findData(row.item_id), 0))
        self.item.blockSignals(False)
        self.value.setText(row.values.get(figure, ""))
        self.value.setPlaceholderText(f"表里写的是“{row.raw[figure]}”" if figure in row.raw else "表里没有填")
        said = [f"{LABELS[name]}：{words}" for name in WORDS[row.kind] if (words := row.values.get(name) or row.raw.get(name))]
        self.words.setText("　".join(said) or "—")

    # deciding

    def _decide(self, do: Callable[[int], None], *, go_on: bool = True) -> None:
        row = self.current
        if row is None:
            return
        try:
            do(row.id)
        except UserError as error:
            self.complaint.say(str(error))
            return
        after = self.order[self.table.currentRow() + 1 :] + self.order
        self._keep()
        waiting = next((one for one in after if self.review.rows[one].is_open), None)
        self._fill(waiting if go_on and waiting is not None else row.id)
        self.table.setFocus()

    def take(self) -> None:
        """Take the current row as it stands; a figure typed and not yet taken over counts."""
        row = self.current
        if row is not None and self.value.text().strip() != row.values.get(FIGURES[row.kind][0], ""):
            self._type()
        else:
            self._decide(self.review.accept)

    def leave(self) -> None:
        """Leave the current row out."""
        self._decide(self.review.leave)

    def _type(self) -> None:
        row, text = self.current, self.value.text()
        if row is not None:
            self._decide(lambda row_id: self.review.type_value(row_id, FIGURES[row.kind][0], text))

    def _assign(self) -> None:
        chosen = self.item.currentData()
        if chosen is not None:
            self._decide(lambda row_id: self.review.assign(row_id, int(chosen)), go_on=False)

    def _to_value(self) -> None:
        self.value.setFocus()
        self.value.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self.take()
        else:
            super().keyPressEvent(event)

    def apply(self) -> None:
        """Store what was taken; the window closes when that is done."""
        store, places, review, kept, today = self.ctx.store, self.ctx.paths, self.review, self._kept, self.ctx.today()

        def done(_changes: Changes) -> None:
            self.ctx.runner.run_write(lambda: forget_figures(store, places, review.plan_id, review.period), lambda _done: kept())
            self.close()

        self.apply_button.setEnabled(False)
        self.ctx.change(lambda: apply_figures(store, places, review, today), done, failed=self._failed)

    def _keep(self) -> None:
        """Put the review as it stands beside the data; where that fails it is told once."""
        store, places, review, kept, now = self.ctx.store, self.ctx.paths, self.review, self._kept, datetime.now()
        plain, waiting = plain_review(review), len(review.open)
        self.ctx.runner.run_write(
            lambda: write_figures(store, places, review, plain, waiting, now),
            lambda _file: kept(),
            failed=self._could_not,
        )

    def _could_not(self, error: UserError) -> None:
        if not self._told:
            self._told = True
            self.ctx.tell(error)

    def _failed(self, error: UserError) -> None:
        self.apply_button.setEnabled(True)
        self.complaint.say(str(error))


def _decision(row: ReviewedRow) -> str:
    if row.accepted is False:
        return "不收"
    if row.is_taken:
        return "写入"
    return "待定" if row.is_open else ""
