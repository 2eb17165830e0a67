"""The review of a draft: every step, stepping back, and what is handed over to be stored."""

from datetime import date

import pytest

from tracker.domain.terms import DeadlineKind, Role
from tracker.domain.unit_names import UnitDictionary
from tracker.errors import UserError
from tracker.files.blocks import from_text
from tracker.plans.draft import Finding, PlanDraft
from tracker.plans.reader import read_plan
from tracker.usecases.intake.plan_review import ReviewSession, Standing, TaskFields, fields_of

TEXT = """柳河县2026年水利工作方案
一、防汛
1.加固北堤。加固堤防3公里，5月底前完工。（县水利局牵头，县财政局配合）
2.检修泵站。检修泵站6座；更换闸门2扇，4月底前完成。（县水利局牵头）
二、供水
3.新建水厂。建成日供水2万吨水厂，年底前通水。（县住建局牵头，县水利局配合）
"""


@pytest.fixture
def draft() -> PlanDraft:
    found = read_plan(from_text("柳河.txt", TEXT))
    assert [task.title for task in found.tasks] == ["加固北堤", "检修泵站", "新建水厂"]
    for task in found.tasks:
        task.findings.clear()
    found.tasks[0].findings.append(Finding("group_note", "两条共用一个责任说明", found.tasks[0].span))
    found.tasks[2].findings.append(Finding("unknown_unit", "“县住建局”不在单位库", found.tasks[2].units[0].span))
    return found


@pytest.fixture
def session(draft: PlanDraft) -> ReviewSession:
    return ReviewSession(draft, UnitDictionary())


def titles(session: ReviewSession) -> list[str]:
    return [task.title for task in session.result().tasks]


def test_what_may_be_wrong_comes_first_and_the_settled_need_nothing(session: ReviewSession) -> None:
    assert [row.id for row in session.standing(Standing.WAITING)] == [3, 1]
    assert [row.id for row in session.standing(Standing.SETTLED)] == [2]
    assert (session.missing, session.total) == (2, 3)
    assert session.row(3).is_hard and not session.row(1).is_hard


def test_accepting_goes_through_all_that_waits(session: ReviewSession) -> None:
    assert session.after(3) == 1
    session.accept(3)
    assert session.after(1) is None
    session.accept(1)
    assert session.missing == 0
    assert all(not task.findings for task in session.result().tasks)


def test_accepting_all_at_once_leaves_the_doubts_on_the_tasks(session: ReviewSession) -> None:
    session.accept(1)
    session.accept_all()
    assert session.missing == 0
    assert [len(task.findings) for task in session.result().tasks] == [0, 0, 1]


def test_every_step_can_be_taken_back_and_done_again(session: ReviewSession, draft: PlanDraft) -> None:
    before = session.result()
    session.accept(3)
    session.drop(2)
    session.merge(1) if session.row(1).task.heading == session.row(3).task.heading else session.accept(1)
    while session.undo():
        pass
    assert session.result() == before and not session.is_changed
    assert session.redo() and session.row(3).standing is Standing.SETTLED
    assert session.redo() and session.row(2).standing is Standing.DROPPED
    session.accept_all()
    assert not session.redo(), "a new step ends what could be done again"


def test_dropped_rows_are_not_stored_and_numbers_close_up(session: ReviewSession) -> None:
    session.drop(2)
    assert titles(session) == ["加固北堤", "新建水厂"]
    assert session.numbers() == {1: 1, 3: 2}
    session.accept(2)
    assert len(titles(session)) == 3, "a row put aside comes back"


def test_split_reads_both_parts_and_shares_the_units(session: ReviewSession) -> None:
    at = TEXT.index("更换闸门")
    new = session.split(2, at)
    assert titles(session) == ["加固北堤", "检修泵站", "更换闸门2扇，4月底前完成", "新建水厂"]
    first, second = session.row(2).task, session.row(new).task
    assert [unit.name for unit in first.units] == [unit.name for unit in second.units] == ["县水利局"]
    assert [limit.due for limit in second.deadlines] == [date(2026, 4, 30)] and not first.deadlines
    assert first.content == "检修泵站6座；"


@pytest.mark.parametrize("place", ["2.检修", "3.新建"])
def test_a_split_needs_words_on_both_sides(session: ReviewSession, place: str) -> None:
    with pytest.raises(UserError, match="不能拆分"):
        session.split(2, TEXT.index(place))
    assert session.total == 3 and not session.is_changed


def test_merge_keeps_all_that_both_say(session: ReviewSession) -> None:
    session.merge(1)
    task = session.row(1).task
    assert titles(session) == ["加固北堤", "新建水厂"]
    assert "检修泵站6座" in task.content and "加固堤防3公里" in task.content
    assert [unit.name for unit in task.units] == ["县水利局", "县财政局"]
    assert [limit.wording for limit in task.deadlines] == ["5月底前", "4月底前"]
    assert TEXT[task.span.start : task.span.end].count("牵头") == 2


def test_merge_stays_under_one_heading(session: ReviewSession) -> None:
    with pytest.raises(UserError, match="另一个标题"):
        session.merge(2)
    with pytest.raises(UserError, match="后面没有任务"):
        session.merge(3)


def test_adding_a_passage_puts_it_where_it_stands_in_the_document(session: ReviewSession) -> None:
    start = TEXT.index("更换闸门")
    new = session.add(start, TEXT.index("，4月底前完成"))
    assert [row.id for row in session.rows] == [1, 2, new, 3]
    assert session.row(new).task.heading == session.row(2).task.heading
    with pytest.raises(UserError, match="没有选中文字"):
        session.add(5, 5)


def test_editing_changes_what_was_changed_and_nothing_else(session: ReviewSession) -> None:
    before = session.row(1).task
    session.edit(1, fields_of(before))
    assert not session.is_changed
    units = ((Role.LEAD, ("县水利局", "县应急局")), (Role.SUPPORT, ()))
    session.edit(1, TaskFields("加固北堤3公里", units, ("5月底前", "每季度")))
    task = session.row(1).task
    assert task.title == "加固北堤3公里" and task.content == before.content
    assert [(unit.name, unit.role) for unit in task.units] == [("县水利局", Role.LEAD), ("县应急局", Role.LEAD)]
    assert task.units[0].span == before.units[0].span, "what stays keeps its place in the source"
    assert task.deadlines[0] == before.deadlines[0]
    assert task.deadlines[1].kind is DeadlineKind.RECURRING
    with pytest.raises(UserError, match="名称不能为空"):
        session.edit(1, TaskFields(" ", units, ()))


def test_roles_change_one_by_one(session: ReviewSession) -> None:
    session.set_role(1, "县财政局", Role.LEAD)
    assert {unit.role for unit in session.row(1).task.units} == {Role.LEAD}
    session.set_role(1, "县财政局", None)
    assert [unit.name for unit in session.row(1).task.units] == ["县水利局"]


def test_a_place_in_the_text_finds_its_row(session: ReviewSession) -> None:
    found = session.row_at(TEXT.index("闸门"))
    assert found is not None and found.id == 2
    assert session.row_at(0) is None
