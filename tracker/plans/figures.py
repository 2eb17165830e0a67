"""Rows of an indicator table: name with its unit of measure, the comparison and the value, whether it binds."""

import re
from collections.abc import Iterator

from tracker.plans.cell_kinds import look
from tracker.plans.cleaning import CleanText
from tracker.plans.columns import Column
from tracker.plans.draft import DraftIndicator
from tracker.plans.table_facts import Row, TableFacts, printed
from tracker.plans.table_shapes import Cell

_COUNTED = re.compile(r"[（(]?(\d{1,3})[)）.．、]\s*(?=[\u4e00-\u9fffA-Za-z])")
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


def indicators(text: CleanText, facts: TableFacts, year: int | None) -> Iterator[DraftIndicator]:
    """The rows of an indicator table; of the values of several years that of the plan's last `year`."""
    for row in facts.rows:
        name_cell = row.cells.get(Column.INDICATOR)
        value_cell = _value_cell(text, row, year)
        if name_cell is None or name_cell.end <= name_cell.start:
            continue
        name, measure = _name_and_measure(printed(text, name_cell))
        number = printed(text, row.cells.get(Column.NUMBER))
        counted = _COUNTED.match(name)
        if not number and counted:
            number, name = counted.group(1), name[counted.end() :]
        if Column.MEASURE in row.cells:
            measure = printed(text, row.cells[Column.MEASURE]) or measure
        words = printed(text, value_cell) if value_cell else ""
        comparison, value, unit = read_value(words)
        group = " ".join(printed(text, cell) for cell in row.groups)
        if not group and Column.GROUP in row.cells:
            group = printed(text, row.cells[Column.GROUP])
        yield DraftIndicator(
            number,
            group,
            name,
            measure or unit,
            comparison,
            value,
            printed(text, row.cells.get(Column.NATURE)),
            text.span(row.start, row.end),
        )


def _value_cell(text: CleanText, row: Row, year: int | None) -> Cell | None:
    """The value to be reached: of the plan's last year, else the last one before a distant year; a rate where no value is set."""
    values = [(head, cell) for column, head, cell in row.named if column is Column.VALUE]
    own = [cell for head, cell in values if year is not None and str(year) in head]
    near = [cell for head, cell in values if "2035" not in head and "远景" not in head]
    for cell in [*own[-1:], *near[-1:], *(cell for _, cell in values[-1:])]:
        if not look(text.folded[cell.start : cell.end]).nothing:
            return cell
    rates = [cell for column, _, cell in row.named if column is Column.RATE]
    return next((cell for cell in rates if not look(text.folded[cell.start : cell.end]).nothing), row.cells.get(Column.VALUE))


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
            r"[%‰]|1?/1?0?万|(?:万|亿|千|百)?(?:元|人|个|张|年|岁|亩|平方米|平方公里|公里|千米|米|立方米|吨|户|家|所|座|套|项"
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
