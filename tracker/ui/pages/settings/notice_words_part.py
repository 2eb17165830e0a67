"""文书用语: how the three kinds of notices begin, what they demand and how they end, with fields and a live page."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tracker.domain.notice_words import FIELDS, PLACES, USUAL, NoticeWords, words_fault
from tracker.domain.notices import NoticeKind
from tracker.domain.records import Changes
from tracker.ui.context import Context
from tracker.ui.pages.settings.paper_part import PaperPart
from tracker.ui.paper.sheets import Sheets, sheets_of
from tracker.ui.theme import look
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import link
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.papers.layouts import current_layout
from tracker.usecases.papers.notice_settings import notice_names
from tracker.usecases.papers.notice_words import notice_words, set_notice_words, words_sample

_LINES = (2, 6, 3)
_TOLD = (
    "印在表格最上面一行；空着就不印。",
    "一条一行。",
    "印在表格下面；空着就不印。",
)


class _Stored(NamedTuple):
    words: dict[NoticeKind, NoticeWords]
    names: dict[str, str]


class NoticeWordsPart(PaperPart):
    """The words of one kind at a time; those of the others are kept until all are saved together."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "文书用语", "三级文书自带的话，每种各写各的。改了以后出的文书照此印；已经印出、登记的不变。")
        self._words = dict(USUAL)
        self._kind = NoticeKind.ASSIGNMENT
        self.which = Segmented([(kind.value, kind.label) for kind in NoticeKind], "哪种文书")
        self.add_field("文书", self.which, "名称在“催办督办”里改。")
        self.boxes: dict[str, QPlainTextEdit] = {}
        for place, name, lines, told in zip(PLACES._fields, PLACES, _LINES, _TOLD, strict=True):
            box = QPlainTextEdit()
            box.setTabChangesFocus(True)
            box.setFixedHeight(look().body_metrics.lineSpacing() * lines + 14)
            box.textChanged.connect(self._typed)
            self.boxes[place] = box
            self.add_field(name, box, told)
        self.add_field("可以插入", self._field_row(), "花括号里的词，出文书时换成实际的内容；点一下插到光标处。")
        self.add_page()
        self.add_foot(self._reset)
        self.which.chosen.connect(self._choose)

    def _field_row(self) -> QWidget:
        """One link for each field."""
        row = QWidget()
        flow = FlowLayout(row)
        for name, told in FIELDS.items():
            made = link(f"{{{name}}}", partial(self._insert, name))
            made.setToolTip(told)
            made.setAccessibleName(f"插入{told}")
            flow.addWidget(made)
        self._last = self.boxes["wants"]
        for box in self.boxes.values():
            box.cursorPositionChanged.connect(partial(self._took_cursor, box))
        return row

    def _took_cursor(self, box: QPlainTextEdit) -> None:
        if box.hasFocus():
            self._last = box

    def _insert(self, name: str) -> None:
        self._last.insertPlainText(f"{{{name}}}")
        self._last.setFocus()

    def read(self) -> None:
        store = self.ctx.store
        self.ctx.runner.run_read(lambda: _Stored(notice_words(store), notice_names(store)), self._show, key="settings notice words")

    def _show(self, stored: _Stored) -> None:
        self._words = dict(stored.words)
        for kind in NoticeKind:
            self.which.rename(kind.value, stored.names[kind.value])
        self._fill()
        self.settle()

    def _fill(self) -> None:
        for box, text in zip(self.boxes.values(), self._words[self._kind], strict=True):
            box.blockSignals(True)
            box.setPlainText(text)
            box.blockSignals(False)
        self.draw()

    def _choose(self, kind: str) -> None:
        self._kind = NoticeKind(kind)
        self._fill()

    def _typed(self) -> None:
        self._words[self._kind] = NoticeWords(*(box.toPlainText() for box in self.boxes.values()))
        self.edited()
        self.page_stale()

    def _reset(self) -> None:
        """The usual words of the kind in hand."""
        self._words[self._kind] = USUAL[self._kind]
        self._fill()
        self.edited()

    def values(self) -> dict[NoticeKind, NoticeWords]:
        return dict(self._words)

    def draw(self) -> None:
        """A notice of invented matters in these words; a fault keeps the last page and is told."""
        kind, words, store = self._kind, self._words[self._kind], self.ctx.store
        fault = words_fault(words)
        self.check.setText(fault or "样张里的单位、任务和日期是编的。")
        if not fault:
            self.ctx.runner.run_read(
                lambda: sheets_of(words_sample(store, kind, words), current_layout(store)), self._took, key="settings notice page"
            )

    def _took(self, sheets: Sheets) -> None:
        self.view.show_sheets(sheets)

    def save(self) -> Callable[[], Changes]:
        wanted = self.values()
        return lambda: set_notice_words(self.ctx.store, wanted)
