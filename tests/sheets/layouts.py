"""Returned tables in any layout: permuted columns, heads over one or two rows, merged cells, rows that are no task."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tracker.domain.records import UnitRecord
from tracker.domain.terms import DeadlineKind, Role, UnitKind
from tracker.files.grid import CellValue, Grid, Merge, TableFile
from tracker.files.grid_cells import tidy_rows
from tracker.sheets.match import Plan
from tracker.sheets.staged import KnownTask
from tracker.sheets.units import KnownUnits

SENDER, OTHER = 1, 2
YEAR = 2026
_UNITS = ("县水利局", "县交通运输局")
_TITLES = (
    ("北干渠清淤加固", "清淤12公里，加固渠堤6处。", "水利建设", SENDER, date(YEAR, 9, 30)),
    ("南干渠清淤加固", "清淤9公里。", "水利建设", SENDER, date(YEAR, 11, 30)),
    ("山塘整治", "整治山塘24口。", "水利建设", SENDER, date(YEAR, 10, 31)),
    ("农村饮水管网延伸", "新铺管网30公里。", "民生实事", SENDER, date(YEAR, 12, 31)),
    ("河道采砂巡查", "每月巡查两次。", "长效管理", SENDER, None),
    ("通村公路硬化", "硬化18公里。", "民生实事", OTHER, date(YEAR, 8, 31)),
    ("危桥改造", "改造危桥5座。", "民生实事", OTHER, date(YEAR, 6, 30)),
    ("渡口标准化", "改造渡口3处。", "长效管理", OTHER, None),
)
_HEADS: Mapping[str, tuple[str, ...]] = {
    "number": ("序号", "编号", "序 号", "序\n号"),
    "title": ("任务名称", "工作任务", "重点任务", "项目名称", "任　务", "督查事项"),
    "content": ("工作内容", "主要内容", "建设内容"),
    "lead": ("牵头单位", "责任单位"),
    "deadline": ("完成时限", "完成时间", "完成\n时限", "办结时限"),
    "state": ("工作状态", "完成状态", "推进状态"),
    "percent": ("完成进度", "完成比例", "完成百分比", "完成率（%）"),
    "progress": ("进展情况", "工作进展情况", "目前进展情况", "推进落实情况"),
    "problems": ("存在问题", "存在的困难和问题", "主要问题"),
    "next_steps": ("下一步打算", "下步工作措施", "下一步\n工作计划"),
    "leader": ("分管领导", "责任领导"),
    "person": ("联系人", "经办人"),
    "phone": ("联系电话", "手机号码"),
    "remark": ("备注", "备 注"),
    "money": ("总投资（万元）", "到位资金（万元）"),
}
_UPPER = {
    "state": "推进情况",
    "percent": "推进情况",
    "progress": "推进情况",
    "problems": "推进情况",
    "person": "联系方式",
    "phone": "联系方式",
}
_LONG = ("progress", "problems", "next_steps", "remark", "content")
_STATES = {
    "completed": ("已完成", "办结", "完成"),
    "in_progress": ("推进中", "正在推进", "有序推进", "进行中"),
    "not_started": ("未启动", "尚未开工"),
}
_TEXTS = ("已清淤3公里，正在加固渠堤。", "一是完成招标；\n二是施工队伍进场。", "召开调度会2次，倒排工期。", "前期手续已办结，下月开工")
_PROBLEMS = ("无", "资金缺口80万元。", "征地协议未签订", None)
_NAMES = ("陈志强", "孙丽", "欧阳明", "何苗")


def plan() -> Plan:
    """A plan of eight tasks of two units."""
    units = [
        UnitRecord(index, name, name, UnitKind.GOVERNMENT, "县", index, False, None, None, None) for index, name in enumerate(_UNITS, 1)
    ]
    tasks = [
        KnownTask(
            index,
            index,
            f"T1-{index}-x",
            title,
            content,
            heading,
            str(index),
            {unit: Role.LEAD},
            due,
            DeadlineKind.DATE if due else DeadlineKind.STANDING,
            "" if due else "长期坚持",
        )
        for index, (title, content, heading, unit, due) in enumerate(_TITLES, 1)
    ]
    return Plan(tasks, KnownUnits.of(units))


@dataclass(frozen=True)
class Layout:
    """A file, and what a careful clerk reads in it: physical row from 1 → the task's id and its values by field; other rows: none."""

    file: TableFile
    expected: Mapping[int, tuple[int, Mapping[str, str | float | None]]]
    others: frozenset[int] = field(default_factory=frozenset)


def _percents(percent: int) -> dict[str, CellValue]:
    return {"share": percent / 100, "text": f"{percent}%", "wide": f"{percent}％", "about": f"约{percent}%", "decimals": f"{percent}.0%"}


