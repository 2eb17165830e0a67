"""The overview on one sheet of paper, as it stands on the screen, in the light colours."""

from PySide6.QtCore import QMarginsF, QRect, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from tracker.errors import UserError
from tracker.ui.theme import look, look_for_paper
from tracker.ui.widgets.text import draw_text

_MARGIN_MM = 10.0
_HEAD = 0.05


def set_page(device: QPagedPaintDevice) -> None:
    """One sheet of A4, landscape."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    device.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter)
    )


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
