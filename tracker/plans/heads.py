"""The head of a table: how many rows it has and what its columns hold; a second row refines what stands above it."""

import re
from itertools import pairwise

from tracker.plans.cell_kinds import look
from tracker.plans.cleaning import CleanText
from tracker.plans.columns import Column, column_of
from tracker.plans.keys import KEY_COLON
from tracker.plans.labels import Kind, read_label
from tracker.plans.table_shapes import Cell, Table


def words_of(text: CleanText, cell: Cell) -> str:
    """The folded words of a cell without any blanks."""
    return "".join(text.folded[cell.start : cell.end].split())


def read_header_rows(text: CleanText, table: Table) -> tuple[int, list[Column | None], list[str]]:
    """How many rows the head has, the meanings of the columns and their words; a second row refines what stands above it."""
    for index, row in enumerate(table.rows[:4]):
        columns = _columns(text, row)
        known = [column for column in columns if column is not None]
        few = len(known) * 2 < len([cell for cell in row if cell.end > cell.start])
        if len(known) < 2 or (few and not _is_counted(text, table, index, columns)):
            continue
        depth = index + 1
        if table.flat:
            return _flat_head(text, table, depth)
        if (refined := _refined(text, table, depth, columns)) is None:
            return depth, columns, _heads(text, table.rows[:depth])
        third = _refined(text, table, depth + 1, refined) if _parts_again(text, table, depth) else None
        depth, columns = (depth + 2, third) if third is not None else (depth + 1, refined)
        return depth, columns, _heads(text, table.rows[:depth])
    return 0, [], []


def _is_counted(text: CleanText, table: Table, index: int, columns: list[Column | None]) -> bool:
    """Whether a row with many unknown words is a head all the same: it names units, and rows that count from 1 follow.

    So is a row that also says what is done, in which class and by whom: the rest then tells how far it is.
    """
    known = {Column.GROUP, Column.NUMBER, Column.LEADER, Column.LIMIT} & set(columns)
    if known and set(_UNIT_PARTS) & set(columns) and {Column.TITLE, Column.TASK} & set(columns):
        return True
    if Column.NUMBER not in columns or not set(_UNIT_PARTS) & set(columns):
        return False
    place = columns.index(Column.NUMBER)
    numbers = [words_of(text, cell) for row in table.rows[index + 1 : index + 6] for cell in row if cell.column == place]
    return next((number for number in numbers if number.isdecimal()), "") == "1"


def _heads(text: CleanText, rows: list[list[Cell]]) -> list[str]:
    """The words above each column, those of the lowest row of the head."""
    heads: dict[int, str] = {}
    for row in rows:
        for cell in row:
            if cell.end > cell.start:
                heads.update(dict.fromkeys(range(cell.column, cell.column + min(cell.column_span, 200)), words_of(text, cell)))
    return [heads.get(index, "") for index in range(max(heads, default=-1) + 1)]


_PARTED = tuple(
    re.compile(words) for words in (r"进度|季度|节点|形象|时序", r"安排|计划", r"指标值|目标值|规划目标|发展目标|目标|规划|年度")
)


def _flat_head(text: CleanText, table: Table, depth: int) -> tuple[int, list[Column | None], list[str]]:
    """The head of a table that a page flattened: the words of its second row stand apart, or after the first row's."""
    heads = [words_of(text, cell) for cell in table.rows[depth - 1]]
    if table.loose:
        tail = next((i for i in range(len(heads), 0, -1) if column_of(heads[i - 1]) not in _PARTS), 0)
        heads = _opened(heads[:tail], heads[tail:])
    elif depth < len(table.rows):
        below = [words for cell in table.rows[depth] if (words := words_of(text, cell))]
        if len(below) > 1 and all(column_of(words) in _PARTS for words in below):
            depth += 1
            heads = _opened(heads, below)
        elif len(below) > 1 and all(column_of(words) in _UNIT_PARTS for words in below):
            place = next((i for i, head in enumerate(heads) if column_of(head) is Column.DUTY), -1)
            if place >= 0:
                depth += 1
                end = place + 1
                while end < len(heads) and not heads[end] and end - place < len(below):
                    end += 1
                heads = heads[:place] + below + heads[end:]
    return depth, [column_of(head) for head in heads], heads


_UNIT_PARTS = (Column.LEAD, Column.DUTY, Column.SUPPORT, Column.PLACE)
_PARTS = (Column.STEP, Column.VALUE, Column.BASE)


def _opened(heads: list[str], parts: list[str]) -> list[str]:
    """The first row of a head with the parts of its merged cell in the place of that cell (and of the empty ones beside it)."""
    places = [i for pattern in _PARTED for i, head in enumerate(heads) if pattern.search(head) and column_of(head) is not Column.STEP]
    place = places[0] if places else -1
    if len(parts) < 2 or place < 0:
        return heads + parts
    end = place + 1
    while end < len(heads) and not heads[end] and end - place < len(parts):
        end += 1
    return heads[:place] + parts + heads[end:]


