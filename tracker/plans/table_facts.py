"""Tables → facts: task-division tables give tasks, indicator tables indicators, service lists services."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.plans.alignment import Profile, align, fits_as_it_stands
from tracker.plans.cell_kinds import Look, fit, look
from tracker.plans.cleaning import CleanText, Line
from tracker.plans.columns import Column, for_tasks
from tracker.plans.heads import (
    by_looks,
    kind_of,
    name_longest,
    names_units_in_cells,
    one_duty,
    read_header_rows,
    with_counted_classes,
    with_texts,
    with_topics,
    words_of,
)
from tracker.plans.row_places import is_moved, profile_of, shifted
from tracker.plans.spaced import text_in_pieces
from tracker.plans.table_shapes import Cell, Table
from tracker.plans.turned import card, upright
from tracker.plans.unit_matrix import unit_matrix


@dataclass(slots=True)
class Row:
    """One row of facts: its cells by column, and the group rows above it (outermost first).

    `filled`: columns whose empty cell means what stands above.
    `more`: further cells with text of the task (重点任务 | 具体举措 | 工作目标), after the one in `cells`.
    `steps`: what is to be reached in a part of the year, each with the head of its column (一季度, 三季度).
    `named`: further cells that are told with their column's head: values of several years, money, years of a project.
    `stated`: what stands below the names of units that head columns of their own: the name's cell and the cell with its sign.
    `shifted`: the row was put together from the looks of its cells, and not all of them suit.
    """

    cells: dict[Column, Cell]
    groups: tuple[Cell, ...]
    more: tuple[Cell, ...] = ()
    filled: tuple[Column, ...] = ()
    steps: tuple[tuple[str, Cell], ...] = ()
    named: tuple[tuple[Column, str, Cell], ...] = ()
    stated: tuple[tuple[Cell, Cell], ...] = ()
    shifted: bool = False

    @property
    def start(self) -> int:
        return min(cell.start for cell in self._own())

    @property
    def end(self) -> int:
        return max(cell.end for cell in self._own())

    def _own(self) -> list[Cell]:
        kept = [cell for column, cell in self.cells.items() if column not in self.filled and cell.row_span != 0]
        kept += [cell for cell in self.more if cell.row_span != 0]
        kept += [cell for _, cell in (*self.steps, *self.stated) if cell.row_span != 0]
        return [*kept, *(cell for _, _, cell in self.named)] or list(self.cells.values())


@dataclass(slots=True)
class TableFacts:
    """A table that was understood: `kind` is what its rows are (Column.TASK, INDICATOR, SERVICE or PROJECT).

    `guessed`: heads of unknown words whose columns were taken for units because of their cells.
    """

    kind: Column
    columns: list[Column | None]
    rows: list[Row]
    guessed: tuple[str, ...] = ()


@dataclass(slots=True)
class _Cells:
    """A row of a table with its cells in their columns; `doubtful` where a flattened row did not fall into place."""

    cells: list[Cell]
    doubtful: bool = False


def read_table(text: CleanText, table: Table) -> TableFacts | None:
    """Read header and rows; None for a table whose header says nothing that is known."""
    if (cards := card(text, table)) is not None:
        return _read(text, cards)
    found = _read(text, table)
    turned = upright(text, table) if found is None else None
    return _read(text, turned) if turned is not None else found


def _read(text: CleanText, table: Table) -> TableFacts | None:
    matrix = unit_matrix(text, table)
    depth, columns, heads = (matrix.depth, matrix.columns, matrix.heads) if matrix else read_header_rows(text, table)
    kind = kind_of(columns)
    if kind is None and depth and names_units_in_cells(text, table, depth, columns):
        kind = Column.TASK
    if kind is None and depth and not name_longest(text, table, depth, columns) and kind_of(for_tasks(columns)) is None:
        return None
    if kind is Column.TASK and not _TEXTS & set(columns):
        name_longest(text, table, depth, columns)  # classes and an unknown head: 片区 | 更新任务
    kind = kind or kind_of(columns) or kind_of(for_tasks(columns))
    if kind is None:
        return None
    guessed: tuple[str, ...] = ()
    if kind is Column.TASK:
        columns = for_tasks(columns)
        told = by_looks(text, table, depth, columns, heads)
        guessed = tuple(head for head, a, b in zip(heads, columns, told, strict=False) if a is not b and b in _UNIT_COLUMNS)
        columns = told
        columns = with_texts(text, table.rows[depth:], one_duty(columns, heads), heads)
    facts = TableFacts(kind, columns, [], guessed)
    groups: list[Cell] = []
    header = [words_of(text, cell) for cell in table.rows[depth - 1]]
    rows = [*(_unmoved(text, table, depth, header) if matrix else _laid_out(text, table, depth, columns, header))]
    if kind is Column.TASK:
        columns = with_topics(text, [row.cells for row in rows], columns, heads)
        columns = with_counted_classes(text, [row.cells for row in rows], columns)
        facts.columns = columns
    for row in rows:
        filled = [cell for cell in row.cells if cell.end > cell.start]
        own = [cell for cell in filled if cell.row_span != 0]
        if not own or is_no_row(text, own):
            continue
        if len(filled) == 1 and filled[0].row_span <= 1 and len(columns) > 1:
            _push_group(text, groups, filled[0])
            continue
        fresh = _by_column(text, row.cells, columns, heads)
        if facts.rows:
            _same_as_above(text, fresh.cells, facts.rows[-1])
        if matrix:
            fresh.stated = tuple((matrix.units[c.column], c) for c in row.cells if c.column in matrix.units and c.end > c.start)
        if any(cell.end > cell.start for cell in fresh.cells.values()) or fresh.steps:
            fresh.groups, fresh.shifted = tuple(groups), row.doubtful or table.halved
            fresh.filled = _fill(fresh.cells, facts.rows[-1] if facts.rows else None, columns, flat=table.flat)
            facts.rows.append(fresh)
    return facts if facts.rows else None


def _unmoved(text: CleanText, table: Table, depth: int, header: list[str]) -> Iterator[_Cells]:
    """The rows below the head as they stand, without its repetitions: an empty cell under a unit's name says something too."""
    return (_Cells(row) for row in table.rows[depth:] if [words_of(text, cell) for cell in row] != header)


