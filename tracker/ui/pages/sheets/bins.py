"""The six bins with their counts, always in sight: each is a filter, and their sum says that no row is lost."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from tracker.sheets.staged import Bin
from tracker.ui.icons import TOOL, paint_icon
from tracker.ui.pages.sheets.words import BIN_ICONS, bin_ink
from tracker.ui.theme import color, look
from tracker.ui.widgets.plain import label, rule
from tracker.ui.widgets.text import draw_text

_ROOMY, _MIDDLE = 1080, 860


class BinButton(QAbstractButton):
    """A bin with its figure; on while its rows alone are shown."""

    def __init__(self, found: Bin) -> None:
        super().__init__()
        self.bin, self.count, self._short = found, 0, False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        self.count = count
        self.setAccessibleName(f"{self.bin.label} {count} 行")
        self.setToolTip(f"只看{self.bin.label}的行，再点一次看全部")
        self.updateGeometry()
        self.update()

    def shorten(self, short: bool) -> None:
        """Leave the word out where there is no room; the sign stays."""
        self._short = short
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        current = look()
        words = 0 if self._short else current.body_metrics.horizontalAdvance(self.bin.label) + 6
        width = 10 + current.px(TOOL) + 6 + words + current.bold_metrics.horizontalAdvance(str(self.count)) + 10
        return QSize(width, current.control + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        current, tokens = look(), look().tokens
        ink = bin_ink(self.bin, tokens)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            line = tokens.focus if self.hasFocus() else ink if self.isChecked() else tokens.line
            painter.setPen(QPen(color(line), tokens.focus_width if self.hasFocus() else 1))
            painter.setBrush(color(tokens.selection if self.isChecked() else tokens.hover))
            painter.drawRoundedRect(box, 3, 3)
        side, x = current.px(TOOL), 10
        paint_icon(painter, QRectF(x, (self.height() - side) / 2, side, side), BIN_ICONS[self.bin], ink)
        x += side + 6
        if not self._short:
            width = current.body_metrics.horizontalAdvance(self.bin.label) + 2
            draw_text(painter, QRect(x, 0, width, self.height()), self.bin.label, current.body, tokens.text)
            x += width + 4
        draw_text(painter, QRect(x, 0, self.width() - x, self.height()), str(self.count), current.bold, ink)
        painter.end()


class BinsBar(QFrame):
    """`chosen` tells the bin that alone is to be shown, None for all."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterBar")
        self.setFixedHeight(look().filter_bar + 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 14, 0)
        row.setSpacing(4)
        self.buttons = {found: BinButton(found) for found in Bin}
        for found, made in self.buttons.items():
            row.addWidget(made)
            made.clicked.connect(lambda checked, found=found: self._clicked(found, checked))
        line = rule(vertical=True)
        line.setFixedHeight(20)
        row.addSpacing(4)
        row.addWidget(line)
        row.addSpacing(4)
        self.sum = label("", ink="2")
        self.about = label("", ink="2")
        row.addWidget(self.sum)
        row.addStretch(1)
        row.addWidget(self.about)
        self._total = 0

    @property
    def current(self) -> Bin | None:
        return next((found for found, made in self.buttons.items() if made.isChecked()), None)

    def show_counts(self, counts: Mapping[Bin, int]) -> None:
        """Take the figures anew."""
        for found, made in self.buttons.items():
            made.show_count(counts.get(found, 0))
        self._total = sum(counts.values())
        self._fit()

    def choose(self, found: Bin | None) -> None:
        """Turn this filter on, or all off."""
        for one, made in self.buttons.items():
            made.setChecked(one is found)
        self.chosen.emit(found)

    def _clicked(self, found: Bin, checked: bool) -> None:
        self.choose(found if checked else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        roomy, middle = self.width() >= look().px(_ROOMY), self.width() >= look().px(_MIDDLE)
        for made in self.buttons.values():
            made.shorten(not middle)
        self.sum.setText(f"合计 {self._total} 行，每行只进一类" if roomy or not middle else f"合计 {self._total} 行")
        self.about.setVisible(roomy)
