"""What all stored nouns share: an id that is never given twice, and the way names and closed word lists are written."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Enum
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

NEVER_REUSED = {"sqlite_autoincrement": True}
# A text column that came to a table later: rows that were there before are empty in it.
ADDED = {"server_default": ""}


def word_list(kind: type[StrEnum]) -> Any:
    """A closed word list as a text column."""
    return Enum(kind, native_enum=False, length=16, values_callable=lambda words: [word.value for word in words])


class Row(SQLModel):
    """What every stored noun has."""

    id: int | None = Field(default=None, primary_key=True)
