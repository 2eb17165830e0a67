"""The right of the page: the pages as they will be printed; for documents whose passages are kept also their text and figures."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.passages import Figure, Passage
from tracker.domain.records import Changes
from tracker.domain.screens import TaskFilter
from tracker.reports.titles import period_words
from tracker.ui.context import Context, OpenSheets
from tracker.ui.pages.ledger.figures import FiguresPane, Rows
from tracker.ui.pages.ledger.passages import PassagesPane
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import restyle
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.papers import document_texts
from tracker.usecases.papers.report_kinds import ReportKind, ReportRequest

if TYPE_CHECKING:
    from datetime import date

    from tracker.storage.store import Store

PAGES, TEXT, FIGURES = "pages", "text", "figures"
_COUNTED = "bulletin"
_HINT = "点版面里的数，就列出它数的任务；用键盘按 Tab 走到一个数，按回车打开"


class Written(NamedTuple):
    """What is read of a document beside its pages."""

    passages: tuple[Passage, ...] = ()
    figures: Rows = ()


def read_written(store: "Store", kind: ReportKind, request: ReportRequest, today: "date") -> Written:
    """The passages and figures of a document, nothing for kinds that keep none."""
    if not kind.drafts:
        return Written()
    found = document_texts.document_passages(store, kind.kind, request, today)
    if kind.kind != _COUNTED:
        return Written(found)
    from tracker.usecases.papers.bulletin import bulletin_figures

    return Written(found, bulletin_figures(store, request, today))


class Sides(QWidget):
    """`pages`: the widget that shows the printed pages."""

    def __init__(self, ctx: Context, pages: QWidget) -> None:
        super().__init__()
        self.ctx = ctx
        self._kind: ReportKind | None = None
        self._request = ReportRequest()
        self._told = ""
        self.which = Segmented([(PAGES, "版面"), (TEXT, "正文"), (FIGURES, "数字")], "看版面、正文还是数字")
        self.which.chosen.connect(self.show_side)
        self.told = ElidedLabel(ink="2")
        self.bar = QFrame()
        self.bar.setObjectName("filterBar")
        self.bar.setFixedHeight(look().filter_bar)
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self.which)
        row.addWidget(self.told, 1)
        self.passages = PassagesPane(ctx, lambda figure: self.open_figure("", figure), self._write, self._take_new, self._keep_mine)
        self.figures = FiguresPane(self.open_figure)
        self.stack = QStackedWidget()
        for part in (pages, self.passages, self.figures):
            self.stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.bar.hide()

    def show_kind(self, kind: ReportKind) -> None:
        """Offer the sides that this kind has; the printed pages come first."""
        if self._kind is not None and kind.kind == self._kind.kind:
            return
        self._kind = kind
        self.passages.desk.close_form()
        self.bar.setVisible(bool(kind.drafts))
        self.which.offer(FIGURES, kind.kind == _COUNTED)
        self.show_side(PAGES)

    def show_written(self, request: ReportRequest, written: Written) -> None:
        """Show passages and figures; what should be looked at is told in the bar."""
        self._request = request
        self.passages.show_passages(written.passages)
        self.figures.show_figures(written.figures)
        changed = sum(one.changed for one in written.passages)
        doubts = sum(len(one.doubts) for one in written.passages)
        edited = sum(one.kept is not None for one in written.passages)
        parts = [f"改过 {edited} 段"] if edited else []
        parts += [f"{changed} 段改过以后数据变了"] if changed else []
        parts += [f"{doubts} 处写的数和数据不一致"] if doubts else []
        ink = "amber" if changed or doubts else "2"
        if self.told.property("ink") != ink:
            self.told.setProperty("ink", ink)
            restyle(self.told)
        self._told = "，".join(parts)
        self._tell()

    def _tell(self) -> None:
        """What should be looked at, else how the figures in the pages are opened."""
        pages = self.which.current == PAGES and self._kind is not None and self._kind.kind == _COUNTED
        self.told.show_text(self._told or (_HINT if pages else ""))

    def show_side(self, side: str) -> None:
        """Show the printed pages, the text or the figures."""
        self.which.choose(side)
        self.stack.setCurrentIndex((PAGES, TEXT, FIGURES).index(side))
        self._tell()
        if side == TEXT:
            self.passages.begin()
        elif side == FIGURES:
            self.figures.table.setFocus()

    def panes(self) -> list[QWidget]:
        """What F6 goes through here."""
        if self.which.current == TEXT:
            first: QWidget | None = next(iter(self.passages.cards.values()), None)
            return [] if first is None else [first]
        return [self.figures.table] if self.which.current == FIGURES else []

    # doing

    def open_figure(self, row: str, figure: Figure) -> None:
        """Go where the list of a figure is; `row`: whose figure it is, "" for all."""
        if figure.units:
            self.ctx.navigate("sheets", OpenSheets((), self._request.period))
        elif figure.task_ids:
            where = f"{period_words(self._request.period)}通报" if self._request.period else ""
            about = "" if row in ("", "全部任务") else f"{row} "
            gone = f"，另有 {figure.gone} 项已删除" if figure.gone else ""
            words = f"{where}：{about}{figure.label} {figure.amount} 项{gone}"
            self.ctx.open_tasks(TaskFilter(plan_id=self._request.plan_id, only=figure.task_ids, only_words=words))

    def _write(self, place: str, text: str) -> Changes:
        assert self._kind is not None
        return document_texts.keep_text(self.ctx.store, self._kind.kind, self._request, place, text, self.ctx.today())

    def _take_new(self, place: str) -> Changes:
        assert self._kind is not None
        return document_texts.take_new(self.ctx.store, self._kind.kind, self._request, place, self.ctx.today())

    def _keep_mine(self, place: str) -> Changes:
        assert self._kind is not None
        return document_texts.keep_mine(self.ctx.store, self._kind.kind, self._request, place, self.ctx.today())