def _laid_out(text: CleanText, table: Table, depth: int, columns: list[Column | None], header: list[str]) -> Iterator[_Cells]:
    """The rows below the head without its repetitions; those of a flattened table with their cells put into columns."""
    rows = [row for row in table.rows[depth:] if [words_of(text, cell) for cell in row] != header]
    if not table.flat:
        yield from (_Cells(row) for row in rows)
        return
    looks = [[look(text.folded[cell.start : cell.end]) for cell in row] for row in rows]
    profile = profile_of(looks, columns)
    laid: list[_Cells] = []
    for row, seen in zip(rows, looks, strict=True):
        filled = [index for index, cell in enumerate(seen) if cell.words]
        stands = fits_as_it_stands(columns, seen[: len(columns)])
        if table.loose:
            remarked = any(column is Column.NOTE and one.units for column, one in zip(columns, seen, strict=False))
            stands = stands and len(row) == len(columns) and not remarked  # units under 备注 are the rest of the cell before
        elif stands:
            shown = seen[: 1 + max(filled, default=0)] if table.lined else seen  # an empty cell at the end only fills up the row
            stands = not is_moved(columns, shown, profile)
        if stands or len(filled) < 2:
            laid.append(_Cells(row))
        elif table.lined and (placed := shifted(columns, [row[i] for i in filled], [seen[i] for i in filled])):
            laid.append(_Cells(placed))
        else:
            made = _aligned([row[i] for i in filled], [seen[i] for i in filled], columns, profile, short=len(filled) < len(columns))
            for one in made if table.blanks else ():
                one.doubtful = one.doubtful or text_in_pieces(text, one.cells, columns)
            laid += made
    _repeat_merged(laid, columns)
    yield from laid


def _aligned(row: list[Cell], seen: list[Look], columns: list[Column | None], profile: Profile, *, short: bool) -> list[_Cells]:
    """One run of cells as the rows that it makes."""
    result = []
    for placed in align(columns, seen, profile):
        cells = []
        bad = False
        for column in sorted(placed):
            first, last = placed[column][0], placed[column][-1]
            cells.append(Cell(row[first].start, row[last].end, column))
            bad = bad or any(fit(columns[column], seen[i]) <= -1.5 for i in placed[column])
        result.append(_Cells(cells, bad))
    units = {index for index, column in enumerate(columns) if column in _UNIT_COLUMNS}
    for one, placed in zip(result, align(columns, seen, profile), strict=True):
        there = {cell.column for cell in one.cells}
        several = any(columns[column] in _UNIT_COLUMNS and len(places) > 1 for column, places in placed.items())
        one.doubtful = (
            one.doubtful or (several and len(units) > 1) or (short and bool(units - there) and bool(units & there) and len(units) > 1)
        )
    return result


_UNIT_COLUMNS = (Column.LEAD, Column.DUTY, Column.SUPPORT, Column.PLACE)
_BELOW_NUMBER = (*_UNIT_COLUMNS, Column.NUMBER, Column.GROUP, Column.LIMIT, Column.LEADER)


