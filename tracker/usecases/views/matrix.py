"""The responsibility matrix: tasks × units."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.screens import Matrix, MatrixCell, MatrixSection, TaskFilter, UnitTotals
from tracker.storage.reading import matrix as reading
from tracker.storage.store import Store
from tracker.usecases.house.settings import rules_in

__all__ = ["Matrix", "MatrixCell", "MatrixSection", "UnitTotals", "matrix", "matrix_cells"]


def matrix(store: Store, wanted: TaskFilter, today: date) -> Matrix:
    """Heads and totals of the matrix over the tasks that pass a filter."""
    with store.read() as db:
        return reading.matrix(db, wanted, today, rules_in(db))


def matrix_cells(store: Store, task_ids: Sequence[int]) -> dict[tuple[int, int], MatrixCell]:
    """The cells of these rows, by (task, unit); empty cells are left out."""
    with store.read() as db:
        return reading.matrix_cells(db, task_ids)
