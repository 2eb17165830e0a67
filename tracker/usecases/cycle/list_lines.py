"""The rows of a plan's lists with what is followed of them, as a screen shows them: by standing, by leader, one in full."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from tracker.domain.figure_lines import IndicatorLine, Line, ProjectLine, ServiceLine
from tracker.domain.figures import NOT_CHECKED, ServiceStanding, VersionRecord
from tracker.domain.indicators import Standing
from tracker.domain.investment import ProjectStanding
from tracker.domain.plan_lists import ListGroup, ListKind
from tracker.domain.project_order import NOT_PLACED, PROJECT_RULE, by_place, placed, unit_paces
from tracker.domain.records import FindingRecord, PlanRecord
from tracker.storage.reading import plan_lists as reading
from tracker.storage.reading import units
from tracker.storage.store import Store
from tracker.usecases.cycle import indicator_values, project_list, project_values, service_checks
from tracker.usecases.intake.plan_lists import list_detail

REMOVED = "removed"
_NO_LEADER = "未定挂包领导"
_LATE = {"late": "落后或未完成", "unreported": "未报完成值"}
_PROJECTS = {"late": "欠序时、未开工、超期", "unreported": "待报进展"}
STANDINGS: dict[ListKind, dict[str, str]] = {
    ListKind.INDICATORS: {**_LATE, "binding": "约束性", **{one.value: one.label for one in Standing}},
    ListKind.SERVICES: {"unchecked": f"今年{NOT_CHECKED}", **{one.value: f"今年{one.label}" for one in ServiceStanding}},
    ListKind.PROJECTS: {**_PROJECTS, **{one.value: one.label for one in ProjectStanding}, REMOVED: "已调出"},
}
"""By what each list can be narrowed: key → words."""
BY_LEADER, BY_PACE, BY_UNIT = "leader", "pace", "unit"
ORDERS: dict[str, str] = {BY_LEADER: "按挂包领导", BY_PACE: "晾晒：按进度先后", BY_UNIT: "晾晒：按责任单位"}
"""In which other order projects can stand: key → words."""
_BEHIND = (ProjectStanding.SHORT, ProjectStanding.NOT_STARTED, ProjectStanding.OVERDUE)


class LineDetail(NamedTuple):
    """All that is known of one row: its plan, the passage it was read from, doubts about its words, versions of the plan's list."""

    line: Line
    plan: PlanRecord
    source: str
    findings: tuple[FindingRecord, ...]
    versions: tuple[VersionRecord, ...] = ()


def list_lines(store: Store, kind: ListKind, ids: Sequence[int], today: date) -> list[Line]:
    """These rows in the order asked for; those that are gone are left out."""
    if kind is ListKind.INDICATORS:
        return list(indicator_values.indicator_lines(store, ids, today))
    if kind is ListKind.SERVICES:
        return list(service_checks.service_lines(store, ids))
    return list(project_values.project_lines(store, ids, today))


def line_detail(store: Store, kind: ListKind, row_id: int, today: date) -> LineDetail:
    """All that is known of one row. Raises `UserError` when it is gone."""
    detail = list_detail(store, kind, row_id)
    (line,) = list_lines(store, kind, [row_id], today)
    made = project_list.versions(store, detail.plan.id) if kind is ListKind.PROJECTS else []
    return LineDetail(line, detail.plan, detail.source, detail.findings, tuple(made))


def line_groups(
    store: Store,
    kind: ListKind,
    plan_id: int | None,
    today: date,
    text: str = "",
    group: str | None = None,
    standing: str = "",
    *,
    by: str = "",
) -> list[ListGroup]:
    """The ids of the rows that hold all words and stand so (a key of `STANDINGS`), by plan and group, or by one of `ORDERS`."""
    with store.read() as db:
        groups = reading.list_groups(db, kind, plan_id, text, group, removed=standing == REMOVED)
    narrowed = standing not in ("", REMOVED)
    if not narrowed and not by:
        return groups
    lines = {line.row.id: line for line in list_lines(store, kind, [one for held in groups for one in held.ids], today)}
    if narrowed:
        is_so = _test(standing, today)
        kept = (held._replace(ids=tuple(one for one in held.ids if is_so(lines[one]))) for held in groups)
        groups = [held for held in kept if held.ids]
    if by == BY_LEADER:
        return _by_leader(groups, lines)
    return _ordered(store, groups, lines, by) if by else groups


def _test(standing: str, today: date) -> Callable[[Line], bool]:
    def is_so(line: Line) -> bool:
        if isinstance(line, ServiceLine):
            check = line.check(today.year)
            return check is None if standing == "unchecked" else check is not None and check.standing == standing
        found = line.judgement.standing
        if standing == "late":
            return found in (Standing.BEHIND, Standing.MISSED) if isinstance(line, IndicatorLine) else found in _BEHIND
        if standing == "unreported":
            return not line.actuals if isinstance(line, IndicatorLine) else line.last is None and found is not ProjectStanding.DONE
        if standing == "binding":
            return isinstance(line, IndicatorLine) and line.facts.is_binding
        return found == standing

    return is_so


def _by_leader(groups: Sequence[ListGroup], lines: dict[int, Line]) -> list[ListGroup]:
    """The same rows under those who keep contact with them, in the order of their first ones; rows without one last."""
    found: dict[tuple[int, str], list[int]] = {}
    for held in groups:
        for one in held.ids:
            line = lines[one]
            leader = line.row.leader if isinstance(line, ProjectLine) else ""
            found.setdefault((held.plan_id, leader), []).append(one)
    ordered = sorted(found.items(), key=lambda item: not item[0][1])
    return [ListGroup(plan_id, leader or _NO_LEADER, tuple(ids)) for (plan_id, leader), ids in ordered]


def _ordered(store: Store, groups: Sequence[ListGroup], lines: dict[int, Line], by: str) -> list[ListGroup]:
    """项目进度晾晒: the same rows from the one furthest ahead to the one furthest behind, plan by plan, or so under their units."""
    held: dict[int, list[ProjectLine]] = {}
    for group in groups:
        held.setdefault(group.plan_id, []).extend(line for one in group.ids if isinstance(line := lines[one], ProjectLine))
    with store.read() as db:
        order = [unit.id for unit in units.units(db)]
    found = []
    for plan_id, own in held.items():
        if by == BY_UNIT:
            for pace in by_place(unit_paces(own, order)):
                ids = tuple(one.line.row.id for one in placed(pace.lines))
                found.append(ListGroup(plan_id, f"{pace.unit}　{pace.words}", ids))
            continue
        ranked = placed(own)
        parts = ((f"由快到慢　{PROJECT_RULE}", True), (f"不排先后　{NOT_PLACED}", False))
        for words, has_place in parts:
            if ids := tuple(one.line.row.id for one in ranked if (one.place is not None) is has_place):
                found.append(ListGroup(plan_id, words.rstrip("。"), ids))
    return found


def standing_counts(store: Store, kind: ListKind, plan_id: int | None, today: date) -> dict[str, int]:
    """How many rows stand so, for each key of `STANDINGS` that some row has."""
    with store.read() as db:
        ids = [one for held in reading.list_groups(db, kind, plan_id) for one in held.ids]
        gone = sum(len(held.ids) for held in reading.list_groups(db, kind, plan_id, removed=True)) if kind is ListKind.PROJECTS else 0
    lines = list_lines(store, kind, ids, today)
    counts = {key: sum(map(_test(key, today), lines)) for key in STANDINGS[kind] if key != REMOVED}
    return {key: count for key, count in {**counts, REMOVED: gone}.items() if count}
