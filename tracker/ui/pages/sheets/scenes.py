"""Pictures of this page for `ui/shots`: the book, a review of made-up files, each form."""

import csv
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tracker.sheets.choose import SheetLook
from tracker.ui.pages.sheets.book_reading import open_rule
from tracker.ui.source.grid_window import GridWindow
from tracker.usecases.feedback.form_filling import BlankForm, FormColumn
from tracker.usecases.feedback.period_book import PeriodRow

if TYPE_CHECKING:
    from tracker.ui.pages.sheets.page import SheetsPage

_HEAD = ("序号", "重点任务", "完成时限", "完成状态", "完成进度", "进展情况", "存在的问题", "下一步措施", "责任人", "联系电话")
_SAID = ("第二批项目全部开工，现场验收合格", "完成设计和招标，九月下旬进场", "累计完成投资六成，材料已到位", "主体完工，正在收尾")
_UNITS = 5


def scenes(page: "SheetsPage") -> dict[str, Callable[[], QWidget | None]]:
    """Name → a step that shows the picture."""

    def make() -> None:
        page.outgoing.open_make()

    def rule() -> None:
        page.close_form()
        open_rule(page)

    def review() -> None:
        page.close_form()
        folder = Path(mkdtemp())
        page.take_files(tuple(_files(page, folder)))

    def typing() -> None:
        page.review.strip.open_typing("progress")

    def choosing() -> None:
        page.review.strip.close_form()
        page.review.strip.open_choosing()

    def columns() -> None:
        page.review.strip.close_form()
        page.review.open_columns()

    def sheet() -> None:
        page.review.forms.leave()
        file = page.review.file
        if file is not None:
            page.review.forms.open_sheets(file, _looks(), page.review.height())

    def grid() -> QWidget | None:
        page.escape()
        page.review.open_place()
        return next((one for one in page.window().findChildren(GridWindow) if one.isVisible()), None)

    def put_aside() -> None:
        page.later()

    def fill() -> None:
        form = Path(mkdtemp()) / "上级调度表.xlsx"
        page.outgoing.show_fill(_blank(page, form))

    def nobody() -> None:
        page.close_form()
        page.show_nobody()

    return {
        "make": make,
        "rule": rule,
        "review": review,
        "type": typing,
        "task": choosing,
        "columns": columns,
        "sheet": sheet,
        "grid": grid,
        "aside": put_aside,
        "fill": fill,
        "nobody": nobody,
    }


def _looks() -> list[SheetLook]:
    """A workbook in which a unit has left last month's table and a list for its own use."""
    return [
        SheetLook(0, "9月推进情况", 14, True, 9, False),
        SheetLook(1, "8月推进情况", 14, True, 9, False),
        SheetLook(2, "联系人", 6, False, 0, False),
        SheetLook(3, "底稿", 21, True, 9, True),
    ]


def _blank(page: "SheetsPage", path: Path) -> BlankForm:
    """A form of another office, read already."""
    heads = (("序号", "number"), ("重点任务", "title"), ("牵头单位", "lead"), ("工作进展", "progress"), ("主要问题", ""))
    columns = tuple(FormColumn(place, head, field) for place, (head, field) in enumerate(heads))
    return BlankForm(path, page.plan_id or 0, page.period, "xlsx", 0, "Sheet1", "", columns, (), (2, 3, 4), 2, None)


def _files(page: "SheetsPage", folder: Path) -> list[Path]:
    """Returned files of a few units, with the usual slips in the first ones."""
    from tracker.usecases.work.tasks import plan_details

    book, plan_id = page.book, page.plan_id
    if book is None or plan_id is None:
        return []
    titles = {one.row.id: one.row.title for one in plan_details(page.ctx.store, plan_id, page.ctx.today())}
    rows = sorted((row for row in book.rows if row.lead), key=lambda row: -row.lead)[:_UNITS]
    return [_file(folder, row, titles, slips=place < 2) for place, row in enumerate(rows)]


def _file(folder: Path, row: PeriodRow, titles: dict[int, str], *, slips: bool) -> Path:
    path = folder / f"{row.unit.display}9月进展.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        sheet = csv.writer(out)
        sheet.writerow([f"{row.unit.full_name}2026年9月推进情况表"])
        sheet.writerow(_HEAD)
        for number, task_id in enumerate(row.tasks, 1):
            percent = "八成左右" if slips and number == 1 else "接近完成" if slips and number == 2 else f"{50 + number * 5 % 45}%"
            texts = ("", "推进中", percent, _SAID[number % len(_SAID)], "", "按月调度", "周敏", f"1390{number + 3172846}")
            sheet.writerow([number, titles[task_id], *texts])
        if slips:
            sheet.writerow([len(row.tasks) + 1, "申报农产品地理标志", "", "推进中", "50%", "材料已报送", "", "", "", ""])
        sheet.writerow(["填报人：周敏", "", "审核人：李建"])
    return path
