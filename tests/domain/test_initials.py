"""First letters instead of characters."""

import pytest

from tracker.domain.initials import are_initials
from tracker.storage.reading.initials import letters


@pytest.mark.parametrize(
    ("typed", "text", "at"),
    [
        ("fgw", "县发改委", 1),
        ("FGW", "市发改委", 1),
        ("zrzyj", "自然资源局", 0),
        ("zq", "重庆路小学", 0),
        ("cq", "重庆路小学", 0),
        ("zd", "重点项目", 0),
        ("ga", "县公安局", 1),
        ("gb", "县公安局", -1),
        ("5gjz", "5G基站", 0),
        ("wsj", "县卫健局", -1),
    ],
)
def test_letters_stand_for_characters(typed: str, text: str, at: int) -> None:
    assert letters().find(typed, text) == at


@pytest.mark.parametrize(("typed", "meant"), [("fgw", True), ("f", False), ("发改", False), ("a1", False), ("fg w", False)])
def test_when_letters_are_meant(typed: str, meant: bool) -> None:
    assert are_initials(typed) is meant


def test_places_in_the_text_hold() -> None:
    text = "İ县发改委"
    at = letters().find("fgw", text)
    assert text[at : at + 3] == "发改委"
