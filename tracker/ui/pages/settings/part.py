"""One part of the settings: fields, what they change in words, 保存 and 恢复默认 under them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QAbstractSpinBox, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.ui.context import Context
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.section import Complaint
from tracker.ui.widgets.wheel import keep_wheel_off

_WIDEST = 720
_NAME_WIDTH = 96


def number_box(unit: str, least: int, most: int) -> QSpinBox:
    """A whole number with its unit; ↑↓ and the wheel change it."""
    made = QSpinBox()
    made.setRange(least, most)
    made.setSuffix(unit)
    made.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    made.setFixedHeight(look().control)
    made.setFixedWidth(look().px(120))
    return made


class SettingsPart(QScrollArea):
    """Subclasses add fields with `add_field`, then `add_foot`; they override `read`, `values` and `save`.

    `touched` comes when what the fields hold begins or ceases to differ from what is stored.
    """

    touched = Signal()

    def __init__(self, ctx: Context, title: str, words: str) -> None:
        super().__init__()
        self.ctx = ctx
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        inside.setObjectName("settingsPart")
        inside.setAutoFillBackground(True)
        inside.setBackgroundRole(self.palette().ColorRole.Base)
        outer = QHBoxLayout(inside)
        outer.setContentsMargins(24, 18, 24, 18)
        column = QWidget()
        column.setMaximumWidth(look().px(_WIDEST))
        outer.addWidget(column, 10)
        outer.addStretch(1)
        self.column = QVBoxLayout(column)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.column.addWidget(label(title, look().title))
        self.column.addWidget(label(words, ink="2", wrap=True))
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(4)
        self.grid.setColumnMinimumWidth(0, look().px(_NAME_WIDTH))
        self.grid.setColumnStretch(1, 1)
        self.column.addLayout(self.grid)
        self.complaint = Complaint()
        self._stored: object = None
        self.setWidget(inside)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        keep_wheel_off(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus that F6 brings goes on to the first field: on the area itself one could not see it."""
        super().focusInEvent(event)
        self.focusNextChild()

    # building

    def add_field(self, name: str, field: QWidget, effect: str) -> None:
        """A field with its name at the left and what it changes under it."""
        row = self.grid.rowCount()
        words = label(name)
        words.setMinimumHeight(look().control)
        words.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(name)
        self.grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
        place = QHBoxLayout()
        place.addWidget(field)
        if field.maximumWidth() < look().px(_WIDEST):
            place.addStretch(1)
        self.grid.addLayout(place, row, 1)
        note = label(effect, look().small, "3", wrap=True)
        note.setContentsMargins(0, 0, 0, 8)
        self.grid.addWidget(note, row + 1, 1)

    def add_foot(self, reset: Callable[[], None] | None = None, *more: QWidget) -> None:
        """保存, and 恢复默认 where there is a default to go back to; `more` stands behind them."""
        self.column.addWidget(self.complaint)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.save_button = button("保存", self._save, primary=True)
        self.save_button.setEnabled(False)
        foot.addWidget(self.save_button)
        if reset:
            foot.addWidget(button("恢复默认", reset))
        for each in more:
            foot.addWidget(each)
        foot.addStretch(1)
        self.column.addLayout(foot)
        self.column.addStretch(1)

    # what subclasses say

    def read(self) -> None:
        """Read what is stored and show it."""

    def values(self) -> object:
        """What the fields hold."""
        return None

    def save(self) -> Callable[[], Changes] | None:
        """The change to write; None where a field is wrong and the complaint says so."""
        return None

    # the common way

    def settle(self) -> None:
        """What stands in the fields is what is stored."""
        self._stored = self.values()
        self.complaint.say("")
        self.edited()

    def dirty(self) -> bool:
        """Is something typed that is not stored yet?"""
        return self.values() != self._stored

    def edited(self) -> None:
        """Connect the fields' changes to this."""
        keep_wheel_off(self)
        self.save_button.setEnabled(self.dirty())
        self.touched.emit()

    def _save(self) -> None:
        change = self.save()
        if change is not None:
            self.write(change)

    def write(self, change: Callable[[], Changes]) -> None:
        """Store a change; what was wrong with it is said under the fields."""
        self.complaint.say("")
        self.save_button.setEnabled(False)
        self.ctx.change(change, lambda _done: self.read(), failed=self._failed)

    def _failed(self, error: UserError) -> None:
        self.complaint.say(str(error))
        self.edited()
