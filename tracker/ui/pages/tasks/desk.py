"""What the parts of the detail pane share: the task in hand, the units, and the one form that may be open."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.records import Changes, TaskDetail, UnitRecord
from tracker.errors import UserError
from tracker.ui.context import Context
from tracker.ui.widgets.section import InlineForm, Section


class Desk(QObject):
    """One form at a time, and what was typed into it is never dropped without asking.

    `form_closed` comes when no form is open any more.
    """

    form_opened = Signal()
    form_closed = Signal()

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.detail: TaskDetail | None = None
        self.units: tuple[UnitRecord, ...] = ()
        self.form: InlineForm | None = None
        self._replaced: QWidget | None = None
        ctx.runner.crashed.connect(lambda _error: self._failed())

    def _failed(self) -> None:
        """A fault of ours while something was saved: what was typed stays, and can be tried again."""
        if self.form is not None and not self.form.save_button.isEnabled():
            self.form.save_button.setEnabled(True)
            self.form.complaint.say("没有保存成功，可以再试一次")

    @property
    def task_id(self) -> int:
        assert self.detail is not None
        return self.detail.row.id

    def unit(self, unit_id: int) -> UnitRecord | None:
        return next((unit for unit in self.units if unit.id == unit_id), None)

    def busy(self) -> bool:
        """Is a form open that holds something unsaved?"""
        return self.form is not None and self.form.dirty()

    def open_form(
        self,
        form: InlineForm,
        body: QVBoxLayout,
        save: Callable[[], None],
        *,
        instead_of: QWidget | None = None,
        on_top: bool = False,
    ) -> None:
        """Show a form at the end of `body`, at its top, or in the place of a widget; an untouched older one gives way."""
        if self.form is not None and self.form.dirty():
            form.deleteLater()
            self.form.complaint.say("请先保存或取消这里的修改")
            self.form.begin()
            return
        self.close_form()
        self.form, self._replaced = form, instead_of
        body.insertWidget(body.indexOf(instead_of) if instead_of else 0 if on_top else body.count(), form)
        if instead_of:
            instead_of.hide()
        form.saved.connect(save)
        form.cancelled.connect(self.close_form)
        form.settle()
        form.show()
        form.begin()
        self.form_opened.emit()

    def close_form(self) -> None:
        """Put the form away with what was typed into it."""
        form, self.form = self.form, None
        if form is None:
            return
        form.hide()
        form.setParent(None)
        form.deleteLater()
        if self._replaced is not None:
            self._replaced.show()
            self._replaced = None
        self.form_closed.emit()

    def save(self, change: Callable[[], Changes]) -> None:
        """Write what the open form says; it closes when that is done, and says what was wrong otherwise."""
        form = self.form

        def done(_changes: Changes) -> None:
            if self.form is form:
                self.close_form()

        def failed(error: UserError) -> None:
            if self.form is form and form is not None:
                form.save_button.setEnabled(True)
                form.complaint.say(str(error))

        if form is not None:
            form.complaint.say("")
            form.save_button.setEnabled(False)
        self.ctx.change(change, done, failed=failed)


class TaskPart(Section):
    """A section of the detail pane; `show_detail` fills it."""

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.desk = desk
        self.ctx = desk.ctx

    def show_detail(self, detail: TaskDetail) -> None:
        """Show this task."""
