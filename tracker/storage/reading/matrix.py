"""The responsibility matrix: its heads and totals at once, its cells by row chunk."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from tracker.domain.lights import LightRules
from tracker.domain.records import HeadingRecord
from tracker.domain.screens import Matrix, MatrixCell, MatrixSection, TaskFilter, UnitTotals
from tracker.domain.terms import Role
from tracker.storage.reader import Reader
from tracker.storage.reading import CHUNK, chunks, joined_numbers, numbers
from tracker.storage.reading.filters import Condition, filtered
from tracker.storage.reading.plans import heading_path, headings
from tracker.storage.reading.role_counts import all_role_counts, role_counts
from tracker.storage.reading.units import units
from tracker.storage.sqlite import joined


def matrix(db: Reader, wanted: TaskFilter, today: date, rules: LightRules) -> Matrix:
    """Rows: the tasks that pass the filter under their headings; columns: the units that have a role in one of them."""
    condition = Condition(db, wanted, today, rules)
    source = filtered(condition)
    ids, places = db.row(
        f"""SELECT {joined("id")}, {joined("place")} FROM
        (SELECT t.id AS id, COALESCE(t.heading_id, -t.plan_id) AS place {source} ORDER BY t.plan_id, t.number)""",
        **condition.values,
    )
    tasks = joined_numbers(ids)
    order: dict[int, list[int]] = defaultdict(list)
    first = 0
    for place, run in groupby(joined_numbers(places)):
        last = first + len(list(run))
        order[place] += tasks[first:last]
        first = last
    whole = wanted == TaskFilter()
    counts = all_role_counts(db) if whole else role_counts(db, f"SELECT t.id {source}", **condition.values)
    above = headings(db, wanted.plan_id)
    return Matrix(
        units=tuple(units(db, counts)),
        sections=tuple(_section(above, place, held) for place, held in order.items()),
        unit_totals={unit_id: UnitTotals(sum(roles.values()), *(roles.get(role, 0) for role in Role)) for unit_id, roles in counts.items()},
        no_lead=_without_lead(db, tasks),
    )


def _section(above: dict[int, HeadingRecord], place: int, task_ids: Sequence[int]) -> MatrixSection:
    """`place` is the heading's id, or the plan's with a minus for tasks above all headings."""
    heading = above.get(place)
    return MatrixSection(heading, heading_path(above, place), tuple(task_ids), heading.plan_id if heading else -place)


def _without_lead(db: Reader, tasks: Sequence[int]) -> frozenset[int]:
    """Those that nobody leads or shares: for many tasks it is quicker to ask unit by unit who is led than to ask of each."""
    few = f"AND a.task_id IN {numbers(tasks)}" if len(tasks) <= CHUNK else ""
    led = db.value(
        f"""SELECT {joined("a.task_id")} FROM unit u CROSS JOIN assignment a
        WHERE a.unit_id = u.id AND a.role IN ('lead', 'joint') {few}"""
    )
    return frozenset(tasks).difference(joined_numbers(led))


def matrix_cells(db: Reader, task_ids: Sequence[int]) -> dict[tuple[int, int], MatrixCell]:
    """The cells of these rows, by (task, unit)."""
    return {
        (task_id, unit_id): MatrixCell(Role(role), bool(inferred), printed)
        for part in chunks(task_ids)
        for task_id, unit_id, role, inferred, printed in db.rows(
            f"SELECT task_id, unit_id, role, inferred, printed FROM assignment WHERE task_id IN {numbers(part)}"
        )
    }
