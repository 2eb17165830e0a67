"""The responsibility matrix: its heads and totals at once, its cells by row chunk."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from tracker.domain.lights import LightRules
from tracker.domain.screens import Matrix, MatrixCell, MatrixSection, TaskFilter, UnitTotals
from tracker.domain.terms import Role
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, numbers
from tracker.storage.reading.filters import NO_LEAD, Condition, filtered
from tracker.storage.reading.plans import heading_path, headings
from tracker.storage.reading.role_counts import all_role_counts, role_counts
from tracker.storage.reading.units import units


def matrix(db: Reader, wanted: TaskFilter, today: date, rules: LightRules) -> Matrix:
    """Rows: the tasks that pass the filter under their headings; columns: the units that have a role in one of them."""
    condition = Condition(db, wanted, today, rules)
    source = filtered(condition)
    order: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    for task_id, plan_id, heading_id in db.rows(
        f"SELECT t.id, t.plan_id, t.heading_id {source} ORDER BY t.plan_id, t.number, t.id", **condition.values
    ):
        order[plan_id, heading_id].append(task_id)
    whole = wanted == TaskFilter()
    counts = all_role_counts(db) if whole else role_counts(db, f"SELECT t.id {source}", **condition.values)
    above = headings(db, wanted.plan_id)
    return Matrix(
        units=tuple(units(db, counts)),
        sections=tuple(
            MatrixSection(above.get(heading_id or 0), heading_path(above, heading_id), tuple(ids)) for (_, heading_id), ids in order.items()
        ),
        unit_totals={unit_id: UnitTotals(sum(roles.values()), *(roles.get(role, 0) for role in Role)) for unit_id, roles in counts.items()},
        no_lead=frozenset(row[0] for row in db.rows(f"SELECT t.id {source} AND {NO_LEAD}", **condition.values)),
    )


def matrix_cells(db: Reader, task_ids: Sequence[int]) -> dict[tuple[int, int], MatrixCell]:
    """The cells of these rows, by (task, unit)."""
    return {
        (task_id, unit_id): MatrixCell(Role(role), bool(inferred), printed)
        for part in chunks(task_ids)
        for task_id, unit_id, role, inferred, printed in db.rows(
            f"SELECT task_id, unit_id, role, inferred, printed FROM assignment WHERE task_id IN {numbers(part)}"
        )
    }
