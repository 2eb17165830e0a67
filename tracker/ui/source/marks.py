"""The plan's own words with their marks: units, times, figures and doubts, each by ground and line."""

from enum import StrEnum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QTextEdit, QWidget

from tracker.ui.source.places import Places
from tracker.ui.theme import color, look

Span = tuple[int, int, "Kind"]


class Kind(StrEnum):
    """What a marked piece of text is."""

    UNIT = "unit"
    TIME = "time"
    FIGURE = "figure"
    DOUBT = "doubt"

    @property
    def label(self) -> str:
        return {"unit": "单位", "time": "时限", "figure": "目标", "doubt": "疑点"}[self.value]


def mark_format(kind: Kind) -> QTextCharFormat:
    """Ground, line and line colour of a mark."""
    tokens = look().tokens
    ground, line, style = {
        Kind.UNIT: (tokens.mark_unit, tokens.mark_unit_line, QTextCharFormat.UnderlineStyle.SingleUnderline),
        Kind.TIME: (tokens.mark_time, tokens.mark_time_line, QTextCharFormat.UnderlineStyle.DotLine),
        Kind.FIGURE: (tokens.mark_figure, tokens.mark_figure_line, QTextCharFormat.UnderlineStyle.DashUnderline),
        Kind.DOUBT: (tokens.mark_doubt, tokens.mark_doubt_line, QTextCharFormat.UnderlineStyle.WaveUnderline),
    }[kind]
    made = QTextCharFormat()
    made.setBackground(QColor(ground))
    made.setUnderlineColor(QColor(line))
    made.setUnderlineStyle(style)
    return made


def lay_lines(view: QTextEdit) -> None:
    """Reading text: 24 pixels from line to line; the tabs of tables that came from web pages take little room."""
    view.setTabStopDistance(look().px(24))
    cursor = QTextCursor(view.document())
    cursor.select(QTextCursor.SelectionType.Document)
    lines = QTextBlockFormat()
    lines.setLineHeight(look().px(24), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor.mergeBlockFormat(lines)


def mark(view: QTextEdit, marks: list[Span], offset: int = 0) -> list[QTextEdit.ExtraSelection]:
    """The selections that mark these spans; `offset`: where the shown text begins in the plan."""
    length = view.document().characterCount() - 1
    places = Places(view.toPlainText())
    made = []
    for start, end, kind in marks:
        first, last = places.to_qt(start - offset), places.to_qt(end - offset)
        if 0 <= first < last <= length:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(view.document())
            cursor.setPosition(first)
            cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor  # type: ignore[attr-defined]
            selection.format = mark_format(kind)  # type: ignore[attr-defined]
            made.append(selection)
    return made


class MarkedText(QTextBrowser):
    """A piece of source as high as its text; a click on a marked word gives `place_clicked` with where it stands in the plan."""

    place_clicked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(look().reading)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.setAccessibleName("原文")
        self.setTabChangesFocus(True)
        self.viewport().setMouseTracking(True)
        self._marks: list[Span] = []
        self._offset = 0
        self._places = Places("")

    def show_source(self, text: str, marks: list[Span], offset: int) -> None:
        self._marks, self._offset, self._places = marks, offset, Places(text)
        self.setPlainText(text)
        lay_lines(self)
        self.setExtraSelections(mark(self, marks, offset))
        self._fit()

    def _fit(self) -> None:
        height = round(self.document().size().height()) + 2
        if height != self.height():
            self.setFixedHeight(max(height, look().px(24)))

    def mark_at(self, point: QPoint) -> Span | None:
        """The mark under this point of the viewport."""
        cursor = self.cursorForPosition(point)
        if not self.cursorRect(cursor).adjusted(-16, 0, 16, 0).contains(point):
            return None
        place = self._places.from_qt(cursor.position()) + self._offset
        return next((one for one in reversed(self._marks) if one[0] <= place <= one[1]), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        found = self.mark_at(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.IBeamCursor)
        self.viewport().setToolTip("点一下，在全文里看这一处" if found else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        found = self.mark_at(event.position().toPoint())
        if found and event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.place_clicked.emit(found[0], found[1])

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The pane scrolls, not the text."""
        event.ignore()


class SourceBar(QWidget):
    """The bar of 3 pixels at the left of a piece of source."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(look().tokens.line))
        painter.end()
