"""Figures as people write them."""

from fractions import Fraction

import pytest

from tracker.domain.amounts import Written, amount, places_of, read_amount, said, total


@pytest.mark.parametrize(
    ("text", "measure", "value", "doubt"),
    [
        ("1,280", "万元", "1280", ""),
        ("88.5%", "%", "88.5", ""),
        ("８８．５", "%", "88.5", ""),
        ("3200人", "人", "3200", ""),
        ("-0.6", "%", "-0.6", ""),
        ("  ", "%", "", ""),
        ("—", "%", "", ""),
        ("无", "户", "", ""),
        ("约88%", "%", "88", "不是准确的数"),
        ("100以上", "户", "100", "不是准确的数"),
        ("1.2亿元", "万元", "12000", "按12000万元读取"),
        ("3500万元", "亿元", "0.35", "按0.35亿元读取"),
        ("3200人", "户", "", "对不上"),
        ("12-15", "户", "", "看不出是哪个数"),
        ("正在统计", "户", "", "看不出是哪个数"),
        ("12户，其中新增3户", "户", "", "看不出是哪个数"),
    ],
)
def test_a_figure_is_read_asked_about_or_none(text: str, measure: str, value: str, doubt: str) -> None:
    found = read_amount(text, measure)
    assert found.value == value
    assert bool(found.doubt) == bool(doubt) and doubt in found.doubt


def test_what_is_kept_is_as_it_was_written() -> None:
    assert read_amount("4.20", "亿元") == Written("4.20")
    assert amount("4.20") == Fraction(21, 5) and amount("四") is None and amount("") is None


@pytest.mark.parametrize(("number", "places", "words"), [("0.05", 1, "0.1"), ("-0.04", 1, "0"), ("12.50", 2, "12.5"), ("1000", 0, "1000")])
def test_numbers_are_said_half_up_and_without_needless_noughts(number: str, places: int, words: str) -> None:
    assert said(Fraction(number), places) == words


def test_sums_leave_out_words() -> None:
    assert total(["1.5", "待定", "", "2"]) == Fraction(7, 2)
    assert places_of("1", "2.25", "约") == 2
