"""What the page sends on: files, print, the register, one document for each unit or task."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.domain.issued import NumberSeries
from tracker.domain.notice_words import PLACES
from tracker.domain.notices import NoticeKind
from tracker.errors import UserError
from tracker.files.writing import free_name
from tracker.progress import Progress
from tracker.reports.content import A4_UPRIGHT, Document, file_name
from tracker.ui.message import Message
from tracker.ui.pages.ledger.forms import PRINT, BatchForm, IssueForm, SeriesForm
from tracker.ui.pages.ledger.options import WIDTH
from tracker.ui.paper.output import send_to_printer
from tracker.ui.paper.printing import ask_printer, print_sheets
from tracker.ui.paper.sheets import sheets_of
from tracker.ui.print_document import print_document
from tracker.ui.save_choice import ask_folder, ask_target, open_file, save_folder
from tracker.ui.theme import look
from tracker.ui.widgets.plain import empty, label, link
from tracker.usecases.papers import issued, notice_making, number_series, print_queue, report_kinds
from tracker.usecases.papers.issued import IssuedFilter, IssuedRecord, Issuing
from tracker.usecases.papers.layouts import current_layout
from tracker.usecases.papers.notice_words import keep_typed
from tracker.usecases.papers.print_queue import QueueItem, QueueResult
from tracker.usecases.papers.report_kinds import ReportKind

if TYPE_CHECKING:
    from tracker.ui.pages.ledger.page import LedgerPage

_RECENT = 3
_TOLD = 3


class Outputs:
    """The ways out of the page's document."""

    def __init__(self, page: "LedgerPage") -> None:
        self._page = page

    # one document

    def save(self, suffix: str) -> None:
        """Ask where to, then write in the background."""
        page = self._page
        if page.document is not None:
            path = ask_target(page, page.ctx, f"生成{page.kind.name}", file_name(page.document, suffix))
            if path is not None:
                self.write(path)

    def write(self, path: Path) -> None:
        """Write the document shown; what kind of file is told by the name. Where the file is open elsewhere another name is offered."""
        page, ctx = self._page, self._page.ctx
        request, kind, today, families = page.asked, page.kind.kind, ctx.today(), QFontDatabase.families()
        if request is None:
            return

        def work(progress: Progress) -> Path:
            report_kinds.write_report(ctx.store, kind, request, path, today, progress, fonts=families, draw_pdf=print_document)
            return path

        def saved(made: Path) -> None:
            page.options.memory.remember(kind, request.texts, today)
            self._saved(made)

        def failed(error: UserError) -> None:
            if path.exists():
                other = free_name(path)
                ctx.message.emit(Message(str(error), f"存为“{other.name}”", do=lambda: self.write(other), is_error=True))
            else:
                ctx.tell(error)

        ctx.runner.run_long(f"正在生成{page.kind.name}", work, saved, failed=failed)

    def _saved(self, path: Path) -> None:
        settings = self._page.ctx.settings
        recent = [str(path), *(one for one in self._recent_files() if one != str(path))][:_RECENT]
        settings.setValue("ledger files", "\n".join(recent))
        self.show_recent()
        self._page.ctx.message.emit(Message(f"已生成“{path.name}”", "打开", do=lambda: open_file(path)))

    def _recent_files(self) -> list[str]:
        stored = str(self._page.ctx.settings.value("ledger files", ""))
        return [one for one in stored.split("\n") if one and Path(one).is_file()]

    def show_recent(self) -> None:
        """List the files written lately under the options."""
        foot = self._page.options.foot
        empty(foot)
        files = [Path(one) for one in self._recent_files()]
        lines = [label("最近输出", look().bold), *(_Recent(path) for path in files)] if files else []
        for line in lines:
            foot.addWidget(line)
            line.show()

    def print_pages(self) -> None:
        """Ask the system for a printer and print."""
        page = self._page
        if page.sheets is not None and page.asked is not None:
            page.options.memory.remember(page.kind.kind, page.asked.texts, page.ctx.today())
            print_sheets(page, page.ctx, page.sheets)

    def keep_texts(self) -> None:
        """Keep what was typed as the office's own words: the fields then show it for every notice of the kind."""
        page, ctx = self._page, self._page.ctx
        kind, request, today = NoticeKind(page.kind.kind), page.request(), ctx.today()
        page.options.memory.remember(kind.value, request.texts, today)
        ctx.change(lambda: keep_typed(ctx.store, kind, request, today), lambda _done: page.options.texts.forget(PLACES._fields))

    # the register

    def open_issue(self) -> None:
        """Show what the register would say of the document, to be entered."""
        page, ctx = self._page, self._page.ctx
        document, request, kind = page.document, page.asked, page.kind.kind
        if document is None or request is None:
            return
        today = ctx.today()

        def read() -> tuple[Issuing, list[IssuedRecord]]:
            facts = issued.facts_of(ctx.store, kind, request, document, today)
            held = issued.issued(ctx.store, IssuedFilter((kind,), facts.plan_id, facts.unit_id), today)
            return facts, [one for one in held if one.title == facts.title]

        def show(found: tuple[Issuing, list[IssuedRecord]]) -> None:
            form = IssueForm(*found)
            page.desk.open_form(form, page.forms, lambda: self._issue(form, document))

        ctx.runner.run_read(read, show)

    def _issue(self, form: IssueForm, document: Document) -> None:
        page, ctx, facts, families = self._page, self._page.ctx, form.facts, QFontDatabase.families()
        if facts is None:
            return
        entry = facts
        page.options.number_is_typed = False
        if page.asked is not None:
            page.options.memory.remember(entry.kind, page.asked.texts, ctx.today())
        page.desk.save(
            lambda: print_queue.issue_documents(ctx.store, ctx.paths, [(entry, document)], fonts=families, draw_pdf=print_document),
            page.options.texts.forget,  # they were for this one; the next is offered them
        )

    def open_series(self) -> None:
        """Show how the numbers of the kind in hand begin this year."""
        page, ctx = self._page, self._page.ctx
        kind, year = page.kind, ctx.today().year

        def show(series: NumberSeries) -> None:
            form = SeriesForm(kind.name, series)

            def save() -> None:
                word, pattern, last = form.word.text(), form.pattern.text(), form.last.value()
                page.options.number_is_typed = False
                page.desk.save(lambda: number_series.set_series(ctx.store, kind.kind, year, word, pattern, last))

            page.desk.open_form(form, page.forms, save)

        ctx.runner.run_read(lambda: number_series.number_series(ctx.store, kind.kind, year), show)

    # one for each

    def open_batch(self) -> None:
        """Show for whom documents can be made, as which files and where to."""
        page, ctx = self._page, self._page.ctx
        kind, request = page.kind, page.request()

        today = ctx.today()

        def read(progress: Progress) -> dict[str, Sequence[QueueItem]]:
            found: dict[str, Sequence[QueueItem]] = {}
            faults: list[UserError] = []
            for each in print_queue.each_of(kind):
                plain = replace(request, unit_id=None) if each == "unit" else request
                try:
                    found[each] = print_queue.queue(ctx.store, kind.kind, each, plain, today, progress)
                except UserError as error:
                    faults.append(error)
            if not found:
                raise faults[0]
            return found

        def show(items: dict[str, Sequence[QueueItem]]) -> None:
            form = BatchForm(kind, items, save_folder(ctx), lambda: ask_folder(page, ctx, "存到哪个文件夹"))
            page.desk.open_form(form, page.forms, lambda: self.batch(form))

        ctx.runner.run_long(f"正在准备{kind.name}", read, show)

    def open_notices(self, kind: NoticeKind, task_ids: Sequence[int]) -> None:
        """Show how the notices that the rules propose for these tasks are made: one each, or one for each unit."""
        page, ctx, plan_id, today = self._page, self._page.ctx, self._page.plan_id, self._page.ctx.today()
        if plan_id is None:
            return

        def read(_progress: Progress) -> dict[str, Sequence[QueueItem]]:
            found = notice_making.still_proposed(ctx.store, plan_id, kind, task_ids, today)
            return notice_making.notice_items(ctx.store, plan_id, found)

        def show(items: dict[str, Sequence[QueueItem]]) -> None:
            made = page.named(kind.value)
            form = BatchForm(made, items, save_folder(ctx), lambda: ask_folder(page, ctx, "存到哪个文件夹"))
            page.desk.open_form(form, page.ladder_view.forms, lambda: self.batch(form))

        ctx.runner.run_long(f"正在准备{page.named(kind.value).name}", read, show)

    def batch(self, form: BatchForm) -> None:
        """Make what a form asks for: files in a folder, or paper."""
        page, ctx = self._page, self._page.ctx
        kind, items, register = form.kind.kind, form.chosen, form.register.isChecked()
        if not items:
            form.complaint.say("请至少选一个")
            return
        if form.form.current == PRINT:
            page.desk.close_form()
            self.print_queue(form.kind, items, register=register)
            return
        folder, suffix, pattern = Path(form.folder.text().strip()), form.form.current, form.name.text()
        try:
            print_queue.check_pattern(pattern)
        except UserError as error:
            form.complaint.say(str(error))
            return
        if not form.folder.text().strip():
            form.complaint.say("请选择文件夹")
            return
        ctx.settings.setValue("save folder", str(folder))
        page.desk.close_form()
        today, families = ctx.today(), QFontDatabase.families()

        def work(progress: Progress) -> QueueResult:
            return print_queue.write_queue(
                ctx.store,
                ctx.paths,
                kind,
                items,
                folder,
                today,
                suffix=suffix,
                pattern=pattern,
                register=register,
                progress=progress,
                fonts=families,
                draw_pdf=print_document,
            )

        ctx.runner.run_long(f"正在生成{form.kind.name}", work, lambda result: self._batch_done(result, folder), writes=register)

    def _batch_done(self, result: QueueResult, folder: Path | None) -> None:
        ctx = self._page.ctx
        if result.changes is not None:
            ctx.took(result.changes, None, "")
        why = "；".join(f"{name}：{words.rstrip('。')}" for name, words in result.failed[:_TOLD])
        more = f" 等 {len(result.failed)} 份" if len(result.failed) > _TOLD else ""
        words = result.words + (f"（{why}{more}）" if why else "") + ("，已登记" if result.changes else "")
        if folder is None:
            ctx.message.emit(Message(words, is_error=bool(result.failed)))
        else:
            ctx.message.emit(Message(words, "打开文件夹", do=lambda: open_file(folder), is_error=bool(result.failed)))

    def print_queue(self, kind: ReportKind, items: Sequence[QueueItem], *, register: bool) -> None:
        """Ask for a printer once and print the items one after the other."""
        page, ctx = self._page, self._page.ctx
        today, families, layout = ctx.today(), QFontDatabase.families(), current_layout(ctx.store)
        chosen = ask_printer(page, ctx, kind.name, A4_UPRIGHT, None, two_sided=layout.mirrored)
        if chosen is None:
            return

        def give(document: Document, step: Progress) -> None:
            sheets = sheets_of(document, layout)
            send_to_printer(sheets, chosen.printer, range(len(sheets.pages)), chosen.size, step)

        def work(progress: Progress) -> QueueResult:
            return print_queue.send_queue(
                ctx.store,
                ctx.paths,
                kind.kind,
                items,
                give,
                today,
                register=register,
                progress=progress,
                fonts=families,
                draw_pdf=print_document,
            )

        ctx.runner.run_long(f"正在打印{kind.name}", work, lambda result: self._batch_done(result, None), writes=register)


class _Recent(QWidget):
    """One file written lately: its name opens it, the other link its folder."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        room = look().px(WIDTH) - 26 - look().body_metrics.horizontalAdvance("文件夹") - 24
        name = look().body_metrics.elidedText(path.name, Qt.TextElideMode.ElideMiddle, room)
        opener = link(name, lambda: open_file(path))
        opener.setToolTip(str(path))
        row.addWidget(opener)
        row.addStretch(1)
        row.addWidget(link("文件夹", lambda: open_file(path.parent)))
