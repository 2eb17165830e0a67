"""Backups: whole copies, thinned by a rule, put back without losing what stood there."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.stores import draft
from tracker.domain.backups import kept
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.usecases.house import backup
from tracker.usecases.intake import plans

NOW = datetime(2026, 9, 16, 9, 30)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "data" / "tracker.db")


def test_a_backup_is_put_back_and_what_stood_there_is_kept(places: Paths, clock: Clock) -> None:
    with Store.open(places.db, clock) as store:
        plans.import_plan(store, draft("第一份"))
        file = backup.back_up(store, places)
        plans.import_plan(store, draft("第二份"))
    before = backup.restore(places, file, NOW + timedelta(minutes=1))
    with Store.open(places.db, clock) as store:
        assert [plan.title for plan in plans.list_plans(store)] == ["第一份"]
    assert before is not None
    backup.restore(places, before, NOW + timedelta(minutes=2))
    with Store.open(places.db, clock) as store:
        assert [plan.title for plan in plans.list_plans(store)] == ["第二份", "第一份"]


def test_a_backup_made_while_the_database_is_in_use_holds_what_is_stored(places: Paths, clock: Clock) -> None:
    with Store.open(places.db, clock) as store, store.read():
        plans.import_plan(store, draft())
        file = backup.back_up(store, places, "导入前")
        assert file.name == "tracker备份-20260916-093000-导入前.db"
        with Store.open(file, clock) as copy:
            assert len(plans.list_plans(copy)) == 1


def test_a_restore_is_refused_while_somebody_writes(places: Paths, clock: Clock) -> None:
    with Store.open(places.db, clock) as store:
        plans.import_plan(store, draft())
        file = backup.back_up(store, places)
        holder = sqlite3.connect(places.db, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="正被别的程序使用"):
            backup.restore(places, file, NOW + timedelta(minutes=1))
        holder.close()
        assert len(plans.list_plans(store)) == 1


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_file_that_is_no_backup_is_refused(places: Paths, clock: Clock, tmp_path: Path, content: bytes) -> None:
    with Store.open(places.db, clock) as store:
        plans.import_plan(store, draft())
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(content)
    with pytest.raises(UserError):
        backup.restore(places, wrong, NOW)
    with Store.open(places.db, clock) as store:
        assert len(plans.list_plans(store)) == 1


def test_a_damaged_backup_is_refused_and_a_damaged_database_told(places: Paths, clock: Clock) -> None:
    with Store.open(places.db, clock) as store:
        plans.import_plan(store, draft())
        file = backup.back_up(store, places)
    assert backup.check(places) == []
    data = bytearray(file.read_bytes())
    data[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
    file.write_bytes(data)
    with pytest.raises(UserError, match="损坏"):
        backup.restore(places, file, NOW)
    places.db.write_bytes(data)
    assert backup.check(places)


@pytest.mark.parametrize("broken", [b"no database at all", b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_broken_database_gives_way_to_a_backup_and_is_kept(places: Paths, clock: Clock, broken: bytes) -> None:
    with Store.open(places.db, clock) as store:
        plans.import_plan(store, draft())
        file = backup.back_up(store, places)
    places.db.write_bytes(broken)
    before = backup.restore(places, file, NOW + timedelta(minutes=1))
    assert before is not None and before.read_bytes() == broken
    with Store.open(places.db, clock) as store:
        assert len(plans.list_plans(store)) == 1


def test_one_backup_a_day_and_none_of_an_empty_database(places: Paths, clock: Clock) -> None:
    with Store.open(places.db, clock) as store:
        assert backup.back_up_daily(store, places) is None
        plans.import_plan(store, draft())
        assert backup.back_up_daily(store, places) is not None
        clock.now += timedelta(hours=3)
        assert backup.back_up_daily(store, places) is None
        clock.now += timedelta(days=1)
        assert backup.back_up_daily(store, places) is not None
        assert [each.made_at.day for each in backup.backups(store, places)] == [17, 16]


def test_another_folder_can_be_chosen_and_one_that_cannot_be_written_is_refused(places: Paths, clock: Clock, tmp_path: Path) -> None:
    other = tmp_path / "U盘"
    other.mkdir()
    with Store.open(places.db, clock) as store:
        backup.set_backup_folder(store, other)
        plans.import_plan(store, draft())
        assert backup.back_up(store, places).parent == other
        with pytest.raises(UserError, match="不能写入"):
            backup.set_backup_folder(store, tmp_path / "不存在")
        assert backup.backup_folder(store, places) == other


def test_the_newest_backups_then_days_then_months_are_kept() -> None:
    hours = [NOW - timedelta(hours=count) for count in range(24 * 400)]
    left = kept(hours)
    assert set(hours[:10]) <= left and len(left) < 60
    assert {time.date() for time in hours[: 24 * 29]} == {time.date() for time in left if (NOW - time).days < 29}
    assert {(time.year, time.month) for time in hours} == {(time.year, time.month) for time in left}
    assert kept(left) == left, "what is kept once stays kept while nothing new comes"


def test_old_backups_are_thinned_but_never_those_with_a_reason(places: Paths, clock: Clock) -> None:
    with Store.open(places.db, clock) as store:
        plans.import_plan(store, draft())
        named = backup.back_up(store, places, "恢复前")
        for _turn in range(14):
            clock.now += timedelta(minutes=1)
            backup.back_up(store, places)
        files = backup.backups(store, places)
    assert named in [each.file for each in files]
    assert sum(not each.why for each in files) == 10
