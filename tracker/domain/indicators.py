"""How an indicator stands against its target: reached, on its way, behind, missed or not known, and where it will end if it goes on so.

What should have been reached by a day lies on the straight line from the base (end of its year) over the aims of the years between
to the target (end of its year). The forecast goes on from the reported values in a straight line. All figures are exact fractions.
An indicator whose values begin anew each year (当年累计) is judged within the year of its latest value: from nought on New Year's Day
to that year's aim.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from tracker.domain.amounts import amount, places_of, said
from tracker.domain.figures import Reckoning, period_said
from tracker.domain.periods import end_of
from tracker.domain.terms import Light

_RATES = ("率", "比例", "比重", "占比")
_FITTED = 3
"""From so many points on the line is fitted; two give it outright."""


class Standing(StrEnum):
    """How an indicator stands. `missed`: its year is over and the target was not reached."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    MISSED = "missed"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Standing.REACHED: "已达标",
    Standing.ON_TRACK: "达序时",
    Standing.BEHIND: "落后序时",
    Standing.MISSED: "未完成",
    Standing.UNKNOWN: "不能判断",
}


class IndicatorFacts(NamedTuple):
    """An indicator with its values: (period, decimal text). `target_year` None: not known. Texts that are no figures count as none.
    `reckoning` YEAR: the values begin anew each year; a year of which no aim is known has the target itself as its aim."""

    name: str
    measure: str
    nature: str
    comparison: str
    target: str
    base: str = ""
    base_year: int | None = None
    target_year: int | None = None
    aims: tuple[tuple[str, str], ...] = ()
    actuals: tuple[tuple[str, str], ...] = ()
    reckoning: Reckoning = Reckoning.LEVEL

    @property
    def is_binding(self) -> bool:
        """约束性: must be reached."""
        return "约束" in self.nature

    @property
    def rises(self) -> bool:
        """Whether more is better: by the sign; where the target is to be met exactly, by the side on which the base lies."""
        if self.comparison in (">", ">="):
            return True
        if self.comparison in ("<", "<="):
            return False
        base, target = amount(self.base), amount(self.target)
        return target != 0 if base is None or target is None or base == target else base < target


class Point(NamedTuple):
    """A figure on a day; `period` "" for the base and the target."""

    day: date
    value: Fraction
    period: str = ""


class Judgement(NamedTuple):
    """`expected`: what should have been reached with `latest`; `missing`: how much is left to the target (negative: beyond it);
    `forecast` for the end of the target year by `method`; `words`: all of it in a sentence; `label` tells 约束性 more strongly.
    `year`: the one whose own aim `goal` it was judged against, for values that begin anew each year; None: against the target."""

    standing: Standing
    light: Light | None
    label: str
    words: str
    latest: Point | None = None
    expected: Fraction | None = None
    missing: Fraction | None = None
    forecast: Fraction | None = None
    method: str = ""
    year: int | None = None
    goal: str = ""


def in_hand(facts: IndicatorFacts, today: date) -> IndicatorFacts:
    """What is judged on a day: the indicator itself; where its values begin anew each year, that year alone of which the latest value is,
    from nought to its aim. Without any value it is the year of the day, the target's at the latest."""
    if facts.reckoning is Reckoning.LEVEL:
        return facts
    told = [day for period, text in facts.actuals if (day := end_of(period)) is not None and amount(text) is not None]
    year = max(told).year if told else min(today.year, facts.target_year or today.year)
    aims = dict(facts.aims)
    return facts._replace(
        target=aims.get(str(year), facts.target),
        base="0",
        base_year=year - 1,
        target_year=year,
        aims=tuple((period, text) for period, text in facts.aims if period != str(year) and period[:4] == str(year)),
        actuals=tuple((period, text) for period, text in facts.actuals if (day := end_of(period)) is not None and day.year == year),
        reckoning=Reckoning.LEVEL,
    )


def way(facts: IndicatorFacts) -> tuple[Point, ...]:
    """The corners of the line from the base over the aims to the target, by day."""
    corners: dict[date, Point] = {}
    base, target = amount(facts.base), amount(facts.target)
    if base is not None and facts.base_year is not None:
        corners[date(facts.base_year, 12, 31)] = Point(date(facts.base_year, 12, 31), base)
    for period, text in facts.aims:
        day, value = end_of(period), amount(text)
        if day is not None and value is not None:
            corners[day] = Point(day, value, period)
    if target is not None and facts.target_year is not None:
        corners[date(facts.target_year, 12, 31)] = Point(date(facts.target_year, 12, 31), target)
    return tuple(corners[day] for day in sorted(corners))


