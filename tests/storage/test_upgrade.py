"""A database that an earlier version wrote: copied before it is brought up, then complete, and what was done in it can be undone."""

import gzip
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from tests.stores import clock, contents
from tracker.domain.figures import Reckoning
from tracker.domain.indicators import Standing
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.storage import schema
from tracker.storage.store import Store
from tracker.usecases.cycle import indicator_values
from tracker.usecases.house import history
from tracker.usecases.intake.plans import list_plans
from tracker.usecases.work import tasks
from tracker.usecases.work.attachments import attachments

KEPT = Path(__file__).parents[1] / "data" / "databases"


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A database of the first version: a plan, reports of two periods, a contact, an edited task, one task removed."""
    path = tmp_path / "台账.db"
    path.write_bytes(gzip.decompress((KEPT / "0001.db.gz").read_bytes()))
    return path


@pytest.fixture
def third(tmp_path: Path) -> Path:
    """A database of the third version: reports, a contact, an attachment, a moved limit, workbooks handed out, one task removed."""
    path = tmp_path / "台账.db"
    path.write_bytes(gzip.decompress((KEPT / "0003.db.gz").read_bytes()))
    return path


@pytest.fixture
def sixth(tmp_path: Path) -> Path:
    """A database of the sixth version: an indicator with base, aims and values, a check, a project with its year, progress and version."""
    path = tmp_path / "台账.db"
    path.write_bytes(gzip.decompress((KEPT / "0006.db.gz").read_bytes()))
    return path


def _columns(path: Path) -> dict[str, list[str]]:
    connection = sqlite3.connect(path)
    try:
        return {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in contents(path)}
    finally:
        connection.close()


@pytest.mark.parametrize(("version", "kept"), [("0001", "first"), ("0003", "third"), ("0006", "sixth")])
def test_nothing_is_lost_and_a_copy_stands_beside(version: str, kept: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(kept)
    before, columns = contents(path), _columns(path)
    Store.open(path, clock).close()
    (copy,) = path.parent.glob(f"台账.升级前-{version}-*.db")
    assert contents(copy) == before
    after, wider = contents(path), _columns(path)
    for table, rows in before.items():
        assert wider[table][: len(columns[table])] == columns[table]
        assert [row[: len(columns[table])] for row in after[table]] == rows
    assert set(after) >= set(before)


def test_what_was_done_before_can_be_undone(first: Path) -> None:
    with Store.open(first, clock) as store:
        history.undo(store)
        assert tasks.task_detail(store, 3, date(2026, 9, 16)).row.title == "每月巡查排口"
        tasks.report_progress(store, 3, "2026-10", State.IN_PROGRESS, 50, "已建档", today=date(2026, 10, 9))
        dredging = tasks.task_detail(store, 1, date(2026, 9, 16))
        assert [(report.period, report.percent) for report in dredging.reports] == [("2026-09", 65), ("2026-08", 40)]
        assert dredging.contacts[0].person == "沈佳"


def test_what_the_third_version_did_is_there_and_can_be_undone(third: Path) -> None:
    with Store.open(third, clock) as store:
        detail = tasks.task_detail(store, 1, date(2026, 9, 16))
        assert [report.percent for report in detail.reports] == [65, 40] and detail.deadlines[0].due == date(2026, 10, 31)
        assert [file.name for file in attachments(store, 1)] == ["验收单.txt"]
        while history.undo_name(store):
            assert history.undo(store).kept == ()
        assert list_plans(store) == []


def test_what_the_sixth_version_followed_is_judged_as_before_and_can_be_undone(sixth: Path) -> None:
    with Store.open(sixth, clock) as store:
        (line,) = indicator_values.indicator_lines(store, [1], date(2026, 9, 16))
        assert line.row.reckoning is Reckoning.LEVEL and line.judgement.standing is Standing.BEHIND
        assert [one.value for one in line.actuals] == ["84", "85.4"]
        while history.undo_name(store):
            assert history.undo(store).kept == ()
        assert list_plans(store) == []


def test_the_copy_of_a_newer_version_is_refused(first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(first, clock).close()
    whole = first.read_bytes()
    old = first.with_name("旧程序")
    (old / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako", "versions/0001_baseline.py"):
        (old / name).write_bytes((schema.MIGRATIONS / name).read_bytes())
    monkeypatch.setattr(schema, "MIGRATIONS", old)
    monkeypatch.setattr(schema, "HEAD", "0001")
    with pytest.raises(UserError, match="更新版本"):
        Store.open(first, clock)
    assert first.read_bytes() == whole