def _parts_again(text: CleanText, table: Table, depth: int) -> bool:
    """Whether the second row of a head has a merged head of its own, and the row below says known words under it."""
    if depth + 1 >= len(table.rows) or not any(cell.column_span > 1 and cell.row_span != 0 for cell in table.rows[depth]):
        return False
    fresh = [cell for cell in table.rows[depth + 1] if cell.row_span != 0 and cell.end > cell.start]
    return bool(fresh) and all(column_of(words_of(text, cell)) is not None for cell in fresh)


def _refined(text: CleanText, table: Table, depth: int, columns: list[Column | None]) -> list[Column | None] | None:
    """The column meanings with what a further header row says below merged heads; None where the row is none."""
    if depth >= len(table.rows) or not any(cell.column_span > 1 or cell.row_span != 1 for cell in table.rows[depth - 1]):
        return None
    below = table.rows[depth]
    lower = _columns(text, below)
    fresh = [i for i, cell in enumerate(below) if cell.row_span != 0]
    if not fresh or any(words_of(text, below[i]).isdigit() or len(words_of(text, below[i])) > 12 for i in fresh):
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
        meaning = column_of(words_of(text, cell))
        for column in range(cell.column, min(cell.column + cell.column_span, 200)):
            columns[column] = meaning
    return columns


def kind_of(columns: list[Column | None]) -> Column | None:
    """What the rows of a table with these columns are; figures that somebody answers for are tasks, unless their nature is told."""
    present = set(columns)
    if Column.SERVICE in present and present & {Column.TARGET_GROUP, Column.STANDARD, Column.CONTENT}:
        return Column.SERVICE
    units = {Column.LEAD, Column.DUTY, Column.SUPPORT, Column.PLACE, Column.LIMIT, Column.LEADER, Column.MARKED} & present
    if Column.INDICATOR in present and ({Column.VALUE, Column.NATURE, Column.RATE} & present):
        divided = {Column.LEAD, Column.DUTY} & present and Column.NATURE not in present
        return Column.TASK if divided else Column.INDICATOR
    if units and {Column.TASK, Column.TITLE, Column.PROJECT, Column.INDICATOR, Column.GROUP} & present:
        return Column.TASK
    facts = {Column.MONEY, Column.NATURE_OF_WORKS, Column.YEARS, Column.TASK} & present
    if facts and (Column.PROJECT in present or (Column.TITLE in present and len(facts) > 1)):
        return Column.PROJECT
    return None


def name_longest(text: CleanText, table: Table, depth: int, columns: list[Column | None]) -> bool:
    """A table that names units under a header of unknown words: the column with the longest texts tells the tasks."""
    if not {Column.LEAD, Column.DUTY, Column.SUPPORT, Column.PLACE, Column.MARKED} & set(columns):
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


def names_units_in_cells(text: CleanText, table: Table, depth: int, columns: list[Column | None]) -> bool:
    """A table without any column of units whose cells of tasks name them by keys: 牵头单位：… below the duty's own words."""
    if Column.TASK not in columns:
        return False
    place = columns.index(Column.TASK)
    cells = [cell for row in table.rows[depth:] for cell in row if cell.column == place and cell.end > cell.start]
    return bool(cells) and 2 * sum(bool(KEY_COLON.search(text.folded, cell.start, cell.end)) for cell in cells) > len(cells)


_ABOUT_UNITS = re.compile(r"[\u4e00-\u9fff]{2,4}(?:单位|部门|主体|机构)$")


def by_looks(text: CleanText, table: Table, depth: int, columns: list[Column | None], heads: list[str]) -> list[Column | None]:
    """Columns under unknown heads, told by their cells: all of them time limits, or units below a head like 联动单位 (which then help)."""
    if table.loose:
        return columns
    found = list(columns)
    for index, column in enumerate(columns):
        cells = [cell for row in table.rows[depth : depth + _LOOKED_AT] for cell in row if cell.column == index and cell.end > cell.start]
        seen = [look(text.folded[cell.start : cell.end]) for cell in cells if cell.column_span == 1] if column is None else []
        if len(seen) < 2:
            continue
        if Column.LIMIT not in found and 5 * sum(one.limit for one in seen) >= 4 * len(seen):
            found[index] = Column.LIMIT
        elif index < len(heads) and _ABOUT_UNITS.match(heads[index]) and 5 * sum(one.units for one in seen) >= 4 * len(seen):
            found[index] = Column.SUPPORT if {Column.LEAD, Column.DUTY} & set(found) else Column.DUTY
    return found


_SECTION = re.compile(r"股室|科室|处室|站所|部室")
_DOES_IT = re.compile(r"项目|建设|实施|承办|具体|落实|业主")
_NO_TEXT = re.compile(r"进展|情况|成效|问题|备注|说明|联系|电话|依据|来源|资金|投资|地点|位置|分值|权重|原因")
_LEAST_TEXT = 6
_LOOKED_AT = 100
_SAMPLE = 20


