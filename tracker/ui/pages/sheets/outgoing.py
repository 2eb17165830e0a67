"""What leaves the office from this page: fill-in workbooks, files sent back with receipts, papers about the period, filled forms."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QMenu

from tracker.progress import Progress
from tracker.ui.exporting import export
from tracker.ui.file_choice import ask_form
from tracker.ui.message import Message
from tracker.ui.pages.sheets.make_form import MakeForm
from tracker.ui.pages.sheets.words import period_words
from tracker.ui.save_choice import ask_folder, ask_target, open_file, save_folder
from tracker.usecases.feedback.sheet_make import MadeSheets, make_sheets

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tracker.ui.pages.sheets.page import SheetsPage
    from tracker.usecases.feedback.form_filling import BlankForm, Filled


class Outgoing:
    """Carries the page's commands out."""

    def __init__(self, page: "SheetsPage") -> None:
        self._page = page

    # fill-in workbooks

    def open_make(self) -> None:
        """Ask for whom workbooks are to be made, and where to."""
        page, book = self._page, self._page.book
        if book is None or not book.rows:
            return
        out = save_folder(page.ctx) / f"{period_words(book.period)}填报表"
        form = MakeForm(book.rows, page.pane.chosen_units(), out, lambda: ask_folder(page, page.ctx, "填报表存到哪个文件夹"))

        def save() -> None:
            if form.out is None:
                form.complaint.say("请先选择存到哪个文件夹")
            elif form.unit_ids:
                everyone = len(form.unit_ids) == form.units.count()
                page.close_form()
                self.make(form.out, None if everyone else form.unit_ids, form.shape.current == "one", form.spare.value())

        page.show_form(form, save)

    def make(self, out: Path, unit_ids: list[int] | None, one_workbook: bool, spare: int = 0) -> None:
        """Make the workbooks and enter them in the register. `spare`: open rows at the end of each."""
        page, ctx = self._page, self._page.ctx
        plan_id, period, today, families = page.plan_id, page.period, ctx.today(), QFontDatabase.families()
        if plan_id is None:
            return

        def work(progress: Progress) -> MadeSheets:
            return make_sheets(
                ctx.store,
                plan_id,
                period,
                out,
                today,
                unit_ids=unit_ids,
                one_workbook=one_workbook,
                spare=spare,
                progress=progress,
                fonts=families,
            )

        def done(made: MadeSheets) -> None:
            ctx.took(made.changes, None, "")
            left = f"；{'、'.join(made.without_members)}还没有成员单位，没有生成" if made.without_members else ""
            count = 1 if one_workbook else len(made.files)
            ctx.message.emit(Message(f"已生成 {count} 份填报表，记入发放登记{left}", "打开文件夹", do=lambda: open_file(out)))

        ctx.runner.run_long("正在生成填报表", work, done, writes=True)

    # papers

    def fill_menu(self, menu: QMenu) -> None:
        """One entry per paper, and the filling of other offices' forms."""
        from tracker.usecases.papers.period_papers import PAPERS

        for paper in PAPERS:
            menu.addAction(paper.name).triggered.connect(lambda _checked=False, kind=paper.kind: self.write_paper(kind))
        menu.addSeparator()
        menu.addAction("填写上级发来的空白表……").triggered.connect(lambda _checked=False: self.open_fill())

    def write_paper(self, kind: str) -> None:
        """Write a paper about the period shown."""
        from tracker.usecases.papers.period_papers import PAPERS, paper_file_name, write_paper

        page, ctx = self._page, self._page.ctx
        plan_id, period, today = page.plan_id, page.period, ctx.today()
        if plan_id is None:
            return
        name = next(paper.name for paper in PAPERS if paper.kind == kind)

        def write(path: Path, progress: Progress, families: "Collection[str]") -> object:
            return write_paper(ctx.store, kind, plan_id, period, path, today, progress=progress, fonts=families)

        export(page, ctx, name, paper_file_name(kind, period, ".docx"), write)

    # files sent back

    def write_answers(self) -> None:
        """Ask for a folder and write for each sender its file with the faults marked, and a receipt."""
        from tracker.usecases.feedback.sheet_answer import write_answers

        page, ctx = self._page, self._page.ctx
        session, today, families = page.session or page.finished, ctx.today(), QFontDatabase.families()
        folder = ask_folder(page, ctx, "退回件和回执存到哪个文件夹") if session is not None else None
        if session is None or folder is None:
            return

        def work(progress: Progress) -> list[Path]:
            return write_answers(ctx.store, ctx.paths, session, folder, today, progress=progress, fonts=families)

        def done(written: list[Path]) -> None:
            marked = sum(path.suffix.lower() == ".xlsx" for path in written)
            words = f"已生成 {marked} 份退回件、{len(written) - marked} 份回执" if marked else f"没有要退回的，已生成 {len(written)} 份回执"
            ctx.message.emit(Message(words, "打开文件夹", do=lambda: open_file(folder)))

        ctx.runner.run_long("正在生成退回件", work, done)

    # forms of other offices

    def open_fill(self) -> None:
        """Ask for a blank form, show what its columns were taken for, and fill it."""
        from tracker.usecases.feedback.form_filling import read_form

        page, ctx = self._page, self._page.ctx
        plan_id, period = page.plan_id, page.period
        path = ask_form(page) if plan_id is not None else None
        if path is not None and plan_id is not None:
            form_path = path
            ctx.runner.run_long("正在读取空白表", lambda _progress: read_form(ctx.store, form_path, plan_id, period), self.show_fill)

    def show_fill(self, blank: "BlankForm") -> None:
        """Let the columns of a blank form be corrected; then fill it."""
        from tracker.ui.pages.sheets.fill_form import FillForm

        page = self._page
        form = FillForm(blank, page.units)

        def save() -> None:
            name = f"{blank.path.stem}（{period_words(blank.period)}）{'.docx' if blank.kind == 'docx' else '.xlsx'}"
            out = ask_target(page, page.ctx, "填好的表存到哪里", name)
            if out is not None:
                columns, unit_id, overwrite = form.columns, form.unit.currentData(), form.overwrite.isChecked()
                page.close_form()
                self.fill(blank, out, columns, unit_id, overwrite=overwrite)

        page.show_form(form, save)

    def fill(self, blank: "BlankForm", out: Path, columns: "Mapping[int, str]", unit_id: int | None, *, overwrite: bool) -> None:
        """Fill the form and open it."""
        from tracker.usecases.feedback.form_filling import fill_form

        ctx, today = self._page.ctx, self._page.ctx.today()

        def work(progress: Progress) -> "Filled":
            return fill_form(ctx.store, blank, out, today, columns=columns, unit_id=unit_id, overwrite=overwrite, progress=progress)

        def done(filled: "Filled") -> None:
            ctx.took(filled.changes, None, "")
            kept = f"，{filled.kept} 格原有内容没动" if filled.kept else ""
            ctx.message.emit(Message(f"已填 {filled.rows} 行{kept}，存为“{filled.path.name}”", "打开", do=lambda: open_file(filled.path)))
            open_file(filled.path)

        ctx.runner.run_long("正在填表", work, done, writes=True)
