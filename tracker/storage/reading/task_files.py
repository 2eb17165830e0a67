"""What gathers on a task while it is worked on: moved time limits, files kept with it."""

from datetime import date, datetime

from tracker.domain.records import AttachmentRecord, DeadlineMoveRecord
from tracker.storage.reader import Reader
from tracker.storage.reading import day


def deadline_moves(db: Reader, task_id: int) -> list[DeadlineMoveRecord]:
    """The moves of a task's time limits, the latest first."""
    rows = db.rows(
        """SELECT id, deadline_id, old_wording, old_due, new_due, reason, approved_by, moved_on FROM deadline_move
        WHERE task_id = :task_id ORDER BY id DESC""",
        task_id=task_id,
    )
    return [
        DeadlineMoveRecord(row[0], row[1], row[2], day(row[3]), date.fromisoformat(row[4]), row[5], row[6], date.fromisoformat(row[7]))
        for row in rows
    ]


def attachments(db: Reader, task_id: int) -> list[AttachmentRecord]:
    """The files kept with a task, the latest first."""
    rows = db.rows(
        """SELECT id, task_id, name, kept_name, digest, size, note, added_at, is_evidence FROM attachment
        WHERE task_id = :task_id ORDER BY id DESC""",
        task_id=task_id,
    )
    return [_attachment(*row) for row in rows]


def attachment(db: Reader, attachment_id: int) -> AttachmentRecord | None:
    """One file kept with a task."""
    row = db.row(
        "SELECT id, task_id, name, kept_name, digest, size, note, added_at, is_evidence FROM attachment WHERE id = :id",
        id=attachment_id,
    )
    return None if row is None else _attachment(*row)


def _attachment(
    number: int, task: int, name: str, kept: str, digest: str, size: int, note: str, added: str, is_evidence: int
) -> AttachmentRecord:
    return AttachmentRecord(number, task, name, kept, digest, size, note, datetime.fromisoformat(added), bool(is_evidence))
