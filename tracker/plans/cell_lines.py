"""Tables whose cells stand one per line without any mark, as copied from a web page: a header of known words, then rows that count
from 1, or rows of the header's width where nothing is counted. Which cell belongs to which column is for `alignment` to say."""

import re
from dataclasses import dataclass

from tracker.plans.alignment import align, new_profile
from tracker.plans.cell_kinds import fit, is_labelled, look
from tracker.plans.cleaning import CleanText, Line
from tracker.plans.columns import Column, column_of
from tracker.plans.labels import GLUED, Kind, read_label
from tracker.plans.table_shapes import Cell, Table

_MOST_HEADS = 24
_LONGEST_HEAD = 18
_LONGEST_GROUP = 40
_MOST_LINES_OF_A_ROW = 60
_MOST_UNCOUNTED = 600
_WINDOW = 150
_LEAST_GLUED = 3
_UNITS = frozenset((Column.LEAD, Column.DUTY, Column.SUPPORT, Column.PLACE))
_WHAT = frozenset((Column.TASK, Column.TITLE, Column.PROJECT, Column.INDICATOR, Column.SERVICE, Column.GROUP))
_TEXTS = frozenset((Column.TASK, Column.TITLE, Column.PROJECT, Column.INDICATOR, Column.SERVICE))
_WORTH = _UNITS | {
    Column.LIMIT,
    Column.LEADER,
    Column.VALUE,
    Column.NATURE,
    Column.STANDARD,
    Column.FUNDING,
    Column.MONEY,
    Column.YEARS,
}
_HEAD = re.compile(
    r"情况|单位|备注|电话|方式|投资|资金|金额|地点|性质|年限|来源|数量|时间|内容|进展|问题|措施|依据|属地|类型|级别|人员|科室|进度|规模|状态|分值|权重|\(|[数值率]$"
)
_PART_KINDS = (Kind.NUM, Kind.NUM_PAREN, Kind.NUM_HALF, Kind.CIRCLED, Kind.CN_PAREN)
_ENDS = (Kind.ANNEX, Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.BOX)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A line that may be one cell. `words`: its text without blanks."""

    line: int
    start: int
    end: int
    words: str


def cell_lines(text: CleanText, lines: list[Line], first: int) -> Table | None:
    """The table whose header begins at line `first`, None if none does."""
    opening = lines[first]
    if opening.cell is not None or opening.tab or opening.end - opening.start > _LONGEST_HEAD + 2:
        return None
    if column_of(text.folded[opening.start : opening.end]) is None:
        return None
    heads = _heads(text, lines, first)
    if not heads or (column_of(heads[0].words) in _TEXTS and column_of(heads[1].words) is Column.NUMBER):
        return None  # 重点任务分工表 above 序号 is the table's name
    kinds = [column_of(slot.words) for slot in heads]
    begin = heads[-1].line + 1
    for ahead in (_WINDOW, len(lines)):  # most tables end soon: only a long one is worth a look at all lines
        table = Table(first, begin, [[Cell(slot.start, slot.end, i) for i, slot in enumerate(heads)]], flat=True, loose=True)
        slots = _slots(text, lines, begin, begin + ahead)
        found = _counted(table, slots, kinds) if Column.NUMBER in kinds else _uncounted(table, slots, kinds)
        if begin + ahead >= len(lines) or table.last < begin + ahead - _MOST_LINES_OF_A_ROW:
            break
    return found


def _slots(text: CleanText, lines: list[Line], first: int, last: int) -> list[_Slot]:
    """The lines [first, last) as cells, up to the first one that is something else."""
    slots = []
    for index in range(first, min(last, len(lines))):
        line = lines[index]
        if line.cell is not None or line.tab or text.text.count("\t", line.start, line.end):
            break
        slots.append(_Slot(index, line.start, line.end, "".join(text.folded[line.start : line.end].split())))
    return _parted(slots)


def _parted(slots: list[_Slot]) -> list[_Slot]:
    """1新建学校, 2促进就业: numbers of rows that a copy glued to the next cell, as cells of their own."""
    found: dict[int, int] = {}
    for index, slot in enumerate(slots):
        match = GLUED.match(slot.words)
        if match and int(match.group(1)) == len(found) + 1:
            found[index] = match.end()
    if len(found) < _LEAST_GLUED or any(slot.words == "1" for slot in slots):
        return slots
    parted: list[_Slot] = []
    for index, slot in enumerate(slots):
        cut = found.get(index, 0)
        if cut:
            parted.append(_Slot(slot.line, slot.start, slot.start + cut, slot.words[:cut]))
        parted.append(_Slot(slot.line, slot.start + cut, slot.end, slot.words[cut:]))
    return parted


def _heads(text: CleanText, lines: list[Line], first: int) -> list[_Slot]:
    """The cells of the header: known words, with unknown short ones between them where a count from 1 follows."""
    slots = _with_brackets(_slots(text, lines, first, first + _MOST_HEADS))
    first_number = _first_number(slots)
    stop = next((i for i, slot in enumerate(slots) if i == first_number or is_labelled(slot.words)), len(slots))
    known = [column_of(slot.words) for slot in slots]
    before = known.index(Column.NUMBER) if Column.NUMBER in known[:stop] else 0
    if before and stop > 2 * before + 2 and not is_labelled(slots[min(stop, len(slots) - 1)].words):
        stop -= before  # the class of the first row stands before its number
    elif stop > 3 and stop < len(slots) and known[stop - 1] is None and not _HEAD.search(slots[stop - 1].words):
        stop -= 1  # a heading of the first rows
    short = all(len(_ANY_BRACKET.sub("", slot.words)) <= _LONGEST_HEAD for slot in slots[:stop])
    counted = stop < len(slots) and Column.NUMBER in known[:stop] and short
    if not counted or sum(kind is not None for kind in known[:stop]) * 2 < stop:
        stop = next((i for i, kind in enumerate(known) if kind is None), len(known))
        if Column.NUMBER in known[:stop]:
            return []
    present = set(known[:stop])
    aims = Column.VALUE in present and present & {Column.LEAD, Column.DUTY}  # 序号 | 预期目标 | 责任单位
    if stop < 3 or not (present & _WHAT or aims) or not present & _WORTH:
        return []
    return slots[:stop]


_IN_BRACKETS = re.compile(r"\([^()]{2,6}\)$")
_ANY_BRACKET = re.compile(r"\([^()]*\)")  # 责任部门（加*为牵头部门）


def _with_brackets(slots: list[_Slot]) -> list[_Slot]:
    """责任股室 and （单位） below it are one cell of the header."""
    whole: list[_Slot] = []
    for slot in slots:
        if whole and _IN_BRACKETS.match(slot.words) and column_of(whole[-1].words) is not None:
            whole[-1] = _Slot(slot.line, whole[-1].start, slot.end, whole[-1].words + slot.words)
        else:
            whole.append(slot)
    return whole


_COUNT = re.compile(r"(\d{1,3})[.、]?")


def _first_number(slots: list[_Slot]) -> int:
    """Where the first row's number stands: 1, or the number at which a part of a table begins if the next one follows; -1 if none."""
    counts = [int(match.group(1)) if (match := _COUNT.fullmatch(slot.words)) else 0 for slot in slots]
    begun = next((i for i, count in enumerate(counts) if count == 1 or (count and i > 2 and count + 1 in counts[i + 1 :])), -1)
    if begun >= 0 or Column.NUMBER not in {column_of(slot.words) for slot in slots[:_FEW]}:
        return begun
    # rows taken out of a longer table: 12, 45, 46
    return next((i for i, count in enumerate(counts) if count and i > 2 and any(other > count for other in counts[i + 1 :])), -1)


