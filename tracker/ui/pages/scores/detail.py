"""The account of one unit: its total in words, every line with a way to what it comes from."""

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.scoring import said
from tracker.domain.screens import TaskFilter
from tracker.ui.context import Context, OpenIssued, OpenSheets
from tracker.ui.pages.scores.lines import LinesList, LinesModel, Told, signed
from tracker.ui.pages.scores.rows import Scored
from tracker.ui.remembering import keep_columns
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.scrolled import form_room, gives_way


class AccountPane(QFrame):
    """Shows one unit. `take_back` is asked to take points away that were given by hand."""

    def __init__(self, ctx: Context, take_back: Callable[[int], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self._take_back = ctx, take_back
        self.scored: Scored | None = None
        self._frozen = self._holding = False
        self.setMinimumWidth(look().px(260))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 12, 8)
        head.setSpacing(4)
        self.title = label("", look().title, wrap=True)
        self.sum, self.note = label("", ink="2", wrap=True), label("", ink="amber", wrap=True)
        for line in (self.title, self.sum, self.note):
            head.addWidget(line)
        column.addLayout(head)
        room, self.forms = form_room()
        column.addWidget(room)
        self.model = LinesModel(self)
        self.list = LinesList(self.model)
        keep_columns(self.list, ctx.settings, "score lines")
        self.list.current_changed.connect(lambda _id: self._show_line())
        self.list.opened.connect(lambda _id: self.open_source())
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self._remove, context=Qt.ShortcutContext.WidgetShortcut)
        column.addWidget(gives_way(self.list, 0), 1)
        self.nothing = label("这段时间没有加分、扣分的事项", ink="3")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.nothing, 1)
        column.addWidget(self._strip())

    def _strip(self) -> QWidget:
        self.strip = QFrame()
        self.strip.setObjectName("strip")
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(16, 6, 12, 7)
        row.setSpacing(8)
        self.told = ElidedLabel(ink="2")
        self.open_button = button("打开来源", self.open_source, "folder-open", keys="回车")
        self.remove_button = button("收回", self._remove, "undo-2", keys="Del")
        row.addWidget(self.told, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.remove_button)
        return self.strip

    def hold_form(self, held: bool) -> None:
        """A form stands above the lines, or is gone: it takes the room of the strip under them."""
        self._holding = held
        self._fit_strip()

    def _fit_strip(self) -> None:
        self.strip.setVisible(not self._holding and self.scored is not None and bool(self.scored.account.lines))

    def show_account(self, scored: Scored | None, *, frozen: bool) -> None:
        """Show this unit's account; `frozen`: it was signed, nothing in it can be taken back."""
        self.scored, self._frozen = scored, frozen
        account = None if scored is None else scored.account
        self.title.setText(f"{scored.unit}　{said(scored.account.total)} 分" if scored else "")
        self.sum.setText(_sum(scored) if scored else "")
        self.note.setText(account.note if account else "")
        self.note.setVisible(bool(account and account.note))
        self.list.load(self.model.groups_of(account))
        has_lines = account is not None and bool(account.lines)
        self.list.setVisible(has_lines)
        self.nothing.setVisible(not has_lines)
        self._fit_strip()
        if has_lines and self.list.current_id() is None:
            self.list.go_to_first()
        self._show_line()

    @property
    def current(self) -> Told | None:
        """The line in hand."""
        place = self.list.current_id()
        return None if place is None else self.model.lines.get(place)

    def _show_line(self) -> None:
        told = self.current
        self.told.show_text(self.model.whole(told) if told else "")
        self.open_button.setVisible(told is not None and self._source(told) is not None)
        self.remove_button.setVisible(told is not None and told.happening.point_id is not None and not self._frozen)

    def _source(self, told: Told) -> Callable[[], object] | None:
        """What opens that from which a line comes; None for points by hand."""
        happening, ctx = told.happening, self.ctx
        if len(happening.task_ids) == 1:
            return lambda: ctx.open_task(happening.task_ids[0])
        if happening.task_ids:
            words = f"{happening.event.label}（{len(happening.task_ids)} 项）"
            return lambda: ctx.open_tasks(TaskFilter(plan_id=ctx.plan_id, only=happening.task_ids, only_words=words))
        if happening.issued_id is not None:
            issued_id = happening.issued_id
            return lambda: ctx.navigate("ledger", OpenIssued(issued_id))
        if happening.period:
            unit_id = self.scored.id if self.scored else None
            return lambda: ctx.navigate("sheets", OpenSheets((), happening.period, unit_id))
        return None

    def open_source(self) -> None:
        """Enter: the task, the book of the period or the notice that the line comes from."""
        told = self.current
        way = None if told is None else self._source(told)
        if way is not None:
            way()

    def _remove(self) -> None:
        told = self.current
        if told is not None and told.happening.point_id is not None and not self._frozen:
            self._take_back(told.happening.point_id)


def _sum(scored: Scored) -> str:
    """基础分 100，扣 12，加 3；任务 8 项，第 4 名."""
    account = scored.account
    lost = sum((line.counted for line in account.lines if line.counted < 0), Fraction(0))
    won = sum((line.counted for line in account.lines if line.counted > 0), Fraction(0))
    parts = [f"基础分 {said(account.start)}", *([f"扣分 {signed(lost)}"] if lost else []), *([f"加分 {signed(won)}"] if won else [])]
    rank = f"，第 {account.rank} 名" if account.rank else ""
    return f"{'，'.join(parts)}；任务 {account.tasks} 项{rank}"
