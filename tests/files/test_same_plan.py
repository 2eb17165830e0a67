"""One document in every format gives the same tasks."""

import shutil
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from tests.files.making import GROUPS, HEAD, SAMPLE, converted, division_rows, facts, needs_office, plan_of
from tracker.domain.terms import Role

pytestmark = needs_office


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("converted")


@pytest.fixture(scope="module")
def sample(folder: Path) -> Path:
    path = folder / "样例.docx"
    shutil.copy(SAMPLE, path)
    return path


@pytest.mark.parametrize("kind", ["pdf", "doc", "odt", "txt:Text (encoded):UTF8", "html"])
def test_the_sample_in_other_formats(sample: Path, kind: str) -> None:
    other = converted(sample, kind)
    assert len(facts(sample)) == 46
    assert facts(other) == facts(sample)
    ours, theirs = plan_of(sample), plan_of(other)
    assert (theirs.title, theirs.doc_number, theirs.issued) == (ours.title, ours.doc_number, ours.issued)


def test_typed_numbers_instead_of_automatic_ones(sample: Path, folder: Path) -> None:
    typed = docx.Document()
    for line in plan_of(sample).source_text.split("\n"):
        typed.add_paragraph(line.replace("\t", "    "))
    path = folder / "手打编号.docx"
    typed.save(str(path))
    assert facts(path) == facts(sample)
    assert facts(converted(path, "doc")) == facts(sample)


def _page_number(paragraph: Any) -> None:
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        paragraph.add_run()._r.append(element)


@pytest.fixture(scope="module")
def division(folder: Path) -> Path:
    """A plan on several pages: header, page numbers, a table with a head over two rows and groups merged down."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "青禾县水利工作"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(footer)
    document.add_paragraph("青禾县2026年水渠修缮任务分解表").alignment = WD_ALIGN_PARAGRAPH.CENTER
    introduction = document.add_paragraph(
        "为保障农田灌溉，县政府决定分三类实施下列任务，请各单位按照分工抓好落实，按时报送进展情况，确保全年任务如期完成。"
    )
    introduction.paragraph_format.first_line_indent = Pt(24)
    rows = division_rows()
    table = document.add_table(len(rows) + 2, len(HEAD))
    table.style = "Table Grid"
    for column, head in enumerate(HEAD):
        if head in ("牵头单位", "配合单位"):
            table.cell(1, column).text = head
        else:
            table.cell(0, column).merge(table.cell(1, column)).text = head
    table.cell(0, 4).merge(table.cell(0, 5)).text = "责任单位"
    for number, row in enumerate(rows, 2):
        for column, text in enumerate(row):
            if column != 1:
                table.cell(number, column).text = text
    third = len(rows) // 3
    for index, group in enumerate(GROUPS):
        first = 2 + index * third
        table.cell(first, 1).merge(table.cell(first + third - 1, 1)).text = group
    path = folder / "分解表.docx"
    document.save(str(path))
    return path


def test_a_table_with_merged_cells_over_several_pages(division: Path) -> None:
    rows = division_rows()
    draft = plan_of(division)
    assert [(task.label, task.title, task.content) for task in draft.tasks] == [(row[0], row[2], row[3]) for row in rows]
    assert [draft.path(task) for task in draft.tasks] == [[row[1]] for row in rows]
    assert {tuple((unit.name, unit.role) for unit in task.units) for task in draft.tasks} == {
        (("县水利局", Role.LEAD), ("县财政局", Role.SUPPORT), ("县农业农村局", Role.SUPPORT))
    }
    assert [task.deadlines[0].wording for task in draft.tasks] == [row[6] for row in rows]


@pytest.mark.parametrize("kind", ["pdf", "doc", "odt", "html"])
def test_the_table_in_other_formats(division: Path, kind: str) -> None:
    assert facts(converted(division, kind)) == facts(division)
