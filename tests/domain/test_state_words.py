"""The office's own words of states: which word a task shows, which state a word means, and which lists are refused."""

import pytest

from tests.stores import TODAY
from tracker.domain.lights import LightRules, light
from tracker.domain.state_words import FIVE, MOST_WORDS, THREE, Pace, StateWord, StateWords, fault_in, pace_of
from tracker.domain.terms import Light, State

UNDER_WAY = State.IN_PROGRESS


@pytest.mark.parametrize(
    ("percent", "expected", "pace"),
    [
        (40, 60, Pace.BEHIND),
        (50, 60, Pace.BEHIND),
        (51, 60, Pace.ON),
        (69, 60, Pace.ON),
        (70, 60, Pace.AHEAD),
        (None, 60, None),
        (40, None, None),
    ],
)
def test_the_pace_is_judged_by_the_points_of_the_yellow_light(percent: float | None, expected: float | None, pace: Pace | None) -> None:
    assert pace_of(percent, expected, 10) is pace


def test_without_points_any_difference_counts_but_none_is_none() -> None:
    assert [pace_of(percent, 60, 0) for percent in (59.9, 60, 60.1)] == [Pace.BEHIND, Pace.ON, Pace.AHEAD]


def test_three_words_say_the_state_whatever_the_percentage() -> None:
    assert {THREE.of(UNDER_WAY, percent, 60, 10) for percent in (None, 0, 60, 99)} == {"推进中"}
    assert [THREE.of(state) for state in State] == ["未启动", "推进中", "已完成", "长期坚持"]


def test_five_words_say_how_work_stands_to_its_pace() -> None:
    assert [FIVE.of(UNDER_WAY, percent, 60, 10) for percent in (80, 60, 30, None)] == ["超进度", "达进度", "欠进度", "其他"]
    assert (FIVE.of(State.COMPLETED, 100, 60, 10), FIVE.of(State.ONGOING)) == ("已完成", "长期坚持")


def test_an_office_without_a_word_for_not_begun_says_how_it_stands_where_a_figure_was_reported() -> None:
    assert FIVE.of(State.NOT_STARTED, 0, 40, 10) == "欠进度"
    assert FIVE.of(State.NOT_STARTED, 0, 5, 10) == "达进度"
    assert FIVE.of(State.NOT_STARTED, None, 40, 10) == FIVE.of(State.NOT_STARTED) == "其他"
    assert FIVE.counted(State.NOT_STARTED) is UNDER_WAY and THREE.counted(State.NOT_STARTED) is State.NOT_STARTED


def test_of_two_words_with_one_meaning_the_first_is_shown_and_both_are_read() -> None:
    words = StateWords((*THREE.words, StateWord("加紧办理", UNDER_WAY)))
    assert words.of(UNDER_WAY) == "推进中" and "加紧办理" not in {one.word for one in words.shown()}
    read = words.read(" 加紧 办理")
    assert read is not None and read.state is UNDER_WAY
    assert words.read("停工") is None


def test_menus_name_the_stored_states() -> None:
    assert [FIVE.general(state) for state in State] == ["未启动", "推进中", "已完成", "长期坚持"]
    assert StateWords((StateWord("办结", State.COMPLETED),)).general(State.COMPLETED) == "办结"


def test_the_light_says_the_office_word() -> None:
    words = StateWords((StateWord("办结", State.COMPLETED), *THREE.words[1:]))
    assert light(State.COMPLETED, None, None, None, 100, TODAY, LightRules(words=words)) == (Light.DONE, "办结")


def _with(*words: StateWord) -> StateWords:
    return StateWords((*THREE.words, *words))


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (StateWords(THREE.words[1:]), "没有表示“已完成”的用语"),
        (StateWords(THREE.words[:3]), "没有表示“长期坚持”的用语"),
        (StateWords((THREE.words[0], *THREE.words[2:])), "没有表示“推进中”的用语"),
        (_with(StateWord("滞后", UNDER_WAY, Pace.BEHIND)), "三种快慢都要有词"),
        (_with(StateWord("", UNDER_WAY)), "没有写用语"),
        (_with(StateWord("推进中", State.COMPLETED)), "写了两次"),
        (_with(StateWord("办理中,待核", UNDER_WAY)), "太长或带有标点"),
        (_with(StateWord("正在按照计划有序推进", UNDER_WAY)), "太长或带有标点"),
        (_with(*(StateWord(f"办理{number}", UNDER_WAY) for number in range(MOST_WORDS))), "用语太多"),
    ],
)
def test_words_that_leave_something_open_are_refused(wanted: StateWords, says: str) -> None:
    fault = fault_in(wanted)
    assert fault is not None and says in fault[0] and fault[1]


def test_both_presets_are_whole() -> None:
    assert fault_in(THREE) is None and fault_in(FIVE) is None
