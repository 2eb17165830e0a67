"""Where a page opens its forms, over its panes."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tracker.ui.widgets.section import InlineForm


class FormPlace(QFrame):
    """One form at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: InlineForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_form(self, form: InlineForm, save: Callable[[], object], leave: Callable[[], object]) -> None:
        """Open this form in place of the one that is open."""
        self.close_form()
        self.form = form
        form.saved.connect(save)
        form.cancelled.connect(leave)
        self._column.addWidget(form)
        self.show()
        form.show()
        form.begin()

    def close_form(self) -> None:
        """Close the form without saving."""
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self.hide()
