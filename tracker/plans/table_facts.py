"""Tables → facts: task-division tables give tasks, indicator tables indicators, service lists services."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.plans.cleaning import CleanText
from tracker.plans.columns import Column, column_of, for_tasks
from tracker.plans.draft import DraftIndicator
from tracker.plans.tables import Cell, Table


@dataclass(slots=True)
class Row:
    """One row of facts: its cells by column, and the group rows above it (outermost first).

    `filled`: columns whose empty cell means what stands above.
    `more`: further cells with text of the task (重点任务 | 具体举措 | 工作目标), after the one in `cells`.
    """

    cells: dict[Column, Cell]
    groups: tuple[Cell, ...]
    more: tuple[Cell, ...] = ()
    filled: tuple[Column, ...] = ()

    @property
    def start(self) -> int:
        return min(cell.start for cell in self._own())

    @property
    def end(self) -> int:
        return max(cell.end for cell in self._own())

    def _own(self) -> list[Cell]:
        return [*(cell for column, cell in self.cells.items() if column not in self.filled), *self.more]


@dataclass(slots=True)
class TableFacts:
    """A table that was understood: `kind` is what its rows are (Column.TASK, INDICATOR or SERVICE)."""

    kind: Column
    columns: list[Column | None]
    rows: list[Row]


_SHARED = (Column.GROUP, Column.LEAD, Column.DUTY, Column.SUPPORT, Column.LIMIT, Column.LEADER)


def read_table(text: CleanText, table: Table) -> TableFacts | None:
    """Read header and rows; None for a table whose header says nothing that is known."""
    depth, columns = _header(text, table)
    kind = _kind(columns)
    if kind is None and depth and not _name_longest(text, table, depth, columns):
        return None
    kind = kind or _kind(columns) or _kind(for_tasks(columns))
    if kind is None:
        return None
    if kind is Column.TASK:
        columns = for_tasks(columns)
    facts = TableFacts(kind, columns, [])
    groups: list[Cell] = []
    header = [_words(text, cell) for cell in table.rows[depth - 1]]
    for row in table.rows[depth:]:
        filled = [cell for cell in row if cell.end > cell.start]
        if not filled or [_words(text, cell) for cell in row] == header or _is_no_row(text, filled):
            continue
        if len(filled) == 1 and filled[0].row_span <= 1 and len(columns) > 1:
            _push_group(text, groups, filled[0])
            continue
        cells, more = _by_column(text, row, columns)
        if any(cell.end > cell.start for cell in cells.values()):
            facts.rows.append(Row(cells, tuple(groups), more, _fill(cells, facts.rows[-1] if facts.rows else None, columns)))
    return facts if facts.rows else None


_TOTAL = re.compile(r"(?:本页)?(?:合|总|小|共)计(?:[:(]|\d|$)")
_NOTE = re.compile(
    r"(?:注|备注|说明|填表说明|填[表报]人|填[表报](?:单位|时间|日期)|审[核签批]人?|制表人?|联系(?:人|电话)|(?:单位)?负责人)\s*\d?:"
)


def _is_no_row(text: CleanText, filled: list[Cell]) -> bool:
    """A total, a note or a signature below the table, or a row that numbers the columns."""
    first = _words(text, filled[0])
    if _TOTAL.match(first) or _NOTE.match(first):
        return True
    return len(filled) >= 3 and [_words(text, cell) for cell in filled] == [str(number) for number in range(1, len(filled) + 1)]


def _fill(cells: dict[Column, Cell], above: Row | None, columns: list[Column | None]) -> tuple[Column, ...]:
    """Give empty cells what stands above: the class of a task always, its unit where that column leads the row."""
    if above is None:
        return ()
    filled = []
    first = [column for column in columns if column in (Column.TASK, Column.TITLE, Column.NUMBER)][:1]
    for column in (Column.GROUP, Column.LEAD, Column.DUTY):
        leads = first and column in columns and columns.index(column) < columns.index(first[0])
        empty = column not in cells or cells[column].end <= cells[column].start
        if empty and column in above.cells and (column is Column.GROUP or leads):
            cells[column] = above.cells[column]
            filled.append(column)
    return tuple(filled)


def _header(text: CleanText, table: Table) -> tuple[int, list[Column | None]]:
    """How many rows the header has, and the column meanings; a second header row refines what stands above it."""
    for index, row in enumerate(table.rows[:4]):
        columns = _columns(text, row)
        known = [column for column in columns if column is not None]
        if len(known) < 2 or len(known) * 2 < len([cell for cell in row if cell.end > cell.start]):
            continue
        depth = index + 1
        if (refined := _refined(text, table, depth, columns)) is None:
            return depth, columns
        third = _refined(text, table, depth + 1, refined) if _parts_again(text, table, depth) else None
        return (depth + 2, third) if third is not None else (depth + 1, refined)
    return 0, []


def _parts_again(text: CleanText, table: Table, depth: int) -> bool:
    """Whether the second row of a head has a merged head of its own, and the row below says known words under it."""
    if depth + 1 >= len(table.rows) or not any(cell.column_span > 1 and cell.row_span != 0 for cell in table.rows[depth]):
        return False
    fresh = [cell for cell in table.rows[depth + 1] if cell.row_span != 0 and cell.end > cell.start]
    return bool(fresh) and all(column_of(_words(text, cell)) is not None for cell in fresh)


def _refined(text: CleanText, table: Table, depth: int, columns: list[Column | None]) -> list[Column | None] | None:
    """The column meanings with what a further header row says below merged heads; None where the row is none."""
    if depth >= len(table.rows) or not any(cell.column_span > 1 or cell.row_span != 1 for cell in table.rows[depth - 1]):
        return None
    below = table.rows[depth]
    lower = _columns(text, below)
    fresh = [i for i, cell in enumerate(below) if cell.row_span != 0]
    if not fresh or any(_words(text, below[i]).isdigit() or len(_words(text, below[i])) > 12 for i in fresh):
        return None
    merged = columns + [None] * (len(lower) - len(columns))
    for i, cell in enumerate(below):
        if cell.column < len(lower) and lower[cell.column] is not None:
            merged[cell.column] = lower[cell.column]
        elif i in fresh and cell.column < len(merged) and merged[cell.column] in (Column.LIMIT, Column.VALUE):
            merged[cell.column] = Column.OTHER if merged[cell.column] is Column.LIMIT else Column.VALUE
    return merged


def _columns(text: CleanText, row: list[Cell]) -> list[Column | None]:
    width = max((cell.column + cell.column_span for cell in row), default=0)
    columns: list[Column | None] = [None] * min(width, 200)
    for cell in row:
        meaning = column_of(_words(text, cell))
        for column in range(cell.column, min(cell.column + cell.column_span, 200)):
            columns[column] = meaning
    return columns


def _kind(columns: list[Column | None]) -> Column | None:
    present = set(columns)
    if Column.SERVICE in present and (Column.TARGET_GROUP in present or Column.STANDARD in present):
        return Column.SERVICE
    units = {Column.LEAD, Column.DUTY, Column.SUPPORT, Column.LIMIT, Column.LEADER} & present
    if Column.INDICATOR in present and ({Column.VALUE, Column.NATURE} & present):
        return Column.INDICATOR
    if units and {Column.TASK, Column.TITLE, Column.PROJECT, Column.INDICATOR, Column.GROUP} & present:
        return Column.TASK
    return None


def _name_longest(text: CleanText, table: Table, depth: int, columns: list[Column | None]) -> bool:
    """A table that names units under a header of unknown words: the column with the longest texts tells the tasks."""
    if not {Column.LEAD, Column.DUTY, Column.SUPPORT} & set(columns):
        return False
    lengths: dict[int, int] = {}
    for row in table.rows[depth : depth + 10]:
        for cell in row:
            if cell.column < len(columns) and columns[cell.column] is None:
                lengths[cell.column] = lengths.get(cell.column, 0) + cell.end - cell.start
    if not lengths:
        return False
    columns[max(lengths, key=lambda column: lengths[column])] = Column.TASK
    return True


def _words(text: CleanText, cell: Cell) -> str:
    return "".join(text.folded[cell.start : cell.end].split())


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


def _by_column(text: CleanText, row: list[Cell], columns: list[Column | None]) -> tuple[dict[Column, Cell], tuple[Cell, ...]]:
    """The cells by meaning, and further cells of the task's text; else of several with one meaning the first, of values the last."""
    shift = 0
    width = max(cell.column + cell.column_span for cell in row)
    if width < len(columns) and Column.NUMBER in columns:
        # A web page drops cells that are merged from above: the number tells where the row really stands.
        wanted = columns.index(Column.NUMBER)
        found = next((cell.column for cell in row if _words(text, cell).isdigit()), wanted)
        shift = wanted - found if 0 <= wanted - found <= len(columns) - width else 0
    cells: dict[Column, Cell] = {}
    more: list[Cell] = []
    for cell in row:
        at = cell.column + shift
        meaning = columns[at] if at < len(columns) else None
        if meaning is None or meaning is Column.OTHER:
            continue
        if meaning not in cells or (meaning is Column.VALUE and cell.end > cell.start):
            cells[meaning] = cell
        elif meaning is Column.TASK and cell.end > cell.start:
            more.append(cell)
    if more and cells[Column.TASK].end <= cells[Column.TASK].start:
        cells[Column.TASK] = more.pop(0)
    return cells, tuple(more)


