"""Questions of meaning: asked only where they matter, with their effect, changed and taken back at will."""

from datetime import date

import pytest

from tracker.domain.terms import Role
from tracker.domain.unit_names import UnitDictionary
from tracker.files.blocks import from_text
from tracker.plans.reader import read_plan
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.intake.plan_questions import BARE, BESIDE, FIRST, IMPLEMENT, JOINT, KEYED, SHARED, SIGNED, SUPPORT
from tracker.usecases.intake.plan_review import ReviewSession, Standing, TaskFields, fields_of
from tracker.usecases.intake.review_import import begin_review, import_review
from tracker.usecases.work import tasks

TEXT = """柳河县2026年水利工作方案
一、防汛
1.加固北堤。加固堤防3公里，5月底前完工。责任单位：县水利局、县财政局、县住建局
2.检修泵站。检修泵站6座；更换闸门2扇，4月底前完成。责任单位：各镇（街道）、县水利局
3.备足物料。储备编织袋8万条。（县应急局、县水利局按职责分工负责）
二、供水
4.新建水厂。建成日供水2万吨水厂。（县住建局牵头，县水利局配合）
5.检测水质。每月检测一次。责任单位：县卫健局
"""


def read(text: str = TEXT) -> ReviewSession:
    draft = read_plan(from_text("柳河.txt", text))
    for task in draft.tasks:
        task.findings.clear()
    return ReviewSession(draft, UnitDictionary())


@pytest.fixture
def session() -> ReviewSession:
    return read()


def roles(session: ReviewSession, row_id: int) -> list[tuple[str, Role, bool]]:
    return [(unit.name, unit.role, unit.inferred) for unit in session.row(row_id).task.units]


def test_only_what_matters_is_asked_and_holds_its_rows_up(session: ReviewSession) -> None:
    assert [(question.key, question.row_ids) for question in session.questions] == [(KEYED, (1, 2)), (SHARED, (3,))]
    assert [row.id for row in session.standing(Standing.ASKED)] == [1, 2, 3]
    assert [row.id for row in session.standing(Standing.SETTLED)] == [4, 5] and session.missing == 3
    alone = TEXT.replace("县水利局、县财政局、县住建局", "县水利局").replace("各镇（街道）、", "").replace("县应急局、", "")
    assert read(alone).questions == ()


def test_each_answer_says_its_effect(session: ReviewSession) -> None:
    first, joint, support = session.questions[0].choices
    assert [role for _, role, _ in first.roles] == [Role.LEAD, Role.SUPPORT, Role.SUPPORT]
    assert all(inferred for _, _, inferred in first.roles)
    assert {role for _, role, _ in joint.roles} == {Role.JOINT}
    assert support.effect == "2 项将无牵头"
    assert session.questions[0].proposed == JOINT


def test_the_first_unit_leads_but_never_a_group(session: ReviewSession) -> None:
    session.answer(KEYED, FIRST)
    assert roles(session, 1) == [("县水利局", Role.LEAD, True), ("县财政局", Role.SUPPORT, True), ("县住建局", Role.SUPPORT, True)]
    assert roles(session, 2) == [("各镇（街道）", Role.SUPPORT, True), ("县水利局", Role.LEAD, True)]
    assert [role for _, role, _ in roles(session, 3)] == [Role.JOINT, Role.JOINT]
    assert session.missing == 1 and [question.key for question in session.open_questions] == [SHARED]


def test_an_answer_can_be_changed_and_taken_back(session: ReviewSession) -> None:
    before = session.result()
    session.answer(KEYED, FIRST)
    session.answer(KEYED, SUPPORT)
    assert {(role, inferred) for _, role, inferred in roles(session, 1)} == {(Role.SUPPORT, True)}
    session.answer(KEYED, JOINT)
    assert session.result() == before and session.missing == 1
    assert session.undo_name == "回答问题：“责任单位：甲、乙、丙”"
    for _ in range(3):
        session.undo()
    assert session.missing == 3 and session.questions[0].answer == ""


