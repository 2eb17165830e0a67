"""The stored nouns that gather on a task while it is worked on. Imported with `tables`, of which they are a part."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import DateTime, Text
from sqlmodel import Field

from tracker.storage.table_base import NEVER_REUSED, Row


class DeadlineMove(Row, table=True):
    """A time limit that was put off or brought forward: what it was, what it became, why, and who agreed."""

    __tablename__: ClassVar[str] = "deadline_move"
    __table_args__ = (NEVER_REUSED,)
    task_id: int = Field(foreign_key="task.id", index=True)
    deadline_id: int = Field(index=True)
    old_wording: str = ""
    old_due: date | None = None
    new_due: date
    reason: str = Field(sa_type=Text)
    approved_by: str = ""
    moved_on: date


class Attachment(Row, table=True):
    """A file kept with a task: `kept_name` its copy in the data folder, named by the digest (SHA-256, hex) of its bytes.

    `is_evidence`: it proves that the task is done (完成佐证).
    """

    __tablename__: ClassVar[str] = "attachment"
    __table_args__ = (NEVER_REUSED,)
    task_id: int = Field(foreign_key="task.id", index=True)
    name: str
    kept_name: str
    digest: str = Field(index=True)
    size: int = 0
    note: str = Field(default="", sa_type=Text)
    added_at: datetime = Field(sa_type=DateTime)
    is_evidence: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
