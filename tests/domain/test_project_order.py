"""Investment and pace → the order in which projects and units are shown: the rule as a table."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.figure_lines import ProjectLine
from tracker.domain.figures import ProjectYearRecord
from tracker.domain.investment import ProjectFacts, judge_project
from tracker.domain.plan_lists import ListUnitRecord, ProjectRecord
from tracker.domain.project_order import by_place, owner_of, placed, unit_paces
from tracker.domain.terms import Role

DAY = date(2026, 9, 30)
LEAD, SHARE, HELP = Role.LEAD, Role.JOINT, Role.SUPPORT


def line(number: int, planned: str, invested: str, *units: tuple[int, Role], period: str = "2026-09") -> ProjectLine:
    held = tuple(ListUnitRecord(unit, f"单位{unit}", "", role, False, False) for unit, role in units)
    row = ProjectRecord(number, 1, "", str(number), f"项目{number}", "", units=held)
    facts = ProjectFacts(planned=planned, invested=invested, period=period if invested else "")
    year = ProjectYearRecord(number, number, 2026, planned, "") if planned else None
    return ProjectLine(row, (), (), year, None, invested, judge_project(facts, DAY))


def test_the_furthest_ahead_comes_first_equals_share_a_place_and_what_cannot_be_compared_comes_last() -> None:
    lines = [line(1, "100", "60"), line(2, "", "50"), line(3, "100", "90"), line(4, "200", "120"), line(5, "100", ""), line(6, "100", "20")]
    assert [(one.line.row.id, one.place) for one in placed(lines)] == [(3, 1), (1, 2), (4, 2), (6, 4), (2, None), (5, None)]


def test_a_project_is_counted_to_the_first_unit_that_leads_it() -> None:
    assert owner_of(line(1, "", "", (7, HELP), (3, SHARE), (4, SHARE))) == (3, "单位3")
    assert owner_of(line(1, "", "", (7, HELP))) == (7, "单位7")
    assert owner_of(line(1, "", ""))[0] is None


def test_units_are_placed_by_their_projects_together() -> None:
    lines = [
        line(1, "100", "90", (1, LEAD)),
        line(2, "300", "210", (1, LEAD)),
        line(3, "100", "", (1, LEAD)),
        line(4, "100", "60", (2, LEAD), period="2026-06"),
        line(5, "100", "100"),
        line(6, "", "", (3, LEAD)),
    ]
    found = unit_paces(lines, [2, 1, 3])
    assert [(one.unit_id, one.place, one.counted, len(one.lines)) for one in found] == [
        (2, 1, 1, 1),
        (1, 2, 2, 3),
        (3, None, 0, 1),
        (None, None, 1, 1),
    ]
    second, first = found[0], found[1]
    assert [first.percent, first.pace, first.points] == [75, 75, 0] and first.words == "合计占年度计划 75%，持平"
    assert [second.percent, second.pace] == [60, 50] and second.words == "合计占年度计划 60%，超 10 点"
    assert found[2].words == "还不能比较"
    assert [one.unit_id for one in by_place(found)] == [2, 1, 3, None]


amounts = st.integers(1, 500)


@given(st.lists(st.tuples(amounts, st.none() | amounts, st.integers(1, 3)), min_size=1, max_size=12))
def test_sums_of_units_are_those_of_the_projects(drawn: list[tuple[int, int | None, int]]) -> None:
    lines = [line(n, str(plan), "" if done is None else str(done), (unit, LEAD)) for n, (plan, done, unit) in enumerate(drawn, 1)]
    found = unit_paces(lines, [1, 2, 3])
    assert sum(one.invested for one in found) == sum(Fraction(done) for _plan, done, _unit in drawn if done is not None)
    assert sum(len(one.lines) for one in found) == len(lines)
    ranked = placed(lines)
    assert sorted(one.line.row.id for one in ranked) == list(range(1, len(lines) + 1))
    points = [one.line.judgement.points for one in ranked if one.place]
    assert points == sorted(points, key=lambda one: one or Fraction(0), reverse=True)
