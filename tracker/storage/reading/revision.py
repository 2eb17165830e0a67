"""A plan's tasks for comparison with another wording: as they stand, and as the documents said before hands changed them."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from tracker.domain.records import PlanVersionRecord
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, numbers

Row = dict[str, Any]
Tables = dict[str, dict[int, Row]]
_COLUMNS = {
    "task": "id heading_id number label title content note",
    "assignment": "id task_id unit_id role printed position",
    "deadline": "id task_id wording kind due every every_month every_day",
    "target": "id task_id quote value measure comparison",
    "contact": "id task_id leader valid_to",
    "indicator": "id no group_name name measure comparison value nature",
    "service": "id no group_name name target_group standard funding note",
    "service_unit": "id service_id unit_id role printed",
    "project": "id box label title content",
}
# What of a row the document says; numbers and places follow from it.
_SAID = {
    "task": {"title", "content", "note", "heading_id"},
    "assignment": {"unit_id", "role"},
    "deadline": {"wording", "kind", "due"},
    "target": {"quote", "value", "measure", "comparison"},
    "contact": {"leader"},
}
_TASK_PARTS = ("task", "assignment", "deadline", "target", "contact")


def versions(db: Reader, plan_id: int) -> list[PlanVersionRecord]:
    """The versions of a plan, the newest first; none before its first revision."""
    rows = db.rows(
        """SELECT id, number, accepted_on, reason, source_name, added, changed, removed FROM plan_version
        WHERE plan_id = :plan_id ORDER BY number DESC""",
        plan_id=plan_id,
    )
    return [PlanVersionRecord(row[0], row[1], date.fromisoformat(row[2]), *row[3:]) for row in rows]


def version_text(db: Reader, version_id: int) -> str:
    """The full text of one version."""
    return str(db.value("SELECT text FROM plan_version WHERE id = :version_id", version_id=version_id) or "")


def version_changes(db: Reader, version_id: int) -> tuple[dict[str, list[str]], int]:
    """What one version added, changed and removed among the tasks, by their titles; nothing for the first one.

    The number is how many tasks it changed in all: those that only stand elsewhere in the order are not among the titles.
    """
    operation = db.value(
        """SELECT operation_id FROM change WHERE table_name = 'plan_version' AND row_id = :version_id AND action = 'insert'
        ORDER BY id DESC LIMIT 1""",
        version_id=version_id,
    )
    rows = db.rows("SELECT number, changed FROM plan_version WHERE id = :version_id", version_id=version_id)
    number, changed = rows[0] if rows else (1, 0)
    fates: dict[int, str] = {}
    for table in _TASK_PARTS if operation is not None and number != 1 else ():
        rows = db.rows(
            "SELECT row_id, action, before, after FROM change WHERE operation_id = :operation AND table_name = :table_name ORDER BY id",
            operation=operation,
            table_name=table,
        )
        parts = [(row_id, action, json.loads(before or "{}"), json.loads(after or "{}")) for row_id, action, before, after in rows]
        owners = {} if table == "task" else _owners(db, table, [row_id for row_id, *_ in parts])
        for row_id, action, before, after in parts:
            task_id = row_id if table == "task" else after.get("task_id") or before.get("task_id") or owners.get(row_id)
            if table == "task" and action == "insert":
                fates[row_id] = "added"
            elif after.get("removed_on"):
                fates[row_id] = "removed"
            elif task_id and (action != "update" or _SAID[table] & set(after)):
                fates.setdefault(task_id, "changed")
    titles = dict(
        db.rows(f"SELECT id, COALESCE(NULLIF(title, ''), SUBSTR(content, 1, 24)) FROM task WHERE id IN {numbers(fates)} ORDER BY number")
    )
    found: dict[str, list[str]] = {"added": [], "changed": [], "removed": []}
    for task_id, title in titles.items():
        found[fates[task_id]].append(title)
    return found, changed


def _owners(db: Reader, table: str, ids: list[int]) -> dict[int, int]:
    """The tasks of these parts, those that are still there."""
    return {row[0]: row[1] for part in chunks(ids) for row in db.rows(f"SELECT id, task_id FROM {table} WHERE id IN {numbers(part)}")}


def task_titles(db: Reader) -> dict[int, list[str]]:
    """The titles of the tasks in force, by plan."""
    found: dict[int, list[str]] = defaultdict(list)
    for plan_id, title in db.rows("SELECT plan_id, title FROM task WHERE removed_on IS NULL"):
        found[plan_id].append(title)
    return found


def unit_names(db: Reader) -> dict[int, str]:
    """The full names of all units."""
    return dict(db.rows("SELECT id, full_name FROM unit"))


def standing(db: Reader, plan_id: int) -> Tables:
    """The tasks in force with their parts as they stand now, by table and id."""
    found: Tables = {table: {} for table in _TASK_PARTS}
    tasks = _read(db, "task", "plan_id = :plan_id AND removed_on IS NULL ORDER BY number, id", plan_id=plan_id)
    found["task"] = {row["id"]: row for row in tasks}
    for table in found:
        for part in chunks(list(found["task"])) if table != "task" else ():
            found[table] |= {row["id"]: row for row in _read(db, table, f"task_id IN {numbers(part)} ORDER BY id")}
    return found


def list_standing(db: Reader, plan_id: int, owner: str) -> Tables:
    """The rows of a list beside the tasks (`owner`: its table) with their units, as they stand now, in printed order."""
    found: Tables = {owner: {row["id"]: row for row in _read(db, owner, "plan_id = :plan_id ORDER BY id", plan_id=plan_id)}}
    if owner == "service":
        units = found["service_unit"] = {}
        for part in chunks(list(found[owner])):
            units |= {row["id"]: row for row in _read(db, "service_unit", f"service_id IN {numbers(part)} ORDER BY id")}
    return found


def as_documents_said(db: Reader, plan_id: int, now: Tables, owner: str = "task") -> tuple[Tables, set[int]]:
    """The same without what hands changed since, and the rows of `owner` (the table on which the others hang) that hands added.

    The journal is read backwards: a hand's change is taken back, unless a document set the value again after it.
    """
    documents = _document_operations(db, plan_id)
    said = {table: {row_id: dict(row) for row_id, row in rows.items()} for table, rows in now.items()}
    by_hand: set[int] = set()
    for table, rows in now.items():
        fixed: set[tuple[int, str]] = set()
        for row_id, action, before, after, is_document in _changes(db, table, rows, documents, table == owner):
            if action == "insert":
                if not is_document:
                    said[table].pop(row_id, None)
                    if table == owner:
                        by_hand.add(row_id)
            elif action == "delete":
                if table != owner and before.get(f"{owner}_id") in said[owner]:
                    said[table][row_id] = {name: before.get(name) for name in _COLUMNS[table].split()}
            elif row_id in said[table]:
                row = said[table][row_id]
                if is_document:
                    fixed |= {(row_id, name) for name in after}
                else:
                    row.update({name: value for name, value in before.items() if name in row and (row_id, name) not in fixed})
    for row_id in by_hand:
        said[owner][row_id] = dict(now[owner][row_id])
    return said, by_hand


def _read(db: Reader, table: str, where: str, **values: Any) -> list[Row]:
    names = _COLUMNS[table].split()
    return [dict(zip(names, row, strict=True)) for row in db.rows(f"SELECT {', '.join(names)} FROM {table} WHERE {where}", **values)]


def _document_operations(db: Reader, plan_id: int) -> frozenset[int]:
    """The operations by which a document came in: the import and the revisions that stand, with what was undone and redone of them."""
    roots = db.rows(
        """SELECT DISTINCT COALESCE(o.of_id, o.id) FROM change c JOIN operation o ON o.id = c.operation_id
        WHERE c.action = 'insert' AND ((c.table_name = 'plan' AND c.row_id = :plan_id)
        OR (c.table_name = 'plan_version' AND c.row_id IN (SELECT v.id FROM plan_version v WHERE v.plan_id = :plan_id)))""",
        plan_id=plan_id,
    )
    inside = numbers(row[0] for row in roots)
    return frozenset(row[0] for row in db.rows(f"SELECT id FROM operation WHERE id IN {inside} OR of_id IN {inside}"))


def _changes(
    db: Reader, table: str, rows: Iterable[int], documents: frozenset[int], is_owner: bool
) -> list[tuple[int, str, Row, Row, bool]]:
    """Every change of these rows and of rows deleted from the table, the last first; what a document inserted needs no look."""
    found: list[tuple[Any, ...]] = []
    inserted = f"AND NOT (action = 'insert' AND operation_id IN {numbers(documents)})"
    ids = sorted(rows)
    for part in chunks(ids):
        found += db.rows(
            f"""SELECT id, row_id, action, before, after, operation_id FROM change
            WHERE table_name = :table_name AND row_id IN {numbers(part)} {inserted}""",
            table_name=table,
        )
    if not is_owner:
        gone = db.rows("SELECT DISTINCT row_id FROM change WHERE table_name = :table_name AND action = 'delete'", table_name=table)
        known = set(ids)
        for part in chunks([row[0] for row in gone if row[0] not in known]):
            found += db.rows(
                f"""SELECT id, row_id, action, before, after, operation_id FROM change
                WHERE table_name = :table_name AND row_id IN {numbers(part)} {inserted}""",
                table_name=table,
            )
    return [
        (row_id, action, json.loads(before or "{}"), json.loads(after or "{}"), operation in documents)
        for _, row_id, action, before, after, operation in sorted(found, reverse=True)
        if not (action == "delete" and operation in documents)
    ]
