"""The fill-in sheet and the urging notice laid out by LibreOffice, where it is installed: pages, heads, numbers, nothing lost."""

from dataclasses import replace
from pathlib import Path

from tests.reports import test_golden_sheets as samples
from tests.reports.test_rendering import pages_of, pytestmark
from tracker.reports.fill_in import write_fill_in
from tracker.reports.period_papers import urging
from tracker.reports.word import write_word

__all__ = ["pytestmark"]


def test_a_long_fill_in_sheet_repeats_its_head(tmp_path: Path) -> None:
    tasks = tuple(replace(samples.FORM.leads[0], key=f"T1-{number}-1", number=number) for number in range(1, 31))
    path = tmp_path / "form.xlsx"
    write_fill_in([replace(samples.FORM, leads=tasks)], path, samples.DAY)
    pages = pages_of(path)
    assert len(pages) >= 2
    for number, page in enumerate(pages, 1):
        assert "重点任务" in page and f"第{number}页" in page and f"共{len(pages)}页" in page
        assert "T1-" not in page, "the keys are not printed"
    assert "填报日期" in pages[-1] and "填报单位（盖章）：望川县住房和城乡建设局" in pages[0]


def test_the_notice_is_numbered_and_its_annex_begins_a_page(tmp_path: Path) -> None:
    path = tmp_path / "notice.docx"
    write_word(urging(samples.FACTS, samples.DAY), path)
    pages = pages_of(path)
    assert pages[0].startswith("关于催报2026年6月重点工作推进情况的通知")
    assert [f"—{number}—" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert pages[-1].startswith("附件2026年6月推进情况未报送单位名单")
    assert any("望川县人民政府办公室2026年6月28日" in page for page in pages)
