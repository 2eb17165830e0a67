"""Fill-in sheets of indicators, services and projects from the page: handed out into a folder, taken in and looked through."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from tracker.errors import UserError
from tracker.progress import Progress
from tracker.ui.file_choice import ask_sheets
from tracker.ui.message import Message
from tracker.ui.pages.lists.book_window import FigureBookWindow
from tracker.ui.pages.lists.figure_forms import ReceiveForm, SendForm
from tracker.ui.pages.lists.sheets_window import FigureSheetsWindow
from tracker.ui.save_choice import ask_folder, open_file, save_folder
from tracker.ui.widgets.hand_lines import HandLines
from tracker.usecases.feedback.figure_make import MadeForms, make_figure_forms
from tracker.usecases.feedback.figure_review import FigureReview
from tracker.usecases.feedback.kept_figures import begin_figures, figures_in_hand, forget_figures, resume_figures
from tracker.usecases.feedback.shelf import SheetsInHand

if TYPE_CHECKING:
    from tracker.ui.pages.lists.page import ListsPage


class SheetDesk:
    """Sending and receiving for a page."""

    def __init__(self, page: "ListsPage") -> None:
        self.page, self.ctx = page, page.ctx
        self.window: FigureSheetsWindow | None = None
        self.book: FigureBookWindow | None = None
        self.hands = HandLines("指标项目表")
        self.hands.go_on_wanted.connect(self.go_on)
        self.hands.give_up_wanted.connect(self.give_up)

    def menu(self) -> QMenu:
        """The two ways."""
        menu = QMenu(self.page)
        menu.addAction("发填报表").triggered.connect(lambda _on=False: self.send())
        menu.addAction("收填报表").triggered.connect(lambda _on=False: self.receive())
        menu.addAction("收发情况").triggered.connect(lambda _on=False: self.show_book())
        return menu

    def send(self) -> None:
        """A workbook for every unit that leads indicators, services or projects."""
        plan_id, ctx = self.page.doings.one_plan(), self.ctx
        if plan_id is None:
            return
        form = SendForm(ctx.today(), save_folder(ctx), lambda: ask_folder(self.page, ctx, "填报表存到哪个文件夹"), self.page.kind)

        def save() -> None:
            period, out, store, today = form.period.text(), Path(form.folder.text().strip()), ctx.store, ctx.today()
            kinds = form.kinds

            def work(progress: Progress) -> MadeForms:
                return make_figure_forms(store, plan_id, period, out, today, progress, kinds=kinds)

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
        form = ReceiveForm(ctx.today(), self.page.kind)

        def save() -> None:
            paths = ask_sheets(self.page)
            if not paths:
                return
            period, store, today = form.period.text(), ctx.store, ctx.today()

            def work(progress: Progress) -> FigureReview:
                return begin_figures(store, ctx.paths, paths, plan_id, period, today, progress)

            def show(review: FigureReview) -> None:
                self.page.pane.desk.close_form()
                self.open_review(review)

            ctx.runner.run_long("正在读取填报表", work, show, failed=lambda error: form.complaint.say(str(error)))

        self.page.show_pane()
        self.page.pane.open_above(form, save)

    def open_review(self, review: FigureReview) -> None:
        """The window in which rows are decided about; what was decided is kept until all of it is written or given up."""
        self.window = FigureSheetsWindow(self.ctx, review, self.page.window(), self.look)
        self.window.show()

    # reviews put aside

    def look(self) -> None:
        """Show the reviews of the plan in hand that were put aside, after everything that is still being written; the figure beside the
        page's name counts the rows that wait in all plans."""
        store, places, plan_id = self.ctx.store, self.ctx.paths, self.page.plan_id

        def show(found: list[SheetsInHand]) -> None:
            self.hands.show_reviews([one for one in found if plan_id in (None, one.plan_id)])
            waiting = sum(one.waiting for one in found)
            self.page.set_badge(str(waiting) if waiting else "")

        self.ctx.runner.run_write(lambda: figures_in_hand(store, places), show)

    def go_on(self, held: SheetsInHand) -> None:
        """Take up a review again, compared with what is stored now."""
        ctx, store, today = self.ctx, self.ctx.store, self.ctx.today()

        def work(progress: Progress) -> FigureReview:
            return resume_figures(store, ctx.paths, held.file, today, progress)

        def failed(error: UserError) -> None:
            ctx.tell(error)
            self.look()

        ctx.runner.run_long("正在读取填报表", work, self.open_review, failed=failed)

    def give_up(self, held: SheetsInHand) -> None:
        """Forget a review; the received files stay."""
        store, places = self.ctx.store, self.ctx.paths
        self.ctx.runner.run_write(lambda: forget_figures(store, places, held.plan_id, held.period), lambda _done: self.look())
