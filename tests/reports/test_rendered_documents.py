"""All kinds of documents laid out by LibreOffice, where it is installed: pages, their numbers, heads that never stand alone, lines."""

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest

from tests.reports.documents import DOCUMENTS, LAYOUTS
from tracker.reports.content import TEXT_PAGE, Document, Paragraph, Table, Use, one_section
from tracker.reports.layout import NATIONAL, Numbers, laid_out
from tracker.reports.typesetting import numbers_of, text_grid
from tracker.reports.word import write_word

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
_SENTENCE = "各牵头单位要列出每月进度，按旬调度，月底报送结果，未完成的说明原因。"


def text_of_pages() -> Document:
    """Official text of several pages without anything else."""
    first = DOCUMENTS["urging"]()
    return one_section("文字", TEXT_PAGE, first.made, tuple(Paragraph(_SENTENCE * 6) for _ in range(16)))


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The PDF of every document in the layout of 国标, made in one go."""
    assert OFFICE is not None
    folder = tmp_path_factory.mktemp("rendered")
    made = {**DOCUMENTS, "text": text_of_pages}
    for kind, make in made.items():
        write_word(laid_out(make(), NATIONAL), folder / f"{kind}.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{kind}.docx") for kind in made]
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {kind: folder / f"{kind}.pdf" for kind in made}


def lines_of(path: Path) -> list[list[str]]:
    """The lines of each page, white space removed."""
    with pdfplumber.open(path) as pdf:
        return [[re.sub(r"\s", "", line) for line in (page.extract_text() or "").split("\n")] for page in pdf.pages]


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_pages_are_numbered_and_heads_have_company(kind: str, rendered: dict[str, Path]) -> None:
    document = laid_out(DOCUMENTS[kind](), LAYOUTS["国标"])
    pages = lines_of(rendered[kind])
    assert len(pages) >= len(document.sections)
    uses = {section.page.use for section in document.sections}
    kinds = {numbers_of(section, NATIONAL) for section in document.sections}
    heads = {block.text for block in document.blocks if isinstance(block, Paragraph) and block.level in (1, 2) and not block.lead}
    for number, lines in enumerate(pages, 1):
        said = [line for line in lines if line]
        assert said, f"page {number} is empty"
        if kinds == {Numbers.COUNT}:
            assert said[-1] == f"第{number}页共{len(pages)}页"
        elif uses == {Use.TEXT}:
            assert said[-1] == f"—{number}—"
        body = [line for line in said if not re.fullmatch(r"第\d+页共\d+页|—?\d*—?", line)]
        assert not body or body[-1] not in heads


@pytest.mark.parametrize("kind", [kind for kind, make in DOCUMENTS.items() if make().page.use is Use.TABLE])
def test_no_row_of_a_table_is_lost(kind: str, rendered: dict[str, Path]) -> None:
    whole = "".join("".join(lines) for lines in lines_of(rendered[kind]))
    document = DOCUMENTS[kind]()
    count = sum(len(block.rows) for block in document.blocks if isinstance(block, Table))
    if count:
        with pdfplumber.open(rendered[kind]) as pdf:
            rows = sum(len(table.rows) for page in pdf.pages for table in page.find_tables())
        assert rows >= count
    assert re.sub(r"\s", "", document.author)[:4] in whole


def test_a_full_page_has_the_lines_of_its_grid(rendered: dict[str, Path]) -> None:
    grid = text_grid(NATIONAL)
    with pdfplumber.open(rendered["text"]) as pdf:
        page = pdf.pages[1]
        places = sorted({round(char["bottom"], 1) for char in page.chars if char["size"] > 15})
    assert len(places) == NATIONAL.lines
    steps = [after - before for before, after in pairwise(places)]
    assert all(abs(step - grid.line / 20) < 0.3 for step in steps)


def test_numbers_of_a_bulletin_stand_at_the_outer_edge(rendered: dict[str, Path]) -> None:
    with pdfplumber.open(rendered["bulletin"]) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            across = page.width > page.height
            char = [one for one in page.chars if one["text"] == "—" and (one["x0"] < 100 if across else one["top"] > 750)][-1]
            if across:
                assert (char["top"] > page.height / 2) == (number % 2 == 1)
            else:
                assert (char["x0"] > page.width / 2) == (number % 2 == 1)
