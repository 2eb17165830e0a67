"""The form over the period book in which a blank form of another office is filled: what each of its columns takes, and how."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QScrollArea, QWidget

from tracker.domain.records import UnitRecord
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import label, tag
from tracker.ui.widgets.section import InlineForm
from tracker.usecases.feedback.form_filling import BlankForm, form_fields

_LINES = 4


class FillForm(InlineForm):
    """One line per column of the blank form: its head and what is written into it."""

    def __init__(self, form: BlankForm, units: list[UnitRecord]) -> None:
        super().__init__("填好并打开")
        self.form = form
        self.boxes: dict[int, QComboBox] = {}
        self.body.addWidget(label(f"“{form.path.name}”每一栏填什么？", look().bold))
        self.body.addWidget(label(_about(form), ink="2", wrap=True))
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for line, column in enumerate(form.columns):
            head = ElidedLabel(look().bold)
            head.show_text(column.head or "（没有栏名）")
            box = QComboBox()
            box.addItem("不填", "")
            for field, words in form_fields():
                if field:
                    box.addItem(words, field)
            box.setCurrentIndex(max(box.findData(column.field), 0))
            box.setAccessibleName(f"{column.head}这一栏填")
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.boxes[column.place] = box
            grid.addWidget(head, line, 0)
            grid.addWidget(box, line, 1)
            if not column.field:
                grid.addWidget(tag("没认出来", "amber"), line, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(lines)
        area.viewport().setAutoFillBackground(False)
        lines.setAutoFillBackground(False)
        area.setFixedHeight((look().control + 6) * min(max(len(form.columns), 1), _LINES) + 4)
        self.body.addWidget(area)
        foot = QGridLayout()
        self.unit = QComboBox()
        self.unit.addItem("全部任务", None)
        for unit in units:
            if unit.merged_into_id is None:
                self.unit.addItem(f"只填{unit.display}的任务", unit.id)
        self.unit.setAccessibleName("填哪些任务")
        self.overwrite = QCheckBox("表里已有的内容也换成台账里的")
        foot.addWidget(self.unit, 0, 0)
        foot.addWidget(self.overwrite, 0, 1)
        foot.setColumnStretch(2, 1)
        self.body.addLayout(foot)
        self.hint.setText("空白表本身不会改动；改过的对应关系下次照用。Esc 取消")
        self.settle()

    @property
    def columns(self) -> Mapping[int, str]:
        """Place of the column → field, "" nothing."""
        return {place: str(box.currentData()) for place, box in self.boxes.items()}

    def values(self) -> object:
        return tuple(self.columns.items()), self.unit.currentData(), self.overwrite.isChecked()

    def begin(self) -> None:
        self.save_button.setFocus()


def _about(form: BlankForm) -> str:
    """How the rows of the form will be filled."""
    if not form.listed:
        return f"表里没有列出任务，{len(form.blank)} 个空行起依次填入全部任务。"
    found = [row for row in form.listed if row.task is not None]
    missing = [row.title for row in form.listed if row.task is None]
    words = f"表里列了 {len(form.listed)} 项任务，对上 {len(found)} 项"
    return words + (f"；没对上的不填：{'、'.join(missing[:3])}{' 等' if len(missing) > 3 else ''}。" if missing else "。")
