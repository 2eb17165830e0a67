"""A unit that calls itself behind without a figure: its own words stay with the task as a doubt, beside what is worked out from figures.

They go when the unit says otherwise how it stands, when a percentage is entered, or when a person has looked (已核对).
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tracker.domain.periods import sort_key
from tracker.domain.reporting import is_said_behind, said_behind

if TYPE_CHECKING:
    from tracker.storage.journal import Work


def keep_said_behind(work: "Work", plan_id: int, period: str, said: Mapping[tuple[int, int | None], str]) -> None:
    """Within a transaction: what units say for a period of these tasks (by task and unit), each in a sentence; "": no longer so. Where
    a later period has been reported, what is said of this one is of no weight any more."""
    from tracker.storage.tables import Finding

    stored = work.stored_rows("finding", work.ids(Finding, "plan_id", [plan_id]))  # doubts are few, tasks may be ten thousand
    held = {(row["task_id"], row["code"]): row for row in stored if is_said_behind(row["code"])}
    told = [(key, words, held.get((key[0], said_behind(key[1])))) for key, words in said.items()]
    told = [one for one in told if one[1] != ("" if one[2] is None else one[2]["words"])]
    later = _reported_later(work, sorted({task_id for (task_id, _unit), _words, _row in told}), period)
    told = [one for one in told if not later & {(one[0][0], None), one[0]}]
    work.delete_many(Finding, [row["id"] for _key, _words, row in told if row is not None])
    work.insert_many(
        Finding,
        [{"plan_id": plan_id, "task_id": key[0], "code": said_behind(key[1]), "words": words} for key, words, _row in told if words],
    )


def _reported_later(work: "Work", task_ids: Sequence[int], period: str) -> set[tuple[int, int | None]]:
    """Which tasks (None), and which units of them, have reported for a later period."""
    from tracker.storage.tables import PartReport, ProgressReport

    own = work.stored_rows("progress_report", work.ids(ProgressReport, "task_id", task_ids))
    parts = work.stored_rows("part_report", work.ids(PartReport, "task_id", task_ids))
    return {(row["task_id"], row.get("unit_id")) for row in (*own, *parts) if sort_key(row["period"]) > sort_key(period)}


def forget_said_behind(work: "Work", task_ids: Sequence[int]) -> None:
    """Within a transaction: a figure says now how these tasks stand."""
    from tracker.storage.tables import Finding

    stored = work.stored_rows("finding", work.ids(Finding, "task_id", task_ids))
    work.delete_many(Finding, [row["id"] for row in stored if is_said_behind(row["code"])])
