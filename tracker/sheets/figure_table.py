"""A returned sheet of indicators, services or projects → its rows: where the head is, what each column says, every cell with its place.

Heads are known by their words; a sheet in which two columns could be the same figure is told and not guessed at.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tracker.domain.figure_keys import read_figure_key
from tracker.domain.plan_lists import ListKind
from tracker.files.grid import Grid, TableFile, Visibility
from tracker.sheets.frame import Frame, is_blank, says_nothing, shown
from tracker.sheets.periods import Printed, printed_period

FIGURES = {ListKind.INDICATORS: ("value",), ListKind.SERVICES: ("standing",), ListKind.PROJECTS: ("invested",)}
"""What a row is sent for: a figure, or whether a service meets its standard."""
WORDS = {ListKind.INDICATORS: ("note",), ListKind.SERVICES: ("covered", "note"), ListKind.PROJECTS: ("progress", "problems")}
LABELS = {
    "value": "完成值",
    "note": "说明",
    "standing": "达标情况",
    "covered": "覆盖情况",
    "invested": "累计完成投资",
    "progress": "形象进度",
    "problems": "存在问题",
}
_NAMES = {ListKind.INDICATORS: "indicator", ListKind.SERVICES: "service", ListKind.PROJECTS: "project"}
_HEADS: dict[str, tuple[str, ...]] = {
    "indicator": ("指标", "指标名称", "主要指标", "监测指标"),
    "project": ("项目名称", "项目", "工程名称", "重点项目", "重大项目"),
    "service": ("服务项目", "服务事项", "服务名称", "公共服务项目", "基本公共服务项目"),
    "standing": ("达标情况", "是否达标", "核查结果", "自查结果", "落实情况", "标准落实情况", "达标"),
    "covered": ("覆盖情况", "覆盖人数", "服务人数", "服务人次", "受益人数", "覆盖范围"),
    "no": ("序号", "编号"),
    "measure": ("单位", "计量单位"),
    "goal": ("目标", "目标值", "年度目标", "年度目标值"),
    "value": ("本期完成值", "完成值", "实际完成值", "实际值", "本期完成", "完成数", "实际完成", "本期值", "累计完成值"),
    "note": ("说明", "备注", "情况说明"),
    "invested": ("累计完成投资", "完成投资", "本年累计完成投资", "年度累计完成投资", "当年累计完成投资", "累计投资", "实际完成投资"),
    "progress": ("形象进度", "工程进度", "进展情况", "建设进展", "形象进展"),
    "problems": ("存在问题", "存在的问题", "问题", "困难和问题"),
    "key": ("标识",),
}
_BY_WORD = {word: name for name, words in _HEADS.items() for word in words}
_BRACKET = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_MEASURE = re.compile(r"[(（]\s*([^()（）]{1,6})\s*[)）]")
_FOOT = re.compile(r"^(?:填表?说明|填报人|审核人|填报日期|填报单位|注[:：]|备注[:：]|合计|总计|小计)")
_UNIT = re.compile(r"填报单位(?:[(（]盖章[)）])?\s*[:：]\s*([^\s:：]{2,30})")
_LOOKED_AT = 40
NO_PERIOD = Printed()


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One cell: as text, with its column from 0. `odd`: why it can be no figure, whatever it says (an error, a share of another)."""

    text: str
    column: int
    odd: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One physical row, counted from 1; `cells`: those that say something, by name."""

    row: int
    key: tuple[ListKind, int, int] | None
    name: str
    number: str
    cells: Mapping[str, FigureCell]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The table of one sheet. `measures`: units of measure told in the heads; `rivals`: heads that could be the same figure;
    `period`: the one that the sheet names; `unit`: who filled it in, as written."""

    sheet: str
    kind: ListKind
    head_row: int
    rows: tuple[FigureRow, ...]
    measures: Mapping[str, str] = field(default_factory=dict)
    rivals: tuple[str, ...] = ()
    period: Printed = NO_PERIOD
    unit: str = ""


