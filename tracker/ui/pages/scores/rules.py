"""The rules of scores, edited in place, with a trial run beside them before anything is stored."""

from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from tracker.domain.scoring import ScoreTable, read_points, said
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.ui.context import Context
from tracker.ui.pages.scores.rule_table import RuleTable
from tracker.ui.pages.scores.trial_rows import TrialList, TrialModel
from tracker.ui.theme import look
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.scrolled import scrolled
from tracker.ui.widgets.section import Complaint
from tracker.usecases.cycle.score_events import Span
from tracker.usecases.cycle.score_rules import Trial, set_score_table, trial_run

_FIELD = 64
_BOUNDS = (("start", "基础分"), ("least", "最低"), ("most", "最高"))


class RulesPane(QWidget):
    """`touched` comes when what is typed begins or ceases to differ from what is stored."""

    touched = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.stored = ScoreTable()
        self._plan_id: int | None = None
        self._span: Span | None = None
        self.table = RuleTable()
        self.table.edited.connect(self._typed)
        self.bounds = {key: self._figure(words) for key, words in _BOUNDS}
        self.factors = {role: self._figure(f"{role.label}系数") for role in Role}
        self.load = QCheckBox("任务多于平均数的单位，扣分按任务量折算（最低折半）")
        self.rank = QCheckBox("排出名次")
        for box in (self.load, self.rank):
            box.toggled.connect(lambda _on: self._typed())
        self.complaint = Complaint()
        self.save_button = button("保存规则", self.save, "save", primary=True)
        self.drop_button = button("放弃修改", self.drop, "undo-2")
        self.model = TrialModel(self)
        self.trial = TrialList(self.model)
        self.heading = label("", look().bold, wrap=True)
        self._build()

    def _figure(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setFixedWidth(look().px(_FIELD))
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        made.textChanged.connect(lambda _text: self._typed())
        return made

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 14, 12)
        column.setSpacing(10)
        column.addWidget(label("什么事记多少分", look().bold))
        column.addWidget(label("选中一格直接打字修改；封顶空着就不封顶；不勾的不计分", look().small, "3", wrap=True))
        column.addWidget(self.table)
        column.addLayout(_fields(*((words, self.bounds[key]) for key, words in _BOUNDS)))
        column.addWidget(label("同一件事，单位在任务里的角色不同，按系数折算（不填为 1）", look().small, "3", wrap=True))
        column.addLayout(_fields(*((role.label, self.factors[role]) for role in Role)))
        column.addWidget(self.load)
        column.addWidget(self.rank)
        column.addWidget(self.complaint)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for one in (self.save_button, self.drop_button, button("恢复默认", self.reset)):
            foot.addWidget(one)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        right = QFrame()
        right.setAutoFillBackground(True)
        right.setBackgroundRole(right.palette().ColorRole.Base)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        self.heading.setContentsMargins(14, 10, 12, 8)
        beside.addWidget(self.heading)
        beside.addWidget(self.trial, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(scrolled(inside))
        self.split.addWidget(right)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.split)

    # showing

    def show_rules(self, stored: ScoreTable, plan_id: int | None, span: Span) -> None:
        """Show what is stored, unless something is typed; the trial run is for this plan and span."""
        untouched = not self.dirty()
        self.stored, self._plan_id, self._span = stored, plan_id, span
        if untouched:
            self._put(stored)
        self._typed()

    def _put(self, table: ScoreTable) -> None:
        fields = [*self.bounds.values(), *self.factors.values(), self.load, self.rank]
        for field in fields:
            field.blockSignals(True)
        self.table.show_rules(table.rules)
        for key, field in self.bounds.items():
            field.setText(said(getattr(table, key)))
        for role, field in self.factors.items():
            field.setText(said(table.factors[role]) if role in table.factors else "")
        self.load.setChecked(table.weigh_load)
        self.rank.setChecked(table.rank)
        for field in fields:
            field.blockSignals(False)

    @property
    def typed(self) -> ScoreTable | str:
        """The rules as they are typed, or what is wrong with them."""
        rules = self.table.rules
        if isinstance(rules, str):
            return rules
        bounds: dict[str, Fraction] = {}
        for key, words in _BOUNDS:
            points = read_points(self.bounds[key].text())
            if points is None:
                return f"“{words}”请写成数"
            bounds[key] = points
        factors: dict[Role, Fraction] = {}
        for role, field in self.factors.items():
            factor = read_points(field.text()) if field.text().strip() else Fraction(1)
            if factor is None:
                return f"“{role.label}”的系数请写成 0.5 这样的数"
            if factor != 1:
                factors[role] = factor
        return ScoreTable(
            rules, bounds["start"], bounds["least"], bounds["most"], factors, weigh_load=self.load.isChecked(), rank=self.rank.isChecked()
        )

    def dirty(self) -> bool:
        """Is something typed that is not stored yet?"""
        return self.table.rowCount() > 0 and self.typed != self.stored

    def _typed(self) -> None:
        typed = self.typed
        fault = typed if isinstance(typed, str) else ""
        self.complaint.say(fault)
        self.save_button.setEnabled(self.dirty() and not fault)
        self.drop_button.setEnabled(self.dirty())
        self.touched.emit()
        if not isinstance(typed, str):
            self._try(typed)

    def _try(self, table: ScoreTable) -> None:
        plan_id, span, store, today = self._plan_id, self._span, self.ctx.store, self.ctx.today()
        if plan_id is None or span is None:
            return
        first, last = span.first, span.last
        self.ctx.runner.run_read(
            lambda: trial_run(store, plan_id, first, last, table, today), self._tried, key=f"score trial {id(self)}", failed=self._failed
        )

    def _tried(self, found: list[Trial]) -> None:
        changed = sum(one.before.total != one.after.total for one in found)
        span = self._span.words if self._span else ""
        words = f"按现在填的规则，{changed} 个单位的得分会变" if self.dirty() else "和已保存的规则相同"
        self.heading.setText(f"{span}试算：{words}")
        self.trial.load(self.model.groups_of(found))

    def _failed(self, error: UserError) -> None:
        self.complaint.say(str(error))
        self.save_button.setEnabled(False)

    # doing

    def save(self) -> None:
        """Store what is typed."""
        typed, store = self.typed, self.ctx.store
        if not isinstance(typed, str):
            self.ctx.change(lambda: set_score_table(store, typed), failed=self._failed)

    def drop(self) -> None:
        """Show what is stored again."""
        self._put(self.stored)
        self._typed()

    def reset(self) -> None:
        """Show the usual rules; they are stored by 保存规则."""
        self._put(ScoreTable())
        self._typed()


def _fields(*named: tuple[str, QLineEdit]) -> FlowLayout:
    made = FlowLayout(gap=8)
    for words, field in named:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(label(words, ink="2"))
        row.addWidget(field)
        made.addWidget(pair)
    return made
