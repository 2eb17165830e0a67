"""Whether a public service meets its standard, in the words of units."""

import pytest

from tracker.domain.figures import ServiceStanding
from tracker.domain.service_words import read_standing

MET, PARTLY, UNMET = ServiceStanding.MET, ServiceStanding.PARTLY, ServiceStanding.UNMET


@pytest.mark.parametrize(
    ("text", "standing", "words"),
    [
        ("已达标", MET, ""),
        (" 达 标 ", MET, ""),
        ("√", MET, ""),
        ("部分达标，还差两个村", PARTLY, "还差两个村"),
        ("部分达标（缺一名医师）", PARTLY, "缺一名医师"),
        ("未达标:经费没有到位", UNMET, "经费没有到位"),
        ("否", UNMET, ""),
    ],
)
def test_what_is_said_plainly(text: str, standing: ServiceStanding, words: str) -> None:
    assert read_standing(text) == (standing, words, "")


@pytest.mark.parametrize(("text", "standing"), [("基本达标", PARTLY), ("已完成，全县覆盖", MET), ("正在推进", PARTLY)])
def test_what_is_nearly_said_is_asked_about(text: str, standing: ServiceStanding) -> None:
    said = read_standing(text)
    assert said.standing is standing and f"按{standing.label}读取" in said.doubt


@pytest.mark.parametrize("text", ["", "98%", "见附件", "不是都达标", "按标准执行中"])
def test_what_says_nothing_of_it_is_no_standing(text: str) -> None:
    said = read_standing(text)
    assert said.standing is None and "看不出是否达标" in said.doubt
