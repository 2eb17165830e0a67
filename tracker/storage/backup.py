"""Copies of the database as files: made while it is in use, checked before they are trusted, put back whole."""

import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tracker.domain.backups import kept
from tracker.errors import UserError
from tracker.storage import schema, sqlite

_STAMP = "%Y%m%d-%H%M%S"
_BEFORE = "恢复前"


class Backup(NamedTuple):
    """One backup: `why` is what it was made before, "" for a plain one; `size` in bytes."""

    file: Path
    made_at: datetime
    why: str
    size: int


def back_up(db: Path, folder: Path, now: datetime, why: str = "") -> Path:
    """Copy the database into `folder` as 任务台账备份-20261122-093000-原因.db, check the copy, and thin out the plain old ones.

    Raises UserError where the disk does not take it; then nothing half-written stays.
    """
    name = "-".join(part for part in (f"{db.stem}备份", now.strftime(_STAMP), why) if part)
    file = folder / f"{name}.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sqlite.copy(db, file)
    except (OSError, sqlite3.Error) as error:
        raise UserError(f"备份没有成功：不能写入“{folder}”", "磁盘已满或没有权限", "请腾出空间，或在设置里换一个备份文件夹") from error
    if faults := _faults(file):
        file.unlink(missing_ok=True)
        raise UserError("备份没有成功", f"写出的备份不完整：{faults[0]}", "请检查磁盘后再试")
    _thin(db, folder, now)
    return file


def backups(db: Path, folder: Path) -> list[Backup]:
    """The backups of this database, the newest first."""
    found = []
    for file in folder.glob(f"{db.stem}备份-*.db"):
        stamp = file.stem.removeprefix(f"{db.stem}备份-")
        try:
            found.append(Backup(file, datetime.strptime(stamp[:15], _STAMP), stamp[16:], file.stat().st_size))
        except (ValueError, OSError):
            continue
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def restore(db: Path, source: Path, folder: Path, now: datetime) -> Path | None:
    """Put a backup in the place of the database, which must not be in use; returns the backup made of what stood there before.

    Raises UserError, with everything as it was, for a file that is no whole database of this program.
    """
    if not source.is_file():
        raise UserError(f"没有找到备份“{source}”", "文件不存在", "请重新选择")
    sqlite.check_is_database(source)
    with sqlite.faults(source):
        connection = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
        try:
            if schema.stored_version(source, connection) is None:
                raise UserError(f"“{source.name}”里没有数据", "是一个空的数据库", "请另选一个备份")
        finally:
            connection.close()
    if faults := _faults(source):
        raise UserError(f"备份“{source.name}”已经损坏", faults[0], "请另选一个备份")
    before = _set_aside(db, folder, now) if db.exists() else None
    try:
        sqlite.copy(source, db)
        for rest in ("-wal", "-shm", "-journal"):
            db.with_name(db.name + rest).unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise UserError("恢复没有成功，数据没有变化", "磁盘已满或没有权限", "请腾出空间后再试") from error
    return before


def _set_aside(db: Path, folder: Path, now: datetime) -> Path:
    """Keep what stands in the place of the database: as a backup where it is whole, byte by byte where it is damaged."""
    with db.open("rb") as file:
        is_database = file.read(len(sqlite.MAGIC)) == sqlite.MAGIC
    if is_database and not _faults(db):
        with sqlite.faults(db):
            _not_in_use(db)
        return back_up(db, folder, now, _BEFORE)
    kept = folder / f"{db.stem}备份-{now.strftime(_STAMP)}-{_BEFORE}-损坏.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(db, kept)
    except OSError as error:
        raise UserError("恢复没有开始：现在的数据没有能另存一份", "磁盘已满或没有权限", "请腾出空间后再试") from error
    return kept


def check(db: Path) -> list[str]:
    """What is wrong with the database file, in words; an empty list: nothing."""
    with sqlite.faults(db):
        return _faults(db)


def _faults(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    try:
        words = [str(line) for (line,) in connection.execute("PRAGMA integrity_check(20)") if line != "ok"]
        lost = {(table, parent) for table, _row, parent, _key in connection.execute("PRAGMA foreign_key_check")}
        return [*(f"数据库结构：{line}" for line in words), *(f"“{table}”里有找不到上级“{parent}”的记录" for table, parent in sorted(lost))]
    except sqlite3.DatabaseError as error:
        return [f"数据库读不完整：{error}"]
    finally:
        connection.close()


def _not_in_use(db: Path) -> None:
    """Refuse while another program has the database open for writing."""
    connection = sqlite3.connect(db, timeout=1, isolation_level=None)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    finally:
        connection.close()


def _thin(db: Path, folder: Path, now: datetime) -> None:
    """Delete plain backups that the rule does not keep. One that cannot be deleted now is deleted another time."""
    plain = [backup for backup in backups(db, folder) if not backup.why and backup.made_at <= now]
    wanted = kept(backup.made_at for backup in plain)
    for backup in plain:
        if backup.made_at not in wanted:
            try:
                backup.file.unlink()
            except OSError:
                continue
