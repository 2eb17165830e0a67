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
    counts = _counts(db, wanted, condition)
    above = headings(db, wanted.plan_id)
    return Matrix(
        units=tuple(units(db, counts)),
        sections=tuple(
            MatrixSection(above.get(heading_id or 0), heading_path(above, heading_id), tuple(ids)) for (_, heading_id), ids in order.items()
        ),
        unit_totals={unit_id: UnitTotals(sum(roles.values()), *(roles.get(role, 0) for role in Role)) for unit_id, roles in counts.items()},
        no_lead=frozenset(row[0] for row in db.rows(f"SELECT t.id {source} AND {NO_LEAD}", **condition.values)),
    )


def _counts(db: Reader, wanted: TaskFilter, condition: Condition) -> dict[int, dict[str, int]]:
    """By unit: how many of the tasks it has in each role.

    Over all plans the whole table is counted along its index, and what belongs to cancelled tasks is taken off: there are few of them.
    """
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    if wanted == TaskFilter():
        for unit_id, role, count in db.rows("SELECT a.unit_id, a.role, COUNT(*) FROM assignment a GROUP BY a.unit_id, a.role"):
            counts[unit_id][role] = count
        for unit_id, role, count in db.rows(
            """SELECT a.unit_id, a.role, COUNT(*) FROM assignment a
            WHERE a.task_id IN (SELECT t.id FROM task t WHERE t.removed_on IS NOT NULL) GROUP BY a.unit_id, a.role"""
        ):
            counts[unit_id][role] -= count
        kept = {unit_id: {role: count for role, count in roles.items() if count} for unit_id, roles in counts.items()}
        return {unit_id: roles for unit_id, roles in kept.items() if roles}
    for unit_id, role, count in db.rows(
        f"""SELECT a.unit_id, a.role, COUNT(*) FROM assignment a WHERE a.task_id IN (SELECT t.id {filtered(condition)})
        GROUP BY a.unit_id, a.role""",
        **condition.values,
    ):
        counts[unit_id][role] = count
    return counts


def matrix_cells(db: Reader, task_ids: Sequence[int]) -> dict[tuple[int, int], MatrixCell]:
    """The cells of these rows, by (task, unit)."""
    return {
        (task_id, unit_id): MatrixCell(Role(role), bool(inferred), printed)
        for part in chunks(task_ids)
        for task_id, unit_id, role, inferred, printed in db.rows(
            f"SELECT task_id, unit_id, role, inferred, printed FROM assignment WHERE task_id IN {numbers(part)}"
        )
    }
