"""Whatever stops an import – a bad file, the user, a power cut, a full disk –, the database is as it was, or has all of it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.returned import Returned, begin, places_of
from tests.stores import TODAY, clock, contents
from tracker.errors import Cancelled, UserError
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_apply import apply_review
from tracker.usecases.feedback.sheet_files import begin_review
from tracker.usecases.house import history

ROOT = Path(__file__).resolve().parents[2]
POINTS = 10
CSV = "序号,重点任务,完成状态,完成进度,进展情况\n1,清理北渠淤泥,推进中,65%,两段完工\n"
WATER = Returned("水利局.xlsx", "县水利局", [("清理北渠淤泥", {"percent": 65.0})])


def _import(folder: Path, stop: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.usecases.import_in_pieces", str(folder), stop]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONUTF8": "1"})


def _whole(path: Path) -> bool:
    connection = sqlite3.connect(path)
    try:
        return (
            connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            and not connection.execute("PRAGMA foreign_key_check").fetchall()
        )
    finally:
        connection.close()


def _operations(path: Path) -> list[str]:
    with Store.open(path, clock) as store:
        return [operation.name for operation in history.history(store)]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process is killed like this on Linux only")
def test_a_power_cut_at_ten_points(tmp_path: Path, planned_database: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    shutil.copy(planned_database, whole / "planned.db")
    done = _import(whole, "count")
    assert done.returncode == 0, done.stderr
    before, after = contents(planned_database), contents(whole / "planned.db")
    assert before != after
    statements = int(done.stdout)
    for number in range(POINTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "planned.db"
        shutil.copy(planned_database, path)
        stopped = _import(folder, str(1 + number * (statements - 1) // (POINTS - 1)))
        assert stopped.returncode == -signal.SIGKILL, stopped.stderr
        assert _operations(path) == ["导入方案“松河县水环境治理方案”"]
        assert contents(path) == before
        assert _whole(path)
    again = _import(folder, "count")
    assert again.returncode == 0, again.stderr
    assert contents(path) == after, "it is simply done again"


@pytest.mark.skipif(sys.platform != "linux", reason="the room on the disk is limited like this on Linux only")
def test_a_full_disk(tmp_path: Path, planned_database: Path) -> None:
    path = tmp_path / "planned.db"
    shutil.copy(planned_database, path)
    stopped = _import(tmp_path, "full")
    assert stopped.returncode == 1, stopped.stderr
    assert "磁盘" in stopped.stdout
    assert contents(path) == contents(planned_database)
    assert _whole(path)


def test_no_room_for_the_backup(planned: Store, tmp_path: Path) -> None:
    places = places_of(tmp_path)
    places.data_dir.mkdir()
    places.backups.write_text("a file where the folder should be", "utf-8")
    before = contents(planned.path)
    with pytest.raises(UserError, match="备份没有成功"):
        apply_review(planned, places, begin(planned, WATER), TODAY)
    assert contents(planned.path) == before


@pytest.mark.parametrize("share", [0.0, 0.2, 0.95])
def test_the_user_stops_it(planned: Store, tmp_path: Path, share: float) -> None:
    def stop(done: float, _text: str) -> None:
        if done >= share:
            raise Cancelled

    before = contents(planned.path)
    with pytest.raises(Cancelled):
        apply_review(planned, places_of(tmp_path), begin(planned, WATER), TODAY, stop)
    assert contents(planned.path) == before
    assert len(history.history(planned)) == 1


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("坏.xlsx", lambda file: file.write_bytes(b"PK\x03\x04 cut off")),
        ("空.csv", lambda file: file.write_bytes(b"")),
        ("方案.docx", lambda file: file.write_bytes(b"%PDF-1.7 something")),
        ("别的.csv", lambda file: file.write_text("姓名,电话\n何川,13600000000\n沈佳,13600000001\n", "utf-8")),
        ("没有.xlsx", lambda _file: None),
    ],
)
def test_a_refused_file(planned: Store, tmp_path: Path, name: str, make: Callable[[Path], object]) -> None:
    make(tmp_path / name)
    before = contents(planned.path)
    review, _desk = begin_review(planned, places_of(tmp_path), [tmp_path / name], 1, "2026-09", TODAY)
    (file,) = review.files
    assert file.error is not None
    assert review.missing == ["没有可以导入的文件"]
    with pytest.raises(UserError, match="没有可以导入的文件"):
        apply_review(planned, places_of(tmp_path), review, TODAY)
    assert contents(planned.path) == before


def test_reading_is_stopped(planned: Store, tmp_path: Path) -> None:
    file = tmp_path / "县水利局.csv"
    file.write_text(CSV, "utf-8")

    def stop(_done: float, _text: str) -> None:
        raise Cancelled

    before = contents(planned.path)
    with pytest.raises(Cancelled):
        begin_review(planned, places_of(tmp_path), [file], 1, "2026-09", TODAY, stop)
    assert contents(planned.path) == before
    assert not places_of(tmp_path).received.exists()
