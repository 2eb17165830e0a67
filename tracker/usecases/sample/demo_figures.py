"""The sample's figures over time: values of its indicators, checks of its services, progress and versions of its projects."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.figures import ServiceStanding, ValueKind
from tracker.domain.terms import Role
from tracker.usecases.cycle.project_list import freeze

if TYPE_CHECKING:
    from tracker.storage.journal import Work

_DAYS = ("planned_start", "actual_start", "planned_end", "added_on")
_PLAIN = ("box", "title", "content", "total_investment", "leader", "person", "phone")


def store_figures(work: "Work", plan_id: int, data: Mapping[str, Any]) -> None:
    """Store the rows of figures.json; rows that the plan does not have are left out."""
    from tracker.storage.tables import Indicator, Project, Service, Unit

    units = {name: unit.id or 0 for unit in work.rows(Unit) for name in (unit.full_name, unit.short_name) if name}
    indicators = {row.no: row.id or 0 for row in work.rows(Indicator, plan_id=plan_id)}
    services = {row.no: row.id or 0 for row in work.rows(Service, plan_id=plan_id)}
    projects = {row.title: row.id or 0 for row in work.rows(Project, plan_id=plan_id)}
    _indicators(work, [(indicators[row["no"]], row) for row in data["indicators"] if row["no"] in indicators], units)
    _services(work, [(services[row["no"]], row) for row in data["services"] if row["no"] in services])
    known = [(projects[row["title"]], row) for row in data["projects"] if row["title"] in projects]
    work.update_many("project", {number: _facts(row) for number, row in known})
    _followed(work, known, units)
    first, second = data["versions"]
    _version(work, plan_id, first)
    (new,) = work.insert_many("project", [{"plan_id": plan_id, **_facts(data["added"])}])
    _followed(work, [(new, data["added"])], units)
    _version(work, plan_id, second)


def _indicators(work: "Work", rows: Sequence[tuple[int, Mapping[str, Any]]], units: Mapping[str, int]) -> None:
    work.update_many("indicator", {number: {"base": row["base"], "base_year": row["base_year"]} for number, row in rows})
    work.insert_many("indicator_unit", _roles("indicator", rows, units))
    values = [
        {
            "indicator_id": number,
            "period": one["period"],
            "kind": ValueKind.ACTUAL,
            "value": one["value"],
            "reported_on": date.fromisoformat(one["reported_on"]),
        }
        for number, row in rows
        for one in row["values"]
    ]
    work.insert_many("indicator_value", values)


def _services(work: "Work", rows: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    checks = [
        {
            "service_id": number,
            "year": int(row["on"][:4]),
            "standing": ServiceStanding(row["standing"]),
            "covered": row["covered"],
            "words": row["words"],
            "checked_on": date.fromisoformat(row["on"]),
            "checked_by": row["by"],
        }
        for number, row in rows
    ]
    work.insert_many("service_check", checks)


def _facts(row: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(row[name]) for name in _DAYS if row.get(name)}
    return {**{name: row[name] for name in _PLAIN if name in row}, **days}


def _followed(work: "Work", rows: Sequence[tuple[int, Mapping[str, Any]]], units: Mapping[str, int]) -> None:
    """Units, the year's plan and values of projects."""
    work.insert_many("project_unit", _roles("project", rows, units))
    work.insert_many("project_year", [{"project_id": number, "year": 2026, **row["year"]} for number, row in rows])
    values = [
        {"project_id": number, **one, "reported_on": date.fromisoformat(one["reported_on"])}
        for number, row in rows
        for one in row.get("values", ())
    ]
    work.insert_many("project_value", values)


def _roles(table: str, rows: Sequence[tuple[int, Mapping[str, Any]]], units: Mapping[str, int]) -> list[dict[str, Any]]:
    named = (
        (number, name, Role.SUPPORT if place else Role.LEAD)
        for number, row in rows
        for place, name in enumerate((row["lead"], *row["support"]))
    )
    return [{f"{table}_id": number, "unit_id": units[name], "role": role} for number, name, role in named if name in units]


def _version(work: "Work", plan_id: int, said: Mapping[str, str]) -> None:
    """Freeze the list as it stands now."""
    day = date.fromisoformat(said["made_on"])
    freeze(work, plan_id, said["reason"], said["by"], day, day)
