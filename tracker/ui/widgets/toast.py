"""The one toast of the window: what happened, the way back, close."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QFrame, QHBoxLayout, QLineEdit, QWidget

from tracker.ui.icons import icon, pixmap
from tracker.ui.message import Message
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label, tool

SHOWN_MS = 8000
_ABOVE_BOTTOM, _GAP = 16, 8
_SIDE, _LEAST_SIDE = 16, 8


class Toast(QFrame):
    """Stands at the bottom centre of its parent for 8 s; longer while the mouse or the focus is on it; errors stay until closed.

    Where it would lie on buttons and fields it gives way: a little higher, or to one side.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self.setObjectName("toast")
        self._message = Message("")
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self._time_out)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 6, 5)
        row.setSpacing(12)
        self._sign = label()
        self.words = label(wrap=False)
        self.action = button("", self._act)
        self.action.setProperty("kind", "toast")
        self.closer = tool("关闭", "x", self.hide, words=False)
        self.closer.setProperty("kind", "toast")
        self.closer.setIcon(icon("x", ink=look().tokens.on_toast))
        for widget in (self._sign, self.words, self.action, self.closer):
            row.addWidget(widget)
        parent.installEventFilter(self)
        self.hide()

    @property
    def stays(self) -> bool:
        """True where the toast does not go away by itself."""
        return not self._timer.isActive()

    def show_message(self, message: Message) -> None:
        """Show this instead of what was there."""
        self._message = message
        sign = "triangle-alert" if message.is_error else "check"
        self._sign.setPixmap(pixmap(sign, ink=look().tokens.on_toast))
        widest = max(self._page.width() - 260, 200)
        self.words.setWordWrap(look().body_metrics.horizontalAdvance(message.text) > widest)
        self.words.setMaximumWidth(widest)
        if self.words.wordWrap():
            self.words.setMinimumWidth(widest)
        else:
            self.words.setMinimumWidth(0)
        self.words.setText(message.text)
        self.action.setText(message.action)
        self.action.setVisible(bool(message.action))
        self.action.set_keys(message.keys)
        self.setAccessibleName(message.text)
        self._row.activate()
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self._timer.stop()
        if not message.is_error:
            self._timer.start()

    def _act(self) -> None:
        self.hide()
        if self._message.do:
            self._message.do()

    def _time_out(self) -> None:
        if self.underMouse() or self.action.hasFocus() or self.closer.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self._message.is_error:
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        usual = QPoint(max((self._page.width() - self.width()) // 2, _LEAST_SIDE), self._floor() - self.height() - _ABOVE_BOTTOM)
        in_use = self._in_use()
        covered = [rect for rect in in_use if rect.intersects(QRect(usual, self.size()))]
        if covered:
            above = QPoint(usual.x(), min(rect.top() for rect in covered) - self.height() - _GAP)
            right = QPoint(self._page.width() - self.width() - _SIDE, usual.y())
            places = [place for place in (above, QPoint(_SIDE, usual.y()), right) if place.x() >= _LEAST_SIDE and place.y() >= 0]
            free = (place for place in places if not any(rect.intersects(QRect(place, self.size())) for rect in in_use))
            usual = next(free, usual)
        self.move(usual)

    def _in_use(self) -> list[QRect]:
        """Where the page has buttons and fields that can be used."""
        found = []
        for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox):
            for one in self._page.findChildren(kind):
                if one.isVisible() and one.isEnabled() and not self.isAncestorOf(one):
                    seen = one.visibleRegion().boundingRect()
                    if not seen.isEmpty():
                        found.append(QRect(one.mapTo(self._page, seen.topLeft()), seen.size()))
        return found

    def _floor(self) -> int:
        """The bottom of the page, or the top of the strip with the keys of the row in hand: those are never covered."""
        tops = [strip.mapTo(self._page, QPoint(0, 0)).y() for strip in self._page.findChildren(QFrame, "strip") if strip.isVisible()]
        return min(tops, default=self._page.height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.adjustSize()
            self._place()
        return super().event(event)