_FEW = 3


def _order(slots: list[_Slot]) -> tuple[int, dict[int, int]]:
    """The number of the first row, and by number of a row that of the next one; (1, {}) where they begin with 1."""
    counts = [int(match.group(1)) for slot in slots if (match := _COUNT.fullmatch(slot.words))]
    if not counts or 1 in counts:
        return 1, {}
    known = set(counts)
    order: dict[int, int] = {}
    last = counts[0]
    for count in counts[1:]:
        if count == last + 1 or (count > last and last + 1 not in known):
            order[last] = last = count
    return counts[0], order


def _counted(table: Table, slots: list[_Slot], kinds: list[Column | None]) -> Table | None:
    """Rows that begin with 1, 2, 3 … (a part of a table with a later number).

    What stands before a number and is short is a heading of the rows below.
    """
    before = kinds.index(Column.NUMBER)  # the class of a row, merged over several, stands before their first number
    width = len(kinds) - before
    first, order = _order(slots)
    index = 0
    number = begun = first - 1
    while index < len(slots):
        following = order.get(number, number + 1)
        if slots[index].words.rstrip(".、") == str(following):
            number = following
            end = _row_end(slots, index, order.get(number, number + 1), width, ends_in_units=kinds[-1] in _UNITS)
            table.rows.append([Cell(slot.start, slot.end, i) for i, slot in enumerate(slots[index:end])])
        elif _is_group(slots, index, following):
            end = index + 1
            table.rows.append([Cell(slots[index].start, slots[index].end, 0)])
        else:
            break
        index = end
        table.last = slots[index - 1].line + 1
    return table if number > begun else None


