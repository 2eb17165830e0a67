"""What the parts of the detail pane share: the task in hand, the units, and the one form that may be open."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tracker.domain.records import TaskDetail, UnitRecord
from tracker.ui.context import Context
from tracker.ui.widgets.form_desk import FormDesk
from tracker.ui.widgets.plain import empty
from tracker.ui.widgets.section import Section


class Desk(FormDesk):
    """The task in hand with the units, and its form."""

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(ctx, parent)
        self.detail: TaskDetail | None = None
        self.units: tuple[UnitRecord, ...] = ()

    @property
    def task_id(self) -> int:
        assert self.detail is not None
        return self.detail.row.id

    def unit(self, unit_id: int) -> UnitRecord | None:
        return next((unit for unit in self.units if unit.id == unit_id), None)


class TaskPart(Section):
    """A section of the detail pane; `show_detail` fills it."""

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.desk = desk
        self.ctx = desk.ctx

    def show_detail(self, detail: TaskDetail) -> None:
        """Show this task."""

    def cleared(self) -> QWidget | None:
        """Empty the body for what is shown anew. The form of the desk, where it is open here, is taken out whole and given back."""
        form = self.desk.form if self.desk.form is not None and self.isAncestorOf(self.desk.form) else None
        if form:
            self.body.removeWidget(form)
        empty(self.body)
        return form
