"""How a project stands: its investment against the year's plan and the share of the year gone, and whether it began and ended in time."""

import re
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from tracker.domain.amounts import amount, said
from tracker.domain.figures import period_said
from tracker.domain.periods import end_of
from tracker.domain.terms import Light

AMBER_POINTS, RED_POINTS = 10, 30
"""So many points under the pace turn the light, as with tasks."""
_MONTHS = re.compile(r"\d{4}-(?:(\d\d)|Q([1-4])|H([12]))")


class ProjectStanding(StrEnum):
    """How a project stands; `short` and `ahead` by its investment, the others by its dates."""

    DONE = "done"
    OVERDUE = "overdue"
    NOT_STARTED = "not_started"
    SHORT = "short"
    AHEAD = "ahead"
    NOT_DUE = "not_due"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    ProjectStanding.DONE: "已完工",
    ProjectStanding.OVERDUE: "超期未完工",
    ProjectStanding.NOT_STARTED: "应开工未开工",
    ProjectStanding.SHORT: "欠序时",
    ProjectStanding.AHEAD: "达序时",
    ProjectStanding.NOT_DUE: "未到开工时间",
    ProjectStanding.UNKNOWN: "待报进展",
}


class ProjectFacts(NamedTuple):
    """`planned`: investment of the year in hand, `invested` since it began, with its period; both decimal text in 万元."""

    planned_start: date | None = None
    actual_start: date | None = None
    planned_end: date | None = None
    actual_end: date | None = None
    planned: str = ""
    invested: str = ""
    period: str = ""


class ProjectJudgement(NamedTuple):
    """`percent`: 占年度计划; `pace`: 序时进度; `points`: the first less the second (negative: 欠序时). All None where not known."""

    standing: ProjectStanding
    light: Light | None
    words: str
    percent: Fraction | None = None
    pace: Fraction | None = None

    @property
    def points(self) -> Fraction | None:
        return None if self.percent is None or self.pace is None else self.percent - self.pace

    @property
    def pace_words(self) -> str:
        """超 5.2 点, 欠 12 点, 持平; "" where not known."""
        return "" if self.points is None else points_said(self.points)


def points_said(points: Fraction) -> str:
    """超 5.2 点, 欠 12 点, 持平."""
    told = said(abs(points), 1)
    return "持平" if told == "0" else f"{'超' if points > 0 else '欠'} {told} 点"


def year_gone(period: str, today: date) -> Fraction | None:
    """序时进度 at the end of a period, 0–100: whole months of the year, as offices count; days where the period is a week."""
    found = _MONTHS.fullmatch(period)
    if found is not None:
        month, quarter, half = found.groups()
        months = int(month) if month else 3 * int(quarter) if quarter else 6 * int(half)
        return Fraction(100 * months, 12)
    last = end_of(period)
    if last is None:
        return None
    day = min(last, today) if last.year == today.year else last
    days = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    return Fraction(100 * day.timetuple().tm_yday, days)


def percent_of(invested: str, planned: str) -> Fraction | None:
    """占年度计划%; None where either is no figure or nothing was planned."""
    done, whole = amount(invested), amount(planned)
    return None if done is None or not whole else 100 * done / whole


def judge_project(facts: ProjectFacts, today: date) -> ProjectJudgement:
    """How the project stands on a day and why, in words."""
    percent = percent_of(facts.invested, facts.planned)
    pace = year_gone(facts.period, today) if facts.period else None
    bare = ProjectJudgement(ProjectStanding.UNKNOWN, None, "", percent, pace)
    told = _told(bare, facts)
    if facts.actual_end is not None:
        return bare._replace(standing=ProjectStanding.DONE, light=Light.DONE, words=_both("已完工", told))
    if facts.planned_end is not None and today > facts.planned_end:
        late = f"计划完工日已过 {(today - facts.planned_end).days} 天"
        return bare._replace(standing=ProjectStanding.OVERDUE, light=Light.RED, words=_both(late, told))
    if facts.actual_start is None and facts.planned_start is not None:
        if today > facts.planned_start:
            late = f"计划开工日已过 {(today - facts.planned_start).days} 天，还没有填实际开工"
            return bare._replace(standing=ProjectStanding.NOT_STARTED, light=Light.RED, words=_both(late, told))
        if bare.points is None:
            return bare._replace(standing=ProjectStanding.NOT_DUE, words="还没有到计划开工日")
    points = bare.points
    if points is None:
        if not facts.planned:
            return bare._replace(words=_both("没有填年度计划投资，不能比较", told))
        return bare._replace(words="还没有填累计完成投资")
    short = -points
    light = Light.RED if short > RED_POINTS else Light.AMBER if short >= AMBER_POINTS else Light.GREEN
    standing = ProjectStanding.SHORT if short > 0 else ProjectStanding.AHEAD
    return bare._replace(standing=standing, light=light, words=told)


def _told(judgement: ProjectJudgement, facts: ProjectFacts) -> str:
    if not facts.period or not facts.invested:
        return ""
    parts = [f"{period_said(facts.period)}累计完成 {facts.invested} 万元"]
    if judgement.percent is not None and judgement.pace is not None:
        words = judgement.pace_words
        pace = "与序时进度持平" if words == "持平" else f"{words[0]}序时进度{words[1:]}"
        parts.append(f"占年度计划 {said(judgement.percent, 1)}%，序时 {said(judgement.pace, 1)}%，{pace}")
    return "，".join(parts)


def _both(first: str, then: str) -> str:
    return f"{first}；{then}" if then else first
