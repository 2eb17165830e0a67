"""The responsibility matrix: its heads and totals at once, its cells by row chunk."""

from collections.abc import Mapping, Sequence
from datetime import date

from tracker.domain.lights import LightRules
from tracker.domain.records import HeadingRecord
from tracker.domain.screens import Group, Matrix, MatrixCell, MatrixSection, TaskFilter, UnitTotals
from tracker.domain.terms import Role
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, numbers
from tracker.storage.reading.filters import Condition, filtered
from tracker.storage.reading.judged import judged, placed
from tracker.storage.reading.leads import leads
from tracker.storage.reading.plans import heading_path, headings
from tracker.storage.reading.role_counts import all_role_counts, role_counts
from tracker.storage.reading.task_list import task_list
from tracker.storage.reading.units import units


def matrix(db: Reader, wanted: TaskFilter, today: date, rules: LightRules) -> Matrix:
    """Rows: the tasks that pass the filter under their headings; columns: the units that have a role in one of them."""
    found = task_list(db, wanted, Group.NONE, today, rules)
    tasks = found.groups[0].ids if found.groups else ()
    known = judged(db, wanted.plan_id, today, rules)
    parts = known.order.by_place if len(tasks) == len(known.ids) else placed(tasks, known.order.places)
    if wanted == TaskFilter():
        counts = all_role_counts(db)
    else:
        condition = Condition(db, wanted, today, rules)
        counts = role_counts(db, f"SELECT t.id {filtered(condition)}", **condition.values)
    above = headings(db, wanted.plan_id)
    return Matrix(
        units=tuple(units(db, counts)),
        sections=tuple(_section(above, place, held) for place, held in parts.items()),
        unit_totals={unit_id: UnitTotals(sum(roles.values()), *(roles.get(role, 0) for role in Role)) for unit_id, roles in counts.items()},
        no_lead=leads(db).without(tasks),
    )


def _section(above: Mapping[int, HeadingRecord], place: int, task_ids: tuple[int, ...]) -> MatrixSection:
    """`place` is the heading's id, or the plan's with a minus for tasks above all headings."""
    heading = above.get(place)
    return MatrixSection(heading, heading_path(above, place), task_ids, heading.plan_id if heading else -place)


def matrix_cells(db: Reader, task_ids: Sequence[int]) -> dict[tuple[int, int], MatrixCell]:
    """The cells of these rows, by (task, unit)."""
    return {
        (task_id, unit_id): MatrixCell(Role(role), bool(inferred), printed)
        for part in chunks(task_ids)
        for task_id, unit_id, role, inferred, printed in db.rows(
            f"SELECT task_id, unit_id, role, inferred, printed FROM assignment WHERE task_id IN {numbers(part)}"
        )
    }
