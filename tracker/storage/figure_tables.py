"""The stored nouns of figures followed over time: indicators, services, projects and their versions. A part of `tables`.

Amounts and values are decimal text as they were written, so that nothing is rounded; amounts of money are in 万元.
"""

from datetime import date
from typing import ClassVar

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from tracker.domain.figures import ListChange, Reckoning, ServiceStanding, ValueKind
from tracker.domain.terms import Role
from tracker.storage.table_base import ADDED, NEVER_REUSED, Row, word_list


class Indicator(Row, table=True):
    """One row of an indicator table. `nature`: 预期性 or 约束性. `base`: its value in `base_year`; `target_year`: when `value` is due;
    `reckoning`: whether its values begin anew each year."""

    __tablename__: ClassVar[str] = "indicator"
    __table_args__ = (NEVER_REUSED,)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    no: str = ""
    group_name: str = ""
    name: str
    measure: str = ""
    comparison: str = ""
    value: str = ""
    nature: str = ""
    source_start: int = 0
    source_end: int = 0
    base: str = Field(default="", sa_column_kwargs=ADDED)
    base_year: int | None = None
    target_year: int | None = None
    reckoning: Reckoning = Field(default=Reckoning.LEVEL, sa_type=word_list(Reckoning), sa_column_kwargs={"server_default": "level"})


class Service(Row, table=True):
    """One row of a public-service list (基本公共服务清单)."""

    __tablename__: ClassVar[str] = "service"
    __table_args__ = (NEVER_REUSED,)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    no: str = ""
    group_name: str = ""
    name: str
    target_group: str = Field(default="", sa_type=Text)
    standard: str = Field(default="", sa_type=Text)
    funding: str = Field(default="", sa_type=Text)
    note: str = Field(default="", sa_type=Text)
    source_start: int = 0
    source_end: int = 0


class ServiceUnit(Row, table=True):
    """The role of a unit in a service."""

    __tablename__: ClassVar[str] = "service_unit"
    __table_args__ = (UniqueConstraint("service_id", "unit_id"), NEVER_REUSED)
    service_id: int = Field(foreign_key="service.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: Role = Field(sa_type=word_list(Role))
    printed: str = ""
    inferred: bool = False


class Project(Row, table=True):
    """One item of a project box (专栏) or of a list of projects. `total_investment` in 万元, as written; `leader`: who keeps contact with
    it (挂包领导); `removed_on`: the rolling list let it go."""

    __tablename__: ClassVar[str] = "project"
    __table_args__ = (NEVER_REUSED,)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    box: str = ""
    label: str = ""
    title: str = Field(sa_type=Text)
    content: str = Field(default="", sa_type=Text)
    source_start: int = 0
    source_end: int = 0
    total_investment: str = Field(default="", sa_column_kwargs=ADDED)
    planned_start: date | None = None
    actual_start: date | None = None
    planned_end: date | None = None
    actual_end: date | None = None
    leader: str = Field(default="", sa_column_kwargs=ADDED)
    person: str = Field(default="", sa_column_kwargs=ADDED)
    phone: str = Field(default="", sa_column_kwargs=ADDED)
    added_on: date | None = None
    removed_on: date | None = None
    removed_reason: str = Field(default="", sa_type=Text, sa_column_kwargs=ADDED)


class IndicatorUnit(Row, table=True):
    """The role of a unit in an indicator."""

    __tablename__: ClassVar[str] = "indicator_unit"
    __table_args__ = (UniqueConstraint("indicator_id", "unit_id"), NEVER_REUSED)
    indicator_id: int = Field(foreign_key="indicator.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: Role = Field(sa_type=word_list(Role))


class IndicatorValue(Row, table=True):
    """What an indicator is to reach, or reached, in a period ("2026", "2026-Q3", "2026-11"); its place in a file as for a report."""

    __tablename__: ClassVar[str] = "indicator_value"
    __table_args__ = (UniqueConstraint("indicator_id", "period", "kind"), NEVER_REUSED)
    indicator_id: int = Field(foreign_key="indicator.id")
    period: str = Field(max_length=16)
    kind: ValueKind = Field(sa_type=word_list(ValueKind))
    value: str
    note: str = Field(default="", sa_type=Text)
    reported_on: date
    received_file_id: int | None = Field(default=None, foreign_key="received_file.id", index=True)
    source_sheet: str = ""
    source_row: int | None = None


class ServiceCheck(Row, table=True):
    """How a public service stood against its standard in a year. `covered`: how many or how much was reached, in words."""

    __tablename__: ClassVar[str] = "service_check"
    __table_args__ = (UniqueConstraint("service_id", "year"), NEVER_REUSED)
    service_id: int = Field(foreign_key="service.id")
    year: int
    standing: ServiceStanding = Field(sa_type=word_list(ServiceStanding))
    covered: str = ""
    words: str = Field(default="", sa_type=Text)
    checked_on: date
    checked_by: str = ""


class ProjectUnit(Row, table=True):
    """The role of a unit in a project."""

    __tablename__: ClassVar[str] = "project_unit"
    __table_args__ = (UniqueConstraint("project_id", "unit_id"), NEVER_REUSED)
    project_id: int = Field(foreign_key="project.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: Role = Field(sa_type=word_list(Role))


class ProjectYear(Row, table=True):
    """What a project is to do in a year: `planned` investment, `goal` in words (形象进度)."""

    __tablename__: ClassVar[str] = "project_year"
    __table_args__ = (UniqueConstraint("project_id", "year"), NEVER_REUSED)
    project_id: int = Field(foreign_key="project.id")
    year: int
    planned: str = ""
    goal: str = Field(default="", sa_type=Text)


class ProjectValue(Row, table=True):
    """How a project stood at the end of a period: `invested` since the year began; its place in a returned file as for a report."""

    __tablename__: ClassVar[str] = "project_value"
    __table_args__ = (UniqueConstraint("project_id", "period"), NEVER_REUSED)
    project_id: int = Field(foreign_key="project.id")
    period: str = Field(max_length=16)
    invested: str = ""
    progress: str = Field(default="", sa_type=Text)
    problems: str = Field(default="", sa_type=Text)
    reported_on: date
    received_file_id: int | None = Field(default=None, foreign_key="received_file.id", index=True)
    source_sheet: str = ""
    source_row: int | None = None


class ListVersion(Row, table=True):
    """A version of the rolling list of projects of a plan: when it was settled, why, by whom, and how many items it changed."""

    __tablename__: ClassVar[str] = "list_version"
    __table_args__ = (UniqueConstraint("plan_id", "number"), NEVER_REUSED)
    plan_id: int = Field(foreign_key="plan.id")
    number: int
    made_on: date
    made_by: str = ""
    reason: str = Field(default="", sa_type=Text)
    added: int = 0
    changed: int = 0
    removed: int = 0


class ListVersionRow(Row, table=True):
    """One project in a version. `change` None: as it was; `before` and `after` are JSON of its facts as they stood."""

    __tablename__: ClassVar[str] = "list_version_row"
    __table_args__ = (UniqueConstraint("version_id", "project_id"), NEVER_REUSED)
    version_id: int = Field(foreign_key="list_version.id")
    project_id: int = Field(index=True)
    change: ListChange | None = Field(default=None, sa_type=word_list(ListChange))
    title: str = Field(sa_type=Text)
    before: str = Field(default="", sa_type=Text)
    after: str = Field(default="", sa_type=Text)
