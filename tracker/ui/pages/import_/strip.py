"""The strip under the list: the current row with all that was found for it, the keys, and the form that F2 opens."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tracker.domain.terms import Role
from tracker.domain.unit_names import is_group
from tracker.plans.draft import DraftUnit
from tracker.ui.pages.import_.names_field import KnownNames, NamesField, names_in
from tracker.ui.pages.import_.rows import meaning, title_of
from tracker.ui.theme import look
from tracker.ui.widgets.chips import RoleChip
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import Button, button, key_cap, label, restyle, set_icon, tag
from tracker.usecases.intake.plan_review import ReviewRow, ReviewSession, Standing, TaskFields, fields_of, name_of

_CHIPS = 7
_SLIM, _LOW = 740, 560
_MEMBERS = "members"
_FORM_LABELS = {Role.LEAD: "牵头", Role.JOINT: "分工负责", Role.SUPPORT: "配合", Role.IMPLEMENT: "组织实施"}


class EditorStrip(QFrame):
    """What is known of the current row. Its signals are commands for the page; the form gives `edited`."""

    accept_wanted = Signal()
    edit_wanted = Signal()
    split_wanted = Signal()
    merge_wanted = Signal()
    drop_wanted = Signal()
    add_wanted = Signal()
    role_wanted = Signal(str, object)
    members_wanted = Signal(str)
    edited = Signal(object)
    edit_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._row: ReviewRow | None = None
        self._session: ReviewSession | None = None
        self._stack = QStackedWidget()
        self._pictures: list[tuple[Button, str]] = []
        self._low = False
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 12, 10)
        column.addWidget(self._stack)
        self._stack.addWidget(self._facts())
        self._stack.addWidget(self._form())

    # the facts

    def _facts(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        head = QHBoxLayout()
        head.setSpacing(10)
        self.number = label("", look().strip_title)
        self.title = ElidedLabel(look().strip_title)
        self.doubts = tag("", "amber")
        head.addWidget(self.number)
        self.reason_beside = ElidedLabel(ink="amber")
        head.addWidget(self.title, 1)
        head.addWidget(self.reason_beside, 2)
        head.addWidget(self.doubts)
        self.reason = label("", ink="red", wrap=True)
        self.reason.setMaximumHeight(look().body_metrics.lineSpacing() * 2 + 2)
        chips = QHBoxLayout()
        chips.setSpacing(10)
        name = label("责任", ink="2")
        name.setFixedHeight(look().chip)
        holder = QWidget()
        self.chips = FlowLayout(holder)
        chips.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        chips.addWidget(holder, 1)
        self._lines = QWidget()
        lines = QHBoxLayout(self._lines)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        self.limits, self.targets = ElidedLabel(), ElidedLabel()
        lines.addWidget(label("时限", ink="2"))
        lines.addWidget(self.limits, 3)
        self._targets_name = label("目标", ink="2")
        lines.addWidget(self._targets_name)
        lines.addWidget(self.targets, 2)
        for part in (head, self.reason, chips, self._lines):
            column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)
        column.addSpacing(2)
        column.addWidget(self._keys())
        return whole

    def _keys(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, gap=8)
        self.accept = self._command("接受", "Enter", "check", self.accept_wanted.emit)
        self.accept.setProperty("kind", "primary")
        row.addWidget(self.accept)
        for words, key, picture, do in (
            ("修改", "F2", "square-pen", self.edit_wanted.emit),
            ("拆分", "S", "split", self.split_wanted.emit),
            ("合并", "M", "merge", self.merge_wanted.emit),
            ("不是任务", "Del", "ban", self.drop_wanted.emit),
            ("补一项", "N", "plus", self.add_wanted.emit),
        ):
            made = self._command(words, key, picture, do)
            self._pictures.append((made, picture))
            row.addWidget(made)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the commands go without pictures, what the row says already is left out, and lines are shared."""
        super().resizeEvent(event)
        slim, low = self.width() < look().px(_SLIM), self.window().height() < look().px(_LOW)
        for made, picture in self._pictures:
            if slim:
                made.setIcon(QIcon())
            else:
                set_icon(made, picture)
        self._lines.setVisible(not low)
        self._low = low
        margin = 6 if low else 10
        self._column.setContentsMargins(14, margin, 12, margin)
        self._show_reason()
        self._place_fields(paired=low and not slim)

    def _show_reason(self) -> None:
        """On a line of its own; in a low window beside the title."""
        said = bool(self.reason.text())
        self.reason.setVisible(said and not self._low)
        self.reason_beside.setVisible(said and self._low)

    def _command(self, words: str, key: str, picture: str, do: Callable[[], object]) -> Button:
        made = button(words, do, picture, keys=key)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def set_session(self, session: ReviewSession, known: KnownNames) -> None:
        """Rows of another review come; these names are offered while units are typed."""
        self._session = session
        for field in self.unit_fields.values():
            field.set_known(known)

    def _members(self, unit: DraftUnit) -> str:
        """How many units a group stands for; empty for a single unit."""
        if self._session is None or not is_group(name_of(unit)):
            return ""
        members = self._session.members_of(name_of(unit))
        return f"{len(members)} 家" if members else "未展开"

    def show_row(self, row: ReviewRow | None, number: str, waits_for: str = "") -> None:
        """Show another row, or the same one after a change; `waits_for` names the open questions that concern it."""
        self._row = row
        self.setEnabled(row is not None)
        if row is None:
            return
        self.number.setText(number)
        self.title.show_text(title_of(row))
        waiting = row.standing is Standing.WAITING or bool(waits_for)
        count = len(row.doubts)
        self.doubts.setText(f"{count} 处存疑" if count else "")
        self.doubts.setVisible(bool(count))
        reason = "；".join(part for part in (row.reason, f"等待回答：{waits_for}" if waits_for else "") if part)
        self.reason.setText(reason)
        self.reason.setToolTip(reason)
        self.reason_beside.show_text(reason)
        self._show_reason()
        for made in (self.reason, self.reason_beside):
            made.setProperty("ink", "red" if row.is_hard else "amber")
            restyle(made)
        open_now = row.standing is not Standing.SETTLED or bool(count) or bool(waits_for and not row.looked_at)
        self.accept.setText("收回" if row.standing is Standing.DROPPED else "接受" if open_now else "已接受")
        self.accept.setEnabled(open_now)
        self.accept.setProperty("kind", "primary" if waiting else "")
        self.accept.set_keys("Enter" if open_now else "")
        set_icon(self.accept, "check", look().tokens.on_accent if waiting else None)
        self._show_chips(row)
        self._show_limits(row)
        self.show_facts()

    def _show_chips(self, row: ReviewRow) -> None:
        self.chips.clear()
        for unit in row.task.units[:_CHIPS]:
            chip = RoleChip(name_of(unit), unit.role, inferred=unit.inferred, note=self._members(unit))
            chip.clicked.connect(partial(self._choose_role, chip, unit))
            self.chips.addWidget(chip)
        rest = len(row.task.units) - _CHIPS
        if rest > 0:
            self.chips.addWidget(self._small(f"＋{rest}"))
        self.chips.addWidget(self._small("＋ 单位"))

    def _small(self, words: str) -> QPushButton:
        made = button(words, self.edit_wanted.emit)
        made.setFixedHeight(look().chip)
        made.setStyleSheet("QPushButton { min-height: 0; padding: 0 8px; }")
        return made

    def _choose_role(self, chip: RoleChip, unit: DraftUnit) -> None:
        menu = QMenu(self)
        for role in Role:
            action = menu.addAction(role.label)
            action.setCheckable(True)
            action.setChecked(role is unit.role)
            action.setData(role)
        menu.addSeparator()
        if chip.note:
            menu.addAction(f"代表哪些单位（{chip.note}）……").setData(_MEMBERS)
        menu.addAction("从这项任务中移除").setData("")
        menu.triggered.connect(partial(self._role_chosen, name_of(unit)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _role_chosen(self, name: str, action: QAction) -> None:
        data = action.data()
        if data == _MEMBERS:
            self.members_wanted.emit(name)
            return
        self.role_wanted.emit(name, Role(data) if data else None)

    def _show_limits(self, row: ReviewRow) -> None:
        limits = [f"{limit.wording}（{meaning(limit)}）" for limit in row.task.deadlines]
        self.limits.show_text("　".join(limits) or "原文没有写完成时限")
        goals = "　".join(target.quote for target in row.task.targets)
        self._targets_name.setVisible(bool(goals))
        self.targets.setVisible(bool(goals))
        self.targets.show_text(goals)

    # the form

    def _form(self) -> QWidget:
        whole = QWidget()
        grid = self._grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        self.title_field = QLineEdit()
        self.limit_field = QLineEdit()
        self.unit_fields = {role: NamesField() for role in Role}
        fields = [("名称", self.title_field), *((_FORM_LABELS[role], field) for role, field in self.unit_fields.items())]
        self._fields = [(label(words, ink="2"), field) for words, field in [*fields, ("时限", self.limit_field)]]
        for name, field in self._fields:
            field.setAccessibleName(name.text())
            field.returnPressed.connect(self._save)
        for field in self.unit_fields.values():
            field.setPlaceholderText("多个单位用顿号隔开")
        self.limit_field.setPlaceholderText("如：10月底前；每季度末。多个用分号隔开")
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        save = button("保存", self._save, "check", primary=True, keys="Enter")
        save.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        foot.addWidget(save)
        foot.addWidget(button("取消", self.end_edit, keys="Esc"))
        foot.addStretch(1)
        foot.addWidget(key_cap("Tab"))
        foot.addWidget(label("下一栏", ink="2"))
        self._place_fields(paired=False)
        return whole

    def _place_fields(self, *, paired: bool) -> None:
        """One under the other; `paired`: two beside each other under the title."""
        grid, last = self._grid, len(self._fields)
        for place, (name, field) in enumerate(self._fields):
            line, column = ((place + 1) // 2, 2 * ((place + 1) % 2)) if paired else (place, 0)
            across = 3 if paired and place == 0 else 1
            grid.addWidget(name, line, 0 if place == 0 else column)
            grid.addWidget(field, line, 1 if place == 0 else column + 1, 1, across)
        grid.addWidget(self._foot, last // 2 if paired else last, 3 if paired else 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1 if paired else 0)

    @property
    def is_editing(self) -> bool:
        return self._stack.currentIndex() == 1

    def begin_edit(self, column: str = "title") -> None:
        """Open the form, with the caret in the field of the column from which it was asked for."""
        if self._row is None:
            return
        fields = fields_of(self._row.task)
        self.title_field.setText(fields.title)
        for role, names in fields.units:
            self.unit_fields[role].setText("、".join(names))
        self.limit_field.setText("；".join(fields.limits))
        self._show(1)
        first = {
            "lead": self.unit_fields[Role.LEAD],
            "support": self.unit_fields[Role.SUPPORT],
            "limit": self.limit_field,
        }.get(column, self.title_field)
        first.setFocus()
        first.selectAll()

    def show_facts(self) -> None:
        self._show(0)

    def end_edit(self) -> None:
        """Close the form without saving."""
        self.show_facts()
        self.edit_ended.emit()

    def _show(self, index: int) -> None:
        for place in range(self._stack.count()):
            policy = QSizePolicy.Policy.Preferred if place == index else QSizePolicy.Policy.Ignored
            self._stack.widget(place).setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self._stack.setCurrentIndex(index)
        self._stack.updateGeometry()

    def _save(self) -> None:
        units = tuple((role, names_in(field.text())) for role, field in self.unit_fields.items())
        limits = tuple(part.strip() for part in self.limit_field.text().replace(";", "；").split("；") if part.strip())
        self.edited.emit(TaskFields(self.title_field.text(), units, limits))
