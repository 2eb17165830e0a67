"""The help window: one Markdown text per page, with pictures, read beside the work."""

import re
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextLength
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from tracker.paths import RESOURCES
from tracker.ui.theme import look
from tracker.ui.widgets.scrolled import fit_window

FOLDER = RESOURCES / "help"
FIRST = "start"
_ORDER = (
    *("index", "start", "import", "revision", "overview", "tasks", "matrix", "calendar"),
    *("lists", "indicators", "projects", "sheets", "periods", "extensions"),
    *("completion", "lights", "notices", "problems", "scores", "ledger", "documents", "units", "history", "settings", "search", "keys"),
)
_TITLE = re.compile(r"^#\s+(.+)$", re.MULTILINE)


def topics(folder: Path = FOLDER) -> list[tuple[str, str]]:
    """All help texts as (topic, title), the title being the text's first heading."""
    found = {}
    for path in sorted(folder.glob("*.md")):
        heading = _TITLE.search(path.read_text("utf-8"))
        if heading:
            found[path.stem] = heading[1].strip()
    names = [name for name in _ORDER if name in found] + [name for name in found if name not in _ORDER]
    return [(name, found[name]) for name in names]


def _set_in_type(document: QTextDocument) -> None:
    """Give headings and paragraphs the sizes and the air of our type scale; Markdown brings none."""
    cursor, block = QTextCursor(document), document.firstBlock()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        air = QTextBlockFormat()
        air.setTopMargin(look().px(16 if level > 1 else 0 if level else 2))
        air.setBottomMargin(look().px(6 if level else 4))
        has_picture = _fit_pictures(document, block)
        air.setLineHeight(100 if has_picture else 118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(air)
        if level:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            letters = QTextCharFormat()
            letters.setFont(look().heading if level == 1 else look().title)
            cursor.setCharFormat(letters)
        block = block.next()


def _fit_pictures(document: QTextDocument, block: QTextBlock) -> bool:
    """Let no picture of this paragraph be wider than the text; whether there is one."""
    found = []
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if piece.charFormat().isImageFormat():
            found.append((piece.position(), piece.length(), piece.charFormat().toImageFormat()))
        pieces += 1
    for start, length, picture in found:
        picture.setMaximumWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        cursor = QTextCursor(document)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(picture)
    return bool(found)


class HelpWindow(QWidget):
    """Topics at the left, the text at the right; Esc closes."""

    def __init__(self, parent: QWidget | None = None, folder: Path = FOLDER) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._folder = folder
        self.setWindowTitle("帮助")
        fit_window(self, 1000, 680)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list = QListWidget()
        self.list.setAccessibleName("帮助目录")
        self.list.setFixedWidth(look().px(168))
        self.list.setObjectName("topics")
        self.list.setUniformItemSizes(True)
        for topic, title in topics(folder):
            item = QListWidgetItem(title)
            item.setSizeHint(QSize(0, look().row))
            item.setData(Qt.ItemDataRole.UserRole, topic)
            self.list.addItem(item)
        self.list.currentItemChanged.connect(self._chosen)
        self.text = QTextBrowser()
        self.text.setFont(look().reading)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.text.setSearchPaths([str(folder)])
        self.text.document().setDocumentMargin(24)
        row.addWidget(self.list)
        row.addWidget(self.text, 1)

    def show_topic(self, topic: str) -> None:
        """Come to the front with this text; a topic that has none shows the first."""
        names = [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]
        if names:
            self.list.setCurrentRow(names.index(topic) if topic in names else names.index(FIRST) if FIRST in names else 0)
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            path = self._folder / f"{item.data(Qt.ItemDataRole.UserRole)}.md"
            # Qt leaves out a picture that has no words; screen readers say them.
            self.text.setMarkdown(path.read_text("utf-8").replace("![](", f"![{item.text()}]("))
            _set_in_type(self.text.document())
            self.text.verticalScrollBar().setValue(0)

    def _follow(self, url: QUrl) -> None:
        """Links lead to other help texts only (`tasks.md`)."""
        self.show_topic(url.path().removesuffix(".md"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
