"""The light and its reason, as a table (DOMAIN §7)."""

from datetime import date

import pytest

from tracker.domain.lights import LightRules, light, pace
from tracker.domain.terms import DeadlineKind, Light, State

TODAY = date(2026, 9, 16)
START = date(2026, 1, 1)
DATE = DeadlineKind.DATE
DOING = State.IN_PROGRESS


@pytest.mark.parametrize(
    ("state", "kind", "due", "percent", "expected", "reason"),
    [
        (State.COMPLETED, DATE, date(2026, 1, 31), 100, Light.DONE, "已完成"),
        (State.ONGOING, DATE, date(2026, 1, 31), None, Light.ONGOING, "长期坚持"),
        (DOING, DeadlineKind.STANDING, None, None, Light.ONGOING, "长期坚持"),
        (DOING, DeadlineKind.RECURRING, None, 10, Light.ONGOING, "周期性工作"),
        (State.COMPLETED, DeadlineKind.STANDING, None, None, Light.DONE, "已完成"),
        (DOING, DATE, date(2026, 8, 31), 99, Light.RED, "逾期 16 天"),
        (DOING, DATE, date(2026, 9, 15), None, Light.RED, "逾期 1 天"),
        (DOING, DATE, date(2026, 9, 16), 98, Light.AMBER, "今天到期"),
        (DOING, DATE, date(2026, 9, 20), 97, Light.AMBER, "剩 4 天"),
        (DOING, DATE, date(2026, 9, 23), 97, Light.AMBER, "剩 7 天"),
        (DOING, DATE, date(2026, 9, 24), 97, Light.GREEN, "正常"),
        (DOING, DATE, date(2026, 12, 31), 71, Light.GREEN, "正常"),
        (DOING, DATE, date(2026, 12, 31), 62, Light.GREEN, "正常"),
        (DOING, DATE, date(2026, 12, 31), 60, Light.AMBER, "欠进度 11 点"),
        (DOING, DATE, date(2026, 12, 31), 43, Light.AMBER, "欠进度 28 点"),
        (DOING, DATE, date(2026, 12, 31), 40, Light.RED, "欠进度 31 点"),
        (State.NOT_STARTED, DATE, date(2026, 12, 31), 0, Light.RED, "欠进度 71 点"),
        (State.NOT_STARTED, DATE, date(2026, 12, 31), None, Light.GREEN, "正常"),
        (DOING, None, None, None, Light.GREEN, "未定时限"),
        (DOING, DeadlineKind.RELATIVE, None, 5, Light.GREEN, "时限待定"),
    ],
)
def test_light(state: State, kind: DeadlineKind | None, due: date | None, percent: float | None, expected: Light, reason: str) -> None:
    assert light(state, kind, due, START, percent, TODAY) == (expected, reason)


def test_a_stage_that_is_near_does_not_raise_the_pace_of_the_whole() -> None:
    due, end = date(2026, 9, 30), date(2027, 12, 31)
    assert light(DOING, DATE, due, START, 36, TODAY) == (Light.RED, "欠进度 59 点")
    assert light(DOING, DATE, due, START, 36, TODAY, pace_end=end) == (Light.GREEN, "正常")


def test_an_office_with_other_thresholds() -> None:
    rules = LightRules(amber_days=3, amber_points=5, red_points=15)
    assert light(DOING, DATE, date(2026, 9, 20), START, 97, TODAY, rules) == (Light.GREEN, "正常")
    assert light(DOING, DATE, date(2026, 12, 31), START, 55, TODAY, rules) == (Light.RED, "欠进度 16 点")
    assert light(DOING, DATE, date(2026, 12, 31), START, 65, TODAY, rules) == (Light.AMBER, "欠进度 6 点")


def test_without_a_threshold_on_time_is_still_green() -> None:
    rules = LightRules(amber_days=0, amber_points=0, red_points=30)
    assert light(DOING, DATE, date(2026, 12, 31), START, 90, TODAY, rules) == (Light.GREEN, "正常")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), pytest.approx(70.879, abs=0.001)),
        (date(2026, 10, 1), date(2026, 12, 31), 0),
        (date(2026, 1, 1), date(2026, 6, 30), 100),
        (date(2026, 9, 16), date(2026, 9, 17), 0),
        (date(2026, 9, 16), date(2026, 9, 16), None),
        (None, date(2026, 12, 31), None),
        (date(2026, 1, 1), None, None),
    ],
)
def test_pace(start: date | None, end: date | None, expected: float | None) -> None:
    assert pace(start, end, TODAY) == expected
