"""Rows of returned sheets become stored values of indicators and projects, each with its place in the file, and checks of services."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.figures import ServiceStanding, ValueKind
from tracker.domain.plan_lists import ListKind
from tracker.errors import UserError

if TYPE_CHECKING:
    from tracker.storage.journal import Work
    from tracker.usecases.feedback.figure_review import ReviewedRow


def write_rows(work: "Work", period: str, rows: "Sequence[tuple[ReviewedRow, int, str]]", today: date) -> None:
    """Write rows with the id of the file and the unit each came from; a field that a row leaves out stays as it is."""
    from tracker.storage.tables import IndicatorValue, ProjectValue

    for row, file_id, unit in rows:
        assert row.item_id is not None
        said: dict[str, Any] = {name: value for name, value in row.values.items() if value}
        if row.kind is ListKind.SERVICES:
            _check(work, row.item_id, int(period[:4]), said, unit, today)
            continue
        place: dict[str, Any] = {"received_file_id": file_id, "source_sheet": row.sheet, "source_row": row.row, "reported_on": today}
        if row.kind is ListKind.INDICATORS:
            held = [one for one in work.rows(IndicatorValue, indicator_id=row.item_id, period=period) if one.kind is ValueKind.ACTUAL]
            if held:
                _change(held[0], {**said, **place})
            elif "value" in said:
                work.add(IndicatorValue(indicator_id=row.item_id, period=period, kind=ValueKind.ACTUAL, **said, **place))
        else:
            known = work.rows(ProjectValue, project_id=row.item_id, period=period)
            if known:
                _change(known[0], {**said, **place})
            else:
                work.add(ProjectValue(project_id=row.item_id, period=period, **said, **place))


def _check(work: "Work", service_id: int, year: int, said: dict[str, Any], unit: str, today: date) -> None:
    """What a unit says of a service in a year; where its standing is as it was, whoever checked it stays."""
    from tracker.storage.tables import ServiceCheck

    if year > today.year:
        raise UserError(f"不能核查 {year} 年", "那一年还没有到", "请改正期次")
    by_label = {one.label: one for one in ServiceStanding}
    facts = {{"note": "words"}.get(name, name): value for name, value in said.items()}
    if "standing" in facts:
        facts["standing"] = by_label[facts["standing"]]
    held = next(iter(work.rows(ServiceCheck, service_id=service_id, year=year)), None)
    if held is None or facts.get("standing", held.standing) is not held.standing:
        facts = {"covered": "" if held is None else held.covered, "words": "", **facts}
        facts |= {"checked_on": today, "checked_by": f"{unit}自查" if unit else "单位自查"}
    if held is None:
        work.add(ServiceCheck(service_id=service_id, year=year, **facts))
    else:
        _change(held, facts)


def _change(row: object, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
