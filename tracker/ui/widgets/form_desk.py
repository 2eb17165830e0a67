"""The one form that may be open in a detail pane: what was typed into it is never dropped without asking."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.ui.context import Context
from tracker.ui.theme import look
from tracker.ui.widgets.plain import link
from tracker.ui.widgets.section import InlineForm


class FormDesk(QObject):
    """One form at a time. `form_closed` comes when none is open any more; `place_wanted` asks for a place in the plan's text."""

    form_opened = Signal()
    form_closed = Signal()
    place_wanted = Signal(int, int)

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.form: InlineForm | None = None
        self._replaced: QWidget | None = None
        ctx.runner.crashed.connect(lambda _error: self._failed())

    def _failed(self) -> None:
        """A fault of ours while something was saved: what was typed stays, and can be tried again."""
        if self.form is not None and not self.form.save_button.isEnabled():
            self.form.save_button.setEnabled(True)
            self.form.complaint.say("没有保存成功，可以再试一次")

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

    def save(self, change: Callable[[], Changes], then: Callable[[], object] | None = None) -> None:
        """Write what the open form says; it closes when that is done (and `then` follows), and says what was wrong otherwise."""
        form = self.form

        def done(_changes: Changes) -> None:
            if self.form is form:
                self.close_form()
            if then is not None:
                then()

        def failed(error: UserError) -> None:
            if self.form is form and form is not None:
                form.save_button.setEnabled(True)
                form.complaint.say(str(error))

        if form is not None:
            form.complaint.say("")
            form.save_button.setEnabled(False)
        self.ctx.change(change, done, failed=failed)

    def add_place(self, form: InlineForm, start: int, end: int) -> None:
        """Put a way into the plan's text at the end of a form; what was typed by hand has none."""
        if end > start:
            made = link("在原文中查看", lambda: self.place_wanted.emit(start, end))
            made.setFont(look().small)
            form.foot.addWidget(made)
