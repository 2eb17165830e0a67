"""列对应: what each column of a file was taken for, with what stands in it; changed once, it holds for the file and the next ones."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QWidget

from tracker.sheets.fields import LABELS
from tracker.sheets.staged import StagedSheet
from tracker.ui.source.grid_window import column_letters
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import label, tag
from tracker.ui.widgets.section import InlineForm

_SAMPLES, _LINES, _FEWEST, _AROUND = 3, 9, 3, 250


class ColumnsForm(InlineForm):
    """One line per column: its place and head, what it holds, what it means. Of several tables those with the same heads are one."""

    def __init__(self, sheets: Sequence[StagedSheet], room: int) -> None:
        """`room`: how many pixels high the place is over which the form opens."""
        super().__init__("按这样重新读取")
        self.boxes: dict[tuple[str, int], QComboBox] = {}
        """By table (its signature) and column."""
        self.body.addWidget(label("每一列是什么？改好以后整份文件重新读取；同样表头的文件以后都这样读。", ink="2"))
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        tables: dict[str, list[StagedSheet]] = {}
        for sheet in sheets:
            tables.setdefault(sheet.signature, []).append(sheet)
        line = 0
        for alike in tables.values():
            if len(tables) > 1:
                grid.addWidget(label("、".join(_name(sheet, sheets) for sheet in alike), look().bold), line, 0, 1, 3)
                line += 1
            line = self._add_lines(grid, alike, line)
        for place, share in enumerate((3, 4, 2)):
            grid.setColumnStretch(place, share)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(lines)
        area.viewport().setAutoFillBackground(False)
        lines.setAutoFillBackground(False)
        line_height = look().control + 6
        fitting = max(_FEWEST, min(_LINES, grid.rowCount(), (room - look().px(_AROUND)) // line_height))
        area.setFixedHeight(line_height * fitting + 4)
        self.body.addWidget(area)
        self.hint.setText("Esc 取消")
        self.settle()

    def _add_lines(self, grid: QGridLayout, alike: Sequence[StagedSheet], line: int) -> int:
        """The columns of one table, or of several with the same heads, from this line on. Returns the line after them."""
        samples = _samples(alike)
        for guess in alike[0].columns:
            head, holds = ElidedLabel(look().bold), ElidedLabel(look().small, "2")
            head.show_text(f"{column_letters(guess.column)}　{guess.head or '（没有表头）'}")
            holds.show_text("；".join(samples.get(guess.column, ())) or "")
            box = QComboBox()
            for field, words in LABELS.items():
                box.addItem(words, field)
            if box.findData(guess.field) < 0:
                box.addItem(guess.field, guess.field)
            box.setCurrentIndex(box.findData(guess.field))
            box.setAccessibleName(f"{guess.head or column_letters(guess.column)}这一列是")
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.boxes[alike[0].signature, guess.column] = box
            for place, part in enumerate((head, holds, box)):
                grid.addWidget(part, line, place)
            if not guess.sure:
                grid.addWidget(tag("请确认", "amber"), line, 3)
            line += 1
        return line

    def values(self) -> dict[str, dict[int, str]]:
        """Table (its signature) → place of the column from 0 → field, "" not used."""
        found: dict[str, dict[int, str]] = {}
        for (signature, column), box in self.boxes.items():
            found.setdefault(signature, {})[column] = str(box.currentData())
        return found

    def begin(self) -> None:
        first = next(iter(self.boxes.values()), None)
        if first is not None:
            first.setFocus()


def _name(sheet: StagedSheet, sheets: Sequence[StagedSheet]) -> str:
    """A table as a person finds it: the sheet it stands on, and where it begins where several stand there."""
    alone = sum(other.grid == sheet.grid for other in sheets) == 1
    return f"“{sheet.sheet}”" if alone else f"“{sheet.sheet}”第 {sheet.head_rows[0]} 行起"


def _samples(sheets: Sequence[StagedSheet]) -> dict[int, list[str]]:
    """By column: what its first cells say."""
    found: dict[int, list[str]] = {}
    for row in (row for sheet in sheets for row in sheet.rows):
        for cell in row.cells:
            held = found.setdefault(cell.column, []) if cell.column is not None else []
            words = " ".join(str(cell.raw).split()) if cell.raw not in (None, "") else ""
            if words and words[:16] not in held and len(held) < _SAMPLES:
                held.append(words[:16])
    return found


def used(sheets: Sequence[StagedSheet]) -> tuple[int, int]:
    """How many columns are used, of how many."""
    columns = [guess for sheet in sheets for guess in sheet.columns]
    return sum(bool(guess.field) for guess in columns), len(columns)
