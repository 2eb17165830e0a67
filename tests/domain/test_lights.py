"""The light and its reason, as a table (DOMAIN §7)."""

from datetime import date

import pytest

from tracker.domain.light_words import fault_in, rule_words, why
from tracker.domain.lights import BY_MONTHS, DEFAULT, PRESETS, THREE_DAYS, Cause, LightRules, figures, light, pace
from tracker.domain.terms import DeadlineKind, Light, State

TODAY = date(2026, 9, 16)
START = date(2026, 1, 1)
DATE = DeadlineKind.DATE
DOING = State.IN_PROGRESS
RED, AMBER, GREEN = Light.RED, Light.AMBER, Light.GREEN
OVERDUE, DAYS, POINTS, SHARE, SILENT, ENDLESS = Cause
FAR = date(2026, 12, 31)


def office(amber_days: float, amber_points: float, red_points: float) -> LightRules:
    return DEFAULT.changed(AMBER, DAYS, amber_days).changed(AMBER, POINTS, amber_points).changed(RED, POINTS, red_points)


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
    rules = office(amber_days=3, amber_points=5, red_points=15)
    assert light(DOING, DATE, date(2026, 9, 20), START, 97, TODAY, rules) == (Light.GREEN, "正常")
    assert light(DOING, DATE, date(2026, 12, 31), START, 55, TODAY, rules) == (Light.RED, "欠进度 16 点")
    assert light(DOING, DATE, date(2026, 12, 31), START, 65, TODAY, rules) == (Light.AMBER, "欠进度 6 点")


def test_without_a_threshold_on_time_is_still_green() -> None:
    rules = office(amber_days=0, amber_points=0, red_points=30)
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


MONTHS = LightRules(BY_MONTHS)


@pytest.mark.parametrize(
    ("rules", "due", "percent", "silent", "expected", "reason"),
    [
        (DEFAULT, FAR, 70, 1, GREEN, "正常"),
        (DEFAULT, FAR, 70, 2, RED, "连续 2 期未报送"),
        (DEFAULT, FAR, 60, 3, RED, "连续 3 期未报送"),
        (DEFAULT, FAR, 30, 2, RED, "欠进度 41 点"),
        (DEFAULT, date(2026, 9, 10), 30, 2, RED, "逾期 6 天"),
        (DEFAULT, None, None, 2, RED, "连续 2 期未报送"),
        (DEFAULT.changed(RED, SILENT, on=False), FAR, 70, 5, GREEN, "正常"),
        (DEFAULT.changed(AMBER, SILENT), FAR, 70, 1, AMBER, "连续 1 期未报送"),
        (DEFAULT.changed(RED, SILENT, 3).changed(AMBER, SILENT, 2), FAR, 70, 2, AMBER, "连续 2 期未报送"),
        (LightRules(THREE_DAYS), date(2026, 9, 20), 99, 0, GREEN, "正常"),
        (LightRules(THREE_DAYS), date(2026, 9, 19), 99, 0, AMBER, "剩 3 天"),
        (MONTHS, date(2026, 9, 20), 99, 0, GREEN, "正常"),
        (MONTHS, date(2026, 9, 15), 99, 0, AMBER, "逾期 1 天"),
        (MONTHS, date(2026, 8, 18), 99, 0, AMBER, "逾期 29 天"),
        (MONTHS, date(2026, 8, 17), 99, 0, RED, "逾期 30 天"),
        (MONTHS, FAR, 36, 0, AMBER, "欠进度 35 点"),
        (MONTHS, FAR, 35, 0, RED, "欠进度 36 点"),
        (MONTHS, FAR, 57, 0, GREEN, "正常"),
        (MONTHS, FAR, 56, 0, AMBER, "欠进度 15 点"),
        (MONTHS, FAR, None, 1, AMBER, "连续 1 期未报送"),
        (MONTHS, FAR, None, 2, RED, "连续 2 期未报送"),
        (DEFAULT.changed(RED, OVERDUE, 5), date(2026, 9, 12), None, 0, AMBER, "逾期 4 天"),
        (DEFAULT.changed(RED, OVERDUE, on=False).changed(AMBER, DAYS, on=False), date(2026, 9, 12), None, 0, GREEN, "逾期 4 天"),
        (DEFAULT.changed(RED, DAYS, 2), date(2026, 9, 18), None, 0, RED, "剩 2 天"),
    ],
)
def test_the_table_of_an_office(
    rules: LightRules, due: date | None, percent: float | None, silent: int, expected: Light, reason: str
) -> None:
    kind = None if due is None else DATE
    assert light(DOING, kind, due, START, percent, TODAY, rules, silent=silent) == (expected, reason)
    assert why(figures(DOING, kind, due, START, percent, TODAY, silent=silent), rules, due)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", [None, *DeadlineKind])
