"""The sample's parts of tasks: one split among towns, one among the units that build it."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.terms import State

if TYPE_CHECKING:
    from tracker.storage.journal import Work


def store_parts(work: "Work", rows: list[dict[str, Any]], tasks: Mapping[int, int]) -> None:
    """Store the rows of parts.json; `tasks`: number in the plan → id."""
    from tracker.storage.tables import Unit

    units = {name: unit.id for unit in work.rows(Unit) for name in (unit.full_name, unit.short_name) if name}
    work.insert_many(
        "subtask",
        [
            {
                "task_id": tasks[row["task"]],
                "position": place,
                "title": part["title"],
                "unit_id": units.get(part["unit"]),
                "office": part.get("office", ""),
                "person": part["person"],
                "due": date.fromisoformat(part["due"]),
                "weight": part.get("weight", 1),
                "state": State(part["state"]),
                "percent": part["percent"],
                "completed_on": _day(part["on"]) if part["state"] == State.COMPLETED else None,
                "progress": part["progress"],
                "reported_on": _day(part["on"]),
            }
            for row in rows
            if row["task"] in tasks
            for place, part in enumerate(row["parts"], 1)
        ],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
