"""The files as they came, from the page: opened to be looked at, and asked which of their sheets is the right one."""

from typing import TYPE_CHECKING

from tracker.ui.source.grid_window import GridPlace, open_grid
from tracker.usecases.feedback.period_book import ReceivedFacts
from tracker.usecases.feedback.sheet_rows import ReviewFile

if TYPE_CHECKING:
    from tracker.sheets.choose import SheetLook
    from tracker.ui.pages.sheets.page import SheetsPage


class Originals:
    """Files of the book and of the review."""

    def __init__(self, page: "SheetsPage") -> None:
        self.page, self.ctx = page, page.ctx

    def open_received(self, file: ReceivedFacts) -> None:
        """Show a file that was taken in."""
        open_grid(self.ctx, self.page, file.kept_name, file.name, GridPlace())

    def open_at(self, file: ReviewFile, sheet: int, place: tuple[int, int | None] | None) -> None:
        """Show a file of the review with a cell lit."""
        row, column = place or (0, None)
        about = f"第 {row} 行" if row else ""
        open_grid(self.ctx, self.page, file.kept_name, file.name, GridPlace(sheet, row, column), about)

    def choose_sheet(self, file: ReviewFile) -> None:
        """Look at the sheets of a file, then let the user choose which is to be read."""
        page, desk = self.page, self.page.desk
        if desk is None or page.work.busy:
            return

        def ask(looks: "list[SheetLook]") -> None:
            page.review.forms.open_sheets(file, looks, page.review.height())

        page.work.run("正在查看工作表", lambda _progress: desk.looks(file), ask)
