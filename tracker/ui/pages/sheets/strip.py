"""The strip under the rows: the current cell as it stands in the file, as it was read and as it is stored, with the keys."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from tracker.sheets.staged import Bin, KnownTask
from tracker.ui.pages.sheets.choose_task import ChooseTask
from tracker.ui.pages.sheets.type_value import TypeValue
from tracker.ui.pages.sheets.words import cell_place, field_label, period_words, reasons, short_label, value_words
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import Button, button, label, link, restyle, set_icon, tag
from tracker.ui.widgets.scrolled import StripArea
from tracker.usecases.feedback.sheet_rows import WRITTEN, ReviewCell, ReviewRow, Verdict

_SHOWN = (*WRITTEN, "deadline")
_LONG, _LOW = 26, 560
_ABOUT_TASK = frozenset(("number_title_conflict", "task_unsure", "conflicting_duplicate", "unknown_task", "wrong_unit", "proposed_task"))


def cells_of(row: ReviewRow) -> list[ReviewCell]:
    """The cells worth looking at: doubtful ones first, then those that change something, then the rest that say something."""
    held = [cell for cell in row.cells if cell.field in _SHOWN and (cell.raw not in (None, "") or cell.typed)]
    return sorted(held, key=lambda cell: (cell not in row.doubtful, not cell.writes))


class SheetStrip(QFrame):
    """What is known of the current row. Its signals are commands; `changed` gives field and words, `assigned` the task."""

    accept_wanted = Signal()
    keep_wanted = Signal()
    back_wanted = Signal()
    place_wanted = Signal()
    always_wanted = Signal(str)
    changed = Signal(str, str)
    assigned = Signal(int)
    form_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.row: ReviewRow | None = None
        self.cells: list[ReviewCell] = []
        self.field = ""
        self._known: dict[int, KnownTask] = {}
        self._chips = [self._chip(place) for place in range(len(_SHOWN))]
        self._rivals: tuple[tuple[str, ReviewRow], ...] = ()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 12, 10)
        self.typing = TypeValue()
        self.choosing = ChooseTask()
        # Not a stack: that is as high as its highest part, and the list above needs the room.
        self._parts = (self._facts(), self.typing, self.choosing)
        for part in self._parts:
            column.addWidget(part)
        self.typing.saved.connect(self._typed)
        self.typing.cancelled.connect(self.close_form)
        self.choosing.chosen.connect(self._chosen)
        self.choosing.cancelled.connect(self.close_form)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._show(0)

    def in_area(self) -> StripArea:
        """The strip as it is laid out: in a low window it scrolls."""
        return StripArea(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the reason stands beside the title: the rows above need the line."""
        super().resizeEvent(event)
        low = self.window().height() < look().px(_LOW)
        self._column.setContentsMargins(14, 4 if low else 8, 12, 6 if low else 10)
        if low:
            self._head.insertWidget(1, self.reason, 1)
        else:
            self._lines.insertWidget(1, self.reason)

    # the facts

    def _facts(self) -> QWidget:
        whole = QWidget()
        column = self._lines = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        head = self._head = QHBoxLayout()
        head.setSpacing(10)
        self.title = ElidedLabel(look().strip_title)
        self.sign = tag("", "amber")
        self.place = link("打开原表定位", self.place_wanted.emit)
        self.place.setFont(look().small)
        head.addWidget(self.title, 1)
        head.addWidget(self.sign)
        head.addWidget(self.place)
        self.reason = ElidedLabel(look().body, "amber")
        holder = QWidget()
        chips = QHBoxLayout(holder)
        chips.setContentsMargins(0, 0, 0, 0)
        chips.setSpacing(5)
        for chip in self._chips:
            chips.addWidget(chip)
        chips.addStretch(1)
        facts = QHBoxLayout()
        facts.setSpacing(8)
        self.raw, self.read, self.old = ElidedLabel(), ElidedLabel(look().bold), ElidedLabel()
        self.old_name = label("台账现值", ink="2")
        for name, part in ((label("表中写", ink="2"), self.raw), (label("读作", ink="2"), self.read), (self.old_name, self.old)):
            facts.addWidget(name)
            facts.addWidget(part, 1)
        column.addLayout(head)
        column.addWidget(self.reason)
        column.addWidget(holder)
        column.addLayout(facts)
        column.addSpacing(2)
        column.addWidget(self._keys())
        return whole

    def _keys(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, gap=6)
        self.accept = self._command("用新值", "Enter", "check", self.accept_wanted.emit)
        self.keep = self._command("保留原值", "R", "undo-2", self.keep_wanted.emit)
        self.change = self._command("改为…", "F2", "square-pen", self.open_typing)
        self.assign = self._command("指定任务", "T", "search", self.open_choosing)
        self.back = self._command("退回此行", "B", "corner-up-left", self.back_wanted.emit)
        for made in (self.accept, self.keep, self.change, self.assign, self.back):
            row.addWidget(made)
        self.always = QCheckBox("以后都这样读")
        self.always.setFixedHeight(look().control)
        self.always.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.always.clicked.connect(lambda _checked=False: self.always_wanted.emit(self.field))
        row.addWidget(self.always)
        return holder

    def _command(self, words: str, key: str, picture: str, do: Callable[[], object]) -> Button:
        made = button(words, do, picture, keys=key)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def set_tasks(self, tasks: Sequence[KnownTask]) -> None:
        """The tasks of the plan, to be chosen from."""
        self._known = {task.task_id: task for task in tasks}
        self.choosing.set_tasks(tasks)

    def show_row(self, row: ReviewRow | None, rivals: Sequence[tuple[str, ReviewRow]] = ()) -> None:
        """Show another row, or the same one after a change; `rivals`: rows of named files that say something else of the same."""
        same = row is not None and self.row is not None and row.key == self.row.key
        self.row, self._rivals = row, tuple(rivals)
        self._show(0)
        self.setEnabled(row is not None)
        if row is None:
            self.title.show_text("请选择一行")
            return
        self.cells = cells_of(row)
        fields = [cell.field for cell in self.cells]
        if not same or self.field not in fields:
            differing = [name for name in fields if self._other(row, name)]
            self.field = (differing or fields or [""])[0]
        task = self._known.get(row.task_id) if row.task_id is not None else None
        name = f"{task.number}　{task.title}" if task else row.staged.title
        self.title.show_text(f"第 {row.key.row} 行　{name}")
        self._show_sign(row)
        words = reasons(row)
        self.reason.show_text(words)
        self.reason.setVisible(bool(row.reasons))
        self.reason.setProperty("ink", "red" if row.bin is Bin.REFUSED else "amber")
        restyle(self.reason)
        self._show_chips(row)
        self._show_cell(row)

    def _show_sign(self, row: ReviewRow) -> None:
        doubtful = row.doubtful
        if row.verdict is Verdict.WAITING:
            words, kind = (f"{field_label(doubtful[0].field)}需确认" if doubtful else "需确认"), "amber"
        else:
            words, kind = row.verdict.label, {Verdict.SENT_BACK: "red", Verdict.ACCEPTED: "green"}.get(row.verdict, "plain")
        self.sign.setText(words)
        self.sign.setVisible(bool(words))
        self.sign.setProperty("tag", kind)
        restyle(self.sign)

    def _show_chips(self, row: ReviewRow) -> None:
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(self.cells))
            if place < len(self.cells):
                cell = self.cells[place]
                mark = "？" if cell in row.doubtful and row.verdict is Verdict.WAITING else "改" if cell.writes else ""
                chip.setText(f"{short_label(cell.field)} {mark}".rstrip())
                chip.setChecked(cell.field == self.field)
                chip.setAccessibleName(f"{field_label(cell.field)}：{value_words(cell.field, cell.value) or '空'}")

    def _chip(self, place: int) -> QPushButton:
        chip = QPushButton()
        chip.setProperty("kind", "segment")
        chip.setProperty("first", True)
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setFixedHeight(look().tag + 4)
        chip.setStyleSheet("QPushButton { min-height: 0; padding: 0 6px; }")
        chip.clicked.connect(lambda _checked=False: self._choose_cell(self.cells[place].field))
        chip.hide()
        return chip

    def _choose_cell(self, field: str) -> None:
        self.field = field
        if self.row is not None:
            self.show_row(self.row, self._rivals)

    def step_cell(self, step: int) -> None:
        """Go to the next or the last cell of the row."""
        fields = [cell.field for cell in self.cells]
        if self.field in fields:
            self._choose_cell(fields[(fields.index(self.field) + step) % len(fields)])

    @property
    def cell(self) -> ReviewCell | None:
        """The cell that the keys act on."""
        return self.row.cell(self.field) if self.row is not None and self.field else None

    def _show_cell(self, row: ReviewRow) -> None:
        cell = self.cell
        raw = " ".join(str(cell.raw).split()) if cell and cell.raw not in (None, "") else ""
        new = value_words(cell.field, cell.value) if cell else ""
        old = value_words(cell.field, cell.old) if cell else ""
        self.raw.show_text(f"“{raw}”" if raw else "空白" if cell else "")
        self.read.show_text((new + ("（改过）" if cell and cell.typed else "")) or ("看不出，这一格不写入" if cell else ""))
        other = self._other(row, self.field)
        self.old_name.setText("另一份写" if other else "台账现值")
        task = self._known.get(row.task_id) if row.task_id is not None else None
        period = task.stored_for(row.unit_id).period if task and old and cell and cell.field in WRITTEN else ""
        self.old.show_text(other or (f"{old}（{period_words(period)}报送）" if period else old) or ("空" if cell else ""))
        self.place.setText(f"打开原表定位 {cell_place(row, cell) if cell else ''}".rstrip())
        task_row = row.bin is not Bin.NOT_TASK
        known = row.task_id is not None
        waiting = row.verdict is Verdict.WAITING
        self.accept.setText(self._accept_words(row, cell, new) if known else "指定任务")
        open_now = waiting or row.verdict in (Verdict.KEPT, Verdict.SENT_BACK) or bool(cell and cell.keeps_old)
        self.accept.setEnabled(task_row and open_now)
        self.accept.setProperty("kind", "primary" if waiting else "")
        restyle(self.accept)
        set_icon(self.accept, "check", look().tokens.on_accent if waiting else None)
        self.accept.set_keys("Enter" if open_now and known else "T" if open_now else "")
        short = old if 0 < len(old) <= 8 else "原值"
        self.keep.setText("整行保留" if row.bin is Bin.ASK and not row.doubtful else f"保留{' ' if short != '原值' else ''}{short}")
        self.keep.setEnabled(task_row and known and row.bin is not Bin.SAME)
        self.change.setEnabled(task_row and known and self.field in WRITTEN)
        unsure = any(reason.code in _ABOUT_TASK for reason in row.reasons)
        self.assign.setVisible(task_row and known and (unsure or bool(row.staged.candidates)))
        self.back.setText("取消退回" if row.verdict is Verdict.SENT_BACK and row.bin is not Bin.REFUSED else "退回此行")
        self.back.setEnabled(task_row and not (row.verdict is Verdict.SENT_BACK and row.bin is Bin.REFUSED))
        can_learn = cell is not None and bool(raw) and cell.value is not None and len(raw) <= _LONG
        self.always.setVisible(bool(can_learn and cell and (cell.typed or cell.reason is not None) and isinstance(cell.raw, str)))
        self.always.setChecked(False)
        self.always.setText(f"“{raw[:10]}”以后都读作 {new[:10]}")

    def _other(self, row: ReviewRow, field: str) -> str:
        """What another row says of this field instead; empty where it says the same."""
        mine = row.cell(field)
        for name, other in self._rivals:
            cell = other.cell(field)
            if cell is not None and cell.value is not None and mine is not None and cell.value != mine.value:
                return f"{value_words(field, cell.value)}（“{name}”第 {other.key.row} 行）"
        return ""

    def _accept_words(self, row: ReviewRow, cell: ReviewCell | None, new: str) -> str:
        if row.verdict is Verdict.ACCEPTED and not (cell and cell.keeps_old):
            return "已接受"
        if cell is not None and cell.value is None and row.doubtful:
            return "接受，此格不写"
        return f"用新值 {new}" if cell in row.doubtful and 0 < len(new) <= 8 else "用新值"

    # the forms

    @property
    def is_open(self) -> bool:
        """Whether a form stands in the place of the facts."""
        return self._parts[0].isHidden()

    def open_typing(self, field: str = "") -> None:
        """Let the user type the value of the current cell, or of this field."""
        if self.row is None or self.row.task_id is None or self.row.bin is Bin.NOT_TASK:
            return
        field = field if field in WRITTEN else self.field if self.field in WRITTEN else "progress"
        self.field = field
        cell = self.row.cell(field)
        words = value_words(field, cell.value if cell and cell.value is not None else cell.old if cell else None)
        self.typing.show_field(field, words or (str(cell.raw) if cell and cell.raw is not None else ""))
        self._show(1)
        self.typing.begin()

    def open_choosing(self) -> None:
        """Let the user say which task the row is about."""
        if self.row is None or self.row.bin is Bin.NOT_TASK:
            return
        self.choosing.show_row(self.row.staged.title, self.row.staged.candidates)
        self._show(2)
        self.choosing.begin()

    def close_form(self) -> None:
        """Leave the form without saving."""
        self._show(0)
        self.form_closed.emit()

    def _typed(self) -> None:
        self.changed.emit(self.field, self.typing.text)

    def _chosen(self, task_id: int) -> None:
        self.assigned.emit(task_id)

    def _show(self, index: int) -> None:
        for part in self._parts:
            part.setVisible(part is self._parts[index])
