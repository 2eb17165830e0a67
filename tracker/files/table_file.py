"""Opening a file with tables that came back from a unit: its kind is told by its bytes; every refusal is one Chinese sentence.

Workbooks, binary files and large documents are read in a process of their own with ceilings on time and memory.
"""

import hashlib
from pathlib import Path
from typing import Any

from tracker.errors import UserError
from tracker.files.grid import Grid, TableFile
from tracker.progress import Progress, silent

SECONDS = 10.0
MEGABYTES = 600

_LARGE = 2 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WANTED = "反馈表"
WAY_OUT = "请用 WPS 或 Excel 打开，只保留任务表并另存为 .xlsx 后再试"

Found = tuple[str, tuple[Grid, ...], tuple[str, ...], tuple[str, ...]]


def read_tables(path: Path, progress: Progress = silent) -> TableFile:
    """Every table of the file with all its cells. Raises `UserError` for anything that cannot be read; nothing else for bad input."""
    from tracker.files.source import read_bytes

    name = path.name
    data = read_bytes(path, _WANTED)
    kind, grids, texts, warnings = _read(data, name, progress)
    if not any(grid.rows for grid in grids):
        raise UserError(f"“{name}”里没有表格" if not grids else f"“{name}”的表格是空的", "", "请检查文件是否选对")
    return TableFile(name, kind, hashlib.sha256(data).hexdigest(), grids, texts, warnings)


def _read(data: bytes, name: str, progress: Progress) -> Found:
    from tracker.files.source import refuse_others
    from tracker.files.web_page import is_web_page

    if data.startswith(b"PK\x03\x04"):
        return _read_archive(data, name, progress)
    if data.startswith(_OLE):
        return _apart(read_binary_tables, data, name, progress)
    if b"%PDF-" in data[:1024]:
        raise UserError(f"“{name}”是 PDF 文件", "表格里的数据不能可靠取出", "请让报送单位发 Excel 或 Word 文件")
    if is_web_page(data[:4096]):
        return _large(read_page_tables, data, name, len(data), progress)
    if is_workbook_xml(data[:4096]):
        return _large(read_xml_tables, data, name, len(data), progress)
    refuse_others(data, name, _WANTED)
    return _large(read_text_table, data, name, len(data), progress)


def is_workbook_xml(head: bytes) -> bool:
    """Whether the first bytes are those of a workbook saved as one XML file (Excel 2003)."""
    return b"urn:schemas-microsoft-com:office:spreadsheet" in head and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _read_archive(data: bytes, name: str, progress: Progress) -> Found:
    from tracker.files.safe_zip import SafeZip

    archive = SafeZip(data, name)
    parts = set(archive.names())
    if any(part.startswith("xl/") for part in parts):
        return _apart(read_workbook_tables, data, name, progress)
    if "content.xml" in parts and b"opendocument.spreadsheet" in (archive.read("mimetype") or archive.read("META-INF/manifest.xml") or b""):
        return _apart(read_workbook_tables, data, name, progress)
    if any(part.startswith("word/") for part in parts):
        return _large(read_docx_tables, data, name, archive.size("word/document.xml"), progress)
    if any(part.startswith("ppt/") for part in parts):
        raise UserError(f"“{name}”是演示文稿", "", "请选择表格或 Word 文件")
    if parts & {"content.xml", "mimetype", "OFD.xml"}:
        raise UserError(f"“{name}”是 OpenDocument 文字或 OFD 文件", "不能直接读取", "请打开后另存为 .docx 或 .xlsx 再导入")
    raise UserError(f"“{name}”是压缩包", "", f"请先解压，再导入里面的{_WANTED}")


def _apart(reader: Any, data: bytes, name: str, progress: Progress) -> Found:
    from tracker.files.worker import run

    found: Found = run(
        reader, data, name, name=name, todo=WAY_OUT, progress=progress, patience=SECONDS, megabytes=MEGABYTES, seconds=SECONDS
    )
    return found


def _large(reader: Any, data: bytes, name: str, size: int, progress: Progress) -> Found:
    """Here where the file is small, apart where it is large."""
    if size > _LARGE:
        return _apart(reader, data, name, progress)
    found: Found = reader(data, name, progress)
    return found


def read_workbook_tables(data: bytes, name: str, progress: Progress) -> Found:
    """A zipped workbook."""
    from tracker.files.workbook import read_grids

    grids, warnings = read_grids(data, name, progress)
    return "ods" if b"opendocument" in data[:200] else "xlsx", grids, (), warnings


def read_binary_tables(data: bytes, name: str, progress: Progress) -> Found:
    """A workbook or a document of the years before .xlsx and .docx."""
    from tracker.files.compound import workbook_stream
    from tracker.files.workbook import read_grids

    if workbook_stream(data, name) is None:
        from tracker.files.grid_document import grids_of
        from tracker.files.old_office import read_word

        document = read_word(data, name, progress)
        return "docx", *grids_of(document), document.notes
    grids, warnings = read_grids(data, name, progress)
    return "xls", grids, (), warnings


def read_docx_tables(data: bytes, name: str, progress: Progress) -> Found:
    """The tables of a .docx."""
    from tracker.files.grid_document import grids_of
    from tracker.files.word_file import read_docx

    document = read_docx(data, name, progress)
    return "docx", *grids_of(document), document.notes


def read_page_tables(data: bytes, name: str, progress: Progress) -> Found:
    """The tables of a web page, which programs often write under a name that ends with .xls."""
    from tracker.files.grid_document import grids_of
    from tracker.files.web_page import pages_of, read_web_page

    grids: list[Grid] = []
    texts: list[str] = []
    pages = pages_of(data)
    for page in pages:
        if b"<table" not in page.lower() and len(pages) > 1:
            continue  # the frame around the sheets
        found, beside = grids_of(read_web_page(page, name), len(grids))
        grids += found
        texts += beside
    return "html", tuple(grids), tuple(texts), ()


def read_xml_tables(data: bytes, name: str, progress: Progress) -> Found:
    """A workbook saved as one XML file."""
    from tracker.files.grid_xml import read_workbook_xml

    return "xlsx", read_workbook_xml(data, name), (), ()


def read_text_table(data: bytes, name: str, progress: Progress) -> Found:
    """A text file with separated cells."""
    from tracker.files.grid_text import read_separated
    from tracker.files.text_file import decode

    return "csv", (read_separated(decode(data, name), name),), (), ()
