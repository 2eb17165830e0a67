"""Figures that are followed over time: values of indicators, yearly checks of services, values and versions of projects.

Figures are decimal text as they were written (`domain.amounts`), money is in 万元, periods are those of `domain.periods`.
"""

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.records import Origin


class ValueKind(StrEnum):
    """Whether a value of an indicator is what is to be reached in its period or what was reached."""

    AIM = "aim"
    ACTUAL = "actual"

    @property
    def label(self) -> str:
        return "目标值" if self is ValueKind.AIM else "完成值"


class Reckoning(StrEnum):
    """How the values of an indicator are reckoned: as it stands at the end of a period, or from nought since the year began."""

    LEVEL = "level"
    YEAR = "year"

    @property
    def label(self) -> str:
        return "期末数" if self is Reckoning.LEVEL else "当年累计"


_BY_YEAR = re.compile(r"每年|当年|年度新增|年新增")
_RATES = ("%", "％", "‰", "百分点")


def usual_reckoning(name: str, measure: str) -> Reckoning:
    """How an indicator is reckoned by its own words: what is counted a year (人/年, 每年新增…) begins anew each year; a rate does not."""
    plain = "".join(measure.split())
    if plain.startswith(_RATES):
        return Reckoning.LEVEL
    return Reckoning.YEAR if plain.endswith(("/年", "／年")) or _BY_YEAR.search(name) else Reckoning.LEVEL


class ServiceStanding(StrEnum):
    """How a public service stands against its standard in a year."""

    MET = "met"
    PARTLY = "partly"
    UNMET = "unmet"

    @property
    def label(self) -> str:
        return _SERVICES[self]


_SERVICES = {ServiceStanding.MET: "已达标", ServiceStanding.PARTLY: "部分达标", ServiceStanding.UNMET: "未达标"}
NOT_CHECKED = "未核查"


class ListChange(StrEnum):
    """What a version of a rolling list did with one of its items."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        return _CHANGES[self]


_CHANGES = {ListChange.ADDED: "新增", ListChange.CHANGED: "调整", ListChange.REMOVED: "调出"}


class IndicatorValueRecord(NamedTuple):
    """What an indicator is to reach, or reached, in a period; `origin` None: typed by hand."""

    id: int
    indicator_id: int
    period: str
    kind: ValueKind
    value: str
    note: str
    reported_on: date
    origin: Origin | None = None


class ServiceCheckRecord(NamedTuple):
    """How a service stood against its standard in a year; `covered`: how many or how much was reached, in words."""

    id: int
    service_id: int
    year: int
    standing: ServiceStanding
    covered: str
    words: str
    checked_on: date
    checked_by: str


class ProjectYearRecord(NamedTuple):
    """What a project is to do in a year: `planned` investment in 万元, `goal` in words."""

    id: int
    project_id: int
    year: int
    planned: str
    goal: str


class ProjectValueRecord(NamedTuple):
    """How a project stood at the end of a period; `invested` since the year began, in 万元; `origin` None: typed by hand."""

    id: int
    project_id: int
    period: str
    invested: str
    progress: str
    problems: str
    reported_on: date
    origin: Origin | None = None


class VersionRecord(NamedTuple):
    """A version of the rolling list of a plan's projects, with how many items it changed and how many it holds."""

    id: int
    plan_id: int
    number: int
    made_on: date
    made_by: str
    reason: str
    added: int
    changed: int
    removed: int
    held: int

    @property
    def words(self) -> str:
        """第2版（2026-09-30）."""
        return f"第{self.number}版（{self.made_on.isoformat()}）"


_PERIOD = re.compile(r"(\d{4})(?:-(?:(\d\d)|Q([1-4])|H([12])|W(\d\d)))?")


def period_said(period: str) -> str:
    """A period as a clerk says it: 2026年9月, 2026年三季度, 2026年上半年, 2026年."""
    found = _PERIOD.fullmatch(period)
    if found is None:
        return period
    year, month, quarter, half, week = found.groups()
    if month:
        return f"{year}年{int(month)}月"
    if quarter:
        return f"{year}年{'一二三四'[int(quarter) - 1]}季度"
    if half:
        return f"{year}年{'上' if half == '1' else '下'}半年"
    return f"{year}年第{int(week)}周" if week else f"{year}年"
