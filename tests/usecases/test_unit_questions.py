"""Names that nobody knows: asked once, answered for all rows, remembered as another name of the unit."""

from datetime import date

import pytest

from tracker.errors import UserError
from tracker.files.blocks import from_text
from tracker.plans.reader import read_plan
from tracker.storage.store import Store
from tracker.usecases.house import history, units
from tracker.usecases.house.unit_questions import NEW, answer_for, likeness
from tracker.usecases.intake import plans
from tracker.usecases.intake.plan_review import ReviewSession, Standing
from tracker.usecases.intake.review_import import begin_review, import_review
from tracker.usecases.work import tasks

TODAY = date(2026, 3, 1)
TEXT = """松河县2026年编织方案
1.开设工坊。开设柳编工坊3处。（县柳编专班牵头，县财政局配合）
2.培训匠人。培训匠人60名。（县人社局牵头，县柳编专班配合）
3.评选精品。评选精品10件。（县苇艺促进办牵头）
"""
ALIAS = "unit:县柳编专班"


@pytest.fixture
def office(planned: Store) -> Store:
    return planned


def begin(store: Store, text: str = TEXT) -> ReviewSession:
    return begin_review(store, read_plan(from_text("编织.txt", text), plans.office_dictionary(store)))


def unit_id(store: Store, name: str) -> int:
    return units.find_unit(store, name).id


def test_an_unknown_name_is_one_question_for_all_its_rows(office: Store) -> None:
    session = begin(office)
    asked = {question.key: question for question in session.questions}
    assert set(asked) == {ALIAS, "unit:县苇艺促进办"}
    assert asked[ALIAS].row_ids == (1, 2) and asked[ALIAS].words == "“县柳编专班”不在单位库，怎么记？"
    assert [row.id for row in session.standing(Standing.ASKED)] == [1, 2, 3]
    assert "“县柳编专班”" in session.waits_for(session.row(2))


def test_a_likely_unit_is_proposed_and_never_taken_by_itself(office: Store) -> None:
    session = begin(office)
    question = session.questions[0]
    assert question.choices[0].words == "新建单位" and question.choices[1].words == "是“县柳编技艺专班”"
    assert question.proposed == answer_for(unit_id(office, "县柳编技艺专班")) and question.answer == ""
    assert session.questions[1].proposed == NEW, "nothing is like it"
    assert begin(office, TEXT.replace("县柳编专班", "县柳艺办")).questions[0].proposed != answer_for(unit_id(office, "县柳编技艺专班"))


def test_two_that_are_equally_like_are_not_chosen_between(office: Store) -> None:
    units.save_unit(office, None, units.UnitFields("县柳编产业专班"))
    question = begin(office).questions[0]
    assert question.proposed == "" and len(question.choices) == 3


def test_an_answer_becomes_an_alias_in_the_same_operation(office: Store) -> None:
    session = begin(office)
    meant = unit_id(office, "县柳编技艺专班")
    session.answer(ALIAS, answer_for(meant))
    session.answer("unit:县苇艺促进办", NEW)
    assert session.missing == 0
    plan_id = import_review(office, session).result
    listed = {unit.full_name: unit for unit in units.list_units(office)}
    assert "县柳编专班" not in listed and "县苇艺促进办" in listed
    assert [(alias.name, alias.kind) for alias in listed["县柳编技艺专班"].aliases] == [("县柳编专班", "printed")]
    ids = tasks.task_list(office, tasks.TaskFilter(plan_id=plan_id), tasks.Group.NONE, TODAY).groups[0].ids
    details = tasks.task_details(office, ids, TODAY)
    assert details[0].assignments[0].unit_id == meant and details[0].assignments[0].printed == "县柳编专班"
    assert meant in [unit.unit_id for unit in details[1].assignments]
    assert not any(finding.code.startswith("unit") for detail in details for finding in detail.findings), "all was answered"
    assert begin(office, TEXT + "4.办展。办展一次。（县柳编专班牵头）\n").questions == (), "asked once, known for ever"
    history.undo(office)
    assert len(begin(office).questions) == 2, "the import is one operation, names and all"


def test_a_name_may_mean_another_one_of_the_same_plan(bare: Store) -> None:
    session = begin(bare, TEXT.replace("3.评选精品。评选精品10件。（县苇艺促进办牵头）", "3.评选精品。（县人力社保局牵头）"))
    session.answer(ALIAS, "name:县财政局")
    session.accept_all()
    import_review(bare, session)
    assert [alias.name for alias in units.find_unit(bare, "县财政局").aliases] == ["县柳编专班"]
    names = [unit.printed for unit in tasks.task_detail(bare, 1, TODAY).assignments]
    assert names == ["县柳编专班"], "the same unit twice in one task is there once, in its stronger role"


def test_accepting_all_leaves_the_question_for_later_with_a_doubt_on_the_task(office: Store) -> None:
    session = begin(office)
    session.accept_all()
    assert session.missing == 0 and session.open_questions == ()
    plan_id = import_review(office, session).result
    ids = tasks.task_list(office, tasks.TaskFilter(plan_id=plan_id), tasks.Group.NONE, TODAY).groups[0].ids
    assert "unit_unknown" in [finding.code for finding in tasks.task_details(office, ids, TODAY)[0].findings]


def test_an_answer_is_taken_back_like_any_step(office: Store) -> None:
    session = begin(office)
    session.answer(ALIAS, NEW)
    assert session.missing == 1 and len(session.questions) == 2
    session.undo()
    assert session.missing == 3


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("供销社", "供销合作社", 75, 100),
        ("柳编专班", "柳编专班", 100, 100),
        ("财政局", "审计局", 0, 50),
        ("林草局", "林业和草原局", 75, 100),
    ],
)
def test_likeness(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness(one, other) <= most
    assert likeness(one, other) == likeness(other, one)


SERVICES = (
    TEXT
    + """附件
服务清单
\t序号
\t服务项目
\t服务对象
\t服务指导标准
\t支出责任
\t牵头负责单位
\t备注

\t1
\t工坊用房补助
\t编织户
\t每户每年600元。
\t县级财政负责
\t县苇草协作处
\t
"""
)


def test_a_name_that_stands_in_a_service_list_alone_is_asked_for_too(office: Store) -> None:
    session = begin(office, SERVICES)
    question = next(question for question in session.questions if question.key == "unit:县苇草协作处")
    assert (question.row_ids, question.services) == ((), 1)
    for other in session.questions:
        if other is not question:
            session.answer(other.key, NEW)
    for row in session.rows:
        session.accept(row.id)
    assert session.missing == 1, "the plan is not stored before it is answered"
    session.answer(question.key, answer_for(unit_id(office, "县柳编技艺专班")))
    assert session.missing == 0
    import_review(office, session)
    assert "县苇草协作处" in [alias.name for alias in units.find_unit(office, "县柳编技艺专班").aliases]
    with pytest.raises(UserError):
        units.find_unit(office, "苇草处")
