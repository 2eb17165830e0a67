"""Opening a database: what is fine opens, what is not is refused in one Chinese sentence and left as it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stores import clock, contents
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.storage import sqlite
from tracker.storage.store import Store
from tracker.storage.tables import Setting
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks
from tracker.usecases.work.tasks import set_state


def _refused(path: Path) -> str:
    with pytest.raises(UserError) as refusal:
        Store.open(path)
    return str(refusal.value)


def test_a_missing_folder_is_made(tmp_path: Path, empty_database: Path) -> None:
    folder = tmp_path / "数据" / "二〇二六"
    folder.mkdir(parents=True)
    shutil.copy(empty_database, folder / "台账.db")
    Store.open(folder / "台账.db").close()
    assert (folder / "台账.db").exists()
    assert "建不了文件夹" in _refused(folder / "台账.db" / "里面" / "新.db")


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "新建 (1)%20.db"
    path.touch()
    store = Store.open(path)
    assert plans.list_plans(store) == []
    store.close()


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(b"PK\x03\x04 and something")
    assert "不是任务台账的数据库" in _refused(path)
    assert path.read_bytes() == b"PK\x03\x04 and something"


def test_a_folder(tmp_path: Path) -> None:
    assert "是一个文件夹" in _refused(tmp_path)


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text TEXT)")
    connection.close()
    before = path.read_bytes()
    assert "里面是别的程序的数据" in _refused(path)
    assert path.read_bytes() == before


def test_a_newer_database(tmp_path: Path, empty_database: Path) -> None:
    path = tmp_path / "newer.db"
    shutil.copy(empty_database, path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    assert "更新版本" in _refused(path)
    assert not list(tmp_path.glob("*升级前*"))


def test_a_file_that_was_cut_off(tmp_path: Path, planned_database: Path) -> None:
    path = tmp_path / "cut.db"
    path.write_bytes(planned_database.read_bytes()[:5000])
    assert "已经损坏" in _refused(path)


def test_a_damaged_page_is_told_when_it_is_read(tmp_path: Path, planned_database: Path) -> None:
    path = tmp_path / "damaged.db"
    whole = planned_database.read_bytes()
    path.write_bytes(whole[:8192] + b"\x55" * (len(whole) - 8192))
    with pytest.raises(UserError, match="已经损坏"):
        store = Store.open(path)
        try:
            plans.list_plans(store)
            set_state(store, [1], State.COMPLETED, clock().date())
        finally:
            store.close()


def test_a_read_only_file(tmp_path: Path, planned_database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "readonly.db"
    shutil.copy(planned_database, path)
    can = os.access
    monkeypatch.setattr(os, "access", lambda place, mode: Path(place) != path and can(place, mode))
    assert "只能读取" in _refused(path)
    monkeypatch.setattr(os, "access", lambda place, mode: Path(place) != tmp_path and can(place, mode))
    assert "不允许写入" in _refused(path)


def test_a_database_that_becomes_read_only(planned: Store) -> None:
    before = contents(planned.path)
    with pytest.raises(UserError, match="只能读取"), planned.transaction("改") as work:
        work.session.connection().exec_driver_sql("PRAGMA query_only = ON")
        work.add(Setting(name="a", value="1"))
    assert contents(planned.path) == before


def test_locked_by_another_process(planned: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlite3.connect(planned.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 50)
    assert "正被别的程序使用" in _refused(planned.path)
    with pytest.raises(UserError, match="正被别的程序使用"):
        set_state(planned, [1], State.COMPLETED, clock().date())
    assert len(plans.list_plans(planned)) == 1, "reading goes on meanwhile"
    other.execute("ROLLBACK")
    other.close()
    set_state(planned, [1], State.COMPLETED, clock().date())


def test_a_full_disk_keeps_what_was(planned: Store) -> None:
    before = contents(planned.path)
    with pytest.raises(UserError, match="磁盘已满"), planned.transaction("导入很多") as work:
        connection = work.session.connection()
        (pages,) = connection.exec_driver_sql("PRAGMA page_count").one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
        work.insert_many("setting", [{"name": f"name{n}", "value": "x" * 500} for n in range(500)])
    assert contents(planned.path) == before


def test_reading_loads_no_orm(planned_database: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from datetime import date; from tracker.storage.store import Store;"
        "from tracker.usecases.views import calendar, matrix, overview, search;"
        "from tracker.usecases.house import history, units; from tracker.usecases.intake import plans;"
        "from tracker.usecases.work import tasks;"
        "store = Store.open(Path(sys.argv[1])); today = date(2026, 9, 16);"
        "ids = tasks.task_list(store, tasks.TaskFilter(), tasks.Group.NONE, today).groups[0].ids;"
        "assert len(tasks.task_rows(store, ids, today)) == 5; overview.overview(store, None, today); plans.list_plans(store);"
        "print([name for name in ('sqlmodel', 'sqlalchemy', 'alembic', 'pydantic', 'docx', 'openpyxl') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(planned_database)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_wal_on_a_local_disk_and_not_on_a_share(tmp_path: Path, empty_database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mode(path: Path) -> str:
        connection = sqlite3.connect(path)
        try:
            return str(connection.execute("PRAGMA journal_mode").fetchone()[0])
        finally:
            connection.close()

    path = tmp_path / "a.db"
    shutil.copy(empty_database, path)
    Store.open(path).close()
    assert mode(path) == "wal"
    monkeypatch.setattr(sqlite, "on_network", lambda place: place == path)
    store = Store.open(path)
    assert mode(path) == "delete"
    assert plans.list_plans(store) == []
    store.close()


def test_shares_are_known(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\n//server/office /mnt/office\\040files cifs rw 0 0\n", "utf-8")
    assert sqlite.mounted_as(Path("/mnt/office files/2026"), mounts) == "cifs"
    assert sqlite.mounted_as(Path("/home/clerk"), mounts) == "ext4"
    assert sqlite.mounted_as(Path("/home/clerk"), tmp_path / "missing") == ""


def test_threads_read_while_another_writes(planned: Store) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def write(number: int) -> None:
        tasks.add_task(planned, 1, None, f"新任务 {number}")

    def read(_: int) -> int:
        with planned.read() as db:
            first = db.value("SELECT COUNT(*) FROM task")
            second = db.value("SELECT COUNT(*) FROM task")
            assert first == second, "a reader sees one state"
            return int(first)

    with ThreadPoolExecutor(4) as pool:
        writes = [pool.submit(write, number) for number in range(12)]
        counts = [pool.submit(read, number) for number in range(60)]
        assert all(5 <= count.result() <= 17 for count in counts)
        for job in writes:
            job.result()
    assert plans.list_plans(planned)[0].task_count == 17
