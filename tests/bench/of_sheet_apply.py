"""Storing what many units returned – 200 files of 50 rows, with backup and journal – against bare inserts of the same reports."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import Measurement, alternate
from tracker.domain.terms import DeadlineKind, Role
from tracker.paths import Paths
from tracker.plans.draft import DraftDeadline, DraftTask, DraftUnit, PlanDraft
from tracker.sheets.compare import compare
from tracker.sheets.staged import Bin, KnownTask, StagedCell, StagedRow, StagedSheet
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_rows import ReviewFile

_FILES, _ROWS = 200, 50
_PERIOD = "2026-09"
_TODAY = date(2026, 9, 16)


def measurements(wanted: Callable[[str], bool]) -> Iterator[Measurement]:
    if not wanted("apply-200-files-of-50"):
        return
    with TemporaryDirectory() as folder:
        begun = Path(folder) / "begun.db"
        _database(begun)
        yield alternate("apply-200-files-of-50", lambda: _ours(begun), lambda: _floor(begun), aim=None, rounds=3)


def _database(path: Path) -> None:
    """One plan with as many tasks as rows, fifty to each unit."""
    from tracker.usecases.intake.plans import import_plan

    plan = PlanDraft(source_name="大方案.txt", source_text="大方案", title="大方案")
    limit = DraftDeadline("9月底前", DeadlineKind.DATE, date(2026, 9, 30))
    for number in range(_FILES * _ROWS):
        unit = DraftUnit(f"县第{number // _ROWS + 1}建设服务中心", Role.LEAD)
        plan.tasks.append(DraftTask(-1, "", f"修缮第{number}号水渠", "清淤加固", units=[unit], deadlines=[limit]))
    with Store.open(path, lambda: datetime(2026, 9, 16, 9, 30)) as store:
        import_plan(store, plan)


def _ours(begun: Path) -> None:
    from tracker.usecases.feedback.sheet_apply import apply_review
    from tracker.usecases.feedback.sheet_known import known_tasks
    from tracker.usecases.feedback.sheet_review import ReviewState, SheetReview

    db = begun.with_name("ours.db")
    shutil.copy(begun, db)
    with Store.open(db) as store:
        known = known_tasks(store, 1, _PERIOD)
        review = SheetReview(1, _PERIOD, lambda _period: known, {}, lambda file, _readings: file, ReviewState(_files(known)))
        applied = apply_review(store, Paths(begun.parent, db), review, _TODAY)
    assert applied.counts == {Bin.ADDED: _FILES * _ROWS}
    for file in begun.parent.glob("ours*"):
        file.unlink()


def _files(known: list[KnownTask]) -> tuple[ReviewFile, ...]:
    made = []
    for number in range(_FILES):
        tasks = known[number * _ROWS : (number + 1) * _ROWS]
        (unit,) = tasks[0].units
        rows = tuple(
            compare(StagedRow(index, "task", Bin.ASK, task.title, cells=_cells(index)), task, unit, _PERIOD)
            for index, task in enumerate(tasks, 2)
        )
        sheet = StagedSheet(f"{number}.xlsx", f"{number}", "Sheet1", 0, (1,), (), rows, sender_id=unit)
        made.append(ReviewFile(number + 1, sheet.file, sheet.file, sheet.digest, (sheet,)))
    return tuple(made)


def _cells(index: int) -> tuple[StagedCell, ...]:
    said: dict[str, str | float] = {"state": "in_progress", "percent": float(index), "progress": f"已清淤{index}公里，正在更换闸门"}
    return tuple(StagedCell(name, value, value) for name, value in said.items())


def _floor(begun: Path) -> None:
    """The same reports, written without any check, comparison, backup or journal."""
    db = begun.with_name("floor.db")
    shutil.copy(begun, db)
    connection = sqlite3.connect(db)
    ids = [row[0] for row in connection.execute("SELECT id FROM task ORDER BY id")]
    connection.executemany(
        """INSERT INTO progress_report (task_id, period, state, percent, progress, problems, next_steps, reported_on)
        VALUES (?, ?, 'in_progress', ?, ?, '', '', '2026-09-16')""",
        [(task_id, _PERIOD, float(task_id % _ROWS), f"已清淤{task_id % _ROWS}公里，正在更换闸门") for task_id in ids],
    )
    connection.commit()
    connection.close()
    db.unlink()