def _days(day: date) -> list[CellValue]:
    return [
        day,
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.month}月底",
        f"{day.year}-{day.month:02}",
    ]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Any table of the sender's tasks with plain words in its cells."""
    optional = draw(st.lists(st.sampled_from([name for name in _HEADS if name not in ("title", "progress")]), unique=True, min_size=2))
    columns = draw(st.permutations(["title", "progress", *optional]))
    left = draw(st.integers(0, 2))
    rows: list[list[Any]] = []
    merges: list[Merge] = []
    percents: set[tuple[int, int]] = set()
    expected: dict[int, tuple[int, Mapping[str, str | float | None]]] = {}

    def put(values: Mapping[int, Any]) -> int:
        row: list[Any] = [None] * (left + len(columns))
        for column, value in values.items():
            row[left + column] = value
        rows.append(row)
        return len(rows)

    def band(text: str) -> None:
        at = put({0: text}) - 1
        if columns[0] in _LONG or draw(st.booleans()):  # a lone line in a column of texts could be a text
            merges.append(Merge(at, left, at, left + len(columns) - 1))

    for text in draw(
        st.sampled_from([(), ("青禾县重点任务推进情况表",), ("青禾县重点任务推进情况表", "填报单位：县水利局    填报时间：9月28日")])
    ):
        band(text)
    heads = {column: draw(st.sampled_from(_HEADS[name])) for column, name in enumerate(columns)}
    two_rows = draw(st.booleans())
    head_start = len(rows)
    if two_rows:
        upper = [_UPPER.get(name, "") for name in columns]
        starts = [column for column, name in enumerate(upper) if name and (column == 0 or upper[column - 1] != name)]
        top = {column: heads[column] for column, name in enumerate(upper) if not name} | {column: upper[column] for column in starts}
        low = {column: heads[column] for column, name in enumerate(upper) if name}
        put(top)
        if low:
            put(low)
            for column, name in enumerate(upper):
                if not name:
                    merges.append(Merge(head_start, left + column, head_start + 1, left + column))
            for start in starts:
                end = start
                while end + 1 < len(columns) and upper[end + 1] == upper[start]:
                    end += 1
                if end > start:
                    merges.append(Merge(head_start, left + start, head_start, left + end))
    else:
        put(heads)
    body_start = len(rows)
    style = draw(st.sampled_from(["share", "text", "wide", "about", "decimals"]))
    number_style = draw(st.sampled_from(["{}", "{}.", "（{}）", "{}、"]))
    own = [index for index, item in enumerate(_TITLES) if item[3] == SENDER]
    for index in draw(st.lists(st.sampled_from(own), unique=True, min_size=2)):
        noise = draw(st.sampled_from(["", "", "", "group", "blank", "head"]))
        if noise == "group":
            band(_TITLES[index][2])
        elif noise == "blank":
            put({})
        elif noise == "head" and not two_rows:
            put(heads)
        title, content, _, _, due = _TITLES[index]
        state = draw(st.sampled_from(sorted(_STATES))) if due else "in_progress"
        percent = {"completed": 100, "not_started": 0}.get(state, draw(st.sampled_from([10, 35, 60, 85])))
        problem, name = draw(st.sampled_from(_PROBLEMS)), draw(st.sampled_from(_NAMES))
        said: dict[str, str | None] = {
            "progress": draw(st.sampled_from(_TEXTS)),
            "problems": problem,
            "next_steps": draw(st.sampled_from(_TEXTS)),
            "leader": name,
            "person": name,
            "phone": f"139{index:08d}",
        }
        cells: dict[str, CellValue] = {
            **said,
            "number": number_style.format(index + 1),
            "title": title,
            "content": content,
            "lead": _UNITS[0],
            "deadline": draw(st.sampled_from(_days(due))) if due else "长期坚持",
            "state": draw(st.sampled_from(_STATES[state])),
            "percent": _percents(percent)[style],
            "remark": draw(st.sampled_from([None, "附照片"])),
            "money": 120 * (index + 1),
        }
        row = put({column: cells[name] for column, name in enumerate(columns)})
        wanted: dict[str, str | float | None] = {**said}
        wanted |= {"state": state, "percent": float(percent), "deadline": due.isoformat() if due else None}
        if "percent" in columns and style == "share":
            percents.add((row - 1, left + columns.index("percent")))
        expected[row] = (index + 1, {key: value for key, value in wanted.items() if key in columns})
    for text in draw(st.sampled_from([(), ("合计：2项",), ("注：数据截至9月底。", "填报人：何苗    审核人：孙丽    0734-2210456")])):
        band(text)
    grid = Grid("Sheet1", 0, tidy_rows(rows), merges=tuple(dict.fromkeys(merges)), percents=frozenset(percents))
    others = frozenset(range(1, len(rows) + 1)) - expected.keys()
    assert body_start <= len(rows)
    return Layout(TableFile("县水利局反馈表.xlsx", "xlsx", "0" * 64, (grid,)), expected, others)
