"""The SQLAlchemy engine over our own connection: explicit BEGIN, and no write that the journal does not see."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from tracker.storage import sqlite

_WRITES = ("insert", "update", "delete", "replace")


def make_engine(path: Path) -> Engine:
    """One writing connection to the database; `BEGIN IMMEDIATE` takes the write lock at once, so nothing is read that
    another process changes before we write."""
    engine = create_engine("sqlite://", creator=lambda: sqlite.connect(path), poolclass=QueuePool, pool_size=1, max_overflow=0)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "before_cursor_execute")
    def _guard(connection: Connection, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool) -> None:
        if statement[:8].lstrip().lower().startswith(_WRITES) and not connection.info.get("journalling"):
            raise RuntimeError(f"a write outside the journal: {statement[:60]}")

    return engine
