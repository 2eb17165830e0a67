"""What a change of the rules would do to each unit."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from tracker.domain.scoring import said
from tracker.ui.pages.scores.lines import signed
from tracker.ui.theme import look
from tracker.ui.widgets.narrowing_rows import NarrowingRows
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import RIGHT, draw_text
from tracker.usecases.cycle.score_rules import Trial

_COLUMNS = (
    Column("unit", "单位", 130, stretch=True),
    Column("before", "现在", 72, right=True),
    Column("after", "试算", 72, right=True),
    Column("change", "变化", 72, right=True),
)
_NARROW = ((260, {"unit", "after"}),)


class TrialModel(ChunkedRowsModel[Trial]):
    """The units, those whose score would change first."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.units: dict[int, Trial] = {}
        super().__init__(_COLUMNS, self._known, identity=lambda trial: trial.unit_id, parent=parent)

    def _known(self, ids: Sequence[int]) -> Iterable[Trial]:
        return [self.units[one] for one in ids if one in self.units]

    def groups_of(self, found: Sequence[Trial]) -> list[RowGroup]:
        """Take these."""
        self.units = {one.unit_id: one for one in found}
        changed = [one.unit_id for one in found if one.before.total != one.after.total]
        same = [one.unit_id for one in found if one.before.total == one.after.total]
        groups = [("changed", "得分会变", changed), ("same", "得分不变", same)]
        return [RowGroup(key, title, ids, f"{len(ids)} 个单位") for key, title, ids in groups if ids]

    def text(self, value: Trial, key: str) -> str:
        if key == "unit":
            return value.unit
        if key == "change":
            change = value.after.total - value.before.total
            return signed(change) if change else "—"
        return said((value.before if key == "before" else value.after).total)


class TrialList(NarrowingRows):
    """The list with its painter."""

    def __init__(self, model: TrialModel, parent: QWidget | None = None) -> None:
        super().__init__(model, "试算结果", _NARROW, parent)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(RowsView.SelectionMode.SingleSelection)


class _Delegate(RowDelegate):
    """A change in bold."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: Trial, key: str, selected: bool) -> None:
        view: RowsView = self.parent()  # type: ignore[assignment]
        change = value.after.total - value.before.total
        if key != "change" or not change:
            super().paint_cell(painter, rect, value, key, selected)
            return
        ink = look().tokens.red if change < 0 else look().tokens.green
        draw_text(painter, rect, view.rows.text(value, key), look().bold, ink, RIGHT)
