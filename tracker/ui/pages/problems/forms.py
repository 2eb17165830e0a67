"""The forms of a problem: entering it, what is written of it, a step, and taking over what units reported."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from tracker.domain.problems import REQUIREMENTS, Problem, ProblemSource, Step, Way
from tracker.domain.records import UnitRecord
from tracker.ui.pages.problems.about_fields import TaskNumber, indicator_field
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.scrolled import scrolled
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.ui.widgets.unit_box import UnitBox
from tracker.usecases.cycle.problems import Targets, Told

_SOURCES = (ProblemSource.HAND, ProblemSource.INSPECTION, ProblemSource.REPORT, ProblemSource.LOOK_BACK)
_WORDS = {
    Step.PLAN: ("说明", "可以不填"),
    Step.REPORT_DONE: ("整改情况", "做成了什么，有什么佐证"),
    Step.PASS: ("核查情况", "怎么核查的，结果如何；可以不填"),
    Step.FAIL: ("不通过的理由", "哪里还没有改到位"),
    Step.STRIKE_OFF: ("销号意见", "可以不填"),
    Step.KEEP: ("回头看情况", "可以不填"),
    Step.REOPEN: ("重新整改的理由", "为什么要重新整改"),
}
_LONG = 62


def _long(text: str, hint: str = "") -> QPlainTextEdit:
    made = QPlainTextEdit(text)
    made.setPlaceholderText(hint)
    made.setTabChangesFocus(True)
    made.setFixedHeight(look().px(_LONG))
    return made


def about_fields(targets: Targets, task: TaskNumber, indicator: QComboBox) -> list[tuple[str, QWidget]]:
    """The fields by their names; a plan without indicators is not asked for one."""
    fields: list[tuple[str, QWidget]] = [("对应任务", task)]
    return [*fields, ("对应指标", indicator)] if targets.indicators else fields


class NewProblemForm(InlineForm):
    """A problem found by hand or by inspection."""

    def __init__(self, units: Sequence[UnitRecord], targets: Targets) -> None:
        super().__init__("登记")
        self.task, self.indicator = TaskNumber(targets, None), indicator_field(targets, None)
        self.text, self.source, self.source_words, self.unit = _long("", "一两句话写清是什么问题"), QComboBox(), QLineEdit(), UnitBox()
        for source in _SOURCES:
            self.source.addItem(source.label, source)
        self.source_words.setPlaceholderText("哪次督查、哪份文件；可以不填")
        self.unit.set_units(units)
        fields: list[tuple[str, QWidget]] = [
            ("问题", self.text),
            ("来源", self.source),
            ("来源说明", self.source_words),
            ("责任单位", self.unit),
        ]
        self.body.addLayout(field_grid(*fields, *about_fields(targets, self.task, self.indicator)))

    def values(self) -> object:
        said = self.text.toPlainText(), self.source.currentData(), self.source_words.text(), self.unit.unit_id
        return *said, self.task.number.text(), self.indicator.currentData()

    def begin(self) -> None:
        self.text.setFocus()


class ProblemForm(InlineForm):
    """All that is written of a problem; its state goes on by steps."""

    def __init__(self, problem: Problem, units: Sequence[UnitRecord], targets: Targets) -> None:
        super().__init__()
        self.task, self.indicator = TaskNumber(targets, problem.task_id), indicator_field(targets, problem.indicator_id)
        year = problem.found_on.year
        self.text, self.goal, self.measures, self.progress = (
            _long(words) for words in (problem.text, problem.goal, problem.measures, problem.progress)
        )
        self.source_words, self.person = QLineEdit(problem.source_words), QLineEdit(problem.person)
        self.unit, self.due, self.look_back = UnitBox(), DateBox("整改时限", year), DateBox("回头看日期", year)
        self.unit.set_units(units)
        held = next((unit.id for unit in units if unit.display == problem.unit), None)
        if held is not None:
            self.unit.choose(held)
        self.due.set_day(problem.due)
        self.look_back.set_day(problem.look_back_on)
        fields: tuple[tuple[str, QWidget], ...] = (
            ("问题", self.text),
            ("来源说明", self.source_words),
            *about_fields(targets, self.task, self.indicator),
            ("整改目标", self.goal),
            ("整改措施", self.measures),
            ("责任单位", self.unit),
            ("责任人", self.person),
            ("整改时限", self.due),
            ("整改进展", self.progress),
            ("回头看日期", self.look_back),
        )
        self.body.addLayout(field_grid(*fields))

    def values(self) -> object:
        return *self.changes().values(), self.task.number.text()

    def changes(self) -> dict[str, object]:
        """Column → value, as the use case takes it."""
        return {
            "text": self.text.toPlainText(),
            "source_words": self.source_words.text(),
            "goal": self.goal.toPlainText(),
            "measures": self.measures.toPlainText(),
            "unit_id": self.unit.unit_id,
            "person": self.person.text(),
            "due": self.due.day,
            "progress": self.progress.toPlainText(),
            "look_back_on": self.look_back.day,
            "task_id": self.task.task_id,
            "indicator_id": self.indicator.currentData(),
        }

    def begin(self) -> None:
        self.measures.setFocus()


class StepForm(InlineForm):
    """Who takes the step, when, and what is said of it; what must be filled in stands in the hint."""

    def __init__(self, way: Way, today: date) -> None:
        super().__init__(way.step.label)
        words, hint = _WORDS[way.step]
        self.by, self.day, self.words = QLineEdit(), DateBox("办理日期", today.year), _long("", hint)
        self.look_back = DateBox("回头看日期", today.year)
        self.day.set_day(today)
        self.by.setPlaceholderText("核查人" if "checker" in way.needs else "经办人，可以不填")
        who = "核查人" if "checker" in way.needs else "经办人"
        fields: list[tuple[str, QWidget]] = [(words, self.words), (who, self.by), ("日期", self.day)]
        self.asks_look_back = way.step in (Step.STRIKE_OFF, Step.KEEP)
        if self.asks_look_back:
            self.look_back.setPlaceholderText("到时提醒回头看，可以不填")
            fields.append(("下次回头看", self.look_back))
        needed = "、".join(REQUIREMENTS[name] for name in way.needs)
        if needed:
            self.body.addWidget(label(f"需要有：{needed}", look().small, "2", wrap=True))
        self.body.addLayout(field_grid(*fields))

    def values(self) -> object:
        return self.words.toPlainText(), self.by.text(), self.day.text(), self.look_back.text()

    def begin(self) -> None:
        self.words.setFocus()


class ToldForm(InlineForm):
    """What units reported as problems in a period; the ticked ones are entered."""

    def __init__(self, told: Sequence[Told], words: str) -> None:
        super().__init__("登记所选")
        self.body.addWidget(label(words, look().bold, wrap=True))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.boxes: dict[int, QCheckBox] = {}
        for each in told:
            said = " ".join(each.words.split())
            unit = f"{each.unit}：" if each.unit else ""
            box = QCheckBox(f"任务{each.task_number}　{unit}{said[:60]}{'…' if len(said) > 60 else ''}")
            box.setToolTip(said)
            if each.problem_id is not None:
                box.setText(f"{box.text()}（已登记）")
                box.setEnabled(False)
            else:
                box.setChecked(True)
            self.boxes[each.report_id] = box
            column.addWidget(box)
        column.addStretch(1)
        area = scrolled(inside)
        area.setMaximumHeight(look().px(260))
        self.body.addWidget(area)

    @property
    def chosen(self) -> list[int]:
        """The reports whose problems are to be entered."""
        return [report_id for report_id, box in self.boxes.items() if box.isEnabled() and box.isChecked()]

    def values(self) -> object:
        return tuple(self.chosen)

    def begin(self) -> None:
        next(iter(self.boxes.values())).setFocus()
