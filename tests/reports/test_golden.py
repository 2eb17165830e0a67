"""The ledger's XML, put in a normal form, is what was looked at and found good.

After an intended change: `python -m tests.reports.test_golden` writes the reference anew; look at the difference and at a rendering.
"""

import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.reports import samples
from tracker.domain.ledger import LedgerData
from tracker.reports.excel import write_excel
from tracker.reports.ledger import ledger_document
from tracker.reports.word import write_word

REFERENCE = Path(__file__).resolve().parent.parent / "reference"
PARTS = {
    "ledger_word.xml": (".docx", "word/document.xml"),
    "ledger_word_footer.xml": (".docx", "word/footer1.xml"),
    "ledger_excel.xml": (".xlsx", "xl/worksheets/sheet1.xml"),
}


def normal(xml: bytes) -> str:
    """Attributes in order, one element a line."""
    tree = etree.fromstring(etree.tostring(etree.fromstring(xml), method="c14n"))
    etree.indent(tree)
    return etree.tostring(tree, encoding="unicode") + "\n"


def made(name: str, folder: Path) -> str:
    suffix, part = PARTS[name]
    chosen = tuple(samples.tasks()[at] for at in (1, 2, 3, 5))
    document = ledger_document(LedgerData(samples.PLAN, chosen), samples.TODAY)
    path = folder / f"台账{suffix}"
    (write_word if suffix == ".docx" else write_excel)(document, path)
    with zipfile.ZipFile(path) as package:
        return normal(package.read(part))


@pytest.mark.parametrize("name", PARTS)
def test_the_ledger_is_as_it_was_found_good(name: str, tmp_path: Path) -> None:
    assert made(name, tmp_path) == (REFERENCE / name).read_text("utf-8")


if __name__ == "__main__":
    REFERENCE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in PARTS:
            (REFERENCE / name).write_text(made(name, Path(folder)), "utf-8")
            sys.stdout.write(f"{REFERENCE / name}\n")
