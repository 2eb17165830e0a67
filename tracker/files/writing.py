"""Putting a finished file in place: written beside its target under another name, then swapped in, so that nothing is half-written."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import UserError

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


@contextmanager
def written(out: Path) -> Iterator[Path]:
    """A path in the folder of `out` to write to; it replaces `out` when the block ends well and vanishes when it does not.

    Raises UserError where the folder is missing or read-only, `out` is open in Word, WPS, Excel or LibreOffice, or the disk is full.
    """
    temporary: Path | None = None
    try:
        _check(out)
        handle, name = tempfile.mkstemp(prefix=".正在写入-", suffix=out.suffix, dir=out.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        _settle(temporary)
        _give_usual_rights(temporary, out)
        temporary.replace(out)
        temporary = None
        _settle(out.parent)
    except OSError as error:
        raise _told(error, out) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def free_name(out: Path) -> Path:
    """The first of “名称（2）”, “名称（3）” … beside `out` that is not taken."""
    for number in range(2, 1000):
        other = out.with_name(f"{out.stem}（{number}）{out.suffix}")
        if not other.exists():
            return other
    return out.with_name(f"{out.stem}（新）{out.suffix}")


def _check(out: Path) -> None:
    if not out.parent.is_dir():
        raise UserError(f"不能保存到“{out.parent}”", "没有这个文件夹", "请换一个文件夹")
    if out.is_dir():
        raise UserError(f"不能保存为“{out.name}”", "这里已有一个同名的文件夹", "请换一个名称")
    if _is_open(out):
        raise _open_elsewhere(out)
    if out.exists() and not os.access(out, os.W_OK):
        raise UserError(f"不能覆盖“{out.name}”", "这个文件是只读的", f"请另存为“{free_name(out).name}”")


def _is_open(out: Path) -> bool:
    """Whether a lock file of Word, Excel, WPS or LibreOffice stands beside the file, or Windows keeps it from us."""
    if not out.exists():
        return False
    name = out.name
    locks = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#", f".~{name}")
    if any(out.with_name(lock).exists() for lock in locks):
        return True
    if os.name == "nt":
        try:
            with out.open("r+b"):
                return False
        except PermissionError:
            return os.access(out, os.W_OK)
        except OSError:
            return False
    return False


def _open_elsewhere(out: Path) -> UserError:
    return UserError(f"“{out.name}”没有保存", "这个文件正在 Word、Excel 或 WPS 中打开", f"请先关闭它，或另存为“{free_name(out).name}”")


def _settle(path: Path) -> None:
    """Wait until the disk has it. Folders cannot be opened on Windows, and need not be there."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _give_usual_rights(temporary: Path, out: Path) -> None:
    """A temporary file is private to its maker; the finished one must be as readable as any other new file."""
    if os.name == "nt":
        return
    if out.exists():
        mode = out.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    temporary.chmod(mode)


def _told(error: OSError, out: Path) -> UserError:
    if error.errno in _FULL:
        return UserError(f"“{out.name}”没有保存", "磁盘空间不足", "请清理磁盘或换一个位置再试")
    if error.errno == errno.EROFS:
        return UserError(f"不能保存到“{out.parent}”", "这个位置是只读的", "请换一个文件夹")
    if isinstance(error, PermissionError):
        if out.exists() and os.access(out.parent, os.W_OK):
            return _open_elsewhere(out)
        return UserError(f"不能保存到“{out.parent}”", "没有写入权限", "请换一个文件夹")
    if error.errno == errno.ENAMETOOLONG:
        return UserError(f"“{out.name[:20]}…”没有保存", "文件名太长", "请改短一些")
    if error.errno in (errno.EINVAL, errno.ENOENT):
        return UserError(f"“{out.name}”没有保存", "名称里有系统不接受的字符，或文件夹已被移走", "请换一个名称或文件夹")
    return UserError(f"“{out.name}”没有保存", "写入时磁盘出错", "请换一个位置再试")