def expected_at(facts: IndicatorFacts, day: date) -> Fraction | None:
    """What should have been reached by a day; None before the first corner of the way."""
    corners = way(facts)
    if not corners or day < corners[0].day:
        return None
    for before, after in pairwise(corners):
        if day <= after.day:
            share = Fraction((day - before.day).days, (after.day - before.day).days)
            return before.value + (after.value - before.value) * share
    return corners[-1].value


def reported(facts: IndicatorFacts, today: date) -> tuple[Point, ...]:
    """The values that were reached, by the last day of their period; a period that is not over counts as of today."""
    found = []
    for period, text in facts.actuals:
        day, value = end_of(period), amount(text)
        if day is not None and value is not None:
            found.append((day, Point(min(day, today), value, period)))
    return tuple(point for _day, point in sorted(found, key=lambda one: one[0]))


def forecast(facts: IndicatorFacts, today: date) -> tuple[Fraction, str] | None:
    """The value at the end of the target year if it goes on so, and by what method; None with fewer than two points to go by."""
    points = _trend(facts, reported(facts, today))
    if facts.target_year is None or len(points) < 2:
        return None
    goal = date(facts.target_year, 12, 31).toordinal()
    days = [point.day.toordinal() for point in points]
    values = [point.value for point in points]
    if len(points) < _FITTED:
        slope = (values[1] - values[0]) / (days[1] - days[0])
        found = values[1] + slope * (goal - days[1])
        method = "按最近两次推算" if points[0].period else "按基期到最近一次推算"
    else:
        middle, mean = Fraction(sum(days), len(days)), sum(values, Fraction(0)) / len(values)
        spread = sum(((day - middle) ** 2 for day in days), Fraction(0))
        slope = sum(((day - middle) * (value - mean) for day, value in zip(days, values, strict=True)), Fraction(0)) / spread
        found = mean + slope * (goal - middle)
        told = sum(bool(point.period) for point in points)
        method = f"按{'' if points[0].period else '基期和'}{told}次完成值线性推算"
    return _bounded(facts, points, found), method


def _trend(facts: IndicatorFacts, values: Sequence[Point]) -> list[Point]:
    """The points that the forecast goes by: those of the last year where it has several, else the last of every year; the base before
    them where it stands at the end of the year before."""
    if not values:
        return []
    year = values[-1].day.year
    recent = [point for point in values if point.day.year == year]
    chosen = recent if len(recent) > 1 else list({point.day.year: point for point in values}.values())
    base = amount(facts.base)
    if base is not None and facts.base_year is not None and facts.base_year < chosen[0].day.year:
        near = facts.base_year == year - 1 or len(recent) == 1
        chosen = [Point(date(facts.base_year, 12, 31), base), *chosen] if near else chosen
    by_day = {point.day: point for point in chosen}
    return [by_day[day] for day in sorted(by_day)]


def _bounded(facts: IndicatorFacts, points: Sequence[Point], value: Fraction) -> Fraction:
    """No rate above 100 %, nothing below nought that never was below it."""
    target = amount(facts.target)
    known = [point.value for point in points] + ([] if target is None else [target])
    if facts.measure in ("%", "％") and facts.name.endswith(_RATES) and max(known) <= 100:
        value = min(value, Fraction(100))
    return max(value, Fraction(0)) if min(known) >= 0 else value


def meets(facts: IndicatorFacts, value: Fraction, target: Fraction) -> bool:
    """Whether a value satisfies a target by the indicator's sign; one to be met exactly is met from its own side."""
    if facts.comparison == ">":
        return value > target
    if facts.comparison == "<":
        return value < target
    return value >= target if facts.rises else value <= target


def judge(facts: IndicatorFacts, today: date) -> Judgement:
    """How the indicator stands on a day and why, in words."""
    if facts.reckoning is Reckoning.LEVEL:
        return _judge(facts, today)
    own = in_hand(facts, today)
    found, year = _judge(own, today), own.target_year
    if found.standing is Standing.MISSED and found.latest is not None and found.latest.day < date(year or 0, 12, 31):
        found = _unknown(f"{_at(own, found.latest)}；{year}年已过，还没有填{year}年全年的完成值", found.latest)
    words = f"{found.words}；当年累计，按{year}年目标 {own.target} 判断" if found.latest else found.words
    return found._replace(words=words.replace("基期", "年初"), method=found.method.replace("基期", "年初"), year=year, goal=own.target)


