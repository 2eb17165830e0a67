"""The journal: every change of every row is recorded with its operation, in the same transaction, whoever made it.

It hangs on the session's flush events, so that no caller can forget it; rows in bulk go through `Work`, which journals in bulk;
any other write is refused by the engine (`engine._guard`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, bindparam, event, inspect, select, text, update
from sqlalchemy import delete as delete_from
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import LoaderCallableStatus
from sqlmodel import Session, SQLModel

from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.storage import sqlite
from tracker.storage.bulk import Values, chunks, insert_rows, journal_inserts, table_of, to_json
from tracker.storage.reader import Reader
from tracker.storage.tables import Change, Operation

Stored = TypeVar("Stored", bound=SQLModel)
# What was undone cannot be done again once something else was done.
_DROP = text("UPDATE operation SET state = 'dropped' WHERE state = 'undone'")
_SUM_UP = text("UPDATE operation SET name = :name, changes = :changes, tables = :tables WHERE id = :id")


class Work:
    """One transaction in hand. `name` may still be changed before it ends."""

    def __init__(self, session: Session, name: str, now: datetime) -> None:
        self.session = session
        self.name = name
        self.now = now
        self.operation_id: int | None = None
        self._touched: Counter[str] = Counter()

    def get(self, kind: type[Stored], row_id: int) -> Stored:
        """The row of that id, to be read or changed."""
        row = self.session.get(kind, row_id)
        if row is None:
            raise UserError("要修改的内容已经不存在", "它可能刚刚被删除或撤销", "请按 F5 刷新后再试")
        return row

    def rows(self, kind: type[Stored], **equal: Any) -> list[Stored]:
        """The rows whose columns have the given values (a list: one of them), in the order of their ids."""
        table = table_of(kind)
        if any(isinstance(value, list) for value in equal.values()):
            return self._rows_in(kind, equal)
        conditions = [table.c[name] == value for name, value in equal.items()]
        return list(self.session.scalars(select(kind).where(*conditions).order_by(table.c.id)))

    def _rows_in(self, kind: type[Stored], equal: dict[str, Any]) -> list[Stored]:
        table = table_of(kind)
        (name,) = equal
        found: list[Stored] = []
        for part in chunks(equal[name]):
            found += self.session.scalars(select(kind).where(table.c[name].in_(part)).order_by(table.c.id))
        return found

    def ids(self, kind: type[SQLModel] | str, column: str, values: Sequence[int]) -> list[int]:
        """The ids of the rows whose `column` is one of `values`."""
        table = table_of(kind)
        found: list[int] = []
        for part in chunks(values):
            found += self.session.scalars(select(table.c.id).where(table.c[column].in_(part)))
        return found

    def highest(self, kind: type[SQLModel], column: str, **equal: Any) -> int:
        """The greatest value of a column, 0 where there is none."""
        table = table_of(kind)
        query = select(table.c[column]).where(*(table.c[name] == value for name, value in equal.items()))
        return self.session.scalar(query.order_by(table.c[column].desc()).limit(1)) or 0

    def add(self, row: Stored) -> Stored:
        """Store a new row at once, so that it has its id."""
        self.session.add(row)
        self.session.flush()
        return row

    def delete(self, row: SQLModel) -> None:
        """Delete a row; what hangs on it must be gone before."""
        self.session.delete(row)
        self.session.flush()

    def insert_many(self, kind: type[SQLModel] | str, rows: Sequence[Values]) -> range:
        """Insert rows in bulk and journal them; gives the ids they got. Columns left out take the noun's defaults."""
        if not rows:
            return range(0)
        table = table_of(kind)
        first = self.next_id(table.name)
        ids = range(first, first + len(rows))
        with self._permitted() as connection:
            insert_rows(connection, table, rows, ids)
            journal_inserts(connection, table, self._begun(connection), ids)
        self._touched[table.name] += len(ids)
        return ids

    def read(self) -> Reader:
        """A reader that sees what this transaction has written so far."""
        self.session.flush()
        return Reader(self._driver())

    def next_id(self, name: str) -> int:
        """The id that the next row of a table will get."""
        self.session.flush()
        return sqlite.next_ids(self._driver(), name)

    def put_back(self, name: str, rows: Sequence[Values]) -> None:
        """Insert whole rows with the ids they have, and journal them."""
        table = table_of(name)
        changes = [{"table_name": name, "row_id": row["id"], "action": "insert", "before": None, "after": to_json(row)} for row in rows]
        with self._journalled(changes) as connection:
            insert_rows(connection, table, rows, [row["id"] for row in rows])

    def update_many(self, name: str, rows: Mapping[int, Values]) -> None:
        """Change columns of many rows, given by id, and journal what really differs."""
        table = table_of(name)
        self.session.flush()
        changes, writes = [], []
        for before in self.stored_rows(name, list(rows)):
            after = rows[before["id"]]
            differing = {key: value for key, value in after.items() if before[key] != value}
            if differing:
                old = {key: before[key] for key in differing}
                changes.append(
                    {"table_name": name, "row_id": before["id"], "action": "update"} | {"before": to_json(old), "after": to_json(differing)}
                )
                writes.append((before["id"], differing))
        if not changes:
            return
        with self._journalled(changes) as connection:
            for keys in {tuple(sorted(values)) for _, values in writes}:
                statement = update(table).where(table.c.id == bindparam("row_id")).values({k: bindparam(k) for k in keys})
                connection.execute(statement, [values | {"row_id": row} for row, values in writes if tuple(sorted(values)) == keys])

    def delete_many(self, kind: type[SQLModel] | str, ids: Sequence[int]) -> None:
        """Delete rows in bulk and journal them whole; what hangs on them must be gone before."""
        table = table_of(kind)
        self.session.flush()
        rows = self.stored_rows(table.name, ids)
        changes = [
            {"table_name": table.name, "row_id": row["id"], "action": "delete", "before": to_json(row), "after": None} for row in rows
        ]
        if not changes:
            return
        with self._journalled(changes) as connection:
            for part in chunks(ids):
                connection.execute(delete_from(table).where(table.c.id.in_(part)))

    def stored_rows(self, name: str, ids: Sequence[int]) -> list[dict[str, Any]]:
        """The rows of these ids as they stand now, those that exist, in the order asked for."""
        table = table_of(name)
        connection = self.session.connection()
        found: dict[int, dict[str, Any]] = {}
        for part in chunks(ids):
            for row in connection.execute(select(table).where(table.c.id.in_(part))).mappings():
                found[row["id"]] = dict(row)
        return [found[row_id] for row_id in ids if row_id in found]

    def changes(self, result: int | None = None, kept: Sequence[str] = ()) -> Changes:
        """What the transaction did, for whoever asked for it."""
        return Changes(self.operation_id, self.name, frozenset(self._touched), result, tuple(kept))

    def record(self, connection: Connection, changes: Sequence[dict[str, Any]]) -> None:
        """Write changes into the journal; the first ones bring the operation into being."""
        if not changes:
            return
        table, operation_id = table_of(Change), self._begun(connection)
        first = sqlite.next_ids(self._driver(), table.name)
        rows = [{**change, "operation_id": operation_id} for change in changes]
        insert_rows(connection, table, rows, range(first, first + len(rows)))
        self._touched.update(change["table_name"] for change in changes)

    def _begun(self, connection: Connection) -> int:
        """The operation of this transaction, which its first change brings into being."""
        if self.operation_id is None:
            self.operation_id = self._begin_operation(connection, None)
        return self.operation_id

    def begin_turn(self, of_id: int) -> None:
        """This transaction is an undo or redo of an operation: it is recorded even when it finds nothing left to do."""
        with self._permitted() as connection:
            self.operation_id = self._begin_operation(connection, of_id)

    def finish(self) -> None:
        """Flush what is left; give the operation its final name and say how much it did."""
        self.session.flush()
        if self.operation_id is not None:
            values = {"id": self.operation_id, "name": self.name, "changes": self._touched.total(), "tables": " ".join(self._touched)}
            with self._permitted() as connection:
                connection.execute(_SUM_UP, values)

    def mark(self, operation_id: int, state: str) -> None:
        """Give an operation its new state, brought about by this one."""
        operation = table_of(Operation)
        values = {"state": state, "applied_id": self.operation_id}
        with self._permitted() as connection:
            connection.execute(update(operation).where(operation.c.id == operation_id).values(values))

    def _begin_operation(self, connection: Connection, of_id: int | None) -> int:
        table = table_of(Operation)
        number = sqlite.next_ids(self._driver(), table.name)
        if of_id is None:
            connection.execute(_DROP)
        row = {"name": self.name, "done_at": self.now, "applied_id": number, "of_id": of_id}
        insert_rows(connection, table, [row], [number])
        return number

    @contextmanager
    def _journalled(self, changes: Sequence[dict[str, Any]]) -> Iterator[Connection]:
        """A bulk write and its journal entries; rows that the session holds are read anew afterwards."""
        with self._permitted() as connection:
            yield connection
            self.record(connection, changes)
        self.session.expire_all()

    @contextmanager
    def _permitted(self) -> Iterator[Connection]:
        connection = self.session.connection()
        connection.info["journalling"] = True
        try:
            yield connection
        finally:
            connection.info["journalling"] = False

    def _driver(self) -> Any:
        return self.session.connection().connection.dbapi_connection


