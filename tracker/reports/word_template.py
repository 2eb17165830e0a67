"""The office's own Word templates (.docx), filled by docxtpl in a sandbox."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tracker.errors import UserError
from tracker.files.safe_zip import SafeZip
from tracker.progress import Progress, silent
from tracker.reports.template_language import environment, faults, told


def fill_word(template: Path, out: Path, name: str, values: Mapping[str, object], progress: Progress = silent) -> None:
    """Fill `template` and save it as `out`; `name`: the template as the user knows it.

    Raises UserError with place and reason for a faulty template, and for a file that is no sound .docx.
    """
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate

    archive = SafeZip(template.read_bytes(), name)
    if "word/document.xml" not in archive.names() or "word/vbaProject.bin" in archive.names():
        raise UserError(f"“{name}”不能用作模板", "它不是不带宏的 Word 文档（.docx）", "请用 Word 或 WPS 另存为 .docx 后再试")
    progress(0.1, "正在填写模板")
    try:
        made = DocxTemplate(template)
        made.render(dict(values), environment(), autoescape=True)
        progress(0.8, "正在保存")
        made.save(out)
    except PackageNotFoundError as error:
        raise UserError(f"“{name}”已损坏，打不开", "", "请用 Word 或 WPS 打开修复并另存后再试") from error
    except faults() as error:
        raise told(error, name, lambda word: _place(template, word)) from error
    progress(1.0, "已填好")


def _place(template: Path, word: str) -> str:
    """Where a word stands: the paragraph or the table's row that holds it."""
    from docx import Document

    return next((place for place, text in _texts(Document(str(template))) if word in text), "")


def _texts(document: Any) -> Iterator[tuple[str, str]]:
    paragraphs = tables = 0
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            tables += 1
            for number, row in enumerate(block.rows, 1):
                yield f"第 {tables} 个表格第 {number} 行", " ".join(cell.text for cell in row.cells)
        else:
            paragraphs += 1
            yield f"第 {paragraphs} 段", block.text
    for section in document.sections:
        for words, part in (("页眉", section.header), ("页脚", section.footer)):
            for paragraph in part.paragraphs:
                yield words, paragraph.text
