"""The overview on one sheet of paper, as it stands on the screen, in the light colours."""

from contextlib import nullcontext

from PySide6.QtCore import QMarginsF, QRect, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from tracker.errors import UserError
from tracker.ui.theme import look, look_for_paper, style_sheet
from tracker.ui.tokens import LIGHT
from tracker.ui.widgets.text import draw_text

_MARGIN_MM = 10.0
_HEAD = 0.05


def set_page(device: QPagedPaintDevice) -> None:
    """One sheet of A4, landscape."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    device.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter)
    )


def picture_of(desk: QWidget, ratio: float = 1.0, more: int = 0) -> QPixmap:
    """The desk at so many times its size, in the light colours: paper and documents are white, whatever the screen shows.

    `more`: how much higher it has to be to show all of its list. Nothing on paper has the focus.
    """
    size, held = desk.size(), QApplication.focusWidget()
    focus = held if held is not None and desk.isAncestorOf(held) else None
    if focus is not None:
        focus.clearFocus()
    desk.setMinimumHeight(size.height() + more)  # where it scrolls, no other size would stay
    desk.resize(size.width(), size.height() + more)
    picture = QPixmap(desk.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    with look_for_paper(look().scale) if look().tokens is not LIGHT else nullcontext():
        tokens = look().tokens
        plain = f"QLabel {{ color: {tokens.text}; }} QWidget#desk {{ background: {tokens.window}; }}"
        desk.setStyleSheet(plain + style_sheet(look()))
        desk.render(picture)
    desk.setStyleSheet("")
    desk.setMinimumHeight(0)
    desk.resize(size)
    if focus is not None:
        focus.setFocus()
    picture.setDevicePixelRatio(1)
    return picture


def draw_picture(device: QPagedPaintDevice, picture: QPixmap, title: str) -> None:
    """The title, and below it the picture as large as the sheet allows."""
    painter = QPainter()
    if not painter.begin(device):
        raise UserError("不能打印", "打印机没有响应", "请检查打印机后再试")
    page = QRect(0, 0, device.width(), device.height())
    head = round(page.height() * _HEAD)
    scale = head / (look().title.pixelSize() * 2)
    painter.save()
    painter.scale(scale, scale)
    with look_for_paper():
        draw_text(painter, QRect(0, 0, round(page.width() / scale), round(head / scale)), title, look().title, look().tokens.text)
    painter.restore()
    room = page.adjusted(0, head, 0, 0)
    size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(QRect(room.left() + (room.width() - size.width()) // 2, room.top(), size.width(), size.height()), picture)
    painter.end()


def print_picture(parent: QWidget, picture: QPixmap, title: str) -> bool:
    """Ask for a printer and print; False where the user thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_page(printer)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印总览")
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    draw_picture(printer, picture, title)
    return True
