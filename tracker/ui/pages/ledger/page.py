"""The page: kinds of document and options at the left, the pages as they will be printed at the right, ways out above."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.reports.content import Document, Table
from tracker.ui.context import Context, OpenDocument, OpenIssued
from tracker.ui.page import Page
from tracker.ui.pages.ledger.kinds import KEYS, LADDER, PAPER_KEYS, REGISTER, TEMPLATES, VIEWS, WHERE, KindBox, KindList
from tracker.ui.pages.ledger.ladder import Ladder
from tracker.ui.pages.ledger.numbers import Numbers
from tracker.ui.pages.ledger.options import Options
from tracker.ui.pages.ledger.outputs import Outputs
from tracker.ui.pages.ledger.register import Register
from tracker.ui.pages.ledger.sides import TEXT, Sides, Written, read_written
from tracker.ui.pages.ledger.templates import Templates
from tracker.ui.paper.preview import Preview
from tracker.ui.paper.sheets import Sheets, sheets_of
from tracker.ui.theme import look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.form_desk import FormDesk
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.scrolled import form_room, gives_way
from tracker.usecases.papers import print_queue, report_kinds
from tracker.usecases.papers.document_names import document_names
from tracker.usecases.papers.layouts import current_layout
from tracker.usecases.papers.report_choices import ReportChoices, choices_of
from tracker.usecases.papers.report_kinds import ReportKind, ReportRequest

View = Register | Ladder | Templates
_NARROW = 940
_KIND = "document kind"


@dataclass(frozen=True, slots=True)
class _Laid:
    """The pages, and what they say by themselves where something may be typed."""

    sheets: Sheets
    request: ReportRequest
    texts: dict[str, str]
    written: Written


class LedgerPage(Page):
    """文书输出. The preview, the PDF and the printed page come from one painter; Word and Excel from the same content."""

    keys_text = PAPER_KEYS
    help_topic = "ledger"
    one_plan = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._loaded = False
        self._names: dict[str, str] = {}
        self.document: Document | None = None
        self.sheets: Sheets | None = None
        self.asked: ReportRequest | None = None
        self.preview = Preview()
        self.options = Options(ctx)
        self.desk = FormDesk(ctx, self)
        self.desk.form_opened.connect(self._fit)
        self.desk.form_closed.connect(self._fit)
        self.out = Outputs(self)
        self.numbers = Numbers(self)
        self.outputs = {
            ".docx": self.add_action("Word", "file-text", lambda: self.out.save(".docx"), tip="生成 Word 文档"),
            ".xlsx": self.add_action("Excel", "file-spreadsheet", lambda: self.out.save(".xlsx"), tip="生成 Excel 工作簿"),
            ".pdf": self.add_action("PDF", "file-output", lambda: self.out.save(".pdf"), tip="生成 PDF 文件"),
        }
        self.batch = self.add_action("批量", "copy", self.out.open_batch, tip="每个单位或每项任务一份")
        self.issuing = self.add_action("登记", "inbox", self.out.open_issue, tip="记入已发文书，编号并留底")
        self.printing = self.add_action("打印", "printer", self.out.print_pages, "Ctrl+P", primary=True)
        self._problem: EmptyState | None = None
        self._views: dict[str, View] = {}
        self._build()
        stored = str(ctx.settings.value(_KIND, "ledger"))
        self.kind = next((kind for kind in report_kinds.REPORTS if kind.kind == stored), report_kinds.REPORTS[0])
        self.options.show_kind(self.kind)
        self.sides.show_kind(self.kind)
        self._name_kind(self.kind.kind)
        self.keys_text = KEYS.get(self.kind.kind, PAPER_KEYS)
        self.preview.view.opened.connect(lambda figure: self.sides.open_figure(figure.about, figure))
        self.options.changed.connect(self.show_preview)
        self.options.changed.connect(self.numbers.propose)
        self.options.text_wanted.connect(lambda: self.sides.show_side(TEXT))
        self.options.number_typed.connect(self.numbers.check)
        self.options.series_wanted.connect(self.out.open_series)
        self.options.memory.keep_wanted.connect(self.out.keep_texts)

    def _build(self) -> None:
        self.kinds, self.kind_box = KindList(), KindBox()
        for chooser in (self.kinds, self.kind_box):
            chooser.chosen.connect(self.choose_kind)
        self._kind_bar = QFrame()
        self._kind_bar.setObjectName("filterBar")
        self._kind_bar.setFixedHeight(look().filter_bar)
        row = QHBoxLayout(self._kind_bar)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(label("文书", ink="2"))
        row.addWidget(self.kind_box)
        row.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        room, self.forms = form_room()
        column.addWidget(room)
        self._sheets_stack = QStackedWidget()
        self._sheets_stack.addWidget(self.preview)
        self.sides = Sides(self.ctx, self._sheets_stack)
        column.addWidget(gives_way(self.sides), 1)
        making = QWidget()
        inside = QHBoxLayout(making)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.options)
        inside.addWidget(right, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(making)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side = QFrame()
        self._side.setAutoFillBackground(True)
        self._side.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.kinds, 1)
        row.addWidget(self._side)
        row.addWidget(self._stack, 1)
        self.body.addWidget(self._kind_bar)
        self.body.addWidget(whole, 1)
        self._kind_bar.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the kinds stand in a box, and a form has the room of the options as long as it is open."""
        narrow = self.width() < look().px(_NARROW)
        self._side.setVisible(not narrow)
        self._kind_bar.setVisible(narrow)
        self.options.setVisible(not narrow or self.desk.form is None)

    # what the window calls

    def activate(self) -> None:
        if not self._loaded:
            self._loaded = True
            self.out.show_recent()
            self.refresh()
        view = self.view_shown
        (self.preview.view if view is None else view.list).setFocus()

    def open(self, request: object) -> None:
        """Come to the front with this kind of document or view (`kinds.REGISTER`), an `OpenDocument` or an `OpenIssued`."""
        if isinstance(request, str):
            self.choose_kind(request)
        elif isinstance(request, OpenDocument):
            self.options.wanted = request
            self.choose_kind(request.kind)
        elif isinstance(request, OpenIssued):
            self.choose_kind(REGISTER)
            self.register_view.reveal(request.issued_id)

    def refresh(self) -> None:
        store, plan_id = self.ctx.store, self.plan_id
        self.ctx.runner.run_read(lambda: document_names(store, plan_id), self._took_names, key=f"document names {id(self)}")
        view = self.view_shown
        if view is not None:
            view.refresh()
        if self.plan_id is None or not self._loaded:
            return
        store, plan_id, today, with_tasks = self.ctx.store, self.plan_id, self.ctx.today(), self.kind.takes("task")
        self.ctx.runner.run_read(
            lambda: choices_of(store, plan_id, today, with_tasks=with_tasks), self._took_choices, key=f"ledger options {id(self)}"
        )

    def named(self, key: str) -> ReportKind:
        """A kind under the name that it has in this office and for this plan."""
        kind = report_kinds.report_kind(key)
        return kind._replace(name=self._names.get(key, kind.name))

    def _took_names(self, names: dict[str, str]) -> None:
        self._names = names
        self.kind = self.named(self.kind.kind)
        for chooser in (self.kinds, self.kind_box):
            chooser.rename(names)

    def show_changes(self, changes: Changes) -> None:
        for view in self._views.values():
            view.loaded = view.loaded and view is self.view_shown
        self.refresh()

    def _took_choices(self, choices: ReportChoices) -> None:
        self.options.set_choices(choices)
        self.numbers.propose()
        self.show_preview()

    def panes(self) -> list[QWidget]:
        first: QWidget = self.kind_box if self._kind_bar.isVisible() else self.kinds
        view = self.view_shown
        if view is not None:
            return [first, *view.panes()]
        here = (self.options.unit, self.options.columns, self.options.tasks)
        return [first, *(field for field in here if field.isVisible()), *(self.sides.panes() or [self.preview.view])]

    def escape(self) -> bool:
        for desk in (self.desk, self.sides.passages.desk, *(view.desk for view in self._views.values())):
            if desk.form is not None:
                desk.close_form()
                return True
        return False

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        from tracker.ui.pages.ledger.scenes import scenes

        return scenes(self)

    # which document

    @property
    def view_shown(self) -> View | None:
        """The view in front of the documents: the register, what is to be sent, the office's own templates; None for a document."""
        return next((view for view in self._views.values() if self._stack.currentWidget() is view), None)

    def view(self, key: str) -> View:
        """The view with this key, made at its first showing."""
        if key not in self._views:
            made: View
            if key == REGISTER:
                made = Register(self.ctx, lambda: self.choose_kind(self.kind.kind))
                made.told.connect(self._tell)
            elif key == LADDER:
                made = Ladder(self.ctx, lambda: self.plan_id, self.out.open_notices, self.desk)
                made.told.connect(self._tell)
            else:
                made = Templates(self.ctx, lambda: self.plan_id)
            self._views[key] = made
            self._stack.addWidget(made)
        return self._views[key]

    @property
    def register_shown(self) -> bool:
        """Is the register in front?"""
        return isinstance(self.view_shown, Register)

    @property
    def register_view(self) -> Register:
        """The register."""
        view = self.view(REGISTER)
        assert isinstance(view, Register)
        return view

    @property
    def templates_view(self) -> Templates:
        """The office's own templates."""
        view = self.view(TEMPLATES)
        assert isinstance(view, Templates)
        return view

    @property
    def ladder_view(self) -> Ladder:
        """The notices that the rules propose."""
        view = self.view(LADDER)
        assert isinstance(view, Ladder)
        return view

    def choose_kind(self, key: str) -> None:
        """Bring a kind of document, or the register, to the front."""
        self.desk.close_form()
        self._name_kind(key)
        self.keys_text = KEYS.get(key, PAPER_KEYS)
        self.status_changed.emit()
        if key in VIEWS:
            view = self.view(key)
            self._stack.setCurrentWidget(view)
            self._enable(False)
            if key == TEMPLATES or not view.loaded:
                view.refresh()
            self._tell()
            return
        self._stack.setCurrentIndex(0)
        self.kind = self.named(key)
        self.ctx.settings.setValue(_KIND, key)
        self.options.show_kind(self.kind)
        self.sides.show_kind(self.kind)
        self._forget_pages()
        self.refresh()

    def _name_kind(self, key: str) -> None:
        self.kinds.choose(key)
        self.kind_box.choose(key)

    # the pages

    def request(self) -> ReportRequest:
        """What the options ask for."""
        return self.options.request(self.plan_id)

    def show_preview(self) -> None:
        """Lay the pages out anew."""
        if self.plan_id is None or self.view_shown is not None:
            return
        if self.kind.takes("columns") and not self.options.columns.chosen:
            self.show_problem(UserError("没有选择要打印的列", "", "请在左边勾选至少一列"))
            return
        store, today, kind, request = self.ctx.store, self.ctx.today(), self.kind, self.request()
        self.options.follow_frozen(self.plan_id)

        def lay_out() -> _Laid:
            document = report_kinds.report_content(store, kind.kind, request, today)
            texts = report_kinds.proposed_texts(store, kind.kind, request, today) if kind.texts and not kind.drafts else {}
            return _Laid(sheets_of(document, current_layout(store)), request, texts, read_written(store, kind, request, today))

        self.ctx.runner.run_read(lay_out, self._took_pages, key=f"ledger pages {id(self)}", failed=self.show_problem)

    def _took_pages(self, laid: _Laid) -> None:
        sheets = laid.sheets
        self.document, self.sheets, self.asked = sheets.document, sheets, laid.request
        self.options.texts.propose(laid.texts)
        self.sides.show_written(laid.request, laid.written)
        self._sheets_stack.setCurrentWidget(self.preview)
        self.preview.show_sheets(sheets)
        table = next((block for block in sheets.document.blocks if isinstance(block, Table)), None)
        if self.kind.takes("columns") and table is not None:
            self.options.columns.show_widths({column.key: column.width for column in table.columns})
            total = sum(column.width for column in table.columns)
            self.options.sum.setText(f"合计 {total:.0f}，版心 {sheets.document.page.text_width:.0f} mm")
        self.options.show_paper(sheets.document.page.paper)
        self._enable(True)
        self._tell()

    def show_problem(self, error: UserError) -> None:
        """Say why there is nothing to preview, and the next step."""
        self._forget_pages()
        if self._problem is not None:
            self._sheets_stack.removeWidget(self._problem)
            self._problem.deleteLater()
        self._problem = EmptyState("没有可以预览的内容", str(error), self._step())
        self._sheets_stack.addWidget(self._problem)
        self._sheets_stack.setCurrentWidget(self._problem)
        self.options.columns.show_widths({})
        self.options.sum.setText("")
        self._tell()

    def _step(self) -> tuple[str, Callable[[], object]] | None:
        if self.kind.takes("columns") and not self.options.columns.chosen:
            return ("恢复常用列", self.options.usual_columns)
        if "unit" in self.kind.may and self.options.unit.unit_id is not None and not self.kind.matters:
            return ("改为全部单位", self.options.all_units)
        if self.kind.content in WHERE:
            words, page = WHERE[self.kind.content]
            return (words, lambda: self.ctx.navigate(page))
        if self.kind.takes("unit") and (self.kind.matters or self.options.unit.unit_id is None):
            return ("选择单位", lambda: self.options.unit.open_list(everything=True))
        return None

    def _forget_pages(self) -> None:
        self.document = self.sheets = self.asked = None
        self._enable(False)

    def _enable(self, on: bool) -> None:
        for suffix, action in self.outputs.items():
            action.setEnabled(on and suffix in self.kind.files)
        for action in (self.issuing, self.printing):
            action.setEnabled(on)
        self.batch.setEnabled(self._stack.currentIndex() == 0 and bool(print_queue.each_of(self.kind)) and self.plan_id is not None)
        self.actions_changed.emit()

    def _tell(self) -> None:
        view = self.view_shown
        if view is not None:
            self.set_status(*view.facts)
        elif self.sheets is None:
            self.set_status()
        else:
            self.set_status(self.sheets.papers)
