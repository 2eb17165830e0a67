"""Chips: a unit with the shape of its role, in a frame. Lead and joint units are filled, inferred roles have a dashed frame."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.domain.terms import Role
from tracker.ui.shapes import paint_role
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import draw_text

_SHAPE = 12


class RoleChip(QWidget):
    """One unit in one role. `note` follows the name in a paler ink (how many members a group has). Click and Enter give `clicked`."""

    clicked = Signal()

    def __init__(self, name: str, role: Role, *, inferred: bool = False, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.role, self.inferred, self.note = name, role, inferred, note
        self.setFixedHeight(look().chip)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = f"{role.label}：{name}" + ("（推定）" if inferred else "")
        self.setAccessibleName(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        current = look()
        metrics = current.bold_metrics if self.role is Role.LEAD else current.body_metrics
        width = 6 + current.px(_SHAPE) + 5 + metrics.horizontalAdvance(self.name) + 9
        if self.note:
            width += current.small_metrics.horizontalAdvance(self.note) + 6
        return QSize(width, current.chip)

    def paintEvent(self, _event: QPaintEvent) -> None:
        current = look()
        tokens = current.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = self.role in (Role.LEAD, Role.JOINT)
        line = QPen(color(tokens.tint_line if filled else tokens.line), 1)
        if self.inferred:
            line = QPen(color(tokens.accent), 1, Qt.PenStyle.DashLine)
        if self.hasFocus():
            line = QPen(color(tokens.focus), 2)
        painter.setPen(line)
        painter.setBrush(color(tokens.tint if filled else tokens.hover if self.underMouse() else tokens.base))
        inset = line.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 3, 3)
        shape = current.px(_SHAPE)
        paint_role(painter, QRectF(6, (self.height() - shape) / 2, shape, shape), self.role, self.inferred)
        x = 6 + shape + 5
        font = current.bold if self.role is Role.LEAD else current.body
        metrics = current.bold_metrics if self.role is Role.LEAD else current.body_metrics
        note_width = current.small_metrics.horizontalAdvance(self.note) + 6 if self.note else 0
        width = min(metrics.horizontalAdvance(self.name) + 2, self.width() - x - 6 - note_width)
        draw_text(painter, self.rect().adjusted(x, 0, x + width - self.width(), 0), self.name, font, tokens.text)
        if self.note:
            at = x + width + 4
            draw_text(painter, self.rect().adjusted(at, 0, 0, 0), self.note, current.small, tokens.text3)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)
