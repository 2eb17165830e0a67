"""Old and new side by side: the differing words are marked, what somebody typed since is said, a question shows its answers."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from tracker.plans.draft import Span
from tracker.plans.revision import Marks, marks
from tracker.ui.source.places import Places
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.place_prompt import PlacePrompt
from tracker.ui.widgets.plain import button, empty, label, rule
from tracker.usecases.intake.plan_revision import FieldChange, Kind, RevisionRow, RevisionSession
from tracker.usecases.intake.review_rows import likely_cut

Answer = Callable[[int | None], object]


class Sides(QFrame):
    """The row in hand. `accept`, `keep`, `answer`, `split` and `merge` do what their buttons say."""

    def __init__(
        self,
        accept: Callable[[], object],
        keep: Callable[[], object],
        answer: Answer,
        split: Callable[[], object],
        merge: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._answer = answer
        self.title = ElidedLabel(look().strip_title)
        self.title.setMinimumWidth(40)
        self.keep = button("保留原来", keep, keys="R")
        self.split, self.merge = button("拆分", split, "split", keys="S"), button("合并", merge, "merge", keys="M")
        self.accept = button("接受", accept, "check", keys="Enter")
        self.old, self.new = _pane("现有方案"), _pane("修订稿")
        self.prompt = PlacePrompt(self._placed, self._leave_place)
        self.new.installEventFilter(self)
        self._shown: tuple[RevisionSession, RevisionRow | None] | None = None
        self._place: Callable[[int], object] | None = None
        self.question = label("修订稿的这一项是原来的哪一项？", look().bold)
        self.answers = FlowLayout(gap=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(6)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.split)
        head.addWidget(self.merge)
        head.addWidget(self.keep)
        head.addWidget(self.accept)
        column.addWidget(self._head)
        column.addWidget(self.question)
        column.addLayout(self.answers)
        column.addWidget(self.prompt)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setHandleWidth(1)
        panes.setChildrenCollapsible(False)
        for words, pane in (("现有方案", self.old), ("修订稿", self.new)):
            panes.addWidget(_titled(words, pane))
        column.addWidget(panes, 1)

    def show_row(self, session: RevisionSession, row: RevisionRow | None) -> None:
        """Show this difference; nothing where the list is empty."""
        empty(self.answers)
        self._stop_asking()
        self._shown = (session, row)
        is_task = row is not None and row.new is not None and not row.table
        self.split.setVisible(is_task)
        self.merge.setVisible(is_task)
        can = row is not None and row.kind not in (Kind.SAME, Kind.QUESTION)
        asks = row is not None and row.kind is Kind.QUESTION
        self.question.setVisible(asks)
        for made in (self.accept, self.keep):
            made.setEnabled(can)
            made.setVisible(not asks)
        if row is None:
            self.title.show_text("这一类没有内容")
            self.old.clear()
            self.new.clear()
            return
        self.title.show_text(f"{row.kind.label}　{row.label}{row.title}")
        self.accept.setText({Kind.ADDED: "接受新增", Kind.REMOVED: "接受取消"}.get(row.kind, "接受新文"))
        self.keep.setText({Kind.ADDED: "不新增", Kind.REMOVED: "不取消"}.get(row.kind, "保留原来"))
        if row.kind is Kind.QUESTION:
            self._ask(session, row)
        left, right = [], []
        for change in row.fields:
            old, new = marked(change)
            left.append(_field(change.label if change.field else "", old) + _typed(change))
            right.append(_field(change.label if change.field else "", new))
        for change in row.kept:
            left.append(_field(change.label, escape(change.old)) + _typed(change))
            right.append(_field(change.label, f"{escape(change.new)}<br>{_small('修订稿没有改这里，手工修改保留')}"))
        if row.kind is Kind.SAME and not row.table and row.old is not None and not row.kept:
            left = right = [_field("", escape(f"{row.title}\n{session.old[row.old].content}").replace("\n", "<br>"))]
        if row.kind is Kind.QUESTION:
            left = [_field("", _html(f"{session.old[old].title}\n{session.old[old].content}", [])) for old in row.candidates]
        self.old.setHtml("".join(left) or _small("原来没有这一项"))
        self.new.setHtml("".join(right) if row.kind is not Kind.REMOVED else _small("修订稿里没有这一项"))

    @property
    def is_asking(self) -> bool:
        """Whether a place in the new document is asked for."""
        return self._place is not None

    def ask_place(self, text: str, span: Span, done: Callable[[int], object]) -> None:
        """Show this passage of the new document with a caret; `done` gets the place where it was put."""
        passage = text[span.start : span.end]
        places = Places(passage)
        self.new.setPlainText(passage)
        self.new.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        caret = self.new.textCursor()
        caret.setPosition(places.to_qt(likely_cut(text, span) - span.start))
        self.new.setTextCursor(caret)
        self._place = lambda at: done(span.start + places.from_qt(at))
        self._head.hide()  # the row of the list says which it is
        self.prompt.show_words("拆分：用方向键或鼠标，在修订稿里把光标移到第二项开始的位置", "在此拆分")
        self.new.setFocus()

    def _placed(self) -> None:
        done, at = self._place, self.new.textCursor().position()
        self._stop_asking()
        if done is not None:
            done(at)

    def _leave_place(self) -> None:
        if self._shown is not None:
            self.show_row(*self._shown)

    def _stop_asking(self) -> None:
        self._place = None
        self._head.show()
        self.prompt.hide()
        self.new.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter in the passage means: here."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.is_asking and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            self._placed()
            return True
        return False

    def _ask(self, session: RevisionSession, row: RevisionRow) -> None:
        """The stored tasks that it may be, each with the key that says so."""
        for place, old in enumerate(row.candidates, 1):
            words = f"{session.old[old].label}{session.old[old].title or session.old[old].content[:30]}"
            self.answers.addWidget(self._choice(words, str(place), old))
        self.answers.addWidget(self._choice("都不是，是新增的任务", "0", None))

    def _choice(self, words: str, key: str, old: int | None) -> QWidget:
        return button(words, lambda: self._answer(old), keys=key)


def marked(change: FieldChange) -> tuple[str, str]:
    """Both texts as rich text with the differing words marked."""
    if not (change.old and change.new):
        return _html(change.old, []), _html(change.new, [])
    left, right = marks(change.old, change.new)
    tokens = look().tokens
    return _html(change.old, left, tokens.red_tint, tokens.red), _html(change.new, right, tokens.green_tint, tokens.green)


def _html(text: str, ranges: Marks, ground: str = "", ink: str = "") -> str:
    parts, at = [], 0
    for start, end in ranges:
        parts.append(escape(text[at:start]))
        parts.append(f'<span style="background:{ground};color:{ink};text-decoration:underline;">{escape(text[start:end])}</span>')
        at = end
    parts.append(escape(text[at:]))
    return "".join(parts).replace("\n", "<br>")


def _field(name: str, text: str) -> str:
    head = f'<span style="color:{look().tokens.text2};">{escape(name)}：</span>' if name else ""
    return f'<p style="margin:0 0 6px 0;">{head}{text or "（空）"}</p>'


def _typed(change: FieldChange) -> str:
    if change.said is None:
        return ""
    words = f"手工改过；文件原来写的是：{change.said or '（空）'}"
    return f'<p style="margin:0 0 6px 0;color:{look().tokens.amber};">{escape(words)}</p>'


def _small(text: str) -> str:
    return f'<span style="color:{look().tokens.text2};">{escape(text)}</span>'


def _pane(name: str) -> QTextBrowser:
    made = QTextBrowser()
    made.setAccessibleName(name)
    made.setFont(look().reading)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setTabChangesFocus(True)
    return made


def _titled(words: str, pane: QTextBrowser) -> QFrame:
    frame = QFrame()
    frame.setProperty("panel", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    head = label(words, look().small_bold, "2")
    head.setContentsMargins(8, 3, 8, 3)
    column.addWidget(head)
    column.addWidget(rule())
    column.addWidget(pane, 1)
    return frame
