"""Rows of returned sheets become stored values of indicators and projects, each with its place in the file."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.figures import ValueKind
from tracker.domain.plan_lists import ListKind

if TYPE_CHECKING:
    from tracker.storage.journal import Work
    from tracker.usecases.feedback.figure_review import ReviewedRow


def write_rows(work: "Work", period: str, rows: "Sequence[tuple[ReviewedRow, int]]", today: date) -> None:
    """Write rows with the id of the file each came from; a field that a row leaves out stays as it is."""
    from tracker.storage.tables import IndicatorValue, ProjectValue

    for row, file_id in rows:
        assert row.item_id is not None
        said: dict[str, Any] = {name: value for name, value in row.values.items() if value}
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


def _change(row: object, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
