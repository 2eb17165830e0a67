"""The forms that open above the pages: entering a document in the register, the pattern of its numbers, one document for each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QSpinBox, QWidget

from tracker.domain.issued import NumberSeries, number_text, pattern_fault
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.plain import button, label, link
from tracker.ui.widgets.section import InlineForm
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.papers.issued import IssuedRecord, Issuing
from tracker.usecases.papers.print_queue import NAME_FIELDS, PATTERNS, QueueItem
from tracker.usecases.papers.report_kinds import ReportKind

PRINT = "print"
_SUFFIXES = {".docx": "Word", ".xlsx": "Excel", ".pdf": "PDF"}
_EACH = {"unit": "每个单位一份", "task": "每项任务一份"}
_LINES = 3


class IssueForm(InlineForm):
    """What the register says of the document in hand; `before`: what it has of the same name already."""

    def __init__(self, facts: Issuing, before: Sequence[IssuedRecord] = ()) -> None:
        super().__init__("登记")
        self._facts = facts
        year = facts.issued_on.year
        self.receiver, self.issued_by, self.cause = QLineEdit(facts.receiver), QLineEdit(facts.issued_by), QLineEdit(facts.cause)
        self.issued_on, self.due = DateBox("发出日期", year), DateBox("反馈期限", year)
        self.issued_on.set_day(facts.issued_on)
        self.due.set_day(facts.due)
        self.cause.setPlaceholderText("来源：会议、批示、文件")
        self.due.setPlaceholderText("不要求反馈")
        number = f"，文号 {facts.number}" if facts.number else "，不编号"
        self.body.addWidget(label(f"登记发出《{facts.title}》{number}", look().bold, wrap=True))
        if before:
            told = f"《{facts.title}》{before[0].issued_on:%Y年%m月%d日}已登记过{f'，文号 {before[0].number}' if before[0].number else ''}"
            self.body.addWidget(label(f"{told}；再登记就是另一份", ink="amber", wrap=True))
        self.body.addLayout(
            _two_columns(
                ("主送", self.receiver),
                ("经办", self.issued_by),
                ("来源", self.cause),
                ("发出日期", self.issued_on),
                ("反馈期限", self.due),
            )
        )
        self.hint.setText("记入已发文书并留底，可以撤销　Enter 登记　Esc 取消")

    @property
    def facts(self) -> Issuing | None:
        """What is to be entered; None while a day is mistyped."""
        fault = self.issued_on.fault or self.due.fault or ("" if self.issued_on.day else "请填写发出日期")
        if fault or self.issued_on.day is None:
            self.complaint.say(fault)
            return None
        return replace(
            self._facts,
            receiver=self.receiver.text(),
            issued_by=self.issued_by.text(),
            cause=self.cause.text(),
            issued_on=self.issued_on.day,
            due=self.due.day,
        )

    def values(self) -> object:
        return self.receiver.text(), self.issued_by.text(), self.cause.text(), self.issued_on.text(), self.due.text()

    def begin(self) -> None:
        self.receiver.setFocus()


class SeriesForm(InlineForm):
    """How the numbers of a kind begin this year."""

    def __init__(self, name: str, series: NumberSeries) -> None:
        super().__init__()
        self._series = series
        self.word, self.pattern = QLineEdit(series.word), QLineEdit(series.pattern)
        self.last = QSpinBox()
        self.last.setRange(series.highest, 999999)
        self.last.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.last.setValue(series.last)
        self.next = label("", ink="2")
        self.body.addWidget(label(f"{name}{series.year}年的文号", look().bold))
        self.body.addLayout(_two_columns(("字头", self.word), ("格式", self.pattern), ("最近编号", self.last)))
        self.body.addWidget(self.next)
        if series.gaps:
            shown = "、".join(map(str, series.gaps[:10])) + ("…" if len(series.gaps) > 10 else "")
            self.body.addWidget(label(f"空着没有登记的编号：{shown}", ink="amber", wrap=True))
        for field in (self.word, self.pattern):
            field.textChanged.connect(lambda _text: self._show_next())
        self.last.valueChanged.connect(lambda _value: self._show_next())
        self._show_next()

    def _show_next(self) -> None:
        fault = pattern_fault(self.pattern.text())
        number = number_text(self.pattern.text(), self.word.text().strip(), self._series.year, self.last.value() + 1)
        self.next.setText("" if fault else f"下一个是 {number}")
        self.complaint.say(fault)

    def values(self) -> object:
        return self.word.text(), self.pattern.text(), self.last.value()

    def begin(self) -> None:
        self.word.setFocus()
        self.word.selectAll()


class BatchForm(InlineForm):
    """One document for each unit or task: for whom, as which files, into which folder. `items`: what there is, by "unit" and "task"."""

    def __init__(self, kind: ReportKind, items: dict[str, Sequence[QueueItem]], folder: Path, ask: Callable[[], Path | None]) -> None:
        super().__init__("开始")
        self.kind, self._items, self._ask = kind, items, ask
        self.each = Segmented([(each, _EACH[each]) for each in items], "每份对应")
        self.each.chosen.connect(lambda _each: self._show_items())
        self.whom = QListWidget()
        self.whom.setAccessibleName("出给谁")
        self.whom.setFlow(QListWidget.Flow.LeftToRight)
        self.whom.setWrapping(True)
        self.whom.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.whom.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.whom.itemChanged.connect(lambda _item: self._tell())
        self.count = label("", ink="2")
        self.form = Segmented([*((suffix, _SUFFIXES[suffix]) for suffix in kind.files), (PRINT, "直接打印")], "文件")
        self.form.chosen.connect(lambda _form: self._show_form())
        self.name = QLineEdit()
        self.name.setToolTip("可以用：" + "、".join(f"{{{field}}}" for field in NAME_FIELDS))
        self.folder = QLineEdit(str(folder))
        self.register = QCheckBox("逐份编号并记入已发文书" if kind.takes("number") else "记入已发文书并留底")
        self.register.setChecked(kind.takes("number"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.each)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(link("全选", lambda: self._check(True)))
        head.addWidget(link("全不选", lambda: self._check(False)))
        self.body.addLayout(head)
        self.body.addWidget(self.whom)
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.folder, 1)
        line.addWidget(button("选择…", self._choose, "folder-open"))
        self.body.addLayout(_two_columns(("文件", self.form), ("文件名", self.name), ("文件夹", place), ("登记", self.register)))
        self.folder.setAccessibleName("文件夹")
        self.hint.setText("有一份做不出来会说明，其余照做　Esc 取消")
        self._show_items()

    def _show_items(self) -> None:
        self.whom.clear()
        items = self._items[self.each.current]
        widest = max((look().body_metrics.horizontalAdvance(item.name) for item in items), default=0)
        self.whom.setGridSize(QSize(min(widest, look().px(200)) + look().px(40), look().row - 4))
        for item in items:
            row = QListWidgetItem(item.name)
            row.setToolTip(item.name)
            row.setCheckState(Qt.CheckState.Checked)
            self.whom.addItem(row)
        self.whom.setFixedHeight((look().row - 4) * _LINES + 6)
        self.name.setText(PATTERNS[self.each.current])
        self._tell()

    def _show_form(self) -> None:
        prints = self.form.current == PRINT
        self.name.setEnabled(not prints)
        self.folder.setEnabled(not prints)

    def _tell(self) -> None:
        self.count.setText(f"已选 {len(self.chosen)} / {self.whom.count()}")
        self.save_button.setEnabled(bool(self.chosen))

    def _check(self, on: bool) -> None:
        for row in range(self.whom.count()):
            self.whom.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _choose(self) -> None:
        folder = self._ask()
        if folder is not None:
            self.folder.setText(str(folder))

    @property
    def chosen(self) -> list[QueueItem]:
        """The items that are ticked."""
        items = self._items[self.each.current]
        return [item for row, item in enumerate(items) if self.whom.item(row).checkState() == Qt.CheckState.Checked]

    def values(self) -> object:
        return self.each.current, len(self.chosen), self.form.current, self.name.text(), self.folder.text(), self.register.isChecked()

    def begin(self) -> None:
        self.whom.setCurrentRow(0)
        self.whom.scrollToTop()
        self.whom.setFocus()


def _two_columns(*fields: tuple[str, QWidget]) -> QGridLayout:
    """Fields with their names, two side by side."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(6)
    for place, (words, field) in enumerate(fields):
        name = label(words, ink="2")
        if not field.accessibleName():
            field.setAccessibleName(words)
        grid.addWidget(name, place // 2, place % 2 * 2)
        grid.addWidget(field, place // 2, place % 2 * 2 + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    return grid
