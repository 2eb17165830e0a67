"""Binary files of Word, WPS and Excel (.doc, .wps, .xls, .et): told apart by the streams inside; runs in the process for risky files."""

import re
import tempfile
from pathlib import Path
from typing import Any

from tracker.errors import UserError
from tracker.files.blocks import SourceBuilder, SourceDocument
from tracker.files.word_file import read_docx
from tracker.files.workbook import locked
from tracker.files.workbook_plan import read_workbook
from tracker.progress import Progress

WAY_OUT = "请在 WPS 或 Word 里另存为 .docx 再导入"
_STREAMS = ("EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint Document")
_PARAGRAPH_END = re.compile("[\r\n\x0b\x0c\x07]")
_CONTROL = re.compile("[\x00-\x1f\ufffc]")
_FILE_PASS = 0x2F
_FIRST_RECORDS = 20


def read_binary(data: bytes, name: str, progress: Progress) -> SourceDocument:
    """A document or workbook of the years before .docx, or a newer one behind a password."""
    if workbook_stream(data, name) is not None:
        return read_workbook(data, name, progress)
    return read_word(data, name, progress)


def workbook_stream(data: bytes, name: str) -> bytes | None:
    """The records of a binary workbook; None for a document of Word. Everything else in such a container is refused."""
    from doc2docx.cfb import CompoundFile
    from doc2docx.errors import Doc2DocxError

    try:
        container = CompoundFile(data)
        kind = next((stream for stream in _STREAMS if _has(container, stream)), "")
        records = bytes(container.open_stream(kind)) if kind in ("Workbook", "Book") else None
    except Doc2DocxError as error:
        raise UserError(f"“{name}”已损坏，打不开", "", WAY_OUT) from error
    if kind == "EncryptedPackage" or (records is not None and _has_password(records)):
        raise locked(name)
    if kind == "PowerPoint Document":
        raise UserError(f"“{name}”是演示文稿", "", "请选择 Word 文件或表格")
    if not kind:
        raise UserError(f"“{name}”的格式不认识", "不是 Word、WPS 文字或表格", WAY_OUT)
    return records


def _has(container: Any, stream: str) -> bool:
    """Whether the file itself has this stream, not a file embedded in it."""
    from doc2docx.errors import StreamNotFound

    try:
        container.get_entry(stream)
    except StreamNotFound:
        return False
    return True


def read_word(data: bytes, name: str, progress: Progress) -> SourceDocument:
    """A document of Word before .docx."""
    from doc2docx import convert
    from doc2docx.errors import Doc2DocxError, EncryptedDocumentError

    progress(0.1, "正在转换旧版 Word 文件")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, target = Path(folder) / "old.doc", Path(folder) / "new.docx"
        source.write_bytes(data)
        try:
            convert(source, target)
        except EncryptedDocumentError as error:
            raise locked(name) from error
        except (Doc2DocxError, ValueError, KeyError, IndexError, OverflowError, RecursionError, OSError) as error:
            raise UserError(f"“{name}”读不出来", "这个旧版文件的内容无法转换", WAY_OUT) from error
        progress(0.6, "正在读取文字和表格")
        document = read_docx(target.read_bytes(), name, progress)
    return _with_boxes(document, _boxes_left_out(data, document.text))


def _boxes_left_out(data: bytes, text: str) -> list[str]:
    """Paragraphs in text boxes that the conversion gave up; they stand in a part of their own, without a place in the text."""
    from doc2docx.cfb import CompoundFile
    from doc2docx.diagnostics import ConversionReport
    from doc2docx.errors import Doc2DocxError
    from doc2docx.msdoc import read_piece_table
    from doc2docx.msdoc.fib import FileInformationBlock

    try:
        container = CompoundFile(data)
        words = container.open_stream("WordDocument")
        head = FileInformationBlock.parse(words)
        if head.ccp_textboxes <= 1:
            return []
        report = ConversionReport("", "")
        table = container.open_stream(head.base.table_stream_name)
        pieces = read_piece_table(table, words, fc_clx=head.clx.fc, lcb_clx=head.clx.lcb, report=report)
        first = head.textbox_story_cp_start
        story = pieces.extract(first, first + head.ccp_textboxes, report, story="textboxes")
    except (Doc2DocxError, ValueError, IndexError):
        return []
    known = "".join(text.split())
    parts = (_CONTROL.sub("", part).strip() for part in _PARAGRAPH_END.split(story))
    return [part for part in parts if part and "".join(part.split()) not in known]


def _with_boxes(document: SourceDocument, boxes: list[str]) -> SourceDocument:
    if not boxes:
        return document
    builder = SourceBuilder(document.name, [document.text], list(document.blocks), len(document.text))
    for box in boxes:
        builder.add(box)
    return builder.build((*document.notes, f"{len(boxes)} 处文本框里的文字放在最后，请核对位置"))


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
