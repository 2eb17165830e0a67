"""对应上级方案: every task of the plan beside the superior's task most like it; what is ticked is tied in one step."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QHeaderView, QTableView, QWidget

from tracker.domain.records import Changes, PlanRecord
from tracker.errors import UserError
from tracker.ui.context import Context
from tracker.ui.theme import color, look
from tracker.ui.widgets.elided_link import ElidedLink
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.section import Complaint
from tracker.ui.widgets.strip import Strip
from tracker.usecases.intake.plan_pairs import MOST_CANDIDATES, Pair, propose_pairs, tie_pairs

_HEADS = ("", "编号", "本级任务", "上级任务", "说明")
_TICK, _NUMBER, _OWN, _UPPER, _NOTE = range(5)
_ROOT = QModelIndex()
_SHOWN, _SHOWN_LOW, _LOW = 10, 4, 660


class PairsModel(QAbstractTableModel):
    """One line for each task; `ticked` holds the ids of those to be tied. `counted` comes when their number changes."""

    counted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[Pair] = []
        self.ticked: set[int] = set()

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        self.beginResetModel()
        self.pairs, self.ticked = list(pairs), set()
        self.endResetModel()
        self.counted.emit()

    def can_tick(self, pair: Pair) -> bool:
        """Whether there is something to tie: what stands under that plan already is tied further in its own detail."""
        return pair.upper is not None and not pair.tied

    @property
    def sure(self) -> list[Pair]:
        """The proposals beyond doubt."""
        return [pair for pair in self.pairs if pair.sure and self.can_tick(pair)]

    @property
    def chosen(self) -> list[Pair]:
        """The proposals that are ticked."""
        return [pair for pair in self.pairs if pair.task.id in self.ticked]

    def choose(self, row: int, place: int) -> bool:
        """Take another candidate for the task in this row and tick it; False where there is none at this place."""
        pair = self.pairs[row]
        if not self.can_tick(pair) or not 0 <= place < len(pair.candidates):
            return False
        self.pairs[row] = pair.choose(place)
        self.tick([self.pairs[row]])
        return True

    def tick(self, pairs: Sequence[Pair], *, on: bool = True) -> None:
        """Tick these, or take their ticks away."""
        ids = {pair.task.id for pair in pairs if self.can_tick(pair)}
        self.ticked = self.ticked | ids if on else self.ticked - ids
        if self.pairs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.pairs) - 1, _NOTE))
        self.counted.emit()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.pairs)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        held = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return held | Qt.ItemFlag.ItemIsUserCheckable if index.column() == _TICK and self.can_tick(self.pairs[index.row()]) else held

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        pair, column = self.pairs[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == _TICK and self.can_tick(pair):
            return Qt.CheckState.Checked if pair.task.id in self.ticked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            upper = f"{pair.upper.number}　{pair.upper.title}" if pair.upper and not pair.tied else "—"
            if len(pair.candidates) > 1 and not pair.tied and role == Qt.ItemDataRole.DisplayRole:
                upper = f"{pair.place + 1}/{len(pair.candidates)}　{upper}"
            return ("", str(pair.task.number), pair.task.title, upper, pair.words)[column].replace("\n", " ")
        if role == Qt.ItemDataRole.ForegroundRole and column > _NUMBER:
            tokens = look().tokens
            doubt = column == _NOTE and self.can_tick(pair) and not pair.sure
            return color(tokens.amber if doubt else tokens.text if self.can_tick(pair) else tokens.text3)
        return None

    def setData(self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([self.pairs[index.row()]], on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True


class PairsTable(QTableView):
    """`ticked` asks for the tick of the current row, in whatever column the focus stands, `wanted` for the candidate at a place."""

    ticked = Signal(int)
    wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.ticked.emit(self.currentIndex().row())
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + MOST_CANDIDATES and self.currentIndex().isValid():
            self.wanted.emit(int(key) - int(Qt.Key.Key_1))
        else:
            super().keyPressEvent(event)


class PairsStrip(Strip):
    """Shown while a plan is being paired. 1, 2 and 3 choose a candidate, Space ticks, Enter ties what is ticked, Esc closes."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._plan_id = 0
        column = self.column
        self.plan = QComboBox()
        self.plan.setAccessibleName("上级方案")
        self.plan.activated.connect(lambda _place: self._read())
        head = QHBoxLayout()
        head.setSpacing(8)
        self.words = label("对应上级方案", look().strip_title)
        head.addWidget(self.words)
        head.addStretch(1)
        head.addWidget(label("上级方案是", ink="2"))
        head.addWidget(self.plan)
        self.model = PairsModel()
        self.model.counted.connect(self._count)
        self.table = self._table()
        self.complaint = Complaint()
        self.tie = button("对应所选", self.confirm, primary=True)
        self.sure = button("勾选有把握的", lambda: self.model.tick(self.model.sure))
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.tie)
        foot.addWidget(self.sure)
        foot.addWidget(button("取消", self.close_strip))
        foot.addWidget(label("1 2 3 换候选　空格 勾选　Enter 对应　Esc 取消", look().small, "3"))
        foot.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self._candidates())
        column.addWidget(self.complaint)
        column.addLayout(foot)

    def _candidates(self) -> QWidget:
        """What the current row may be tied to, each a link with its key; an empty line where there is no choice keeps the height."""
        place = QWidget()
        place.setFixedHeight(look().row)
        row = QHBoxLayout(place)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(14)
        self.choice_of = label("", look().small, "2")
        self.choices = [ElidedLink("", partial(self._choose, at)) for at in range(MOST_CANDIDATES)]
        row.addWidget(self.choice_of)
        for one in self.choices:
            row.addWidget(one, 1)
        return place

    def _show_choices(self) -> None:
        row = self.table.currentIndex().row()
        pair = self.model.pairs[row] if 0 <= row < len(self.model.pairs) else None
        found = pair.candidates if pair is not None and self.model.can_tick(pair) else ()
        self.choice_of.setText("候选" if len(found) > 1 else "")
        for at, link in enumerate(self.choices):
            link.setVisible(len(found) > 1 and at < len(found))
            if at < len(found) and pair is not None:
                one = found[at]
                words = f"{at + 1}　{one.likeness:.0%}　{one.task.number} {one.task.title}".replace("\n", " ")
                link.show_text(f"{words}，已选" if at == pair.place else words)

    def _choose(self, place: int) -> None:
        """Take this candidate for the current row; what is ticked is still tied only by 对应所选."""
        if self.model.choose(self.table.currentIndex().row(), place):
            self._show_choices()
            self.table.setFocus()

    def _table(self) -> PairsTable:
        made = PairsTable()
        made.setModel(self.model)
        made.ticked.connect(self._toggle)
        made.wanted.connect(self._choose)
        made.selectionModel().currentRowChanged.connect(lambda _now, _old: self._show_choices())
        made.setAccessibleName("本级任务和可能对应的上级任务")
        made.verticalHeader().hide()
        made.verticalHeader().setDefaultSectionSize(look().row)
        made.setShowGrid(False)
        made.setWordWrap(False)
        made.setTabKeyNavigation(False)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        head = made.horizontalHeader()
        head.setFixedHeight(look().head)
        head.setHighlightSections(False)
        made.setColumnWidth(_TICK, look().px(34))
        made.setColumnWidth(_NUMBER, look().px(48))
        for place in range(_OWN, len(_HEADS)):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        return made

    def open_for(self, plan_id: int, others: Sequence[PlanRecord]) -> None:
        """Pair this plan with one of the others."""
        self._plan_id = plan_id
        self.plan.clear()
        for each in others:
            self.plan.addItem(each.title, each.id)
        self._read()

    def _read(self) -> None:
        store, own, upper = self.ctx.store, self._plan_id, self.plan.currentData()

        def failed(error: UserError) -> None:
            self.complaint.say(str(error))
            self._show([])

        self.complaint.say("")
        self.ctx.runner.run_read(lambda: propose_pairs(store, own, upper), self._show, key=f"pairs {id(self)}", failed=failed)

    def _show(self, pairs: list[Pair]) -> None:
        self.model.show_pairs(pairs)
        lines = _SHOWN_LOW if self.window().height() < look().px(_LOW) else _SHOWN
        self.table.setFixedHeight(look().head + 2 + look().row * min(max(len(pairs), 1), lines))
        self.show()
        self.table.setFocus()
        self.table.setCurrentIndex(self.model.index(0, _OWN))
        self._show_choices()

    def _count(self) -> None:
        chosen, sure = len(self.model.ticked), len(self.model.sure)
        tied = sum(bool(pair.tied) for pair in self.model.pairs)
        self.words.setText(f"对应上级方案　{len(self.model.pairs)} 项任务" + (f"，已对应 {tied} 项" if tied else ""))
        self.tie.setText(f"对应所选 {chosen} 项" if chosen else "对应所选")
        self.tie.setEnabled(chosen > 0)
        self.sure.setText(f"勾选有把握的 {sure} 项" if sure else "没有十分有把握的")
        self.sure.setEnabled(sure > 0)

    def confirm(self) -> None:
        chosen, store, today = self.model.chosen, self.ctx.store, self.ctx.today()
        if not chosen:
            self.complaint.say("请先勾选要对应的任务")
            return

        def done(_changes: Changes) -> None:
            self.close_strip()

        self.ctx.change(lambda: tie_pairs(store, chosen, today), done, failed=lambda error: self.complaint.say(str(error)))

    def _toggle(self, row: int) -> None:
        pair = self.model.pairs[row]
        self.model.tick([pair], on=pair.task.id not in self.model.ticked)