class _JournalledSession(Session):
    """A session whose flushes are recorded; `info["work"]` is the transaction it belongs to."""


@event.listens_for(_JournalledSession, "before_flush")
def _note_before(session: Session, _context: Any, _instances: Any) -> None:
    """Keep the rows as stored before the flush changes them, and let the flush write."""
    work: Work = session.info["work"]
    before: dict[tuple[str, int], dict[str, Any]] = {}
    unknown = list(session.deleted)
    for row in session.dirty:
        old = dict(inspect(row).committed_state)
        if any(isinstance(value, LoaderCallableStatus) for value in old.values()):
            unknown.append(row)
        elif old:
            before[_key(row)] = old
    for name, ids in _by_table(unknown).items():
        before |= {(name, row["id"]): row for row in work.stored_rows(name, ids)}
    session.info["before"] = before
    session.connection().info["journalling"] = True


@event.listens_for(_JournalledSession, "after_flush")
def _record(session: Session, _context: Any) -> None:
    work: Work = session.info["work"]
    before = session.info["before"]
    changes: list[dict[str, Any]] = []
    for row in session.new:
        changes.append(_change(row, "insert", None, _values(row)))
    for row in session.dirty:
        old = before.get(_key(row))
        if old is None:
            continue
        new = {name: value for name in old if (value := getattr(row, name)) != old[name]}
        if new:
            changes.append(_change(row, "update", {name: old[name] for name in new}, new))
    for row in session.deleted:
        changes.append(_change(row, "delete", before[_key(row)], None))
    work.record(session.connection(), changes)
    session.connection().info["journalling"] = False


def _change(row: Any, action: str, before: Values | None, after: Values | None) -> dict[str, Any]:
    name, row_id = _key(row)
    return {
        "table_name": name,
        "row_id": row_id,
        "action": action,
        "before": None if before is None else to_json(before),
        "after": None if after is None else to_json(after),
    }


def _key(row: Any) -> tuple[str, int]:
    return row.__tablename__, inspect(row).identity[0] if inspect(row).identity else row.id


def _values(row: Any) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


def _by_table(rows: Iterable[Any]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in rows:
        name, row_id = _key(row)
        found.setdefault(name, []).append(row_id)
    return found


@contextmanager
def working(engine: Engine, path: Path, name: str, now: datetime) -> Iterator[Work]:
    """Open a transaction, commit it at the end of the block; on any error nothing of it remains."""
    with _JournalledSession(engine, autoflush=True) as session:
        work = Work(session, name, now)
        session.info["work"] = work
        try:
            yield work
            work.finish()
            session.commit()
        except DBAPIError as error:
            session.rollback()
            if told := sqlite.tell(cast("Any", error.orig), path):
                raise told from error
            raise
        except BaseException:
            session.rollback()
            raise
