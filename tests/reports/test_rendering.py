"""The ledger laid out by LibreOffice, where it is installed: pages, heads on each of them, nothing cut off."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.reports import samples
from tracker.reports.excel import write_excel
from tracker.reports.ledger import FULL_COLUMNS, ledger_document
from tracker.reports.word import write_word

OFFICE, TO_TEXT = shutil.which("soffice"), shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(not (OFFICE and TO_TEXT), reason="LibreOffice is not installed")


def pages_of(path: Path) -> list[str]:
    """The text of each page, white space removed."""
    assert OFFICE is not None
    assert TO_TEXT is not None
    folder = path.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    text = subprocess.run([TO_TEXT, str(path.with_suffix(".pdf")), "-"], check=True, capture_output=True, timeout=60).stdout.decode()
    return [re.sub(r"\s", "", page) for page in text.split("\f")[:-1]]


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("columns", [None, FULL_COLUMNS], ids=["A4", "A3"])
def test_pages(tmp_path: Path, suffix: str, columns: tuple[str, ...] | None) -> None:
    data = samples.ledger(6)
    path = tmp_path / f"ledger{suffix}"
    (write_word if suffix == ".docx" else write_excel)(ledger_document(data, samples.TODAY, columns=columns), path)
    pages = pages_of(path)
    assert len(pages) >= 2
    for number, page in enumerate(pages, 1):
        # LibreOffice does not keep the last row with the notes, as Word does; but notes and places to sign stay together.
        assert "重点任务" in page or (number == len(pages) and page.startswith("注："))
        assert f"第{number}页" in page
        assert f"共{len(pages)}页" in page
    whole = "".join(pages)
    assert "望川县2026年重点工作任务推进台账" in pages[0]
    assert whole.count("逾期") >= 6
    for task in data.tasks:
        assert re.sub(r"\s", "", task.title)[:6] in whole
