"""Rows of a table under the headings of their plan, each heading with the number of its tasks."""

from collections.abc import Callable, Iterator, Sequence

from tracker.domain.ledger import LedgerTask
from tracker.reports.content import Group, Row


def under_headings(tasks: Sequence[LedgerTask], row: Callable[[LedgerTask], Row]) -> Iterator[Row | Group]:
    """A group row wherever a heading begins, outer headings before inner ones, then the task's own row."""
    above: tuple[str, ...] = ()
    for index, task in enumerate(tasks):
        if task.path != above:
            shared = 0
            while shared < min(len(above), len(task.path)) and above[shared] == task.path[shared]:
                shared += 1
            for depth in range(shared, len(task.path)):
                yield Group(f"{task.path[depth]}（{_run_length(tasks, index, depth + 1)}项）", depth + 1)
            above = task.path
        yield row(task)


def _run_length(tasks: Sequence[LedgerTask], start: int, depth: int) -> int:
    """How many tasks from `start` on stand under the same first `depth` headings."""
    path = tasks[start].path[:depth]
    end = start
    while end < len(tasks) and tasks[end].path[:depth] == path:
        end += 1
    return end - start
