"""The operations of the journal, told in Chinese."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from tracker.domain.records import ChangeRecord, OperationRecord
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, numbers
from tracker.storage.reading.settings import state_words
from tracker.storage.reading.tasks import UNIT_NAME
from tracker.storage.reading.told import describe, field_word, quoted, shown
from tracker.storage.reading.told_words import ACTIONS, FIELDS, NOUNS

# Columns that only matter inside, or that follow from others.
_HIDDEN = {
    "id", "plan_id", "task_id", "source_start", "source_end", "due_kind", "pace_end", "code", "source_hash", "source_name",
    "is_sample", "imported_at", "text", "service_id", "by_hand", "carried", "digest", "signature",
    "deadline_id", "added_at", "kept_name", "heard_to",
}  # fmt: skip


def operations(db: Reader, limit: int) -> list[OperationRecord]:
    """The last operations, the newest first; undos and redos show as the state of what they were made of."""
    rows = db.rows(
        """SELECT id, name, done_at, state, changes, tables FROM operation WHERE of_id IS NULL
        ORDER BY id DESC LIMIT :limit""",
        limit=limit,
    )
    return [
        OperationRecord(
            id=row[0],
            name=row[1],
            done_at=datetime.fromisoformat(row[2]),
            state=row[3],
            changes=row[4],
            tables=tuple(row[5].split()),
        )
        for row in rows
    ]


def turn_name(db: Reader, state: str) -> str | None:
    """The name of what undo (state done) or redo (state undone) would take, None where there is nothing."""
    name = db.value(
        "SELECT name FROM operation WHERE of_id IS NULL AND state = :state ORDER BY applied_id DESC LIMIT 1",
        state=state,
    )
    return None if name is None else str(name)


def changes_of(db: Reader, operation_id: int, limit: int) -> list[ChangeRecord]:
    """What an operation did to each row, in the order of doing."""
    rows = db.rows(
        """SELECT table_name, row_id, action, before, after FROM change WHERE operation_id = :operation_id
        ORDER BY id LIMIT :limit""",
        operation_id=operation_id,
        limit=limit,
    )
    return told(db, rows)


def told(db: Reader, rows: Sequence[tuple[str, int, str, str | None, str | None]]) -> list[ChangeRecord]:
    """Rows of the journal (table, row, action, before, after) in the words that users know."""
    parsed = [(table, row, action, _parse(before), _parse(after)) for table, row, action, before, after in rows]
    names = _Names(db, [(table, row_id, before | after) for table, row_id, _, before, after in parsed])
    return [
        ChangeRecord(
            what=names.of(table, row_id, before | after),
            action=ACTIONS[action],
            fields=tuple(_fields(table, before, after, names)),
        )
        for table, row_id, action, before, after in parsed
    ]


def _parse(text: str | None) -> dict[str, Any]:
    return {} if text is None else dict(json.loads(text))


def _fields(table: str, before: dict[str, Any], after: dict[str, Any], names: "_Names") -> Iterable[tuple[str, str, str]]:
    for field in {**before, **after}:
        if field in _HIDDEN or field not in FIELDS or (field == "position" and not (before and after)):
            continue
        old, new = (names.value(table, field, side.get(field)) for side in (before, after))
        if old != new:
            yield field_word(table, field), old, new


_GATHERED = ("deadline_move", "attachment", "extension", "completion_check", "light_override", "subtask")


# The lists of a plan: the column that names a row, and the tables that hang on it.
_LISTS = {
    "indicator": ("name", ("indicator_unit", "indicator_value")),
    "service": ("name", ("service_unit", "service_check")),
    "project": ("title", ("project_unit", "project_year", "project_value")),
}
_LIST_KEYS = frozenset(f"{table}_id" for table in _LISTS)


class _Names:
    """Names for the ids that changes mention, read in a few queries; a row that is gone is named from the change itself."""

    def __init__(self, db: Reader, rows: list[tuple[str, int, dict[str, Any]]]) -> None:
        own: dict[str, set[int]] = {}
        for table, row_id, _ in rows:
            own.setdefault(table, set()).add(row_id)
        self._words = state_words(db)
        self._owner_of: dict[tuple[str, int], int] = {}
        for table in (
            "assignment",
            "deadline",
            "target",
            "contact",
            "progress_report",
            "part_report",
            "task_wording",
            "finding",
            *_GATHERED,
        ):
            for part in chunks(sorted(own.get(table, ()))):
                for row_id, task in db.rows(f"SELECT id, task_id FROM {table} WHERE id IN {numbers(part)}"):
                    self._owner_of[table, row_id] = task
        tasks = {row["task_id"] for _, _, row in rows if row.get("task_id")} | own.get("task", set())
        self._tasks: dict[int, dict[str, Any]] = {row_id: dict(row) for table, row_id, row in rows if table == "task" and "number" in row}
        for part in chunks(sorted(tasks | {task for task in self._owner_of.values() if task})):
            for row_id, number, title in db.rows(f"SELECT id, number, title FROM task WHERE id IN {numbers(part)}"):
                self._tasks[row_id] = {"number": number, "title": title}
        self._units = {row_id: row.get("full_name", "") for table, row_id, row in rows if table == "unit"}
        self._units |= dict(db.rows(f"SELECT u.id, {UNIT_NAME} FROM unit u"))
        self._headings = {row_id: row.get("title", "") for table, row_id, row in rows if table == "heading"}
        self._headings |= dict(db.rows("SELECT id, title FROM heading"))
        self._plans = dict(db.rows("SELECT id, title FROM plan"))
        self._files = {row_id: str(row.get("name", "")) for table, row_id, row in rows if table == "received_file"}
        self._files |= dict(db.rows("SELECT id, name FROM received_file"))
        self._listed: dict[tuple[str, int], str] = {}
        self._list_owner: dict[tuple[str, int], int] = {}
        for table, (name, parts) in _LISTS.items():
            self._listed |= {(table, row_id): str(row[name]) for kind, row_id, row in rows if kind == table and row.get(name)}
            self._listed |= {(table, row_id): title for row_id, title in db.rows(f"SELECT id, {name} FROM {table}")}
            for kind in parts:
                for part in chunks(sorted(own.get(kind, ()))):
                    found = db.rows(f"SELECT id, {table}_id FROM {kind} WHERE id IN {numbers(part)}")
                    self._list_owner |= {(kind, row_id): owner for row_id, owner in found}

    def of(self, table: str, row_id: int, row: dict[str, Any]) -> str:
        """任务 3“…”的牵头单位, 单位“…”, 方案“…”."""
        if table == "task":
            return describe((table, row_id), self._tasks.get(row_id, row))
        task = row.get("task_id") or self._owner_of.get((table, row_id))
        if task is not None and task in self._tasks:
            return f"任务 {self._tasks[task]['number']} 的{NOUNS[table]}"
        if table == "unit":
            return NOUNS[table] + quoted(self._units.get(row_id))
        if table == "received_file":
            return NOUNS[table] + quoted(self._files.get(row_id))
        if table == "heading":
            return NOUNS[table] + quoted(self._headings.get(row_id))
        if table == "plan":
            return NOUNS[table] + quoted(self._plans.get(row_id) or row.get("title"))
        if table in _LISTS:
            return NOUNS[table] + quoted(self._listed.get((table, row_id)))
        for listed, (_name, parts) in _LISTS.items():
            if table in parts and (owner := row.get(f"{listed}_id") or self._list_owner.get((table, row_id))):
                return f"{NOUNS[listed]}{quoted(self._listed.get((listed, owner)))}的{NOUNS[table].removeprefix(NOUNS[listed])}"
        if table in ("unit_alias", "unit_member") and (owner := row.get("unit_id") or row.get("group_id")):
            return f"{NOUNS['unit']}{quoted(self._units.get(owner))}的{NOUNS[table].removeprefix('单位')}"
        return describe((table, row_id), row)

    def value(self, table: str, field: str, value: Any) -> str:
        if value is not None and field in ("unit_id", "group_id", "member_id", "merged_into_id"):
            return str(self._units.get(value, value))
        if value is not None and field in ("heading_id", "parent_id"):
            return str(self._headings.get(value, value))
        if value is not None and field in _LIST_KEYS:
            return self._listed.get((field.removesuffix("_id"), value), "")
        if value is not None and field == "received_file_id":
            return self._files.get(value, "")
        return shown(table, field, value, self._words)
