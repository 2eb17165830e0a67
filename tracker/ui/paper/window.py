"""A window that shows a document as it will be printed, and sends it on: paper size, Word, Excel, PDF, printer."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tracker.errors import UserError
from tracker.files.writing import written
from tracker.progress import Progress
from tracker.reports.content import Document, file_name
from tracker.ui.context import Context
from tracker.ui.message import Message
from tracker.ui.paper.output import write_pdf
from tracker.ui.paper.preview import Preview
from tracker.ui.paper.printing import print_sheets
from tracker.ui.paper.sheets import Sheets, sheets_of
from tracker.ui.save_choice import ask_target, open_file
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.section import Complaint
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.papers.documents import write_document
from tracker.usecases.papers.layouts import current_layout

Make = Callable[[str, bool], Document]
_PAPERS = {"A4": "A4 横向", "A3": "A3 横向"}


class PaperWindow(QDialog):
    """`make(paper, one_table)` gives the document for a paper ("A4", "A3"); `one_table`: for a spreadsheet, nothing divided.

    Esc closes, Ctrl+P prints; the paper chosen last is remembered under `name`.
    """

    def __init__(self, ctx: Context, name: str, make: Make, parent: QWidget, papers: tuple[str, ...] = ("A4", "A3")) -> None:
        super().__init__(parent)
        self.ctx, self._name, self._make = ctx, name, make
        self.sheets: Sheets | None = None
        self.setWindowTitle(f"打印预览：{name}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        window = parent.window()
        self.resize(round(window.width() * 0.9), round(window.height() * 0.92))
        stored = str(ctx.settings.value(f"paper {name}", ""))
        self.paper = Segmented([(paper, _PAPERS[paper]) for paper in papers], "纸张")
        self.paper.choose(stored if stored in papers else papers[-1])
        self.paper.setVisible(len(papers) > 1)
        self.paper.chosen.connect(self._paper_chosen)
        self.facts = label("", ink="2")
        self.trouble = Complaint()
        self.outputs = [
            button("Word", lambda: self.save(".docx"), "file-text"),
            button("Excel", lambda: self.save(".xlsx"), "file-spreadsheet"),
            button("PDF", lambda: self.save(".pdf"), "file-output"),
            button("打印", self.print_pages, "printer", primary=True),
        ]
        self.preview = Preview()
        self.preview.choose_fit("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self.trouble)
        column.addWidget(self.preview, 1)
        QShortcut(QKeySequence("F1"), self).activated.connect(lambda: ctx.help_wanted.emit(""))
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_pages)
        self._enable(False)
        self.lay_out()
        self.preview.view.setFocus()

    def _bar(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("filterBar")
        bar.setFixedHeight(look().page_bar)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.paper)
        row.addWidget(self.facts)
        row.addStretch(1)
        for one in self.outputs:
            one.setAutoDefault(False)
            row.addWidget(one)
        return bar

    def _paper_chosen(self, paper: str) -> None:
        self.ctx.settings.setValue(f"paper {self._name}", paper)
        self.lay_out()

    def lay_out(self) -> None:
        """Divide the document into sheets anew."""
        make, paper, store = self._make, self.paper.current, self.ctx.store

        def work() -> Sheets:
            return sheets_of(make(paper, False), current_layout(store))

        self.ctx.runner.run_read(work, self._took, key=f"paper {id(self)}", failed=self._failed)

    def _took(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self.trouble.say("")
        self.preview.show_sheets(sheets)
        self.facts.setText(sheets.papers)
        self._enable(True)

    def _failed(self, error: UserError) -> None:
        self.sheets = None
        self.preview.show_sheets(None)
        self.trouble.say(str(error))
        self._enable(False)

    def _enable(self, on: bool) -> None:
        for one in self.outputs:
            one.setEnabled(on)

    def save(self, suffix: str) -> None:
        """Ask where to, then write in the background."""
        if self.sheets is None:
            return
        path = ask_target(self, self.ctx, f"导出{self._name}", file_name(self.sheets.document, suffix))
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the document; what kind of file is told by the name."""
        sheets, make, paper, suffix = self.sheets, self._make, self.paper.current, path.suffix.lower()
        families, store = QFontDatabase.families(), self.ctx.store

        def work(progress: Progress) -> Path:
            if suffix != ".pdf":
                write_document(make(paper, suffix == ".xlsx"), path, progress, families, current_layout(store))
            elif sheets is not None:
                with written(path) as unfinished:
                    write_pdf(sheets, unfinished, progress)
            return path

        def done(made: Path) -> None:
            self.ctx.message.emit(Message(f"已生成“{made.name}”", "打开", do=lambda: open_file(made)))

        self.ctx.runner.run_long(f"正在生成{self._name}", work, done)

    def print_pages(self) -> None:
        """Ctrl+P: ask for a printer and print."""
        if self.sheets is not None:
            print_sheets(self, self.ctx, self.sheets)