def _is_group(slots: list[_Slot], index: int, following: int) -> bool:
    """A short line before the next number, perhaps with more headings between them."""
    if len(slots[index].words) > _LONGEST_GROUP:
        return False
    after = [slot.words.rstrip(".、") for slot in slots[index + 1 : index + 3]]
    if is_labelled(slots[index].words):  # chapters without rows of their own may stand one below the other
        last = index + _MOST_CHAPTERS
        while index < last and len(after) == 2 and after[1] != str(following) and is_labelled(after[0]) and is_labelled(after[1]):
            index += 1
            after = [slot.words.rstrip(".、") for slot in slots[index + 1 : index + 3]]
    nested = len(after) == 2 and is_labelled(slots[index].words) and len(after[0]) <= _LONGEST_GROUP and after[1] == str(following)
    return bool(after) and (after[0] == str(following) or nested)


_MOST_CHAPTERS = 12


def _row_end(slots: list[_Slot], index: int, following: int, width: int, *, ends_in_units: bool) -> int:
    """Where the row that begins at `index` ends: at the next number and the headings before it, or at the table's end."""
    for other in range(index + 2, min(len(slots), index + _MOST_LINES_OF_A_ROW)):
        if slots[other].words.rstrip(".、") != str(following) or (slots[other].words != str(following) and other - index < width - 2):
            continue
        end = other
        while end - index > 2 and is_labelled(slots[end - 1].words) and len(slots[end - 1].words) <= _LONGEST_GROUP:
            end -= 1
        if end == other and other - index > width and _may_be_group(slots[other - 1].words):
            end -= 1
        return end
    return _table_end(slots, index, width, ends_in_units=ends_in_units)


def _may_be_group(words: str) -> bool:
    """Whether the one line too many before a number may be a heading: short, and nothing that stands in a row's last column."""
    seen = look(words)
    return len(words) <= 20 and not (seen.units or seen.limit or seen.person or seen.figure or seen.sentence)


def _table_end(slots: list[_Slot], index: int, width: int, *, ends_in_units: bool) -> int:
    """The last row: as many lines as the header has, more only while they look like units of the column that ends it."""
    end = min(index + width, len(slots))
    for other in range(index + 1, end):
        label = read_label(slots[other].words)
        if label is not None and label.kind in _ENDS:
            return other
    while ends_in_units and end < len(slots):
        if len(slots[end].words) <= _LONGEST_GROUP and look(slots[end].words).units:
            end += 1
        elif (part := _part_end(slots, index, end, width)) > end:
            end = part
        else:
            break
    return end


def _part_end(slots: list[_Slot], index: int, end: int, width: int) -> int:
    """Where a further part of the last row ends: 2.…, which counts on from 1.… in it, with the units behind it; `end` if none begins."""
    label = read_label(slots[end].words)
    if label is None or label.kind not in _PART_KINDS:
        return end
    before = [one for slot in slots[index:end] if (one := read_label(slot.words)) is not None and one.kind is label.kind]
    if not before or before[-1].value != label.value - 1:
        return end
    return next((i + 1 for i in range(end + 1, min(len(slots), end + width)) if look(slots[i].words).units), end)


def _uncounted(table: Table, slots: list[_Slot], kinds: list[Column | None]) -> Table | None:
    """Rows without numbers, put together by their cells' looks; the first that names no unit ends the table."""
    others = [kind for kind in kinds if kind is not Column.TASK]
    figures = Column.INDICATOR in kinds and Column.VALUE in kinds
    if (len(set(others)) < len(others) or not _UNITS & set(kinds)) and not figures:
        return None
    stop = next((i for i, slot in enumerate(slots) if _ends_table(slot)), min(len(slots), _MOST_UNCOUNTED))
    cells = slots[:stop]
    alone = len(cells) == len(kinds)  # one row, and nothing behind it
    if len(cells) < 2 * len(kinds) - 1 and not alone:
        return None
    looks = [look(slot.words) for slot in cells]
    units = {index for index, kind in enumerate(kinds) if kind in _UNITS or (figures and kind in (Column.VALUE, Column.NATURE))}
    for placed in align(kinds, looks, new_profile(kinds)):
        own = [index for column in sorted(placed) for index in placed[column]]
        bad = any(fit(kinds[column], looks[index]) < -1.9 for column, at in placed.items() for index in at)
        if bad or not units & set(placed):
            break
        row = [Cell(cells[at[0]].start, cells[at[-1]].end, column) for column, at in sorted(placed.items())]
        there = {cell.column for cell in row}
        table.rows.append(sorted([*row, *(Cell(row[0].start, row[0].start, i) for i in range(len(kinds)) if i not in there)], key=_column))
        table.last = cells[max(own)].line + 1
    return table if len(table.rows) > 2 or (alone and len(table.rows) == 2) else None


def _column(cell: Cell) -> int:
    return cell.column


def _ends_table(slot: _Slot) -> bool:
    label = read_label(slot.words)
    return label is not None and label.kind in (*_ENDS, Kind.CN, Kind.CN_PAREN)
