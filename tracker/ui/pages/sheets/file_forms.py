"""The forms about one file over its rows: what its columns are, which of its sheets is read."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.ui.pages.sheets.columns_form import ColumnsForm
from tracker.ui.pages.sheets.sheet_form import SheetForm
from tracker.ui.widgets.form_place import FormPlace
from tracker.ui.widgets.section import InlineForm
from tracker.usecases.feedback.sheet_review import SheetReview
from tracker.usecases.feedback.sheet_rows import ReviewFile

if TYPE_CHECKING:
    from tracker.sheets.choose import SheetLook

Step = Callable[[SheetReview], object]


class FileForms(FormPlace):
    """`under`: what gives way to an open form; `step` carries out, in its own time, what was chosen; `left` is called when none is open."""

    def __init__(self, under: QWidget, step: Callable[[str, Step], object], left: Callable[[], object]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._under, self._step, self._left = under, step, left

    def open_columns(self, file: ReviewFile, room: int) -> None:
        """Let the user say what the columns are; `room`: the height of the pane."""
        form = ColumnsForm(file.sheets, room)

        def save() -> None:
            columns = form.values()
            self.leave()
            self._step("正在重新读取", lambda session: session.set_columns(file.id, columns))

        self._open(form, save)

    def open_sheets(self, file: ReviewFile, looks: "Sequence[SheetLook]", room: int) -> None:
        """Let the user say which sheet of the workbook is to be read."""
        form = SheetForm(looks, file.told.grid, {sheet.grid for sheet in file.sheets}, room)

        def save() -> None:
            grid = form.values()
            self.leave()
            if grid != file.told.grid:
                self._step("正在读取另一张工作表", lambda session: session.set_grid(file.id, grid))

        self._open(form, save)

    def _open(self, form: InlineForm, save: Callable[[], None]) -> None:
        self._under.hide()
        self.show_form(form, save, self.leave)

    def leave(self) -> None:
        """Put the form away without saving."""
        self.close_form()
        self._under.show()
        self._left()
