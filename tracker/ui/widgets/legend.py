"""Legends: the shapes of roles or states with their words, in a row."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.domain.terms import Role
from tracker.ui.shapes import MARK_SIZE, ROLE_SIZE, Mark, mark_ink, paint_mark, paint_role
from tracker.ui.theme import look
from tracker.ui.widgets.text import draw_text

# Words, their ink (or who knows it at the time of painting: the same legend is drawn for paper too), what paints the shape.
_Entry = tuple[str, str | Callable[[], str], Callable[[QPainter, QRectF], None]]


class Legend(QWidget):
    """Shapes with words; make one with `role_legend` or `mark_legend`."""

    def __init__(self, entries: Sequence[_Entry], shape: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retell(entries)

    def retell(self, entries: Sequence[_Entry]) -> None:
        """Show these entries from now on."""
        self._entries = entries
        self.updateGeometry()
        self.setAccessibleName("图例：" + "、".join(words for words, _ink, _paint in entries))

    def sizeHint(self) -> QSize:
        current = look()
        words = sum(current.body_metrics.horizontalAdvance(text) + 2 for text, _ink, _paint in self._entries)
        return QSize(words + len(self._entries) * (current.px(self._shape) + 5 + 10) - 10, current.body_metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        current, painter, x = look(), QPainter(self), 0
        shape = current.px(self._shape)
        for words, ink, paint in self._entries:
            paint(painter, QRectF(x, (self.height() - shape) / 2, shape, shape))
            x += shape + 5
            width = current.body_metrics.horizontalAdvance(words) + 2
            place = self.rect().adjusted(x, 0, x + width - self.width(), 0)
            draw_text(painter, place, words, current.body, ink if isinstance(ink, str) else ink())
            x += width + 10
        painter.end()


def _text() -> str:
    return look().tokens.text


def role_legend(*, inferred: bool = True) -> Legend:
    """The four roles and, with `inferred`, the ring of roles that are our reading."""

    def entry(role: Role) -> _Entry:
        return role.label, _text, lambda painter, rect: paint_role(painter, rect, role)

    entries = [entry(role) for role in Role]
    if inferred:
        entries.append(("推定", _text, lambda painter, rect: paint_role(painter, rect, Role.LEAD, inferred=True)))
    return Legend(entries, ROLE_SIZE)


def mark_legend(words: Sequence[tuple[Mark, str]]) -> Legend:
    """These state shapes with these words."""

    def entry(mark: Mark, text: str) -> _Entry:
        return text, lambda: mark_ink(mark), lambda painter, rect: paint_mark(painter, rect, mark)

    return Legend([entry(mark, text) for mark, text in words], MARK_SIZE)
