"""Returned files as the reader of sheets would stage them, for tests of what becomes of them afterwards."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.stores import TODAY
from tracker.paths import Paths
from tracker.sheets.compare import compare
from tracker.sheets.staged import Bin, KnownTask, Reason, StagedCell, StagedRow, StagedSheet
from tracker.storage.store import Store
from tracker.usecases.feedback import sheet_known
from tracker.usecases.feedback.sheet_apply import Applied, apply_review
from tracker.usecases.feedback.sheet_review import Readings, SheetReview, Stager
from tracker.usecases.feedback.sheet_rows import ReviewFile, RowKey
from tracker.usecases.house import units

PERIOD = "2026-09"


@dataclass
class Returned:
    """A file as its sender filled it in: a row is the title of a task and the values by field; `None` as title: no task row."""

    name: str
    sender: str | None
    rows: Sequence[tuple[str | None, Mapping[str, Any]]]
    doubts: Mapping[int, Reason] = field(default_factory=dict)
    questions: tuple[Reason, ...] = ()
    sender_name: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr((self.sender, self.rows)).encode()).hexdigest()


def begin(store: Store, *files: Returned, period: str = PERIOD) -> SheetReview:
    """A review of these files; they are compared with the store as it stands now."""
    by_digest = {file.digest: file for file in files}
    names = {unit.full_name: unit.id for unit in units.list_units(store)}

    def known(wanted: str) -> list[KnownTask]:
        return sheet_known.known_tasks(store, 1, wanted)

    def stage(file: ReviewFile, readings: Readings) -> ReviewFile:
        made = by_digest[file.digest]
        sender = file.told.sender_id or names.get(made.sender or "")
        wanted = file.told.period or period
        return replace(file, sheets=(_sheet(made, known(wanted), sender, readings, wanted),))

    review = SheetReview(1, period, known, {number: name for name, number in names.items()}, stage)
    add(review, stage, *files)
    return review


def add(review: SheetReview, stage: Stager, *files: Returned) -> None:
    """Stage the files and add them."""
    review.add([stage(ReviewFile(0, file.name, f"{file.digest}.xlsx", file.digest), {}) for file in files])


def _sheet(made: Returned, known: Sequence[KnownTask], sender: int | None, readings: Readings, period: str) -> StagedSheet:
    rows = [_row(number, made, known, sender, readings, period) for number in range(len(made.rows))]
    reported = {row.task_id for row in rows}
    missing = [task.task_id for task in known if sender in task.units and task.task_id not in reported]
    return StagedSheet(
        made.name,
        made.digest,
        "Sheet1",
        0,
        (1,),
        (),
        tuple(rows),
        sender_id=sender,
        sender_name=made.sender_name,
        missing=tuple(missing),
        questions=() if sender is not None and made.sender is None else made.questions,
    )


def _row(index: int, made: Returned, known: Sequence[KnownTask], sender: int | None, readings: Readings, period: str) -> StagedRow:
    title, values = made.rows[index]
    number = index + 2
    if title is None:
        return StagedRow(number, "total", Bin.NOT_TASK)
    read = {name: readings.get((name, str(value)), value) for name, value in values.items()}
    cells = tuple(
        StagedCell(name, values[name], None if str(value).startswith("?") else (None if value == "" else value), column=at)
        for at, (name, value) in enumerate(read.items())
    )
    cells = tuple(
        cell._replace(reason=Reason("bad_value", "看不懂", cell.field)) if str(read[cell.field]).startswith("?") else cell for cell in cells
    )
    doubts = tuple(cell.reason for cell in cells if cell.reason is not None)
    if number in made.doubts:
        doubts += (made.doubts[number],)
    row = StagedRow(number, "task", Bin.REFUSED, title, cells=cells, reasons=doubts)
    task = next((task for task in known if title in (task.title, *task.titles)), None)
    if task is None:
        return StagedRow(number, "task", Bin.REFUSED, title, cells=cells, reasons=(Reason("unknown_task", "方案里没有这项任务"),))
    return compare(row, task, sender, period)


def take_in(store: Store, places: Paths, *files: Returned, period: str = PERIOD) -> Applied:
    """Review and apply in one go; what is in doubt is left unwritten."""
    return apply_review(store, places, begin(store, *files, period=period), TODAY, leave_doubts=True)


def places_of(folder: Path) -> Paths:
    """A data folder for one test."""
    return Paths(folder / "data", folder / "planned.db")


def key(row: int, file: int = 1) -> RowKey:
    """The key of a physical row."""
    return RowKey(file, 0, row)
