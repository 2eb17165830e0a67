"""Is this database new, current, older or newer than the program? Alembic is loaded only when something must be migrated."""

import sqlite3
from datetime import datetime
from pathlib import Path

from tracker.errors import UserError
from tracker.storage import sqlite

HEAD = "0007"
MIGRATIONS = Path(__file__).with_name("migrations")


def bring_up(path: Path, connection: sqlite3.Connection) -> None:
    """Leave the database at `HEAD`, or refuse it with a reason; `connection` is an open one to it."""
    version = stored_version(path, connection)
    if version == HEAD:
        return
    if version is not None:
        _refuse_newer(path, version)
        _back_up(path, version)
    _migrate(path)


def stored_version(path: Path, connection: sqlite3.Connection) -> str | None:
    """The revision that the database has; None for an empty one. A database of another program is refused."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    if "alembic_version" in tables:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if row is not None:
            return str(row[0])
    raise UserError(f"“{path.name}”不是任务台账的数据库", "里面是别的程序的数据", "请另选一个文件")


def _refuse_newer(path: Path, version: str) -> None:
    """A revision that this program does not have was written by a later one."""
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if version not in known:
        raise UserError(f"数据库“{path.name}”是更新版本的任务台账建立的", "本程序版本较旧，打开会损坏数据", "请升级程序后再打开")


def _back_up(path: Path, version: str) -> None:
    """A copy beside the database before it is changed: 名称.升级前-0001-20261121-093000.db."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    try:
        sqlite.copy(path, path.with_name(f"{path.stem}.升级前-{version}-{stamp}{path.suffix}"))
    except (OSError, sqlite3.Error) as error:
        raise UserError("升级数据库前的备份没有成功", "磁盘已满或文件夹不允许写入", "请腾出空间后再打开") from error


def _migrate(path: Path) -> None:
    """Run all missing migrations in one transaction: afterwards the database is at `HEAD`, or as it was."""
    from alembic import command
    from alembic.config import Config

    from tracker.storage.engine import make_engine

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    engine = make_engine(path)
    try:
        with engine.begin() as connection:
            connection.info["journalling"] = True
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
