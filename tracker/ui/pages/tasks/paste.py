"""A column from Excel over the chosen rows: which column it is, old and new side by side, faults in words, one write."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QHBoxLayout, QHeaderView, QTableView, QWidget

from tracker.domain.periods import MONTHLY, asked_now, sort_key
from tracker.domain.records import Changes
from tracker.reports.titles import period_span_words
from tracker.ui.context import Context
from tracker.ui.pages.tasks.reports_part import periods
from tracker.ui.theme import color, look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.section import Complaint
from tracker.ui.widgets.strip import Strip
from tracker.usecases.work.column_paste import FIELDS, PasteLine, PastePlan, apply_paste, plan_paste
from tracker.usecases.work.column_paste import label as field_label

_HEADS = ("编号", "任务", "原来", "改为", "说明")
_ROOT = QModelIndex()
_SHOWN, _SHOWN_LOW, _LOW = 6, 3, 660


class PasteModel(QAbstractTableModel):
    """One line for each task."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[PasteLine, ...] = ()

    def show_lines(self, lines: tuple[PasteLine, ...]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            new = line.new if line.writes else "—"
            note = line.fault or ("" if line.writes else "空白，不改" if not line.new else "没有变化")
            return (str(line.number), line.title, line.old or "（空）", new, note)[index.column()].replace("\n", " ")
        if role == Qt.ItemDataRole.ForegroundRole and index.column() > 1:
            tokens = look().tokens
            return color(tokens.red if line.fault and index.column() == 4 else tokens.text if line.writes else tokens.text3)
        if role == Qt.ItemDataRole.FontRole and index.column() == 3 and line.writes:
            return look().bold
        return None


class PasteStrip(Strip):
    """Shown while a pasted column waits to be written. Enter writes, Esc closes."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.plan: PastePlan | None = None
        self._ids: Sequence[int] = ()
        self._cells: Sequence[str] = ()
        self._chosen = self._more = False
        column = self.column
        self.words = ElidedLabel(look().strip_title)
        self.field = QComboBox()
        self.field.setAccessibleName("这一列是什么")
        for field in FIELDS:
            self.field.addItem(field_label(field), field)
        self.period = QComboBox()
        self.period.setAccessibleName("期次")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.words, 1)
        head.addWidget(label("这一列是", ink="2"))
        head.addWidget(self.field)
        head.addWidget(self.period)
        self.model = PasteModel()
        self.table = self._table()
        self.complaint = Complaint()
        self.write = button("写入", self.confirm, primary=True)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.write)
        foot.addWidget(button("取消", self.close_strip))
        hint = ElidedLabel(look().small, "3")
        hint.show_text("Enter 写入　Esc 取消　空白格不改原来的内容")
        foot.addWidget(hint, 1)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self.complaint)
        column.addLayout(foot)
        self.field.activated.connect(lambda _place: self._read(self.field.currentData()))
        self.period.activated.connect(lambda _place: self._read(self.field.currentData()))

    def _offer_periods(self) -> None:
        """The periods of the plan, of all plans where they are listed together; the one asked for now is chosen."""
        today, chosen = self.ctx.today(), self.period.currentData()
        rules = [plan.reporting for plan in self.ctx.plans if self.ctx.plan_id in (None, plan.id)] or [MONTHLY]
        found = {period for rule in rules for period in periods(today, rule)}
        self.period.clear()
        for period in sorted(found, key=sort_key, reverse=True):
            self.period.addItem(period_span_words(period), period)
        self.period.setCurrentIndex(self.period.findData(chosen if chosen in found else asked_now(today, rules[0])))

    def _table(self) -> QTableView:
        made = QTableView()
        made.setModel(self.model)
        made.setAccessibleName("原来的内容和要改成的内容")
        made.verticalHeader().hide()
        made.verticalHeader().setDefaultSectionSize(look().row)
        made.setShowGrid(False)
        made.setWordWrap(False)
        made.setTabKeyNavigation(False)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        head = made.horizontalHeader()
        head.setFixedHeight(look().head)
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        made.setColumnWidth(0, look().px(58))
        for place in range(1, len(_HEADS)):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        return made

    def open_for(self, ids: Sequence[int], cells: Sequence[str], *, chosen: bool, more: bool = False) -> None:
        """Lay these cells over these tasks. `chosen`: a person has selected just these; `more`: other columns were copied beside."""
        self._ids, self._cells, self._chosen, self._more = ids, cells, chosen, more
        self._offer_periods()
        self._read("")

    def _read(self, field: str) -> None:
        store, ids, cells, period = self.ctx.store, self._ids, self._cells, self.period.currentData()
        self.ctx.runner.run_read(lambda: plan_paste(store, ids, cells, period, field), self._show, key=f"paste {id(self)}")

    def _show(self, plan: PastePlan) -> None:
        self.plan = plan
        self.field.setCurrentIndex(self.field.findData(plan.field))
        self.period.setVisible(plan.field in FIELDS[:5])
        head = f"“{plan.head}”" if plan.head else ""
        self.words.show_text(f"粘贴一列{head}　{len(plan.lines)} 项任务")
        said = [f"“{plan.head}”这一列不能在这里粘贴；要写进别的列，请在右上角选是哪一列"] if plan.strange else []
        said += ["复制了几列，只取最左边的一列"] if self._more else []
        said += [f"{plan.faults} 格读不出来，不会写入"] if plan.faults else []
        said += [f"多出 {plan.over} 格没有对应的任务"] if plan.over else []
        said += [f"{plan.under} 项任务没有对应的格子，不改"] if plan.under and self._chosen else []
        self.complaint.say("；".join(said))
        self.model.show_lines(plan.lines)
        lines = _SHOWN_LOW if self.window().height() < look().px(_LOW) else _SHOWN
        self.table.setFixedHeight(look().head + 2 + look().row * min(max(len(plan.lines), 1), lines))
        self.write.setText(f"写入 {plan.writes} 项" if plan.writes else "没有可写的")
        self.write.setEnabled(plan.writes > 0)
        self.show()
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self.table.setFocus()

    def confirm(self) -> None:
        plan, store, period, today = self.plan, self.ctx.store, self.period.currentData(), self.ctx.today()
        if plan is None or not plan.writes:
            return

        def done(_changes: Changes) -> None:
            self.close_strip()

        self.ctx.change(lambda: apply_paste(store, plan, period, today), done, failed=lambda error: self.complaint.say(str(error)))

    def close_strip(self) -> None:
        self.plan = None
        super().close_strip()
