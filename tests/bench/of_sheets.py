"""Reading returned workbooks against the fast reader alone: one large file, and many small ones."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import Measurement, alternate

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


def measurements(wanted: Callable[[str], bool]) -> Iterator[Measurement]:
    with TemporaryDirectory() as folder:
        if wanted("read-sheet-10000x14"):
            path = Path(folder) / "大表.xlsx"
            _write(path, 10_000)
            yield alternate("read-sheet-10000x14", lambda: _ours([path]), lambda: _floor(path), aim=1.5)
        if wanted("read-30-files-of-200"):
            paths = [Path(folder) / f"表{number}.xlsx" for number in range(30)]
            for path in paths:
                _write(path, 200)
            yield alternate("read-30-files-of-200", lambda: _ours(paths), lambda: [_floor(path) for path in paths], aim=None, rounds=3)


def _ours(paths: list[Path]) -> None:
    from tracker.files.grid import TableFile
    from tracker.files.table_file import read_all

    assert all(isinstance(file, TableFile) and len(file.grids[0].rows[0]) == _COLUMNS for file in read_all(paths))


def _floor(path: Path) -> object:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())).get_sheet_by_index(0).to_python(skip_empty_area=False)


def _write(path: Path, rows: int) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("汇总")
    sheet.append(_HEAD)
    for row in range(1, rows + 1):
        share = WriteOnlyCell(sheet, row % 100 / 100)
        share.number_format = "0%"
        sheet.append(
            [
                row,
                "民生实事",
                f"修缮第{row}号水渠",
                f"清淤加固渠道{row % 9}公里，更换闸门{row % 7}座",
                "县水利局",
                "县财政局、县农业农村局",
                date(2026, row % 12 + 1, 28),
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
