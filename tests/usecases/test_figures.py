"""Indicators, services and projects over time: typed, judged, taken away with their rows, each step undone in one."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.stores import TODAY, clock, contents, draft, fresh_store
from tracker.domain.figure_lines import IndicatorLine, ProjectLine
from tracker.domain.figures import ServiceStanding, ValueKind
from tracker.domain.indicators import Standing
from tracker.domain.investment import ProjectStanding
from tracker.domain.plan_lists import IndicatorRecord, ListKind, ProjectRecord
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.cycle import indicator_values, project_list, project_values, service_checks
from tracker.usecases.house import history
from tracker.usecases.intake import plan_lists, plans
from tracker.usecases.intake.plan_revision import compare
from tracker.usecases.intake.plan_revision_apply import apply_revision


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = fresh_store(tmp_path / "t.db", clock)
    plans.import_plan(opened, draft())
    yield opened
    opened.close()


def line(store: Store) -> IndicatorLine:
    return indicator_values.indicator_lines(store, [1], TODAY)[0]


def test_values_are_typed_judged_and_undone_one_by_one(store: Store) -> None:
    assert line(store).judgement.standing is Standing.UNKNOWN
    plan_lists.edit_row(store, ListKind.INDICATORS, 1, {"base": "82 %", "base_year": 2025})
    before = contents(store.path)
    done = indicator_values.set_values(store, 1, ValueKind.ACTUAL, {"2026年3月": "84", "2026-6": "86.5%"}, TODAY, {"2026-6": "监测站数据"})
    assert done.name == "填写指标“优良断面比例”2 期的完成值"
    found = line(store)
    assert [(one.period, one.value, one.note, one.origin) for one in found.actuals] == [
        ("2026-03", "84", "", None),
        ("2026-06", "86.5", "监测站数据", None),
    ]
    assert found.facts.target_year == 2026 and found.aim(2026) == "90"
    assert found.judgement.standing is Standing.ON_TRACK and "线性推算" in found.judgement.words
    history.undo(store)
    assert contents(store.path) == before


def test_aims_and_actual_values_stand_side_by_side(store: Store) -> None:
    indicator_values.set_values(store, 1, ValueKind.AIM, {"2026": "88"}, TODAY)
    indicator_values.set_values(store, 1, ValueKind.ACTUAL, {"2026": "87"}, TODAY)
    assert [one.value for one in (*line(store).aims, *line(store).actuals)] == ["88", "87"]
    indicator_values.set_values(store, 1, ValueKind.AIM, {"2026": ""}, TODAY)
    assert line(store).aims == () and len(line(store).actuals) == 1
    indicator_values.remove_value(store, line(store).actuals[0].id)
    assert line(store).actuals == ()
    assert history.undo_name(store) == "删除指标“优良断面比例”2026年的完成值"


@pytest.mark.parametrize(
    ("period", "value", "words"),
    [("2026-03", "约84", "不是准确的数"), ("2026-03", "84户", "对不上"), ("2026-03", "良好", "看不出"), ("三月", "84", "期次不能写成")],
)
def test_what_is_no_figure_or_no_period_is_refused(store: Store, period: str, value: str, words: str) -> None:
    before = contents(store.path)
    with pytest.raises(UserError, match=words):
        indicator_values.set_values(store, 1, ValueKind.ACTUAL, {period: value}, TODAY)
    assert contents(store.path) == before


def test_units_of_indicators_and_projects_are_given_and_found_by_name(store: Store) -> None:
    from tracker.usecases.house.units import find_unit

    water = find_unit(store, "县水利局").id
    plan_lists.set_row_role(store, ListKind.INDICATORS, 1, water, Role.LEAD)
    plan_lists.set_row_role(store, ListKind.PROJECTS, 1, water, Role.SUPPORT)
    (row,) = plan_lists.list_rows(store, ListKind.PROJECTS, [1])
    assert isinstance(row, ProjectRecord) and row.leads.endswith("水利局（配合）")
    assert plan_lists.list_groups(store, ListKind.INDICATORS, 1, "水利局")
    plan_lists.set_row_role(store, ListKind.INDICATORS, 1, water, None)
    assert not plan_lists.list_groups(store, ListKind.INDICATORS, 1, "水利局")


def standings(store: Store) -> dict[ServiceStanding | None, int]:
    return service_checks.count_standings(service_checks.service_lines(store, [1]), 2026)


def test_a_service_is_checked_once_a_year(store: Store) -> None:
    assert standings(store)[None] == 1
    with pytest.raises(UserError, match="要写明情况"):
        service_checks.check_service(store, 1, 2026, ServiceStanding.PARTLY, TODAY)
    with pytest.raises(UserError, match="2027"):
        service_checks.check_service(store, 1, 2027, ServiceStanding.MET, TODAY)
    service_checks.check_service(store, 1, 2026, ServiceStanding.PARTLY, TODAY, covered="38个村", words="还有2个村没有通水", by="李望")
    done = service_checks.check_service(store, 1, 2026, ServiceStanding.MET, TODAY, covered="40个村")
    assert done.name == "2026年核查服务项目“农村饮水安全”：已达标"
    (found,) = service_checks.service_lines(store, [1])
    assert len(found.checks) == 1 and found.checks[0].covered == "40个村"
    assert standings(store) == {
        ServiceStanding.MET: 1,
        ServiceStanding.PARTLY: 0,
        ServiceStanding.UNMET: 0,
        None: 0,
    }
    service_checks.remove_check(store, found.checks[0].id)
    assert standings(store)[None] == 1


def project(store: Store, period: str = "") -> ProjectLine:
    return project_values.project_lines(store, [1], TODAY, period)[0]


def test_a_project_is_judged_by_the_year_in_hand(store: Store) -> None:
    assert project(store).judgement.standing is ProjectStanding.UNKNOWN
    plan_lists.edit_row(
        store, ListKind.PROJECTS, 1, {"total_investment": "5,000万元", "actual_start": date(2026, 3, 1), "leader": "周树声"}
    )
    project_values.set_year(store, 1, 2026, "1200", "主体完工")
    project_values.set_progress(store, 1, "2026-07", TODAY, invested="300", progress="基础完工", problems="征地慢")
    project_values.set_progress(store, 1, "2026-08", TODAY, invested="960", progress="主体封顶")
    found = project(store)
    assert found.row.total_investment == "5000" and (found.planned, found.invested) == ("1200", "960")
    assert found.judgement.standing is ProjectStanding.AHEAD and found.judgement.pace_words == "超 13.3 点"
    assert project(store, "2026-07").judgement.pace_words == "欠 33.3 点"
    project_values.set_progress(store, 1, "2026-08", TODAY)
    assert project(store).invested == "300"
    history.undo(store)
    assert project(store).invested == "960"


def test_amounts_of_another_scale_and_crossed_days_are_refused(store: Store) -> None:
    with pytest.raises(UserError, match="按12000万元读取"):
        plan_lists.edit_row(store, ListKind.PROJECTS, 1, {"total_investment": "1.2亿元"})
    with pytest.raises(UserError, match="计划完工日期早于计划开工日期"):
        plan_lists.edit_row(store, ListKind.PROJECTS, 1, {"planned_start": date(2026, 5, 1), "planned_end": date(2026, 4, 1)})
    with pytest.raises(UserError, match="基期年份不能是 25"):
        plan_lists.edit_row(store, ListKind.INDICATORS, 1, {"base_year": 25})


def test_the_rolling_list_has_versions(store: Store) -> None:
    with pytest.raises(UserError, match="还没有版本"):
        project_list.compare_versions(store, 1, TODAY)
    project_list.make_version(store, 1, "", TODAY)
    with pytest.raises(UserError, match="没有新增、调整或调出"):
        project_list.make_version(store, 1, "再定一次", TODAY)
    added = plan_lists.add_row(store, ListKind.PROJECTS, 1, {"title": "南渠护坡工程", "box": "专栏1", "total_investment": "800"}, TODAY)
    plan_lists.edit_row(store, ListKind.PROJECTS, 1, {"leader": "李望"})
    with pytest.raises(UserError, match="没有写明变动的依据"):
        project_list.make_version(store, 1, " ", TODAY)
    done = project_list.make_version(store, 1, "常务会议审定", TODAY, by="周树声")
    assert done.name == "确定项目清单第2版"
    with pytest.raises(UserError, match="没有写明调出的原因"):
        project_list.let_go(store, [1], " ", TODAY, TODAY)
    project_list.let_go(store, [1], "用地未批", TODAY, TODAY)
    assert plan_lists.list_counts(store, 1)[ListKind.PROJECTS] == 1
    found = project_list.compare_versions(store, 1, TODAY)
    assert found.words == "新增 0 个，调整 0 个，调出 1 个" and found.rows[-1].words == "用地未批"
    project_list.make_version(store, 1, "年中调整", TODAY)
    assert [(one.number, one.added, one.changed, one.removed, one.held) for one in project_list.versions(store, 1)] == [
        (3, 0, 0, 1, 1),
        (2, 1, 1, 0, 2),
        (1, 0, 0, 0, 1),
    ]
    between = project_list.compare_versions(store, 1, TODAY, 1, 2)
    assert [(one.title, one.words) for one in between.rows] == [("北渠清淤工程", "挂包领导：— → 李望"), ("南渠护坡工程", "")]
    assert project_list.compare_versions(store, 1, TODAY, 1, 3).rows[-1].words == "用地未批"
    with pytest.raises(UserError, match="没有第9版"):
        project_list.compare_versions(store, 1, TODAY, 9, 1)
    project_list.take_back(store, [1])
    assert plan_lists.list_counts(store, 1)[ListKind.PROJECTS] == 2
    assert added.result == 2


def test_every_step_of_the_rolling_list_is_undone_in_one(store: Store) -> None:
    project_list.make_version(store, 1, "", TODAY)
    before = contents(store.path)
    steps: tuple[Callable[[], object], ...] = (
        lambda: plan_lists.add_row(store, ListKind.PROJECTS, 1, {"title": "南渠护坡工程"}, TODAY),
        lambda: project_list.let_go(store, [1], "并入北渠", TODAY, TODAY),
        lambda: plan_lists.remove_rows(store, ListKind.PROJECTS, [1]),
        lambda: project_values.set_year(store, 1, 2026, "90"),
    )
    for step in steps:
        step()
        assert contents(store.path) != before
        history.undo(store)
        assert contents(store.path) == before


def followed(store: Store) -> None:
    """A value of everything that can hang on a row."""
    indicator_values.set_values(store, 1, ValueKind.ACTUAL, {"2026-06": "86"}, TODAY)
    service_checks.check_service(store, 1, 2026, ServiceStanding.MET, TODAY)
    project_values.set_year(store, 1, 2026, "1200")
    project_values.set_progress(store, 1, "2026-06", TODAY, invested="300")
    project_list.make_version(store, 1, "", TODAY)


@pytest.mark.parametrize("kind", list(ListKind))
def test_a_row_takes_its_values_with_it_and_brings_them_back(store: Store, kind: ListKind) -> None:
    followed(store)
    before = contents(store.path)
    done = plan_lists.remove_rows(store, kind, [1])
    assert done.name.startswith("删除") and plan_lists.list_counts(store, 1)[kind] == 0
    gone = contents(store.path)
    hanging = {"indicator": ["indicator_value"], "service": ["service_check", "service_unit"], "project": ["project_year", "project_value"]}
    assert not any(gone[table] for table in hanging[kind.value])
    history.undo(store)
    assert contents(store.path) == before


def test_a_revision_that_drops_rows_takes_their_values_with_it(store: Store) -> None:
    followed(store)
    before = contents(store.path)
    new = draft()
    new.source_text += "\n（修订）"
    new.indicators[0].name = "土壤安全利用率"
    new.services[0].name = "公厕服务"
    new.projects[0].title = "湖滨步道工程"
    session = compare(store, 1, new)
    session.accept_all()
    apply_revision(store, session, "修订", TODAY)
    after = contents(store.path)
    assert not after["indicator_value"] and not after["service_check"] and not after["project_year"] and not after["project_value"]
    (row,) = plan_lists.list_rows(store, ListKind.INDICATORS, [2])
    assert isinstance(row, IndicatorRecord) and row.name == "土壤安全利用率"
    history.undo(store)
    assert contents(store.path) == before


def test_a_plan_takes_everything_with_it(store: Store) -> None:
    followed(store)
    before = contents(store.path)
    plans.remove_plan(store, 1)
    assert not contents(store.path)["list_version"]
    history.undo(store)
    assert contents(store.path) == before


def test_a_value_of_the_year_is_judged_against_that_years_aim(store: Store) -> None:
    plan_lists.edit_row(store, ListKind.INDICATORS, 1, {"measure": "人/年", "value": "1600", "target_year": 2030})
    done = plan_lists.edit_row(store, ListKind.INDICATORS, 1, {"reckoning": "year"})
    assert done.name == "修改指标“优良断面比例”的口径"
    indicator_values.set_values(store, 1, ValueKind.AIM, {"2026": "1200"}, TODAY)
    indicator_values.set_values(store, 1, ValueKind.ACTUAL, {"2025": "1100", "2026-08": "810"}, TODAY)
    found = line(store)
    assert found.judgement.standing is Standing.ON_TRACK and found.judgement.year == 2026 and found.goal == "≥1200"
    history.undo(store)
    history.undo(store)
    history.undo(store)
    assert line(store).row.reckoning == "level"
