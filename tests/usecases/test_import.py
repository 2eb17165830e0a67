"""A draft becomes stored rows: nothing lost, units resolved, unknown names asked about, the same text refused."""

from datetime import date

import pytest

from tests.stores import NOW, TODAY, draft
from tracker.domain.deadlines import Recurrence
from tracker.domain.terms import DeadlineKind, Every, Light, Role, State, UnitKind
from tracker.errors import UserError
from tracker.plans.draft import DraftTask, DraftUnit, PlanDraft
from tracker.storage.store import Store
from tracker.usecases.house import units
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks


def _with_units(*printed: DraftUnit, title: str = "另一份方案") -> PlanDraft:
    plan = PlanDraft(f"{title}.txt", f"{title}的全文", title)
    plan.tasks = [DraftTask(-1, "1.", "事项", "内容", units=list(printed))]
    return plan


def _names(store: Store, plan: PlanDraft) -> list[tuple[str, Role]]:
    plan_id = plans.import_plan(store, plan).result
    assert plan_id is not None
    wanted = tasks.TaskFilter(plan_id=plan_id)
    (task_id, *_) = tasks.task_list(store, wanted, tasks.Group.NONE, TODAY).groups[0].ids
    return [(unit.display, unit.role) for unit in tasks.task_detail(store, task_id, TODAY).assignments]


def test_everything_is_stored(planned: Store) -> None:
    (plan,) = plans.list_plans(planned)
    assert (plan.title, plan.doc_number, plan.issued, plan.task_count) == (
        "松河县水环境治理方案",
        "松政办发〔2026〕7号",
        date(2026, 1, 20),
        5,
    )
    assert plan.lead_units == ("县水利局", "县住建局") and not plan.is_sample
    assert plans.plan_source(planned, plan.id) == draft().source_text
    assert [(heading.level, heading.label + heading.title) for heading in plans.plan_headings(planned, plan.id)] == [
        (1, "一、治污"),
        (2, "（一）管网"),
        (1, "二、护岸"),
    ]
    dredging, pipes, outlets, willows, clean = tasks.task_details(planned, range(1, 6), TODAY)
    assert dredging.source == "清理北渠淤泥，由县水利局牵头。"
    assert dredging.note == "（县水利局牵头，县财政局配合）" and dredging.content == "清理北渠淤泥，分三段施工。"
    lead = dredging.assignments[0]
    assert plans.plan_source(planned, plan.id)[lead.start : lead.end] == "县水利局" == lead.printed
    assert dredging.contacts[0].leader == "周树声、李望"
    assert pipes.path == ("一、治污", "（一）管网")
    assert [(unit.display, unit.role) for unit in pipes.assignments] == [
        ("住建局", Role.JOINT),
        ("财政局", Role.JOINT),
        ("各镇（街道）", Role.IMPLEMENT),
    ]
    assert (pipes.row.due, pipes.row.light, pipes.row.reason) == (date(2026, 6, 30), Light.RED, "逾期 78 天")
    assert (pipes.targets[0].value, pipes.targets[0].measure) == ("9", "公里")
    assert outlets.deadlines[0].recurrence == Recurrence(Every.MONTH, None, 25)
    assert (outlets.row.due, outlets.row.light) == (date(2026, 9, 25), Light.ONGOING)
    assert willows.assignments[0].inferred
    assert (clean.row.state, clean.row.light, clean.path) == (State.ONGOING, Light.ONGOING, ())
    assert [row.number for row in (dredging.row, pipes.row, outlets.row, willows.row, clean.row)] == [1, 2, 3, 4, 5]
    assert [finding.words for finding in plans.plan_findings(planned, plan.id)] == ["没有找到文号的出处"]


def test_a_list_of_equals_has_no_silent_lead(planned: Store) -> None:
    (row,) = tasks.task_rows(planned, [2], TODAY)
    assert row.leads == ("住建局", "财政局")
    assert all(unit.role is not Role.LEAD for unit in tasks.task_detail(planned, 2, TODAY).assignments)


def test_an_unknown_name_is_a_question_and_asked_once(planned: Store) -> None:
    doubts = [finding.words for finding in tasks.task_detail(planned, 4, TODAY).findings]
    assert "单位库里没有“县柳编技艺专班”，已新增，请核对" in doubts
    assert tasks.task_detail(planned, 1, TODAY).findings == (), "departments that every county has are no question"
    again = _with_units(DraftUnit("县柳编技艺专班", Role.LEAD))
    plans.import_plan(planned, again)
    assert tasks.task_detail(planned, 6, TODAY).findings == ()


