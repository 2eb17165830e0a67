"""Limits counted from an event: how long a wording gives, and the day on which it ends."""

import json
from datetime import date

import pytest

from tracker.domain.relative_limits import Stretch, count_from, stretch_of
from tracker.domain.workdays import WorkCalendar
from tracker.paths import RESOURCES

WORK = WorkCalendar.of(json.loads((RESOURCES / "holidays.json").read_text("utf-8"))["years"])


@pytest.mark.parametrize(
    ("wording", "stretch"),
    [
        ("收到后5个工作日内", Stretch(5, "工作日")),
        ("收到交办单后３个工作日内", Stretch(3, "工作日")),
        ("自印发之日起十五日内", Stretch(15, "天")),
        ("受理后20天内", Stretch(20, "天")),
        ("发现后24小时内", Stretch(24, "小时")),
        ("十个工作日内", Stretch(10, "工作日")),
        ("汛期前", None),
        ("会后及时报送", None),
        ("", None),
    ],
)
def test_how_long(wording: str, stretch: Stretch | None) -> None:
    assert stretch_of(wording) == stretch


@pytest.mark.parametrize(
    ("wording", "since", "due", "words"),
    [
        ("收到后5个工作日内", date(2026, 9, 14), date(2026, 9, 20), "9月14日起算，当天不计，5 个工作日，跳过休息日和放假 1 天"),
        ("收到后4个工作日内", date(2026, 9, 23), date(2026, 9, 30), None),
        ("收到后5个工作日内", date(2026, 9, 23), date(2026, 10, 8), "9月23日起算，当天不计，5 个工作日，跳过休息日和放假 10 天"),
        ("收到后2个工作日内", date(2026, 9, 14), date(2026, 9, 16), "9月14日起算，当天不计，2 个工作日"),
        ("收到后3个工作日内", date(2026, 9, 30), date(2026, 10, 10), None),
        ("自印发之日起十五日内", date(2026, 9, 20), date(2026, 10, 5), "9月20日起算，当天不计，15 天"),
        ("发现后24小时内", date(2026, 12, 31), date(2027, 1, 1), "12月31日起算，当天不计，24 小时"),
    ],
)
def test_the_last_day(wording: str, since: date, due: date, words: str | None) -> None:
    counted = count_from(wording, since, WORK)
    assert counted is not None
    assert counted.due == due
    assert words is None or counted.words == words


def test_a_wording_without_a_number_has_no_last_day() -> None:
    assert count_from("汛期前", date(2026, 9, 1), WORK) is None
