"""The strip that gives a unit a column which has no part in the plan yet, so that it can be given a role."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.domain.records import UnitRecord
from tracker.ui.context import Context
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.section import Complaint
from tracker.ui.widgets.strip import Strip
from tracker.ui.widgets.unit_box import UnitBox

_ROOMY = 860


class UnitStrip(Strip):
    """Choosing a unit, or Enter, asks for its column (`wanted` tells the unit); Esc puts the strip away."""

    wanted = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._units: dict[int, UnitRecord] = {}
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("加一列单位", look().strip_title))
        self.box = UnitBox()
        self.box.setMinimumWidth(look().px(180))
        row.addWidget(self.box)
        self.hint = label("加上以后，在它的格子里按 1–4 设角色", ink="2")
        row.addWidget(self.hint)
        row.addStretch(1)
        row.addWidget(button("加上", self.confirm, primary=True, keys="Enter"))
        row.addWidget(button("取消", self.close_strip, keys="Esc"))
        self.column.addLayout(row)
        self.complaint = Complaint()
        self.column.addWidget(self.complaint)
        self.box.chosen.connect(lambda unit_id: self.confirm() if unit_id is not None else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint gives way where the line is narrow; the line below the matrix tells of the keys as well."""
        super().resizeEvent(event)
        self.hint.setVisible(self.width() >= look().px(_ROOMY))

    def open_for(self, units: Sequence[UnitRecord], shown: frozenset[int]) -> None:
        """Offer the units that have no column."""
        self._units = {unit.id: unit for unit in units}
        self.box.clear()
        self.box.set_units(units, shown)
        self.complaint.say("" if self.box.count else "所有单位都已经有列；新的单位请先到“单位”页登记")
        self.show()
        self.box.setFocus()

    def confirm(self) -> None:
        unit = self._units.get(self.box.unit_id or 0)
        if unit is None:
            words = self.box.text().strip()
            self.complaint.say(f"没有选定单位：“{words}”" if words else "请先选一个单位")
            self.box.setFocus()
            return
        self.close_strip()
        self.wanted.emit(unit)
