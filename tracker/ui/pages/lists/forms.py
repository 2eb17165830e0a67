"""The form that changes a row: one field per column, long texts over several lines."""

from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from tracker.domain.plan_lists import ListKind, ListRow
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.usecases.intake.plan_lists import Value

_CHOICES = {
    "comparison": (("=", "等于"), (">=", "不少于（≥）"), ("<=", "不超过（≤）"), (">", "多于（＞）"), ("<", "少于（＜）")),
    "reckoning": (("level", "期末数，逐年接着算"), ("year", "当年累计，每年从零算")),
}
"""Fields with few words to choose among."""


class Field(NamedTuple):
    """A column of a list that can be changed; `lines` above 1: a text over several lines."""

    key: str
    words: str
    lines: int = 1


FIELDS = {
    ListKind.INDICATORS: (
        Field("name", "指标"),
        Field("comparison", "比较"),
        Field("value", "目标值"),
        Field("measure", "单位"),
        Field("nature", "属性"),
        Field("base", "基期值"),
        Field("base_year", "基期年份"),
        Field("target_year", "目标年份"),
        Field("reckoning", "口径"),
        Field("group_name", "类别"),
        Field("no", "序号"),
    ),
    ListKind.SERVICES: (
        Field("name", "项目"),
        Field("target_group", "对象", 2),
        Field("standard", "标准", 5),
        Field("funding", "支出", 2),
        Field("note", "备注"),
        Field("group_name", "类别"),
        Field("no", "序号"),
    ),
    ListKind.PROJECTS: (
        Field("title", "项目"),
        Field("content", "内容", 4),
        Field("total_investment", "总投资"),
        Field("planned_start", "计划开工"),
        Field("actual_start", "实际开工"),
        Field("planned_end", "计划完工"),
        Field("actual_end", "实际完工"),
        Field("leader", "挂包领导"),
        Field("person", "责任人"),
        Field("phone", "电话"),
        Field("box", "专栏"),
        Field("label", "编号"),
    ),
}
# Columns of the list that are another field, or none, of the form.
_FIELD_OF = {"goal": "value"}


_DAYS = frozenset({"planned_start", "actual_start", "planned_end", "actual_end"})
_YEARS = frozenset({"base_year", "target_year"})
_HINTS = {
    "base": "上年末的数；当年累计的不用填",
    "base_year": "如 2025",
    "target_year": "不填就是方案的最后一年",
    "total_investment": "万元",
}
NEW = "新增"


class RowForm(InlineForm):
    """All fields of one row (None: of a new one); the one asked for has the focus."""

    def __init__(self, kind: ListKind, row: ListRow | None, key: str = "", year: int = 2026) -> None:
        super().__init__("保存" if row is not None else NEW)
        self._first = _FIELD_OF.get(key, key)
        self.fields: dict[str, QWidget] = {}
        for field in FIELDS[kind]:
            held = None if row is None else getattr(row, "group" if field.key == "group_name" else field.key)
            self.fields[field.key] = _made(field, held, year)
        self.body.addLayout(field_grid(*((field.words, self.fields[field.key]) for field in FIELDS[kind])))
        if any(field.lines > 1 for field in FIELDS[kind]):
            self.hint.setText("Ctrl+Enter 保存　Esc 取消")

    def values(self) -> dict[str, Value]:
        return {key: _held(key, field) for key, field in self.fields.items()}

    def fault(self) -> str:
        """What is no day or no year, in words; "" where all can be stored."""
        for key, field in self.fields.items():
            if isinstance(field, DateBox) and field.fault:
                return field.fault
            if key in _YEARS and isinstance(field, QLineEdit) and field.text().strip() and not field.text().strip().isdecimal():
                return "年份请填四位数字，如 2025"
        return ""

    def begin(self) -> None:
        field = self.fields.get(self._first) or next(iter(self.fields.values()))
        field.setFocus()
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.selectAll()


def _made(field: Field, held: object, year: int) -> QWidget:
    text = "" if held is None else str(held)
    if field.key in _CHOICES:
        choices = QComboBox()
        for value, words in _CHOICES[field.key]:
            choices.addItem(words, value)
        choices.setCurrentIndex(max(choices.findData(text), 0))
        return choices
    if field.key in _DAYS:
        box = DateBox(field.words, year)
        box.set_day(held if isinstance(held, date) else None)
        return box
    if field.lines == 1:
        line = QLineEdit(text)
        line.setPlaceholderText(_HINTS.get(field.key, ""))
        return line
    made = QPlainTextEdit(text)
    made.setTabChangesFocus(True)
    made.setFixedHeight(look().body_metrics.lineSpacing() * field.lines + 12)
    return made


def _held(key: str, field: QWidget) -> Value:
    if isinstance(field, QComboBox):
        return str(field.currentData())
    if isinstance(field, DateBox):
        return field.day
    text = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()  # type: ignore[attr-defined]
    if key in _YEARS:
        return int(text) if text.strip().isdecimal() else None
    return str(text).strip()
