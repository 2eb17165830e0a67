"""Copies of files in the data folder, named by their bytes: the original may go, and a changed copy is noticed."""

import hashlib
import shutil
from pathlib import Path
from typing import NamedTuple

from tracker.errors import UserError
from tracker.files.writing import written


class KeptFile(NamedTuple):
    """A copy: its name in the folder, the SHA-256 of its bytes in hex, its size in bytes."""

    name: str
    digest: str
    size: int


def keep(source: Path, folder: Path, largest: int) -> KeptFile:
    """Copy a file into the folder, once for the same bytes. Raises UserError for what cannot be read or is too large."""
    digest, size = digest_of(source, largest)
    kept = KeptFile(f"{digest[:40]}{source.suffix.lower()[:10]}", digest, size)
    place = folder / kept.name
    if place.is_file() and digest_of(place)[0] == digest:
        return kept
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"不能在“{folder}”里保存文件", "没有写入权限", "请检查数据文件夹") from error
    with written(place) as unfinished:
        shutil.copyfile(source, unfinished)
    return kept


def is_whole(file: Path, digest: str) -> bool:
    """Whether the copy is there with the bytes that it had."""
    return file.is_file() and digest_of(file)[0] == digest


def digest_of(file: Path, largest: int | None = None) -> tuple[str, int]:
    """SHA-256 of a plain file in hex, and its size in bytes."""
    try:
        if not file.is_file():
            raise UserError(f"“{file.name}”不是文件", "它是文件夹，或文件已被移走", "请选择文件")
        size = file.stat().st_size
        if largest is not None and size > largest:
            raise UserError(f"“{file.name}”太大", f"超过 {largest // 1024 // 1024} MB", "请压缩后再添加，或在备注里写明存放位置")
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest(), size
    except OSError as error:
        raise UserError(f"读不出“{file.name}”", "没有权限、正被占用或磁盘出错", "请关闭占用它的程序后再试") from error
