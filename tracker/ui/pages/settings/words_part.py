"""The office's words for how a task stands: two presets, a list to change, and how many tasks would show which word."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.records import Changes
from tracker.domain.state_words import FIVE, LONGEST_WORD, THREE, Pace, StateWord, StateWords
from tracker.domain.terms import STATE_LABELS, State
from tracker.ui.context import Context
from tracker.ui.pages.settings.part import SettingsPart
from tracker.ui.theme import look
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import button, label, tool
from tracker.usecases.house.settings import set_state_words, state_words, words_shown

_WORD_WIDTH, _MEANING_WIDTH, _LEAST_WORD = 150, 230, 90


def _meanings() -> list[tuple[str, tuple[State, Pace | None]]]:
    """All that a word may stand for, in words."""
    under_way = STATE_LABELS[State.IN_PROGRESS]
    plain = {state: words for state, words in STATE_LABELS.items() if state is not State.IN_PROGRESS}
    found: list[tuple[str, tuple[State, Pace | None]]] = [(words, (state, None)) for state, words in plain.items()]
    paces: list[tuple[str, tuple[State, Pace | None]]] = [(f"{under_way}，{pace.label}", (State.IN_PROGRESS, pace)) for pace in Pace]
    return [found[0], (f"{under_way}，不分快慢", (State.IN_PROGRESS, None)), *paces, *found[1:]]


class _Row(QWidget):
    """One word with what it stands for."""

    edited = Signal()
    dropped = Signal()
    moved = Signal(int)

    def __init__(self, shown: StateWord) -> None:
        super().__init__()
        self.word = QLineEdit(shown.word)
        self.word.setPlaceholderText("用语")
        self.word.setAccessibleName("用语")
        self.word.setMaxLength(LONGEST_WORD * 2)
        self.word.setMinimumWidth(look().px(_LEAST_WORD))
        self.word.setMaximumWidth(look().px(_WORD_WIDTH))
        self.meaning = QComboBox()
        self.meaning.setAccessibleName("归入")
        self.meaning.setMinimumWidth(look().px(_LEAST_WORD))
        self.meaning.setMaximumWidth(look().px(_MEANING_WIDTH))
        self.meaning.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for words, meaning in _meanings():
            self.meaning.addItem(words, meaning)
            if meaning == shown.meaning:
                self.meaning.setCurrentIndex(self.meaning.count() - 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.word, _WORD_WIDTH)
        row.addWidget(label("表示", ink="2"))
        row.addWidget(self.meaning, _MEANING_WIDTH)
        row.addWidget(tool("上移", "chevron-up", lambda: self.moved.emit(-1), words=False))
        row.addWidget(tool("下移", "chevron-down", lambda: self.moved.emit(1), words=False))
        row.addWidget(tool("删去这个用语", "x", self.dropped.emit, words=False))
        row.addStretch(1)
        self.word.textChanged.connect(lambda _text: self.edited.emit())
        self.meaning.currentIndexChanged.connect(lambda _place: self.edited.emit())

    def value(self) -> StateWord:
        state, pace = self.meaning.currentData()
        return StateWord("".join(self.word.text().split()), State(state), Pace(pace) if pace else None)


class _Effect(NamedTuple):
    before: dict[str, int]
    after: dict[str, int]


class WordsPart(SettingsPart):
    """状态用语. What is stored of a task does not change with its words: other words can be chosen at any time."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx,
            "状态用语",
            "本单位怎样称呼任务的状态。列表、填报、反馈表、台账和各种文书都用这里的词；反馈表里写这些词，导入时认得。",
        )
        place = QWidget()
        presets = FlowLayout(place, gap=8)
        for words, preset in (("三种：已完成、推进中、未启动", THREE), ("五种：已完成、超进度、达进度、欠进度、其他", FIVE)):
            made = button(words, partial(self._put, preset.words))
            made.setAccessibleName(f"换成{words}，另有长期坚持")
            presets.addWidget(made)
        self.column.addWidget(place)
        self.column.addWidget(
            label(
                "默认用三种的；两种都另有“长期坚持”。快慢按填报的进度和序时进度算，相差的点数见“亮灯规则”里的欠进度黄灯；"
                "没有进度或没有时限的任务比不出快慢，用“不分快慢”的词。",
                look().small,
                "3",
                wrap=True,
            )
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.column.addLayout(self._list)
        self.rows: list[_Row] = []
        more = QHBoxLayout()
        more.addWidget(button("添一个用语", self.add_row, "plus"))
        more.addStretch(1)
        self.column.addLayout(more)
        self.column.addWidget(label("几个词表示同一种状态时，显示排在前面的一个；其余的填表时也认得。", look().small, "3", wrap=True))
        self.effect = label("", look().bold, wrap=True)
        self.before = label("", ink="2", wrap=True)
        self.column.addWidget(self.effect)
        self.column.addWidget(self.before)
        self.add_foot(lambda: self._put(THREE.words))

    def read(self) -> None:
        self.ctx.runner.run_read(lambda: state_words(self.ctx.store), self._show, key="settings words")

    def _show(self, stored: StateWords) -> None:
        self._put(stored.words)
        self.settle()
        self._typed()

    def _put(self, words: Sequence[StateWord]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self.rows = []
        for one in words:
            self._add(one)
        self._typed()

    def _add(self, shown: StateWord) -> _Row:
        row = _Row(shown)
        row.edited.connect(self._typed)
        row.dropped.connect(lambda: self._drop(row))
        row.moved.connect(lambda step: self._move(row, step))
        self.rows.append(row)
        self._list.addWidget(row)
        return row

    def add_row(self) -> None:
        """One more word, to be typed."""
        self._add(StateWord("", State.IN_PROGRESS)).word.setFocus()
        self._typed()

    def _drop(self, row: _Row) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.deleteLater()
        self._typed()

    def _move(self, row: _Row, step: int) -> None:
        place = self.rows.index(row)
        to = min(max(place + step, 0), len(self.rows) - 1)
        self.rows.insert(to, self.rows.pop(place))
        self._list.removeWidget(row)
        self._list.insertWidget(to, row)
        self._typed()

    def values(self) -> StateWords:
        return StateWords(tuple(row.value() for row in self.rows))

    def _typed(self) -> None:
        self.edited()
        wanted, store, today = self.values(), self.ctx.store, self.ctx.today()

        def count() -> _Effect:
            return _Effect(words_shown(store, state_words(store), today), words_shown(store, wanted, today))

        self.ctx.runner.run_read(count, self._say, key="settings words effect")

    def _say(self, effect: _Effect) -> None:
        changed = effect.before != effect.after
        self.effect.setText(("按现在填的用语，全部任务：" if changed else "现在全部任务：") + _counts(effect.after))
        self.before.setText(f"原来：{_counts(effect.before)}" if changed else "")
        self.before.setVisible(changed)

    def save(self) -> Callable[[], Changes]:
        wanted = self.values()
        return lambda: set_state_words(self.ctx.store, wanted)


def _counts(shown: dict[str, int]) -> str:
    return "　".join(f"{word or '（没有写）'} {count}" for word, count in shown.items())
