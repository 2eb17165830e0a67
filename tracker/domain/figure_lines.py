"""A row of a plan's lists with all that is followed of it: what screens and documents show of an indicator, a service or a project."""

from typing import NamedTuple

from tracker.domain.figures import IndicatorValueRecord, ProjectValueRecord, ProjectYearRecord, ServiceCheckRecord
from tracker.domain.indicators import IndicatorFacts, Judgement
from tracker.domain.investment import ProjectJudgement
from tracker.domain.plan_lists import IndicatorRecord, ProjectRecord, ServiceRecord, sign_of


class IndicatorLine(NamedTuple):
    """An indicator with its values in the order of their periods, and how it stands."""

    row: IndicatorRecord
    aims: tuple[IndicatorValueRecord, ...]
    actuals: tuple[IndicatorValueRecord, ...]
    facts: IndicatorFacts
    judgement: Judgement

    def aim(self, year: int) -> str:
        """What is to be reached in a year; the target in its own year; "" where nothing was said."""
        said = next((one.value for one in self.aims if one.period == str(year)), "")
        return said or (self.row.value if self.facts.target_year == year else "")

    @property
    def goal(self) -> str:
        """What it was judged against, with its sign: the target, or the aim of the year in hand."""
        return self.row.goal if self.judgement.year is None else sign_of(self.row.comparison) + self.judgement.goal

    @property
    def last(self) -> IndicatorValueRecord | None:
        """The latest value that was reached."""
        return self.actuals[-1] if self.actuals else None


class ServiceLine(NamedTuple):
    """A service with its checks, the latest year first."""

    row: ServiceRecord
    checks: tuple[ServiceCheckRecord, ...]

    def check(self, year: int) -> ServiceCheckRecord | None:
        """The check of a year; None where it was not looked at."""
        return next((one for one in self.checks if one.year == year), None)


class ProjectLine(NamedTuple):
    """A project in a year: `year` what it is to do then, `last` its latest value of that year, `values` all of them in order."""

    row: ProjectRecord
    years: tuple[ProjectYearRecord, ...]
    values: tuple[ProjectValueRecord, ...]
    year: ProjectYearRecord | None
    last: ProjectValueRecord | None
    invested: str
    judgement: ProjectJudgement

    @property
    def planned(self) -> str:
        return "" if self.year is None else self.year.planned


Line = IndicatorLine | ServiceLine | ProjectLine
