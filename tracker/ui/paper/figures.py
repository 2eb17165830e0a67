"""Where on a page the figures are drawn whose list can be opened: the very places at which the painter puts their words."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from tracker.domain.passages import Figure
from tracker.reports.content import Row, Table
from tracker.ui.paper.lines import Line
from tracker.ui.paper.paint_table import cell_words
from tracker.ui.paper.sheets import Sheets

_LEAST = 120.0
"""No figure is narrower to the mouse than six points: a lone 1 is hard to hit."""


class Drawn(NamedTuple):
    """A figure on page `page`, counted from 1, in the painter's units; a figure broken over two lines is there twice."""

    page: int
    place: QRectF
    figure: Figure


def drawn_figures(sheets: Sheets, page: int) -> list[Drawn]:
    """The figures of a page from top to bottom, of a line from left to right."""
    left = sheets.pages[page - 1].left
    return [Drawn(page, _wide_enough(place.translated(left, 0)), figure) for place, figure in _places(sheets, page)]


class FigureWalk:
    """The figures of all pages, looked up page by page as they are wanted."""

    def __init__(self, sheets: Sheets | None = None) -> None:
        self._sheets = sheets
        self._known: dict[int, list[Drawn]] = {}

    def on_page(self, page: int) -> list[Drawn]:
        """Those of one page, counted from 1."""
        if self._sheets is None:
            return []
        if page not in self._known:
            self._known[page] = drawn_figures(self._sheets, page)
        return self._known[page]

    def at(self, page: int, point: QPointF) -> Drawn | None:
        """The figure that is drawn at a point of a page."""
        return next((one for one in self.on_page(page) if one.place.contains(point)), None)

    def beside(self, drawn: Drawn | None, page: int, step: int) -> Drawn | None:
        """The next one (`step` 1) or the one before (-1), without one to go from the first or last of `page`; None at the end of all."""
        if self._sheets is None:
            return None
        if drawn is not None:
            page, here = drawn.page, self.on_page(drawn.page)
            place = here.index(drawn) + step
            if 0 <= place < len(here):
                return here[place]
            page += step
        while 1 <= page <= len(self._sheets.pages):
            if here := self.on_page(page):
                return here[0 if step > 0 else -1]
            page += step
        return None


def figure_words(figure: Figure) -> str:
    """What a click on a figure shows; tasks deleted since cannot be shown."""
    if figure.units:
        return "打开本期的收表登记"
    gone = f"，另有 {figure.gone} 项已经删除" if figure.gone else ""
    return f"打开这 {len(figure.task_ids)} 项任务{gone}"


def told_figure(figure: Figure) -> str:
    """A figure with what it counts and what a click on it shows."""
    amount = "" if figure.label.startswith("编号") else f" {figure.amount} {'个' if figure.units else '项'}"
    return f"{figure.about}{'：' if figure.about else ''}{figure.label}{amount}，点击{figure_words(figure)}"


def _places(sheets: Sheets, page: int) -> Iterator[tuple[QRectF, Figure]]:
    for placed in sheets.pages[page - 1].placed:
        what = placed.what
        if isinstance(what, Line):
            for counted in what.counted:
                yield QRectF(counted.left, placed.y + what.before, counted.right - counted.left, what.height), counted.figure
        elif isinstance(what, Row) and what.figures and isinstance(placed.table, Table):
            for words in cell_words(sheets, placed.table, placed, what):
                figure = what.figures[words.column]
                if figure is not None and figure.opens and words.text:
                    yield QRectF(words.x, words.y, words.face.width(words.text), words.height), figure


def _wide_enough(place: QRectF) -> QRectF:
    more = max(0.0, _LEAST - place.width()) / 2
    return place.adjusted(-more, 0, more, 0)
