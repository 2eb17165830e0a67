"""Workbooks (.xlsx, .xls, .et, .ods) as rows of values with their merged ranges; runs in the process for risky files."""

import datetime
import io
from dataclasses import dataclass, field

from tracker.errors import UserError
from tracker.files.safe_zip import SafeZip, damaged
from tracker.files.workbook_parts import Details, Range, ods_details, xlsx_details
from tracker.progress import Progress

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta

_MAX_CELLS = 3_000_000
WAY_OUT = "请用 WPS 或 Excel 打开，只保留任务表并另存为 .xlsx 后再试"


@dataclass(slots=True)
class Sheet:
    """One sheet: `rows` from row 1 and column A on; `merges` as (first row, first column, last row, last column) from 0.

    `percents`: cells whose number is shown as a percentage.
    """

    name: str
    hidden: bool
    rows: list[list[Value]] = field(default_factory=list)
    merges: list[Range] = field(default_factory=list)
    percents: set[tuple[int, int]] = field(default_factory=set)


def read_sheets(data: bytes, name: str, progress: Progress) -> list[Sheet]:
    """All sheets; of hidden ones only the name. Raises `UserError` for a workbook that cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    details = _details(data, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        for index, info in enumerate(book.sheets_metadata):
            progress(index / len(book.sheets_metadata), f"正在读取工作表“{info.name}”")
            sheet = Sheet(info.name, info.visible != SheetVisibleEnum.Visible)
            sheets.append(sheet)
            if sheet.hidden or info.typ != SheetTypeEnum.WorkSheet:
                continue
            extra = details.get(info.name, Details())
            if extra.far:
                raise UserError(f"“{name}”的工作表“{info.name}”太大", f"{extra.far} 里有内容，离其他内容太远", "请删去后再导入")
            held = book.get_sheet_by_index(index)
            if held.total_height * held.total_width > _MAX_CELLS:
                raise UserError(f"“{name}”的工作表“{info.name}”太大", f"超过 {_MAX_CELLS // 10000} 万个单元格", WAY_OUT)
            sheet.rows = held.to_python(skip_empty_area=False)
            merges = held.merged_cell_ranges
            sheet.merges = extra.merges if merges is None else [(*first, *last) for first, last in merges]
            sheet.percents = extra.percents
    except PasswordError as error:
        raise UserError(f"“{name}”有打开密码", "", "请用 WPS 或 Excel 打开，去掉密码后另存再导入") from error
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(name) from error
    return sheets


def _details(data: bytes, name: str) -> dict[str, Details]:
    """What the fast reader does not tell, by the name of the sheet; nothing for the old binary format."""
    if not data.startswith(b"PK"):
        return {}
    archive = SafeZip(data, name)
    return ods_details(archive) if "content.xml" in archive.names() else xlsx_details(archive)


def words(value: Value, percent: bool = False) -> str:
    """A value as it would be typed in a document."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return f"{value * 100:.10g}%" if percent else f"{value:.15g}"
    if isinstance(value, datetime.date):  # a datetime is one too
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
