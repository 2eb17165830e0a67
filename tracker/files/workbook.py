"""Workbooks (.xlsx, .xls, .et, .ods) as grids of typed cells; runs in the process for risky files."""

import contextlib
import datetime
import io
from collections.abc import Callable, Iterable
from threading import Thread
from typing import Any

from tracker.errors import UserError
from tracker.files.compound import locked, workbook_stream
from tracker.files.grid import CellValue, Grid, Merge, Visibility
from tracker.files.grid_cells import tidy_rows
from tracker.files.safe_zip import SafeZip, damaged
from tracker.files.sheet_details import Details, DetailsOf, Place, place_name
from tracker.progress import Progress

Reading = tuple[tuple[Grid, ...], tuple[str, ...]]

_MAX_CELLS = 3_000_000
_SEVERAL = 5
WAY_OUT = "请用 WPS 或 Excel 打开，只保留任务表并另存为 .xlsx 后再试"


def read_grids(data: bytes, name: str, progress: Progress, *, hidden: bool = True) -> Reading:
    """All sheets and what could not be read; `hidden`: also the rows of hidden ones. Raises `UserError` for an unreadable workbook."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    levels = ((SheetVisibleEnum.Hidden, Visibility.HIDDEN), (SheetVisibleEnum.VeryHidden, Visibility.VERY_HIDDEN))
    details = _details(data, name)
    grids: list[Grid] = []
    refused: list[UserError] = []
    warnings: list[str] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for index, info in enumerate(book.sheets_metadata):
            progress(index / len(book.sheets_metadata), f"正在读取工作表“{info.name}”")
            visibility = next((level for mark, level in levels if info.visible == mark), Visibility.VISIBLE)
            read = info.typ == SheetTypeEnum.WorkSheet and (hidden or visibility is Visibility.VISIBLE)
            try:
                grid = (
                    _grid(book, index, info.name, visibility, details(index, info.name)) if read else Grid(info.name, index, (), visibility)
                )
            except _TooLarge as error:
                refused.append(UserError(f"“{name}”的工作表“{info.name}”太大", error.why, error.todo))
                grid = Grid(info.name, index, (), visibility)
            grids.append(grid)
            warnings += _not_worked_out(grid)
    except PasswordError as error:
        raise locked(name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(name) from error
    if refused and not any(grid.rows for grid in grids if grid.visibility is Visibility.VISIBLE):
        raise refused[0]
    return tuple(grids), (*(str(error) for error in refused), *warnings)


class _TooLarge(Exception):
    """A sheet that cannot be laid out in memory."""

    def __init__(self, why: str, todo: str) -> None:
        super().__init__(why)
        self.why = why
        self.todo = todo


def _grid(book: Any, index: int, name: str, visibility: Visibility, details: DetailsOf) -> Grid:
    if details.far:
        raise _TooLarge(f"{details.far} 里有内容，离其他内容太远", "请删去后再导入")
    rest = _Beside(details.rest)
    try:
        held = book.get_sheet_by_index(index)
        if held.total_height * held.total_width > _MAX_CELLS:
            raise _TooLarge(f"超过 {_MAX_CELLS // 10000} 万个单元格", WAY_OUT)
        ranges = held.merged_cell_ranges
        values = held.to_python(skip_empty_area=False)
    finally:
        rest.wait()
    extra = rest.result()
    return Grid(
        name,
        index,
        tidy_rows(values, {**extra.errors, **_months(values, extra.months)}),
        visibility,
        tuple(Merge(*first, *last) for first, last in ranges) if ranges is not None else tuple(extra.merges),
        frozenset(extra.hidden_rows),
        frozenset(extra.hidden_columns),
        frozenset(extra.percents),
        frozenset(extra.errors),
        frozenset(extra.formulas),
        frozenset(extra.struck),
    )


class _Beside:
    """A piece of work in a thread of its own: the fast reader leaves one core free."""

    def __init__(self, work: Callable[[], Details]) -> None:
        self._work = work
        self._found: Details | None = None
        self._thread = Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        with contextlib.suppress(Exception):  # `result` works it out again and raises what is wrong
            self._found = self._work()

    def wait(self) -> None:
        self._thread.join()

    def result(self) -> Details:
        return self._work() if self._found is None else self._found


def _months(values: list[list[Any]], places: Iterable[Place]) -> dict[Place, str]:
    """What dates say that are shown without their day; Excel keeps 2026年9月 as the first of September, which nobody wrote."""
    found = {}
    for row, column in places:
        value = values[row][column] if row < len(values) and column < len(values[row]) else None
        if isinstance(value, datetime.date):
            found[row, column] = f"{value.year}年{value.month}月"
    return found


def _not_worked_out(grid: Grid) -> list[str]:
    """Formulas whose result the file does not hold; programs that only write leave it out."""
    rows = grid.rows
    missing = [
        (row, column) for row, column in sorted(grid.formulas) if row >= len(rows) or column >= len(rows[row]) or rows[row][column] is None
    ]
    if not missing:
        return []
    places = "、".join(place_name(*place) for place in missing[:_SEVERAL])
    return [
        f"工作表“{grid.name}”的 {places}{'等' if len(missing) > _SEVERAL else ' '}是公式，文件里没有计算结果，"
        "当作空白；请用 WPS 或 Excel 打开并保存后再发"
    ]


def _details(data: bytes, name: str) -> Callable[[int, str], DetailsOf]:
    """What the fast reader does not tell, by number and name of the sheet."""
    if not data.startswith(b"PK"):
        from tracker.files.xls_records import xls_details

        held = xls_details(workbook_stream(data, name) or b"")
        _refuse_far(name, ((str(index + 1), details) for index, details in enumerate(held)))
        return lambda index, sheet: DetailsOf("", lambda: held[index] if index < len(held) else Details())
    archive = SafeZip(data, name)
    if "content.xml" in archive.names():
        from tracker.files.ods_parts import ods_details

        found = ods_details(archive)
        _refuse_far(name, found.items())
        return lambda index, sheet: DetailsOf("", lambda: found.get(sheet, Details()))
    from tracker.files.xlsx_parts import xlsx_details

    read = xlsx_details(archive)
    return lambda index, sheet: read(sheet)


def _refuse_far(name: str, details: Iterable[tuple[str, Details]]) -> None:
    """Of these kinds the fast reader lays out all sheets at once."""
    for sheet, found in details:
        if found.far:
            raise UserError(f"“{name}”的工作表“{sheet}”太大", f"{found.far} 里有内容，离其他内容太远", "请删去后再导入")


def words(value: CellValue, percent: bool = False) -> str:
    """A value as it would be typed in a document."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return f"{value * 100:.10g}%" if percent else f"{value:.15g}"
    if isinstance(value, datetime.date):  # a datetime is one too
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
