"""All that only SQLite has, behind one door: the connection with its pragmas, the file's faults told in plain Chinese.

Another database would bring its own module of this shape; nothing else in the house knows which one is used.
"""

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import UserError

MAGIC = b"SQLite format 3\x00"
BUSY_MILLISECONDS = 5000
# What a screen of 100,000 tasks goes through has room in it (the indexes of tasks and assignments); SQLite's own 2 MB hold a tenth.
READING_KILOBYTES = 32_768
_NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "davfs"}


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection with the house's pragmas; transactions are begun and ended by hand.

    `check_same_thread` is off because `Store.close` closes connections that other threads opened.
    """
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_MILLISECONDS / 1000)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{READING_KILOBYTES}")
    return connection


def choose_journal_mode(connection: sqlite3.Connection, path: Path) -> str:
    """WAL on local disks; on a network share, where WAL does not work, the roll-back journal."""
    wanted = "DELETE" if on_network(path) else "WAL"
    (mode,) = connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
    return str(mode)


def on_network(path: Path) -> bool:
    r"""Does the file lie on a share: `\\server\…`, a mapped drive letter, or a mounted network file system?"""
    folder = path.absolute().parent
    if str(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        drive_remote = 4
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.drive + "\\") == drive_remote)
    return mounted_as(folder) in _NETWORK_FILE_SYSTEMS


def mounted_as(folder: Path, table: Path = Path("/proc/mounts")) -> str:
    """The type of the file system under `folder`, "" where it cannot be told."""
    try:
        lines = table.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if len(point) >= len(best) and (folder == Path(point) or Path(point) in folder.parents):
            best, kind = point, fields[2]
    return kind


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the file or the disk into a `UserError`; programming errors pass through."""
    try:
        yield
    except sqlite3.Error as error:
        if told := tell(error, path):
            raise told from error
        raise


def tell(error: sqlite3.Error, path: Path) -> UserError | None:
    """The plain words for a fault of the world, None where the fault is ours."""
    name = getattr(error, "sqlite_errorname", "") or ""
    words = str(error)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return UserError(f"数据库“{path.name}”正被别的程序使用", "等了几秒仍未放开", "请关闭其他打开的任务台账窗口后再试")
    if name.startswith("SQLITE_READONLY"):
        return _read_only(path)
    if name.startswith("SQLITE_FULL"):
        return UserError("磁盘已满", "这次修改没有保存，原有数据没有变化", "请清理磁盘空间后再试")
    if name.startswith("SQLITE_CANTOPEN"):
        return UserError(f"打不开数据库“{path.name}”", "文件夹不存在或没有权限", "请检查位置，或换一个能写入的文件夹")
    if name.startswith("SQLITE_NOTADB"):
        return UserError(f"“{path.name}”不是任务台账的数据库", "文件内容不是数据库", "请另选一个文件")
    if name.startswith("SQLITE_CORRUPT") or "malformed" in words:
        return UserError(f"数据库“{path.name}”已经损坏", "文件内容不完整", "请从备份中恢复")
    if name.startswith("SQLITE_IOERR"):
        return UserError(f"读写数据库“{path.name}”时出错", "磁盘或网络盘没有响应", "请检查磁盘连接后再试")
    return None


def _read_only(path: Path) -> UserError:
    return UserError(f"数据库“{path.name}”只能读取", "文件或所在文件夹不允许写入", "请去掉只读属性，或换一个能写入的文件夹")


def check_is_database(path: Path) -> None:
    """Refuse a folder, a file of another kind and one that was cut off within its head, before SQLite touches them."""
    if path.is_dir():
        raise UserError(f"“{path.name}”是一个文件夹", "", "请选择数据库文件")
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except PermissionError as error:
        raise UserError(f"没有权限读取“{path.name}”", "", "请检查文件的权限，或另选一个文件") from error
    if head and head != MAGIC:
        raise UserError(f"“{path.name}”不是任务台账的数据库", "文件内容不是数据库", "请另选一个文件")


def check_writable(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a database that cannot be written before anybody types into it."""
    if not os.access(path, os.W_OK):
        raise _read_only(path)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("ROLLBACK")


def check_folder(folder: Path) -> None:
    """Make the folder of the database; say so when it cannot be made or written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"建不了文件夹“{folder}”", "没有权限或磁盘已满", "请换一个能写入的文件夹") from error
    if not os.access(folder, os.W_OK):
        raise UserError(f"文件夹“{folder}”不允许写入", "数据库要在这里保存", "请换一个能写入的文件夹")


def copy(source: Path, target: Path) -> None:
    """A consistent copy of a database, even one in use, written beside and put in place when it is whole; nothing stays otherwise."""
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        origin, image = sqlite3.connect(source), sqlite3.connect(part)
        try:
            origin.backup(image)
        finally:
            image.close()
            origin.close()
        part.replace(target)
    except (OSError, sqlite3.Error):
        part.unlink(missing_ok=True)
        raise


def next_ids(connection: sqlite3.Connection, table: str) -> int:
    """The first id that the table has never given out."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return (row[0] if row else 0) + 1


def joined(expression: str, separator: str = ",") -> str:
    """SQL text: the values of all rows in one text, in the order of the rows; no values give NULL, a NULL among them is left out.

    A column of a hundred thousand numbers comes so in a third of the time that as many rows take.
    """
    return f"GROUP_CONCAT({expression}, '{separator}')"


def row_as_json(columns: Iterable[str]) -> str:
    """SQL text: a row as the JSON object that the journal keeps; the database makes a hundred thousand of them in no time."""
    pairs = (f"'{name}', \"{name}\"" for name in columns)
    return f"json_object({', '.join(pairs)})"


def days_between(first: str, last: str) -> str:
    """SQL text: whole days from one DATE expression to another (NULL where one is NULL)."""
    return f"CAST(julianday({last}) - julianday({first}) AS INTEGER)"


def period_order(column: str) -> str:
    """SQL text: what puts periods in the order of their ends (`domain.periods.sort_key`)."""
    year, number = f"substr({column}, 1, 4)", f"CAST(substr({column}, 7) AS INTEGER)"
    return f"""(CASE substr({column}, 6, 1)
        WHEN 'W' THEN date({year} || '-01-04', 'weekday 0', (7 * ({number} - 1)) || ' days') || '1'
        WHEN 'Q' THEN {year} || '-' || substr('0' || (3 * {number}), -2) || '-313'
        WHEN 'H' THEN {year} || '-' || substr('0' || (6 * {number}), -2) || '-314'
        WHEN '' THEN {column} || '-12-315' ELSE {column} || '-312' END)"""
