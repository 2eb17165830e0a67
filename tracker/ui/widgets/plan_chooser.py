"""The choice of plan in the page bar: the same on every page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.elided_box import ElidedBox

if TYPE_CHECKING:
    from tracker.domain.records import PlanRecord


_MANAGE = "管理方案…"
_AROUND = 6


class PlanChooser(ElidedBox):
    """`chosen` tells the id of the plan the user picks, None for all plans; `managing` that the plans themselves are wanted."""

    chosen = Signal(object)
    managing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("方案")
        self.setMaximumWidth(look().px(276))
        self.setMinimumContentsLength(1)
        self.setMinimumWidth(look().px(72))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._place, self._from_list = -1, False
        self.activated.connect(self._picked)

    def show_plans(self, plans: "tuple[PlanRecord, ...]", chosen: int | None, *, offer_all: bool) -> None:
        """List these plans. 全部方案 is offered where there are several and the page can show them together."""
        self.clear()
        if offer_all and len(plans) > 1:
            self.addItem(f"全部方案（{len(plans)} 个）", None)
        for plan in plans:
            self.addItem(plan.title, plan.id)
        if plans:
            self.insertSeparator(self.count())
            self.addItem(_MANAGE, _MANAGE)
        self._place = max(self.findData(chosen), 0) if plans else -1
        self.setCurrentIndex(self._place)
        self.setToolTip(self.currentText())
        self.updateGeometry()
        self.setVisible(bool(plans))

    def sizeHint(self) -> QSize:
        """As wide as the longest title. Left to itself a box of choices takes that width a moment later, over what stands beside it."""
        least, words = super().sizeHint(), self.fontMetrics().horizontalAdvance("X")
        widest = max((self.fontMetrics().horizontalAdvance(self.itemText(place)) for place in range(self.count())), default=words)
        return QSize(least.width() - words + widest + _AROUND, least.height())

    def showPopup(self) -> None:
        self._from_list = True
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._from_list = False
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._from_list = False
        super().wheelEvent(event)

    def _picked(self, place: int) -> None:
        if self.itemData(place) == _MANAGE:
            self.setCurrentIndex(self._place)
            # Stepping through the plans with the closed box ends at the last plan; it does not lead away from the page.
            if self._from_list:
                self.managing.emit()
        else:
            self._place = place
            self.chosen.emit(self.itemData(place))
