"""The review of many files at once: bins above, senders at the left, the rows of one file with their strip at the right."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.records import UnitRecord
from tracker.errors import UserError
from tracker.sheets.staged import Bin, Reason
from tracker.ui.pages.sheets.bins import BinsBar
from tracker.ui.pages.sheets.file_bar import FileBar
from tracker.ui.pages.sheets.file_forms import FileForms
from tracker.ui.pages.sheets.rows import SheetRowsList, SheetRowsModel, row_id
from tracker.ui.pages.sheets.senders import SendersAndRows, SendersSide
from tracker.ui.pages.sheets.strip import SheetStrip
from tracker.ui.pages.sheets.walking import file_to_answer, files_beside, files_of_other_period, next_waiting, twin_of
from tracker.usecases.feedback.sheet_review import SheetReview
from tracker.usecases.feedback.sheet_rows import ReviewFile, ReviewRow, RowKey, Verdict
from tracker.usecases.feedback.sheet_table import SenderTotals

_SETTLED = (Bin.SAME, Bin.NOT_TASK)


class SheetReviewPane(QWidget):
    """Shows one review and carries out its steps. `stepped` comes after each, `failed` says why one was not possible.

    `long_wanted`: a step that reads files anew. `grid_wanted`: a file, its sheet, and the cell to be lit (row from 1, column from 0).
    `looks_wanted`: a file of which another sheet is to be chosen.
    """

    stepped = Signal()
    failed = Signal(object)
    long_wanted = Signal(str, object)
    grid_wanted = Signal(object, object, object)
    looks_wanted = Signal(object)
    urge_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session: SheetReview | None = None
        self.file_id = 0
        self._lines: tuple[object, Sequence[SenderTotals]] | None = None
        self.bins = BinsBar()
        self.side = SendersSide(self.urge_wanted.emit)
        self.senders = self.side.list
        self.file_bar = FileBar()
        self.model = SheetRowsModel(self)
        self.list = SheetRowsList(self.model)
        self.strip = SheetStrip()
        self.forms = FileForms(self.strip, self.long_wanted.emit, self.list.setFocus)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.file_bar)
        column.addWidget(self.forms)
        column.addWidget(self.list, 1)
        column.addWidget(self.strip.in_area())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bins)
        whole.addWidget(SendersAndRows(self.side, right), 1)
        self._connect()

    def _connect(self) -> None:
        self.bins.chosen.connect(lambda _found: self.load())
        self.senders.current_changed.connect(self._sender_chosen)
        self.senders.opened.connect(lambda _id: self.list.setFocus())
        self.list.current_changed.connect(lambda _id: self._show_current())
        self.list.accept_wanted.connect(self.accept)
        self.list.keep_wanted.connect(self.keep)
        self.list.back_wanted.connect(self.send_back)
        self.list.next_wanted.connect(self.next_doubt)
        self.list.assign_wanted.connect(self.strip.open_choosing)
        self.list.change_wanted.connect(self.strip.open_typing)
        self.list.cell_wanted.connect(self.strip.step_cell)
        self.strip.accept_wanted.connect(self.accept)
        self.strip.keep_wanted.connect(self.keep)
        self.strip.back_wanted.connect(self.send_back)
        self.strip.place_wanted.connect(self.open_place)
        self.strip.always_wanted.connect(self.always)
        self.strip.changed.connect(self.change)
        self.strip.assigned.connect(self.assign)
        self.strip.form_closed.connect(self.list.setFocus)
        bar = self.file_bar
        bar.columns_wanted.connect(self.open_columns)
        bar.sheets_wanted.connect(lambda: self.looks_wanted.emit(self.file) if self.file else None)
        bar.grid_wanted.connect(lambda: self.grid_wanted.emit(self.file, 0, None) if self.file else None)
        for wanted, do in (
            (bar.aside_wanted, SheetReview.put_aside),
            (bar.back_wanted, SheetReview.send_back_file),
            (bar.taken_wanted, SheetReview.take_in),
            (bar.preferred, SheetReview.prefer),
        ):
            wanted.connect(partial(self._file_step, do))
        bar.answered.connect(self.answer)
        bar.sender_told.connect(self.tell_sender)
        bar.period_told.connect(self.tell_period)
        bar.file_wanted.connect(self.show_file)

    # showing

    def show_session(self, session: SheetReview, units: Sequence[UnitRecord]) -> None:
        """Begin with these files, at the first that needs somebody."""
        self.session = session
        self.forms.close_form()
        self.file_bar.set_units(units)
        self.strip.set_tasks(list(session.known(session.period).values()))
        self.bins.choose(None)
        lines = self.lines
        self._show_file(lines[0].file_ids[0] if lines else 0)
        if not self.next_doubt():
            self._go_to_first_row()

    def load(self) -> None:
        """Everything as the review stands now, at the same row."""
        session = self.session
        if session is None:
            return
        only = self.bins.current
        lines = self.lines
        self.bins.show_counts(session.counts)
        here = next((line.file_ids[0] for line in lines if self.file_id in line.file_ids), None)
        if here is None and lines:
            self.file_id = here = lines[0].file_ids[0]
        self.senders.blockSignals(True)
        self.senders.load(self.side.model.show_lines(lines, only))
        if here is not None:
            self.senders.go_to(here)
        self.senders.blockSignals(False)
        self._load_rows(only)

    def _load_rows(self, only: Bin | None) -> None:
        session = self.session
        if session is None:
            return
        file = self.file
        rows = session.rows(self.file_id) if file is not None else []
        self.list.load(self.model.show_rows(rows, only))
        mates, asked = files_beside(session, self.lines, self.file_id), files_of_other_period(session)
        self.file_bar.show_file(file, rows, mates, twin_of(session, file), len(asked))
        self._show_current()

    def _show_file(self, file_id: int) -> None:
        self.file_id = file_id
        self.forms.close_form()
        self.strip.show()
        self.list.clearSelection()
        self.load()
        for found in _SETTLED:
            self.list.fold(found, self.bins.current is not found)
        self.list.scrollToTop()

    def show_file(self, file_id: int) -> None:
        """Show another file, at its first row."""
        self._show_file(file_id)
        self._go_to_first_row()

    def _go_to_first_row(self) -> None:
        for group in self.model.groups:
            if group.ids and group.key not in _SETTLED:
                self.list.go_to(group.ids[0])
                return
        self._show_current()

    def _sender_chosen(self, first: int | None) -> None:
        session = self.session
        if session is None or first is None:
            return
        line = next((line for line in self.lines if first in line.file_ids), None)
        if line is not None and self.file_id not in line.file_ids:
            self.show_file(first)

    @property
    def file(self) -> ReviewFile | None:
        """The file that is shown."""
        return next((file for file in self.session.files if file.id == self.file_id), None) if self.session else None

    @property
    def lines(self) -> Sequence[SenderTotals]:
        """One line per sender, worked out once for each state of the review."""
        if self.session is None:
            return ()
        if self._lines is None or self._lines[0] is not self.session.table:
            self._lines = (self.session.table, self.session.senders)
        return self._lines[1]

    @property
    def current(self) -> ReviewRow | None:
        """The row that the keys act on."""
        return self.model.row(self.list.current_id())

    def _show_current(self) -> None:
        if not self.strip.is_open or self.strip.row is None or self.current is None or self.strip.row.key != self.current.key:
            row, session = self.current, self.session
            against = session.table.rivals.get(row.key, ()) if session and row else ()
            self.strip.show_row(row, [(session.file(key.file).name, session.row(key)) for key in against] if session else ())

    # steps on rows

    def _step(self, do: Callable[[SheetReview], object], ahead: bool = False) -> bool:
        """Carry out one step; `ahead`: go on to the next row that waits."""
        if self.session is None:
            return False
        try:
            do(self.session)
        except UserError as error:
            self.failed.emit(error)
            return False
        self.strip.row = None
        self.load()
        self.stepped.emit()
        if ahead:
            self.next_doubt(or_below=True)
        return True

    def accept(self) -> None:
        """Take the row as it was read and go on; where its task is not known, ask for it."""
        row = self.current
        if row is None or row.bin in _SETTLED:
            return
        if row.task_id is None:
            self.strip.open_choosing()
            return
        cell = self.strip.cell
        if row.verdict is Verdict.ACCEPTED and cell is not None and cell.keeps_old:
            self._step(lambda session: session.keep_cell(row.key, cell.field, old=False))
        elif row.verdict is Verdict.ACCEPTED:
            self.next_doubt(or_below=True)
        else:
            self._step(lambda session: session.accept(row.key), ahead=True)

    def keep(self) -> None:
        """Keep what is stored: of the doubtful cells, or of the one cell shown where the row has no doubt."""
        row = self.current
        if row is None or row.bin in _SETTLED:
            return
        cell = self.strip.cell
        if row.bin is Bin.UPDATED and row.verdict is Verdict.ACCEPTED and cell is not None and (cell.writes or cell.keeps_old):
            self._step(lambda session: session.keep_cell(row.key, cell.field, old=not cell.keeps_old))
        else:
            self._step(lambda session: session.keep(row.key), ahead=True)

    def send_back(self) -> None:
        """The row goes back to its sender; a second time takes that back."""
        row = self.current
        if row is None or row.bin in _SETTLED:
            return
        if row.verdict is Verdict.SENT_BACK and row.decided:
            self._step(lambda session: session.undecide(row.key))
        elif row.verdict is not Verdict.SENT_BACK:
            self._step(lambda session: session.send_back(row.key), ahead=True)

    def change(self, field: str, words: str) -> None:
        """Store what was typed instead of what stands in the file."""
        row = self.current
        if row is None:
            return
        try:
            if self.session is not None:
                self.session.change(row.key, field, words)
        except UserError as error:
            self.strip.typing.complaint.say(str(error))
            return
        self._done_in_form(row.key)

    def assign(self, task_id: int) -> None:
        """The row is about this task."""
        row = self.current
        if row is not None:
            self.strip.close_form()
            if self._step(lambda session: session.assign(row.key, task_id)):
                self._done_in_form(row.key)

    def _done_in_form(self, key: RowKey) -> None:
        self.strip.row = None
        self.strip.close_form()
        self.load()
        self.list.go_to(row_id(key))
        self.stepped.emit()
        self.list.setFocus()

    def always(self, field: str) -> None:
        """Read the words of this cell like this from now on."""
        row = self.current
        if row is not None:
            self.long_wanted.emit("正在按新读法重新读取", lambda session: session.always(row.key, field))

    def accept_all(self) -> None:
        """Accept every row without a doubt, in all files."""
        self._step(SheetReview.accept_all_clear)

    def next_doubt(self, *, or_below: bool = False) -> bool:
        """Go to the next row that waits, then to the file of which something is asked; False: there is nothing to go to."""
        row = self.current
        key = next_waiting(self.session, self.file_id, row) if self.session else None
        if key is None:
            asked = file_to_answer(self.session) if self.session else None
            if asked is not None and asked != self.file_id:
                self.show_file(asked)
                return True
            below = self.model.id_at(self.list.currentIndex().row() + 1)
            if or_below and below is not None:
                self.list.go_to(below)
            return False
        if key.file != self.file_id:
            self._show_file(key.file)
        if self.bins.current not in (None, Bin.ASK):
            self.bins.choose(None)
        return self.list.go_to(row_id(key))

    # steps on files

    def _file_step(self, do: Callable[[SheetReview, int], object]) -> None:
        file_id = self.file_id
        if self._step(lambda session: do(session, file_id)):
            self.next_doubt()

    def answer(self, question: Reason) -> None:
        """The question about the file needs no change; the same for all files of which the period is asked."""
        file_id = self.file_id

        def do(session: SheetReview) -> None:
            asked = files_of_other_period(session) if question.code == "period_differs" else []
            for other, one in asked or [(session.file(file_id), question)]:
                session.answer(other.id, one)

        self._step(do)
        self.list.setFocus()

    def tell_sender(self, unit_id: int | None) -> None:
        """Say whose file this is; None: collected by the office."""
        file_id = self.file_id
        self.long_wanted.emit("正在按报送单位重新核对", lambda session: session.set_sender(file_id, unit_id))

    def tell_period(self) -> None:
        """The files of which it is asked are of the period that each names itself."""

        def do(session: SheetReview) -> None:
            for file, _asked in files_of_other_period(session):
                session.set_period(file.id, next(sheet.period_printed for sheet in file.sheets if sheet.period_printed))

        self.long_wanted.emit("正在按期次重新核对", do)

    def open_columns(self) -> None:
        """Let the user say what the columns are."""
        if (file := self.file) is not None and file.sheets:
            self.forms.open_columns(file, self.height())

    def open_place(self) -> None:
        """Show the file with the current cell lit."""
        row, file = self.current, self.file
        if row is not None and file is not None and file.sheets:
            cell = self.strip.cell
            place = (row.key.row, cell.column if cell else None)
            self.grid_wanted.emit(file, file.sheets[row.key.table].grid, place)

    # back and forth

    def step_back(self) -> bool:
        """Take the last step back; False where there is none."""
        if self.session is None or self.session.back_name is None:
            return False
        self._step(SheetReview.back)
        return True

    def step_again(self) -> None:
        """Do again what was taken back."""
        if self.session is not None and self.session.forward_name is not None:
            self._step(SheetReview.forward)

    def escape(self) -> bool:
        """Back out of a form, then of a filter."""
        if self.forms.isVisible():
            self.forms.leave()
        elif self.strip.is_open:
            self.strip.close_form()
        elif self.bins.current is not None:
            self.bins.choose(None)
        else:
            return False
        return True
