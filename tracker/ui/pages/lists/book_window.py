"""Which unit was sent its sheet of indicators and projects, when, and what came back: the period book of these sheets in a window."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from tracker.domain.figures import period_said
from tracker.domain.records import PlanRecord
from tracker.errors import UserError
from tracker.ui.context import Context
from tracker.ui.theme import color, look
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.scrolled import fit_window
from tracker.usecases.feedback.figure_book import FigureBook, FigureTurn, figure_book

_HEADS = ("单位", "项数", "发放时间", "发放的文件", "收到时间", "收到的文件", "情况")
_FILES, _NARROW = (3, 5), 860
_WIDTHS = (150, 56, 110, 220, 110, 220, 100)


class FigureBookWindow(QDialog):
    """The units of a period, in official order; another period is typed above. Esc closes."""

    def __init__(self, ctx: Context, plan: PlanRecord, period: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"指标项目表收发情况　{plan.title}")
        fit_window(self, 1040, 560)
        self.ctx, self.plan = ctx, plan
        self.book: FigureBook | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 10)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.period = QLineEdit(period)
        self.period.setAccessibleName("期次")
        self.period.setMaximumWidth(look().px(130))
        self.period.editingFinished.connect(self.refresh)
        self.counts = label("", look().bold)
        head.addWidget(label("期次", ink="2"))
        head.addWidget(self.period)
        head.addWidget(self.counts, 1)
        column.addLayout(head)
        self.note = label("", ink="2", wrap=True)
        column.addWidget(self.note)
        self.table = QTableWidget(0, len(_HEADS))
        self.table.setHorizontalHeaderLabels(_HEADS)
        self.table.setAccessibleName("各单位的收发情况")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, look().px(width))
        for place in _FILES:
            self.table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.paper = button("出登记表", self._to_paper, "printer")
        foot.addWidget(self.paper)
        foot.addStretch(1)
        foot.addWidget(label("Esc 关闭", look().small, "3"))
        column.addLayout(foot)
        self.refresh()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for the files' names they are left out; they stand in the printed register."""
        super().resizeEvent(event)
        for place in _FILES:
            self.table.setColumnHidden(place, event.size().width() < look().px(_NARROW))

    def refresh(self) -> None:
        """Read the book of the period that is written above."""
        store, plan_id, today, period = self.ctx.store, self.plan.id, self.ctx.today(), self.period.text()
        self.ctx.runner.run_read(
            lambda: figure_book(store, plan_id, period, today), self._took, key=f"figure book {id(self)}", failed=self._failed
        )

    def _failed(self, error: UserError) -> None:
        self.table.setRowCount(0)
        self.counts.setText("")
        self.note.setText(str(error))
        self.paper.setEnabled(False)

    def _took(self, book: FigureBook) -> None:
        self.book = book
        self.counts.setText(f"已发 {book.asked} 个单位，已收 {book.received} 个" if book.turns else "")
        told = [f"{book.due_on.month}月{book.due_on.day}日前报送" if book.due_on else ""]
        told += [f"另收到“{file.name}”，没有写明是哪个单位" for file in book.collected]
        none = f"{period_said(book.period)}还没有发放指标项目填报表，也没有收到；点“填报表 → 发填报表”发放"
        self.note.setText("；".join(words for words in told if words) if book.turns or book.collected else none)
        self.table.setRowCount(len(book.turns))
        for row, turn in enumerate(book.turns):
            self._fill(row, turn)
        if book.turns:
            self.table.setCurrentCell(0, 0)
        self.paper.setEnabled(bool(book.turns))

    def _fill(self, row: int, turn: FigureTurn) -> None:
        def moment(at: datetime | None) -> str:
            return "" if at is None else f"{at.month}月{at.day}日 {at:%H:%M}"

        files = "、".join(file.name for file in turn.files)
        handed = moment(turn.handed_out) or "没有发放"
        rows, came = str(turn.rows or ""), moment(turn.received_at)
        texts = (turn.unit.display, rows, handed, turn.handed_out_as, came, files, turn.standing)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column == len(texts) - 1 and turn.late:
                item.setForeground(color(look().tokens.red))
            self.table.setItem(row, column, item)

    def _to_paper(self) -> None:
        self.close()
        self.ctx.navigate("ledger", "figure-handouts")
