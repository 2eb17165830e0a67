"""Opening a file with tables that came back from a unit: its kind is told by its bytes; every refusal is one Chinese sentence.

Workbooks, binary files and large documents are read in a process of their own with ceilings on time and memory.
"""

import contextlib
import hashlib
import os
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING

from tracker.errors import Cancelled, UserError
from tracker.files.grid import TableFile
from tracker.files.table_readers import (
    Found,
    Reader,
    packed,
    read_binary_tables,
    read_docx_tables,
    read_page_tables,
    read_text_table,
    read_workbook_tables,
    read_xml_tables,
)
from tracker.progress import Progress, silent

if TYPE_CHECKING:
    from queue import SimpleQueue
    from threading import Event

    from tracker.files.safe_zip import SafeZip
    from tracker.files.worker import Worker

SECONDS = 10.0
MEGABYTES = 600

_LARGE = 2 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WANTED = "反馈表"
WAY_OUT = "请用 WPS 或 Excel 打开，只保留任务表并另存为 .xlsx 后再试"

_AT_ONCE = 4
_TICK = 0.1


def read_tables(path: Path, progress: Progress = silent) -> TableFile:
    """Every table of the file with all its cells. Raises `UserError` for anything that cannot be read; nothing else for bad input."""
    from tracker.files.worker import Worker

    with Worker(MEGABYTES) as worker:
        return _read_tables(path, worker, progress)


def read_all(paths: Sequence[Path], progress: Progress = silent) -> list[TableFile | UserError]:
    """Many files at once, each with its tables or why it cannot be read, in the order of `paths`."""
    from queue import SimpleQueue
    from threading import Event, Thread

    waiting: SimpleQueue[int | None] = SimpleQueue()
    ready: SimpleQueue[tuple[int, TableFile | BaseException]] = SimpleQueue()
    stopped = Event()
    threads = [
        Thread(target=_read_waiting, args=(paths, waiting, ready, stopped), daemon=True)
        for _ in range(min(_AT_ONCE, os.cpu_count() or 1, len(paths)))
    ]
    for number in (*range(len(paths)), *[None] * len(threads)):
        waiting.put(number)
    found: dict[int, TableFile | UserError] = {}
    try:
        for thread in threads:
            thread.start()
        while len(found) < len(paths):
            progress(len(found) / len(paths), f"正在读取文件，已读 {len(found)} 个，共 {len(paths)} 个")
            with contextlib.suppress(Empty):
                number, result = ready.get(timeout=_TICK)
                if not isinstance(result, TableFile | UserError):
                    raise result
                found[number] = result
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
    return [found[number] for number in range(len(paths))]


def _read_waiting(
    paths: Sequence[Path],
    waiting: "SimpleQueue[int | None]",
    ready: "SimpleQueue[tuple[int, TableFile | BaseException]]",
    stopped: "Event",
) -> None:
    """Take one file after the other until there are no more, all through one process."""
    from tracker.files.worker import Worker

    def go_on(done: float, text: str) -> None:
        if stopped.is_set():
            raise Cancelled

    with Worker(MEGABYTES) as worker:
        while (number := waiting.get()) is not None and not stopped.is_set():
            try:
                ready.put((number, _read_tables(paths[number], worker, go_on)))
            except Exception as error:
                ready.put((number, error))


def _read_tables(path: Path, worker: "Worker", progress: Progress) -> TableFile:
    from tracker.files.source import read_bytes

    name = path.name
    data = read_bytes(path, _WANTED)
    kind, grids, texts, warnings = _Reading(data, name, worker, progress).read()
    if not any(grid.rows for grid in grids):
        raise UserError(f"“{name}”里没有表格" if not grids else f"“{name}”的表格是空的", "", "请检查文件是否选对")
    return TableFile(name, kind, hashlib.sha256(data).hexdigest(), grids, texts, warnings)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file on its way through the reader of its kind."""

    data: bytes
    name: str
    worker: "Worker"
    progress: Progress

    def read(self) -> Found:
        from tracker.files.source import refuse_others
        from tracker.files.web_page import is_web_page

        data, name = self.data, self.name
        if data.startswith(b"PK\x03\x04"):
            return self._archive()
        if data.startswith(_OLE):
            return self._apart(read_binary_tables)
        if b"%PDF-" in data[:1024]:
            raise UserError(f"“{name}”是 PDF 文件", "表格里的数据不能可靠取出", "请让报送单位发 Excel 或 Word 文件")
        if is_web_page(data[:4096]):
            return self._by_size(read_page_tables, len(data))
        if is_workbook_xml(data[:4096]):
            return self._by_size(read_xml_tables, len(data))
        refuse_others(data, name, _WANTED)
        return self._by_size(read_text_table, len(data))

    def _archive(self) -> Found:
        from tracker.files.safe_zip import SafeZip

        name = self.name
        archive = SafeZip(self.data, name)
        parts = set(archive.names())
        if any(part.startswith("xl/") for part in parts) or ("content.xml" in parts and _is_ods(archive)):
            return self._apart(read_workbook_tables)
        if any(part.startswith("word/") for part in parts):
            return self._by_size(read_docx_tables, archive.size("word/document.xml"))
        if any(part.startswith("ppt/") for part in parts):
            raise UserError(f"“{name}”是演示文稿", "", "请选择表格或 Word 文件")
        if parts & {"content.xml", "mimetype", "OFD.xml"}:
            raise UserError(f"“{name}”是 OpenDocument 文字或 OFD 文件", "不能直接读取", "请打开后另存为 .docx 或 .xlsx 再导入")
        raise UserError(f"“{name}”是压缩包", "", f"请先解压，再导入里面的{_WANTED}")

    def _apart(self, reader: Reader) -> Found:
        """In the process with ceilings."""
        answer = self.worker.run(
            packed, reader, self.data, self.name, name=self.name, todo=WAY_OUT, progress=self.progress, patience=SECONDS, seconds=SECONDS
        )
        found: Found = pickle.loads(answer)
        return found

    def _by_size(self, reader: Reader, size: int) -> Found:
        """Here where the file is small, apart where it is large."""
        return self._apart(reader) if size > _LARGE else reader(self.data, self.name, self.progress)


def _is_ods(archive: "SafeZip") -> bool:
    return b"opendocument.spreadsheet" in (archive.read("mimetype") or archive.read("META-INF/manifest.xml") or b"")


def is_workbook_xml(head: bytes) -> bool:
    """Whether the first bytes are those of a workbook saved as one XML file (Excel 2003)."""
    return b"urn:schemas-microsoft-com:office:spreadsheet" in head and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
