"""Papers about a period say what its book says: who was handed what, who has not reported, how many reported in time."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document as read_word
from openpyxl import load_workbook

from tests.reports import ooxml
from tests.returned import PERIOD, Returned, places_of, take_in
from tests.stores import TODAY
from tracker.domain.office import Office
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_make import make_sheets
from tracker.usecases.house import office
from tracker.usecases.papers import report_kinds
from tracker.usecases.papers.period_papers import PAPERS, paper_content, paper_file_name, write_paper
from tracker.usecases.work import tasks

LATE = date(2026, 9, 28)


@pytest.fixture
def reported(planned: Store, tmp_path: Path) -> Store:
    """县住建局 has reported all, 县水利局 one of two; two units nothing."""
    office.set_office(planned, Office("松河县人民政府办公室", "督查室"))
    make_sheets(planned, 1, PERIOD, tmp_path / "下发", TODAY)
    take_in(
        planned,
        places_of(tmp_path),
        Returned("水利局.xlsx", "县水利局", [("清理北渠淤泥", {"percent": 30.0})]),
        Returned("住建局.xlsx", "县住建局", [("更换老旧污水管", {"percent": 30.0})]),
    )
    return planned


def _texts(path: Path) -> list[list[str]]:
    sheet = load_workbook(path).worksheets[0]
    return [[str(value) for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]


def test_units_that_have_not_reported(reported: Store, tmp_path: Path) -> None:
    out = tmp_path / "名单.xlsx"
    name = write_paper(reported, "not-reported", 1, PERIOD, out, LATE)
    assert name == "松河县水环境治理推进情况未报送名单（2026年9月）"
    rows = _texts(out)
    assert rows[1][-1] == "应报送4个单位，未报送2个"
    assert rows[3:-2] == [
        ["未报送（2个单位）"],
        ["1", "县财政局", "2", "1", "全部", "9月16日 09:30", "未报送，已逾期"],
        ["2", "县柳编技艺专班", "1", "1", "全部", "9月16日 09:30", "未报送，已逾期"],
        ["部分报送（1个单位）"],
        ["3", "县水利局", "2", "2", "3", "9月16日 09:30", "缺1项"],
    ]


def test_the_rate_stands_with_its_base(reported: Store, tmp_path: Path) -> None:
    out = tmp_path / "报送率.xlsx"
    write_paper(reported, "on-time", 1, PERIOD, out, LATE)
    rows = _texts(out)
    assert next(row for row in rows if row[0] == "合计") == ["合计", "6", "2", "2个单位", "2个单位"]
    assert any("＝2÷4＝50.0%" in text for row in rows for text in row)
    assert {row[1]: row[-2:] for row in rows if row[0].isdecimal()} == {
        "县财政局": ["未报送", "逾期未报"],
        "县水利局": ["按时", "水利局.xlsx"],
        "县住建局": ["按时", "住建局.xlsx"],
        "县柳编技艺专班": ["未报送", "逾期未报"],
    }


def test_what_was_handed_out(reported: Store, tmp_path: Path) -> None:
    out = tmp_path / "登记.xlsx"
    write_paper(reported, "handouts", 1, PERIOD, out, LATE)
    rows = _texts(out)
    assert [row[:2] + row[2:6] for row in rows if row[0] == "1"] == [
        ["1", "县财政局", "2", "1", "01县财政局-2026年9月推进情况表.xlsx", "9月16日 09:30"]
    ]
    with pytest.raises(UserError, match="还没有发放"):
        write_paper(reported, "handouts", 1, "2026-10", out, LATE)


def test_the_notice_to_late_units(reported: Store, tmp_path: Path) -> None:
    out = tmp_path / "催报.docx"
    name = write_paper(reported, "urging", 1, PERIOD, out, LATE, answer_by=date(2026, 9, 30))
    assert name == "关于催报2026年9月重点工作推进情况的通知"
    document = read_word(str(out))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "".join(texts[:2]) == name and texts[3] == "县财政局、县柳编技艺专班、县水利局："
    whole = "".join(texts)
    assert "应报送单位4个，已报送2个，其中按时报送2个，按时报送率50.0%" in whole
    assert "县财政局、县柳编技艺专班共2个单位尚未报送，涉及任务3项" in whole
    assert "2026年9月30日前将推进情况表电子版和盖章件一并报督查室" in whole
    assert texts[texts.index("附件") - 2 : texts.index("附件")] == ["松河县人民政府办公室", "2026年9月28日"]
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["1", "县财政局", "未报送", "2", "全部"]


def test_the_notice_keeps_the_official_layout(reported: Store, tmp_path: Path) -> None:
    out = tmp_path / "催报.docx"
    write_paper(reported, "urging", 1, PERIOD, out, LATE)
    parts = ooxml.parts(out)
    for name in ("word/document.xml", "word/footer1.xml", "word/footer2.xml", "word/settings.xml"):
        assert list(ooxml.order_faults(parts[name])) == []
        assert list(ooxml.font_faults(parts[name])) == []
    section = parts["word/document.xml"].find(f".//{ooxml.W}sectPr")
    assert section is not None
    margins, grid = section.find(f"{ooxml.W}pgMar"), section.find(f"{ooxml.W}docGrid")
    assert [ooxml.number(margins, edge) for edge in ("top", "right", "bottom", "left")] == [2098, 1474, 1984, 1588]
    assert ooxml.number(grid, "linePitch") * 22 <= 16838 - 2098 - 1984
    content = paper_content(reported, "urging", 1, PERIOD, LATE)
    assert content.made == LATE


def test_papers_that_have_nothing_to_say(planned: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="请写成 2026-11"):
        write_paper(planned, "urging", 1, "十一月", tmp_path / "a.docx", LATE)
    with pytest.raises(UserError, match="它是 Word 文书"):
        write_paper(planned, "urging", 1, PERIOD, tmp_path / "a.xlsx", LATE)
    take_in(
        planned,
        places_of(tmp_path),
        Returned("一.xlsx", "县水利局", [("清理北渠淤泥", {"percent": 30.0}), ("每月巡查排口", {"percent": 30.0})]),
        Returned("二.xlsx", "县财政局", [("清理北渠淤泥", {"percent": 30.0})]),
        Returned("三.xlsx", "县柳编技艺专班", [("栽种护岸柳树", {"percent": 30.0})]),
    )
    tasks.report_progress(planned, 2, PERIOD, State.IN_PROGRESS, 30, "电话报送", today=TODAY)
    with pytest.raises(UserError, match="已全部报齐"):
        write_paper(planned, "not-reported", 1, PERIOD, tmp_path / "a.docx", LATE)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.kind)
def test_every_paper_by_its_name(reported: Store, tmp_path: Path, paper: report_kinds.ReportKind) -> None:
    for suffix in paper.files:
        out = tmp_path / paper_file_name(paper.kind, PERIOD, suffix)
        report_kinds.write_report(reported, paper.kind, report_kinds.ReportRequest(1, period=PERIOD), out, LATE)
        assert out.stat().st_size > 2000
    with pytest.raises(UserError, match="请选择期次"):
        report_kinds.write_report(reported, paper.kind, report_kinds.ReportRequest(1), tmp_path / "x.docx", LATE)
