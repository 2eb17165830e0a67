"""The office's own words of notices: defaults, fields, papers that follow them, and what went out staying as it was."""

from datetime import date

import pytest

from tests.stores import TODAY
from tests.usecases.test_notice_making import text
from tracker.domain.notice_words import FIELDS, USUAL, NoticeWords, as_template, fill, words_fault
from tracker.domain.notices import NoticeKind
from tracker.errors import UserError
from tracker.reports.content import Note
from tracker.reports.notice_sample import SAMPLE
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.papers.notice_words import keep_typed, notice_words, set_notice_words, words_sample
from tracker.usecases.papers.report_kinds import proposed_texts, report_content
from tracker.usecases.papers.report_request import ReportRequest

OWN = NoticeWords("{单位}：你单位有{项数}项任务进度滞后。", "1. {期限}前说明原因。\n2. 按{周期}报送。", "{日期}印")
REMINDER = NoticeKind.REMINDER


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_usual_words_have_no_fault_and_their_fields_are_known(kind: NoticeKind) -> None:
    assert words_fault(USUAL[kind]) == ""
    assert "{" not in "".join(fill(words, SAMPLE) for words in USUAL[kind]) and set(SAMPLE) == set(FIELDS)


def test_a_draft_becomes_words_for_all_papers() -> None:
    values = {"单位": "县水利局", "方案": "水环境方案", "期限": "9月21日", "周期": "每月25日前", "日期": "2026年9月16日", "项数": "1"}
    said = "县水利局：请于9月21日前反馈，1. 按每月25日前报。2026年9月16日"
    assert as_template(said, values) == "{单位}：请于{期限}前反馈，1. 按{周期}报。{日期}"
    assert fill(as_template(said, values), values) == said


def test_papers_say_the_offices_words_with_their_fields_filled(planned: Store) -> None:
    set_notice_words(planned, {REMINDER: OWN})
    document = report_content(planned, "reminder", ReportRequest(1, 1, task_ids=(1, 3), due=date(2026, 9, 21)), TODAY)
    said = text(document)
    assert "你单位有2项任务进度滞后。" in said and "1. 9月21日前说明原因。\n2. 按每月25日前报送。" in said
    assert next(block.text for block in document.blocks if isinstance(block, Note)) == "注：2026年9月16日印"
    other = report_content(planned, "supervision", ReportRequest(1, task_ids=(1,)), TODAY)
    assert "你单位有" not in text(other), "each kind has words of its own"
    typed = ReportRequest(1, task_ids=(1,), texts={"opening": "只这一份：{项数}项。"})
    assert "只这一份：1项。" in text(report_content(planned, "reminder", typed, TODAY))
    history.undo(planned)
    assert notice_words(planned) == USUAL
    assert "你单位有" not in text(report_content(planned, "reminder", ReportRequest(1, task_ids=(1,)), TODAY))


def test_what_is_proposed_is_what_will_be_printed(planned: Store) -> None:
    set_notice_words(planned, {REMINDER: OWN})
    proposed = proposed_texts(planned, "reminder", ReportRequest(1, task_ids=(1,), due=date(2026, 9, 21)), TODAY)
    assert proposed["wants"].startswith("1. 9月21日前") and proposed["opening"].endswith("你单位有1项任务进度滞后。")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (OWN._replace(wants="请{部门}办"), "不认识“{部门}”"),
        (OWN._replace(wants=" \n "), "“办理要求”不能空着"),
        (OWN._replace(note="长" * 1001), "超过 1000 个字"),
    ],
)
def test_words_that_no_form_holds_are_refused(planned: Store, words: NoticeWords, says: str) -> None:
    with pytest.raises(UserError, match=says):
        set_notice_words(planned, {REMINDER: words})
    assert notice_words(planned) == USUAL


def test_a_draft_is_kept_as_the_offices_own(planned: Store) -> None:
    request = ReportRequest(1, 1, task_ids=(1,), due=date(2026, 9, 21), texts={"note": "9月21日未反馈的，点名通报。", "contact": "江一帆"})
    keep_typed(planned, REMINDER, request, TODAY)
    assert notice_words(planned)[REMINDER] == USUAL[REMINDER]._replace(note="{期限}未反馈的，点名通报。")
    with pytest.raises(UserError, match="没有改过可以留用的文字"):
        keep_typed(planned, REMINDER, ReportRequest(1, 1, task_ids=(1,), texts={"contact": "江一帆"}), TODAY)


def test_the_sample_shows_the_words(planned: Store) -> None:
    assert "县水利局：你单位有2项任务进度滞后。" in text(words_sample(planned, REMINDER, OWN))
