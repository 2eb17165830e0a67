"""How files come to the window: chosen in the system's dialog, or dropped."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tracker.ui.theme import color, look
from tracker.ui.widgets.text import CENTER, draw_text

_PLANS = "方案文件 (*.docx *.doc *.wps *.rtf *.odt *.pdf *.ofd *.xlsx *.xls *.et *.ods *.txt *.html *.htm *.mht);;所有文件 (*)"

_SHEETS = "反馈表 (*.xlsx *.xlsm *.xls *.et *.ods *.csv *.docx *.html *.htm *.mht *.xml);;所有文件 (*)"
_FORMS = "空白表 (*.xlsx *.docx)"
_TEMPLATES = "模板 (*.docx *.xlsx)"


def local_files(data: QMimeData) -> tuple[Path, ...]:
    """The files on this computer among what is dragged."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def ask_files(parent: QWidget) -> tuple[Path, ...]:
    """Let the user choose plan files; empty where they change their mind."""
    from PySide6.QtWidgets import QFileDialog

    names, _filter = QFileDialog.getOpenFileNames(parent, "导入方案", "", _PLANS)
    return tuple(Path(name) for name in names)


def ask_sheets(parent: QWidget) -> tuple[Path, ...]:
    """Let the user choose returned sheets; empty where they change their mind."""
    from PySide6.QtWidgets import QFileDialog

    names, _filter = QFileDialog.getOpenFileNames(parent, "添加反馈表", "", _SHEETS)
    return tuple(Path(name) for name in names)


def ask_form(parent: QWidget) -> Path | None:
    """Let the user choose the blank form to be filled; None where they change their mind."""
    from PySide6.QtWidgets import QFileDialog

    name, _filter = QFileDialog.getOpenFileName(parent, "选择要填的空白表", "", _FORMS)
    return Path(name) if name else None


def ask_template(parent: QWidget) -> Path | None:
    """Let the user choose a template to be kept; None where they change their mind."""
    from PySide6.QtWidgets import QFileDialog

    name, _filter = QFileDialog.getOpenFileName(parent, "添加模板", "", _TEMPLATES)
    return Path(name) if name else None


class DropHint(QWidget):
    """Lies over the page while files are held over the window, and says what letting go will do."""

    def __init__(self, page: QWidget, verb: str = "导入") -> None:
        super().__init__(page)
        self._page, self._words, self._verb = page, "", verb
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_count(self, count: int) -> None:
        """Announce this many files."""
        self._words = f"松开鼠标，{self._verb} {count} 份文件" if count > 1 else f"松开鼠标，{self._verb}这份文件"
        self.setAccessibleName(self._words)
        self.setGeometry(self._page.rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        current = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(current.tokens.focus), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 3, 3)
        width = current.bold_metrics.horizontalAdvance(self._words) + 48
        box = QRectF((self.width() - width) / 2, self.height() / 2 - current.toast, width, current.toast)
        painter.setPen(QPen(color(current.tokens.accent), 1))
        painter.setBrush(color(current.tokens.tint))
        painter.drawRoundedRect(box, 3, 3)
        draw_text(painter, box.toRect(), self._words, current.bold, current.tokens.accent, CENTER)
        painter.end()


class FileDrops(QObject):
    """Lets files and folders be dropped anywhere on a widget; `verb` says what letting go will do, `take` gets their paths."""

    def __init__(self, widget: QWidget, verb: str, take: Callable[[tuple[Path, ...]], object]) -> None:
        super().__init__(widget)
        self._hint, self._take = DropHint(widget, verb), take
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragLeave:
            self._hint.hide()
            return True
        if not isinstance(event, QDropEvent) or event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return False
        paths = local_files(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.DragEnter:
            self._hint.show_count(len(paths))
        else:
            self._hint.hide()
            self._take(paths)
        return True
