"""An invented county with a plan of fourteen tasks, and grids in the shapes in which its units return them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tracker.domain.records import UnitRecord
from tracker.domain.task_keys import task_key
from tracker.domain.terms import DeadlineKind, Role, UnitKind
from tracker.files.grid import Grid, Merge, TableFile, Visibility
from tracker.sheets.match import Plan
from tracker.sheets.stage import Wanted, stage
from tracker.sheets.staged import Choices, KnownTask, StagedRow, StagedSheet, StoredReport
from tracker.sheets.units import KnownUnits

PERIOD, AS_OF = "2026-09", date(2026, 9, 30)
NAMES = ("县水务局", "县林草局", "县教育局", "县卫生健康局", "县住房和城乡建设局", "县商务局", "云岭镇", "石桥镇", "各镇")
WATER, FOREST, SCHOOL, HEALTH, BUILDING, TRADE, CLOUD, STONE, TOWNS = range(1, 10)
LEAD, SUPPORT = Role.LEAD, Role.SUPPORT
_DATE, _STANDING, _RECURRING = DeadlineKind.DATE, DeadlineKind.STANDING, DeadlineKind.RECURRING

_TASKS: tuple[tuple[str, str, str, dict[int, Role], date | None, DeadlineKind], ...] = (
    ("民生实事", "村级卫生室提档", "改造村级卫生室34个。", {HEALTH: LEAD, CLOUD: SUPPORT}, date(2026, 10, 31), _DATE),
    ("民生实事", "寄宿制学校热水工程", "为11所寄宿制学校安装热水设备。", {SCHOOL: LEAD, WATER: SUPPORT}, date(2026, 8, 31), _DATE),
    ("民生实事", "老城路灯补装（一期）", "补装路灯620盏。", {BUILDING: LEAD, STONE: SUPPORT}, date(2026, 9, 30), _DATE),
    ("民生实事", "老城路灯补装（二期）", "补装路灯480盏并接入平台。", {BUILDING: LEAD, STONE: SUPPORT}, date(2026, 12, 31), _DATE),
    ("民生实事", "夜间急诊绿色通道", "县级医院开通夜间急诊绿色通道。", {HEALTH: LEAD}, None, _STANDING),
    ("重点工程", "云岭水库除险", "完成坝体灌浆和溢洪道加固。", {WATER: LEAD, CLOUD: SUPPORT}, date(2026, 11, 30), _DATE),
    ("重点工程", "城北净水厂扩能", "日供水能力增加2万吨。", {WATER: LEAD, BUILDING: SUPPORT}, date(2026, 12, 31), _DATE),
    ("重点工程", "国有林场防火道路", "修建防火道路46公里。", {FOREST: LEAD, TOWNS: SUPPORT}, date(2026, 10, 31), _DATE),
    ("重点工程", "农产品冷库集群", "建成冷库9座、库容1.1万吨。", {TRADE: LEAD, CLOUD: SUPPORT}, date(2026, 9, 30), _DATE),
    ("重点工程", "职教中心实训楼", "实训楼主体完工。", {SCHOOL: LEAD, BUILDING: SUPPORT}, date(2026, 12, 31), _DATE),
    ("日常治理", "松材线虫病防控", "疫木清理率100%。", {FOREST: LEAD, TOWNS: SUPPORT}, None, _STANDING),
    ("日常治理", "河道采砂巡查", "每月巡查不少于4次。", {WATER: LEAD, TOWNS: SUPPORT}, None, _RECURRING),
    ("日常治理", "校门口交通秩序整顿", "整顿校门口18处。", {SCHOOL: LEAD, STONE: SUPPORT}, date(2026, 9, 15), _DATE),
    ("日常治理", "预付卡消费监管", "备案发卡企业40家。", {TRADE: LEAD}, date(2026, 12, 31), _DATE),
)


def units() -> list[UnitRecord]:
    """The units, the towns also as a group with members."""
    made = []
    for number, name in enumerate(NAMES, 1):
        group = name.startswith("各")
        kind = UnitKind.PLACE if name.endswith("镇") else UnitKind.GOVERNMENT
        members = (CLOUD, STONE) if group else ()
        made.append(UnitRecord(number, name, name.removeprefix("县"), kind, "", number, group, None, None, None, (), members))
    return made


def tasks(reports: Mapping[int, Mapping[int | None, StoredReport]] | None = None) -> list[KnownTask]:
    """The plan's tasks. `reports`: number of a task → its stored reports."""
    made = []
    for number, (heading, title, content, roles, due, kind) in enumerate(_TASKS, 1):
        stored = (reports or {}).get(number, {})
        key = task_key(1, 100 + number)
        wording = "" if due is None else f"{due.month}月底前"
        made.append(KnownTask(100 + number, number, key, title, content, heading, str(number), roles, due, kind, wording, (), stored))
    return made


def plan(reports: Mapping[int, Mapping[int | None, StoredReport]] | None = None) -> Plan:
    """The plan, ready for sheets."""
    return Plan(tasks(reports), KnownUnits.of(units()))


def grid(rows: Iterable[Sequence[Any]], name: str = "Sheet1", index: int = 0, merges: Sequence[Merge] = (), **more: object) -> Grid:
    """A sheet of these rows."""
    return Grid(name, index, tuple(tuple(row) for row in rows), merges=tuple(merges), **more)  # type: ignore[arg-type]


def hidden(one: Grid) -> Grid:
    """The same sheet, hidden."""
    return Grid(one.name, one.index, one.rows, Visibility.HIDDEN, one.merges)


def file(*grids: Grid, name: str = "反馈表.xlsx", texts: Sequence[str] = ()) -> TableFile:
    """A file with these sheets."""
    return TableFile(name, "xlsx", "0" * 64, grids, tuple(texts))


def read(
    *grids: Grid,
    sender: int | None = None,
    known: Plan | None = None,
    choices: Choices | None = None,
    name: str = "反馈表.xlsx",
    **more: object,
) -> list[StagedSheet]:
    """The staged tables of a file with these sheets."""
    wanted = Wanted(PERIOD, AS_OF, sender, **more)  # type: ignore[arg-type]
    return stage(file(*grids, name=name), known or plan(), choices or Choices(), wanted)


def row_of(sheet: StagedSheet, row: int) -> StagedRow:
    """The row with this physical number."""
    return next(one for one in sheet.rows if one.row == row)


def codes(row: StagedRow) -> list[str]:
    """The codes of a row's reasons."""
    return [reason.code for reason in row.reasons]


def value(row: StagedRow, field: str) -> object:
    """What a field of a row was read as."""
    cell = row.cell(field)
    return None if cell is None else cell.value
