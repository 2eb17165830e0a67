"""Backups: made by hand, before each import of sheets, and once a day; put back; and the health of the database."""

from datetime import datetime
from pathlib import Path

from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.storage import backup as storage
from tracker.storage.backup import Backup
from tracker.storage.store import Store
from tracker.usecases.house.settings import BACKUP_FOLDER, set_setting, setting

__all__ = ["Backup", "back_up", "back_up_daily", "backup_folder", "backups", "check", "restore", "set_backup_folder"]


def backup_folder(store: Store, places: Paths) -> Path:
    """Where backups go: as the office set it, else `backups` in the data folder."""
    own = setting(store, BACKUP_FOLDER)
    return Path(str(own)) if own else places.backups


def set_backup_folder(store: Store, folder: Path | None) -> Changes:
    """Choose another folder (None: the default one). Raises UserError where it cannot be written."""
    if folder is not None:
        probe = folder / ".write-test"
        try:
            probe.write_text("", "utf-8")
            probe.unlink()
        except OSError as error:
            raise UserError(f"备份文件夹“{folder}”不能写入", "不存在或没有权限", "请换一个文件夹") from error
    return set_setting(store, BACKUP_FOLDER, None if folder is None else str(folder))


def back_up(store: Store, places: Paths, why: str = "") -> Path:
    """Make a backup now; `why`: what it is made before, as part of its name (导入反馈表前)."""
    return storage.back_up(store.path, backup_folder(store, places), store.clock(), why)


def back_up_daily(store: Store, places: Paths) -> Path | None:
    """The first time on a day that something is stored: a backup; None where there is one of today, or nothing to keep."""
    now = store.clock()
    latest = next(iter(backups(store, places)), None)
    with store.read() as db:
        has_any = db.row("SELECT MAX(id) FROM operation")[0] is not None
    if not has_any or (latest is not None and latest.made_at.date() == now.date()):
        return None
    return back_up(store, places)


def backups(store: Store, places: Paths) -> list[Backup]:
    """The backups there are, the newest first."""
    return storage.backups(store.path, backup_folder(store, places))


def restore(places: Paths, source: Path, now: datetime) -> Path | None:
    """Put a backup in the place of the database, which nobody may have open; returns the backup of what stood there before."""
    return storage.restore(places.db, source, places.backups, now)


def check(places: Paths) -> list[str]:
    """What is wrong with the database, in words; empty: nothing."""
    return storage.check(places.db)
