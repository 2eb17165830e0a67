"""Facts are found in the passage of their row by their words."""

import pytest

from tracker.domain.plan_lists import IndicatorRecord
from tracker.usecases.fact_places import fact_places, place_of


@pytest.mark.parametrize(
    ("words", "passage", "found"),
    [
        ("5", "1 全县5G基站 25 5 个", "5"),
        ("4.8", "14.8 4.85 4.8", "4.8"),
        ("县卫 健局", "牵头：县卫\n健局、县教育局", "县卫\n健局"),
        ("县林业局", "牵头：县卫健局", None),
        ("", "牵头", None),
    ],
)
def test_words_are_found_whole(words: str, passage: str, found: str | None) -> None:
    place = place_of(words, passage, 100)
    assert (passage[place[0] - 100 : place[1] - 100] if place else None) == found


def test_a_figure_is_looked_for_behind_the_name() -> None:
    row = IndicatorRecord(1, 1, "3", "", "3岁以下托位数", "个", ">=", "3", "预期性", 10, 40)
    passage = "3\t3岁以下托位数（个）\t≥3\t预期性"
    places = fact_places(row, passage)
    start, end = places["value"]
    assert passage[start - 10 - 1 : end - 10] == "≥3"
