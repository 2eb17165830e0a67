"""The quick part of filtering: lights with their counts in the filter bar, and the row of chips under it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from tracker.domain.terms import Light, State
from tracker.ui.icons import icon
from tracker.ui.pages.tasks.rows import LIGHTS
from tracker.ui.shapes import MARK_SIZE, Mark, paint_mark
from tracker.ui.theme import look
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import label, link
from tracker.ui.wording import state_label

_WORDS = {Light.RED: "红灯", Light.AMBER: "黄灯", Light.GREEN: "绿灯", Light.ONGOING: "长期"}
_LEAST = 42


def light_words(light: Light) -> str:
    """A light as the filter bar calls it."""
    return state_label(State.COMPLETED) if light is Light.DONE else _WORDS[light]


def mark_icon(mark: Mark, ratio: float) -> QIcon:
    """A state shape as an icon."""
    side = look().px(MARK_SIZE)
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_mark(painter, QRectF(0, 0, side, side), mark)
    painter.end()
    return QIcon(picture)


class LightToggles(QWidget):
    """One button for each light; any number may be on. `changed` tells the chosen lights."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.buttons: dict[Light, QToolButton] = {}
        self._tight = False
        self._counts: Mapping[Light, int] = {}
        for light in LIGHTS:
            button = QToolButton()
            button.setCheckable(True)
            button.setIcon(mark_icon(Mark(light.value), self.devicePixelRatioF()))
            button.setIconSize(QSize(look().px(MARK_SIZE), look().px(MARK_SIZE)))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setMinimumWidth(look().px(_LEAST))
            button.clicked.connect(lambda _checked=False: self.changed.emit(self.chosen()))
            self.buttons[light] = button
            row.addWidget(button)

    def chosen(self) -> frozenset[Light]:
        return frozenset(light for light, button in self.buttons.items() if button.isChecked())

    def choose(self, lights: frozenset[Light]) -> None:
        for light, button in self.buttons.items():
            button.setChecked(light in lights)

    def show_counts(self, counts: Mapping[Light, int]) -> None:
        self._counts = counts
        self._say()

    def fit(self, *, tight: bool) -> None:
        """`tight`: shape and number only."""
        if tight != self._tight:
            self._tight = tight
            self._say()

    def reword(self) -> None:
        """The office calls its states otherwise now."""
        self._say()

    def _say(self) -> None:
        for light, button in self.buttons.items():
            words = f"{light_words(light)} {self._counts.get(light, 0)}"
            button.setText(f" {self._counts.get(light, 0)}" if self._tight else f" {words}")
            button.setMinimumWidth(max(_LEAST, button.sizeHint().width()))
            button.setToolTip(f"只看{light_words(light)}")
            button.setAccessibleName(words)


class ChipRow(QFrame):
    """The active filters; a click takes one away."""

    def __init__(self, clear: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterBar")
        self._clear = clear
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 5)
        row.setSpacing(8)
        row.addWidget(label("筛选", look().small, "2"), 0, Qt.AlignmentFlag.AlignTop)
        self._place = QWidget()
        self._flow = FlowLayout(self._place)
        row.addWidget(self._place, 1)
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_chips(self, chips: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """These words; each with what a click on it does."""
        self._flow.clear()
        self.buttons = []
        for words, do in chips:
            made = QPushButton(words)
            made.setProperty("kind", "chip")
            made.setIcon(icon("x", 12, look().tokens.accent))
            made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            made.setFixedHeight(look().chip)
            made.setAccessibleName(f"去掉筛选：{words}")
            made.setToolTip(f"去掉“{words}”")
            made.clicked.connect(lambda _checked=False, do=do: do())
            self.buttons.append(made)
            self._flow.addWidget(made)
        if len(chips) > 1:
            everything = link("全部去掉", self._clear)
            everything.setFixedHeight(look().chip)
            self._flow.addWidget(everything)
        self.setVisible(bool(chips))
