"""Labels, links, tags, key caps, rules and panels: the small plain parts, styled by the window's style sheet."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tracker.ui.icons import GAP, INLINE, TOOL, icon, pixmap
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import CENTER, draw_text


def label(text: str = "", font: QFont | None = None, ink: str = "", *, wrap: bool = False, select: bool = False) -> QLabel:
    """A text. `ink` is 2, 3, red, amber, green or accent; `select` lets the user copy it."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if font:
        made.setFont(font)
    if ink:
        made.setProperty("ink", ink)
    made.setWordWrap(wrap)
    if select:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def tag(text: str, kind: str = "plain") -> QLabel:
    """A plain fact in a thin frame, 18 high; `kind` is plain, red, amber, green or accent."""
    made = label(text, look().small)
    made.setProperty("tag", kind)
    made.setFixedHeight(look().tag)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def key_cap(text: str) -> QLabel:
    """The name of a key as printed on it."""
    return tag(text, "key")


def picture(name: str, size: int = INLINE, ink: str | None = None) -> QLabel:
    """An icon that stands beside a text."""
    made = QLabel()
    made.setPixmap(pixmap(name, size, ink))
    return made


def rule(*, vertical: bool = False) -> QFrame:
    """A line of one pixel."""
    made = QFrame()
    made.setProperty("rule", True)
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


class Button(QPushButton):
    """A framed button that can show the key doing the same, as a key cap at its right."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._keys = ""
        self.setFixedHeight(look().control)

    def set_keys(self, keys: str) -> None:
        """Show this key; "" shows none. Screen readers say it too."""
        self._keys = keys
        self.setProperty("keyed", bool(keys))
        restyle(self)
        self.setAccessibleName(f"{self.text()} {keys}".strip())
        self.updateGeometry()

    def _cap(self) -> int:
        return look().small_metrics.horizontalAdvance(self._keys) + 10 if self._keys else 0

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + self._cap() + (8 if self._keys else 0), look().control)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._keys:
            return
        current, kind = look(), self.property("kind")
        tokens = current.tokens
        inks = {"primary": (tokens.on_accent, tokens.tint_line), "toast": (tokens.on_toast, tokens.toast_line)}
        ink, line = inks.get(str(kind), (tokens.text3, tokens.line))
        if not self.isEnabled():
            ink = line = tokens.disabled
        width = self._cap()
        box = QRect(self.width() - 10 - width, (self.height() - current.tag) // 2, width, current.tag)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(line), 1))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        draw_text(painter, box, self._keys, current.small, ink, CENTER)
        painter.end()


def button(text: str, do: Callable[[], object] | None = None, icon_name: str = "", *, primary: bool = False, keys: str = "") -> Button:
    """A framed button; `primary` fills it (one per screen); `keys` names the key that does the same (it binds nothing)."""
    made = Button(text)
    if primary:
        made.setProperty("kind", "primary")
    if icon_name:
        set_icon(made, icon_name, look().tokens.on_accent if primary else None)
    if keys:
        made.set_keys(keys)
    if do:
        made.clicked.connect(lambda _checked=False: do())
    return made


def set_icon(made: QAbstractButton, icon_name: str, ink: str | None = None) -> None:
    """Give a button its icon, set apart from the words."""
    side = look().px(TOOL)
    made.setIcon(icon(icon_name, ink=ink, gap=GAP))
    made.setIconSize(QSize(side + GAP, side))


def tool(text: str, icon_name: str, do: Callable[[], object] | None = None, *, words: bool = True) -> QToolButton:
    """A flat button with icon and words, or icon alone with the words as tooltip and for screen readers."""
    made = QToolButton()
    made.setText(text)
    made.setIcon(icon(icon_name))
    made.setIconSize(QSize(look().px(TOOL), look().px(TOOL)))
    made.setToolTip(text)
    made.setAccessibleName(text)
    if words:
        set_icon(made, icon_name)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    else:
        made.setProperty("kind", "icon")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if do:
        made.clicked.connect(lambda _checked=False: do())
    return made


def link(text: str, do: Callable[[], object], icon_name: str = "") -> QPushButton:
    """A text that does something when clicked."""
    made = QPushButton(text)
    made.setProperty("kind", "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon_name:
        set_icon(made, icon_name, look().tokens.accent)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.clicked.connect(lambda _checked=False: do())
    return made


class Panel(QFrame):
    """A white framed pane with a bold title row (34 high) and a body; `head` takes more widgets at the right."""

    def __init__(self, title: str = "", count: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.title = label(title, look().bold)
        self.count = label(count, ink="2")
        frame = QFrame()
        frame.setObjectName("panelHead")
        frame.setFixedHeight(look().px(34))
        self.head = QHBoxLayout(frame)
        self.head.setContentsMargins(12, 0, 12, 0)
        self.head.setSpacing(8)
        self.head.addWidget(self.title)
        self.head.addWidget(self.count)
        self.head.addStretch(1)
        if not title:
            frame.hide()
        outer.addWidget(frame)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        outer.addLayout(self.body, 1)


def empty(layout: QLayout) -> None:
    """Remove all widgets of a layout."""
    while layout.count():
        widget = layout.takeAt(0).widget()
        if widget:
            widget.hide()
            widget.deleteLater()


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a changed dynamic property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
