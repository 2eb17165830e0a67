"""The painted pages beside the Word file of the same document, laid out by LibreOffice where it is installed."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from tests.ui.paper_documents import MADE, OFFICE, SMALL, WIDE, Char, PdfPage, pdf_pages, said
from tests.ui.test_paper_forms import month, notice
from tracker.reports.content import (
    ANNEX_ACROSS,
    TEXT_PAGE,
    AnnexList,
    AnnexMark,
    Block,
    Caption,
    Document,
    Group,
    Imprint,
    Note,
    Paragraph,
    Receivers,
    RedHead,
    Row,
    Section,
    Signature,
    Table,
    Title,
)
from tracker.reports.fonts import Fonts
from tracker.reports.layout import NATIONAL, Layout, laid_out
from tracker.reports.word import write_word
from tracker.ui.paper.faces import Faces
from tracker.ui.print_document import print_document

WORDS = shutil.which("soffice")
pytestmark = pytest.mark.skipif(WORDS is None, reason="LibreOffice is not installed")
# Words without closing marks at line ends, figures or Latin letters: LibreOffice hangs the former and spaces the latter as Word does not.
_PLAIN = "清理河道修整堤岸"


def mixed() -> Document:
    """Text, an annex lying across, an upright one, a form and a month."""
    text: tuple[Block, ...] = (
        RedHead(OFFICE, "松政办通〔二〇二六〕七号"),
        Title(("关于全县重点工作", "推进情况的通报")),
        Receivers("各乡镇人民政府"),
        Paragraph("一、总体情况", 1),
        *[Paragraph(_PLAIN * 33)] * 4,
        Paragraph("末段。"),
        Caption("表一　分类情况"),
        Table(SMALL, [Row((name, "九", "一")) for name in ("产业", "项目", "乡村", "民生")]),
        Note("注：任务数为年初下达数。"),
        AnnexList(("推进情况台账", "逾期事项清单")),
        Signature(OFFICE, MADE),
    )
    rows: list[Row | Group] = []
    for number in range(1, 40):
        rows += [Group(f"第{number}组")] if number % 7 == 1 else []
        rows.append(Row((number, _PLAIN * (number % 5 + 1), "县水利局", 30)))
    across = (AnnexMark(1), Title(("推进情况台账",)), Table(WIDE, rows))
    last = (AnnexMark(2), Title(("逾期事项清单",)), Table(SMALL, [Row(("水厂扩建", "一", "一"))]), Imprint("县委办公室", OFFICE, MADE))
    parts = (Section(TEXT_PAGE, text), Section(ANNEX_ACROSS, across), Section(TEXT_PAGE, last))
    form, sheet = notice(("逐村列明开工日期", "年底前完工")), month("●河道清淤验收")
    return Document("测试通报", MADE, (*parts, *form.sections, *sheet.sections), OFFICE)


def painters_fonts(layout: Layout) -> Fonts:
    """The names of the faces that the painter really takes on this computer."""
    faces = Faces.here(layout)
    body, kai, hei, song, title = (
        QFontInfo(make(12).font).family() for make in (faces.body, faces.kai, faces.hei, faces.song, faces.title)
    )
    return Fonts(body, kai, hei, title, song, body, title_bold=True)


def both(document: Document, layout: Layout, folder: Path) -> tuple[list[PdfPage], list[PdfPage]]:
    """The pages of the Word file and the painted ones, in the same faces."""
    assert WORDS is not None
    word, painted = folder / "word.docx", folder / "painted.pdf"
    write_word(laid_out(document, layout), word, painters_fonts(layout), layout=layout)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [WORDS, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    print_document(document, painted, layout)
    return pdf_pages(word.with_suffix(".pdf")), pdf_pages(painted)


def numbered(page: PdfPage) -> dict[tuple[str, int], list[Char]]:
    """The lines of a page by what they say, and the how-manieth of that they are."""
    found: dict[tuple[str, int], list[Char]] = {}
    for line in page.lines:
        turn = sum(words == said(line) for words, _turn in found)
        found[said(line), turn] = line
    return found


def plain(page: PdfPage) -> str:
    return "".join(sorted(re.sub(r"[\s\-\u3000]", "", page.text)))


def test_pages_break_and_lines_stand_as_in_the_word_file(qapp: QApplication, tmp_path: Path) -> None:
    layout = replace(NATIONAL, red_head=True, imprint=True)
    word, painted = both(mixed(), layout, tmp_path)
    assert [(round(page.width), round(page.height)) for page in painted] == [(round(page.width), round(page.height)) for page in word]
    for theirs, ours in zip(word, painted, strict=True):
        assert plain(theirs) == plain(ours)
        # The turned number of an annex is no line.
        there, here = ({key: line for key, line in numbered(page).items() if len(line) > 1} for page in (theirs, ours))
        shared = [(there[words], line) for words, line in here.items() if words in there]
        assert len(shared) > len(here) * 0.7
        for in_word, drawn in shared:
            assert drawn[0].stands == pytest.approx(in_word[0].stands, abs=1)
            if not re.search(r"[0-9—]", said(drawn)):
                assert drawn[0].left == pytest.approx(in_word[0].left, abs=1)
