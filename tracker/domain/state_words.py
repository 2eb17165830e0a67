"""The office's own words for how a task stands (DOMAIN §6). Stored are the four base states alone; a word is what is shown and read.

An office of five words has none for work under way as such: 超进度, 达进度, 欠进度 say how the percentage stands to 序时进度, and are
worked out from these two each time, so that a word can never disagree with the figure beside it.
"""

from enum import StrEnum
from typing import NamedTuple

from tracker.domain.terms import STATE_LABELS, State


class Pace(StrEnum):
    """How a percentage stands to 序时进度. Values are stored in the setting, so they never change."""

    AHEAD = "ahead"
    ON = "on"
    BEHIND = "behind"

    @property
    def label(self) -> str:
        return PACE_LABELS[self]


PACE_LABELS = {Pace.AHEAD: "快于序时进度", Pace.ON: "与序时进度相当", Pace.BEHIND: "慢于序时进度"}


def pace_of(percent: float | None, expected: float | None, points: float) -> Pace | None:
    """Ahead, on or behind 序时进度 by these points, the ones of the yellow light; None where one of the two is not known."""
    if percent is None or expected is None:
        return None
    lead = percent - expected
    if lead < 0 and -lead >= points:
        return Pace.BEHIND
    return Pace.AHEAD if lead > 0 and lead >= points else Pace.ON


class StateWord(NamedTuple):
    """A word and what it stands for. `pace`: only tasks under way that stand so to 序时进度; None: the others of the state."""

    word: str
    state: State
    pace: Pace | None = None

    @property
    def meaning(self) -> tuple[State, Pace | None]:
        return self.state, self.pace


class StateWords(NamedTuple):
    """The words of an office in its own order. Of several words with one meaning the first is shown; the others are understood."""

    words: tuple[StateWord, ...]

    def of(self, state: State, percent: float | None = None, expected: float | None = None, points: float = 0.0) -> str:
        """The word for a task. An office without a word for 未启动 says of such a task how it stands to 序时进度, where a percentage was
        reported: without a figure nobody is called behind, as no light and no count would bear it out."""
        return self.of_pace(state, pace_of(percent, expected, points))

    def of_pace(self, state: State, pace: Pace | None) -> str:
        """The same where the pace has been worked out already."""
        state = self.counted(state)
        wanted = pace if state is State.IN_PROGRESS else None
        return self._first(state, wanted) or self._first(state, None) or self._first(state, Pace.ON) or STATE_LABELS[state]

    def counted(self, state: State) -> State:
        """Under which state a task is counted: an office without a word for 未启动 has it among those under way."""
        return State.IN_PROGRESS if state is State.NOT_STARTED and self._first(state, None) is None else state

    def general(self, state: State) -> str:
        """The word for a stored state as such, in menus and filters; the usual one where the office has several or none."""
        return self.single(state) or STATE_LABELS[state]

    def single(self, state: State) -> str:
        """The word that all tasks of this state show; empty where the office tells them apart or has no word."""
        own = {word.pace: word.word for word in reversed(self.words) if word.state is state}
        return own[None] if list(own) == [None] else ""

    def shown(self) -> tuple[StateWord, ...]:
        """The words that tasks may show: the first of each meaning."""
        firsts: dict[tuple[State, Pace | None], StateWord] = {}
        for word in self.words:
            firsts.setdefault(word.meaning, word)
        return tuple(firsts.values())

    def read(self, text: str) -> StateWord | None:
        """The word that stands here, white space apart."""
        bare = "".join(text.split())
        return next((word for word in self.words if word.word == bare), None)

    def _first(self, state: State, pace: Pace | None) -> str | None:
        return next((word.word for word in self.words if word.state is state and word.pace is pace), None)


THREE = StateWords(
    (
        StateWord("已完成", State.COMPLETED),
        StateWord("推进中", State.IN_PROGRESS),
        StateWord("未启动", State.NOT_STARTED),
        StateWord("长期坚持", State.ONGOING),
    )
)
FIVE = StateWords(
    (
        StateWord("已完成", State.COMPLETED),
        StateWord("超进度", State.IN_PROGRESS, Pace.AHEAD),
        StateWord("达进度", State.IN_PROGRESS, Pace.ON),
        StateWord("欠进度", State.IN_PROGRESS, Pace.BEHIND),
        StateWord("其他", State.IN_PROGRESS),
        StateWord("长期坚持", State.ONGOING),
    )
)

LONGEST_WORD = 8
MOST_WORDS = 16
# What a drop-down list of a workbook holds, commas included.
_LONGEST_LIST = 200
_SIGNS = frozenset("，,、;；\"“”'‘’|/\\")


def fault_in(wanted: StateWords) -> tuple[str, str] | None:
    """What is wrong with these words and what to do; None where every task finds a word and every word is clear."""
    names = [one.word for one in wanted.words]
    if "" in names:
        return "有一行没有写用语", "请填写，或删去这一行"
    for name in names:
        if len(name) > LONGEST_WORD or _SIGNS & set(name):
            return f"“{name}”太长或带有标点", f"请写成 {LONGEST_WORD} 个字以内、不带标点的词"
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        return f"“{twice}”写了两次", "一个词只能归入一种状态，请删去一个"
    if len(names) > MOST_WORDS or len(",".join(names)) > _LONGEST_LIST:
        return "用语太多", f"填报表的下拉列表放不下，请不要超过 {MOST_WORDS} 个词"
    meanings = {one.meaning for one in wanted.words}
    for state in (State.COMPLETED, State.ONGOING):
        if (state, None) not in meanings:
            return f"没有表示“{STATE_LABELS[state]}”的用语", "请添一个归入它的词"
    paces = {(State.IN_PROGRESS, pace) for pace in Pace}
    if (State.IN_PROGRESS, None) not in meanings:
        return "没有表示“推进中”的用语", "请添一个归入它、不分快慢的词：没有填报进度的任务要用"
    if meanings & paces and not paces <= meanings:
        return "按快慢区分时，三种快慢都要有词", "请补上快于、相当、慢于序时进度的词，或都改为“不分快慢”"
    return None
