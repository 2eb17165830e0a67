"""The sample: its plan is read exactly as it was written, its units and its progress fit it, and it shows every kind of light."""

import json
from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest

from tests.resources.sample_tasks import TASKS
from tracker.domain.lights import light
from tracker.domain.terms import DeadlineKind, Every, Light, Role, State, UnitKind
from tracker.files.source import read_source
from tracker.files.unit_list import read_unit_dictionary
from tracker.paths import RESOURCES
from tracker.plans.draft import DraftTask, PlanDraft
from tracker.plans.reader import read_plan

SAMPLE = RESOURCES / "sample"
UNITS: dict[str, Any] = json.loads((SAMPLE / "units.json").read_text("utf-8"))
PROGRESS: dict[str, Any] = json.loads((SAMPLE / "progress.json").read_text("utf-8"))
WRITTEN = [line.split("|") for line in TASKS.splitlines()]
ROLES = {role.symbol: role for role in Role}
TODAY = date(2026, 9, 16)

DUE = {
    "6月底前": (6, 30),
    "二季度末": (6, 30),
    "8月底前": (8, 31),
    "9月15日前": (9, 15),
    "9月18日前": (9, 18),
    "9月20日前": (9, 20),
    "9月28日前": (9, 28),
    "9月底前": (9, 30),
    "三季度末": (9, 30),
    "10月15日前": (10, 15),
    "10月底前": (10, 31),
    "11月底前": (11, 30),
    "12月底前": (12, 31),
    "年底前": (12, 31),
    "年内": (12, 31),
}
AGAIN = {"每月25日前": (Every.MONTH, 25), "每季度末": (Every.QUARTER, None)}
STANDING = {"长期坚持", "立行立改"}


@cache
def draft() -> PlanDraft:
    return read_plan(read_source(next(SAMPLE.glob("*.docx"))), read_unit_dictionary(RESOURCES / "units.json"))


def task(number: int) -> DraftTask:
    return draft().tasks[number - 1]


def display_of(printed: str) -> str:
    """The unit of the county that a printed name means, by its names and by nothing else."""
    names: dict[str, str] = {
        name: unit["display"] for unit in UNITS["units"] for name in (unit["full"], unit["display"], *unit.get("short", []))
    }
    return names[printed]


def roles_written(number: int) -> dict[Role, list[str]]:
    return {ROLES[part[0]]: part[1:].split("、") for part in WRITTEN[number - 1][1].split()}


def test_the_head_of_the_plan() -> None:
    plan = draft()
    assert plan.title == "望川县2026年重点工作任务推进方案"
    assert plan.doc_number == "望政办发〔2026〕3号"
    assert plan.issuer == "望川县人民政府办公室"
    assert plan.issued == date(2026, 1, 12)
    assert (plan.period_start, plan.period_end) == (date(2026, 1, 1), date(2026, 12, 31))


def test_forty_six_tasks_under_six_chapters_with_two_sections_each() -> None:
    plan = draft()
    assert Counter(heading.level for heading in plan.headings) == {1: 6, 2: 12}
    assert [heading.label for heading in plan.headings if heading.level == 1] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert [found.label for found in plan.tasks] == [f"{number}." for number in range(1, 47)]
    assert plan.path(plan.tasks[19]) == ["三、全面推进乡村振兴", "（二）建设宜居宜业乡村"]


@pytest.mark.parametrize("number", range(1, 47))
def test_a_task_is_read_as_it_was_written(number: int) -> None:
    found = task(number)
    title, _, wording = WRITTEN[number - 1]
    assert found.title == title
    by_role: dict[Role, list[str]] = {}
    for unit in found.units:
        by_role.setdefault(unit.role, []).append(display_of(unit.name))
    assert by_role == roles_written(number)
    (limit,) = found.deadlines
    assert limit.wording == wording
    if wording in DUE:
        assert (limit.kind, limit.due) == (DeadlineKind.DATE, date(2026, *DUE[wording]))
    elif wording in AGAIN:
        assert limit.kind is DeadlineKind.RECURRING and limit.recurrence is not None
        assert (limit.recurrence.every, limit.recurrence.day) == AGAIN[wording]
    else:
        assert wording in STANDING and limit.kind is DeadlineKind.STANDING


