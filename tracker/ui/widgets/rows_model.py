"""A table over ids: groups of ids come at once, the rows themselves in chunks as they become visible.

Built for 100,000 rows: setting the groups costs nothing per row, a fold removes one range, and only rows that somebody looks at
are ever fetched and kept.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tracker.ui.shapes import Mark

V = TypeVar("V")
Index = QModelIndex | QPersistentModelIndex
Figures = tuple[tuple[Mark, int], ...]
CHUNK, KEPT = 64, 8192
_ROOT = QModelIndex()
# Made once: Qt asks for the flags of every cell that it paints.
_NOWHERE, _HEADING = Qt.ItemFlag.NoItemFlags, Qt.ItemFlag.ItemIsEnabled
_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class Column(NamedTuple):
    """A column: `width` in pixels at 100 %, `right` aligned figures, `stretch` takes what is left."""

    key: str
    title: str
    width: int = 100
    right: bool = False
    stretch: bool = False
    sortable: bool = False


class RowGroup:
    """A run of rows under a heading. `count` is said behind the title; `marks` are figures set at the right, asked for when the heading
    is seen; `mark` stands before it."""

    __slots__ = ("_marks", "count", "ids", "key", "mark", "title")

    def __init__(
        self,
        key: Hashable,
        title: str,
        ids: Sequence[int],
        count: str = "",
        marks: Callable[[], Figures] | None = None,
        mark: Mark | None = None,
    ) -> None:
        self.key, self.title, self.ids, self.count, self._marks, self.mark = key, title, ids, count, marks, mark

    @property
    def marks(self) -> Figures:
        return self._marks() if self._marks else ()


class ChunkedRowsModel(QAbstractTableModel, Generic[V]):
    """Flat rows: with `grouped`, each group has a heading row of its own above its rows. Subclasses say what a cell reads (`text`).

    `fetch(ids)` gives the values of some rows, in any order; `identity` tells a value's id.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Callable[[Sequence[int]], Iterable[V]],
        *,
        identity: Callable[[V], int] = attrgetter("id"),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch, self._identity = fetch, identity
        self._groups: tuple[RowGroup, ...] = ()
        self._grouped = True
        self._folded: set[Hashable] = set()
        self._starts: list[int] = []
        self._rows = 0
        self._values: dict[int, V] = {}
        self._places: dict[int, int] | None = None
        self._offsets: list[int] = []
        self._sort = ("", False)

    # what subclasses say

    def text(self, value: V, key: str) -> str:
        """What the cell of column `key` reads; also what screen readers say."""
        return str(getattr(value, key))

    def copied_text(self, value: V, key: str) -> str:
        """What Ctrl+C copies of a cell: more than one line where it has them."""
        return self.text(value, key)

    # loading

    def set_groups(self, groups: Iterable[RowGroup], *, grouped: bool = True) -> None:
        """Show these rows instead. Groups folded before stay folded."""
        self.beginResetModel()
        self._groups, self._grouped = tuple(groups), grouped
        self._values.clear()
        self._places = None
        self._lay_out()
        self.endResetModel()

    def forget(self) -> None:
        """Fetch the values again: the rows are the same, what they say has changed."""
        self._values.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self._rows - 1, len(self.columns) - 1))

    def _lay_out(self) -> None:
        self._starts, row = [], 0
        head = 1 if self._grouped else 0
        for group in self._groups:
            self._starts.append(row)
            row += head + (0 if group.key in self._folded and self._grouped else len(group.ids))
        self._rows = row

    # places

    @property
    def groups(self) -> tuple[RowGroup, ...]:
        return self._groups

    @property
    def item_count(self) -> int:
        """How many rows there are without headings, folded ones too."""
        return sum(len(group.ids) for group in self._groups)

    def group_index(self, row: int) -> int:
        """Which group the row belongs to."""
        return bisect_right(self._starts, row) - 1

    def heading_at(self, row: int) -> RowGroup | None:
        """The group whose heading stands in this row; None for an ordinary row."""
        if not self._grouped or not 0 <= row < self._rows:
            return None
        index = self.group_index(row)
        return self._groups[index] if self._starts[index] == row else None

    def heading_row(self, row: int) -> int:
        """The row of the heading above this row."""
        return self._starts[self.group_index(row)]

    def id_at(self, row: int) -> int | None:
        """The id shown in this row; None for a heading."""
        if not 0 <= row < self._rows:
            return None
        index = self.group_index(row)
        place = row - self._starts[index] - (1 if self._grouped else 0)
        return None if place < 0 else self._groups[index].ids[place]

    def row_of(self, item: int) -> int:
        """The first row that shows this id; -1 where it is not here or folded away."""
        index, place = self._place_of(item)
        if index < 0 or self.is_folded(index):
            return -1
        return self._starts[index] + place + (1 if self._grouped else 0)

    def _place_of(self, item: int) -> tuple[int, int]:
        """The first group that holds this id, and its place there; (-1, -1) where it is not here."""
        if self._places is None:
            self._offsets = list(accumulate((len(group.ids) for group in self._groups), initial=0))
            # From the end on, so that the first of several places is the one that stays.
            backwards = chain.from_iterable(reversed(group.ids) for group in reversed(self._groups))
            self._places = dict(zip(backwards, range(self._offsets[-1] - 1, -1, -1), strict=True))
        found = self._places.get(item)
        if found is None:
            return -1, -1
        index = bisect_right(self._offsets, found) - 1
        return index, found - self._offsets[index]

    def value(self, row: int) -> V | None:
        """The value shown in this row, fetched with its neighbours where it is not here yet; None for a heading."""
        item = self.id_at(row)
        if item is None:
            return None
        found = self._values.get(item)
        return self._load(row, item) if found is None else found

    def _load(self, row: int, item: int) -> V | None:
        first = row // CHUNK * CHUNK
        wanted = {one for near in range(first, min(first + CHUNK, self._rows)) if (one := self.id_at(near)) is not None}
        if len(self._values) > KEPT:
            self._values.clear()
        for value in self._fetch([one for one in wanted if one not in self._values]):
            self._values[self._identity(value)] = value
        return self._values.get(item)

    # folding

    def is_folded(self, group: int) -> bool:
        return self._grouped and self._groups[group].key in self._folded

    def set_folded(self, group: int, folded: bool) -> None:
        """Hide or show the rows of a group."""
        if not self._grouped or self.is_folded(group) == folded:
            return
        key, count, first = self._groups[group].key, len(self._groups[group].ids), self._starts[group] + 1
        change = self._folded.add if folded else self._folded.discard
        if not count:
            change(key)
        elif folded:
            self.beginRemoveRows(_ROOT, first, first + count - 1)
            change(key)
            self._lay_out()
            self.endRemoveRows()
        else:
            self.beginInsertRows(_ROOT, first, first + count - 1)
            change(key)
            self._lay_out()
            self.endInsertRows()
        head = self.index(first - 1, 0)
        self.dataChanged.emit(head, head)

    def reveal(self, item: int) -> int:
        """Unfold the group that holds this id; its row, or -1 where it is not here."""
        row = self.row_of(item)
        if row < 0 and (index := self._place_of(item)[0]) >= 0:
            self.set_folded(index, False)
            row = self.row_of(item)
        return row

    # sorting, as shown in the head; the page asks its use case for the order

    def set_sort(self, key: str, descending: bool = False) -> None:
        self._sort = (key, descending)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    @property
    def sort_order(self) -> tuple[str, bool]:
        return self._sort

    # Qt's side

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row, column = index.row(), index.column()
        heading = self.heading_at(row)
        if heading is not None:
            return " ".join(part for part in (heading.title, heading.count) if part) if column == 0 else None
        value = self.value(row)
        return None if value is None else self.text(value, self.columns[column].key)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = ("↓" if self._sort[1] else "↑") if self._sort[0] == column.key else ""
            return column.title + arrow
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _NOWHERE
        return _HEADING if self.heading_at(index.row()) is not None else _ROW
