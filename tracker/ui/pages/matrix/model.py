"""The matrix as an item model: four columns of the task, one per unit, two of figures. Rows are read in chunks as they are seen."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tracker.domain.records import TaskRow, UnitRecord
from tracker.domain.screens import MatrixCell
from tracker.domain.terms import DeadlineKind
from tracker.usecases.views.matrix_frame import NOTHING, Count, Counts, Frame, Group, Part, Rows, Wanted, of_roles, sum_of

Index = QModelIndex | QPersistentModelIndex
NUMBER, TITLE, DUE, LIGHT, FIRST_UNIT = range(5)
HEADS = ("编号", "重点任务", "时限", "灯")
CHUNK, KEPT, PARTS_AT_ONCE = 48, 4096, 12
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """A task as the matrix shows it: its row of the task list and its cells by unit."""

    task: TaskRow
    cells: Mapping[int, MatrixCell]
    count: Count


Fetch = Callable[[Sequence[int]], Mapping[int, Line]]
FetchCounts = Callable[[Sequence[Part]], Mapping[int, Counts]]


def due_text(task: TaskRow) -> str:
    """The time limit in five characters: month and day, 长期, or how the wording begins."""
    if task.due is not None:
        return f"{task.due:%m-%d}"
    if task.kind is DeadlineKind.STANDING:
        return "长期"
    return task.wording or "—"


class RowPlaces:
    """Which group and which of its items each row shows; None stands for the group's own row, which there is none of where all are `bare`.

    Worked out from where the groups begin: made anew for a hundred thousand rows, it costs nothing for any of them.
    """

    def __init__(self, groups: Sequence[Group], folded: Collection[Hashable], *, bare: bool = False) -> None:
        self._items = [() if group.key in folded and not bare else group.items for group in groups]
        self._head = 0 if bare else 1
        self._starts = list(accumulate((self._head + len(items) for items in self._items), initial=0))

    def __len__(self) -> int:
        return self._starts[-1]

    def __getitem__(self, row: int) -> tuple[int, int | None]:
        group = bisect_right(self._starts, row) - 1
        place = row - self._starts[group] - self._head
        return group, None if place < 0 else self._items[group][place]

    def same_as(self, other: "RowPlaces") -> bool:
        return self._head == other._head and self._items == other._items

    def row_of(self, item: int) -> int:
        """The row of this item; -1 where it is not shown."""
        group = next((place for place, items in enumerate(self._items) if item in items), -1)
        return -1 if group < 0 else self._starts[group] + self._head + self._items[group].index(item)


class MatrixModel(QAbstractTableModel):
    """Flat rows: each group has a row of its own above its items, which are tasks or sections."""

    def __init__(self, fetch: Fetch, fetch_counts: FetchCounts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch, self._fetch_counts = fetch, fetch_counts
        self.frame = Frame(Wanted())
        self.columns: dict[int, int] = {}
        self._folded: set[Hashable] = set()
        self._rows = RowPlaces((), frozenset())
        self._lines: dict[int, Line] = {}
        self._counts: dict[int, tuple[Counts, Count]] = {}

    # loading

    def set_frame(self, frame: Frame) -> bool:
        """Show this frame. True where rows or columns are others than before: the views then have to find their place again."""
        columns = {unit.id: FIRST_UNIT + place for place, unit in enumerate(frame.units)}
        self._lines.clear()
        self._counts = {part_id: (counts, sum_of(counts.values())) for part_id, counts in frame.counts.items()}
        old, rows = self.frame, self._lay_out(frame)
        if old.units == frame.units and self._rows.same_as(rows) and old.wanted.rows is frame.wanted.rows:
            self.frame = frame
            self._say_changed()
            return False
        self.beginResetModel()
        self.frame, self.columns, self._rows = frame, columns, rows
        self.endResetModel()
        return True

    def _say_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def _lay_out(self, frame: Frame) -> RowPlaces:
        bare = frame.wanted.rows is Rows.SECTIONS and all(len(group.items) == 1 for group in frame.groups)
        return RowPlaces(frame.groups, frozenset(self._folded), bare=bare)

    # folding

    def is_folded(self, group: Group) -> bool:
        return group.key in self._folded

    def toggle(self, row: int) -> None:
        """Fold or unfold the group whose row this is."""
        group = self.group_at(row)
        if group is None:
            return
        if group.key in self._folded:
            self.beginInsertRows(_ROOT, row + 1, row + len(group.items))
            self._folded.discard(group.key)
            self._rows = self._lay_out(self.frame)
            self.endInsertRows()
        else:
            self.beginRemoveRows(_ROOT, row + 1, row + len(group.items))
            self._folded.add(group.key)
            self._rows = self._lay_out(self.frame)
            self.endRemoveRows()

    def fold_all(self, fold: bool) -> None:
        """Fold every group, or show all rows."""
        self.beginResetModel()
        self._folded = {group.key for group in self.frame.groups} if fold else set()
        self._rows = self._lay_out(self.frame)
        self.endResetModel()

    @property
    def folded(self) -> frozenset[Hashable]:
        """The keys of the groups whose rows are folded away."""
        return frozenset(self._folded)

    @property
    def all_folded(self) -> bool:
        return bool(self.frame.groups) and all(group.key in self._folded for group in self.frame.groups)

    # places

    @property
    def shows_sections(self) -> bool:
        return self.frame.wanted.rows is Rows.SECTIONS

    @property
    def first_figure(self) -> int:
        """The column of 牵头; 参与 follows."""
        return FIRST_UNIT + len(self.frame.units)

    def group_at(self, row: int) -> Group | None:
        """The group whose own row this is."""
        if 0 <= row < len(self._rows) and self._rows[row][1] is None:
            return self.frame.groups[self._rows[row][0]]
        return None

    def task_at(self, row: int) -> int | None:
        """The id of the task in this row."""
        return self._rows[row][1] if 0 <= row < len(self._rows) and not self.shows_sections else None

    def section_at(self, row: int) -> Part | None:
        """The section in this row."""
        if 0 <= row < len(self._rows) and self.shows_sections:
            place = self._rows[row][1]
            return None if place is None else self.frame.sections[place]
        return None

    def unit_at(self, column: int) -> UnitRecord | None:
        """The unit of this column."""
        place = column - FIRST_UNIT
        return self.frame.units[place] if 0 <= place < len(self.frame.units) else None

    def row_of(self, task_id: int) -> int:
        """The row that shows this task; -1 where it is not here."""
        return self._rows.row_of(task_id)

    def first_item(self) -> int:
        """The first row that is no group row; -1 where there is none."""
        return next((row for row in range(min(2, len(self._rows))) if self._rows[row][1] is not None), -1)

    def line(self, row: int) -> Line | None:
        """The task in this row with its cells, read with its neighbours where it is not here yet."""
        task_id = self.task_at(row)
        if task_id is None:
            return None
        found = self._lines.get(task_id)
        return self._load(row, task_id) if found is None else found

    def _load(self, row: int, task_id: int) -> Line | None:
        first = row // CHUNK * CHUNK
        if len(self._lines) > KEPT:
            self._lines.clear()
        near = (self._rows[one][1] for one in range(first, min(first + CHUNK, len(self._rows))))
        wanted = [item for item in near if item is not None and item not in self._lines]
        self._lines.update(self._fetch(wanted))
        return self._lines.get(task_id)

    def part_at(self, row: int) -> Part | None:
        """The group or section of this row."""
        group = self.group_at(row)
        return group.part if group else self.section_at(row)

    def counts_at(self, row: int) -> Counts:
        """The figures per unit of a group or a section."""
        return self._figures(row)[0]

    def count_at(self, row: int) -> Count:
        """The two figures at the right."""
        line = self.line(row)
        return line.count if line else self._figures(row)[1]

    def _figures(self, row: int) -> tuple[Counts, Count]:
        part = self.part_at(row)
        if part is None:
            return {}, NOTHING
        if part.id not in self._counts:
            self._load_counts(row)
        return self._counts.get(part.id, ({}, NOTHING))

    def _load_counts(self, row: int) -> None:
        """Read the figures of this row's part and of those shown next."""
        near = (self.part_at(one) for one in range(row, min(row + CHUNK, len(self._rows))))
        wanted = [part for part in near if part is not None and part.id not in self._counts][:PARTS_AT_ONCE]
        for part_id, counts in self._fetch_counts(wanted).items():
            self._counts[part_id] = counts, sum_of(counts.values())

    # Qt's side

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else FIRST_UNIT + len(self.frame.units) + 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == LIGHT:
            line = self.line(index.row())
            return f"{line.task.light.label}：{line.task.why}" if line is not None and line.task.why else None
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row, column = index.row(), index.column()
        if column >= self.first_figure:
            count = self.count_at(row)
            return str(count.lead if column == self.first_figure else count.part)
        unit = self.unit_at(column)
        line = self.line(row)
        if line is None:
            return self._sum_text(row, column, unit)
        if unit is not None:
            cell = line.cells.get(unit.id)
            return "" if cell is None else cell.role.label + ("（推定）" if cell.inferred else "")
        return self._task_text(line, column)

    def _task_text(self, line: Line, column: int) -> str:
        task = line.task
        return (str(task.number), task.title, due_text(task), task.reason or task.light.label)[column]

    def _sum_text(self, row: int, column: int, unit: UnitRecord | None) -> str:
        if unit is not None:
            count = self.counts_at(row).get(unit.id, NOTHING)
            return f"牵头 {count.lead}，参与 {count.part}" if count.lead or count.part else ""
        part = self.part_at(row)
        return f"{part.title} {len(part.tasks)} 项" if part and column == TITLE else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        unit = self.unit_at(section)
        if unit is not None:
            return unit.display if role == Qt.ItemDataRole.DisplayRole else unit.full_name
        return HEADS[section] if section < FIRST_UNIT else ("牵头", "参与")[min(section - self.first_figure, 1)]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def line_of(task: TaskRow, cells: Mapping[int, MatrixCell]) -> Line:
    """A task with its cells and its two figures."""
    return Line(task, cells, of_roles(cell.role for cell in cells.values()))
