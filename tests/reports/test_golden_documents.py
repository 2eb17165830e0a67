"""Every kind of document is, element for element, what was looked at and found good.

A reference says each set of properties once and then names it, so that a change of a word is a changed line. After an intended change:
`python -m tests.reports.test_golden_documents` writes the references anew; look at the difference and at a rendering.
"""

import re
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests.reports.documents import DOCUMENTS, LAYOUTS
from tests.reports.test_golden import REFERENCE
from tracker.reports.excel import write_excel
from tracker.reports.fonts import choose_fonts
from tracker.reports.layout import laid_out
from tracker.reports.word import write_word

_FOLDER = REFERENCE / "documents"
_PROPERTIES = re.compile(r"<w:(pPr|rPr|tcPr|trPr|tblPr)>(.*?)</w:\1>")
_CHARACTER = re.compile(r"&#(\d{4,});")
_SHEET_LINES = re.compile(r"(<row |</sheetData>|<mergeCells|<cols>)")
_WORD_LINES = re.compile(r"(<w:p>|<w:tbl>|<w:tr>|<w:sectPr>|<w:txbxContent>|</w:tbl>)")


def made(kind: str, suffix: str, folder: Path) -> str:
    """The document's own parts in a form that is easy to compare; Word in the office's own layout, which uses every block."""
    layout = LAYOUTS["本单位" if suffix == ".docx" else "国标"]
    document, path = laid_out(DOCUMENTS[kind](), layout), folder / f"a{suffix}"
    (write_word if suffix == ".docx" else write_excel)(document, path, choose_fonts(None, layout), layout=layout)
    with zipfile.ZipFile(path) as package:
        names = sorted(name for name in package.namelist() if re.match(r"word/(document|header|footer|settings)|xl/worksheets/", name))
        parts = [(name, _CHARACTER.sub(lambda found: chr(int(found[1])), package.read(name).decode())) for name in names]
    known: dict[str, str] = {}
    texts = []
    for name, text in parts:
        short = _PROPERTIES.sub(lambda found: _named(found[1], found[0], known), text)
        texts.append(f"== {name}\n" + _SHEET_LINES.sub(r"\n\1", _WORD_LINES.sub(r"\n\1", short)))
    return "\n".join([*(f"{mark} = {properties}" for properties, mark in known.items()), *texts]) + "\n"


def _named(element: str, properties: str, known: dict[str, str]) -> str:
    return known.setdefault(properties, f"{{{element}{len(known) + 1}}}")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_document_is_as_it_was_found_good(kind: str, suffix: str, tmp_path: Path) -> None:
    assert made(kind, suffix, tmp_path) == (_FOLDER / f"{kind}{suffix}.txt").read_text("utf-8")


if __name__ == "__main__":
    _FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        for each in DOCUMENTS:
            for end in (".docx", ".xlsx"):
                (_FOLDER / f"{each}{end}.txt").write_text(made(each, end, Path(place)), "utf-8")
                sys.stdout.write(f"{each}{end}\n")
