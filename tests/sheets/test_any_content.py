"""Whatever stands in the cells of a table, every row ends in a bin or the file is refused in one sentence."""

from datetime import date, datetime, time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sheets.layouts import SENDER, plan
from tracker.errors import UserError
from tracker.files.grid import CellValue, Grid, Merge, TableFile
from tracker.files.grid_cells import tidy_rows
from tracker.sheets.stage import Wanted, stage
from tracker.sheets.staged import Choices

PLAN = plan()
_WORDS = (
    *("序号", "任务名称", "进展情况", "完成进度", "完成时限", "工作状态", "联系人", "联系电话", "存在问题", "牵头单位", "备注", "分管领导"),
    *(
        "北干渠清淤加固",
        "山塘整治",
        "一、水利建设",
        "合计",
        "注：",
        "填报人：",
        "√",
        "□",
        "已完成",
        "推进中",
        "80%",
        "八成",
        "9月底",
        "2月30日",
    ),
    *("13900000001", "张三 139-0000-0001", "县水利局", "#REF!", "同上", "/", "=1+1", "1.39E+10", "（一）", "①", "T1-3-x", "\u3000", "𠮷"),
)
_CELLS: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    st.sampled_from(_WORDS),
    st.text(max_size=30),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    st.just(time(9, 5)),
    st.timedeltas(),
)
_PLACES = st.integers(0, 12)
_MERGES = st.tuples(_PLACES, _PLACES, _PLACES, _PLACES).map(
    lambda p: Merge(min(p[0], p[2]), min(p[1], p[3]), max(p[0], p[2]), max(p[1], p[3]))
)
_HEAD = ["序号", "任务名称", "工作状态", "完成进度", "进展情况", "完成时限", "联系人及电话"]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    st.lists(st.lists(_CELLS, max_size=9), max_size=12),
    st.booleans(),
    st.lists(_MERGES, max_size=4),
    st.sets(st.tuples(_PLACES, _PLACES), max_size=4),
    st.sampled_from([SENDER, None]),
)
def test_no_content_is_too_much(
    rows: list[list[CellValue]], head: bool, merges: list[Merge], places: set[tuple[int, int]], sender: int | None
) -> None:
    cells = tidy_rows([_HEAD, *rows] if head else rows)
    grid = Grid("Sheet1", 0, cells, merges=tuple(merges), percents=frozenset(places), formulas=frozenset(places))
    file = TableFile("反馈表.xlsx", "xlsx", "0" * 64, (grid,), ("县水利局",))
    try:
        sheets = stage(file, PLAN, Choices(), Wanted("2026-09", date(2026, 9, 30), sender_id=sender, collected=False))
    except UserError as error:
        assert str(error).count("。") == 1
        return
    for sheet in sheets:
        told = [row.row for row in sheet.rows] + [later for row in sheet.rows for later in row.also_rows]
        assert len(told) == len(set(told)) and all(1 <= number <= len(cells) for number in told)
