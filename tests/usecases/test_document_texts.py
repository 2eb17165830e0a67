"""Passages of the bulletin kept with the draft they were made of: printed, told when the data changed, taken back, undone."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.returned import PERIOD
from tests.stores import TODAY
from tracker.domain.passages import Figure, Passage
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.reports.content import Document, Paragraph, Row, Table, Use
from tracker.storage.store import Store
from tracker.usecases.cycle.snapshots import freeze_period
from tracker.usecases.feedback.sheet_make import make_sheets
from tracker.usecases.house import history
from tracker.usecases.papers.bulletin import bulletin_figures
from tracker.usecases.papers.document_texts import document_passages, keep_mine, keep_text, take_new
from tracker.usecases.papers.report_kinds import REPORTS, proposed_texts, report_content
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks

LATE = date(2026, 10, 8)
REQUEST = ReportRequest(1, period=PERIOD)
PLACES = ("general", "overdue", "behind", "missing", "problems", "wants")


@pytest.fixture
def reported(planned: Store, tmp_path: Path) -> Store:
    make_sheets(planned, 1, PERIOD, tmp_path / "下发", TODAY)
    tasks.report_progress(planned, 2, PERIOD, State.IN_PROGRESS, 30, "铺了两公里。", "路面狭窄。", today=TODAY)
    return planned


def words(document: Document) -> str:
    return "\n".join(f"{block.lead}{block.text}" for block in document.blocks if isinstance(block, Paragraph))


def passage(store: Store, place: str, request: ReportRequest = REQUEST) -> Passage:
    return next(one for one in document_passages(store, "bulletin", request, LATE) if one.draft.place == place)


def printed(store: Store, request: ReportRequest = REQUEST) -> str:
    return words(report_content(store, "bulletin", request, LATE))


def test_an_edited_passage_is_printed_and_taken_back_in_one_step(reported: Store) -> None:
    before = printed(reported)
    done = keep_text(reported, "bulletin", REQUEST, "problems", "路面太窄，白天不能施工。\n夜里噪声大。", LATE)
    assert done.name == "修改2026年9月的月度通报“存在的主要问题”"
    assert "1. 路面太窄，白天不能施工。\n2. 夜里噪声大。" in printed(reported)
    assert "路面太窄" not in printed(reported, ReportRequest(1, period="2026-10")), "another period has its own text"
    assert "路面太窄" not in printed(reported, ReportRequest(1, period=PERIOD, texts={"problems": "没有。"}))
    take_new(reported, "bulletin", REQUEST, "problems", LATE)
    assert printed(reported) == before
    history.undo(reported)
    assert "夜里噪声大" in printed(reported)
    history.undo(reported)
    assert printed(reported) == before and passage(reported, "problems").kept is None


def test_writing_the_draft_or_nothing_lets_it_stand_again(reported: Store) -> None:
    draft = passage(reported, "opening").draft.text
    for text in (draft, "  \n "):
        keep_text(reported, "bulletin", REQUEST, "opening", "现予通报。", LATE)
        assert passage(reported, "opening").text == "现予通报。"
        keep_text(reported, "bulletin", REQUEST, "opening", text, LATE)
        assert passage(reported, "opening").kept is None


def test_a_passage_whose_data_changed_is_told_and_new_or_old_is_taken(reported: Store) -> None:
    keep_text(reported, "bulletin", REQUEST, "general", "全县任务5项，已完成0项。", LATE)
    assert not passage(reported, "general").changed
    tasks.report_progress(reported, 4, PERIOD, State.COMPLETED, 100, "栽完了。", today=TODAY)
    changed = passage(reported, "general")
    assert changed.changed and changed.text == "全县任务5项，已完成0项。"
    assert any("“已完成”写的是 0 项，数据是 1 项" in doubt for doubt in changed.doubts)
    keep_mine(reported, "bulletin", REQUEST, "general", LATE)
    assert not passage(reported, "general").changed and passage(reported, "general").text == "全县任务5项，已完成0项。"
    history.undo(reported)
    assert passage(reported, "general").changed
    take_new(reported, "bulletin", REQUEST, "general", LATE)
    assert "已完成1项" in passage(reported, "general").text and passage(reported, "general").doubts == ()


def test_a_frozen_bulletin_keeps_its_words_and_its_figures(reported: Store) -> None:
    keep_text(reported, "bulletin", REQUEST, "opening", "现予通报。", LATE)
    freeze_period(reported, 1, PERIOD, LATE)
    before = report_content(reported, "bulletin", REQUEST, LATE)
    figures = bulletin_figures(reported, REQUEST, LATE)
    tasks.report_progress(reported, 4, PERIOD, State.COMPLETED, 100, "栽完了。", today=TODAY)
    assert report_content(reported, "bulletin", REQUEST, LATE) == before
    assert not any(one.changed for one in document_passages(reported, "bulletin", REQUEST, LATE))
    assert bulletin_figures(reported, REQUEST, LATE) == figures
    tasks.remove_tasks(reported, [5])
    everything = bulletin_figures(reported, REQUEST, LATE)[0][1][0]
    assert (everything.amount, len(everything.task_ids), everything.gone) == (5, 4, 1)


def listed(store: Store, figure: Figure) -> int:
    return tasks.task_list(store, TaskFilter(only=figure.task_ids), Group.NONE, LATE).total


def test_every_figure_opens_exactly_its_tasks(reported: Store) -> None:
    shown = [figure for one in document_passages(reported, "bulletin", REQUEST, LATE) for figure in one.draft.figures if figure.amount]
    shown += [figure for _name, row in bulletin_figures(reported, REQUEST, LATE) for figure in row if figure.amount]
    assert len(shown) > 10
    for figure in shown:
        assert len(figure.task_ids) == figure.amount == listed(reported, figure), figure


def test_the_figures_are_those_of_the_annex(reported: Store) -> None:
    annex = next(section for section in report_content(reported, "bulletin", REQUEST, LATE).sections if section.page.use is Use.ANNEX)
    table = next(block for block in annex.blocks if isinstance(block, Table))
    lines = [row for row in table.rows if isinstance(row, Row)]
    _name, everything = bulletin_figures(reported, REQUEST, LATE)[0]
    counts = {figure.label: figure.amount for figure in everything}
    assert counts["任务"] == len(lines)
    assert counts["任务"] == counts["已完成"] + counts["推进中"] + counts["未启动"] + counts["逾期"] + counts["长期坚持"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.dictionaries(
        st.sampled_from(["general", "overdue", "behind", "missing", "problems", "wants"]), st.text("改项12。\n逾期", max_size=30)
    )
)
def test_whatever_is_typed_heads_tables_and_annexes_stay_those_of_the_data(reported: Store, texts: dict[str, str]) -> None:
    plain = report_content(reported, "bulletin", REQUEST, LATE)
    typed = report_content(reported, "bulletin", ReportRequest(1, period=PERIOD, texts=texts), LATE)

    def of_data(document: Document) -> list[object]:
        counted = re.compile(r"（[一二三四]）.*?\d+[项个]")
        heads = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.level == 2 and counted.match(block.text)]
        return [heads, [block for block in document.blocks if isinstance(block, Table)]]

    assert of_data(typed) == of_data(plain)


def test_the_plan_of_divided_duties_keeps_its_words_too(planned: Store) -> None:
    request = ReportRequest(1)
    keep_text(planned, "division-plan", request, "closing", "请认真抓好落实。", LATE)
    assert "请认真抓好落实。" in words(report_content(planned, "division-plan", request, LATE))
    history.undo(planned)
    assert "请认真抓好落实。" not in words(report_content(planned, "division-plan", request, LATE))


def test_a_place_that_there_is_not_is_refused_and_places_are_named(reported: Store) -> None:
    with pytest.raises(UserError, match="没有“middle”这一段"):
        keep_text(reported, "bulletin", REQUEST, "middle", "某事", LATE)
    with pytest.raises(UserError, match="opening（开头）"):
        report_content(reported, "bulletin", ReportRequest(1, period=PERIOD, texts={"start": "某事"}), LATE)


def test_what_can_be_typed_is_what_can_be_kept(reported: Store) -> None:
    kept = {kind.kind: {text.key for text in kind.texts} for kind in REPORTS if kind.drafts}
    assert set(kept) == {"bulletin", "division-plan"}
    assert kept["bulletin"] == {one.draft.place for one in document_passages(reported, "bulletin", REQUEST, LATE)}
    assert set(proposed_texts(reported, "bulletin", REQUEST, LATE)) == kept["bulletin"]
