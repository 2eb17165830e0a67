"""How the room is read: questions in portable SQL over a plain connection, answers as tuples."""

import sqlite3
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any, TypeVar

from tracker.storage.memory import Edit, Memory

T = TypeVar("T")
# To correct what is kept for more rows takes as long as to make it anew.
_MANY = 500


class Reader:
    """Reads within one snapshot: whatever is committed meanwhile, all its queries see the same state.

    `memory`: what is kept from one reading to the next; without it (within a transaction) everything is made anew.
    """

    def __init__(self, connection: sqlite3.Connection, memory: Memory | None = None) -> None:
        self._connection, self._memory = connection, memory
        self._state: int | None = None
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

    def kept(
        self,
        name: Hashable,
        tables: Sequence[str],
        make: Callable[[], T],
        mend: Callable[[T, Sequence[Edit]], T | None] | None = None,
    ) -> T:
        """What `make` reads from these tables and nothing else, from an earlier reading where they are still the same. Nobody changes it.

        `mend`: makes of the earlier value the one of now where only some rows of the first table were changed; None where it cannot.
        """
        stamps = None if self._memory is None else self._memory.stamps(self._state_now(self._memory), tables)
        if self._memory is None or stamps is None:
            return make()
        found = self._memory.find(name)
        value: T | None = None
        if found is not None:
            value, made_for = found
            if made_for == stamps:
                return value
            edits = self._edits(tables[0], made_for[0], stamps[0]) if mend and made_for[1:] == stamps[1:] else None
            value = mend(value, edits) if mend and edits is not None else None
        if value is None:
            value = make()
        self._memory.keep(name, value, stamps)
        return value

    def _state_now(self, memory: Memory) -> int:
        if self._state is None:
            self._state = int(self.value("SELECT MAX(id) FROM operation") or 0)
            memory.learn(self._state, lambda seen: self.rows("SELECT id, tables FROM operation WHERE id > :seen ORDER BY id", seen=seen))
        return self._state

    def _edits(self, table: str, after: int, last: int) -> list[Edit] | None:
        """What was changed in a table between two operations; None where that is too much, or where the way goes back."""
        if last < after:
            return None
        rows = self.rows(
            """SELECT row_id, action, after FROM change WHERE operation_id > :after AND operation_id <= :last AND +table_name = :name
            LIMIT :most""",  # the plus: asked by the operation's index, for that of tables leads through all there ever was
            after=after,
            last=last,
            name=table,
            most=_MANY + 1,
        )
        return None if len(rows) > _MANY else [Edit(*row) for row in rows]

    def begin(self) -> None:
        self._state = None
        self._connection.execute("BEGIN")

    def end(self) -> None:
        self._connection.execute("ROLLBACK")
