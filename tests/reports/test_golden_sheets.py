"""The XML of the fill-in sheet, the urging notice and the receipt, in a normal form, is what was looked at and found good.

After an intended change: `python -m tests.reports.test_golden_sheets` writes the reference anew; look at the difference and at a
rendering.
"""

import sys
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.reports.test_golden import REFERENCE, normal
from tracker.reports.fill_in import FillIn, FillInTask, write_fill_in
from tracker.reports.period_papers import NOT_REPORTED, PARTLY, PaperUnit, PeriodFacts, urging
from tracker.reports.receipt import ReceiptFacts, ReceiptFault, receipt
from tracker.reports.word import write_word

PLAN, DAY = "望川县2026年重点工作任务推进方案", date(2026, 6, 28)
FORM = FillIn(
    1, PLAN, 4, "望川县住房和城乡建设局", "2026-06", date(2026, 6, 25),
    (
        FillInTask("T1-6-8", 6, "改造老旧管网18公里", "11月底前", "推进中 55%：已改10.2公里。", "城建股", "江一帆", "0000-1234568"),
        FillInTask("T1-8-5", 8, "=常态化整治扬尘污染", "长期坚持"),
    ),
    (FillInTask("T1-2-4", 2, "建成开发区标准化厂房二期", "9月底前"),),
)  # fmt: skip
FACTS = PeriodFacts(
    PLAN, "2026-06", date(2026, 6, 25), DAY, "望川县人民政府办公室", "督查室",
    (
        PaperUnit("望川县财政局", (1, 6, 7, 8, 9), 0, (6, 7, 8), PARTLY, False, None, "", datetime(2026, 6, 24, 9, 0), ("财政局.xlsx",)),
        PaperUnit("望川县统计局", (1, 3), 0, (1, 3), NOT_REPORTED, True),
    ),
)  # fmt: skip
RECEIPT = ReceiptFacts(
    "望川县统计局", PLAN, "2026-06", "统计局6月.xls", DAY, 4, 2, 1, 1, 0,
    (ReceiptFault("第7行", "完成时限", "看不出日期", "技改项目入库20个"),),
    ("第1项 规上工业企业净增12家",), date(2026, 6, 30), "望川县人民政府办公室",
)  # fmt: skip
MADE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "fill_in.xml": ("xl/worksheets/sheet1.xml", lambda path: write_fill_in([FORM], path, DAY)),
    "urging.xml": ("word/document.xml", lambda path: write_word(urging(FACTS, date(2026, 6, 30)), path)),
    "receipt.xml": ("word/document.xml", lambda path: write_word(receipt(RECEIPT), path)),
}


def made(name: str, folder: Path) -> str:
    part, write = MADE[name]
    path = folder / name
    write(path)
    with zipfile.ZipFile(path) as package:
        return normal(package.read(part))


@pytest.mark.parametrize("name", MADE)
def test_the_paper_is_as_it_was_found_good(name: str, tmp_path: Path) -> None:
    assert made(name, tmp_path) == (REFERENCE / name).read_text("utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name in MADE:
            (REFERENCE / name).write_text(made(name, Path(folder)), "utf-8")
            sys.stdout.write(f"{REFERENCE / name}\n")
