"""Rows in bulk: how they are encoded for the journal and how they reach the driver without the cost of one statement each."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Table, insert, text
from sqlmodel import SQLModel

from tracker.storage import sqlite

Values = Mapping[str, Any]
CHUNK = 500


def day_text(value: date) -> str:
    """Days and times as the database writes them."""
    return value.isoformat(" ", "microseconds") if isinstance(value, datetime) else value.isoformat()


_encode = json.JSONEncoder(ensure_ascii=False, default=day_text, separators=(",", ":")).encode


def table_of(kind: type[SQLModel] | str) -> Table:
    """The table of a noun, by class or by name."""
    if isinstance(kind, str):
        return SQLModel.metadata.tables[kind]
    return cast("Table", kind.__table__)  # type: ignore[attr-defined]


def chunks(items: Sequence[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    """The items in pieces that fit into one statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def to_json(values: Values) -> str:
    """Column values as a JSON object: days as ISO text, words of a closed list as their value."""
    return _encode(values)


@cache
def _prepared(table: Table, dialect: Dialect) -> tuple[str, list[tuple[str, Any, Any]]]:
    """The INSERT of a table and, for each of its places, the column, its default and what converts its values."""
    compiled = insert(table).compile(dialect=dialect, column_keys=table.columns.keys())
    places = []
    for name in compiled.positiontup or ():
        column = table.c[name]
        unsaid = None if column.default is None else column.default.arg  # type: ignore[attr-defined]
        places.append((name, unsaid, column.type.dialect_impl(dialect).bind_processor(dialect)))
    return str(compiled), places


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values], ids: Sequence[int]) -> None:
    """Insert rows with these ids: one prepared statement, values converted column by column, unsaid ones at their default."""
    statement, places = _prepared(table, connection.dialect)
    columns: list[Iterable[Any]] = []
    for name, unsaid, convert in places:
        values = ids if name == "id" else [row.get(name, unsaid) for row in rows]
        columns.append(values if convert is None else [None if value is None else convert(value) for value in values])
    connection.exec_driver_sql(statement, list(zip(*columns, strict=True)))


def journal_inserts(connection: Connection, table: Table, operation_id: int, ids: range) -> None:
    """Record rows that were just inserted, by one statement that reads them back."""
    statement = f"""INSERT INTO change (operation_id, table_name, row_id, action, before, after)
        SELECT :operation_id, '{table.name}', id, 'insert', NULL, {sqlite.row_as_json(table.columns.keys())}
        FROM {table.name} WHERE id BETWEEN :first AND :last ORDER BY id"""
    values = {"operation_id": operation_id, "first": ids.start, "last": ids.stop - 1}
    connection.execute(text(statement), values)