def one_duty(columns: list[Column | None], heads: list[str]) -> list[Column | None]:
    """Of two columns with responsible units the one of whoever builds or runs it only helps; else the second one does."""
    if not {Column.LEAD, Column.DUTY} & set(columns):  # inside one office its sections answer
        columns = [
            Column.DUTY if column is Column.LEADER and i < len(heads) and _SECTION.search(heads[i]) else column
            for i, column in enumerate(columns)
        ]
    duties = [i for i, column in enumerate(columns) if column is Column.DUTY]
    if len(duties) < 2:
        return columns
    words = [heads[i] if i < len(heads) else "" for i in duties]
    if len(set(words)) == 1:
        return columns  # one head over several columns
    kept = next((i for i, head in zip(duties, words, strict=True) if not _DOES_IT.search(head)), duties[0])
    return [Column.SUPPORT if i in duties and i != kept else column for i, column in enumerate(columns)]


def with_topics(text: CleanText, rows: list[list[Cell]], columns: list[Column | None], heads: list[str]) -> list[Column | None]:
    """项目 | 工作任务, 指标 | 工作任务: where one name stands over several rows, the column holds classes of tasks.

    It does where it is merged, empty below, or repeated beside another number; repeated with its number it is the name of one item.
    """
    if Column.TASK not in columns or Column.TITLE in columns:
        return columns
    told = next((i for i, head in enumerate(heads[: len(columns)]) if column_of(head) is Column.INDICATOR), -1)
    if Column.PROJECT in columns:
        place = columns.index(Column.PROJECT)
    elif told >= 0 and columns[told] is Column.TASK and Column.TASK in columns[told + 1 :]:
        place = told
    else:
        return columns
    number = columns.index(Column.NUMBER) if Column.NUMBER in columns else -1
    pairs = [tuple(_at(text, row, column) for column in (place, number)) for row in rows if len(row) > 1]
    over = any(
        not words or (words, no) == (before, "") or (words == before and no != last) for (before, last), (words, no) in pairwise(pairs)
    )
    return [Column.TOPIC if column is Column.PROJECT or i == place else column for i, column in enumerate(columns)] if over else columns


def with_counted_classes(text: CleanText, rows: list[list[Cell]], columns: list[Column | None]) -> list[Column | None]:
    """一、做好公开 beside 1.公布预算: of two columns of tasks the one with numbers in words holds classes, where the other counts on."""
    tasks = [i for i, column in enumerate(columns) if column in (Column.TASK, Column.TITLE)]
    if len(tasks) < 2:
        return columns
    firsts = [label for row in rows if (words := _at(text, row, tasks[0])) for label in (read_label(words),)]
    numbers = [label for row in rows if (words := _at(text, row, tasks[1])) for label in (read_label(words),)]
    classed = len(firsts) > 1 and all(label is not None and label.kind is Kind.CN for label in firsts)
    values = [label.value for label in numbers if label is not None and label.kind is Kind.NUM]
    if not classed or len(values) != len(numbers) or len(values) < 3 or values != list(range(values[0], values[0] + len(values))):
        return columns
    return [Column.GROUP if i == tasks[0] else column for i, column in enumerate(columns)]


_LONGEST_CLASS = 14


def _holds_classes(text: CleanText, rows: list[list[Cell]], columns: list[Column | None], index: int) -> bool:
    """Whether an unknown column left of the tasks holds classes: short words without figures, one of them over several rows."""
    if Column.TASK not in columns or index > columns.index(Column.TASK):
        return False
    own = [cell for row in rows[:_LOOKED_AT] for cell in row if cell.column == index and cell.end > cell.start]
    words = [words_of(text, cell) for cell in own if cell.row_span != 0]
    several = any(cell.row_span != 1 for cell in own) or any(a == b for a, b in pairwise(words))
    return several and all(len(one) <= _LONGEST_CLASS and not any(char.isdigit() for char in one) for one in words)


def _at(text: CleanText, row: list[Cell], column: int) -> str:
    """The words of a row's own cell in a column, "" where it has none."""
    return next((words_of(text, cell) for cell in row if cell.column == column and cell.row_span != 0), "")


def with_texts(text: CleanText, rows: list[list[Cell]], columns: list[Column | None], heads: list[str]) -> list[Column | None]:
    """Columns under heads of unknown words that hold texts: they say more of the task, each with its head."""
    changed = list(columns)
    for index, column in enumerate(columns):
        head = heads[index] if index < len(heads) else ""
        if column is not None or not head or _NO_TEXT.search(head):
            continue
        if Column.GROUP not in changed and _holds_classes(text, rows, columns, index):
            changed[index] = Column.GROUP
            continue
        cells = [cell for row in rows[:_SAMPLE] for cell in row if cell.column == index and cell.end > cell.start]
        words = [words_of(text, cell) for cell in cells]
        if words and sum(map(len, words)) >= _LEAST_TEXT * len(words):
            changed[index] = Column.STEP
    return changed
