"""Opening a source document: its kind is told by its first bytes, never by the suffix; every refusal is one Chinese sentence."""

from pathlib import Path

from tracker.errors import UserError
from tracker.files.blocks import SourceDocument, from_text

MAX_BYTES = 64 * 1024 * 1024
MAX_TEXT = 6_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_DOCX = "请用 Word 或 WPS 打开并另存为 .docx 后再导入"


def read_source(path: Path) -> SourceDocument:
    """The document's text and blocks. Raises `UserError` for anything that cannot be read; nothing else for bad input."""
    name = path.name
    data = _bytes(path)
    if not data.strip():
        raise UserError(f"“{name}”是空文件", "", "请检查文件是否选对")
    if data.startswith(b"PK\x03\x04"):
        from tracker.files.word_file import read_docx

        document = read_docx(data, name)
    else:
        _refuse_others(data, name)
        from tracker.files.text_file import decode

        text = decode(data, name)
        if len(text) > MAX_TEXT:
            raise UserError(f"“{name}”太大", f"超过 {MAX_TEXT // 10000} 万字", "请只保留方案正文后再导入")
        document = from_text(name, text)
    if not document.blocks:
        raise UserError(f"“{name}”里没有文字", "可能只有图片", "请用带文字的文件")
    return document


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError(f"“{path.name}”是文件夹", "", "请选择方案文件")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UserError(f"“{path.name}”太大", f"超过 {MAX_BYTES // 1024 // 1024} MB", "请只保留方案正文后再导入")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"找不到文件“{path.name}”", "可能已被移动或改名", "请重新选择") from error
    except PermissionError as error:
        raise UserError(f"打不开“{path.name}”", "没有读取权限或正被其他程序占用", "请关闭占用它的程序后再试") from error
    except OSError as error:
        raise UserError(f"读不出“{path.name}”", "磁盘或网络出错", "请把文件复制到本机后再试") from error


def _refuse_others(data: bytes, name: str) -> None:
    """Say plainly what a file is that this version does not read."""
    head = data[:2048]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(_OLE):
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in data:
            raise UserError(f"“{name}”有打开密码", "", "请用 Word 或 WPS 打开，去掉密码后另存为 .docx 再导入")
        raise UserError(f"“{name}”是旧版 Office 文件（.doc 或 .wps）", "暂时不能直接读取", _AS_DOCX)
    if start.startswith(b"%PDF-"):
        raise UserError(f"“{name}”是 PDF 文件", "暂时不能直接读取", _AS_DOCX)
    if start.startswith(b"{\\rtf"):
        raise UserError(f"“{name}”是 RTF 文件", "暂时不能直接读取", _AS_DOCX)
    lowered = start[:512].lower()
    if lowered.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (lowered.startswith(b"<?xml") and b"<html" in head.lower()):
        raise UserError(f"“{name}”是网页文件（HTML）", "暂时不能直接读取", "请在浏览器里复制正文，粘贴到 Word 或记事本后保存再导入")
    if lowered.startswith(b"<?xml"):
        raise UserError(f"“{name}”是 XML 文件", "不是方案文本", _AS_DOCX)
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")):
        raise UserError(f"“{name}”是图片", "里面没有可读的文字", "请先做文字识别（OCR），再导入识别出的文字")
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK\x05\x06", b"PK\x07\x08")):
        raise UserError(f"“{name}”是压缩包", "", "请先解压，再导入里面的方案文件")
    if head.startswith((b"MZ", b"\x7fELF")):
        raise UserError(f"“{name}”是程序文件", "", "请选择方案文件")
