"""The table of what each event costs or earns, edited in its cells."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from tracker.domain.scoring import ScoreRule, read_points, said
from tracker.ui.theme import look

_USED, _EVENT, _POINTS, _CAP = range(4)
_HEADS = ("计分", "事项", "每次分值", "累计封顶")


class RuleTable(QTableWidget):
    """Space switches a rule on and off, F2 or typing edits points and cap (empty: none). `edited` follows each change."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADS), parent)
        self._rules: tuple[ScoreRule, ...] = ()
        self.setAccessibleName("计分规则")
        self.setHorizontalHeaderLabels(list(_HEADS))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look().row)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        head = self.horizontalHeader()
        head.setSectionResizeMode(_EVENT, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_USED, 46), (_POINTS, 82), (_CAP, 82)):
            self.setColumnWidth(column, look().px(width))
        self.itemChanged.connect(lambda _item: self.edited.emit())

    def show_rules(self, rules: Sequence[ScoreRule]) -> None:
        """Show these rules without telling anybody."""
        self._rules = tuple(rules)
        self.blockSignals(True)
        self.setRowCount(len(self._rules))
        for row, rule in enumerate(self._rules):
            used = QTableWidgetItem()
            used.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            used.setCheckState(Qt.CheckState.Checked if rule.used else Qt.CheckState.Unchecked)
            used.setData(Qt.ItemDataRole.AccessibleTextRole, f"{rule.event.label}是否计分")
            name = QTableWidgetItem(rule.event.label)
            name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.setItem(row, _USED, used)
            self.setItem(row, _EVENT, name)
            self.setItem(row, _POINTS, _figure(said(rule.points)))
            self.setItem(row, _CAP, _figure("" if rule.cap is None else said(rule.cap)))
        self.blockSignals(False)
        if self.currentRow() < 0 and self._rules:
            self.setCurrentCell(0, _POINTS)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + look().row * len(self._rules) + 2)

    @property
    def rules(self) -> tuple[ScoreRule, ...] | str:
        """The rules as they stand in the cells, or what is wrong with them."""
        found = []
        for row, rule in enumerate(self._rules):
            points = read_points(self._text(row, _POINTS))
            typed = self._text(row, _CAP).strip()
            cap = read_points(typed) if typed else None
            if points is None:
                return f"“{rule.event.label}”的分值请写成 2 或 −1.5 这样的数"
            if typed and (cap is None or cap < 0):
                return f"“{rule.event.label}”的封顶请写成不小于 0 的数，不封顶就空着"
            box = self.item(row, _USED)
            used = box is not None and box.checkState() == Qt.CheckState.Checked
            found.append(ScoreRule(rule.event, _same(points, rule.points), cap, used))
        return tuple(found)

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return "" if item is None else item.text()


def _same(typed: Fraction, before: Fraction) -> Fraction:
    """What was there before where it was only shown rounded."""
    return before if said(typed) == said(before) else typed


def _figure(text: str) -> QTableWidgetItem:
    made = QTableWidgetItem(text)
    made.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
