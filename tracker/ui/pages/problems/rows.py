"""The list of problems, under where they stand."""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from tracker.domain.problems import Problem, ProblemState
from tracker.ui.theme import look
from tracker.ui.widgets.narrowing_rows import NarrowingRows
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import draw_text

_COLUMNS = (
    Column("number", "编号", 48),
    Column("text", "问题", 240, stretch=True),
    Column("about", "对应任务/指标", 150),
    Column("unit", "责任单位", 120),
    Column("due", "整改时限", 88),
    Column("state", "现状", 118),
)
_NARROW = (
    (360, {"number", "text"}),
    (460, {"number", "text", "state"}),
    (580, {"number", "text", "due", "state"}),
    (760, {"number", "text", "unit", "due", "state"}),
)


class ProblemsModel(ChunkedRowsModel[Problem]):
    """The problems as they were read."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        self.today = today
        self.problems: dict[int, Problem] = {}
        super().__init__(_COLUMNS, self._known, parent=parent)

    def _known(self, ids: Sequence[int]) -> Iterable[Problem]:
        return [self.problems[one] for one in ids if one in self.problems]

    def groups_of(self, problems: Sequence[Problem]) -> list[RowGroup]:
        """Take these problems, one group for each state in the order of the course."""
        self.problems = {each.id: each for each in problems}
        groups = []
        for place, state in enumerate(ProblemState):
            ids = [each.id for each in problems if each.state is state]
            if ids:
                groups.append(RowGroup(place, state.label, ids, f"{len(ids)} 个"))
        return groups

    def text(self, value: Problem, key: str) -> str:
        if key == "state":
            return f"{value.state.label}（逾期）" if value.overdue(self.today) else value.state.label
        if key == "about":
            return "；".join(value.about)
        if key == "due":
            return f"{value.due:%Y-%m-%d}" if value.due else ""
        return str(getattr(value, key))


class ProblemsList(NarrowingRows):
    """The list with its painter."""

    def __init__(self, model: ProblemsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, "问题清单", _NARROW, parent)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(RowsView.SelectionMode.SingleSelection)


class _Delegate(RowDelegate):
    """Overdue ones in red words, those struck off pale."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: Problem, key: str, selected: bool) -> None:
        view: RowsView = self.parent()  # type: ignore[assignment]
        model: ProblemsModel = view.rows  # type: ignore[assignment]
        tokens, late = look().tokens, value.overdue(model.today)
        ink = tokens.red if late and key in ("state", "due") else tokens.text if value.state.is_open else tokens.text2
        draw_text(painter, rect, model.text(value, key), look().bold if late and key == "state" else look().body, ink)