def test_units_stand_in_the_official_order_with_kinds_and_levels(planned: Store) -> None:
    found = units.list_units(planned)
    assert [unit.order for unit in found] == sorted(unit.order for unit in found)
    kinds = {unit.display: (unit.kind, unit.level, unit.is_group) for unit in found}
    assert kinds["水利局"] == (UnitKind.GOVERNMENT, "县", False)
    assert kinds["各镇（街道）"] == (UnitKind.PLACE, "", True)


@pytest.mark.parametrize("printed", ["县水利局", "水利局", " 县 水利局", "松河县水利局"])
def test_a_unit_is_known_with_and_without_its_level(planned: Store, printed: str) -> None:
    before = len(units.list_units(planned))
    assert _names(planned, _with_units(DraftUnit(printed, Role.LEAD))) == [("水利局", Role.LEAD)]
    assert len(units.list_units(planned)) == before
    assert tasks.task_detail(planned, 6, TODAY).assignments[0].printed == printed


def test_another_level_is_another_unit(planned: Store) -> None:
    assert _names(planned, _with_units(DraftUnit("市水利局", Role.LEAD), DraftUnit("县水利局", Role.SUPPORT))) == [
        ("水利局", Role.LEAD),
        ("水利局", Role.SUPPORT),
    ]
    assert {unit.full_name for unit in units.list_units(planned)} >= {"市水利局", "县水利局"}
    assert _names(planned, _with_units(DraftUnit("水利局", Role.LEAD), title="第三份")) == [("水利局", Role.LEAD)]
    assert [finding.code for finding in tasks.task_detail(planned, 7, TODAY).findings] == ["unit_ambiguous"]


def test_aliases_and_mergers_answer(planned: Store) -> None:
    water = next(unit for unit in units.list_units(planned) if unit.display == "水利局")
    money = next(unit for unit in units.list_units(planned) if unit.display == "财政局")
    units.add_alias(planned, water.id, "县河务所", "old")
    assert _names(planned, _with_units(DraftUnit("县河务所", Role.LEAD))) == [("水利局", Role.LEAD)]
    units.merge_units(planned, water.id, money.id)
    assert _names(planned, _with_units(DraftUnit("县水利局", Role.LEAD), title="第三份")) == [("财政局", Role.LEAD)]


def test_a_proposed_name_is_used_and_the_print_kept(planned: Store) -> None:
    plan = _with_units(DraftUnit("县水 利 局)", Role.LEAD, proposed="县水利局"))
    assert _names(planned, plan) == [("水利局", Role.LEAD)]
    assert tasks.task_detail(planned, 6, TODAY).assignments[0].printed == "县水 利 局)"


def test_a_unit_named_twice_keeps_its_strongest_role(planned: Store) -> None:
    plan = _with_units(DraftUnit("县水利局", Role.SUPPORT), DraftUnit("水利局", Role.LEAD), DraftUnit("县水利局", Role.IMPLEMENT))
    assert _names(planned, plan) == [("水利局", Role.LEAD)]


def test_the_same_text_is_known_again_whatever_its_white_space(planned: Store) -> None:
    plan = draft()
    plan.source_text = plan.source_text.replace("\n", "\r\n\u3000\u3000") + "\n"
    stored = plans.same_plan(planned, plan)
    assert stored is not None and stored.id == 1
    with pytest.raises(UserError, match="已经导入过"):
        plans.import_plan(planned, plan)
    assert len(plans.list_plans(planned)) == 1


def test_a_draft_without_tasks_is_refused(bare: Store) -> None:
    with pytest.raises(UserError, match="没有找到任务"):
        plans.import_plan(bare, PlanDraft("空.txt", "没有事项"))


def test_a_stored_plan_is_renamed_and_removed(planned: Store) -> None:
    assert plans.edit_plan(planned, 1, title=" 河道方案 ").name == "修改方案“河道方案”的标题"
    assert plans.list_plans(planned)[0].title == "河道方案"
    with pytest.raises(UserError, match="标题不能为空"):
        plans.edit_plan(planned, 1, title="  ")
    with pytest.raises(UserError, match="早于起始日期"):
        plans.edit_plan(planned, 1, period_end=date(2025, 1, 1))
    plans.remove_plan(planned, 1)
    assert plans.list_plans(planned) == [] and len(units.list_units(planned)) == 5
    with pytest.raises(UserError, match="已经不存在"):
        plans.remove_plan(planned, 1)


def test_a_deadline_without_day_has_no_due(bare: Store) -> None:
    plan = _with_units(DraftUnit("县水利局", Role.LEAD))
    from tracker.plans.draft import DraftDeadline

    plan.tasks[0].deadlines = [DraftDeadline("收到后5个工作日内", DeadlineKind.RELATIVE)]
    plans.import_plan(bare, plan)
    (row,) = tasks.task_rows(bare, [1], NOW.date())
    assert (row.due, row.wording, row.reason) == (None, "收到后5个工作日内", "时限待定")
