"""The stored nouns that tie tasks of several levels together: 上级任务 ↔ 本级任务, and a task's parts (分解). A part of `tables`."""

from datetime import date
from typing import ClassVar

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from tracker.domain.terms import State
from tracker.storage.table_base import NEVER_REUSED, Row, word_list


class TaskLink(Row, table=True):
    """A task of this level carries out a task of a superior's plan. `weight`: its share when progress is rolled up."""

    __tablename__: ClassVar[str] = "task_link"
    __table_args__ = (UniqueConstraint("upper_task_id", "lower_task_id"), NEVER_REUSED)
    upper_task_id: int = Field(foreign_key="task.id")
    lower_task_id: int = Field(foreign_key="task.id", index=True)
    weight: int = 1
    linked_on: date
    note: str = Field(default="", sa_type=Text)


class Subtask(Row, table=True):
    """A part of a task that one 科室, 镇 or 街道 carries out, with its own day and progress. `weight`: its share in the whole."""

    __tablename__: ClassVar[str] = "subtask"
    __table_args__ = (NEVER_REUSED,)
    task_id: int = Field(foreign_key="task.id", index=True)
    position: int
    title: str = Field(sa_type=Text)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    office: str = ""
    person: str = ""
    due: date | None = None
    weight: int = 1
    state: State = Field(default=State.NOT_STARTED, sa_type=word_list(State))
    percent: float | None = None
    completed_on: date | None = None
    progress: str = Field(default="", sa_type=Text)
    reported_on: date | None = None
