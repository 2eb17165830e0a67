"""Printing on both sides where the printer cannot turn the sheets over: two questions, in words that can be done."""

from enum import Enum
from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from tracker.ui.widgets.plain import button, label


class Sides(Enum):
    """`ONE`: each page on a sheet of its own; `TURN`: fronts first, then the user turns the sheets over."""

    ONE = 1
    TURN = 2


class Question(QDialog):
    """A few lines and some buttons; `answer` is what was chosen, None where the user changed their mind."""

    def __init__(self, parent: QWidget, title: str, lines: tuple[str, ...], answers: tuple[tuple[str, Sides], ...]) -> None:
        super().__init__(parent)
        self.answer: Sides | None = None
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        for line in lines:
            words = label(line, wrap=True)
            words.setMinimumWidth(420)
            column.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.buttons = [button(text, partial(self._take, way), primary=turn == 0) for turn, (text, way) in enumerate(answers)]
        for one in (*self.buttons, button("取消", self.reject)):
            row.addWidget(one)
        column.addSpacing(8)
        column.addLayout(row)
        self.buttons[0].setDefault(True)

    def _take(self, way: Sides) -> None:
        self.answer = way
        self.accept()


def ask_sides(parent: QWidget, pages: int) -> Sides | None:
    """How to print a document whose pages are meant for both sides of the paper."""
    lines = (
        f"要打印的 {pages} 页按双面装订排版：单数页在正面、双数页在背面，装订边总在里侧。",
        "打印机能自动双面的，请取消后重新打印，在打印机属性里选“双面打印（长边翻转）”。",
        "不能的，可以先打单数页，把纸翻面后再打双数页。",
    )
    question = Question(parent, "双面打印", lines, (("先打单数页", Sides.TURN), ("全部单面打印", Sides.ONE)))
    question.exec()
    return question.answer


def ask_turned(parent: QWidget, fewer: int) -> bool:
    """Wait until the fronts are printed and the sheets are turned; `fewer`: so many fronts have no back."""
    lines = ["单数页打完后，不要打乱顺序，沿长边翻面放回纸盒（有字的一面朝向打印机说明里的背面），页眉一端方向不变。"]
    if fewer:
        lines.append("最后一张没有背面，请先拿出来。")
    question = Question(parent, "打印双数页", tuple(lines), (("打印双数页", Sides.TURN),))
    question.exec()
    return question.answer is not None
