"""The rows of one table gathered into tasks: parts joined, sections carried along, everything else kept with its kind."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.sheets.cells import CellReader
from tracker.sheets.columns import Columns
from tracker.sheets.fields import TEXTS
from tracker.sheets.frame import is_blank, says_nothing, shown, squeezed
from tracker.sheets.row_kinds import BLANK, GROUP, PART, TASK, RowKind, RowReader
from tracker.sheets.staged import StagedCell

_KEPT_ACROSS = (*TEXTS, "number", "title", "content", "group", "lead", "support", "key", "remark")


@dataclass(slots=True)
class Draft:
    """One task of a table: its first row and the later ones, from 0; the section line above it; its title, ready to be compared."""

    row: int
    section: str = ""
    words: str = ""
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
    title = columns.fields.get("title")
    for row in range(reader.table.first, reader.table.last + 1):
        kind = reader.read(row)
        if kind.kind == TASK:
            draft = Draft(row, section, "" if title is None else squeezed(shown(cells.value(row, title))))
            if body.drafts and _goes_on(body.drafts[-1], draft, cells, columns):
                body.drafts[-1].parts.append(row)
            else:
                body.drafts.append(draft)
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


def _goes_on(before: Draft, here: Draft, cells: CellReader, columns: Columns) -> bool:
    """Whether a row repeats the task of the row above only to say more of it: same words in front, nothing but texts behind,
    where the row above has more than texts. (Where there are only texts, two rows may as well contradict each other.)"""
    if here.row - (before.parts[-1] if before.parts else before.row) != 1:
        return False
    if before.words != here.words or "title" not in columns.fields:
        return False
    fresh = left_out = 0
    for name, column in columns.fields.items():
        mine, its = cells.value(here.row, column), cells.value(before.row, column)
        if name in TEXTS:
            if not says_nothing(mine):
                if squeezed(shown(mine)) == squeezed(shown(its)):
                    return False
                fresh += 1
        elif name not in _KEPT_ACROSS:
            if not is_blank(cells.frame.own(here.row, column)):
                return False
            left_out += not is_blank(its)
    return fresh > 0 and left_out > 0


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