def test_rows_set_by_hand_are_left_alone(session: ReviewSession) -> None:
    session.set_role(1, "县财政局", Role.SUPPORT)
    fields = fields_of(session.row(3).task)
    session.edit(3, TaskFields(fields.title, ((Role.LEAD, ("县应急局",)), (Role.JOINT, ("县水利局",))), fields.limits))
    by_hand = roles(session, 1), roles(session, 3)
    assert [question.row_ids for question in session.questions] == [(2,)]
    session.answer(KEYED, FIRST)
    session.answer(KEYED, SUPPORT)
    assert (roles(session, 1), roles(session, 3)) == by_hand


def test_rows_made_by_splitting_follow_the_answer(session: ReviewSession) -> None:
    session.answer(KEYED, FIRST)
    new = session.split(2, TEXT.index("更换闸门"))
    assert roles(session, new) == [("各镇（街道）", Role.SUPPORT, True), ("县水利局", Role.LEAD, True)]
    session.answer(KEYED, SUPPORT)
    assert {role for _, role, _ in roles(session, new)} == {Role.SUPPORT}


def test_a_row_can_be_accepted_before_its_question_is_answered(session: ReviewSession) -> None:
    assert session.after(3) == 1
    session.accept(3)
    assert session.missing == 2
    session.accept_all()
    assert session.missing == 0 and session.open_questions == ()
    assert {role for row_id in (1, 2, 3) for _, role, _ in roles(session, row_id)} == {Role.JOINT}, "the plain reading stands"


def test_lists_without_a_word_are_asked_as_such() -> None:
    session = read(TEXT.replace("责任单位：县水利局、县财政局、县住建局", "（县水利局、县财政局、县住建局）"))
    assert (BARE, (1,)) in [(question.key, question.row_ids) for question in session.questions]


def test_what_duty_means_beside_a_lead() -> None:
    session = read(
        "柳河县2026年供水方案\n1.新建水厂。建成水厂一座。\n牵头单位：县水利局\n责任单位：县住建局、县财政局\n2.换管。更换管网。\n牵头单位：县住建局\n"
    )
    assert [(question.key, question.row_ids) for question in session.questions] == [(BESIDE, (1,))]
    session.answer(BESIDE, IMPLEMENT)
    assert roles(session, 1) == [("县水利局", Role.LEAD, False), ("县住建局", Role.IMPLEMENT, True), ("县财政局", Role.IMPLEMENT, True)]
    session.answer(BESIDE, SUPPORT)
    assert {(role, inferred) for _, role, inferred in roles(session, 1)[1:]} == {(Role.SUPPORT, False)}


def test_the_answer_is_stored_with_its_mark_and_proposed_for_the_next_plan(bare: Store) -> None:
    session = begin_review(bare, read_plan(from_text("柳河.txt", TEXT)))
    session.answer(KEYED, FIRST)
    session.accept_all()
    import_review(bare, session)
    (unit, *_) = tasks.task_detail(bare, 1, date(2026, 3, 1)).assignments
    assert unit.role is Role.LEAD and unit.inferred
    later = begin_review(bare, read_plan(from_text("柳河二.txt", TEXT + "6.巡河。（县水利局牵头）\n")))
    assert [(question.proposed, question.answer) for question in later.questions[:2]] == [(FIRST, ""), (JOINT, "")]
    history.undo(bare)
    assert begin_review(bare, later.draft).questions[0].proposed == JOINT, "the import is one operation"


TABLE = """柳河县2026年水利任务分解表
序号\t重点任务\t工作内容\t{lead}责任单位\t完成时限
1\t加固北堤\t加固堤防3公里\t{one}县财政局、县住建局\t2026年5月底前
2\t检修泵站\t检修泵站6座
更换闸门2扇\t{two}县财政局\t2026年6月底前
以上任务按月报送。
"""


