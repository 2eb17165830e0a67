"""The forms of a task's parts: one part, several units at once, and how a part stands."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from tracker.domain.cascade import SubtaskRecord
from tracker.domain.records import UnitRecord
from tracker.domain.terms import State
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import button, label, link
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.ui.widgets.unit_box import UnitBox
from tracker.ui.wording import state_label
from tracker.usecases.work.subtasks import SubtaskValues


class SubtaskForm(InlineForm):
    """What is to be done, by whom, until when, and its weight."""

    def __init__(self, held: SubtaskRecord | None, units: Sequence[UnitRecord], year: int) -> None:
        super().__init__("保存" if held else "添加")
        self.title = QLineEdit(held.title if held else "")
        self.title.setPlaceholderText("这一项做什么")
        self.unit = UnitBox("单位，可不填")
        self.unit.set_units([unit for unit in units if not unit.is_group])
        self.unit.choose(held.unit_id if held else None)
        self.office = QLineEdit(held.office if held else "")
        self.office.setPlaceholderText("科室、股室或村居，可不填")
        self.person = QLineEdit(held.person if held else "")
        self.due = DateBox("完成时限", year)
        self.due.set_day(held.due if held else None)
        self.weight = QLineEdit(str(held.weight) if held else "1")
        self.weight.setToolTip("汇总进度时占的比重，一般都填 1")
        self.weight.setMaximumWidth(look().px(80))
        self.body.addLayout(
            field_grid(
                ("内容", self.title),
                ("单位", self.unit),
                ("科室", self.office),
                ("责任人", self.person),
                ("时限", self.due),
                ("权重", self.weight),
            )
        )

    def fault(self) -> str:
        """What cannot be understood of what was typed; "" where all can."""
        typed = self.unit.text().strip()
        if typed and self.unit.unit_id is None:
            return f"没有选定单位：“{typed}”"
        if self.due.fault:
            return self.due.fault
        return "" if self.weight.text().strip().isdecimal() else "权重请填整数，一般都填 1"

    def said(self) -> SubtaskValues:
        """What the fields say, where there is no fault."""
        return SubtaskValues(
            self.title.text(), self.unit.unit_id, self.office.text(), self.person.text(), self.due.day, int(self.weight.text())
        )

    def values(self) -> object:
        return tuple(field.text() for field in (self.title, self.unit, self.office, self.person, self.due, self.weight))

    def begin(self) -> None:
        self.title.setFocus()
        self.title.selectAll()


class SplitForm(InlineForm):
    """Several units, each of which is to have a part; a group comes apart into its members, so that one can be left out."""

    def __init__(self, units: Sequence[UnitRecord], named: Sequence[tuple[int, str]], title: str, year: int) -> None:
        super().__init__("分解")
        self._units = {unit.id: unit for unit in units}
        self.chosen: list[int] = []
        self.box = UnitBox("单位或“各镇（街道）”这样的一组")
        self.box.set_units(units)
        self.box.chosen.connect(lambda unit_id: self.take(unit_id) if unit_id is not None else None)
        self.title = QLineEdit()
        self.title.setPlaceholderText(title)
        self.title.setToolTip("不填就用任务的标题")
        self.due = DateBox("完成时限", year)
        self.body.addWidget(self.box)
        if named:
            offered = QWidget()
            flow = FlowLayout(offered, gap=8)
            flow.addWidget(label("本任务的单位：", look().small, "2"))
            for unit_id, name in named:
                flow.addWidget(link(name, partial(self.take, unit_id)))
            self.body.addWidget(offered)
        self.shown = QWidget()
        self._flow = FlowLayout(self.shown)
        self.body.addWidget(self.shown)
        self.body.addLayout(field_grid(("内容", self.title), ("时限", self.due)))
        self._show()

    def take(self, unit_id: int) -> None:
        """Add a unit, or all members of a group."""
        unit = self._units.get(unit_id)
        if unit is None:
            return
        members = [one for one in unit.member_ids if one in self._units] if unit.is_group else [unit_id]
        self.complaint.say("" if members else f"“{unit.display}”还没有成员，请先在“单位”页为它添加成员")
        self.chosen += [one for one in members if one not in self.chosen]
        self.box.choose(None)
        self._show()

    def drop(self, unit_id: int) -> None:
        """Leave a unit out again."""
        self.chosen.remove(unit_id)
        self._show()
        self.box.setFocus()

    def _show(self) -> None:
        self._flow.clear()
        for unit_id in self.chosen:
            name = self._units[unit_id].display
            made = button(name, partial(self.drop, unit_id), "x")
            made.setAccessibleName(f"去掉{name}")
            made.setToolTip("点一下去掉")
            self._flow.addWidget(made)
        self.shown.setVisible(bool(self.chosen))
        self.save_button.setText(f"分解给 {len(self.chosen)} 个单位" if self.chosen else "分解")
        self.save_button.setEnabled(bool(self.chosen))

    def values(self) -> object:
        return tuple(self.chosen), self.title.text(), self.due.text(), self.box.text()

    def begin(self) -> None:
        self.box.setFocus()


class StandingForm(InlineForm):
    """How a part stands, as somebody told it."""

    def __init__(self, part: SubtaskRecord) -> None:
        super().__init__()
        self.hint.setText("Ctrl+Enter 保存　Esc 取消")
        self.state = QComboBox()
        for state in State:
            self.state.addItem(state_label(state), state)
        self.state.setCurrentIndex(self.state.findData(State.IN_PROGRESS if part.state is State.NOT_STARTED else part.state))
        self.percent = QLineEdit("" if part.percent is None else f"{part.percent:g}")
        self.percent.setPlaceholderText("0–100，可不填")
        self.percent.setMaximumWidth(look().px(120))
        self.progress = QPlainTextEdit(part.progress)
        self.progress.setTabChangesFocus(True)
        self.progress.setFixedHeight(look().px(62))
        self.body.addWidget(label(part.title, look().bold, wrap=True))
        self.body.addLayout(field_grid(("状态", self.state), ("进度 %", self.percent), ("进展情况", self.progress)))
        self.state.activated.connect(lambda _place: self._state_chosen())

    def _state_chosen(self) -> None:
        if self.state.currentData() is State.COMPLETED:
            self.percent.setText("100")

    def values(self) -> object:
        return self.state.currentData(), self.percent.text().strip(), self.progress.toPlainText()

    def begin(self) -> None:
        self.percent.setFocus()
        self.percent.selectAll()
