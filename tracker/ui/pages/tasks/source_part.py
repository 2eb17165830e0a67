"""原文: the passage of the plan that the task was read from, with a way into the whole document."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from tracker.domain.records import TaskDetail
from tracker.ui.context import Context
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.pages.tasks.source_text import Kind, MarkedText, SourceBar, lay_lines, mark, mark_format, spans
from tracker.ui.theme import color, look
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.search_box import SearchBox


class SourcePart(TaskPart):
    """The source passage; where the content was changed since, or there never was a source, the content as it is now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "原文")
        self.link = self.add_link("在原文中查看", self._open)
        self.text = MarkedText()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(SourceBar())
        row.addWidget(self.text, 1)
        self.body.addLayout(row)
        self.now_head = label("现在的内容", look().small_bold)
        self.now = label("", wrap=True, select=True)
        self.body.addWidget(self.now_head)
        self.body.addWidget(self.now)
        self.window_shown: SourceWindow | None = None

    def show_detail(self, detail: TaskDetail) -> None:
        source = detail.source.rstrip()
        self.link.setVisible(bool(source))
        self.title.setText("原文" if source else "内容")
        self.note.show_text(detail.plan.source_name if source else "")
        text = source or detail.content or "（没有内容）"
        self.text.show_source(text, spans(detail) if source else [], detail.source_start)
        changed = bool(source and detail.content) and _bare(detail.content) not in _bare(source)
        for widget in (self.now_head, self.now):
            widget.setVisible(changed)
        self.now.setText(detail.content)

    def _open(self) -> None:
        detail = self.desk.detail
        if detail is not None:
            self.window_shown = SourceWindow(self.ctx, detail, self.window())
            self.window_shown.show()


def _bare(text: str) -> str:
    return "".join(text.split())


class SourceWindow(QDialog):
    """The whole document, scrolled to the task. Esc closes."""

    def __init__(self, ctx: Context, detail: TaskDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"原文　{detail.plan.title}")
        self.resize(look().px(760), look().px(620))
        self._detail = detail
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
        head.addWidget(label(f"任务 {detail.row.number}　{detail.row.title}", look().bold), 1)
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
        for kind in Kind:
            foot.addWidget(_legend(kind))
        foot.addStretch(1)
        foot.addWidget(label("Esc 关闭", look().small, "3"))
        column.addLayout(foot)
        store, plan_id = ctx.store, detail.plan.id

        def read() -> str:
            from tracker.usecases.plans import plan_source

            return plan_source(store, plan_id)

        ctx.runner.run_read(read, self._show, key=f"source {id(self)}")

    def _show(self, source: str) -> None:
        self.text.setPlainText(source)
        lay_lines(self.text)
        start = min(self._detail.source_start, len(source))
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(start)
        cursor.setPosition(min(self._detail.source_end, len(source)), QTextCursor.MoveMode.KeepAnchor)
        passage = QTextEdit.ExtraSelection()
        passage.cursor = cursor  # type: ignore[attr-defined]
        passage.format.setBackground(color(look().tokens.hover))  # type: ignore[attr-defined]
        self.text.setExtraSelections([passage, *mark(self.text, spans(self._detail))])
        cursor.setPosition(start)
        self.text.setTextCursor(cursor)
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
