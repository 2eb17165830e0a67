"""The bulletin from what is stored: its day, who has not reported, the period before, typed words, refusals."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.returned import PERIOD, Returned, places_of, take_in
from tests.stores import TODAY
from tracker.domain.office import Office
from tracker.errors import UserError
from tracker.reports.content import Document, Paragraph, Receivers, RedHead, Signature
from tracker.storage.store import Store
from tracker.usecases.cycle.snapshots import freeze_period
from tracker.usecases.feedback.sheet_make import make_sheets
from tracker.usecases.house import office
from tracker.usecases.papers import issued, number_series, report_kinds
from tracker.usecases.papers.report_request import ReportRequest

LATE = date(2026, 9, 28)


@pytest.fixture
def reported(planned: Store, tmp_path: Path) -> Store:
    office.set_office(planned, Office("松河县人民政府办公室", "督查室"))
    make_sheets(planned, 1, PERIOD, tmp_path / "下发", TODAY)
    row = ("更换老旧污水管", {"percent": 30.0, "problems": "路面狭窄，只能夜间施工"})
    take_in(planned, places_of(tmp_path), Returned("住建局.xlsx", "县住建局", [row]))
    return planned


def made(store: Store, request: ReportRequest, today: date = LATE) -> Document:
    return report_kinds.report_content(store, "bulletin", request, today)


def words(document: Document) -> str:
    return "\n".join(f"{block.lead}{block.text}" for block in document.blocks if isinstance(block, Paragraph))


def test_it_stands_on_the_day_of_the_period_and_names_who_did_not_report(reported: Store) -> None:
    now = words(made(reported, ReportRequest(1, period=PERIOD)))
    assert "截至2026年9月28日" in now and "任务共5项" in now
    assert "水利局：全部任务未报送（编号" in now
    assert "路面狭窄，只能夜间施工。" in now
    early = words(made(reported, ReportRequest(1, period=PERIOD), date(2026, 9, 20)))
    assert "未报送单位" not in early
    later = words(made(reported, ReportRequest(1, period=PERIOD), date(2026, 11, 3)))
    assert "截至2026年9月30日" in later


def test_the_period_before_is_compared_only_when_it_was_reported(reported: Store) -> None:
    assert "与2026年8月相比" not in words(made(reported, ReportRequest(1, period=PERIOD)))
    assert "与2026年9月相比" in words(made(reported, ReportRequest(1, period="2026-10"), date(2026, 10, 28)))


def test_typed_words_number_and_receivers_are_printed(reported: Store) -> None:
    typed = {"receivers": "各镇、各部门", "wants": "抓紧办结。十月底前清零。\n如实填报", "opening": "现予通报。"}
    document = made(reported, ReportRequest(1, period=PERIOD, number="松政办通〔2026〕9号", texts=typed))
    said = words(document)
    assert "（一）抓紧办结。十月底前清零。" in said and "（二）如实填报" in said and "现予通报。" in said
    assert next(block.text for block in document.blocks if isinstance(block, Receivers)) == "各镇、各部门"
    assert next(block.number for block in document.blocks if isinstance(block, RedHead)) == "松政办通〔2026〕9号"


def test_the_form_offers_the_words_that_the_document_has(reported: Store) -> None:
    request = ReportRequest(1, period=PERIOD)
    texts = report_kinds.proposed_texts(reported, "bulletin", request, LATE)
    said = words(made(reported, request))
    assert texts["opening"] in said
    assert all(line in said for line in texts["wants"].split("\n"))
    again = words(made(reported, ReportRequest(1, period=PERIOD, texts=texts)))
    assert again == said


def test_what_is_no_period_is_refused(reported: Store) -> None:
    with pytest.raises(UserError, match="期次"):
        made(reported, ReportRequest(1, period="上个月"))


def test_a_bulletin_that_was_issued_keeps_its_number_and_frozen_its_day(reported: Store, tmp_path: Path) -> None:
    request, places = ReportRequest(1, period=PERIOD), places_of(tmp_path)
    number = number_series.proposed_number(reported, "bulletin", request, LATE)
    facts = issued.Issuing("bulletin", "通报", LATE, number, plan_id=1, period=PERIOD)
    report_kinds.write_report(reported, "bulletin", replace(request, number=number), tmp_path / "通报.docx", LATE)
    issued.issue(reported, places, [(facts, tmp_path / "通报.docx")])
    later = date(2027, 3, 2)
    assert number_series.proposed_number(reported, "bulletin", request, later) == number
    assert number_series.proposed_number(reported, "bulletin", ReportRequest(1, period="2026-10"), LATE) != number
    assert signed(made(reported, request, later)) == later, "while its data still changes it is a new paper"
    freeze_period(reported, 1, PERIOD, LATE)
    assert signed(made(reported, request, later)) == LATE
    issued.void(reported, 1, "印错了")
    assert signed(made(reported, request, later)) == later
    assert number_series.proposed_number(reported, "bulletin", request, later) != number


def signed(document: Document) -> date:
    return next(block.day for block in document.blocks if isinstance(block, Signature))
