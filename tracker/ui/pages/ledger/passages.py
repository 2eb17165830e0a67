"""The passages of a document: each with its figures, edited in place, told where the data has changed since."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from tracker.domain.passages import Draft, Figure, Passage, figure_doubts
from tracker.domain.records import Changes
from tracker.reports.titles import day_words
from tracker.ui.context import Context
from tracker.ui.paper.figures import figure_words
from tracker.ui.theme import look
from tracker.ui.widgets.form_desk import FormDesk
from tracker.ui.widgets.plain import empty, label, link, restyle, tag
from tracker.ui.widgets.scrolled import scrolled
from tracker.ui.widgets.section import Complaint, InlineForm

_TOLD = 160
_LEAST_LINES, _MOST_LINES = 3, 14
Open = Callable[[Figure], object]
Write = Callable[[str, str], Changes]
Change = Callable[[str], Changes]


class PassageForm(InlineForm):
    """The text of one passage, a paragraph a line; figures that the data does not have are told while one types."""

    def __init__(self, passage: Passage) -> None:
        super().__init__()
        self._draft = passage.draft
        self.hint.setText("Ctrl+Enter 保存　Esc 取消　一段一行；清空就恢复原稿")
        self.text = QPlainTextEdit(passage.text)
        self.text.setAccessibleName(passage.draft.label)
        self.text.setTabChangesFocus(True)
        lines = min(max(passage.text.count("\n") + len(passage.text) // 45 + 1, _LEAST_LINES), _MOST_LINES)
        self.text.setFixedHeight(look().body_metrics.lineSpacing() * lines + 16)
        self.doubts = Complaint()
        self.doubts.setProperty("ink", "amber")
        self.body.addWidget(label(passage.draft.label, look().bold))
        self.body.addWidget(self.text)
        self.body.addWidget(self.doubts)
        self.text.textChanged.connect(self._check)

    def _check(self) -> None:
        self.doubts.say("；".join(figure_doubts(self._draft, self.text.toPlainText())))

    def values(self) -> object:
        return self.text.toPlainText()

    def begin(self) -> None:
        self.text.setFocus()


class PassageCard(QFrame):
    """One passage. Enter or F2 edits it; its figures are links."""

    edit_wanted = Signal(str)

    def __init__(self, passage: Passage, open_figure: Open, take_new: Callable[[str], object], keep_mine: Callable[[str], object]) -> None:
        super().__init__()
        self.passage = passage
        draft, kept = passage.draft, passage.kept
        self.setProperty("panel", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{draft.label}：{passage.text}")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 8, 12, 10)
        self.column.setSpacing(5)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(draft.label, look().bold))
        if kept is not None:
            head.addWidget(tag(f"{day_words(kept.edited_on)}改过", "accent"))
        if passage.changed:
            head.addWidget(tag("数据已变", "amber"))
        head.addStretch(1)
        if kept is not None and not passage.changed:
            head.addWidget(link("恢复原稿", partial(take_new, draft.place)))
        head.addWidget(link("修改 F2", self.edit))
        self.column.addLayout(head)
        nothing = "（空）" if draft.printed else "（没有，不印）"
        self.words = label(passage.text or nothing, ink="" if passage.text else "3", wrap=True, select=True)
        self.column.addWidget(self.words)
        if passage.changed and kept is not None:
            self.column.addWidget(label(_told("数据已变，原拟稿为", kept.drafted), look().small, "amber", wrap=True))
            self.column.addWidget(label(_told("现在的拟稿为", draft.text), look().small, "2", wrap=True))
            row = QHBoxLayout()
            row.setSpacing(14)
            row.addWidget(link("用新稿", partial(take_new, draft.place)))
            row.addWidget(link("保留我的", partial(keep_mine, draft.place)))
            row.addStretch(1)
            self.column.addLayout(row)
        for doubt in passage.doubts:
            self.column.addWidget(label(doubt, look().small, "amber", wrap=True))
        self._add_figures(draft, open_figure)

    def _add_figures(self, draft: Draft, open_figure: Open) -> None:
        shown = [figure for figure in draft.figures if figure.amount]
        if not shown:
            return
        self.figures = QLabel("　".join(f'<a href="{place}">{figure.label} {figure.amount} 项</a>' for place, figure in enumerate(shown)))
        self.figures.setTextFormat(Qt.TextFormat.RichText)
        self.figures.setFont(look().small)
        self.figures.setWordWrap(True)
        flags = Qt.TextInteractionFlag
        self.figures.setTextInteractionFlags(flags.LinksAccessibleByKeyboard | flags.LinksAccessibleByMouse)
        self.figures.setToolTip("；".join(dict.fromkeys(figure_words(figure) for figure in shown if figure.gone)))
        self.figures.linkActivated.connect(lambda place: open_figure(shown[int(place)]))
        self.column.addWidget(self.figures)

    def edit(self) -> None:
        """Ask for the form."""
        self.edit_wanted.emit(self.passage.draft.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark(False)

    def _mark(self, on: bool) -> None:
        self.setObjectName("question" if on else "")
        restyle(self)


class PassagesPane(QWidget):
    """All passages of the document in hand. `write`, `take_new` and `keep_mine` are the use cases, by place."""

    def __init__(self, ctx: Context, open_figure: Open, write: Write, take_new: Change, keep_mine: Change) -> None:
        super().__init__()
        self.ctx, self._open = ctx, open_figure
        self._write, self._take_new, self._keep_mine = write, take_new, keep_mine
        self.cards: dict[str, PassageCard] = {}
        self._passages: tuple[Passage, ...] = ()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 10, 12, 12)
        self._column.setSpacing(8)
        self.area = scrolled(inside)
        self.area.setBackgroundRole(QPalette.ColorRole.Window)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self.desk = FormDesk(ctx, self)
        self.desk.form_closed.connect(self._closed)
        self._edited = ""

    def show_passages(self, found: Sequence[Passage]) -> None:
        """Show these; a form that is open stays."""
        same = tuple(found) == self._passages
        self._passages = tuple(found)
        if self.desk.form is None and not same:
            self._fill()

    def _fill(self) -> None:
        focused = next((place for place, card in self.cards.items() if card.hasFocus()), self._edited)
        empty(self._column)
        self.cards = {}
        for passage in self._passages:
            card = PassageCard(
                passage,
                self._open,
                lambda place: self.ctx.change(lambda: self._take_new(place)),
                lambda place: self.ctx.change(lambda: self._keep_mine(place)),
            )
            card.edit_wanted.connect(self.edit)
            self.cards[passage.draft.place] = card
            self._column.addWidget(card)
        if focused in self.cards and self.isVisible():
            self.cards[focused].setFocus()

    def edit(self, place: str) -> None:
        """Open the form in the place of a passage."""
        card = self.cards.get(place)
        if card is None:
            return
        form = PassageForm(card.passage)
        self._edited = place

        def save() -> None:
            text = form.text.toPlainText()
            self.desk.save(lambda: self._write(place, text))

        self.desk.open_form(form, self._column, save, instead_of=card)

    def _closed(self) -> None:
        self._fill()

    def begin(self) -> None:
        """Put the focus on the first passage."""
        first = next(iter(self.cards.values()), None)
        if first is not None and not any(card.hasFocus() for card in self.cards.values()):
            first.setFocus()


def _told(head: str, text: str) -> str:
    plain = " ".join(text.split())
    return f"{head}：{plain[:_TOLD]}{'…' if len(plain) > _TOLD else ''}" if plain else f"{head}：（空）"
