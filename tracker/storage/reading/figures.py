"""Figures followed over time: values of indicators, checks of services, years and values of projects, versions of their list."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tracker.domain.figures import (
    IndicatorValueRecord,
    ListChange,
    ProjectValueRecord,
    ProjectYearRecord,
    ServiceCheckRecord,
    ServiceStanding,
    ValueKind,
    VersionRecord,
)
from tracker.domain.records import Origin
from tracker.domain.rolling_list import Facts
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, numbers
from tracker.storage.sqlite import period_order

_ORIGIN = """f.id, f.name, f.kept_name, CASE WHEN s.short_name = '' THEN s.full_name ELSE s.short_name END, f.received_at,
    v.source_sheet, v.source_row"""
_JOINS = "LEFT JOIN received_file f ON f.id = v.received_file_id LEFT JOIN unit s ON s.id = f.unit_id"


def _origin(file_id: int | None, file: str, kept: str, unit: str | None, received: str, sheet: str, row: int | None) -> Origin | None:
    return None if file_id is None else Origin(file_id, file, kept, unit or "", datetime.fromisoformat(received), sheet, row or 0)


def indicator_values(db: Reader, ids: Sequence[int]) -> dict[int, list[IndicatorValueRecord]]:
    """The values of these indicators, by indicator, in the order of the ends of their periods."""
    found: dict[int, list[IndicatorValueRecord]] = defaultdict(list)
    for part in chunks(ids):
        for row in db.rows(
            f"""SELECT v.id, v.indicator_id, v.period, v.kind, v.value, v.note, v.reported_on, {_ORIGIN} FROM indicator_value v {_JOINS}
            WHERE v.indicator_id IN {numbers(part)} ORDER BY {period_order("v.period")}, v.id"""
        ):
            number, owner, period, kind, value, note, on, *place = row
            record = IndicatorValueRecord(number, owner, period, ValueKind(kind), value, note, date.fromisoformat(on), _origin(*place))
            found[owner].append(record)
    return found


def service_checks(db: Reader, ids: Sequence[int]) -> dict[int, list[ServiceCheckRecord]]:
    """The checks of these services, by service, the latest year first."""
    found: dict[int, list[ServiceCheckRecord]] = defaultdict(list)
    for part in chunks(ids):
        for number, owner, year, standing, covered, words, on, by in db.rows(
            f"""SELECT id, service_id, year, standing, covered, words, checked_on, checked_by FROM service_check
            WHERE service_id IN {numbers(part)} ORDER BY year DESC"""
        ):
            check = ServiceCheckRecord(number, owner, year, ServiceStanding(standing), covered, words, date.fromisoformat(on), by)
            found[owner].append(check)
    return found


def project_years(db: Reader, ids: Sequence[int]) -> dict[int, list[ProjectYearRecord]]:
    """What these projects are to do, by project, the latest year first."""
    found: dict[int, list[ProjectYearRecord]] = defaultdict(list)
    for part in chunks(ids):
        for row in db.rows(
            f"SELECT id, project_id, year, planned, goal FROM project_year WHERE project_id IN {numbers(part)} ORDER BY year DESC"
        ):
            found[row[1]].append(ProjectYearRecord(*row))
    return found


def project_values(db: Reader, ids: Sequence[int]) -> dict[int, list[ProjectValueRecord]]:
    """How these projects stood, by project, in the order of the ends of the periods."""
    found: dict[int, list[ProjectValueRecord]] = defaultdict(list)
    for part in chunks(ids):
        for row in db.rows(
            f"""SELECT v.id, v.project_id, v.period, v.invested, v.progress, v.problems, v.reported_on, {_ORIGIN}
            FROM project_value v {_JOINS} WHERE v.project_id IN {numbers(part)} ORDER BY {period_order("v.period")}, v.id"""
        ):
            number, owner, period, invested, progress, problems, on, *place = row
            record = ProjectValueRecord(number, owner, period, invested, progress, problems, date.fromisoformat(on), _origin(*place))
            found[owner].append(record)
    return found


def versions(db: Reader, plan_id: int) -> list[VersionRecord]:
    """The versions of a plan's list of projects, the latest first."""
    rows = db.rows(
        """SELECT v.id, v.plan_id, v.number, v.made_on, v.made_by, v.reason, v.added, v.changed, v.removed,
        (SELECT COUNT(*) FROM list_version_row r WHERE r.version_id = v.id AND r.after <> '')
        FROM list_version v WHERE v.plan_id = :plan_id ORDER BY v.number DESC""",
        plan_id=plan_id,
    )
    return [VersionRecord(*row)._replace(made_on=date.fromisoformat(row[3])) for row in rows]


def version_facts(db: Reader, version_id: int) -> tuple[dict[int, Facts], dict[int, str]]:
    """The projects that a version holds with their facts, in its order; and the reasons for which it let others go."""
    held: dict[int, Facts] = {}
    reasons: dict[int, str] = {}
    for project_id, change, before, after in db.rows(
        "SELECT project_id, change, before, after FROM list_version_row WHERE version_id = :version_id ORDER BY id", version_id=version_id
    ):
        if after:
            held[project_id] = _facts(after)
        elif change == ListChange.REMOVED.value:
            reasons[project_id] = _facts(before).get("reason", "")
    return held, reasons


def _facts(text: str) -> dict[str, str]:
    held: dict[str, Any] = json.loads(text)
    return {name: str(value) for name, value in held.items()}


def figure_periods(db: Reader, plan_id: int | None) -> list[str]:
    """The periods for which values of indicators or projects were given, the latest first."""
    where = "" if plan_id is None else "AND x.plan_id = :plan_id"
    rows = db.rows(
        f"""SELECT DISTINCT v.period FROM indicator_value v JOIN indicator x ON x.id = v.indicator_id WHERE v.kind = 'actual' {where}
        UNION SELECT DISTINCT v.period FROM project_value v JOIN project x ON x.id = v.project_id WHERE 1 = 1 {where}""",
        plan_id=plan_id,
    )
    from tracker.domain.periods import sort_key

    return sorted((row[0] for row in rows), key=sort_key, reverse=True)
