"""Claims that tasks are done, what proves them, and what the office wants to see before they count."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from tracker.domain.completion import CheckRecord, CheckState, Proof
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, day, numbers
from tracker.storage.reading.settings import setting

PROOF = "completion_proof"


def proof(db: Reader) -> Proof:
    """What the office wants before a task counts as done."""
    stored = setting(db, PROOF)
    return Proof.NONE if stored is None else Proof(stored)


def checks(db: Reader, task_id: int) -> list[CheckRecord]:
    """The claims of a task, the latest first."""
    files = int(db.value("SELECT COUNT(*) FROM attachment WHERE task_id = :task_id AND is_evidence", task_id=task_id) or 0)
    rows = db.rows(
        """SELECT id, task_id, period, claimed_on, claimed_by, evidence, state, checked_on, checked_by, words FROM completion_check
        WHERE task_id = :task_id ORDER BY id DESC""",
        task_id=task_id,
    )
    return [
        CheckRecord(
            row[0], row[1], row[2], date.fromisoformat(row[3]), row[4], row[5], CheckState(row[6]), day(row[7]), row[8], row[9], files
        )
        for row in rows
    ]


def proved_by_files(db: Reader, ids: Sequence[int]) -> set[int]:
    """Of these tasks the ones with a file that is marked as evidence."""
    found: set[int] = set()
    for part in chunks(ids):
        found |= {row[0] for row in db.rows(f"SELECT DISTINCT task_id FROM attachment WHERE is_evidence AND task_id IN {numbers(part)}")}
    return found


def open_claims(db: Reader, ids: Sequence[int]) -> dict[int, int]:
    """By task: its claim that waits."""
    found: dict[int, int] = {}
    for part in chunks(ids):
        found |= dict(
            db.rows(f"SELECT task_id, id FROM completion_check WHERE state = 'claimed' AND task_id IN {numbers(part)} ORDER BY id")
        )
    return found


def claimed(db: Reader) -> set[int]:
    """All tasks that are said to be done and wait for their check: a handful beside all there are."""
    return {row[0] for row in db.rows("SELECT task_id FROM completion_check WHERE state = 'claimed'")}


def unproved(db: Reader, inside: str) -> dict[int, list[tuple[str, bool]]]:
    """By task (`inside`: ids as an SQL list): the periods whose report said 已完成 and that was never proved; whether it still waits."""
    found: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for task_id, period, waits in db.rows(
        f"""SELECT x.task_id, x.period, x.state = 'claimed' FROM completion_check x
        WHERE x.task_id IN {inside} AND x.state <> 'passed' AND x.period <> ''
        AND NOT EXISTS (SELECT 1 FROM completion_check y WHERE y.task_id = x.task_id AND y.period = x.period AND y.state = 'passed')"""
    ):
        found[task_id].append((period, bool(waits)))
    return found
