"""The preview: a bar with page, size and what the fonts of this computer lack, and the sheets below."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tracker.ui.paper.sheets import Sheets
from tracker.ui.paper.view import SheetView
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import label, picture, rule, tool
from tracker.ui.widgets.segmented import Segmented

_WHOLE_PAGE_FROM = 1400
_LEAST_WARNING = 84


class Preview(QWidget):
    """Shows `Sheets` and lets the user leaf and zoom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = SheetView()
        self._fit_chosen = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self.view, 1)
        self.view.moved.connect(self._show_place)

    def _bar(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("filterBar")
        bar.setFixedHeight(look().filter_bar)
        bar.setMinimumWidth(1)  # what lacks room gives way
        row = self._row = QHBoxLayout(bar)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(6)
        self.back = tool("上一页", "chevron-left", lambda: self.view.go_to_page(self.view.page - 1), words=False)
        self.place = label("")
        self.paper = label("", ink="2")
        self.ahead = tool("下一页", "chevron-right", lambda: self.view.go_to_page(self.view.page + 1), words=False)
        self.smaller = tool("缩小（Ctrl+减号）", "zoom-out", lambda: self.view.step_zoom(-1), words=False)
        self.size_words = label("")
        self.size_words.setMinimumWidth(look().body_metrics.horizontalAdvance("100%") + 2)
        self.larger = tool("放大（Ctrl+加号）", "zoom-in", lambda: self.view.step_zoom(1), words=False)
        self.fits = Segmented([("page", "整页"), ("width", "页宽"), ("", "自由")], "显示大小")
        self.fits.chosen.connect(self.choose_fit)
        self._sign = picture("triangle-alert", ink=look().tokens.amber)
        self.warning = ElidedLabel(ink="amber")
        line = self._line = rule(vertical=True)
        line.setFixedHeight(20)
        for widget in (self.back, self.place, self.ahead, self.paper, line, self.smaller, self.size_words, self.larger, self.fits):
            row.addWidget(widget)
        row.addSpacing(12)
        row.addWidget(self._sign)
        row.addWidget(self.warning, 1)
        return bar

    def show_sheets(self, sheets: Sheets | None, remarks: Sequence[str] | None = None) -> None:
        """Show another document; None while there is none. `remarks`: what to say about it beside what its pages and fonts tell; where
        nothing is given, how official text departs from the standard."""
        self.view.show_sheets(sheets)
        lines = [*remarks] if remarks else []
        if sheets:
            lines += sheets.remarks
            if remarks is None and (apart := sheets.departures):
                lines.append(f"与国标有 {len(apart)} 处不同：{apart[0].rstrip('。')}")
            if missing := sheets.faces.missing:
                many = f"等 {len(missing)} 种字体" if len(missing) > 1 else ""
                lines.append(f"本机缺“{missing[0]}”{many}，用相近字体代替")
        self._sign.setVisible(bool(lines))
        self.warning.setMinimumWidth(look().px(_LEAST_WARNING) if lines else 0)
        self.warning.show_text("；".join(lines))
        self._show_place()

    def choose_fit(self, fit: str) -> None:
        """Fit the page so from now on, however wide the window is."""
        self._fit_chosen = True
        self.view.set_fit(fit)

    def _show_place(self) -> None:
        count, page = self.view.page_count, self.view.page
        self.paper.setText(self.view.paper)
        self.back.setEnabled(page > 1)
        self.ahead.setEnabled(page < count)
        self.size_words.setText(f"{self.view.zoom * 100:.0f}%" if count else "")
        self.fits.choose(self.view.fit)
        self._fit_bar()

    def _fit_bar(self) -> None:
        """What the row has no room for gives way, the least needed first: the paper, the words round the page's number, the size, the
        choice how it fits."""
        count, page = self.view.page_count, self.view.page
        for step in range(5):
            for widget, last in ((self.paper, 0), (self._line, 0), (self.size_words, 2), (self.fits, 3)):
                widget.setVisible(step <= last)
            self.place.setText("" if not count else f"第 {page} / {count} 页" if step < 2 else f"{page}/{count}")
            self._row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                break

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit_bar()
        if not self._fit_chosen:
            fit = "page" if self.width() >= look().px(_WHOLE_PAGE_FROM) else "width"
            if fit != self.view.fit:
                QTimer.singleShot(0, self, lambda: self.view.set_fit(fit))
