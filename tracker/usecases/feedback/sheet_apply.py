"""Returned files become stored reports: a backup, then one operation for all of them, taken back from the history like any other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.progress import Progress, silent
from tracker.reports.titles import period_words
from tracker.sheets.compare import differs
from tracker.sheets.staged import Bin, KnownTask
from tracker.storage.reading.period_book import ReceivedFacts, received, tasks_of_file
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_known import (
    names_somebody,
    remember_columns,
    remember_sender,
    remember_value,
    remember_wording,
    tasks_in,
)
from tracker.usecases.feedback.sheet_review import SheetReview
from tracker.usecases.feedback.sheet_rows import WRITTEN, FileStanding, ReviewFile, ReviewRow, Verdict
from tracker.usecases.feedback.sheet_table import open_questions
from tracker.usecases.feedback.sheet_writes import Place, SheetWrites
from tracker.usecases.house.backup import back_up
from tracker.usecases.work.said_behind import keep_said_behind

if TYPE_CHECKING:
    from tracker.storage.journal import Work

BLANK = (None, "")
BACKUP_REASON = "导入反馈表前"


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did. `counts`: rows by what became of them; `backup`: the copy of the database made before."""

    changes: Changes
    counts: Counter[Bin]
    files: int
    backup: Path


def apply_review(
    store: Store, places: Paths, review: SheetReview, today: date, progress: Progress = silent, *, leave_doubts: bool = False
) -> Applied:
    """Store what was accepted. Raises UserError where something is still open, unless `leave_doubts` (then it is left unwritten).

    Nothing is stored where the store has changed under the review: call `review.refresh()` and look again.
    """
    if not leave_doubts and not review.ready:
        raise UserError("还不能导入", "；".join(review.missing[:3]), "请先处理完再导入")
    progress(0.0, "正在备份")
    backup = back_up(store, places, BACKUP_REASON)
    progress(0.2, "正在写入")
    taken = [file for file in review.table.taken if not open_questions(file)]
    name = f"导入{period_words(review.period)}反馈表（{len(taken)}个文件）"
    with store.transaction(name) as work:
        job = _Import(work, review, today)
        counts = job.run(taken)
        progress(0.95, "正在保存")
    return Applied(work.changes(), counts, len(taken), backup)


