"""The six figures on top: each says a number and its words, and opens the list that it counts."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from tracker.ui.icons import paint_icon
from tracker.ui.shapes import MARK_SIZE, Mark, paint_mark
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import draw_text

_HEIGHT = 66


class Figure(QAbstractButton):
    """`sign` is a mark or the name of an icon; `ink` the token name of the number while it is not nought."""

    def __init__(self, words: str, sign: Mark | str, ink: str, do: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._sign, self._ink = words, sign, ink
        self._count, self._note = 0, ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(max(look().px(_HEIGHT), QFontMetrics(look().figure).height() + 26))
        self.clicked.connect(lambda _checked=False: do())

    def show_count(self, count: int, note: str, words: str = "") -> None:
        """Show this number, with a second line that explains it."""
        self._count, self._note = count, note
        self._words = words or self._words
        self.setText(f"{self._words} {count}")
        self.setAccessibleName(f"{self._words} {count} 项，{note}")
        self.setToolTip(f"打开清单：{self._words}")
        self.update()

    @property
    def count(self) -> int:
        return self._count

    def sizeHint(self) -> QSize:
        return QSize(look().px(180), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(120), self.height())

    def keyPressEvent(self, event: object) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self.click()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]

    def _fitting(self, room: int) -> tuple[str, QFont]:
        """The words and their font; without what stands in brackets where that has no room (the line below says it too), else smaller."""
        whole, short = self._words, self._words.partition("（")[0]
        words = whole if look().body_metrics.horizontalAdvance(whole) <= room else short
        return words, look().body if look().body_metrics.horizontalAdvance(words) <= room else look().small

    def paintEvent(self, _event: QPaintEvent) -> None:
        current = look()
        tokens = current.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(color(tokens.focus), 2) if focus else QPen(color(tokens.line), 1))
        painter.setBrush(color(tokens.hover if self.underMouse() else tokens.base))
        inset = 1.0 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 3, 3)
        number = str(self._count)
        width = max(QFontMetrics(current.figure).horizontalAdvance(number), current.px(26)) + 4
        rect = self.rect().adjusted(12, 0, -4, 0)
        ink = str(getattr(tokens, self._ink)) if self._count else tokens.text3
        draw_text(painter, rect.adjusted(0, 0, width - rect.width(), 0), number, current.figure, ink)
        x = rect.left() + width + current.px(8)
        line, small = current.body_metrics.height(), current.small_metrics.height()
        top = (self.height() - line - small - 4) // 2
        side = current.px(MARK_SIZE)
        box = QRectF(x, top + (line - side) / 2, side, side)
        if isinstance(self._sign, Mark):
            paint_mark(painter, box, self._sign)
        else:
            paint_icon(painter, box.adjusted(-1, -1, 1, 1), self._sign, tokens.text2)
        words = rect.adjusted(x + side + 6 - rect.left(), top, 0, 0)
        words.setHeight(line)
        draw_text(painter, words, *self._fitting(words.width()), tokens.text)
        note = rect.adjusted(x - rect.left(), top + line + 4, 0, 0)
        note.setHeight(small)
        draw_text(painter, note, self._note, current.small, tokens.text2)
        painter.end()