_MEASURE = re.compile(r"\(([^()]{1,12})\)")
_OPEN_MEASURE = re.compile(r"(%|‰)\)?$")
_VALUE = re.compile(
    r"^(?P<op>>=|<=|≥|≤|>|<|〉|〈|不低于|不少于|不高于|不超过|达到|大于|小于)?\s*(?P<value>-?\d[\d,.]*)\s*(?P<unit>[%‰])?\s*(?P<more>以上"
    r"|以下|左右|以内)?"
)
_OPS = {
    "≥": ">=",
    "≤": "<=",
    "〉": ">",
    "〈": "<",
    "不低于": ">=",
    "不少于": ">=",
    "不高于": "<=",
    "不超过": "<=",
    "达到": "=",
    "大于": ">",
    "小于": "<",
}


def indicators(text: CleanText, facts: TableFacts) -> Iterator[DraftIndicator]:
    """The rows of an indicator table."""
    for row in facts.rows:
        name_cell = row.cells.get(Column.INDICATOR)
        value_cell = row.cells.get(Column.VALUE)
        if name_cell is None or name_cell.end <= name_cell.start:
            continue
        name, measure = _name_and_measure(_printed(text, name_cell))
        if Column.MEASURE in row.cells:
            measure = _printed(text, row.cells[Column.MEASURE]) or measure
        printed = _printed(text, value_cell) if value_cell else ""
        comparison, value, unit = read_value(printed)
        group = " ".join(_printed(text, cell) for cell in row.groups)
        if not group and Column.GROUP in row.cells:
            group = _printed(text, row.cells[Column.GROUP])
        yield DraftIndicator(
            _printed(text, row.cells.get(Column.NUMBER)),
            group,
            name,
            measure or unit,
            comparison,
            value,
            _printed(text, row.cells.get(Column.NATURE)),
            text.span(row.start, row.end),
        )


