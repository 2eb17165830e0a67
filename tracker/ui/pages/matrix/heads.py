"""The heads of the three tables: names of units one letter below the other, kinds of units as a band above them."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from tracker.domain.records import UnitRecord
from tracker.domain.terms import Role
from tracker.ui.pages.matrix.model import FIRST_UNIT, HEADS, MatrixModel
from tracker.ui.pages.matrix.sizes import LETTERS_SHOWN, Cross, Sizes
from tracker.ui.shapes import ROLE_SIZE, paint_role
from tracker.ui.theme import color, look
from tracker.ui.widgets.role_forms import ROW_WORDS
from tracker.ui.widgets.text import CENTER, LEFT, draw_text

_SHORT_KINDS = {"党委部门": "党委", "直属机构": "直属", "县区镇街": "镇街", "垂管单位": "垂管"}


class MatrixHead(QHeaderView):
    """A head that paints itself as a whole."""

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.matrix, self.sizes = model, Sizes()
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def fit(self, sizes: Sizes) -> None:
        self.sizes = sizes
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(0, self.sizes.head)  # the width is the table's; Qt's own answer measures every name

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self.viewport()), look().tokens
        painter.fillRect(event.rect(), color(tokens.bar))
        self.paint(painter, event.rect())
        painter.fillRect(0, self.height() - 2, self.width(), 2, color(tokens.control))
        painter.end()

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint what stands in the head."""


class TaskHead(MatrixHead):
    """What is shown in words and, below them, what the shapes mean, above the names of the columns."""

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._words: tuple[str, ...] = ()

    def say(self, *words: str) -> None:
        """The lines at the top."""
        self._words = words
        legend = () if self.matrix.shows_sections else ("图例：" + "、".join(name for name, _role, _inferred in self.legend()),)
        self.setAccessibleDescription("，".join((*words, *legend)))
        self.viewport().update()

    def legend(self) -> list[tuple[str, Role, bool]]:
        """Words, role, and whether it is our reading: as many as there is room for, in short words if need be."""
        inferred = [("推定", Role.LEAD, True)]
        long = [(role.label, role, False) for role in Role]
        short = [(ROW_WORDS[role], role, False) for role in Role]
        room = self.width() - 20
        return next((one for one in (long + inferred, long, short + inferred) if self._legend_width(one) <= room), short)

    def _legend_width(self, entries: list[tuple[str, Role, bool]]) -> int:
        current = look()
        return (
            sum(current.px(ROLE_SIZE) + 4 + current.small_metrics.horizontalAdvance(words) + 8 for words, _role, _inferred in entries) - 8
        )

    def _paint_legend(self, painter: QPainter, top: int, height: int) -> None:
        current, x = look(), 12
        side = current.px(ROLE_SIZE)
        for words, role, inferred in self.legend():
            paint_role(painter, QRectF(x, top + (height - side) / 2, side, side), role, inferred)
            x += side + 4
            width = current.small_metrics.horizontalAdvance(words)
            draw_text(painter, QRect(x, top, width + 2, height), words, current.small, current.tokens.text2)
            x += width + 8

    def paint(self, painter: QPainter, area: QRect) -> None:
        tokens, sizes, current = look().tokens, self.sizes, look()
        line = current.px(20)
        for place, words in enumerate(self._words):
            draw_text(painter, QRect(12, current.px(8) + place * line, self.width() - 20, line), words, current.small, tokens.text2)
        if not self.matrix.shows_sections:
            self._paint_legend(painter, current.px(8) + len(self._words) * line, line)
        height, top = current.px(26), self.height() - 2 - current.px(26)
        widths = (sizes.number, sizes.title, sizes.due, sizes.light)
        names = (HEADS[0], "章节" if self.matrix.shows_sections else HEADS[1], *HEADS[2:])
        if self.matrix.shows_sections:
            widths, names = (0, sizes.left, 0, 0), ("", "章节", "", "")
        x = 0
        for width, name in zip(widths, names, strict=True):
            if width:
                pad = 6 if width > sizes.number else 2
                draw_text(
                    painter, QRect(x + pad, top, width - pad, height), name, current.small, tokens.text2, LEFT if pad == 6 else CENTER
                )
                painter.fillRect(x + width, top + 6, 1, height - 12, color(tokens.line))
            x += width
        painter.fillRect(self.width() - 2, 0, 2, self.height(), color(tokens.control))