def test_a_duty_without_an_end_is_silent_by_a_rule_of_its_own(state: State, kind: DeadlineKind | None) -> None:
    strict = DEFAULT.changed(RED, ENDLESS, 3).changed(AMBER, ENDLESS, 2)
    shown = [light(state, kind, None, START, None, TODAY, rules, silent=3)[0] for rules in (DEFAULT, strict)]
    endless = state is State.ONGOING or kind in (DeadlineKind.STANDING, DeadlineKind.RECURRING)
    assert shown == ([Light.DONE] * 2 if state is State.COMPLETED else [Light.ONGOING, RED] if endless else [RED, RED])


def test_what_a_person_set_goes_before_all_rules_but_completion() -> None:
    late = (DATE, date(2026, 8, 31), START, 99, TODAY)
    assert light(DOING, *late, by_hand=(GREEN, "已口头同意延期")) == (GREEN, "人工定灯：已口头同意延期")
    assert light(State.ONGOING, *late, by_hand=(RED, "群众反映强烈")) == (RED, "人工定灯：群众反映强烈")
    assert light(State.COMPLETED, *late, by_hand=(RED, "群众反映强烈")) == (Light.DONE, "已完成")


@pytest.mark.parametrize(
    ("rules", "due", "percent", "unheard", "told"),
    [
        (DEFAULT, FAR, 40, (), "序时进度 70.9%，已报 40%，欠 30.9 点，超过红灯线 30 点"),
        (DEFAULT, FAR, 60, (), "序时进度 70.9%，已报 60%，欠 10.9 点，达到黄灯线 10 点"),
        (DEFAULT, date(2026, 8, 31), None, (), "时限 2026-08-31，逾期 16 天，达到红灯线 1 天"),
        (DEFAULT, date(2026, 9, 20), 97, (), "时限 2026-09-20，还剩 4 天，在黄灯线 7 天以内"),
        (DEFAULT, None, None, ("2026-07", "2026-08"), "连续 2 期未报送（2026-07、2026-08），达到红灯线 2 期"),
        (DEFAULT, FAR, 72, (), "时限 2026-12-31，还剩 106 天；序时进度 70.9%，已报 72%，超 1.1 点，没有达到亮灯的界线"),
        (DEFAULT, None, None, (), "没有确定的时限日期，无从判断早晚"),
        (MONTHS, FAR, 20, (), "序时进度 70.9%，已报 20%，欠 50.9 点，是序时进度的 71.8%，达到红灯线 50%"),
        (
            DEFAULT,
            date(2026, 9, 15),
            30,
            ("2026-07", "2026-08"),
            "时限 2026-09-15，逾期 1 天，达到红灯线 1 天；序时进度 100%，已报 30%，欠 70 点，超过红灯线 30 点；"
            "连续 2 期未报送（2026-07、2026-08），达到红灯线 2 期",
        ),
    ],
)
def test_why(rules: LightRules, due: date | None, percent: float | None, unheard: tuple[str, ...], told: str) -> None:
    seen = figures(DOING, None if due is None else DATE, due, START, percent, TODAY, silent=len(unheard))
    assert why(seen, rules, due, unheard) == told


def test_rows_in_words() -> None:
    shown = [(row.light, rule_words(row)) for row in LightRules().rows if row.on]
    assert shown == [
        (RED, "逾期 1 天以上"),
        (RED, "欠超过 30 点"),
        (RED, "满 2 期"),
        (AMBER, "剩 7 天以内"),
        (AMBER, "欠 10 点以上"),
    ]
    assert [rule_words(MONTHS.row(shade, SHARE)) for shade in (RED, AMBER)] == ["序时进度欠 50% 以上", "序时进度欠 20% 以上"]


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        *((LightRules(rows), None) for _name, rows in PRESETS),
        (DEFAULT.changed(AMBER, POINTS, 31), "永远亮不了"),
        (DEFAULT.changed(AMBER, POINTS, 31, on=False), None),
        (DEFAULT.changed(RED, DAYS, 8), "永远亮不了"),
        (DEFAULT.changed(RED, OVERDUE, 0), "应在 1 到"),
        (DEFAULT.changed(AMBER, SHARE, 101), "应在 1 到 100"),
        (DEFAULT.changed(AMBER, SHARE, 101, on=False), None),
        (DEFAULT.changed(AMBER, SILENT, 3), "永远亮不了"),
    ],
)
def test_rules_that_cannot_be(rules: LightRules, fault: str | None) -> None:
    found = fault_in(rules)
    assert (found is None) if fault is None else (found is not None and fault in found[0])
