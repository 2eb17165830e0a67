"""Words are found whether they are written full-width or half-width."""

import pytest

from tracker.domain.widths import compared, writings


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
