"""The documents at the left of the page, in groups, the register and the office's own templates last; a box in narrow windows."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tracker.ui.theme import color, look
from tracker.ui.widgets.text import draw_text
from tracker.usecases.papers.report_kinds import REPORTS, ReportGroup

REGISTER = "issued"
REGISTER_NAME = "已发文书"
TEMPLATES = "templates"
TEMPLATES_NAME = "本单位模板"
LADDER = "ladder"
LADDER_NAME = "待发文书"
VIEWS = (REGISTER, TEMPLATES, LADDER)
WIDTH = 150
PAPER_KEYS = "PgUp PgDn 翻页　Ctrl+加减号 缩放　Ctrl+P 打印　F6 换栏"
KEYS = {
    REGISTER: "↑↓ 选择　Enter 打开留底　F2 修改登记　F6 换栏",
    LADDER: "↑↓ 选择　Shift+↑↓ 选几项　Enter 打开任务　F6 换栏",
    TEMPLATES: "↑↓ 选择　F6 换栏",
    "bulletin": "Tab 走到下一个数　Enter 打开它数的任务　PgUp PgDn 翻页　Ctrl+P 打印　F6 换栏",
}
"""What the status bar says of the keys: in a view, over a document whose figures can be opened; `PAPER_KEYS` over any other."""
WHERE = {
    "登记的延期申请": ("到任务里登记申请", "tasks"),
    "登记的问题": ("去登记问题", "problems"),
    "指标表": ("去填指标", "lists"),
    "服务清单": ("去填服务清单", "lists"),
    "专栏项目": ("去填项目", "lists"),
}
"""Where that is entered of which a document tells: the words of the way there, and the page."""
_KEY = Qt.ItemDataRole.UserRole


def entries() -> list[tuple[str, list[tuple[str, str]]]]:
    """The groups with the keys and names of their kinds."""
    found = [(group.value, [(kind.kind, kind.name) for kind in REPORTS if kind.group is group]) for group in ReportGroup]
    for title, kinds in found:
        if title == ReportGroup.NOTICES:
            kinds.insert(0, (LADDER, LADDER_NAME))
    return [*((title, kinds) for title, kinds in found if kinds), ("本单位", [(REGISTER, REGISTER_NAME), (TEMPLATES, TEMPLATES_NAME)])]


class KindList(QListWidget):
    """`chosen` tells the key of the kind that became the current one; ↑ ↓ step over the heads."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kinds")
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setAccessibleName("文书种类")
        self.setFixedWidth(look().px(WIDTH))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_KindDelegate(self))
        self.setMouseTracking(True)
        for title, kinds in entries():
            head = QListWidgetItem(title)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(head)
            for key, name in kinds:
                item = QListWidgetItem(name)
                item.setData(_KEY, key)
                item.setToolTip(name)
                self.addItem(item)
        self.currentItemChanged.connect(lambda item, _old: self.chosen.emit(item.data(_KEY)) if item and item.data(_KEY) else None)

    def choose(self, key: str) -> None:
        """Make this kind the current one without telling anybody."""
        self.blockSignals(True)
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)
        self.blockSignals(False)
        self.viewport().update()

    def rename(self, names: Mapping[str, str]) -> None:
        """Call these kinds as the office does."""
        for row in range(self.count()):
            name = names.get(str(self.item(row).data(_KEY)))
            if name:
                self.item(row).setText(name)
                self.item(row).setToolTip(name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


class KindBox(QComboBox):
    """The same choice in one line."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("文书种类")
        for place, (_title, kinds) in enumerate(entries()):
            if place:
                self.insertSeparator(self.count())
            for key, name in kinds:
                self.addItem(name, key)
        self.setMaxVisibleItems(30)
        self.activated.connect(lambda _place: self.chosen.emit(str(self.currentData())))

    def rename(self, names: Mapping[str, str]) -> None:
        """Call these kinds as the office does."""
        for key, name in names.items():
            if (place := self.findData(key)) >= 0:
                self.setItemText(place, name)

    def choose(self, key: str) -> None:
        """Show this kind without telling anybody."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(key))
        self.blockSignals(False)


class _KindDelegate(QStyledItemDelegate):
    """Heads small and pale; the chosen kind on a tinted ground with a bar, as in the navigation."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        is_head = index.data(_KEY) is None
        height = look().small_metrics.height() + (14 if is_head and index.row() else 10) if is_head else look().body_metrics.height() + 7
        return QSize(look().px(WIDTH), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        current, view = look(), self.parent()
        assert isinstance(view, KindList)
        tokens = current.tokens
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if index.data(_KEY) is None:
            painter.fillRect(rect, color(tokens.base))
            top = 6 if index.row() else 0
            draw_text(painter, rect.adjusted(12, top, -4, 0), str(index.data()), current.small, tokens.text2)
            return
        chosen = view.currentRow() == index.row()
        hovered = bool(option.state & option.state.State_MouseOver)  # type: ignore[attr-defined]
        painter.fillRect(rect, color(tokens.selection if chosen else tokens.hover if hovered else tokens.base))
        if chosen:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), color(tokens.accent))
        if chosen and view.hasFocus():
            painter.setPen(color(tokens.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        draw_text(painter, rect.adjusted(16, 0, -4, 0), str(index.data()), current.bold if chosen else current.body, tokens.text)
