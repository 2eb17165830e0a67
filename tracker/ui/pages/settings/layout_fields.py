"""The fields of a document layout: faces, sizes, margins, grid, numbers and what stands on the page."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QDoubleSpinBox, QHBoxLayout, QLineEdit, QWidget

from tracker.ui.pages.settings.part import number_box
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label
from tracker.usecases.papers.layouts import FACES, NATIONAL, POINTS, Layout, Margins, Numbers

_PAGES = (("text", "公文正文"), ("form", "单页表单"), ("table", "横排表格"))
_SIDES = (("top", "上"), ("bottom", "下"), ("left", "左"), ("right", "右"))
_NUMBERS = ((Numbers.DASHES, "— 1 —（单页居右，双页居左）"), (Numbers.COUNT, "第 1 页　共 9 页（居中）"), (Numbers.NONE, "不印页码"))
_CHECKS = (
    ("mirrored", "双面印刷时左右边距对换", "装订的一边总是宽的那边"),
    ("red_head", "文件带红色发文机关标志（红头）", "不选时只印文号"),
    ("sealed", "落款留出盖章的位置", "不选时按不加盖印章的公文排"),
    ("imprint", "文末印版记（抄送、印发）", "印在最后一页的下端"),
)


class LayoutFields(QObject):
    """`edited` comes with every change; `values` gives the layout that is typed, `show_layout` puts one in."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown = NATIONAL
        self.faces = {key: self._face_box(key) for key in FACES}
        self.sizes = {key: self._size_box() for key in POINTS}
        self.margins = {(page, side): self._margin_box() for page, _name in _PAGES for side, _words in _SIDES}
        self.lines, self.characters = number_box(" 行", 5, 60), number_box(" 字", 5, 80)
        self.numbers = {key: self._numbers_box() for key in ("text_numbers", "table_numbers")}
        self.checks = {key: QCheckBox(words) for key, words, _effect in _CHECKS}
        self.mark = QLineEdit()
        self.mark.setPlaceholderText("例如：松河县人民政府办公室文件；不填时用单位名称加“文件”")
        for box in (self.lines, self.characters):
            box.valueChanged.connect(lambda _value: self.edited.emit())
        for check in self.checks.values():
            check.toggled.connect(lambda _on: self.edited.emit())
        self.mark.textChanged.connect(lambda _text: self.edited.emit())

    def place(self, add: Callable[[str, QWidget, str], None]) -> None:
        """Hand every field to `add(name, widget, effect)` in the order of the page."""
        for key, words in FACES.items():
            add(f"{words}字体", self.faces[key], f"国标用“{getattr(NATIONAL, key)}”。")
        sizes = self._row("字号", [(POINTS[key], self.sizes[key]) for key in POINTS])
        add("字号（磅）", sizes, "国标：标题 22 磅（2 号），正文 16 磅（3 号）；表头 12 磅、表内 10.5 磅。")
        for page, name in _PAGES:
            row = self._row(f"{name}边距", [(words, self.margins[page, side]) for side, words in _SIDES])
            standard: Margins = getattr(NATIONAL, page)
            add(f"{name}边距", row, f"毫米；默认上 {standard.top:g}、下 {standard.bottom:g}、左 {standard.left:g}、右 {standard.right:g}。")
        add("每页", self._row("每页", [("", self.lines), ("每行", self.characters)]), "公文正文的行数和字数；国标 22 行、28 字。")
        add("公文页码", self.numbers["text_numbers"], "通知、通报等文件的页码。")
        add("表格页码", self.numbers["table_numbers"], "台账、清单等表格的页码。")
        for key, _words, effect in _CHECKS:
            add("", self.checks[key], effect)
            if key == "red_head":
                add("发文机关标志", self.mark, "红头上的字。")

    # boxes

    def _face_box(self, key: str) -> QComboBox:
        made = QComboBox()
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        here = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        made.addItems(list(dict.fromkeys((getattr(NATIONAL, key), *here))))
        made.currentTextChanged.connect(lambda _text: self.edited.emit())
        return made

    def _size_box(self) -> QDoubleSpinBox:
        return self._decimal(0.5, 0, 99)

    def _margin_box(self) -> QDoubleSpinBox:
        return self._decimal(1, 0, 200)

    def _decimal(self, step: float, least: float, most: float) -> QDoubleSpinBox:
        made = QDoubleSpinBox()
        made.setRange(least, most)
        made.setSingleStep(step)
        made.setDecimals(1)
        made.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        made.setFixedSize(look().px(56), look().control)
        made.valueChanged.connect(lambda _value: self.edited.emit())
        return made

    def _numbers_box(self) -> QComboBox:
        made = QComboBox()
        for key, words in _NUMBERS:
            made.addItem(words, key)
        made.currentIndexChanged.connect(lambda _index: self.edited.emit())
        return made

    @staticmethod
    def _row(name: str, parts: list[tuple[str, QWidget]]) -> QWidget:
        """Fields beside each other; for a screen reader each is called by the row and its own word."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for words, field in parts:
            if words:
                row.addWidget(label(words, ink="2"))
            field.setAccessibleName(f"{name} {words}".strip())
            row.addWidget(field)
        row.addStretch(1)
        return made

    # values

    def show_layout(self, layout: Layout) -> None:
        """Put a layout into the fields without a word of change."""
        self._shown = layout
        self.blockSignals(True)
        for key, face in self.faces.items():
            face.setCurrentText(getattr(layout, key))
        for key, size in self.sizes.items():
            size.setValue(getattr(layout, key))
        for (page, side), margin in self.margins.items():
            margin.setValue(getattr(getattr(layout, page), side))
        self.lines.setValue(layout.lines)
        self.characters.setValue(layout.characters)
        for key, numbers in self.numbers.items():
            numbers.setCurrentIndex(max(numbers.findData(getattr(layout, key)), 0))
        for key, check in self.checks.items():
            check.setChecked(getattr(layout, key))
        self.mark.setText(layout.issuer_mark)
        self.blockSignals(False)

    def values(self) -> Layout:
        """The layout that is typed."""
        values: dict[str, object] = {key: face.currentText().strip() for key, face in self.faces.items()}
        values |= {key: size.value() for key, size in self.sizes.items()}
        for page, _name in _PAGES:
            values[page] = Margins(**{side: self.margins[page, side].value() for side, _words in _SIDES})
        values |= {key: Numbers(numbers.currentData()) for key, numbers in self.numbers.items()}
        values |= {key: check.isChecked() for key, check in self.checks.items()}
        values |= {"lines": self.lines.value(), "characters": self.characters.value(), "issuer_mark": self.mark.text().strip()}
        return replace(self._shown, **values)  # type: ignore[arg-type]

    def set_enabled(self, on: bool) -> None:
        """The fields can be changed only where the office's own layout is in force."""
        for field in (*self.faces.values(), *self.sizes.values(), *self.margins.values(), self.lines, self.characters):
            field.setEnabled(on)
        for field in (*self.numbers.values(), *self.checks.values(), self.mark):
            field.setEnabled(on)
