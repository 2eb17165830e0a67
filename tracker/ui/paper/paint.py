"""Painting one sheet in units of a twentieth of a point; the painter's scale decides whether that is screen, printer or PDF."""

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tracker.reports import typesetting as setting
from tracker.reports.content import Use
from tracker.reports.layout import Numbers
from tracker.ui.paper.faces import UNIT
from tracker.ui.paper.lines import Line, Rule
from tracker.ui.paper.paint_table import paint_frame, paint_row
from tracker.ui.paper.sheets import Sheet, Sheets
from tracker.ui.paper.tables import units


def paint_sheet(painter: QPainter, sheets: Sheets, number: int) -> None:
    """Paint page `number`, counted from 0, on the ground that is there."""
    painter.save()
    sheet = sheets.pages[number]
    painter.save()
    painter.translate(sheet.left, 0)
    for placed in sheet.placed:
        if isinstance(placed.what, Line):
            _line(painter, placed.what, placed.y)
        elif isinstance(placed.what, Rule):
            _rule(painter, placed.what, placed.y)
        else:
            paint_row(painter, sheets, placed)
    for table, top, bottom in sheet.tables:
        paint_frame(painter, sheets, table, top, bottom)
    painter.restore()
    _number(painter, sheets, sheet)
    painter.restore()


def _line(painter: QPainter, line: Line, y: float) -> None:
    painter.setPen(QColor(f"#{setting.RED}") if line.red else QColor(Qt.GlobalColor.black))
    for piece in line.pieces:
        at = y + line.before + piece.face.baseline(line.height, grid=line.grid)
        piece.face.draw(painter, piece.x, at, piece.text, piece.apart)


def _rule(painter: QPainter, rule: Rule, y: float) -> None:
    pen = QPen(QColor(f"#{setting.RED}") if rule.red else QColor(Qt.GlobalColor.black), rule.thick)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if rule.dashed:
        pen.setDashPattern([6, 4])
    painter.setPen(pen)
    middle = y + rule.y + (rule.thick / 2 if rule.y else 0)
    painter.drawLine(QLineF(rule.left, middle, rule.right, middle))


def _number(painter: QPainter, sheets: Sheets, sheet: Sheet) -> None:
    """The page's number, at the outer edge or in the middle of the foot."""
    if sheet.numbers is Numbers.NONE:
        return
    painter.setPen(Qt.GlobalColor.black)
    line = 14 * UNIT
    top = sheet.height - units(sheet.page.foot) - line
    if sheet.numbers is Numbers.COUNT:
        face = sheets.faces.song(setting.COUNT_PT)
        words = f"第 {sheet.number} 页　共 {len(sheets.pages)} 页"
        face.draw(painter, sheet.left + (sheet.text_width - face.width(words)) / 2, top + face.baseline(line), words)
        return
    face, words, odd = sheets.faces.song(setting.NUMBER_PT), f"— {sheet.number} —", sheet.number % 2 == 1
    length = sheet.text_width if sheet.page.use is not Use.ANNEX else sheet.bottom - sheet.top
    along = length - setting.NUMBER_INDENT - face.width(words) if odd else float(setting.NUMBER_INDENT)
    if sheet.page.use is not Use.ANNEX:
        face.draw(painter, sheet.left + along, top + face.baseline(line), words)
        return
    # As it stands on the bound sheet: the text of the page is turned, its number is not.
    begins, wide = setting.ANNEX_NUMBER_MM
    painter.save()
    painter.translate(sheet.left - units(begins) + units(wide) / 2, sheet.top)
    painter.rotate(90)
    face.draw(painter, along, face.baseline(line) - line / 2, words)
    painter.restore()