def _judge(facts: IndicatorFacts, today: date) -> Judgement:
    target, values = amount(facts.target), reported(facts, today)
    over = facts.target_year is not None and today > date(facts.target_year, 12, 31)
    latest = values[-1] if values else None
    if target is None:
        return _unknown("目标值不是一个数，不能比较", latest)
    if latest is None:
        return _unknown(f"{facts.target_year}年已过，还没有填完成值" if over else "还没有填完成值")
    missing = target - latest.value if facts.rises else latest.value - target
    ahead = forecast(facts, today)
    expected = expected_at(facts, latest.day)
    if meets(facts, latest.value, target):
        standing = Standing.REACHED
    elif over and latest.day.year < (facts.target_year or 0):
        words = f"{_at(facts, latest)}；{facts.target_year}年已过，还没有填{facts.target_year}年的完成值"
        return _unknown(words, latest)._replace(missing=missing)
    elif over:
        standing = Standing.MISSED
    elif expected is not None:
        on_track = latest.value >= expected if facts.rises else latest.value <= expected
        standing = Standing.ON_TRACK if on_track else Standing.BEHIND
    elif ahead is not None:
        standing = Standing.ON_TRACK if meets(facts, ahead[0], target) else Standing.BEHIND
    else:
        return _unknown(f"{_at(facts, latest)}；没有基期值或年度目标，看不出快慢", latest)._replace(missing=missing)
    going_on = None if ahead is None or standing in (Standing.REACHED, Standing.MISSED) else ahead
    return Judgement(
        standing,
        _light(standing, binding=facts.is_binding),
        _label(standing, binding=facts.is_binding),
        _words(facts, standing, latest, expected, missing, going_on),
        latest,
        expected,
        missing,
        None if ahead is None else ahead[0],
        "" if ahead is None else ahead[1],
    )


def _unknown(words: str, latest: Point | None = None) -> Judgement:
    return Judgement(Standing.UNKNOWN, None, Standing.UNKNOWN.label, words, latest)


def _light(standing: Standing, *, binding: bool) -> Light:
    if standing is Standing.REACHED:
        return Light.DONE
    if standing is Standing.ON_TRACK:
        return Light.GREEN
    return Light.RED if binding else Light.AMBER


def _label(standing: Standing, *, binding: bool) -> str:
    if binding and standing in (Standing.BEHIND, Standing.MISSED):
        return f"约束性·{standing.label}"
    return standing.label


def places(facts: IndicatorFacts) -> int:
    """How many places behind the point the figures of an indicator are said with."""
    finest = places_of(facts.target, facts.base, *(text for _period, text in (*facts.aims, *facts.actuals)))
    return max(finest, 1) if facts.measure in ("%", "％") else finest


def _at(facts: IndicatorFacts, latest: Point) -> str:
    return f"{period_said(latest.period)}完成 {said(latest.value, places(facts))}"


def _words(
    facts: IndicatorFacts,
    standing: Standing,
    latest: Point,
    expected: Fraction | None,
    missing: Fraction,
    ahead: tuple[Fraction, str] | None,
) -> str:
    """What was reached, what should have been, what is left, where it will end, and what 约束性 means for it."""
    fine = places(facts)
    parts = [_at(facts, latest)]
    if standing is Standing.REACHED:
        parts[0] += f"，超过目标 {said(-missing, fine)}" if missing < 0 else "，达到目标"
    else:
        if expected is not None and standing is not Standing.MISSED:
            parts[0] += f"，序时应为 {said(expected, fine)}"
        parts.append(f"距目标还差 {said(missing, fine)}" if missing > 0 else "没有越过目标值")
    if ahead is not None:
        sure = "可以达到" if meets(facts, ahead[0], amount(facts.target) or Fraction(0)) else "达不到"
        parts.append(f"{ahead[1]}，{facts.target_year}年末为 {said(ahead[0], fine)}，{sure}目标")
    if facts.is_binding and standing in (Standing.BEHIND, Standing.MISSED):
        parts.append("约束性指标必须完成" if standing is Standing.BEHIND else "约束性指标没有完成")
    return "；".join(parts)
