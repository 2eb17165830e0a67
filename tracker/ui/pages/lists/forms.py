"""The form that changes a row: one field per column, long texts over several lines."""

from typing import NamedTuple

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from tracker.domain.plan_lists import ListKind, ListRow
from tracker.ui.theme import look
from tracker.ui.widgets.section import InlineForm, field_grid

_SIGNS = (("=", "等于"), (">=", "不少于（≥）"), ("<=", "不超过（≤）"), (">", "多于（＞）"), ("<", "少于（＜）"))


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
        Field("content", "内容", 7),
        Field("box", "专栏"),
        Field("label", "编号"),
    ),
}
# Columns of the list that are another field, or none, of the form.
_FIELD_OF = {"goal": "value"}


class RowForm(InlineForm):
    """All fields of one row; the one asked for has the focus."""

    def __init__(self, kind: ListKind, row: ListRow, key: str = "") -> None:
        super().__init__()
        self._first = _FIELD_OF.get(key, key)
        self.fields: dict[str, QWidget] = {}
        for field in FIELDS[kind]:
            self.fields[field.key] = _made(field, str(getattr(row, "group" if field.key == "group_name" else field.key)))
        self.body.addLayout(field_grid(*((field.words, self.fields[field.key]) for field in FIELDS[kind])))
        if any(field.lines > 1 for field in FIELDS[kind]):
            self.hint.setText("Ctrl+Enter 保存　Esc 取消")

    def values(self) -> dict[str, str]:
        return {key: _held(field) for key, field in self.fields.items()}

    def begin(self) -> None:
        field = self.fields.get(self._first) or next(iter(self.fields.values()))
        field.setFocus()
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.selectAll()


def _made(field: Field, text: str) -> QWidget:
    if field.key == "comparison":
        signs = QComboBox()
        for sign, words in _SIGNS:
            signs.addItem(words, sign)
        signs.setCurrentIndex(max(signs.findData(text), 0))
        return signs
    if field.lines == 1:
        return QLineEdit(text)
    made = QPlainTextEdit(text)
    made.setTabChangesFocus(True)
    made.setFixedHeight(look().body_metrics.lineSpacing() * field.lines + 12)
    return made


def _held(field: QWidget) -> str:
    if isinstance(field, QComboBox):
        return str(field.currentData())
    return (field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()).strip()  # type: ignore[attr-defined]
