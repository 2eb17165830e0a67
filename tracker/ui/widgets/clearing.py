"""The small cross in a field, which says what it does."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

_QTS_OWN = "_q_qlineeditclearaction"


def offer_clearing(field: QLineEdit) -> None:
    """A cross at the right end empties the field; Qt gives it neither a tooltip nor a name for screen readers."""
    field.setClearButtonEnabled(True)
    cross = field.findChild(QAction, _QTS_OWN)
    if isinstance(cross, QAction):
        cross.setText("清空")
