"""The responsibility matrix: its heads and totals at once, its cells by row chunk."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from tracker.domain.lights import LightRules
from tracker.domain.screens import Matrix, MatrixCell, MatrixSection, TaskFilter, UnitTotals
from tracker.domain.terms import Role
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, numbers
from tracker.storage.reading.filters import Condition, filtered
from tracker.storage.reading.plans import heading_path, headings
from tracker.storage.reading.units import units


def matrix(db: Reader, wanted: TaskFilter, today: date, rules: LightRules) -> Matrix:
    """Rows: the tasks that pass the filter under their headings; columns: the units that have a role in one of them."""
    condition = Condition(db, wanted, today, rules)
    source = filtered(condition)
    order: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    tasks: list[int] = []
    for task_id, plan_id, heading_id in db.rows(
        f"SELECT t.id, t.plan_id, t.heading_id {source} ORDER BY t.plan_id, t.number, t.id", **condition.values
    ):
        order[plan_id, heading_id].append(task_id)
        tasks.append(task_id)
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for unit_id, role, count in db.rows(
        f"""SELECT a.unit_id, a.role, COUNT(*) FROM assignment a WHERE a.task_id IN (SELECT t.id {source})
        GROUP BY a.unit_id, a.role""",
        **condition.values,
    ):
        counts[unit_id][role] = count
    per_task = dict.fromkeys(tasks, (0, 0)) | {
        row[0]: (row[1], row[2])
        for row in db.rows(
            f"""SELECT a.task_id, COUNT(*), SUM(CASE WHEN a.role IN ('lead', 'joint') THEN 1 ELSE 0 END) FROM assignment a
            WHERE a.task_id IN (SELECT t.id {source}) GROUP BY a.task_id""",
            **condition.values,
        )
    }
    above = headings(db, wanted.plan_id)
    return Matrix(
        units=tuple(units(db, counts)),
        sections=tuple(
            MatrixSection(above.get(heading_id or 0), heading_path(above, heading_id), tuple(ids)) for (_, heading_id), ids in order.items()
        ),
        unit_totals={unit_id: UnitTotals(sum(roles.values()), *(roles.get(role, 0) for role in Role)) for unit_id, roles in counts.items()},
        task_totals={task_id: total for task_id, (total, _) in per_task.items()},
        no_lead=frozenset(task_id for task_id, (_, leads) in per_task.items() if not leads),
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