class _Import:
    """One import under way, within its transaction."""

    def __init__(self, work: "Work", review: SheetReview, today: date) -> None:
        self._work, self._review, self._today = work, review, today
        self._stored: dict[str, dict[int, KnownTask]] = {}
        self._counts: Counter[Bin] = Counter()

    def run(self, taken: Sequence[ReviewFile]) -> Counter[Bin]:
        """Write all of it; gives the rows by what became of them."""
        by_period: dict[str, list[ReviewFile]] = {}
        for file in taken:
            by_period.setdefault(file.told.period or self._review.period, []).append(file)
        self._stored = {
            period: {task.task_id: task for task in tasks_in(self._work.read(), self._review.plan_id, period)} for period in by_period
        }
        for period, files in by_period.items():
            self._take(period, files)
        sent_back = [file for file in self._review.files if file.standing is FileStanding.SENT_BACK]
        parts = [(file, *part) for file in sent_back for part in file.tables_of.items()]
        self._work.insert_many("received_file", [self._received(*part, Counter(), "sent_back") for part in parts])
        if self._work.operation_id is not None:
            self._remember(taken)
        return self._counts

    def _take(self, period: str, files: Sequence[ReviewFile]) -> None:
        known = self._stored[period]
        writes = SheetWrites(self._work, period, known, self._today)
        first = self._work.next_id("received_file")
        behind: dict[tuple[int, int | None], str] = {}
        rows_of_files: list[dict[str, Any]] = []
        replaced: dict[int, dict[str, Any]] = {}
        applied = self._older(period)
        for file, sender_id, tables in ((one, *part) for one in files for part in one.tables_of.items()):
            rows = [row for row in self._review.table.of_file(file.id) if row.key.table in tables]
            counts = Counter(self._outcome(row, known) for row in rows)
            self._counts += counts
            stored = [row for row in rows if self._is_stored(row, known)]
            older = applied.get(sender_id, [])
            if not any(row.writes for row in stored) and any(one.digest == file.digest for one in older):
                continue  # the same file again, and nothing of it new
            place = first + len(rows_of_files)
            said = {row.task_id for row in rows if row.task_id is not None}
            gone = {one.id for one in older if tasks_of_file(self._work.read(), one.id) <= said}
            replaced |= {row_id: {"state": "replaced"} for row_id in gone}
            rows_of_files.append(self._received(file, sender_id, tables, counts, "applied"))
            for row in stored:
                if row.task_id is not None and (word := row.behind) is not None:
                    behind[row.task_id, row.unit_id] = word
                writes.take(row, Place(place, file.sheets[row.key.table].sheet, row.key.row), renews=bool(gone))
        self._work.update_many("received_file", replaced)
        self._work.insert_many("received_file", rows_of_files)
        self._keep_statements(period, behind)
        writes.write()

    def _keep_statements(self, period: str, behind: dict[tuple[int, int | None], str]) -> None:
        """What units say of themselves without a figure."""
        names = self._review.unit_names
        said = {
            (task_id, unit_id): f"{names.get(unit_id or 0, '')}{period_words(period)}自报“{word}”，没有填进度" if word else ""
            for (task_id, unit_id), word in behind.items()
        }
        keep_said_behind(self._work, self._review.plan_id, period, said)

    def _is_stored(self, row: ReviewRow, known: dict[int, KnownTask]) -> bool:
        """Whether the row is a report that goes into the store; its comparison must still hold."""
        if row.task_id is None or not (row.verdict is Verdict.ACCEPTED or (row.bin is Bin.SAME and row.verdict is Verdict.NONE)):
            return False
        task = known.get(row.task_id)
        stored = None if task is None else task.stored_for(row.unit_id)
        for cell in row.cells:
            if cell.field not in WRITTEN or cell.value is None:
                continue
            now = None if stored is None else getattr(stored, cell.field)
            if stored is None or (now in BLANK) != (cell.old in BLANK) or (now not in BLANK and differs(now, cell.old)):
                raise UserError("没有导入", "核对期间台账里的数据有变动", "请重新核对后再导入")
        return True

    def _outcome(self, row: ReviewRow, known: dict[int, KnownTask]) -> Bin:
        """Where the row ended."""
        if row.bin is Bin.NOT_TASK or row.bin is Bin.SAME:
            return row.bin
        if row.verdict is Verdict.ACCEPTED and row.task_id in known:
            said = any(cell.value is not None and not cell.keeps_old for cell in row.cells if cell.field in WRITTEN)
            if said and not known[row.task_id].stored_for(row.unit_id).period:
                return Bin.ADDED
            return Bin.UPDATED if row.writes else Bin.SAME
        return Bin.REFUSED if row.verdict is Verdict.SENT_BACK else Bin.ASK

    def _received(self, file: ReviewFile, sender_id: int | None, tables: list[int], counts: Counter[Bin], state: str) -> dict[str, Any]:
        missing = [set(file.sheets[index].missing) for index in tables]
        return {
            "plan_id": self._review.plan_id,
            "period": file.told.period or self._review.period,
            "unit_id": sender_id,
            "name": file.name,
            "digest": file.digest,
            "kept_name": file.kept_name,
            "received_at": self._work.now,
            "state": state,
            "added": counts[Bin.ADDED],
            "updated": counts[Bin.UPDATED],
            "same": counts[Bin.SAME],
            "asked": counts[Bin.ASK],
            "refused": counts[Bin.REFUSED],
            "other": counts[Bin.NOT_TASK],
            "missing": len(set[int].intersection(*missing)) if missing else 0,
        }

    def _older(self, period: str) -> dict[int | None, list[ReceivedFacts]]:
        """By sender: the files of this period that count so far."""
        found: dict[int | None, list[ReceivedFacts]] = {}
        for file in received(self._work.read(), self._review.plan_id, period):
            if file.state == "applied":
                found.setdefault(file.unit_id, []).append(file)
        return found

    def _remember(self, taken: Sequence[ReviewFile]) -> None:
        """What was told about files, words and tasks is known for the next time."""
        for (field, words), value in self._review.state.readings.items():
            remember_value(self._work, field, words, value)
        for file in taken:
            for signature, columns in file.told.columns.items():
                remember_columns(self._work, signature, columns)
            if file.told.sender_id is not None and names_somebody(file.told.sender_name):
                remember_sender(self._work, file.told.sender_name, file.told.sender_id)
            for row in self._review.table.of_file(file.id):
                decision = self._review.state.decisions.get(row.key)
                assigned = decision is not None and decision.task_id is not None and decision.task_id == row.task_id
                if assigned and row.task_id is not None and row.verdict is Verdict.ACCEPTED:
                    remember_wording(self._work, row.task_id, row.staged.title)
