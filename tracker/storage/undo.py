"""Undo, redo and the rollback of an older operation: the journal read backwards, and nothing else.

To take a set of changes back, its net effect on each row is worked out and reversed where the row still is as the operation left
it. What somebody changed since stays as it is and is told. Rows that the operation made are not removed when they were edited,
or when later rows hang on them; then all that belongs to the same thing (a task with its units and dates) stays too.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, DateTime, Table, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.storage.bulk import Values, chunks, day_text, table_of
from tracker.storage.due_dates import settle
from tracker.storage.heard import settle_heard
from tracker.storage.journal import Work
from tracker.storage.reading.told import describe
from tracker.storage.tables import Change, Operation

if TYPE_CHECKING:
    from tracker.storage.store import Store

RowKey = tuple[str, int]
# Rows that make no sense without the row they belong to, and the column that names it.
OWNERS = {
    "plan_text": ("plan", "plan_id"),
    "plan_version": ("plan", "plan_id"),
    "assignment": ("task", "task_id"),
    "deadline": ("task", "task_id"),
    "target": ("task", "task_id"),
    "contact": ("task", "task_id"),
    "progress_report": ("task", "task_id"),
    "part_report": ("task", "task_id"),
    "task_wording": ("task", "task_id"),
    "deadline_move": ("task", "task_id"),
    "light_override": ("task", "task_id"),
    "attachment": ("task", "task_id"),
    "unit_alias": ("unit", "unit_id"),
    "unit_member": ("unit", "group_id"),
    "unit_contact": ("unit", "unit_id"),
    "service_unit": ("service", "service_id"),
    "issued_task": ("issued_document", "issued_id"),
    "problem_step": ("problem", "problem_id"),
    "snapshot_task": ("snapshot", "snapshot_id"),
    "snapshot_unit": ("snapshot", "snapshot_id"),
}
# Columns of an owner that follow from its part: where the part stays, they stay with it.
FOLLOWING = {
    "progress_report": ("task", {"state", "percent", "completed_on", "by_hand", "heard_to"}),
    "light_override": ("task", {"light_set"}),
    "problem_step": ("problem", {"state", "progress", "struck_off_on", "look_back_on"}),
}
# Columns that follow from others: no person's edit, worked out anew where an undo leaves them stale.
DERIVED = {"deadline": {"is_main"}, "task": {"due", "due_kind", "pace_end", "heard_to"}}


class _Net:
    """What a set of changes did to one row in all: None stands for "there was no such row"."""

    __slots__ = ("after", "before")

    def __init__(self, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        self.before, self.after = before, after


def undo(store: "Store", operation_id: int | None = None) -> Changes:
    """Take back an operation, by default the last one that stands."""
    return _turn(store, operation_id, "done", "undone", "撤销")


def redo(store: "Store") -> Changes:
    """Do again what was undone last."""
    return _turn(store, None, "undone", "done", "重做")


def _turn(store: "Store", operation_id: int | None, state: str, turned: str, verb: str) -> Changes:
    with store.transaction(verb) as work:
        operation = _operation(work, operation_id, state)
        if operation is None:
            raise UserError(f"没有可以{verb}的操作")
        number, applied = operation.id, operation.applied_id
        assert number is not None
        work.name = f"{verb}：{operation.name}"
        work.begin_turn(number)
        kept = _reverse(work, _net_effects(work, applied))
        work.mark(number, turned)
        return work.changes(kept=kept)


def _operation(work: Work, operation_id: int | None, state: str) -> Operation | None:
    table = table_of(Operation)
    query = select(Operation).where(table.c.of_id.is_(None), table.c.state == state)
    if operation_id is not None:
        query = query.where(table.c.id == operation_id)
    return work.session.scalar(query.order_by(table.c.applied_id.desc()).limit(1))


def _net_effects(work: Work, operation_id: int) -> dict[RowKey, _Net]:
    """The rows that an operation touched, in the order of their first change."""
    table = table_of(Change)
    query = select(table).where(table.c.operation_id == operation_id).order_by(table.c.id)
    effects: dict[RowKey, _Net] = {}
    for change in work.session.connection().execute(query):
        before: dict[str, Any] | None = None if change.before is None else json.loads(change.before)
        after: dict[str, Any] | None = None if change.after is None else json.loads(change.after)
        key = (change.table_name, change.row_id)
        net = effects.get(key)
        if net is None:
            effects[key] = _Net(before, after)
            continue
        if net.before is not None:
            net.before = {**(before or {}), **net.before}
        net.after = None if after is None else {**(net.after or {}), **after}
    return {key: net for key, net in effects.items() if net.before is not None or net.after is not None}


def _reverse(work: Work, effects: dict[RowKey, _Net]) -> list[str]:
    """Reverse the net effects as far as later work allows; tells what was kept."""
    current = _current(work, effects)
    made = {key for key, net in effects.items() if net.before is None and key in current}
    edited = {key for key in made if _differing(key, current[key], effects[key].after or {})}
    seeds = edited | _with_later_rows(work, made, effects)
    staying = _closure(made, seeds, current)
    kept = [f"{describe(key, row)}后来被修改或使用，予以保留" for key, row in _roots(work, seeds, current)]
    _restore(work, effects, kept)
    _change_back(work, effects, current, kept, _following(staying, current))
    going = made - staying
    _remove(work, [key for key in effects if key in going])
    settle(work, _stale_tasks(effects, current, staying))
    settle_heard(work, [row_id for (name, row_id), net in effects.items() if name == "task" and net.before and "heard_to" in net.before])
    return kept


def _differing(key: RowKey, row: Values, expected: Values) -> set[str]:
    """The columns in which a row is no longer as expected because somebody changed it."""
    now = _as_json(row)
    return {name for name, value in expected.items() if now[name] != value} - DERIVED.get(key[0], set())


def _current(work: Work, effects: dict[RowKey, _Net]) -> dict[RowKey, dict[str, Any]]:
    """The touched rows as they stand now."""
    ids: dict[str, list[int]] = defaultdict(list)
    for name, row_id in effects:
        ids[name].append(row_id)
    return {(name, row["id"]): row for name in ids for row in work.stored_rows(name, ids[name])}


def _with_later_rows(work: Work, made: set[RowKey], effects: dict[RowKey, _Net]) -> set[RowKey]:
    """Rows of `made` to which a row refers that the operation did not make, and that will not be pointed elsewhere again."""
    ids: dict[str, list[int]] = defaultdict(list)
    for name, row_id in made:
        ids[name].append(row_id)
    found: set[RowKey] = set()
    for table in SQLModel.metadata.tables.values():
        for column, target in _references(table):
            for part in chunks(ids.get(target, [])):
                query = select(table.c.id, table.c[column]).where(table.c[column].in_(part))
                for row_id, referred in work.session.connection().execute(query):
                    key = (table.name, row_id)
                    if key not in made and not _turns_back(effects.get(key), column, referred):
                        found.add((target, referred))
    return found


def _turns_back(net: _Net | None, column: str, referred: int) -> bool:
    """Whether the operation itself made an older row refer to this one, so that its reversal lets it go."""
    return net is not None and net.before is not None and column in net.before and (net.after or {}).get(column) == referred


def _references(table: Table) -> list[tuple[str, str]]:
    """(column, table referred to) for each foreign key."""
    return [(key.parent.name, key.column.table.name) for key in table.foreign_keys]


def _root(key: RowKey, row: Values) -> RowKey:
    """The thing that a row belongs to: the task of a deadline, the plan of its text; else itself."""
    name, _ = key
    if name == "finding" and row["task_id"] is not None:
        return ("task", row["task_id"])
    if name in OWNERS:
        owner, column = OWNERS[name]
        return (owner, row[column])
    return key


def _closure(made: set[RowKey], seeds: set[RowKey], current: dict[RowKey, dict[str, Any]]) -> set[RowKey]:
    """What must stay because of `seeds`: the whole of each thing, and all that it refers to."""
    if not seeds:
        return set()
    parts: dict[RowKey, list[RowKey]] = defaultdict(list)
    for key in made:
        parts[_root(key, current[key])].append(key)
    references = {name: _references(table_of(name)) for name, _ in made}
    staying: set[RowKey] = set()
    waiting = list(seeds)
    while waiting:
        key = waiting.pop()
        if key in staying or key not in made:
            continue
        staying.add(key)
        row = current[key]
        waiting += parts[_root(key, row)]
        waiting += [(target, row[column]) for column, target in references[key[0]] if row[column] is not None]
    return staying


def _roots(work: Work, seeds: set[RowKey], current: dict[RowKey, dict[str, Any]]) -> list[tuple[RowKey, Values]]:
    """The things to be named to the user: tasks and units rather than their parts, in a steady order."""
    found: dict[RowKey, Values] = {}
    for key in sorted(seeds):
        name, row_id = root = _root(key, current[key])
        row = current.get(root) or next(iter(work.stored_rows(name, [row_id])), None)
        if row is not None:
            found[root] = row
    return sorted(found.items(), key=lambda pair: pair[0])


def _following(staying: set[RowKey], current: dict[RowKey, dict[str, Any]]) -> dict[RowKey, set[str]]:
    """Columns of older rows that hang on a row that stays."""
    found: dict[RowKey, set[str]] = {}
    for key in staying:
        if key[0] in FOLLOWING:
            owner, columns = FOLLOWING[key[0]]
            found[owner, _root(key, current[key])[1]] = columns
    return found


def _restore(work: Work, effects: dict[RowKey, _Net], kept: list[str]) -> None:
    """Put back the rows that the operation deleted, in the reverse order, so that owners come first."""
    batch: list[dict[str, Any]] = []
    name = ""
    for key, net in [*reversed(effects.items()), (("", 0), _Net({}, None))]:
        if net.before is None or net.after is not None:
            continue
        if key[0] != name and batch:
            _put_back(work, name, batch, kept)
            batch = []
        name = key[0]
        if name:
            batch.append(_from_json(table_of(name), net.before))


def _put_back(work: Work, name: str, rows: list[dict[str, Any]], kept: list[str]) -> None:
    """Insert rows as they were; one that no longer fits (its owner is gone, its place is taken) is told instead."""
    try:
        with work.session.begin_nested():
            work.put_back(name, rows)
    except IntegrityError:
        if len(rows) == 1:
            kept.append(f"{describe((name, rows[0]['id']), rows[0])}没有恢复：所属内容已删除或已有相同内容")
            return
        for row in rows:
            _put_back(work, name, [row], kept)


def _change_back(
    work: Work,
    effects: dict[RowKey, _Net],
    current: dict[RowKey, dict[str, Any]],
    kept: list[str],
    following: dict[RowKey, set[str]],
) -> None:
    """Give changed columns their old values where they still hold what the operation wrote and follow from nothing that stays."""
    updates: dict[str, dict[int, Values]] = defaultdict(dict)
    for key, net in effects.items():
        if net.before is None or net.after is None:
            continue
        if key not in current:
            kept.append(f"{describe(key, net.after)}后来已删除，未再改动")
            continue
        now = _as_json(current[key])
        bound = following.get(key, set())
        old = {name: value for name, value in net.before.items() if now[name] == net.after[name] and name not in bound}
        if any(now[name] != net.before[name] for name in _differing(key, current[key], net.after)):
            kept.append(f"{describe(key, current[key])}的部分内容后来又有修改，予以保留")
        if old:
            updates[key[0]][key[1]] = _from_json(table_of(key[0]), old)
    for name, rows in updates.items():
        work.update_many(name, rows)


def _remove(work: Work, keys: Sequence[RowKey]) -> None:
    """Delete rows that the operation made, the last made first, so that what hangs on others goes before them."""
    batch: list[int] = []
    name = ""
    for key in [*reversed(keys), ("", 0)]:
        if key[0] != name and batch:
            work.delete_many(name, batch)
            batch = []
        name = key[0]
        batch.append(key[1])


def _stale_tasks(effects: dict[RowKey, _Net], current: dict[RowKey, dict[str, Any]], staying: set[RowKey]) -> list[int]:
    """Tasks whose dates may no longer follow from their deadlines, because a later change or a row that stays is mixed in."""
    tasks = {row_id for name, row_id in staying if name == "task"}
    for (name, row_id), net in effects.items():
        row = current.get((name, row_id))
        if row is None or name not in DERIVED:
            continue
        now = _as_json(row)
        if any(now[column] != (net.after or now).get(column, now[column]) for column in DERIVED[name]):
            tasks.add(row_id if name == "task" else row["task_id"])
    return sorted(tasks)


def _as_json(row: Values) -> dict[str, Any]:
    """A row with the values that the journal would hold; words of a closed list equal their text already."""
    return {name: day_text(value) if isinstance(value, date) else value for name, value in row.items()}


def _from_json(table: Table, values: Values) -> dict[str, Any]:
    """JSON values as the columns take them."""
    return {name: _typed(table.c[name].type, value) for name, value in values.items()}


def _typed(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
