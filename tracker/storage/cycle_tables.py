"""The stored nouns of the cycle of supervision: problems on their way to 销号, points given by hand, what stood at a period's end.

Imported with `tables`, of which they are a part.
"""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import DateTime, Text, UniqueConstraint
from sqlmodel import Field

from tracker.domain.completion import CheckState
from tracker.domain.extensions import ExtensionState
from tracker.domain.problems import ProblemSource, ProblemState, Step
from tracker.domain.scoring import Event
from tracker.domain.terms import Light
from tracker.storage.table_base import NEVER_REUSED, Row, word_list


class Problem(Row, table=True):
    """A problem of a plan. `number` counts 1, 2, 3 … through the plan; `source_words`: which report, inspection or document;
    `report_id`: the progress report that raised it (its id, should it still be there). `unit_id` puts it right until `due`;
    `look_back_on`: 回头看; `indicator_id`: the indicator that it keeps from being reached."""

    __tablename__: ClassVar[str] = "problem"
    __table_args__ = (UniqueConstraint("plan_id", "number"), NEVER_REUSED)
    plan_id: int = Field(foreign_key="plan.id")
    number: int
    text: str = Field(sa_type=Text)
    source: ProblemSource = Field(sa_type=word_list(ProblemSource))
    source_words: str = ""
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    report_id: int | None = Field(default=None, index=True)
    found_on: date
    goal: str = Field(default="", sa_type=Text)
    measures: str = Field(default="", sa_type=Text)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    person: str = ""
    due: date | None = None
    progress: str = Field(default="", sa_type=Text)
    state: ProblemState = Field(default=ProblemState.FOUND, sa_type=word_list(ProblemState))
    struck_off_on: date | None = None
    look_back_on: date | None = None
    indicator_id: int | None = Field(default=None, index=True)


class ProblemStep(Row, table=True):
    """A step that was taken with a problem, by whom, and what was said of it."""

    __tablename__: ClassVar[str] = "problem_step"
    __table_args__ = (NEVER_REUSED,)
    problem_id: int = Field(foreign_key="problem.id", index=True)
    step: Step = Field(sa_type=word_list(Step))
    taken_on: date
    taken_by: str = ""
    words: str = Field(default="", sa_type=Text)


class ScorePoint(Row, table=True):
    """Points or praise that a person gave a unit. `points` as written ("-2.5"), "" where the rule of `event` says how many."""

    __tablename__: ClassVar[str] = "score_point"
    __table_args__ = (NEVER_REUSED,)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    event: Event = Field(sa_type=word_list(Event))
    points: str = ""
    reason: str = Field(sa_type=Text)
    given_on: date
    given_by: str = ""


class Snapshot(Row, table=True):
    """How a plan stood at the end of a period, frozen on `frozen_at`; `day`: the day it speaks of. `rules`: JSON of the lights' rules."""

    __tablename__: ClassVar[str] = "snapshot"
    __table_args__ = (UniqueConstraint("plan_id", "period"), NEVER_REUSED)
    plan_id: int = Field(foreign_key="plan.id")
    period: str = Field(max_length=16)
    day: date
    frozen_at: datetime = Field(sa_type=DateTime)
    rules: str = Field(default="", sa_type=Text)


class SnapshotTask(Row, table=True):
    """A task in a snapshot, in words, so that later renames change nothing. `standing`: what it was counted under (`PaperState`);
    `units`: JSON, a list of name and role; `reported`: whether the period's own report was there."""

    __tablename__: ClassVar[str] = "snapshot_task"
    __table_args__ = (UniqueConstraint("snapshot_id", "task_id"), NEVER_REUSED)
    snapshot_id: int = Field(foreign_key="snapshot.id")
    task_id: int = Field(index=True)
    number: int
    title: str = Field(sa_type=Text)
    heading: str = Field(default="", sa_type=Text)
    units: str = Field(default="", sa_type=Text)
    leader: str = ""
    wording: str = Field(default="", sa_type=Text)
    due: date | None = None
    state: str = Field(max_length=16)
    standing: str = Field(max_length=16)
    word: str = ""
    percent: float | None = None
    light: str = Field(default="", max_length=16)
    light_reason: str = ""
    progress: str = Field(default="", sa_type=Text)
    problems: str = Field(default="", sa_type=Text)
    next_steps: str = Field(default="", sa_type=Text)
    reported: bool = False


