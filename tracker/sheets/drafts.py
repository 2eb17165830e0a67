"""The rows of one table gathered into tasks: parts joined, sections carried along, everything else kept with its kind."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.files.grid import CellValue
from tracker.sheets.cells import CellReader
from tracker.sheets.columns import Columns
from tracker.sheets.fields import TEXTS
from tracker.sheets.frame import is_blank, says_nothing, shown, squeezed
from tracker.sheets.row_kinds import BLANK, GROUP, PART, TASK, RowKind, RowReader
from tracker.sheets.staged import StagedCell

_KEPT_ACROSS = (*TEXTS, "number", "title", "content", "group", "lead", "support", "key", "remark")


@dataclass(slots=True)
class Draft:
    """One task of a table: its first row and the later ones, from 0; the section line above it."""

    row: int
    section: str = ""
    parts: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Body:
    """The body of a table: its tasks, and the other rows with their kinds."""

    drafts: list[Draft] = field(default_factory=list)
    others: list[tuple[int, RowKind]] = field(default_factory=list)

    def lines(self, *kinds: str) -> list[str]:
        """What the rows of these kinds say."""
        return [kind.text for _row, kind in self.others if kind.kind in kinds]


def read_body(reader: RowReader, cells: CellReader, columns: Columns) -> Body:
    """All rows of a table from its head to its end."""
    body = Body()
    section = ""
    answers = [at for name, at in columns.fields.items() if name not in TEXTS and name not in _KEPT_ACROSS]
    for row in range(reader.table.first, reader.table.last + 1):
        kind = reader.read(row)
        if kind.kind == TASK:
            alone = _answers(cells.frame.grid.rows[row], answers)
            if not alone and body.drafts and _goes_on(body.drafts[-1], row, cells, columns, answers):
                body.drafts[-1].parts.append(row)
            else:
                body.drafts.append(Draft(row, section))
        elif kind.kind == PART:
            if body.drafts:
                body.drafts[-1].parts.append(row)
            else:
                body.others.append((row, RowKind(BLANK)))
        else:
            if kind.kind == GROUP:
                section = kind.text
            body.others.append((row, kind))
    return body


def _answers(row: Sequence[CellValue], columns: Sequence[int]) -> bool:
    """Whether a row holds something of its own in one of these columns."""
    return any(column < len(row) and not is_blank(row[column]) for column in columns)


def _goes_on(before: Draft, row: int, cells: CellReader, columns: Columns, answers: Sequence[int]) -> bool:
    """Whether a row that says nothing in the columns with answers repeats the task of the row above only to say more of it: same
    words in front, only texts behind, where the row above has more. (Where it has not, the two may as well contradict each other.)"""
    title = columns.fields.get("title")
    if title is None or row - (before.parts[-1] if before.parts else before.row) != 1:
        return False
    if squeezed(shown(cells.value(before.row, title))) != squeezed(shown(cells.value(row, title))):
        return False
    fresh = [column for name in TEXTS if (column := columns.fields.get(name)) is not None and not says_nothing(cells.value(row, column))]
    if any(squeezed(shown(cells.value(row, column))) == squeezed(shown(cells.value(before.row, column))) for column in fresh):
        return False
    return bool(fresh) and any(not is_blank(cells.value(before.row, column)) for column in answers)


def joined(cells: Sequence[StagedCell], parts: Sequence[Sequence[StagedCell]]) -> tuple[tuple[StagedCell, ...], list[str]]:
    """The cells of a task that fills several rows, and the fields in which its rows disagree."""
    by_field = {cell.field: [cell] for cell in cells}
    for part in parts:
        for cell in part:
            by_field.setdefault(cell.field, []).append(cell)
    out, disagree = [], []
    for name, group in by_field.items():
        said = [cell for cell in group if cell.value is not None or cell.reason is not None]
        first = group[0]
        if not said:
            out.append(first)
        elif name in TEXTS:
            out.append(_with_text(said[0], "\n".join(text for cell in group if (text := shown(cell.raw)))))
        else:
            out.append(said[0])
            if any(one.value != other.value for one, other in pairwise(said)):
                disagree.append(name)
    return tuple(out), disagree


def _with_text(cell: StagedCell, text: str) -> StagedCell:
    return cell._replace(raw=text, value=text or None, changes=bool(text))
