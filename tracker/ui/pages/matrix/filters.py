"""The second row of the matrix page: what the rows are, their order, and which tasks are shown; kept in step with one `Wanted`."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from tracker.domain.records import HeadingRecord
from tracker.domain.terms import State
from tracker.ui.icons import TOOL, icon
from tracker.ui.page import FilterBar
from tracker.ui.theme import look
from tracker.ui.widgets.elided_box import ElidedBox
from tracker.ui.widgets.plain import label, tool
from tracker.ui.widgets.segmented import Segmented
from tracker.ui.wording import state_label
from tracker.usecases.views.matrix_frame import Frame, Rows

_ROWS = {Rows.TASKS: "任务 × 单位", Rows.SECTIONS: "章节 × 单位"}
_SHORT_ROWS = {Rows.TASKS: "任务", Rows.SECTIONS: "章节"}
_ALL_SECTIONS, _ALL_LEADERS, _ALL_STATES = "全部章节", "全部领导", "全部状态"


class MatrixFilters(QObject):
    """`asked` tells the fields of `Wanted` that are to change; `zoomed` a step of size."""

    asked = Signal(object)
    zoomed = Signal(int)

    def __init__(self, bar: FilterBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._shortened = 0
        self.mode = Segmented(list(_ROWS.items()), "矩阵的行")
        self.order = _choice("单位的顺序", 0)
        self.order.addItem("机构顺序", False)
        self.order.addItem("按负荷", True)
        self.section = _choice("章节", 130)
        self.leader = _choice("分管领导", 110)
        self.state = _choice("状态", 100)
        self.state.addItem(_ALL_STATES, None)
        for state in State:
            self.state.addItem(state_label(state), state.value)
        self.unit_chip = _box("", "x", lambda: self.asked.emit({"unit_id": None}))
        self.no_lead = _box("无牵头", "ban", lambda: self.asked.emit({"no_lead": self.no_lead.isChecked()}), tone="red")
        self.heavy = _box("负荷偏高", "scale", lambda: self.asked.emit({"heavy": self.heavy.isChecked()}), tone="amber")
        self.percent = label("100%", ink="2")
        self.zoomers = self._zoom_buttons()
        bar.add(self.mode, self.order, self.section, self.leader, self.state, self.unit_chip)
        bar.separator()
        bar.add(self.no_lead, self.heavy)
        bar.stretch()
        bar.add(self.zoomers)
        self.unit_chip.hide()
        self.mode.chosen.connect(lambda key: self.asked.emit({"rows": Rows(key)}))
        self.order.activated.connect(lambda place: self.asked.emit({"by_load": bool(self.order.itemData(place))}))
        self.section.activated.connect(lambda place: self.asked.emit({"heading_id": self.section.itemData(place)}))
        self.leader.activated.connect(lambda place: self.asked.emit({"leader": self.leader.itemData(place)}))
        self.state.activated.connect(lambda place: self.asked.emit({"state": self._state_at(place)}))
        self.show_leaders([])

    def reword(self) -> None:
        """The office calls its states otherwise now."""
        for place, state in enumerate(State, 1):
            self.state.setItemText(place, state_label(state))

    def _zoom_buttons(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(tool("缩小（Ctrl+减号）", "zoom-out", lambda: self.zoomed.emit(-1), words=False))
        row.addWidget(self.percent)
        row.addWidget(tool("放大（Ctrl+加号）", "zoom-in", lambda: self.zoomed.emit(1), words=False))
        return made

    def _state_at(self, place: int) -> State | None:
        value = self.state.itemData(place)
        return None if value is None else State(value)

    # showing

    def show_sections(self, headings: Sequence[HeadingRecord]) -> None:
        """Offer these headings."""
        self.section.clear()
        self.section.addItem(_ALL_SECTIONS, None)
        for heading in headings:
            self.section.addItem("　" * (heading.level - 1) + heading.label + heading.title, heading.id)
        popup = max((look().body_metrics.horizontalAdvance(self.section.itemText(n)) for n in range(self.section.count())), default=0)
        self.section.view().setMinimumWidth(min(popup + 32, look().px(420)))

    def show_leaders(self, names: Sequence[str]) -> None:
        """Offer these persons; nothing where nobody is said to be in charge."""
        held = self.leader.currentData()
        self.leader.clear()
        self.leader.addItem(_ALL_LEADERS, "")
        for name in names:
            self.leader.addItem(name, name)
        self.leader.setCurrentIndex(max(self.leader.findData(held), 0))
        self.leader.setVisible(bool(names))

    def show_frame(self, frame: Frame) -> None:
        """Let every control show what is asked for."""
        wanted = frame.wanted
        chosen = next((unit for unit in frame.units if unit.id == wanted.unit_id), None)
        self.unit_chip.setVisible(chosen is not None)
        if chosen is not None:
            self.unit_chip.setText(f" {chosen.display}")
            self.unit_chip.setToolTip(f"只看{chosen.full_name}的任务，点一下恢复（Esc）")
            self.unit_chip.setAccessibleName(f"取消只看{chosen.display}")
        for button, words, count, on in (
            (self.no_lead, "无牵头", len(frame.without_lead), wanted.no_lead),
            (self.heavy, "负荷偏高", len(frame.heavy), wanted.heavy),
        ):
            button.setProperty("words", words)
            button.setProperty("count", count)
            button.setAccessibleName(f"{words} {count}")
            button.setChecked(on)
            button.setEnabled(bool(count) or on)
        self.no_lead.setToolTip("只看没有牵头（或分工负责）单位的任务")
        self.heavy.setToolTip(f"牵头项数超过平均值（{frame.average:.1f} 项）两倍的单位；打开后只看它们牵头的任务")
        self._name(self._shortened)
        self.mode.choose(wanted.rows)
        self.order.setCurrentIndex(int(wanted.by_load))
        self.section.setCurrentIndex(max(self.section.findData(wanted.heading_id), 0))
        self.leader.setCurrentIndex(max(self.leader.findData(wanted.leader), 0))
        self.state.setCurrentIndex(max(self.state.findData(wanted.state.value if wanted.state else None), 0))

    def _name(self, shortened: int) -> None:
        """Let the buttons read in full; 1: what the rows are is named short; 2: the others are shape and figure, too."""
        self._shortened = shortened
        for key, words in (_SHORT_ROWS if shortened else _ROWS).items():
            self.mode.rename(key, words)
        for button in (self.no_lead, self.heavy):
            words, count = button.property("words"), button.property("count")
            if words:
                button.setText(f" {count}" if shortened > 1 else f" {words} {count}")

    def fit(self, width: int) -> None:
        """The zoom buttons (there are keys) give way where the row is full; then words do, shapes and figures stay."""
        self.zoomers.hide()
        for shortened in range(3):
            self._name(shortened)
            if self._bar.sizeHint().width() <= width:
                break
        self.zoomers.setVisible(self._bar.sizeHint().width() + self.zoomers.sizeHint().width() + 8 <= width)


def _choice(name: str, widest: int) -> ElidedBox:
    made = ElidedBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # what it offers comes after it was measured
    made.setMinimumWidth(look().px(76))
    if widest:
        made.setMaximumWidth(look().px(widest))
    return made


def _box(text: str, icon_name: str, do: Callable[[], object], *, tone: str = "") -> QToolButton:
    """A framed button with an icon; with a tone (red, amber) it stays pressed, and is coloured while it can be."""
    made = QToolButton()
    made.setProperty("kind", "box")
    made.setProperty("tone", tone)
    made.setText(text)
    made.setIcon(icon(icon_name, ink={"red": look().tokens.red, "amber": look().tokens.amber}.get(tone)))
    made.setIconSize(QSize(look().px(TOOL - 2), look().px(TOOL - 2)))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setCheckable(bool(tone))
    made.setFixedHeight(look().control)
    made.clicked.connect(lambda _checked=False: do())
    return made