@pytest.mark.parametrize("number", range(1, 47))
def test_titles_are_short_and_contents_hold_only_the_duty(number: int) -> None:
    found = task(number)
    assert len(found.title) <= 16
    assert 60 <= len(found.content) <= 160
    assert found.content.endswith("。")
    assert not any(word in found.content for word in ("牵头", "配合单位", "责任单位", "完成时限", "抄送"))


def test_no_task_with_a_lead_raises_a_doubt_and_one_has_no_lead() -> None:
    leaderless = [number for number in range(1, 47) if not {Role.LEAD, Role.JOINT} & {unit.role for unit in task(number).units}]
    assert leaderless == [30]
    assert [number for number in range(1, 47) if number != 30 and task(number).findings] == []
    assert task(33).leaders == ["周敬安"]


def test_thirty_units_all_of_them_with_work() -> None:
    shown = [unit["display"] for unit in UNITS["units"]]
    assert len(shown) == len(set(shown)) == 30
    used = {name for number in range(1, 47) for names in roles_written(number).values() for name in names}
    assert used == set(shown)


def test_a_name_of_the_county_means_one_unit() -> None:
    everyone = [*UNITS["units"], *UNITS["towns"]]
    names = [name for unit in everyone for name in {unit["full"], unit["display"], *unit.get("short", [])}]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    orders = [unit["order"] for unit in everyone]
    assert len(orders) == len(set(orders))
    assert {unit["kind"] for unit in everyone} <= set(UnitKind)


def test_the_group_of_towns_lists_its_members() -> None:
    (group,) = [unit for unit in UNITS["units"] if "members" in unit]
    assert group["display"] == "各镇街道"
    assert group["members"] == [town["display"] for town in UNITS["towns"]]
    assert len(group["members"]) == 9


def test_progress_belongs_to_the_tasks_of_the_plan() -> None:
    assert [entry["number"] for entry in PROGRESS["tasks"]] == list(range(1, 47))
    for entry, (title, _, _) in zip(PROGRESS["tasks"], WRITTEN, strict=True):
        assert entry["title"] == title
        assert all(entry["contact"][part] for part in ("leader", "office", "person"))
        assert entry["contact"]["phone"].startswith("0000-")
        periods = [report["period"] for report in entry["reports"]]
        assert periods == sorted(set(periods)) and periods[-1] <= "2026-09"
        percents = [report["percent"] for report in entry["reports"]]
        assert all(percent is None for percent in percents) or percents == sorted(percents)
        assert all(date.fromisoformat(report["reported_on"]) < TODAY for report in entry["reports"])


def test_on_its_day_the_sample_shows_every_light() -> None:
    assert date.fromisoformat(PROGRESS["today"]) == TODAY
    shown: dict[int, tuple[Light, str]] = {}
    for entry in PROGRESS["tasks"]:
        (limit,), last = task(entry["number"]).deadlines, entry["reports"][-1]
        shown[entry["number"]] = light(State(last["state"]), limit.kind, limit.due, draft().period_start, last["percent"], TODAY)
    counts = Counter(found for found, _ in shown.values())
    assert counts == {Light.GREEN: 18, Light.AMBER: 10, Light.ONGOING: 7, Light.DONE: 6, Light.RED: 5}
    assert {number: why for number, (found, why) in shown.items() if found is Light.RED} == {
        5: "逾期 16 天",
        13: "欠进度 33 点",
        24: "逾期 1 天",
        30: "欠进度 51 点",
        36: "欠进度 32 点",
    }


def test_the_annexes_hold_indicators_services_and_projects() -> None:
    plan = draft()
    assert (len(plan.indicators), len(plan.services), len(plan.projects)) == (14, 8, 3)
    road = next(row for row in plan.indicators if row.no == "6")
    assert (road.name, road.comparison, road.value, road.measure, road.nature) == ("农村公路优良中等路率", ">=", "88", "%", "约束性")
    assert {unit.name for service in plan.services for unit in service.units} == {"县卫健局", "县教体局", "县民政局"}
    assert [project.title for project in plan.projects] == ["县城供水保障工程", "乡镇文体设施工程", "农产品冷链工程"]
