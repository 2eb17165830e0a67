"""What was done, and taking it back."""

from tracker.domain.records import ChangeRecord, Changes, OperationRecord, TaskStep
from tracker.storage.reading import history as reading
from tracker.storage.reading import task_history as of_task
from tracker.storage.store import Store

__all__ = ["changes_of", "history", "redo", "redo_name", "task_history", "undo", "undo_name"]


def history(store: Store, limit: int = 200) -> list[OperationRecord]:
    """The last operations, the newest first."""
    with store.read() as db:
        return reading.operations(db, limit)


def changes_of(store: Store, operation_id: int, limit: int = 500) -> list[ChangeRecord]:
    """What an operation did to each row, told in Chinese."""
    with store.read() as db:
        return reading.changes_of(db, operation_id, limit)


def task_history(store: Store, task_id: int, limit: int = 500) -> list[TaskStep]:
    """What was ever done to a task, the newest first."""
    with store.read() as db:
        return of_task.task_history(db, task_id, limit)


def undo_name(store: Store) -> str | None:
    """The name of the operation that `undo` would take back."""
    with store.read() as db:
        return reading.turn_name(db, "done")


def redo_name(store: Store) -> str | None:
    """The name of the operation that `redo` would do again."""
    with store.read() as db:
        return reading.turn_name(db, "undone")


def undo(store: Store, operation_id: int | None = None) -> Changes:
    """Take back the last operation, or an older one; what was changed since is kept and told in `Changes.kept`."""
    from tracker.storage.undo import undo as take_back

    return take_back(store, operation_id)


def redo(store: Store) -> Changes:
    """Do again what was undone last."""
    from tracker.storage.undo import redo as do_again

    return do_again(store)
