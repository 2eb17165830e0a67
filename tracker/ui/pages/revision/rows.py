"""The differences of a revision as rows: what happens to each task, what changes in it, and what was decided."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from tracker.domain.plan_lists import ListKind
from tracker.ui.icons import TOOL, paint_icon
from tracker.ui.theme import look
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import draw_text
from tracker.usecases.intake.plan_revision import Kind, RevisionRow, RevisionSession

_COLUMNS = (
    Column("kind", "变化", 88),
    Column("label", "编号", 64),
    Column("title", "任务或条目", 220, stretch=True),
    Column("what", "变在哪里", 240),
    Column("decision", "决定", 96),
)
_ICONS = {
    Kind.QUESTION: ("circle-help", "amber"),
    Kind.CHANGED: ("pen-line", "accent"),
    Kind.ADDED: ("plus", "green"),
    Kind.REMOVED: ("minus", "red"),
    Kind.SAME: ("equal", "slate"),
}


class ListedRow(NamedTuple):
    """A difference with a number that stays with it."""

    id: int
    row: RevisionRow


class RevisionModel(ChunkedRowsModel[ListedRow]):
    """The rows of one session, all or those of one kind."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(_COLUMNS, self._rows_of, parent=parent)
        self._keys: dict[str, int] = {}
        self._shown: dict[int, ListedRow] = {}

    def groups_of(self, session: RevisionSession, kind: Kind | None) -> list[RowGroup]:
        """Take the session as it stands; the rows to show: the tasks, then the lists beside them."""
        self._shown = {}
        groups: dict[str, list[int]] = {}
        for row in session.rows:
            if kind is None or row.kind is kind:
                number = self.number(row.key)
                self._shown[number] = ListedRow(number, row)
                groups.setdefault(row.table, []).append(number)
        names = {"": "任务"} | {kind.value: kind.label for kind in ListKind}
        return [RowGroup(table, names[table], tuple(ids), f"{len(ids)} 项") for table, ids in groups.items()]

    def number(self, key: str) -> int:
        """The number by which the list knows a difference."""
        return self._keys.setdefault(key, len(self._keys) + 1)

    def row_with(self, number: int | None) -> RevisionRow | None:
        """The difference of that number, where it is shown."""
        listed = self._shown.get(number) if number is not None else None
        return listed.row if listed else None

    def _rows_of(self, ids: Sequence[int]) -> list[ListedRow]:
        return [self._shown[number] for number in ids]

    def text(self, value: ListedRow, key: str) -> str:
        row = value.row
        if key == "kind":
            return row.kind.label
        if key == "what":
            return what(row)
        if key == "decision":
            return decision(row)
        return str(getattr(row, key))


def what(row: RevisionRow) -> str:
    """In what a task differs, in a few words."""
    if row.kind is Kind.QUESTION:
        count = len(row.candidates)
        return f"和原来的 {count} 项相近" if count > 1 else "和原来的一项有些像"
    if row.kind is Kind.REMOVED and row.table and row.accepted is False:
        return "修订稿里没有，保留"
    if row.kind is Kind.REMOVED:
        return "手工增加的，修订稿里没有" if row.by_hand else "修订稿里没有"
    if row.kind is Kind.ADDED:
        return "原来没有"
    names = "、".join(change.label for change in row.fields)
    if any(change.said is not None for change in row.fields):
        return f"{names}（手工改过）"
    return names or ("保留手工修改：" + "、".join(change.label for change in row.kept) if row.kept else "")


def decision(row: RevisionRow) -> str:
    """What was decided about it."""
    if row.kind is Kind.SAME:
        return "—"
    if row.accepted is None:
        return "待确认" if row.kind is Kind.QUESTION else "未决定"
    return "接受" if row.accepted else "保留原来"


class RevisionDelegate(RowDelegate):
    """Paints the kind as icon and word, the decision in its colour."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: ListedRow, key: str, selected: bool) -> None:
        current, row = look(), value.row
        tokens = current.tokens
        if key == "kind":
            name, ink = _ICONS[row.kind]
            side = current.px(TOOL)
            paint_icon(painter, QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side), name, getattr(tokens, ink))
            draw_text(painter, rect.adjusted(side + 6, 0, 0, 0), row.kind.label, current.body, getattr(tokens, ink))
        elif key == "decision":
            ink = tokens.text2 if row.kind is Kind.SAME else tokens.amber if row.accepted is None else tokens.green
            words = decision(row)
            draw_text(painter, rect, words, current.bold if row.accepted else current.body, tokens.text if row.accepted is False else ink)
        elif key == "what":
            hand = row.has_hand_edits or bool(row.kept)
            draw_text(painter, rect, what(row), current.body, tokens.amber if hand else tokens.text2)
        else:
            ink = tokens.text2 if row.kind is Kind.SAME else tokens.text
            draw_text(painter, rect, str(getattr(row, key)), current.body, ink)


class RevisionList(RowsView):
    """The list with the keys of the comparison: Enter accepts (`opened`), R keeps the old, S and M cut the new document's tasks
    otherwise, a figure answers a question."""

    kept = Signal(int)
    answered = Signal(int, int)
    split_wanted = Signal(int)
    merge_wanted = Signal(int)

    def __init__(self, model: RevisionModel) -> None:
        super().__init__(model)
        self.setItemDelegate(RevisionDelegate(self))
        self.setMinimumHeight(look().px(84))  # its head, the name of a group and one row
        self.setAccessibleName("修订稿与现有方案的差别")
        self.setSelectionMode(RowsView.SelectionMode.SingleSelection)

    def _act(self, key: int, row: int) -> bool:
        item = self.rows.id_at(row)
        if item is not None and key == Qt.Key.Key_R:
            self.kept.emit(item)
            return True
        if item is not None and key in (Qt.Key.Key_S, Qt.Key.Key_M):
            (self.split_wanted if key == Qt.Key.Key_S else self.merge_wanted).emit(item)
            return True
        if item is not None and Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self.answered.emit(item, key - Qt.Key.Key_0)
            return True
        return super()._act(key, row)
