"""The container of binary Office files (.doc, .xls, .ppt, and newer files behind a password): which streams it holds, and their bytes.

By hand, because the converter of old documents takes longer to start than most workbooks take to be read.
"""

import struct

from tracker.errors import UserError

WAY_OUT = "请在 WPS 或 Office 里另存为 .docx 或 .xlsx 再导入"
_STREAMS = ("EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint Document")
_FILE_PASS = 0x2F
_FIRST_RECORDS = 20
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_REGULAR = 0xFFFFFFFA
_NONE = 0xFFFFFFFF
_ENTRY = 128
_ROOT_TYPE, _STREAM_TYPE = 5, 2
_IN_HEADER = 109


class Compound:
    """Streams that stand directly in the file, not in a file embedded in it. Raises `UserError` for a damaged container."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError, ValueError) as error:
            raise broken(name) from error

    def names(self) -> list[str]:
        return list(self._streams)

    def read(self, stream: str) -> bytes:
        """The bytes of a stream that `names` holds."""
        start, size = self._streams[stream]
        try:
            if size < self._cutoff:
                return self._chain(self._mini, self._mini_table, start, self._mini_size)[:size]
            return self._chain(self._data, self._table, start, self._size, self._size)[:size]
        except (struct.error, IndexError, ValueError) as error:
            raise broken(self.name) from error

    def _open(self) -> None:
        data = self._data
        if not data.startswith(_MAGIC):
            raise ValueError
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        tables, directory = struct.unpack_from("<II", data, 44)
        self._cutoff, mini_first, _, more, _ = struct.unpack_from("<IIIII", data, 56)
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
        per_sector = self._size // 4
        seen: set[int] = set()
        while more < _MAX_REGULAR and more not in seen:
            seen.add(more)
            *rest, more = struct.unpack_from(f"<{per_sector}I", data, (more + 1) * self._size)
            sectors += rest
        self._table: list[int] = []
        for sector in sectors[:tables]:
            if sector < _MAX_REGULAR:
                self._table += struct.unpack_from(
                    f"<{per_sector}I", data.ljust((sector + 2) * self._size, b"\xff"), (sector + 1) * self._size
                )
        entries = self._chain(data, self._table, directory, self._size, self._size)
        mini_table = self._chain(data, self._table, mini_first, self._size, self._size) if mini_first < _MAX_REGULAR else b""
        self._mini_table = list(struct.unpack(f"<{len(mini_table) // 4}I", mini_table))
        _, _, kind, _, _, _, child, start, size = self._entry(entries, 0)
        if kind != _ROOT_TYPE:
            raise ValueError
        self._mini = self._chain(data, self._table, start, self._size, self._size)[:size] if start < _MAX_REGULAR else b""
        self._streams: dict[str, tuple[int, int]] = {}
        waiting, known = [child], {_NONE}
        while waiting:
            index = waiting.pop()
            if index in known:
                continue
            known.add(index)
            letters, length, kind, _, left, right, _, start, size = self._entry(entries, index)
            waiting += [left, right]
            if kind == _STREAM_TYPE:
                self._streams[letters[: max(length - 2, 0)].decode("utf-16-le", "replace")] = (start, size)

    @staticmethod
    def _entry(entries: bytes, index: int) -> tuple[bytes, int, int, int, int, int, int, int, int]:
        found: tuple[bytes, int, int, int, int, int, int, int, int] = struct.unpack_from("<64sHBBIII36xII", entries, index * _ENTRY)
        return found

    @staticmethod
    def _chain(data: bytes, table: list[int], sector: int, size: int, before: int = 0) -> bytes:
        """The bytes of a chain of sectors; `before`: bytes in front of the first one."""
        parts: list[bytes] = []
        for _ in range(len(table) + 1):
            if sector >= _MAX_REGULAR:
                return b"".join(parts)
            parts.append(data[before + sector * size : before + (sector + 1) * size])
            sector = table[sector]
        raise ValueError


def broken(name: str) -> UserError:
    """The one sentence for a container that cannot be opened."""
    return UserError(f"“{name}”已损坏，打不开", "", WAY_OUT)


def locked(name: str) -> UserError:
    """The one sentence for a file behind a password."""
    return UserError(f"“{name}”有打开密码", "", "请用 WPS 或 Office 打开，去掉密码后另存再导入")


def workbook_stream(data: bytes, name: str) -> bytes | None:
    """The records of a binary workbook; None for a document of Word. Everything else in such a container is refused."""
    container = Compound(data, name)
    kind = next((stream for stream in _STREAMS if stream in container.names()), "")
    records = container.read(kind) if kind in ("Workbook", "Book") else None
    if kind == "EncryptedPackage" or (records is not None and _has_password(records)):
        raise locked(name)
    if kind == "PowerPoint Document":
        raise UserError(f"“{name}”是演示文稿", "", "请选择 Word 文件或表格")
    if not kind:
        raise UserError(f"“{name}”的格式不认识", "不是 Word、WPS 文字或表格", WAY_OUT)
    return records


def _has_password(stream: bytes) -> bool:
    """Whether one of the first records of a binary workbook announces encryption."""
    at = 0
    for _ in range(_FIRST_RECORDS):
        if at + 4 > len(stream):
            break
        if int.from_bytes(stream[at : at + 2], "little") == _FILE_PASS:
            return True
        at += 4 + int.from_bytes(stream[at + 2 : at + 4], "little")
    return False
