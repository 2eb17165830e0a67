"""The form in which what a cooperating unit reported of its part is put right."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from tracker.domain.records import PartRecord
from tracker.domain.terms import State
from tracker.reports.titles import period_words
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.ui.wording import state_label

_TEXTS = (("progress", "进展情况"), ("problems", "存在问题"), ("next_steps", "下一步措施"))
_PERSONS = (("leader", "分管领导"), ("office", "责任科室"), ("person", "责任人"), ("phone", "联系电话"))


class PartForm(InlineForm):
    """All that a unit can say of its part."""

    def __init__(self, part: PartRecord) -> None:
        super().__init__()
        self.part = part
        self.hint.setText("Ctrl+Enter 保存　Esc 取消")
        self.state = QComboBox()
        self.state.setAccessibleName("状态")
        self.state.addItem("（没有报）", None)
        for state in State:
            self.state.addItem(state_label(state), state)
        self.state.setCurrentIndex(self.state.findData(part.state))
        self.percent = QLineEdit("" if part.percent is None else f"{part.percent:g}")
        self.percent.setAccessibleName("进度 %")
        self.percent.setPlaceholderText("0–100，可不填")
        self.percent.setMaximumWidth(look().px(120))
        self.texts = {key: QPlainTextEdit(getattr(part, key)) for key, _words in _TEXTS}
        for field in self.texts.values():
            field.setTabChangesFocus(True)
            field.setFixedHeight(look().px(62))
        self.persons = {key: QLineEdit(getattr(part, key)) for key, _words in _PERSONS}
        self.body.addWidget(label(f"{period_words(part.period)}　{part.unit}所报", look().bold))
        texts = [(words, self.texts[key]) for key, words in _TEXTS]
        persons = [(words, self.persons[key]) for key, words in _PERSONS]
        self.body.addLayout(field_grid(("状态", self.state), ("进度 %", self.percent), *texts, *persons))

    def values(self) -> object:
        return self.state.currentData(), self.percent.text().strip(), self.words

    @property
    def words(self) -> dict[str, str]:
        """All that is said in words, by field."""
        texts = {key: field.toPlainText().strip() for key, field in self.texts.items()}
        return texts | {key: field.text().strip() for key, field in self.persons.items()}

    def begin(self) -> None:
        self.percent.setFocus()
        self.percent.selectAll()
