"""The whole document of a plan, scrolled to one passage or to one word in it."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from tracker.ui.context import Context
from tracker.ui.source.marks import Kind, Span, lay_lines, mark, mark_format
from tracker.ui.source.places import Places
from tracker.ui.theme import color, look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.scrolled import fit_window
from tracker.ui.widgets.search_box import SearchBox


class Passage(NamedTuple):
    """A place in a plan's text: `caption` says whose it is; `marks` stand in it; `focus` is the word to look at, if not the whole."""

    plan_id: int
    plan_title: str
    caption: str
    start: int
    end: int
    marks: tuple[Span, ...] = ()
    focus: tuple[int, int] | None = None


class SourceWindow(QDialog):
    """The passage lies on a ground, the word to look at is inverted. Esc closes."""

    def __init__(self, ctx: Context, passage: Passage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"原文　{passage.plan_title}")
        fit_window(self, 760, 620)
        self._passage = passage
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 12, 0)
        self.box = SearchBox("在原文中查找，回车找下一处")
        self.box.setFixedWidth(look().px(230))
        self.box.returnPressed.connect(self._find)
        self.box.searched.connect(lambda _text: self._find())
        self.found = label("", ink="2")
        caption = ElidedLabel(look().bold)
        caption.show_text(passage.caption)
        head.addWidget(caption, 1)
        head.addWidget(self.found)
        head.addWidget(self.box)
        column.addLayout(head)
        self.text = QTextBrowser()
        self.text.setFont(look().reading)
        self.text.document().setDocumentMargin(10)
        self.text.setAccessibleName("方案全文")
        column.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 12, 8)
        foot.setSpacing(16)
        for kind in Kind if passage.marks else ():
            foot.addWidget(_legend(kind))
        foot.addStretch(1)
        foot.addWidget(label("Esc 关闭", look().small, "3"))
        column.addLayout(foot)
        store, plan_id = ctx.store, passage.plan_id

        def read() -> str:
            from tracker.usecases.intake.plans import plan_source

            return plan_source(store, plan_id)

        ctx.runner.run_read(read, self._show, key=f"source {id(self)}")

    def _show(self, source: str) -> None:
        self.text.setPlainText(source)
        lay_lines(self.text)
        places, length = Places(source), len(source)

        def at(start: int, end: int) -> QTextCursor:
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(places.to_qt(min(start, length)))
            cursor.setPosition(places.to_qt(min(end, length)), QTextCursor.MoveMode.KeepAnchor)
            return cursor

        tokens, passage = look().tokens, self._passage
        ground = QTextEdit.ExtraSelection()
        ground.cursor = at(passage.start, passage.end)  # type: ignore[attr-defined]
        ground.format.setBackground(color(tokens.hover if passage.marks else tokens.selection))  # type: ignore[attr-defined]
        shown = [ground, *mark(self.text, list(passage.marks))]
        if passage.focus is not None:
            word = QTextEdit.ExtraSelection()
            word.cursor = at(*passage.focus)  # type: ignore[attr-defined]
            word.format.setBackground(color(tokens.accent))  # type: ignore[attr-defined]
            word.format.setForeground(color(tokens.on_accent))  # type: ignore[attr-defined]
            shown.append(word)
        self.text.setExtraSelections(shown)
        beginning = QTextCursor(self.text.document())
        beginning.setPosition(places.to_qt(min((passage.focus or (passage.start, 0))[0], length)))
        self.text.setTextCursor(beginning)
        self._bring_up()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._bring_up()

    def _bring_up(self) -> None:
        """Scroll until the cursor's line stands a third down the window."""
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() + self.text.cursorRect().top() - self.text.viewport().height() // 3)

    def _find(self) -> None:
        words = self.box.text().strip()
        if not words:
            self.found.setText("")
            return
        if not self.text.find(words):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.found.setText("" if self.text.find(words) else "没有找到")
        else:
            self.found.setText("")


def _legend(kind: Kind) -> QWidget:
    view = QTextBrowser()
    view.setPlainText(kind.label)
    view.setFont(look().small)
    view.document().setDocumentMargin(1)
    selection = QTextEdit.ExtraSelection()
    cursor = QTextCursor(view.document())
    cursor.select(QTextCursor.SelectionType.Document)
    selection.cursor = cursor  # type: ignore[attr-defined]
    selection.format = mark_format(kind)  # type: ignore[attr-defined]
    view.setExtraSelections([selection])
    view.setFixedSize(look().small_metrics.horizontalAdvance(kind.label) + 6, look().small_metrics.height() + 6)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.viewport().setAutoFillBackground(False)
    return view
