"""Opening a source document: its kind is told by its first bytes, never by the suffix; every refusal is one Chinese sentence.

Readers that take risks (PDF, binary Word and Excel, workbooks, huge documents) work in a process of their own, see `worker`.
"""

from pathlib import Path
from stat import S_ISREG

from tracker.errors import UserError
from tracker.files.blocks import MAX_TEXT, SourceDocument, from_text, too_long
from tracker.progress import Progress, silent

MAX_BYTES = 64 * 1024 * 1024

_LARGE = 8 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_DOCX = "请在 WPS 或 Word 里另存为 .docx 再导入"


def read_source(path: Path, progress: Progress = silent) -> SourceDocument:
    """The document's text and blocks. Raises `UserError` for anything that cannot be read; nothing else for bad input."""
    name = path.name
    data = read_bytes(path)
    document = _read(data, name, progress)
    if len(document.text) > MAX_TEXT:
        raise too_long(name)
    if not document.blocks:
        raise UserError(f"“{name}”里没有文字", "可能只有图片", "请用带文字的文件")
    return document


def _read(data: bytes, name: str, progress: Progress) -> SourceDocument:
    from tracker.files.web_page import is_web_page

    if data.startswith(b"PK\x03\x04"):
        return _read_archive(data, name, progress)
    if data.startswith(_OLE):
        from tracker.files.compound import WAY_OUT
        from tracker.files.old_office import read_binary
        from tracker.files.worker import run

        return _document(run(read_binary, data, name, name=name, todo=WAY_OUT, progress=progress))
    if b"%PDF-" in data[:1024]:
        from tracker.files.pdf import WAY_OUT, read_pdf
        from tracker.files.worker import run

        return _document(run(read_pdf, data, name, name=name, todo=WAY_OUT, progress=progress))
    if is_web_page(data[:4096]):
        from tracker.files.web_page import read_web_page

        return read_web_page(data, name)
    if is_rich_text(data[:64]):
        from tracker.files.rich_text import WAY_OUT, read_rich_text
        from tracker.files.worker import run

        return _document(run(read_rich_text, data, name, name=name, todo=WAY_OUT, progress=progress))
    refuse_others(data, name)
    from tracker.files.text_file import decode

    return from_text(name, decode(data, name))


def _read_archive(data: bytes, name: str, progress: Progress) -> SourceDocument:
    from tracker.files.safe_zip import SafeZip

    archive = SafeZip(data, name)
    parts = set(archive.names())
    sheets = "content.xml" in parts and b"opendocument.spreadsheet" in data[:200]
    if sheets or any(part.startswith("xl/") for part in parts):
        from tracker.files.workbook import WAY_OUT
        from tracker.files.workbook_plan import read_workbook
        from tracker.files.worker import run

        return _document(run(read_workbook, data, name, name=name, todo=WAY_OUT, progress=progress))
    if "content.xml" in parts and b"opendocument.text" in data[:200]:
        from tracker.files.open_text import read_odt

        if archive.size("content.xml") > _LARGE:
            from tracker.files.worker import run

            return _document(run(read_odt, data, name, name=name, progress=progress))
        return read_odt(data, name)
    if "OFD.xml" in parts:
        from tracker.files.ofd_file import WAY_OUT, read_ofd
        from tracker.files.worker import run

        return _document(run(read_ofd, data, name, name=name, todo=WAY_OUT, progress=progress))
    from tracker.files.word_file import read_docx

    if archive.size("word/document.xml") > _LARGE:
        from tracker.files.worker import run

        return _document(run(read_docx, data, name, name=name, progress=progress))
    return read_docx(data, name)


def _document(result: object) -> SourceDocument:
    assert isinstance(result, SourceDocument)
    return result


def read_bytes(path: Path, wanted: str = "方案文件") -> bytes:
    """All bytes of a file that is neither empty nor out of all proportion; `wanted`: what the user should choose instead."""
    name = path.name
    try:
        if path.is_dir():
            raise UserError(f"“{name}”是文件夹", "", f"请选择{wanted}")
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise UserError(f"“{name}”不是普通文件", "", f"请选择{wanted}")
        size = status.st_size
        if size > MAX_BYTES:
            raise UserError(f"“{name}”太大", f"超过 {MAX_BYTES // 1024 // 1024} MB", "请只保留正文或任务表后再导入")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"找不到文件“{name}”", "可能已被移动或改名", "请重新选择") from error
    except PermissionError as error:
        raise UserError(f"打不开“{name}”", "没有读取权限或正被其他程序占用", "请关闭占用它的程序后再试") from error
    except OSError as error:
        raise UserError(f"读不出“{name}”", "磁盘或网络出错", "请把文件复制到本机后再试") from error
    if not data.strip():
        raise UserError(f"“{name}”是空文件", "", "请检查文件是否选对")
    return data


def is_rich_text(head: bytes) -> bool:
    """Whether the first bytes of a file begin a rich text (.rtf, or one that calls itself .doc)."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


def refuse_others(data: bytes, name: str, wanted: str = "方案文件") -> None:
    """Say plainly what a file is that cannot be read."""
    head = data[:2048]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if is_rich_text(head):
        raise UserError(f"“{name}”是 RTF 文件", "不能直接读取", _AS_DOCX)
    if start.startswith(b"<?xml"):
        raise UserError(f"“{name}”是 XML 文件", "不是能读的文本", _AS_DOCX)
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")):
        raise UserError(f"“{name}”是图片", "里面没有可读的文字", "请先做文字识别（OCR），再导入识别出的文字")
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK\x05\x06", b"PK\x07\x08")):
        raise UserError(f"“{name}”是压缩包", "", f"请先解压，再导入里面的{wanted}")
    if head.startswith((b"MZ", b"\x7fELF")):
        raise UserError(f"“{name}”是程序文件", "", f"请选择{wanted}")
