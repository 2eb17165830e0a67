"""The journal: whatever was written, by whichever way, can be worked out again from it; nothing is written beside it."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.stores import NOW, TODAY, contents
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.storage.bulk import table_of
from tracker.storage.store import Store
from tracker.storage.tables import Setting, Task
from tracker.usecases.house import history, units
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks


def replayed(path: Path) -> dict[str, dict[int, dict[str, Any]]]:
    """All rows as the journal alone says they are."""
    connection = sqlite3.connect(path)
    rows: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for table, row_id, action, before, after in connection.execute(
        "SELECT table_name, row_id, action, before, after FROM change ORDER BY id"
    ):
        if action == "insert":
            rows[table][row_id] = json.loads(after)
            continue
        old = json.loads(before)
        assert {name: rows[table][row_id][name] for name in old} == old, "before is what was there"
        if action == "delete":
            assert rows[table].pop(row_id) == old
        else:
            rows[table][row_id] |= json.loads(after)
    connection.close()
    return rows


def stored(path: Path) -> dict[str, dict[int, dict[str, Any]]]:
    """All rows as they are stored, in the form of the journal."""
    found = {}
    for table, rows in contents(path).items():
        columns = table_of(table).columns
        found[table] = {row[0]: {column.name: _plain(column, value) for column, value in zip(columns, row, strict=True)} for row in rows}
    return found


def _plain(column: Any, value: Any) -> Any:
    if value is not None and column.type.python_type is bool:
        return bool(value)
    return value.removesuffix(".000000") if isinstance(value, str) and column.name == "imported_at" else value


def test_the_journal_tells_every_row(planned: Store) -> None:
    tasks.set_role(planned, 1, 3, Role.SUPPORT)
    tasks.set_role(planned, 1, 2, None)
    tasks.set_deadline(planned, 2, None, "10月底前", DeadlineKind.DATE, TODAY)
    tasks.report_progress(planned, 1, "2026-09", State.IN_PROGRESS, 40, "进展", today=TODAY)
    tasks.set_contact(planned, 1, leader="新人", today=TODAY)
    tasks.set_state(planned, [1, 2, 3], State.COMPLETED, TODAY)
    tasks.remove_task(planned, 4)
    units.merge_units(planned, 2, 1)
    units.reorder_units(planned, [4, 3, 1])
    history.undo(planned)
    history.undo(planned, 2)
    plans.remove_plan(planned, 1)
    expected = {table: rows for table, rows in stored(planned.path).items() if rows}
    assert {table: rows for table, rows in replayed(planned.path).items() if rows} == expected


def test_a_write_beside_the_journal_is_refused(planned: Store) -> None:
    before = contents(planned.path)
    statements = ["UPDATE task SET title = 'x'", "DELETE FROM finding", "INSERT INTO setting (name, value) VALUES ('a', '1')"]
    for statement in statements:
        with pytest.raises(RuntimeError, match="outside the journal"), planned.transaction("改") as work:
            work.session.connection().execute(text(statement))
        with pytest.raises(RuntimeError, match="outside the journal"), planned.transaction("改") as work:
            work.get(Task, 1).title = "先经过日志"
            work.session.flush()
            work.session.connection().exec_driver_sql(statement)
    with pytest.raises(RuntimeError, match="not a question"), planned.read() as db:
        db.rows("DELETE FROM finding")
    assert contents(planned.path) == before


def test_an_empty_transaction_leaves_no_operation(planned: Store) -> None:
    with planned.transaction("什么也没有做") as work:
        work.get(Task, 1).title = work.get(Task, 1).title
    assert work.changes().operation_id is None
    assert [operation.id for operation in history.history(planned)] == [1]


def test_what_was_there_is_known_even_if_it_was_not_loaded(planned: Store) -> None:
    with planned.transaction("改") as work:
        task = work.get(Task, 1)
        work.session.expire(task)
        task.title = "新标题"
    (change,) = history.changes_of(planned, 2)
    assert change.fields == (("标题", "清理北渠淤泥", "新标题"),)


def test_a_failure_leaves_nothing(planned: Store) -> None:
    before = contents(planned.path)
    with pytest.raises(ZeroDivisionError), planned.transaction("半途而废") as work:
        work.add(Setting(name="a", value="1"))
        work.insert_many("setting", [{"name": "b", "value": "2"}])
        work.get(Task, 1).title = "改了"
        raise ZeroDivisionError
    assert contents(planned.path) == before
    assert [operation.id for operation in history.history(planned)] == [1]
    tasks.edit_task(planned, 1, title="还能写")


def test_a_transaction_within_a_transaction_is_a_mistake(planned: Store) -> None:
    with pytest.raises(RuntimeError, match="within"), planned.transaction("外"), planned.transaction("内"):
        pass


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 exists on POSIX only")
@pytest.mark.parametrize("after", [0, 1, 3])
def test_kill_in_the_middle_leaves_nothing(planned: Store, after: int) -> None:
    planned.close()
    before = contents(planned.path)
    code = (
        "import os, signal, sys; from pathlib import Path; from tracker.storage.store import Store;"
        "store = Store.open(Path(sys.argv[1]));\n"
        "with store.transaction('导入') as work:\n"
        "    for n in range(int(sys.argv[2])):\n"
        "        work.insert_many('setting', [{'name': f'{n}-{m}', 'value': 'x' * 900} for m in range(4000)])\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(planned.path), str(after)], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    reopened = Store.open(planned.path)
    assert contents(planned.path) == before
    assert [operation.id for operation in history.history(reopened)] == [1]
    reopened.close()


def test_ids_are_never_given_twice(planned: Store) -> None:
    first = tasks.add_task(planned, 1, None, "一").result
    history.undo(planned)
    second = tasks.add_task(planned, 1, None, "二").result
    assert first is not None and second == first + 1


def test_history_tells_in_chinese(planned: Store) -> None:
    tasks.set_role(planned, 1, 2, Role.LEAD)
    (latest, imported) = history.history(planned)
    assert latest.name == "设任务 1“清理北渠淤泥”的牵头单位 财政局"
    assert latest.done_at == NOW and latest.state == "done" and latest.tables == ("assignment",)
    assert imported.name == "导入方案“松河县水环境治理方案”"
    (change,) = history.changes_of(planned, latest.id)
    assert (change.what, change.action) == ("任务 1 的责任", "修改")
    assert change.fields == (("责任", "配合", "牵头"),)


def test_history_names_what_is_gone(planned: Store) -> None:
    operation = tasks.remove_task(planned, 1).operation_id
    assert operation is not None
    told = [(change.what, change.action) for change in history.changes_of(planned, operation)]
    assert ("任务 1“清理北渠淤泥”", "删除") in told
    assert ("任务 1 的时限", "删除") in told
    assert all("None" not in what for what, _ in told)
