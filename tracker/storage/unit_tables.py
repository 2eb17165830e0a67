"""The stored nouns that belong to a unit beside its names. Imported with `tables`, of which they are a part."""

from typing import ClassVar

from sqlalchemy import Text
from sqlmodel import Field

from tracker.storage.table_base import NEVER_REUSED, Row


class UnitContact(Row, table=True):
    """A person of a unit who is asked about its tasks: name, post (职务), phone."""

    __tablename__: ClassVar[str] = "unit_contact"
    __table_args__ = (NEVER_REUSED,)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str
    post: str = ""
    phone: str = ""
    note: str = Field(default="", sa_type=Text)
