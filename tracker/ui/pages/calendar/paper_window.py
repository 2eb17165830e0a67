"""The sheet of the calendar before it is printed: A4 or A3, PDF or printer."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tracker.errors import UserError
from tracker.files.writing import written
from tracker.ui.context import Context
from tracker.ui.message import Message
from tracker.ui.pages.calendar.printing import MARGIN_MM, SIZES_MM, Shown, count_sheets, name_of, paint_sheet, print_sheet, write_pdf
from tracker.ui.pages.calendar.rest_pages import Listing, listing_of
from tracker.ui.save_choice import ask_target, open_file
from tracker.ui.theme import color, look
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.segmented import Segmented

_GAP = 14


class SheetPicture(QWidget):
    """A whole sheet at true proportion on a grey desk."""

    def __init__(self, data: Shown, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data, self._title = data, title
        self.paper, self.number = "A4", 0
        self.listing: Listing | None = None
        self.setAccessibleName("打印预览")
        self.setAccessibleDescription(name_of(data))

    def sizeHint(self) -> QSize:
        return QSize(900, 640)

    def choose(self, paper: str, number: int = 0) -> None:
        """Show this sheet on this paper."""
        self.paper, self.number = paper, number
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), color(look().tokens.nav))
        width, height = SIZES_MM[self.paper]
        scale = min((self.width() - 2 * _GAP) / width, (self.height() - 2 * _GAP) / height)
        sheet = QRectF((self.width() - width * scale) / 2, (self.height() - height * scale) / 2, width * scale, height * scale)
        painter.fillRect(sheet, Qt.GlobalColor.white)
        painter.setPen(color(look().tokens.control))
        painter.drawRect(sheet)
        margin = MARGIN_MM * scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sheet(
            painter, sheet.adjusted(margin, margin, -margin, -margin), self._data, self._title, self.paper, self.number, self.listing
        )
        painter.end()


class CalendarPaper(QDialog):
    """Ctrl+P prints, PgUp and PgDn turn the sheets where there are several, Esc closes; the paper chosen last is remembered."""

    def __init__(self, ctx: Context, data: Shown, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.ctx, self._data, self._title = ctx, data, title
        self.setWindowTitle(f"打印预览：{name_of(data)}")
        window = parent.window()
        self.resize(round(window.width() * 0.9), round(window.height() * 0.92))
        self.paper = Segmented([("A4", "A4 横向"), ("A3", "A3 横向")], "纸张")
        self.picture = SheetPicture(data, title)
        bar = QFrame()
        bar.setObjectName("filterBar")
        bar.setFixedHeight(look().page_bar)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.paper)
        self.before = button("上一页", lambda: self._turn(-1), "chevron-left")
        self.after = button("下一页", lambda: self._turn(1), "chevron-right")
        self.facts = label("", ink="2")
        for turn in (self.before, self.after):
            turn.setAutoDefault(False)
            row.addWidget(turn)
        self.listed = QCheckBox("附逐日清单")
        self.listed.setToolTip("后面再印几页：每天到期的事项和牵头单位")
        row.addWidget(self.listed)
        row.addWidget(self.facts)
        row.addStretch(1)
        for made in (button("PDF", self.save, "file-output"), button("打印", self.print_sheet, "printer", primary=True)):
            made.setAutoDefault(False)
            row.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.picture, 1)
        self.paper.chosen.connect(self.choose)
        self.listed.toggled.connect(self._list)
        QShortcut(QKeySequence("F1"), self).activated.connect(lambda: ctx.help_wanted.emit(""))
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_sheet)
        for key, way in (("PgUp", -1), ("PgDown", 1)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda way=way: self._turn(way))
        kept = str(ctx.settings.value("calendar/paper", "A4"))
        self.paper.choose(kept if kept in SIZES_MM else "A4")
        self._show(0)

    def _show(self, number: int) -> None:
        """Show this sheet, and say what is on the sheets."""
        self.sheets, hidden = count_sheets(self._data, self.paper.current, self.picture.listing)
        number = min(max(number, 0), self.sheets - 1)
        self.picture.choose(self.paper.current, number)
        several = self.sheets > 1
        one = "印在一张纸上，黑白打印也分得清"
        behind = "逐日清单在后面" if self.picture.listing is not None else f"格内放不下的 {hidden} 项列在后面"
        self.facts.setText(f"第 {number + 1} / {self.sheets} 页，{behind}" if several else one)
        for turn, there in ((self.before, number > 0), (self.after, number < self.sheets - 1)):
            turn.setVisible(several)
            turn.setEnabled(there)

    def _list(self, on: bool) -> None:
        """附逐日清单: who leads is read first."""
        if not on:
            self._took(None)
            return
        data = self._data
        self.ctx.runner.run_read(lambda: listing_of(data), self._took, key=f"calendar list {id(self)}")

    def _took(self, listing: Listing | None) -> None:
        self.picture.listing = listing if listing is not None and listing.count else None
        self._show(0)

    def _turn(self, way: int) -> None:
        self._show(self.picture.number + way)

    def choose(self, paper: str) -> None:
        """Print on this paper from now on."""
        self.ctx.settings.setValue("calendar/paper", paper)
        self._show(0)

    def save(self) -> None:
        """PDF: ask where to, then write."""
        path = ask_target(self, self.ctx, "导出 PDF", f"{name_of(self._data)}.pdf")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the sheets as a PDF; an older file stays where it cannot be written."""
        try:
            with written(path) as unfinished:
                write_pdf(unfinished, self._data, self._title, self.paper.current, self.picture.listing)
        except UserError as error:
            self.ctx.tell(error)
        else:
            self.ctx.message.emit(Message(f"已导出 {path.name}", "打开", do=lambda: open_file(path)))

    def print_sheet(self) -> None:
        """Ask for a printer and print."""
        if not QPrinterInfo.availablePrinters():
            self.ctx.tell(UserError("没有找到打印机", "这台电脑还没有安装打印机", "请先安装，或生成 PDF 到别的电脑打印"))
        elif print_sheet(self, self._data, self._title, self.paper.current, self.picture.listing):
            self.ctx.toast(f"已送打印：{name_of(self._data)}", undo=False)
            self.accept()