class SnapshotUnit(Row, table=True):
    """A unit that owed a report in a snapshot. `missing`: numbers of the tasks not reported, with blanks between; `standing`:
    all, partly, sent_back or nothing."""

    __tablename__: ClassVar[str] = "snapshot_unit"
    __table_args__ = (UniqueConstraint("snapshot_id", "unit_id"), NEVER_REUSED)
    snapshot_id: int = Field(foreign_key="snapshot.id")
    unit_id: int = Field(index=True)
    name: str
    owed: int
    missing: str = Field(default="", sa_type=Text)
    standing: str = Field(max_length=16)
    late: bool = False
    reported_at: datetime | None = Field(default=None, sa_type=DateTime)


class Extension(Row, table=True):
    """A unit's request for a later limit of a task. `wished`: the day it asks for, `granted`: the day that it was given;
    `move_id`: the move of the limit that followed."""

    __tablename__: ClassVar[str] = "extension"
    __table_args__ = (NEVER_REUSED,)
    task_id: int = Field(foreign_key="task.id", index=True)
    deadline_id: int | None = Field(default=None, index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    old_due: date | None = None
    wished: date
    reason: str = Field(sa_type=Text)
    asked_on: date
    asked_by: str = ""
    state: ExtensionState = Field(default=ExtensionState.ASKED, sa_type=word_list(ExtensionState))
    granted: date | None = None
    decided_on: date | None = None
    decided_by: str = ""
    words: str = Field(default="", sa_type=Text)
    move_id: int | None = None


class CompletionCheck(Row, table=True):
    """A claim that a task is done, with its evidence, and what the check of it said. `period`: the report that claimed it, if one did."""

    __tablename__: ClassVar[str] = "completion_check"
    __table_args__ = (NEVER_REUSED,)
    task_id: int = Field(foreign_key="task.id", index=True)
    period: str = Field(default="", max_length=16)
    claimed_on: date
    claimed_by: str = ""
    evidence: str = Field(default="", sa_type=Text)
    state: CheckState = Field(default=CheckState.CLAIMED, sa_type=word_list(CheckState))
    checked_on: date | None = None
    checked_by: str = ""
    words: str = Field(default="", sa_type=Text)


class LightOverride(Row, table=True):
    """A light that a person set instead of the rules, and why; `ended_on`: the day it was lifted. The task holds the one in force."""

    __tablename__: ClassVar[str] = "light_override"
    __table_args__ = (NEVER_REUSED,)
    task_id: int = Field(foreign_key="task.id", index=True)
    light: Light = Field(sa_type=word_list(Light))
    reason: str = Field(sa_type=Text)
    set_by: str = ""
    set_on: date
    ended_on: date | None = None
    ended_reason: str = Field(default="", sa_type=Text)


class ScoreSignoff(Row, table=True):
    """The scores of a plan for a span of days, signed: `content` is JSON of the rules and accounts as they stood, and stays so."""

    __tablename__: ClassVar[str] = "score_signoff"
    __table_args__ = (UniqueConstraint("plan_id", "first", "last"), NEVER_REUSED)
    plan_id: int = Field(foreign_key="plan.id")
    first: date
    last: date
    words: str = ""
    signed_on: date
    signed_by: str = ""
    content: str = Field(sa_type=Text)


class DocumentText(Row, table=True):
    """A passage of a document that a person edited before printing: `place` names it in its kind, `drafted` is what the program had
    written there, so that later figures are told from it."""

    __tablename__: ClassVar[str] = "document_text"
    __table_args__ = (UniqueConstraint("plan_id", "kind", "period", "place"), NEVER_REUSED)
    plan_id: int = Field(foreign_key="plan.id")
    kind: str = Field(max_length=32)
    period: str = Field(default="", max_length=16)
    place: str = Field(max_length=64)
    drafted: str = Field(default="", sa_type=Text)
    text: str = Field(default="", sa_type=Text)
    edited_on: date