def _printed(text: CleanText, cell: Cell | None) -> str:
    return "".join(text.text[cell.start : cell.end].split("\n")).strip() if cell is not None else ""


def printed(text: CleanText, cell: Cell | None) -> str:
    """A cell's text on one line, "" for no cell."""
    return _printed(text, cell)


def _name_and_measure(name: str) -> tuple[str, str]:
    """人均体育场地面积（㎡） → name and unit of measure; a note in a second bracket stays out of both."""
    folded = name.translate(str.maketrans("（）％", "()%"))
    groups = list(_MEASURE.finditer(folded))
    for match in reversed(groups):
        if (_is_measure(match.group(1)) and not folded[match.end() :].strip("()").replace(match.group(), "").strip()) or (
            _is_measure(match.group(1)) and folded[match.end() : match.end() + 1] == "("
        ):
            return name[: match.start()], name[match.start(1) : match.end(1)]
    lost = _OPEN_MEASURE.search(folded)
    if lost:
        return name[: lost.start()].rstrip("（("), lost.group(1)
    return name, ""


def _is_measure(words: str) -> bool:
    return bool(
        re.fullmatch(
            r"[%‰]|(?:万|亿|千|百)?(?:元|人|个|张|年|岁|亩|平方米|平方公里|公里|千米|米|立方米|吨|户|家|所|座|套|项"
            r"|件|次|人次|户次|万人|亿元|万元|公顷|处|条|台|辆|名|床|分钟|小时|天|倍|级|分|例|度|千瓦时|千瓦|"
            r"克|公斤|斤|头|只|本|册|种|片|支|场|期|位|㎡|m2|平方米/人|元/人|人/千人|个/万人|吨标准煤.*|微克/立方米)(?:/.{1,8})?",
            words,
        )
    )


def read_value(printed: str) -> tuple[str, str, str]:
    """≥95 → (">=", "95", ""); a text that is no figure is its own value with "="."""
    folded = printed.translate(str.maketrans("＞＜％≥≤，．０１２３４５６７８９", "><%≥≤,.0123456789")).strip()
    match = _VALUE.match(folded)
    if match is None:
        return "=", printed.strip(), ""
    op = match.group("op") or ""
    comparison = _OPS.get(op, op) or "="
    if match.group("more") in ("以上",) and comparison == "=":
        comparison = ">="
    elif match.group("more") in ("以下", "以内") and comparison == "=":
        comparison = "<="
    rest = folded[match.end() :].strip()
    value = match.group("value").rstrip(".,")
    return comparison, value if not rest else printed.strip().lstrip("＞＜≥≤><"), match.group("unit") or ""
