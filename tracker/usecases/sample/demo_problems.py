"""The sample's problems, in every state of their course."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.problems import ProblemSource, ProblemState, Step

if TYPE_CHECKING:
    from tracker.storage.journal import Work


def store_problems(work: "Work", plan_id: int, rows: list[dict[str, Any]], tasks: Mapping[int, int]) -> None:
    """Store the rows of problems.json; `tasks`: number in the plan → id."""
    from tracker.storage.tables import Indicator, Problem, ProblemStep, Unit

    units = {name: unit.id for unit in work.rows(Unit) for name in (unit.full_name, unit.short_name) if name}
    indicators = {row.name: row.id for row in work.rows(Indicator, plan_id=plan_id)}
    ids = work.insert_many(
        Problem,
        [
            {
                "plan_id": plan_id,
                "number": number,
                "text": row["text"],
                "source": ProblemSource(row["source"]),
                "source_words": row["source_words"],
                "task_id": tasks.get(row["task"]),
                "indicator_id": indicators.get(row.get("indicator", "")),
                "found_on": date.fromisoformat(row["found"]),
                "goal": row["goal"],
                "measures": row["measures"],
                "unit_id": units.get(row["unit"]),
                "person": row["person"],
                "due": _day(row["due"]),
                "progress": row["progress"],
                "state": ProblemState(row["state"]),
                "struck_off_on": _day(row.get("struck")),
                "look_back_on": _day(row.get("look")),
            }
            for number, row in enumerate(rows, 1)
        ],
    )
    work.insert_many(
        ProblemStep,
        [
            {"problem_id": problem_id, "step": Step(step), "taken_on": date.fromisoformat(on), "taken_by": by, "words": words}
            for problem_id, row in zip(ids, rows, strict=True)
            for step, on, by, words in row["steps"]
        ],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
