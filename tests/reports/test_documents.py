"""Every kind of document, in the layout of 国标 and in an office's own: the file is sound and looks as the layout says."""

from pathlib import Path

import pytest

from tests.reports.documents import DOCUMENTS, LAYOUTS
from tests.reports.paper_rules import excel_faults, word_faults
from tracker.reports.excel import write_excel
from tracker.reports.fonts import choose_fonts
from tracker.reports.layout import laid_out
from tracker.reports.word import write_word


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_word_file_obeys_the_layout(kind: str, layout: str, tmp_path: Path) -> None:
    chosen, path = LAYOUTS[layout], tmp_path / "a.docx"
    document, fonts = laid_out(DOCUMENTS[kind](), chosen), choose_fonts(None, chosen)
    write_word(document, path, fonts, layout=chosen)
    assert list(word_faults(path, document, chosen, fonts)) == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_workbook_prints_as_the_layout_says(kind: str, layout: str, tmp_path: Path) -> None:
    chosen, path = LAYOUTS[layout], tmp_path / "a.xlsx"
    document, fonts = laid_out(DOCUMENTS[kind](), chosen), choose_fonts(None, chosen)
    write_excel(document, path, fonts, layout=chosen)
    assert list(excel_faults(path, document, chosen, fonts)) == []


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_python_docx_reads_all_words(kind: str, tmp_path: Path) -> None:
    from docx import Document as read

    document, path = DOCUMENTS[kind](), tmp_path / "a.docx"
    write_word(document, path)
    assert len(read(str(path)).sections) == len(document.sections)
