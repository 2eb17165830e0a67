"""The way from one doubtful row to the next over all files of a review, and from a file to the others of its sender."""

from collections.abc import Sequence

from tracker.sheets.staged import Reason
from tracker.usecases.feedback.sheet_review import SheetReview
from tracker.usecases.feedback.sheet_rows import REVIEW_ORDER, ReviewFile, ReviewRow, RowKey
from tracker.usecases.feedback.sheet_table import SenderTotals, open_questions

_Place = tuple[int, tuple[int, ...]]


def next_waiting(session: SheetReview, file_id: int, row: ReviewRow | None) -> RowKey | None:
    """The first row that waits after this one, in the order of files and review; else the first of all; None: none waits."""
    order = {file.id: place for place, file in enumerate(session.files)}

    def place(one: ReviewRow) -> _Place:
        return order[one.key.file], (REVIEW_ORDER.index(one.bin), one.key.table, one.key.row)

    here: _Place = place(row) if row is not None and row.key.file in order else (order.get(file_id, 0), ())
    places = [(place(one), one.key) for one in session.table.waiting]
    later = [one for one in places if one[0] > here]
    return min(later or places)[1] if places else None


def files_beside(session: SheetReview, lines: Sequence[SenderTotals], file_id: int) -> list[ReviewFile]:
    """All files of the sender of this one, itself too."""
    line = next((line for line in lines if file_id in line.file_ids), None)
    return [file for file in session.files if file.id in line.file_ids] if line else []


def twin_of(session: SheetReview, file: ReviewFile | None) -> str:
    """The name of another file of the sender that says something else; empty where there is none."""
    if file is None:
        return ""
    against = {rival.file for key, held in session.table.rivals.items() if key.file == file.id for rival in held}
    return next((other.name for other in session.table.twins(file.id) if other.id in against), "")


def files_of_other_period(session: SheetReview) -> list[tuple[ReviewFile, Reason]]:
    """The files that name another period than the one of the review, each with the question about it."""
    found = []
    for file in session.table.taken:
        asked = next((one for one in open_questions(file) if one.code == "period_differs"), None)
        if asked is not None:
            found.append((file, asked))
    return found


def file_to_answer(session: SheetReview) -> int | None:
    """The first file of which something is asked before its rows can be stored."""
    rivals = session.table.rivals
    for file in session.table.taken:
        if open_questions(file) or (session.table.twins(file.id) and any(key.file == file.id for key in rivals)):
            return file.id
    return None
