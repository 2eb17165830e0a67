"""Returned workbooks read, and read and compared with a plan, against the fast reader alone: one large file, and thirty small ones."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench.measure import Measurement, alternate

if TYPE_CHECKING:
    from tracker.files.grid import TableFile
    from tracker.sheets.match import Plan

_HEAD = (
    "序号",
    "类别",
    "任务名称",
    "主要内容",
    "牵头单位",
    "配合单位",
    "完成时限",
    "状态",
    "完成进度",
    "进展情况",
    "存在问题",
    "下步打算",
    "联系人",
    "电话",
)
_COLUMNS = 14
_ROWS, _FILES, _EACH = 10_000, 30, 200


def measurements(wanted: Callable[[str], bool]) -> Iterator[Measurement]:
    with TemporaryDirectory() as folder:
        large = Path(folder) / "大表.xlsx"
        small = [Path(folder) / f"表{number}.xlsx" for number in range(_FILES)]
        if wanted("read-sheet-10000x14") or wanted("compare-sheet-10000x14"):
            _write(large, range(1, _ROWS + 1))
        if wanted("read-30-files-of-200") or wanted("compare-30-files-of-200"):
            for number, path in enumerate(small):
                _write(path, range(number * _EACH + 1, (number + 1) * _EACH + 1))
        if wanted("read-sheet-10000x14"):
            yield alternate("read-sheet-10000x14", lambda: _read([large]), lambda: _floor(large), aim=1.5)
        if wanted("read-30-files-of-200"):
            yield alternate("read-30-files-of-200", lambda: _read(small), lambda: [_floor(path) for path in small], aim=None, rounds=3)
        if wanted("compare-sheet-10000x14"):
            plan = _plan(_ROWS)
            yield alternate("compare-sheet-10000x14", lambda: _compare([large], plan), lambda: _floor(large), aim=3, rounds=3)
        if wanted("compare-30-files-of-200"):
            known = _plan(_FILES * _EACH)
            yield alternate(
                "compare-30-files-of-200", lambda: _compare(small, known), lambda: [_floor(path) for path in small], aim=None, rounds=3
            )


def _read(paths: list[Path]) -> "list[TableFile]":
    from tracker.files.grid import TableFile
    from tracker.files.table_file import read_all

    files = [file for file in read_all(paths) if isinstance(file, TableFile)]
    assert len(files) == len(paths) and all(len(file.grids[0].rows[0]) == _COLUMNS for file in files)
    return files


def _compare(paths: list[Path], plan: "Plan") -> None:
    """Every row finds its task; nothing is asked but the limits, which the rows say as they stand in the plan."""
    from tracker.sheets.stage import Wanted, stage
    from tracker.sheets.staged import Bin, Choices

    for file in _read(paths):
        (sheet,) = stage(file, plan, Choices(), Wanted("2026-09", date(2026, 9, 30), sender_id=1))
        assert sheet.count(Bin.ADDED) == len(file.grids[0].rows) - 1


def _plan(tasks: int) -> "Plan":
    from tracker.domain.records import UnitRecord
    from tracker.domain.terms import DeadlineKind, Role, UnitKind
    from tracker.sheets.match import Plan
    from tracker.sheets.staged import KnownTask
    from tracker.sheets.units import KnownUnits

    names = enumerate(("县水利局", "县财政局", "县农业农村局"), 1)
    units = [UnitRecord(number, name, name, UnitKind.GOVERNMENT, "县", number, False, None, None, None) for number, name in names]
    roles = {1: Role.LEAD, 2: Role.SUPPORT, 3: Role.SUPPORT}
    return Plan(
        [
            KnownTask(row, row, f"T1-{row}-x", _title(row), _content(row), "民生实事", str(row), roles, _due(row), DeadlineKind.DATE)
            for row in range(1, tasks + 1)
        ],
        KnownUnits.of(units),
    )


def _title(row: int) -> str:
    return f"修缮第{row}号水渠"


def _content(row: int) -> str:
    return f"清淤加固渠道{row % 9}公里，更换闸门{row % 7}座"


def _due(row: int) -> date:
    return date(2026, row % 12 + 1, 28)


def _floor(path: Path) -> object:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())).get_sheet_by_index(0).to_python(skip_empty_area=False)


def _write(path: Path, rows: range) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("汇总")
    sheet.append(_HEAD)
    for row in rows:
        share = WriteOnlyCell(sheet, row % 100 / 100)
        share.number_format = "0%"
        sheet.append(
            [
                row,
                "民生实事",
                _title(row),
                _content(row),
                "县水利局",
                "县财政局、县农业农村局",
                _due(row),
                "正在推进",
                share,
                f"已清淤{row % 9}公里，正在更换闸门，预计月底前完成主体工程",
                "无",
                "继续推进剩余工程，同步做好资料归档",
                "张三",
                f"139{row:08d}",
            ]
        )
    book.save(path)