def figure_tables(file: TableFile) -> list[FigureTable]:
    """The tables of a file that hold indicators, services or projects; hidden sheets are passed over."""
    found = []
    for grid in file.grids:
        if grid.visibility is Visibility.VISIBLE and (table := _table(grid)) is not None:
            found.append(table)
    return found


def _table(grid: Grid) -> FigureTable | None:
    frame = Frame.of(grid)
    for row in range(min(frame.height, _LOOKED_AT)):
        heads = {column: shown(frame.value(row, column)) for column in frame.filled(row)}
        named = {column: name for column, text in heads.items() if (name := head_name(text))}
        kinds = [kind for kind, name in _NAMES.items() if name in named.values()]
        kinds = [kind for kind in kinds if set(named.values()) & {*FIGURES[kind], *WORDS[kind]} - {"note"}]
        if len(kinds) == 1:
            return _read(frame, row, kinds[0], heads, named)
    return None


def head_name(text: str) -> str:
    """What the head of a column stands for; "" for none of ours."""
    plain = "".join(_BRACKET.sub("", unicodedata.normalize("NFKC", text)).split())
    return _BY_WORD.get(plain, "")


def _read(frame: Frame, head: int, kind: ListKind, heads: Mapping[int, str], named: Mapping[int, str]) -> FigureTable:
    wanted = ("key", "no", _NAMES[kind], *FIGURES[kind], *WORDS[kind])
    columns: dict[str, int] = {}
    rivals: list[str] = []
    for column, name in sorted(named.items()):
        if name in columns and name in FIGURES[kind]:
            rivals += [heads[columns[name]], heads[column]]
        columns.setdefault(name, column)
    columns = {name: column for name, column in columns.items() if name in wanted}
    measures = {
        name: found[1]
        for name, column in columns.items()
        if (found := _MEASURE.search(unicodedata.normalize("NFKC", heads[column]).replace("(", "（").replace(")", "）"))) is not None
    }
    above = [shown(frame.own(row, column)) for row in range(head) for column in frame.filled(row)]
    lines = [*above, *(shown(frame.own(row, column)) for row in range(head + 1, frame.height) for column in frame.filled(row)[:1])]
    unit = next((match[1] for line in lines if (match := _UNIT.search(line)) is not None), "")
    told = [printed for line in (*above, frame.grid.name) if (printed := printed_period(line)).month or printed.quarter]
    period = told[0] if told else NO_PERIOD
    rows = tuple(_rows(frame, head, wanted[2], columns))
    return FigureTable(frame.grid.name, kind, head + 1, rows, measures, tuple(dict.fromkeys(rivals)), period, unit)


def _rows(frame: Frame, head: int, name_column: str, columns: Mapping[str, int]) -> Iterator[FigureRow]:
    grid = frame.grid
    for row in range(head + 1, frame.height):
        filled = frame.filled(row)
        if not filled or _FOOT.match(shown(frame.own(row, filled[0]))):
            continue
        name = shown(frame.own(row, columns[name_column]))
        key = read_figure_key(shown(frame.own(row, columns["key"]))) if "key" in columns else None
        if (not name and key is None) or head_name(name) == name_column or _FOOT.match(name):
            continue
        cells = {}
        for field_name, column in columns.items():
            value = frame.own(row, column)
            if field_name in LABELS and not is_blank(value) and not says_nothing(value):
                cells[field_name] = _cell(grid, row, column)
        number = shown(frame.own(row, columns["no"])) if "no" in columns else ""
        if len(filled) > 1 or key is not None:
            yield FigureRow(row + 1, key, " ".join(name.split()), number, cells)


def _cell(grid: Grid, row: int, column: int) -> FigureCell:
    value, text = grid.rows[row][column], shown(grid.rows[row][column])
    if (row, column) in grid.errors:
        return FigureCell(text, column, f"这一格是错误值“{text}”")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return FigureCell(text, column, f"写的是“{text}”，不是数")
    if (row, column) in grid.struck:
        return FigureCell(text, column, f"“{text}”带删除线，请确认")
    if (row, column) in grid.percents and isinstance(value, int | float):
        return FigureCell(f"{round(value * 100, 6):g}%", column)
    return FigureCell(text, column)
