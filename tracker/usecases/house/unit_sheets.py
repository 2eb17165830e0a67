"""What becomes of a unit's sheets and of the documents issued to it when the unit is merged into another, or is to be removed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.storage.journal import Work


def move_sheets(work: "Work", from_id: int, into_id: int) -> None:
    """Give handed-out and received files, reports, remembered names, issued documents, problems and points to the unit that remains.

    Where both reported on a task for one period, the report of the unit that remains stays; the journal keeps the other.
    """
    from tracker.storage.tables import (
        Extension,
        Handout,
        IssuedDocument,
        PartReport,
        Problem,
        ReceivedFile,
        ScorePoint,
        SenderChoice,
        Subtask,
    )

    for kind in (Handout, ReceivedFile, SenderChoice, IssuedDocument, Problem, ScorePoint, Extension, Subtask):
        work.update_many(kind.__tablename__, {row_id: {"unit_id": into_id} for row_id in work.ids(kind, "unit_id", [from_id])})
    held = {(row.task_id, row.period) for row in work.rows(PartReport, unit_id=into_id)}
    for row in work.rows(PartReport, unit_id=from_id):
        if (row.task_id, row.period) in held:
            work.delete(row)
        else:
            row.unit_id = into_id


def has_sheets(work: "Work", unit_id: int) -> bool:
    """Whether a sheet or document went out to the unit or came from it, or a problem or point is its own; names remembered for it
    alone are no reason to keep it."""
    from tracker.storage import tables

    kept = (
        tables.Handout,
        tables.PartReport,
        tables.ReceivedFile,
        tables.IssuedDocument,
        tables.Problem,
        tables.ScorePoint,
        tables.Extension,
        tables.Subtask,
    )
    if any(work.ids(kind, "unit_id", [unit_id]) for kind in kept):
        return True
    work.delete_many("sender_choice", work.ids("sender_choice", "unit_id", [unit_id]))
    return False
