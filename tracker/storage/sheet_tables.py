"""The stored nouns of fill-in workbooks handed out and files that came back. Imported with `tables`, of which they are a part."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import DateTime, Index, Text, UniqueConstraint
from sqlmodel import Field

from tracker.domain.terms import State
from tracker.storage.table_base import NEVER_REUSED, Row, word_list


class Handout(Row, table=True):
    """A fill-in workbook that was made for a unit and a period: `digest` is the SHA-256 of the file, in hex."""

    __tablename__: ClassVar[str] = "handout"
    __table_args__ = (Index("ix_handout_period", "plan_id", "period", "unit_id"), NEVER_REUSED)
    plan_id: int = Field(foreign_key="plan.id")
    period: str = Field(max_length=16)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    file_name: str = ""
    digest: str = ""
    template_version: str = ""
    task_count: int = 0
    made_at: datetime = Field(sa_type=DateTime)


class ReceivedFile(Row, table=True):
    """A file that came back and was decided upon. `unit_id` None: collected by the office from many units.

    `name` is what the sender called it, `kept_name` the file of the same bytes in the data folder. `state`: applied, replaced (by
    a newer file of the same unit and period) or sent_back. The counts are rows of the file: `added`, `updated` and `same` are
    stored, `asked` and `refused` were left unwritten, `other` were no task rows; `missing`: tasks of the unit not in the file.
    """

    __tablename__: ClassVar[str] = "received_file"
    __table_args__ = (Index("ix_received_file_period", "plan_id", "period", "unit_id"), NEVER_REUSED)
    plan_id: int = Field(foreign_key="plan.id")
    period: str = Field(max_length=16)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    name: str
    digest: str = Field(index=True)
    kept_name: str = ""
    received_at: datetime = Field(sa_type=DateTime)
    state: str = Field(default="applied", max_length=16)
    added: int = 0
    updated: int = 0
    same: int = 0
    asked: int = 0
    refused: int = 0
    other: int = 0
    missing: int = 0


class PartReport(Row, table=True):
    """What one of several units reported about its part of a task for one period: it does not settle the task.

    The place in the returned file, `by_hand` and `carried` as in `ProgressReport`.
    """

    __tablename__: ClassVar[str] = "part_report"
    __table_args__ = (UniqueConstraint("task_id", "unit_id", "period"), NEVER_REUSED)
    task_id: int = Field(foreign_key="task.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    period: str = Field(max_length=16, index=True)
    state: State | None = Field(default=None, sa_type=word_list(State))
    percent: float | None = None
    progress: str = Field(default="", sa_type=Text)
    problems: str = Field(default="", sa_type=Text)
    next_steps: str = Field(default="", sa_type=Text)
    leader: str = ""
    office: str = ""
    person: str = ""
    phone: str = ""
    reported_on: date
    received_file_id: int | None = Field(default=None, foreign_key="received_file.id", index=True)
    source_sheet: str = ""
    source_row: int | None = None
    by_hand: str = ""
    carried: str = ""


class ColumnChoice(Row, table=True):
    """What a column (`place` from 0) of a table with this set of heads is taken for; `field` "" is not used."""

    __tablename__: ClassVar[str] = "column_choice"
    __table_args__ = (UniqueConstraint("signature", "place"), NEVER_REUSED)
    signature: str
    place: int
    field: str = Field(max_length=32)


class ValueChoice(Row, table=True):
    """What these words in a cell of this field mean; `value` is JSON."""

    __tablename__: ClassVar[str] = "value_choice"
    __table_args__ = (UniqueConstraint("field", "words"), NEVER_REUSED)
    field: str = Field(max_length=32)
    words: str
    value: str = Field(sa_type=Text)


class SenderChoice(Row, table=True):
    """Which unit a printed name of a sender (folded) means."""

    __tablename__: ClassVar[str] = "sender_choice"
    __table_args__ = (NEVER_REUSED,)
    name: str = Field(unique=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)


class TaskWording(Row, table=True):
    """Another wording of a task's title that a unit uses and a person confirmed."""

    __tablename__: ClassVar[str] = "task_wording"
    __table_args__ = (UniqueConstraint("task_id", "title"), NEVER_REUSED)
    task_id: int = Field(foreign_key="task.id")
    title: str = Field(sa_type=Text)


class FormMap(Row, table=True):
    """What a place of a blank form of a superior office is filled with; `signature` names the form by its heads."""

    __tablename__: ClassVar[str] = "form_map"
    __table_args__ = (UniqueConstraint("signature", "place"), NEVER_REUSED)
    signature: str
    place: str = Field(max_length=64)
    field: str = Field(max_length=32)
