"""Finding the tables of a grid: the head over one to three rows, title lines above it, and where the next table begins."""

import re
from dataclasses import dataclass

from tracker.files.grid import CellValue
from tracker.sheets.fields import TICK
from tracker.sheets.frame import Frame, shown, squeezed
from tracker.sheets.periods import disagrees, printed_period
from tracker.sheets.vocabulary import EXTRA, Heads, plain_head, read_head

_LONGEST_HEAD = 30
_MOST_HEAD_ROWS = 3
_SEARCHED_ROWS = 60
_DATA = re.compile(r"^(?:[\d.,%约]+|.*[。；;].*|\d{4}[-./年]\d{1,2}[-./月](?:\d{1,2}日?)?(?:前|底)?|1\d{10})$")
_MONTH_OVER = re.compile(r"(?:20\d\d年)?(?:1[0-2]|0?[1-9])月(?:份|底)?")
_LINE_CELLS, _LINES_ABOVE = 2, 3
_CORE = frozenset(("title", "content"))
_ANSWERS = frozenset(
    (
        "state",
        "percent",
        "progress",
        "problems",
        "next_steps",
        "deadline",
        "leader",
        "office",
        "person",
        "phone",
        "person_phone",
        "lead",
        "support",
    )
)


@dataclass(frozen=True, slots=True)
class HeadCell:
    """The head of one column: its words, those above it where the head has several rows, and what they may mean."""

    column: int
    words: str
    upper: str
    heads: Heads

    @property
    def text(self) -> str:
        """The head as it is told to a person."""
        return f"{self.upper} / {self.words}" if self.upper and self.upper != self.words else self.words


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a grid: `head_rows` from 0, the body in [first, last]; `above`: the lines over the head, as text."""

    head_rows: tuple[int, ...]
    cells: tuple[HeadCell, ...]
    first: int
    last: int
    above: tuple[str, ...]

    @property
    def signature(self) -> str:
        """The set of heads as one text, by which a remembered choice of columns is found again."""
        return "|".join(plain_head(cell.text) for cell in self.cells)


def find_tables(frame: Frame) -> list[Table]:
    """The tables of a grid, from the top. A head that is printed again inside its table does not begin a new one."""
    found: list[tuple[tuple[int, ...], tuple[HeadCell, ...]]] = []
    row, blank = 0, 0
    limit = frame.height
    while row < limit:
        if not found and row - blank > _SEARCHED_ROWS:
            break
        if not found and not frame.filled(row):
            blank += 1
        rows = _head_at(frame, row)
        if rows is None:
            row += 1
            continue
        cells = _head_cells(frame, rows)
        if not found or not _repeats(frame, found[-1][0], row) or _of_other_period(frame, found[-1][0][0], row):
            found.append((rows, cells))
        row = rows[-1] + 1
    tables = []
    for index, (rows, cells) in enumerate(found):
        last = found[index + 1][0][0] - 1 if index + 1 < len(found) else limit - 1
        lines = range(rows[0]) if index == 0 else _lines_above(frame, rows[0])
        above = tuple(text for r in lines for text in row_texts(frame, r))
        tables.append(Table(rows, cells, rows[-1] + 1, last, above))
    return tables


def row_texts(frame: Frame, row: int) -> list[str]:
    """What stands in the cells of a row, empty ones left out."""
    return [shown(frame.own(row, column)) for column in frame.filled(row)]


def _lines_above(frame: Frame, head: int) -> range:
    """The few rows right above a head that are no data: its title and what stands under the title."""
    start = head
    while start > max(0, head - _LINES_ABOVE) and len(set(row_texts(frame, start - 1))) <= _LINE_CELLS:
        start -= 1
    return range(start, head)


def _of_other_period(frame: Frame, first: int, head: int) -> bool:
    """Whether the lines above a head that is printed again name another month than those above the first one."""
    here, there = (
        next((found for row in _lines_above(frame, at) for text in row_texts(frame, row) if (found := printed_period(text)).month), None)
        for at in (head, first)
    )
    return here is not None and there is not None and disagrees(here, there)


def _repeats(frame: Frame, head: tuple[int, ...], row: int) -> bool:
    """Whether a head only prints the one above again on a new page, rather than beginning a table of another shape."""
    here = {(column, squeezed(shown(frame.own(row, column)))) for column in frame.filled(row)}
    for other in head:
        there = {(column, squeezed(shown(frame.own(other, column)))) for column in frame.filled(other)}
        if len(here & there) >= 0.6 * len(here):
            return True
    return False


def _head_at(frame: Frame, row: int) -> tuple[int, ...] | None:
    """The rows of the head that begins here, None where none does."""
    if not _may_be_head(frame, row):
        return None
    rows = [row]
    while len(rows) < _MOST_HEAD_ROWS and _continues(frame, rows):
        rows.append(rows[-1] + 1)
    for count in range(len(rows), 0, -1):
        cells = _head_cells(frame, tuple(rows[:count]))
        if _is_head(cells):
            return tuple(rows[:count])
    return None


def _may_be_head(frame: Frame, row: int) -> bool:
    """A quick look: at least two short texts side by side, one of them a known word, and nothing that looks like data."""
    texts: list[str] = []
    for column, value in enumerate(frame.grid.rows[row]):
        if value is None or _is_month_over(frame, row, column):
            continue
        if not isinstance(value, str) or (value[:1].isdigit() and _DATA.match(squeezed(value))):
            return False
        if text := shown(value):
            texts.append(text)
    if len(texts) < 2 or sum(len(text) > _LONGEST_HEAD for text in texts) > len(texts) // 4:
        return False
    known = sum(bool(read_head(text).weights) for text in texts if len(text) <= _LONGEST_HEAD)
    return known * 2 >= len(texts) and known >= 2 and not any(_DATA.match(squeezed(text)) for text in texts)


def _is_month_over(frame: Frame, row: int, column: int) -> bool:
    """Whether a cell is a month that stands over several columns: 2026年8月 | 2026年9月."""
    value = frame.own(row, column)
    wide = bool(frame.covers) and frame.span(row, column) > 1
    return wide and isinstance(value, str) and bool(_MONTH_OVER.fullmatch(squeezed(value)))


def _continues(frame: Frame, rows: list[int]) -> bool:
    """Whether the row below belongs to the head: heads that reach down into it, or only words of heads under a wide one."""
    below = rows[-1] + 1
    if below >= frame.height:
        return False
    own = [column for column in frame.filled(below) if not frame.is_continued(below, column)]
    reaching = [c for c in range(frame.width) if frame.is_continued(below, c) and frame.covers[below, c].first_row >= rows[0]]
    if not own:
        return bool(reaching) and len(reaching) >= frame.width // 2
    texts = [squeezed(shown(frame.own(below, column))) for column in own]
    if any(len(text) > _LONGEST_HEAD or _DATA.match(text) for text in texts):
        return False
    above = {column: squeezed(shown(frame.value(rows[-1], column))) for column in own}
    copied = sum(above[column] == text for column, text in zip(own, texts, strict=True))
    fresh = [(column, text) for column, text in zip(own, texts, strict=True) if above[column] != text]
    if not fresh:
        return False
    words = sum(bool(read_head(text, above[column]).weights) or text in ("是", "否", "√", "×") for column, text in fresh)
    if reaching or copied:
        return words * 2 >= len(fresh)
    return words * 2 >= len(fresh) and _fills_gaps(frame, rows, own)


def _fills_gaps(frame: Frame, rows: list[int], own: list[int]) -> bool:
    """Whether the row below fills just what a head without merged cells leaves empty: the columns under its wide words."""
    above = [bool(shown(frame.value(rows[-1], column))) for column in range(frame.width)]
    first = _first_column(frame, rows[0])
    gaps = [column for column in range(first, frame.width) if not above[column]]
    starts = {column for column in range(first, frame.width - 1) if above[column] and not above[column + 1]}
    if first in own or not all(column in starts or not above[column] for column in own):
        return False
    wide = any(frame.span(rows[-1], column) > 1 for column in own if (rows[-1], column) in frame.covers)
    inner = [column for column in gaps if column <= max(own)]
    return wide or (bool(inner) and all(column in own for column in inner))


def _first_column(frame: Frame, row: int) -> int:
    return next(iter(frame.filled(row)), 0)


def _head_cells(frame: Frame, rows: tuple[int, ...]) -> tuple[HeadCell, ...]:
    cells = []
    for column in range(frame.width):
        texts: list[str] = []
        for row in rows:
            text = " ".join(shown(_across(frame, rows, row, column)).split())
            if text and (not texts or squeezed(texts[-1]) != squeezed(text)):
                texts.append(text)
        if not texts:
            continue
        words, upper = texts[-1], " / ".join(texts[:-1])
        cells.append(HeadCell(column, words, upper, read_head(words, texts[-2] if len(texts) > 1 else "")))
    return tuple(cells)


def _across(frame: Frame, rows: tuple[int, ...], row: int, column: int) -> CellValue:
    """The words over a column; in files without merged cells a wide head stands over its first column only."""
    value = frame.value(row, column)
    if value is not None and shown(value):
        return value
    if row == rows[-1] or frame.covers:
        return value
    below = any(shown(frame.own(other, column)) for other in rows if other > row)
    left = column - 1
    while below and left >= 0 and not shown(frame.own(row, left)):
        left -= 1
    return frame.own(row, left) if below and left >= 0 and shown(frame.own(rows[-1], left)) else value


def _is_head(cells: tuple[HeadCell, ...]) -> bool:
    """A head names the task and at least one thing that is reported of it, or several known things."""
    fields: set[str] = set()
    for cell in cells:
        fields |= {"tick" if field.startswith(TICK) else field for field in cell.heads.weights}
    fields.discard(EXTRA)
    task = bool(fields & _CORE) or "number" in fields
    return task and bool(fields & (_ANSWERS | {"tick"})) and len(fields) >= 3
