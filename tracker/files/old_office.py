"""Binary files of Word, WPS and Excel (.doc, .wps, .xls, .et): told apart by the streams inside; runs in the process for risky files."""

import re
import tempfile
from pathlib import Path

from tracker.errors import UserError
from tracker.files.blocks import SourceBuilder, SourceDocument
from tracker.files.compound import WAY_OUT, locked, workbook_stream
from tracker.files.word_file import read_docx
from tracker.files.workbook_plan import read_workbook
from tracker.progress import Progress

_PARAGRAPH_END = re.compile("[\r\n\x0b\x0c\x07]")
_CONTROL = re.compile("[\x00-\x1f\ufffc]")


def read_binary(data: bytes, name: str, progress: Progress) -> SourceDocument:
    """A document or workbook of the years before .docx, or a newer one behind a password."""
    if workbook_stream(data, name) is not None:
        return read_workbook(data, name, progress)
    return read_word(data, name, progress)


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
