"""The source text with what was found marked in it, the tasks' numbers beside it, and the passage of the current task on a ground."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from tracker.plans.draft import Span
from tracker.ui.source.places import Places
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import RIGHT, draw_text

_GUTTER, _SIDE = 40, 16
_NEAR = 1500
_SLICE = 6000
_WIDEST = 44 * 14 + 24


@dataclass(frozen=True, slots=True)
class TextMark:
    """A place of the source and what it holds: unit, time, figure, doubt, or (left) nothing that became a task."""

    span: Span
    kind: str


def mark_format(kind: str) -> QTextCharFormat:
    """Ground and line of one kind of mark; lines differ so that grey eyes and paper can tell them apart."""
    tokens = look().tokens
    style = QTextCharFormat.UnderlineStyle
    ground, line, shape = {
        "unit": (tokens.mark_unit, tokens.mark_unit_line, style.SingleUnderline),
        "time": (tokens.mark_time, tokens.mark_time_line, style.DotLine),
        "figure": (tokens.mark_figure, tokens.mark_figure_line, style.DashUnderline),
        "doubt": (tokens.mark_doubt, tokens.mark_doubt_line, style.WaveUnderline),
        "left": (tokens.slate_tint, tokens.slate_fill, style.SingleUnderline),
    }[kind]
    made = QTextCharFormat()
    made.setBackground(color(ground))
    made.setUnderlineColor(color(line))
    made.setUnderlineStyle(shape)
    return made


class SourceView(QTextEdit):
    """Read-only text. `touched` tells the place of a click, `confirmed` that Enter was pressed in it."""

    touched = Signal(int)
    confirmed = Signal()
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = Places("")
        self._numbers: dict[int, str] = {}
        self._labels: tuple[tuple[int, str], ...] = ()
        self._text, self._laid = "", 0
        self._headings: list[Span] = []
        self._lay = QTimer(self)
        self._lay.timeout.connect(self._lay_more)
        self._passage: Span | None = None
        self._marks: list[TextMark] = []
        self._starts: list[int] = []
        self._shown = (-1, -1)
        self._current_number = ""
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTextEdit { border: 0; padding: 0; border-radius: 0; } QTextEdit:focus { border: 0; padding: 0; }")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("方案原文")
        self.setFont(look().reading)
        self.gutter = _Gutter(self)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())

    def _scrolled(self) -> None:
        self._mark_visible()
        self.gutter.update()

    # what it shows

    def show_text(self, text: str, headings: Iterable[Span]) -> None:
        """Show another document from its beginning."""
        self._places = Places(text)
        self._passage, self._numbers, self._labels = None, {}, ()
        self._marks, self._starts, self._shown = [], [], (-1, -1)
        self._text, self._laid = text, 0
        self._headings = sorted(headings, key=lambda span: span.start)
        made = QTextDocument(self)
        made.setUndoRedoEnabled(False)
        made.setDefaultFont(look().reading)
        made.setDocumentMargin(4)
        shape = QTextBlockFormat()
        shape.setLineHeight(look().px(24), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        shape.setBottomMargin(4)
        QTextCursor(made).setBlockFormat(shape)
        self._lay_slice(made)
        self.setDocument(made)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._lay.start() if self._laid < len(text) else self._lay.stop()

    def _lay_slice(self, made: QTextDocument) -> None:
        """Lay out the next few pages of the text, headings bold: a long plan must not hold up the window."""
        first = self._laid
        stop = self._text.find("\n", first + _SLICE)
        last = len(self._text) if stop < 0 or stop > first + 2 * _SLICE else stop + 1
        last = min(last, first + 2 * _SLICE)
        cursor = QTextCursor(made)
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(self._text[first:last], QTextCharFormat())
        self._laid = last
        bold = QTextCharFormat()
        bold.setFontWeight(700)
        for span in self._headings:
            if first <= span.start < last:
                self._select(cursor, span)
                cursor.mergeCharFormat(bold)
        cursor.endEditBlock()

    def _lay_more(self) -> None:
        """The next slice; what waited for it comes into sight."""
        reached = self._laid
        self._lay_slice(self.document())
        if self._laid >= len(self._text):
            self._lay.stop()
        self._shown = (-1, -1)
        self._mark_visible()
        self._number_lines()
        if self._passage and reached < self._passage.end <= self._laid:
            self._reveal()
            self.viewport().update()

    def _lay_all(self) -> None:
        """The rest of the text at once, for a step that goes into it."""
        while self._laid < len(self._text):
            self._lay_more()

    def show_marks(self, marks: Sequence[TextMark], numbers: Sequence[tuple[int, str]]) -> None:
        """Mark these places; `numbers` are places and what stands beside them in the margin."""
        self._marks = sorted(marks, key=lambda mark: mark.span.start)
        self._starts = [mark.span.start for mark in self._marks]
        self._shown = (-1, -1)
        self._mark_visible()
        self._labels = tuple(numbers)
        self._number_lines()

    def _number_lines(self) -> None:
        self._numbers = {}
        for place, number in self._labels:
            if place >= self._laid:
                continue
            block = self.document().findBlock(self._places.to_qt(place)).blockNumber()
            self._numbers.setdefault(block, number)
        self.gutter.update()

    def _mark_visible(self) -> None:
        """Hand Qt the marks near what is in sight: it walks all that it has at every repaint."""
        first = self._places.from_qt(self.cursorForPosition(QPoint(0, 0)).position())
        last = self._places.from_qt(self.cursorForPosition(QPoint(self.viewport().width(), self.viewport().height())).position())
        near = (bisect_left(self._starts, first - _NEAR), bisect_left(self._starts, last + _NEAR))
        if near == self._shown:
            return
        self._shown = near
        formats = {kind: mark_format(kind) for kind in ("unit", "time", "figure", "doubt", "left")}
        selections = []
        for mark in self._marks[near[0] : near[1]]:
            made = QTextEdit.ExtraSelection()
            made.cursor = self.cursor_over(mark.span)  # type: ignore[attr-defined]
            made.format = formats[mark.kind]  # type: ignore[attr-defined]
            selections.append(made)
        self.setExtraSelections(selections)

    def show_passage(self, span: Span | None, number: str = "") -> None:
        """Put this passage on a ground and bring it into sight."""
        self._passage = span if span and span.end > span.start else None
        self._current_number = number
        self._reveal()
        self.viewport().update()
        self.gutter.update()

    def _reveal(self) -> None:
        """Bring the passage into sight where it is not."""
        if self._passage and self._passage.end <= self._laid:
            top, bottom = self._edges(self._passage)
            room = self.viewport().height()
            if top < 0 or bottom > room:
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + top - room // 5)

    def cursor_over(self, span: Span) -> QTextCursor:
        """A cursor that selects a span of the source."""
        cursor = QTextCursor(self.document())
        self._select(cursor, span)
        return cursor

    def _select(self, cursor: QTextCursor, span: Span) -> None:
        last = max(cursor.document().characterCount() - 1, 0)
        cursor.setPosition(min(self._places.to_qt(span.start), last))
        cursor.setPosition(min(self._places.to_qt(span.end), last), QTextCursor.MoveMode.KeepAnchor)

    def put_caret(self, place: int) -> None:
        """Put the caret before this character."""
        self._lay_all()
        self.setTextCursor(self.cursor_over(Span(place, place)))
        self.ensureCursorVisible()

    @property
    def caret(self) -> int:
        """The place of the caret in the source."""
        return self._places.from_qt(self.textCursor().position())

    @property
    def chosen(self) -> Span:
        """What is selected."""
        cursor = self.textCursor()
        return Span(self._places.from_qt(cursor.selectionStart()), self._places.from_qt(cursor.selectionEnd()))

    def _edges(self, span: Span) -> tuple[int, int]:
        """Top and bottom of a passage in the viewport."""
        cursor = self.cursor_over(span)
        first, last = QTextCursor(cursor), QTextCursor(cursor)
        first.setPosition(cursor.selectionStart())
        last.setPosition(max(cursor.selectionEnd() - 1, cursor.selectionStart()))
        line = look().px(24)
        return self.cursorRect(last if last < first else first).bottom() - line, self.cursorRect(last).bottom() + 4

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)
        self._reveal()
        self._mark_visible()

    def _fit(self) -> None:
        gutter = look().px(_GUTTER)
        spare = max(self.width() - gutter - look().px(_WIDEST), 0)
        self.setViewportMargins(gutter, 0, min(spare, max(self.width() // 3, 0)) + _SIDE, 0)
        self.gutter.setGeometry(QRect(QPoint(0, 0), QSize(gutter, self.height())))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._passage and self._passage.end <= self._laid:
            top, bottom = self._edges(self._passage)
            painter = QPainter(self.viewport())
            painter.fillRect(0, top, self.viewport().width(), bottom - top, color(look().tokens.hover))
            painter.end()
        super().paintEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.touched.emit(self.caret)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        elif plain and event.key() == Qt.Key.Key_N:
            self.add_wanted.emit()
        else:
            super().keyPressEvent(event)

    # the margin

    def paint_gutter(self, painter: QPainter, area: QRect) -> None:
        """Numbers beside the lines where tasks begin, and the bar of the current passage."""
        tokens, current = look().tokens, look()
        painter.fillRect(area, color(tokens.base))
        width = self.gutter.width()
        if self._passage and self._passage.end <= self._laid:
            top, bottom = self._edges(self._passage)
            painter.fillRect(0, top, width, bottom - top, color(tokens.hover))
            painter.fillRect(width - 6, top, 3, bottom - top, color(tokens.accent))
        block = self.cursorForPosition(QPoint(0, 0)).block()
        layout, shift = self.document().documentLayout(), self.verticalScrollBar().value()
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            top = round(rect.top()) - shift
            if top > self.height():
                break
            number = self._numbers.get(block.blockNumber())
            if number:
                here = number == self._current_number
                font, ink = (current.small_bold, tokens.accent) if here else (current.small, tokens.text3)
                draw_text(painter, QRect(0, top, width - 12, current.px(24)), number, font, ink, RIGHT)
            block = block.next()


class _Gutter(QWidget):
    def __init__(self, view: SourceView) -> None:
        super().__init__(view)
        self._view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._view.paint_gutter(painter, event.rect())
        painter.end()
