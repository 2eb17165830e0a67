"""Values → how an indicator stands and where it will end: the rule as a table."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.figures import Reckoning, usual_reckoning
from tracker.domain.indicators import IndicatorFacts, Standing, expected_at, forecast, judge
from tracker.domain.terms import Light

AUTUMN = date(2026, 9, 30)


def of(
    comparison: str = ">=", target: str = "92", base: str = "88", actuals: str = "", *, nature: str = "约束性", **more: object
) -> IndicatorFacts:
    """`actuals`: "2026-03 89, 2026-06 90"."""
    values = tuple((one.split()[0], one.split()[1]) for one in actuals.split(",") if one.strip())
    facts = {"measure": "%", "base": base, "base_year": 2025 if base else None, "target_year": 2026, "actuals": values}
    return IndicatorFacts(str(more.pop("name", "优良天数比例")), nature=nature, comparison=comparison, target=target, **{**facts, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "standing", "light", "words"),
    [
        (of(), Standing.UNKNOWN, None, "还没有填完成值"),
        (of(target="显著改善", actuals="2026-06 90"), Standing.UNKNOWN, None, "不能比较"),
        (of(actuals="2026-09 92"), Standing.REACHED, Light.DONE, "达到目标"),
        (of(actuals="2026-09 93.5"), Standing.REACHED, Light.DONE, "超过目标 1.5"),
        (of(">", actuals="2026-09 92"), Standing.ON_TRACK, Light.GREEN, "没有越过目标值"),
        (of(">", actuals="2026-09 92.1"), Standing.REACHED, Light.DONE, ""),
        (of(actuals="2026-09 91"), Standing.ON_TRACK, Light.GREEN, "序时应为 91"),
        (of(actuals="2026-09 90.9"), Standing.BEHIND, Light.RED, "约束性指标必须完成"),
        (of(actuals="2026-09 90.9", nature="预期性"), Standing.BEHIND, Light.AMBER, "还差 1.1"),
        (of("<=", target="20", base="28", actuals="2026-09 21"), Standing.ON_TRACK, Light.GREEN, ""),
        (of("<=", target="20", base="28", actuals="2026-09 23"), Standing.BEHIND, Light.RED, ""),
        (of("<=", target="20", base="28", actuals="2026-09 19"), Standing.REACHED, Light.DONE, "超过目标 1"),
        (of("<", target="20", base="28", actuals="2026-09 20"), Standing.ON_TRACK, Light.GREEN, "没有越过目标值"),
        (of("=", target="100", base="95", actuals="2026-09 100"), Standing.REACHED, Light.DONE, ""),
        (of("=", target="0", base="6", actuals="2026-09 3"), Standing.BEHIND, Light.RED, ""),
        (of("=", target="0", base="", actuals="2026-09 0"), Standing.REACHED, Light.DONE, ""),
        (of("=", target="30", base="45", actuals="2026-09 32"), Standing.ON_TRACK, Light.GREEN, ""),
        (of(base="", actuals="2026-09 90"), Standing.UNKNOWN, None, "没有基期值或年度目标"),
        (of(base="", actuals="2026-03 80, 2026-09 89"), Standing.ON_TRACK, Light.GREEN, "按最近两次推算"),
        (of(base="", actuals="2026-03 89, 2026-09 90"), Standing.BEHIND, Light.RED, "达不到目标"),
        (of("=", "3200", "0", "2026-06 1500", measure="人", name="新增就业"), Standing.BEHIND, Light.RED, "序时应为 1587"),
        (of("=", "3200", "0", "2026-06 1600", measure="人", name="新增就业"), Standing.ON_TRACK, Light.GREEN, ""),
    ],
)  # fmt: skip
def test_a_value_is_judged_by_the_sign_and_the_way_from_the_base(
    facts: IndicatorFacts, standing: Standing, light: Light | None, words: str
) -> None:
    found = judge(facts, AUTUMN)
    assert (found.standing, found.light) == (standing, light)
    assert words in found.words


@pytest.mark.parametrize(
    ("facts", "standing", "label"),
    [
        (of(actuals="2026 91"), Standing.MISSED, "约束性·未完成"),
        (of(actuals="2026 91", nature="预期性"), Standing.MISSED, "未完成"),
        (of(actuals="2025 91"), Standing.UNKNOWN, "不能判断"),
        (of(actuals="2026-12 92"), Standing.REACHED, "已达标"),
        (of(), Standing.UNKNOWN, "不能判断"),
    ],
)
def test_when_the_year_is_over_a_target_is_reached_missed_or_not_known(facts: IndicatorFacts, standing: Standing, label: str) -> None:
    found = judge(facts, date(2027, 1, 20))
    assert (found.standing, found.label) == (standing, label)


def test_aims_of_years_bend_the_way() -> None:
    facts = of(target="100", base="80", target_year=2030, base_year=2025, aims=(("2026", "90"),))
    assert expected_at(facts, date(2026, 12, 31)) == 90
    assert expected_at(facts, date(2028, 12, 31)) == 90 + 10 * Fraction(731, 1461)
    assert expected_at(facts, date(2024, 6, 1)) is None
    assert expected_at(facts, date(2031, 6, 1)) == 100


@pytest.mark.parametrize(
    ("facts", "value", "method"),
    [
        (of(actuals="2026-06 90"), "90", "按基期到最近一次推算"),
        (of(base="", actuals="2026-06 90"), None, ""),
        (of(base="", actuals="2026-06 90, 2026-09 91"), "92", "按最近两次推算"),
        (of(base="", actuals="2026-03 70, 2026-06 95"), "100", "按最近两次推算"),
        (of(base="10", measure="条", name="黑臭水体", target="0", comparison="<=", actuals="2026-06 2"), "0", "按基期到最近一次推算"),
        (of(base="88", actuals="2026-03 89, 2026-06 90, 2026-09 91"), "92", "按基期和3次完成值线性推算"),
        (of(base="", target_year=2028, actuals="2024 80, 2025 82, 2026 84"), "88", "按3次完成值线性推算"),
    ],
)
def test_the_forecast_says_by_what_it_goes(facts: IndicatorFacts, value: str | None, method: str) -> None:
    found = forecast(facts, date(2027, 1, 5))
    if value is None:
        assert found is None
    elif value == "90":
        assert found is not None and round(float(found[0]), 1) == 92.0 and found[1] == method
    else:
        assert found is not None and abs(found[0] - Fraction(value)) < Fraction(1, 10) and found[1] == method


def test_a_period_that_is_not_over_counts_as_of_today() -> None:
    half = judge(of(actuals="2026 90.5"), date(2026, 7, 2))
    assert half.standing is Standing.ON_TRACK and half.latest is not None and half.latest.day == date(2026, 7, 2)


@given(st.sampled_from(["", "=", ">=", "<=", ">", "<"]), *(st.decimals(0, 500, places=1) for _ in range(3)), st.integers(1, 12))
def test_whatever_is_reported_has_a_standing_and_words(sign: str, target: object, base: object, value: object, month: int) -> None:
    facts = of(sign, str(target), str(base), f"2026-{month:02} {value}", name="甲", measure="个")
    found = judge(facts, date(2026, 12, 31))
    assert found.words and found.label
    assert (found.light is None) == (found.standing is Standing.UNKNOWN)
    if found.standing is Standing.REACHED:
        assert found.missing is not None and found.missing <= 0


def yearly(
    actuals: str = "", *, nature: str = "预期性", aims: tuple[tuple[str, str], ...] = (("2026", "1200"), ("2027", "1500"))
) -> IndicatorFacts:
    """New jobs of a plan to 2030, counted anew from every January."""
    return of(
        ">=",
        "1600",
        "",
        actuals,
        nature=nature,
        measure="人/年",
        name="城镇新增就业",
        target_year=2030,
        aims=aims,
        reckoning=Reckoning.YEAR,
    )


@pytest.mark.parametrize(
    ("facts", "day", "standing", "year", "words"),
    [
        (yearly(), AUTUMN, Standing.UNKNOWN, 2026, "还没有填完成值"),
        (yearly("2026-09 900"), AUTUMN, Standing.ON_TRACK, 2026, "序时应为 898"),
        (yearly("2026-09 890"), AUTUMN, Standing.BEHIND, 2026, "按2026年目标 1200 判断"),
        (yearly("2026-06 700, 2026-09 1210"), AUTUMN, Standing.REACHED, 2026, "超过目标 10"),
        (yearly("2026-12 1250, 2027-03 370"), date(2027, 4, 2), Standing.ON_TRACK, 2027, "按年初到最近一次推算"),
        (yearly("2026-12 1250, 2027-03 360"), date(2027, 4, 2), Standing.BEHIND, 2027, "达不到目标"),
        (yearly("2026-12 1250"), date(2027, 1, 20), Standing.REACHED, 2026, "2026年12月完成 1250"),
        (yearly("2026 1190"), date(2027, 1, 20), Standing.MISSED, 2026, "还差 10"),
        (yearly("2026-09 900"), date(2027, 2, 20), Standing.UNKNOWN, 2026, "还没有填2026年全年的完成值"),
        (yearly("2028-06 800"), date(2028, 7, 1), Standing.ON_TRACK, 2028, "按2028年目标 1600 判断"),
        (yearly("2027-03 280", aims=(("2027", "1500"), ("2027-Q1", "270"))), date(2027, 4, 2), Standing.ON_TRACK, 2027, "序时应为 270"),
        (yearly("2027-03 280, 2027-04 400, 2027-05 540"), date(2027, 6, 2), Standing.BEHIND, 2027, "按年初和3次完成值线性推算"),
    ],
)  # fmt: skip
def test_values_that_begin_anew_each_year_are_judged_within_their_year(
    facts: IndicatorFacts, day: date, standing: Standing, year: int, words: str
) -> None:
    found = judge(facts, day)
    assert (found.standing, found.year) == (standing, year)
    assert words in found.words


@given(st.integers(0, 3000), st.integers(1, 12))
def test_what_other_years_reached_does_not_change_the_judgement(other: int, month: int) -> None:
    own = f"2027-{month:02} 600"
    alone, beside = yearly(own), yearly(f"2026-12 {other}, {own}")
    assert judge(alone, date(2027, 12, 31)) == judge(beside, date(2027, 12, 31))


@pytest.mark.parametrize(
    ("name", "measure", "reckoning"),
    [
        ("城镇新增就业", "人/年", Reckoning.YEAR),
        ("每年新建改建公厕", "座", Reckoning.YEAR),
        ("地区生产总值每年增速", "%", Reckoning.LEVEL),
        ("规上工业企业户数", "户", Reckoning.LEVEL),
    ],
)
def test_an_indicator_is_reckoned_by_its_own_words(name: str, measure: str, reckoning: Reckoning) -> None:
    assert usual_reckoning(name, measure) is reckoning