def _repeat_merged(laid: list[_Cells], columns: list[Column | None]) -> None:
    """Cells of the row above that a flattened row left out because they are merged over both."""
    above: dict[int, tuple[_Cells, Cell]] = {}
    texts = [i for i, column in enumerate(columns) if column in (Column.TITLE, Column.TASK, Column.PROJECT)]
    number = columns.index(Column.NUMBER) if Column.NUMBER in columns else -1
    for row in laid:
        there = {cell.column for cell in row.cells if cell.end > cell.start}
        if len(there) < 2 and not (there and _is_rest(next(iter(there)), columns)):
            above = {}
            continue
        wanted: list[int] = []
        if number >= 0 and number not in there:
            named = any(columns[i] in _UNIT_COLUMNS for i in there if i < len(columns))
            wanted = [i for i, column in enumerate(columns) if column in _BELOW_NUMBER and not (named and column in _UNIT_COLUMNS)]
        if len(texts) > 1 and texts[0] not in there and texts[1] in there:
            wanted.append(texts[0])
        for index in wanted:
            if index in there or index not in above:
                continue
            holder, source = above[index]
            merged = Cell(source.start, source.end, index, 2, source.column_span)
            holder.cells = [merged if cell is source else cell for cell in holder.cells]
            above[index] = holder, merged
            row.cells = [cell for cell in row.cells if cell.column != index] + [Cell(source.start, source.end, index, 0)]
            row.doubtful = row.doubtful or columns[index] in _UNIT_COLUMNS
        row.cells.sort(key=lambda cell: cell.column)
        above |= {cell.column: (row, cell) for cell in row.cells if cell.end > cell.start and cell.row_span != 0}


def _is_rest(index: int, columns: list[Column | None]) -> bool:
    """Whether a row's only cell stands in a column of text: the rest of its row is merged from above."""
    return 0 < index < len(columns) and columns[index] in (Column.TASK, Column.TITLE)


_CLASSES = (Column.GROUP, Column.TOPIC)
_TOTAL = re.compile(r"(?:本页)?(?:合|总|小|共)计(?:[:(]|\d|$)")
_NOTE = re.compile(
    r"(?:注|备注|说明|填表说明|填[表报]人|填[表报](?:单位|时间|日期)|审[核签批]人?|制表人?|联系(?:人|电话)|(?:单位)?负责人|索引号|发布机构|成文日期)\s*\d?:"
)


def is_no_row(text: CleanText, filled: list[Cell]) -> bool:
    """A total, a note or a signature below the table, or a row that numbers the columns."""
    first = words_of(text, filled[0])
    if _TOTAL.match(first) or _NOTE.match(first):
        return True
    return len(filled) >= 3 and [words_of(text, cell) for cell in filled] == [str(number) for number in range(1, len(filled) + 1)]


def _fill(cells: dict[Column, Cell], above: Row | None, columns: list[Column | None], *, flat: bool) -> tuple[Column, ...]:
    """Give empty cells what stands above: the class of a task always, its unit where that column leads the row.

    A page that lost its table leaves merged cells empty: who leads is then said in the row above, where others are named here.
    """
    if above is None:
        return ()
    filled = []
    first = [column for column in columns if column in (Column.TASK, Column.TITLE, Column.NUMBER)][:1]
    named = any(column in cells and cells[column].end > cells[column].start for column in (Column.DUTY, Column.SUPPORT))
    for column in (Column.GROUP, Column.TOPIC, Column.LEAD, Column.DUTY):
        leads = first and column in columns and columns.index(column) < columns.index(first[0])
        merged = flat and column is Column.LEAD and column in columns and named
        empty = column not in cells or cells[column].end <= cells[column].start
        if empty and column in above.cells and (column in _CLASSES or leads or merged):
            source = above.cells[column]
            if leads and column not in _CLASSES:
                cells[column] = Cell(source.start, source.end, source.column, 0)  # who stands first is merged over the rows of his tasks
                continue
            cells[column] = source
            filled.append(column)
    return tuple(filled)


_SAME = re.compile(r"(?:同上|同前|上同|〃|″|”|\"|'')$")


def _same_as_above(text: CleanText, cells: dict[Column, Cell], above: Row) -> None:
    """同上 in a cell: what stands above it."""
    for column in (*_UNIT_COLUMNS, Column.LIMIT, Column.LEADER, Column.GROUP, Column.TOPIC):
        if column in cells and column in above.cells and _SAME.match(words_of(text, cells[column])):
            cells[column] = Cell(above.cells[column].start, above.cells[column].end, cells[column].column, 0)


