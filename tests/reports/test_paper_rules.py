"""The checks of all documents find what they are there for."""

import zipfile
from pathlib import Path

import pytest

from tests.reports.documents import DOCUMENTS
from tests.reports.paper_rules import word_faults
from tracker.reports.fonts import STANDARD
from tracker.reports.layout import NATIONAL, laid_out
from tracker.reports.word import write_word

# What is spoiled: the part, what stands there, what shall stand there, and what the checks say.
_SPOILED: dict[str, tuple[str, str, str, str]] = {
    "order of a run": ("document", '<w:sz w:val="32"/><w:szCs w:val="32"/>', '<w:szCs w:val="32"/><w:sz w:val="32"/>', "rPr"),
    "a left margin": ("document", 'w:left="1588"', 'w:left="1800"', "margin left"),
    "no grid": ("document", 'w:linePitch="579"', 'w:linePitch="600"', "grid of lines"),
    "a theme font": ("document", "<w:rFonts ", '<w:rFonts w:asciiTheme="minor" ', "theme font"),
    "another face": ("document", "仿宋_GB2312", "等线", "face 等线"),
    "rows that break": ("document", "<w:cantSplit/>", "", "may break"),
    "a head not repeated": ("document", "<w:tblHeader/>", "", "head flag"),
    "no even footer": ("document", 'footerReference w:type="even"', 'footerReference w:type="first"', "footers"),
    "lines off the grid": ("document", 'w:line="579"', 'w:line="560"', "off the grid"),
    "no number": ("footer1", " PAGE ", " DATE ", "numbers"),
    "a relation to nothing": ("_rels/document", "settings.xml", "setting.xml", "nothing at"),
    "margins not mirrored": ("settings", "<w:mirrorMargins/>", "", "mirrorMargins"),
    "heads that may stand alone": ("document", "<w:keepNext/>", "", "may stand alone"),
}


@pytest.mark.parametrize("spoiled", _SPOILED)
def test_a_spoiled_file_is_found(spoiled: str, tmp_path: Path) -> None:
    part, old, new, said = _SPOILED[spoiled]
    document, whole, path = laid_out(DOCUMENTS["urging"](), NATIONAL), tmp_path / "a.docx", tmp_path / "b.docx"
    write_word(document, whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if name.startswith(f"word/{part}."):
                assert old in text
                text = text.replace(old, new)
            target.writestr(name, text)
    assert any(said in fault for fault in word_faults(path, document, NATIONAL, STANDARD))