def test_a_column_of_duties_beside_a_column_of_leads_is_asked_about_like_a_key() -> None:
    session = read(TABLE.format(lead="牵头单位\t", one="县水利局\t", two="县应急局\t"))
    (question,) = session.questions
    assert (question.key, question.row_ids) == (BESIDE, (1, 2))
    assert roles(session, 1)[1:] == [("县财政局", Role.SUPPORT, False), ("县住建局", Role.SUPPORT, False)]
    session.answer(BESIDE, IMPLEMENT)
    assert roles(session, 1) == [("县水利局", Role.LEAD, False), ("县财政局", Role.IMPLEMENT, True), ("县住建局", Role.IMPLEMENT, True)]
    assert roles(session, 2) == [("县应急局", Role.LEAD, False), ("县财政局", Role.IMPLEMENT, True)]
    session.answer(BESIDE, SUPPORT)
    assert roles(session, 2)[1] == ("县财政局", Role.SUPPORT, False)


def test_a_column_of_duties_alone_asks_who_leads() -> None:
    session = read(TABLE.format(lead="", one="", two=""))
    (question,) = session.questions
    assert (question.key, question.row_ids) == (KEYED, (1,))
    session.answer(KEYED, FIRST)
    assert [role for _, role, _ in roles(session, 1)] == [Role.LEAD, Role.SUPPORT]


STARRED = """柳河县2026年河道任务分解表
序号\t重点任务\t责任单位
1\t清淤河道4公里\t★县水利局、县财政局
2\t巡查河堤\t县应急局（★），各镇
3\t公示河长名单\t★县水利局
"""


def test_signs_beside_names_are_asked_about_once_with_their_effect() -> None:
    session = ReviewSession(read_plan(from_text("柳河.txt", STARRED)), UnitDictionary())
    (question,) = session.questions
    assert (question.key, question.row_ids, question.proposed) == (SIGNED, (1, 2), FIRST)
    assert [choice.words for choice in question.choices] == ["标★的牵头，其余配合", "标★的配合，其余牵头", "与分工无关，共同负责"]
    assert roles(session, 1) == [("县水利局", Role.LEAD, True), ("县财政局", Role.SUPPORT, True)], "the usual reading, marked as such"
    assert roles(session, 3) == [("县水利局", Role.LEAD, False)] and session.missing == 2
    session.answer(SIGNED, SUPPORT)
    assert [role for _, role, _ in roles(session, 2)] == [Role.SUPPORT, Role.LEAD]
    session.answer(SIGNED, JOINT)
    assert {role for _, role, _ in roles(session, 1)} == {Role.JOINT} and len(session.questions) == 1
    session.answer(SIGNED, FIRST)
    assert [role for _, role, _ in roles(session, 2)] == [Role.LEAD, Role.SUPPORT]
    assert session.missing == 0 and session.row(1).reason == ""
    session.undo()
    assert {role for _, role, _ in roles(session, 1)} == {Role.JOINT}


def test_signs_in_columns_of_units_are_asked_about_too() -> None:
    table = "柳河县2026年分工\n序号\t任务\t县水利局\t县财政局\n1\t清淤\t●\t○\n2\t巡堤\t○\t●\n"
    session = ReviewSession(read_plan(from_text("柳河.txt", table)), UnitDictionary())
    assert roles(session, 2) == [("县水利局", Role.SUPPORT, True), ("县财政局", Role.LEAD, True)]
    session.answer(SIGNED, SUPPORT)
    assert roles(session, 2) == [("县水利局", Role.LEAD, True), ("县财政局", Role.SUPPORT, True)]
    told = ReviewSession(read_plan(from_text("柳河.txt", table + "注：●牵头，○配合\n")), UnitDictionary())
    assert told.questions == () and not told.row(1).task.units[0].inferred