class FigureHead(MatrixHead):
    """合计 over 牵头 and 参与."""

    def paint(self, painter: QPainter, area: QRect) -> None:
        tokens, sizes, current = look().tokens, self.sizes, look()
        draw_text(painter, QRect(0, 0, self.width(), sizes.band), "合计", current.small, tokens.text2, CENTER)
        painter.fillRect(0, sizes.band - 1, self.width(), 1, color(tokens.line))
        painter.fillRect(0, 0, 1, self.height(), color(tokens.control))
        height = current.px(26)
        for place, name in enumerate(("牵头", "参与")):
            box = QRect(place * sizes.figure, self.height() - 2 - height, sizes.figure, height)
            draw_text(painter, box, name, current.small, tokens.text2, CENTER)


class UnitHead(MatrixHead):
    """Names of units. A click tells the unit; the pointed and the filtered one are lit, busy ones are amber."""

    unit_clicked = Signal(int)

    def __init__(self, model: MatrixModel, cross: Cross, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._cross = cross
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        cross.moved.connect(self._moved)

    def _moved(self, _old_row: int, old_column: int, _row: int, column: int) -> None:
        for one in {old_column, column}:
            if one >= FIRST_UNIT and old_column != column:
                self.viewport().update(self.x_of(one), 0, self.sizes.cell, self.height())

    def x_of(self, column: int) -> int:
        return (column - FIRST_UNIT) * self.sizes.cell - self.offset()

    def unit_under(self, x: int) -> UnitRecord | None:
        """The unit whose head is at this place."""
        place = (x + self.offset()) // max(self.sizes.cell, 1)
        return self.matrix.unit_at(FIRST_UNIT + place) if place >= 0 else None

    # painting

    def paint(self, painter: QPainter, area: QRect) -> None:
        frame = self.matrix.frame
        for place, unit in enumerate(frame.units):
            x = self.x_of(FIRST_UNIT + place)
            if x + self.sizes.cell >= area.left() and x <= area.right():
                self._paint_unit(painter, QRect(x, self.sizes.band, self.sizes.cell, self.height() - self.sizes.band), unit, place)
        self._paint_bands(painter)

    def _paint_unit(self, painter: QPainter, rect: QRect, unit: UnitRecord, place: int) -> None:
        tokens, sizes, frame = look().tokens, self.sizes, self.matrix.frame
        chosen, heavy = unit.id == frame.wanted.unit_id, unit.id in frame.heavy
        lit = self._cross.column == FIRST_UNIT + place
        ink, font = tokens.text, sizes.body
        if chosen or heavy or lit:
            font = sizes.bold
            ink = tokens.on_accent if chosen else tokens.amber if heavy else tokens.accent
            painter.fillRect(rect, color(tokens.accent if chosen else tokens.amber_tint if heavy else tokens.cross))
        units = frame.units
        last = place + 1 == len(units) or (not frame.wanted.by_load and unit.kind is not units[place + 1].kind)
        edge = tokens.amber_line if heavy else tokens.control if last else tokens.grid
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), color(edge))
        if heavy:
            painter.fillRect(rect.left(), rect.top(), 1, rect.height(), color(edge))
        painter.setPen(color(ink))
        self._letters(painter, rect.adjusted(0, 0, -1, -look().px(8)), unit.display, font)

    def _letters(self, painter: QPainter, rect: QRect, name: str, font: QFont) -> None:
        """One letter per line, the last one at the foot; runs of Latin letters are turned."""
        painter.setFont(font)
        pitch, y = self.sizes.pitch, rect.bottom() + 1
        for piece in reversed(fitting_pieces(name, rect.height(), pitch, QFontMetrics(font))):
            if len(piece) > 1:
                width = _length(piece, pitch, QFontMetrics(font))
                y -= width
                painter.save()
                painter.translate(rect.left() + rect.width() / 2, y + width / 2)
                painter.rotate(90)
                painter.drawText(QRect(-width // 2, -pitch // 2, width + 1, pitch), CENTER, piece)
                painter.restore()
            else:
                y -= pitch
                painter.drawText(QRect(rect.left(), y, rect.width(), pitch), CENTER, piece)

    def _paint_bands(self, painter: QPainter) -> None:
        tokens, sizes = look().tokens, self.sizes
        for name, first, count in self._bands():
            left = self.x_of(FIRST_UNIT + first)
            box = QRect(left, 0, count * sizes.cell, sizes.band - 1)
            painter.fillRect(box, color(tokens.bar))
            painter.fillRect(left, sizes.band - 1, box.width(), 1, color(tokens.line))
            painter.fillRect(box.right(), 0, 1, sizes.band, color(tokens.control))
            seen = box.intersected(self.viewport().rect())
            draw_text(painter, seen, _fitting(name, seen.width()), look().small, tokens.text2, CENTER)

    def _bands(self) -> Iterator[tuple[str, int, int]]:
        frame = self.matrix.frame
        if not frame.units:
            return
        if frame.wanted.by_load:
            yield "牵头从多到少", 0, len(frame.units)
            return
        first = 0
        for place in range(1, len(frame.units) + 1):
            if place == len(frame.units) or frame.units[place].kind is not frame.units[first].kind:
                yield frame.units[first].kind.label, first, place - first
                first = place

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        unit = self.unit_under(event.position().toPoint().x())
        if unit is not None and event.button() == Qt.MouseButton.LeftButton:
            self.unit_clicked.emit(unit.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        unit = self.unit_under(event.position().toPoint().x())
        self._cross.move(-1, self.matrix.columns[unit.id] if unit else -1)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            unit = self.unit_under(event.pos().x())
            if unit is not None:
                count = self.matrix.frame.totals.get(unit.id)
                figures = f"\n牵头 {count.lead} 项，参与 {count.part} 项" if count else ""
                QToolTip.showText(event.globalPos(), f"{unit.full_name}{figures}\n点一下只看它的任务，再点恢复")
            return True
        return super().viewportEvent(event)


def pieces_of(name: str) -> list[str]:
    """A name as the pieces that stand below each other: single Chinese letters, Latin runs whole."""
    pieces: list[str] = []
    for letter in name:
        latin = letter.isascii() and letter.isalnum()
        if latin and pieces and pieces[-1][-1].isascii() and pieces[-1][-1].isalnum():
            pieces[-1] += letter
        elif not letter.isspace():
            pieces.append(letter)
    return pieces


def _length(piece: str, pitch: int, metrics: QFontMetrics) -> int:
    """How much of a head's height a piece takes."""
    return metrics.horizontalAdvance(piece) + 2 if len(piece) > 1 else pitch


def fitting_pieces(name: str, height: int, pitch: int, metrics: QFontMetrics) -> list[str]:
    """The pieces of a name that stand below each other in this height; what is left out is told by …."""
    pieces = pieces_of(name)
    if sum(_length(piece, pitch, metrics) for piece in pieces) <= height:
        return pieces
    left, kept = height - pitch, []
    for piece in pieces:
        left -= _length(piece, pitch, metrics)
        if left < 0:
            break
        kept.append(piece)
    return [*kept, "…"]


def letters_of(units: tuple[UnitRecord, ...]) -> int:
    """The most lines that a name here needs, up to what a head can show."""
    return min(max((len(pieces_of(unit.display)) for unit in units), default=4), LETTERS_SHOWN)


def _fitting(name: str, width: int) -> str:
    """The name of a kind, or its short form where the band is narrow."""
    short = _SHORT_KINDS.get(name, name)
    return name if look().small_metrics.horizontalAdvance(name) + 4 <= width else short
