"""How the room is read: questions in portable SQL over a plain connection, answers as tuples."""

import sqlite3
from datetime import date
from typing import Any


class Reader:
    """Reads within one snapshot: whatever is committed meanwhile, all its queries see the same state."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.depth = 0

    def rows(self, sql: str, **values: Any) -> list[Any]:
        """All rows of a query as tuples; `:name` in the text takes the value of that name. Days come as ISO text."""
        if not sql.lstrip().upper().startswith(("SELECT", "WITH")):
            raise RuntimeError(f"not a question: {sql[:60]}")
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
        return self._connection.execute(sql, plain).fetchall()

    def row(self, sql: str, **values: Any) -> Any:
        """The first row, or None."""
        rows = self.rows(sql, **values)
        return rows[0] if rows else None

    def value(self, sql: str, **values: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, **values)
        return None if row is None else row[0]

    def begin(self) -> None:
        self._connection.execute("BEGIN")

    def end(self) -> None:
        self._connection.execute("ROLLBACK")
