"""Fill-in sheets of indicators and projects from the page: handed out into a folder, taken in and looked through."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from tracker.progress import Progress
from tracker.ui.file_choice import ask_sheets
from tracker.ui.message import Message
from tracker.ui.pages.lists.book_window import FigureBookWindow
from tracker.ui.pages.lists.figure_forms import ReceiveForm, SendForm
from tracker.ui.pages.lists.sheets_window import FigureSheetsWindow
from tracker.ui.save_choice import ask_folder, open_file, save_folder
from tracker.usecases.feedback.figure_make import MadeForms, make_figure_forms
from tracker.usecases.feedback.figure_review import FigureReview, read_figures

if TYPE_CHECKING:
    from tracker.ui.pages.lists.page import ListsPage


class SheetDesk:
    """Sending and receiving for a page."""

    def __init__(self, page: "ListsPage") -> None:
        self.page, self.ctx = page, page.ctx
        self.window: FigureSheetsWindow | None = None
        self.book: FigureBookWindow | None = None

    def menu(self) -> QMenu:
        """The two ways."""
        menu = QMenu(self.page)
        menu.addAction("发填报表").triggered.connect(lambda _on=False: self.send())
        menu.addAction("收填报表").triggered.connect(lambda _on=False: self.receive())
        menu.addAction("收发情况").triggered.connect(lambda _on=False: self.show_book())
        return menu

    def send(self) -> None:
        """A workbook for every unit that leads indicators or projects."""
        plan_id, ctx = self.page.doings.one_plan(), self.ctx
        if plan_id is None:
            return
        form = SendForm(ctx.today(), save_folder(ctx), lambda: ask_folder(self.page, ctx, "填报表存到哪个文件夹"))

        def save() -> None:
            period, out, store, today = form.period.text(), Path(form.folder.text().strip()), ctx.store, ctx.today()

            def work(progress: Progress) -> MadeForms:
                return make_figure_forms(store, plan_id, period, out, today, progress)

            def done(made: MadeForms) -> None:
                self.page.pane.desk.close_form()
                ctx.took(made.changes, None, "")
                left = f"；{len(made.without_units)} 项没有责任单位，没有发" if made.without_units else ""
                words = f"已生成 {len(made.files)} 份填报表，记入发放登记{left}"
                ctx.message.emit(Message(words, "打开文件夹", do=lambda: open_file(out)))

            ctx.runner.run_long("正在生成填报表", work, done, failed=lambda error: form.complaint.say(str(error)), writes=True)

        self.page.show_pane()
        self.page.pane.open_above(form, save)

    def show_book(self) -> None:
        """Who was sent what, when, and what came back."""
        plan_id = self.page.doings.one_plan()
        plan = next((one for one in self.ctx.plans if one.id == plan_id), None)
        if plan is not None:
            self.book = FigureBookWindow(self.ctx, plan, f"{self.ctx.today():%Y-%m}", self.page.window())
            self.book.show()

    def receive(self) -> None:
        """Choose returned files, look through what they say."""
        plan_id, ctx = self.page.doings.one_plan(), self.ctx
        if plan_id is None:
            return
        form = ReceiveForm(ctx.today())

        def save() -> None:
            paths = ask_sheets(self.page)
            if not paths:
                return
            period, store, today = form.period.text(), ctx.store, ctx.today()

            def work(progress: Progress) -> FigureReview:
                return read_figures(store, paths, plan_id, period, today, progress)

            def show(review: FigureReview) -> None:
                self.page.pane.desk.close_form()
                self.open_review(review)

            ctx.runner.run_long("正在读取填报表", work, show, failed=lambda error: form.complaint.say(str(error)))

        self.page.show_pane()
        self.page.pane.open_above(form, save)

    def open_review(self, review: FigureReview) -> None:
        """The window in which rows are decided about."""
        self.window = FigureSheetsWindow(self.ctx, review, self.page.window())
        self.window.show()
