"""Indicators, services and projects of a revised plan: compared row by row, stored as decided, taken back by one undo."""

import copy
from pathlib import Path

import pytest

from tests.stores import TODAY, contents
from tracker.domain.plan_lists import ListKind
from tracker.domain.terms import Role
from tracker.plans.draft import DraftIndicator, DraftProject, DraftService, DraftTask, DraftUnit, PlanDraft, Span
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.intake import plan_lists, plans
from tracker.usecases.intake.plan_revision import Kind, RevisionSession, compare
from tracker.usecases.intake.plan_revision_apply import apply_revision


def first() -> PlanDraft:
    plan = PlanDraft("公共服务规划.docx", "柳泉县公共服务规划\n" + "一" * 400, "柳泉县公共服务规划")
    plan.tasks = [DraftTask(-1, "1.", "扩大托位", "新建托育点6处。")]
    plan.indicators = [
        DraftIndicator("1", "育幼", "千人托位数", "个", ">=", "4.8", "预期性", Span(20, 30)),
        DraftIndicator("2", "育幼", "托育机构备案率", "%", "=", "100", "约束性", Span(30, 40)),
        DraftIndicator("3", "安老", "护理型床位占比", "%", "=", "58", "约束性", Span(40, 50)),
    ]
    plan.services = [
        DraftService(
            "1", "育幼", "新生儿访视", "新生儿家庭", "一周内上门一次", "县级财政", [DraftUnit("县卫健局", Role.LEAD)], span=Span(60, 90)
        ),
        DraftService(
            "2", "育幼", "幼儿资助", "困难家庭", "每学期400元", "省县分担", [DraftUnit("县教育局", Role.LEAD)], span=Span(90, 120)
        ),
    ]
    plan.projects = [DraftProject("专栏1", "（1）", "托育点工程", "新建托育点6处。", Span(130, 150))]
    return plan


def second() -> PlanDraft:
    """One row more in front, one figure other, one row out; a service with another unit, a project with another text."""
    plan = first()
    plan.source_text = "（修订）" + plan.source_text
    plan.indicators.insert(1, DraftIndicator("2", "育幼", "普惠托位占比", "%", ">=", "60", "预期性", Span(25, 30)))
    plan.indicators.pop()
    plan.indicators[2].no = "3"
    plan.indicators[0].value = "5.2"
    plan.services[1].units = [DraftUnit("县教育局", Role.LEAD), DraftUnit("县民政局", Role.SUPPORT)]
    plan.projects[0].content = "新建托育点9处。"
    return plan


@pytest.fixture
def stored(bare: Store) -> Store:
    plans.import_plan(bare, first())
    return bare


def of(session: RevisionSession, kind: ListKind) -> list[tuple[str, Kind]]:
    return [(row.title, row.kind) for row in session.rows if row.table == kind.value]


def names(store: Store, kind: ListKind = ListKind.INDICATORS) -> list[str]:
    ids = [one for group in plan_lists.list_groups(store, kind, 1) for one in group.ids]
    return [f"{row[2]} {row.title}" for row in plan_lists.list_rows(store, kind, ids)]


def test_each_row_stands_for_itself(stored: Store) -> None:
    session = compare(stored, 1, second())
    assert of(session, ListKind.INDICATORS) == [
        ("千人托位数", Kind.CHANGED),
        ("普惠托位占比", Kind.ADDED),
        ("托育机构备案率", Kind.SAME),
        ("护理型床位占比", Kind.REMOVED),
    ]
    (change,) = session.row("indicator-1").fields
    assert (change.label, change.old, change.new) == ("目标值", "4.8", "5.2")
    assert of(session, ListKind.SERVICES) == [("新生儿访视", Kind.SAME), ("幼儿资助", Kind.CHANGED)]
    (change,) = session.row("service-2").fields
    assert (change.label, change.new) == ("责任单位", "牵头：县教育局；配合：县民政局")
    assert of(session, ListKind.PROJECTS) == [("托育点工程", Kind.CHANGED)]


def test_what_is_accepted_is_stored_in_printed_order_and_one_undo_takes_it_back(stored: Store) -> None:
    before = contents(stored.path)
    session = compare(stored, 1, second())
    assert session.accept_all() == 0
    apply_revision(stored, session, "调整", TODAY)
    assert names(stored) == ["1 千人托位数", "2 普惠托位占比", "3 托育机构备案率"]
    (_, aid) = plan_lists.list_rows(stored, ListKind.SERVICES, [1, 2])
    assert [(unit.display, unit.role) for unit in aid.units] == [("教育局", Role.LEAD), ("民政局", Role.SUPPORT)]
    (project,) = plan_lists.list_rows(stored, ListKind.PROJECTS, [1])
    assert project.content == "新建托育点9处。"  # type: ignore[union-attr]
    again = copy.deepcopy(second())
    again.source_text += "再印"
    assert {row.kind for row in compare(stored, 1, again).rows} == {Kind.SAME}
    history.undo(stored)
    assert contents(stored.path) == before


def test_rows_are_decided_one_by_one(stored: Store) -> None:
    session = compare(stored, 1, second())
    for row in session.rows:
        if row.kind is not Kind.SAME:
            session.decide(row.key, row.title == "护理型床位占比")
    apply_revision(stored, session, "", TODAY)
    assert names(stored) == ["1 千人托位数", "3 托育机构备案率"]
    (ratio,) = plan_lists.list_rows(stored, ListKind.INDICATORS, [1])
    assert ratio.value == "4.8"  # type: ignore[union-attr]


def test_what_hands_changed_stays_unless_it_is_decided_otherwise(stored: Store) -> None:
    plan_lists.edit_row(stored, ListKind.INDICATORS, 1, {"value": "4.9"})
    plan_lists.edit_row(stored, ListKind.INDICATORS, 2, {"nature": "预期性"})
    session = compare(stored, 1, second())
    (change,) = session.row("indicator-1").fields
    assert (change.old, change.new, change.said) == ("4.9", "5.2", "4.8")
    assert [kept.label for kept in session.row("indicator-2").kept] == ["属性"]
    assert session.accept_all() == 1, "what would overwrite somebody's typing is decided alone"
    session.decide("indicator-1", False)
    apply_revision(stored, session, "", TODAY)
    one, two = plan_lists.list_rows(stored, ListKind.INDICATORS, [1, 2])
    assert (one.value, two.nature) == ("4.9", "预期性")  # type: ignore[union-attr]


def test_a_text_without_its_annexes_takes_nothing_out_by_itself(stored: Store) -> None:
    plan = second()
    plan.indicators, plan.services = [], []
    session = compare(stored, 1, plan)
    assert all(row.accepted is False for row in session.rows if row.table == ListKind.SERVICES.value)
    session.accept_all()
    apply_revision(stored, session, "", TODAY)
    assert len(names(stored)) == 3 and len(names(stored, ListKind.SERVICES)) == 2


def test_a_renamed_row_is_the_same_row(stored: Store, tmp_path: Path) -> None:
    plan = second()
    plan.indicators[0].name = "每千人口托位数"
    session = compare(stored, 1, plan)
    assert session.row("indicator-1").kind is Kind.CHANGED
    assert [change.label for change in session.row("indicator-1").fields] == ["名称", "目标值"]
