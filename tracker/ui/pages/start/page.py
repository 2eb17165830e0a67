"""还没有方案: two cards, a place to drop files, what comes next."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tracker.domain.records import Changes
from tracker.progress import Progress
from tracker.ui.context import Context
from tracker.ui.icons import TOOL, paint_icon
from tracker.ui.page import Page
from tracker.ui.theme import color, look
from tracker.ui.widgets.plain import label, link, picture, rule
from tracker.ui.widgets.text import CENTER, draw_text

_CARD_WIDTH, _CARD_HEIGHT, _GAP = 354, 148, 12
_LOW = 480
_LEAST_CARD, _AROUND = 300, 2 * 16 + 14
_STEPS = (
    ("1　导入并核对", "拿不准的会标出来"),
    ("2　看任务和矩阵", "谁牵头、谁配合一目了然"),
    ("3　看日历", "到期和逾期排在前面"),
    ("4　出台账", "Word、Excel 直接印"),
)


class Card(QAbstractButton):
    """A large button: icon, key, bold title, a few lines of text. The focused one wears a double ring and is what Enter does."""

    def __init__(self, title: str, text: str, icon_name: str, keys: str, do: Callable[[], object]) -> None:
        super().__init__()
        self._words, self._icon, self._keys = text, icon_name, keys
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())
        self.clicked.connect(lambda _checked=False: do())

    def sizeHint(self) -> QSize:
        return QSize(look().px(_CARD_WIDTH) + 8, look().px(_CARD_HEIGHT) + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        current = look()
        tokens = current.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        if self.hasFocus():
            painter.setPen(QPen(color(tokens.focus), 2))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 4, 4)
        painter.setPen(QPen(color(tokens.accent if self.hasFocus() else tokens.control), 2 if self.hasFocus() else 1))
        lit = self.hasFocus() or self.underMouse()
        painter.setBrush(color(tokens.primary_card if lit else tokens.base))
        inset = 1 if self.hasFocus() else 0.5
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 3, 3)
        side = current.px(24)
        inner = box.adjusted(16, 16, -16, -12).toRect()
        paint_icon(painter, QRectF(inner.left(), inner.top(), side, side), self._icon, tokens.accent)
        if self._keys:
            width = current.small_metrics.horizontalAdvance(self._keys) + 10
            cap = QRectF(inner.right() - width, inner.top(), width, current.tag)
            painter.setPen(QPen(color(tokens.line), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            draw_text(painter, cap.toRect(), self._keys, current.small, tokens.text3, CENTER)
        top = inner.top() + side + 10
        title = inner.adjusted(0, top - inner.top(), 0, 0)
        title.setHeight(current.px(22))
        draw_text(painter, title, self.text(), current.strip_title, tokens.text)
        painter.setFont(current.body)
        painter.setPen(color(tokens.text2))
        rest = inner.adjusted(0, title.bottom() - inner.top() + 3, 0, 0)
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), self._words)
        painter.end()


class _DropPlace(QFrame):
    """A dashed frame that says where files can be dropped (anywhere)."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(look().px(64))
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(picture("upload", TOOL + 2))
        row.addWidget(label("把文件拖到窗口任意位置也可以，一次可放多份", ink="2"))
        row.addStretch(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(look().tokens.control), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()


class StartPage(Page):
    """Shown while the database holds no plan."""

    keys_text = "全部数据只存在本机，不联网"
    help_topic = "start"
    has_plans = False

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        scroll.setWidget(inside)
        self.body.addWidget(scroll)
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(16, look().px(64), 16, 24)
        column.setSpacing(0)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(label("还没有方案", look().heading), 0, centre)
        column.addSpacing(4)
        column.addWidget(label("先导入一份方案，任务、矩阵、日历和台账随后自动生成", look().reading, "2"), 0, centre)
        column.addSpacing(20)
        column.addWidget(self._middle(), 0, centre)
        column.addSpacing(26)
        links = QHBoxLayout()
        links.setSpacing(24)
        links.addStretch(1)
        links.addWidget(link("先录入本县单位名单", lambda: ctx.navigate("units"), "building-2"))
        links.addWidget(link("看 3 分钟入门", lambda: ctx.help_wanted.emit("start"), "book-open"))
        links.addStretch(1)
        column.addLayout(links)
        column.addStretch(1)
        self.set_status("没有方案")

    def _middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        cards = self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(_GAP - 8)
        plan_text = "Word、WPS、PDF、文本或 Excel 分解表，自动拆出任务、单位和时限，由您逐条核对"
        sample_text = "一份虚构的年度方案，任务、单位、进度都齐全，可随意改，随时撤销"
        self.plan_card = Card("导入方案", plan_text, "file-input", "Ctrl+O", self.ctx.open_files)
        self.sample_card = Card("打开示例", sample_text, "book-open", "", self.open_sample)
        for card in (self.plan_card, self.sample_card):
            cards.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(cards)
        column.addSpacing(8)
        within = QVBoxLayout()
        within.setContentsMargins(4, 0, 4, 0)
        within.addWidget(_DropPlace())
        within.addSpacing(28)
        within.addWidget(rule())
        within.addSpacing(10)
        within.addLayout(self._steps())
        column.addLayout(within)
        return middle

    def _steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(0)
        for place, (title, text) in enumerate(_STEPS):
            grid.addWidget(label(title, look().bold), 0, place)
            grid.addWidget(label(text, ink="2", wrap=True), 1, place)
            grid.setColumnStretch(place, 1)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the cards are narrower or stand under each other, and begin higher."""
        super().resizeEvent(event)
        room = (self.width() - _AROUND - self._cards.spacing()) // 2
        beside = room >= look().px(_LEAST_CARD)
        for card in (self.plan_card, self.sample_card):
            card.setFixedWidth(min(card.sizeHint().width(), room) if beside else card.sizeHint().width())
        self._cards.setSpacing(_GAP - 8 if beside else _GAP)
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._column.setContentsMargins(16, look().px(64 if self.height() >= look().px(_LOW) else 12), 16, 24)

    def activate(self) -> None:
        self.plan_card.setFocus()

    def panes(self) -> list[QWidget]:
        return [self.plan_card]

    def open_sample(self) -> None:
        """Fill the database with the sample plan; one operation that can be undone."""
        store, received = self.ctx.store, self.ctx.paths.received

        def fill(progress: Progress) -> Changes:
            from tracker.usecases.sample.demo import import_sample

            return import_sample(store, progress, received)

        self.ctx.change_long("正在装入示例", fill)
