"""The choice of plan in the page bar: the same on every page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from tracker.ui.theme import look

if TYPE_CHECKING:
    from tracker.domain.records import PlanRecord


class PlanChooser(QComboBox):
    """`chosen` tells the id of the plan the user picks, None for all plans."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("方案")
        self.setMaximumWidth(look().px(276))
        self.setMinimumContentsLength(1)
        self.setMinimumWidth(look().px(72))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda place: self.chosen.emit(self.itemData(place)))

    def show_plans(self, plans: "tuple[PlanRecord, ...]", chosen: int | None, *, offer_all: bool) -> None:
        """List these plans. 全部方案 is offered where there are several and the page can show them together."""
        self.clear()
        if offer_all and len(plans) > 1:
            self.addItem(f"全部方案（{len(plans)} 个）", None)
        for plan in plans:
            self.addItem(plan.title, plan.id)
        self.setCurrentIndex(max(self.findData(chosen), 0) if plans else -1)
        self.setToolTip(self.currentText())
        self.setVisible(bool(plans))