def _push_group(text: CleanText, groups: list[Cell], cell: Cell) -> None:
    """A row with one cell is a heading of the rows below; a deeper kind of number nests."""
    first = text.folded[cell.start : cell.end].split("\n", 1)[0]
    cell = Cell(cell.start, cell.start + len(first), cell.column)
    deep = bool(re.match(r"\(|\d", first))
    if groups and deep and not re.match(r"\(|\d", text.folded[groups[0].start : groups[0].end]):
        del groups[1:]
        groups.append(cell)
    else:
        groups[:] = [cell]


_TEXTS = frozenset((Column.TASK, Column.TITLE, Column.PROJECT, Column.INDICATOR))
_WORDED = (Column.TASK, Column.TITLE, Column.PROJECT)


def _is_figure(text: CleanText, cell: Cell) -> bool:
    words = words_of(text, cell)
    return bool(words) and not any("\u4e00" <= char <= "\u9fff" for char in words)


_NAMED = (Column.VALUE, Column.RATE, Column.MONEY, Column.NATURE_OF_WORKS, Column.YEARS, Column.CONTENT)


def _by_column(text: CleanText, row: list[Cell], columns: list[Column | None], heads: list[str]) -> Row:
    """The cells by meaning, further cells of the task's text, its steps and what is told with its head."""
    shift = 0
    width = max(cell.column + cell.column_span for cell in row)
    if width < len(columns) and Column.NUMBER in columns:
        # A web page drops cells that are merged from above: the number tells where the row really stands.
        wanted = columns.index(Column.NUMBER)
        found = next((cell.column for cell in row if words_of(text, cell).isdecimal()), wanted)
        shift = wanted - found if 0 <= wanted - found <= len(columns) - width else 0
    cells: dict[Column, Cell] = {}
    more: list[Cell] = []
    steps: list[tuple[str, Cell]] = []
    named: list[tuple[Column, str, Cell]] = []
    for cell in row:
        at = cell.column + shift
        meaning = columns[at] if at < len(columns) else None
        if meaning in (None, Column.OTHER, Column.MARKED):
            continue
        head = heads[at] if at < len(heads) else ""
        if meaning in _WORDED and cell.row_span != 0 and _is_figure(text, cell):
            meaning = Column.STEP  # a figure says nothing without the head of its column
        if meaning in _NAMED and cell.end > cell.start:
            named.append((meaning, head, cell))
        if meaning is Column.STEP:
            if cell.end > cell.start and cell.row_span != 0 and not look(text.folded[cell.start : cell.end]).nothing:
                steps.append((head, cell))
        elif meaning not in cells or (meaning is Column.VALUE and cell.end > cell.start):
            cells[meaning] = cell
        elif meaning is Column.TASK and cell.end > cell.start:
            more.append(cell)
        elif meaning in _UNIT_COLUMNS and cell.end > cell.start and cell.start != cells[meaning].start:
            named.append((meaning, head, cell))
    if more and cells[Column.TASK].end <= cells[Column.TASK].start:
        cells[Column.TASK] = more.pop(0)
    return Row(cells, (), tuple(more), (), tuple(steps), tuple(named))


_CAPTION = re.compile(
    r"(?P<more>续)?(?P<no>表\s?[\d一二三四五六七八九十]{1,3})(?P<name>[\s:.、\-—]*[\u4e00-\u9fff(“][^。;]{1,40})?(?:\(续\))?$"
)


def name_tables(text: CleanText, lines: Sequence[Line], facts: Sequence[tuple[Table, TableFacts]]) -> None:
    """Where several tables of tasks have names above them (表1 防汛任务), each is a heading of its rows; 续表1 goes on with its table."""
    names: dict[str, Cell] = {}
    found: list[tuple[TableFacts, Cell]] = []
    for table, understood in facts:
        line = lines[table.first - 1] if understood.kind is Column.TASK and table.first else None
        match = _CAPTION.match(text.folded, line.start, line.end) if line is not None and line.cell is None else None
        if line is None or match is None:
            continue
        number = "".join(match.group("no").split())
        if match.group("name") and not match.group("more"):
            names.setdefault(number, Cell(line.start, line.end, 0))
        if number in names:
            found.append((understood, names[number]))
    if len(names) > 1:
        for understood, name in found:
            for row in understood.rows:
                row.groups = (name, *row.groups)


def printed(text: CleanText, cell: Cell | None) -> str:
    """A cell's text on one line, "" for no cell."""
    return "".join(text.text[cell.start : cell.end].split("\n")).strip() if cell is not None else ""
