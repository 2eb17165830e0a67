"""Words are found whether they are written full-width or half-width."""

import pytest

from tracker.domain.widths import compared, place_of, writings


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("污水", {"污水"}),
        ("fgw", {"fgw"}),
        ("ＦＧＷ", {"FGW"}),
        ("14个", {"14个", "１４个"}),
        ("１４个", {"14个", "１４个"}),
        ("58%", {"58%", "５８％", "58％"}),
        ("(58%)", {"(58%)", "（５８％）", "（58％）", "（58%）"}),
    ],
)
def test_the_ways_in_which_a_word_is_written(typed: str, ways: set[str]) -> None:
    assert set(writings(typed)) == ways


def test_compared_texts_keep_their_places() -> None:
    assert compared("采用ＰＰＰ模式，达到８０％") == "采用ppp模式,达到80%"
    assert len(compared("（１）ＡＢ")) == 5


@pytest.mark.parametrize(
    ("word", "text", "at"),
    [
        ("污水", "治理污水", 2),
        ("污水", "治理汚水", -1),
        ("ppp", "采用ＰＰＰ模式", 2),
        ("ＰＰＰ", "采用Ppp模式", 2),
        ("80％", "达到８０%", 2),
        ("（1）", "见(１)条", 1),
        (".*", "第1.*条", 2),
        (".*", "第1条", -1),
    ],
)
def test_where_a_word_stands(word: str, text: str, at: int) -> None:
    assert place_of(word, text) == at
