"""The stored nouns of documents that went out: the register of them and the numbers they bear. Imported with `tables`."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import DateTime, Index, Text, UniqueConstraint
from sqlmodel import Field

from tracker.domain.issued import IssuedState
from tracker.storage.table_base import NEVER_REUSED, Row, word_list


class NumberSeries(Row, table=True):
    """The numbers of one kind of document in one year: `pattern` like "{字头}〔{年份}〕{序号}号"; `last`: the last one given, 0: none."""

    __tablename__: ClassVar[str] = "number_series"
    __table_args__ = (UniqueConstraint("kind", "year"), NEVER_REUSED)
    kind: str = Field(max_length=32)
    year: int
    word: str = ""
    pattern: str = ""
    last: int = 0


class IssuedDocument(Row, table=True):
    """A document that was issued: `number` as printed, which of its series (`series_id`, `ordinal`) it is where it follows one.

    `unit_id`: the one unit it is for, `receiver` whom it names; `due`: until when an answer is asked for; `cause`: 来源, why it was
    issued; `returned_on`, `result`: when the answer came and what it says. `kept_name`: its copy in the data folder, `digest` the
    SHA-256 of that file in hex, `file_name` what it was called when it was made.
    """

    __tablename__: ClassVar[str] = "issued_document"
    __table_args__ = (
        UniqueConstraint("series_id", "ordinal"),
        Index("ix_issued_document_kind", "kind", "issued_on"),
        NEVER_REUSED,
    )
    kind: str = Field(max_length=32)
    title: str
    number: str = ""
    series_id: int | None = Field(default=None, foreign_key="number_series.id")
    ordinal: int | None = None
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    period: str = Field(default="", max_length=16)
    receiver: str = Field(default="", sa_type=Text)
    issued_on: date
    issued_by: str = ""
    cause: str = Field(default="", sa_type=Text)
    due: date | None = None
    returned_on: date | None = None
    result: str = Field(default="", sa_type=Text)
    state: IssuedState = Field(default=IssuedState.ISSUED, sa_type=word_list(IssuedState))
    file_name: str = ""
    kept_name: str = ""
    digest: str = ""
    recorded_at: datetime = Field(sa_type=DateTime)


class IssuedTask(Row, table=True):
    """A task that an issued document is about."""

    __tablename__: ClassVar[str] = "issued_task"
    __table_args__ = (UniqueConstraint("issued_id", "task_id"), NEVER_REUSED)
    issued_id: int = Field(foreign_key="issued_document.id")
    task_id: int = Field(foreign_key="task.id", index=True)
