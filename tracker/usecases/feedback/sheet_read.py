"""Returned files read and understood, nothing written: each file ends as staged tables or as one sentence why not.

A `SheetReader` keeps the plan indexed and the files read, so that one file can be staged again after a choice without reading it anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import UserError
from tracker.files.grid import TableFile
from tracker.progress import Progress, silent
from tracker.sheets.staged import Choices, KnownTask, StagedSheet
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_known import choices, known_tasks
from tracker.usecases.house.units import list_units

if TYPE_CHECKING:
    from tracker.domain.unit_names import UnitDictionary
    from tracker.sheets.choose import SheetLook

_READING = 0.7
"""The share of the work that reading is, for the progress bar."""


@dataclass(frozen=True, slots=True)
class FileChoices:
    """What a person said about one file. `sender_id` None: to be found out, unless `collected` by the office.

    `grid`: the sheet to be read; `columns`: signature → {column from 0: field}; `values`: (field, folded words) → value.
    """

    sender_id: int | None = None
    collected: bool = False
    period: str = ""
    grid: int | None = None
    columns: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str | float] = field(default_factory=dict)


NO_CHOICES = FileChoices()


@dataclass(frozen=True, slots=True)
class StagedFile:
    """One file: its tables, or why there are none (`error`). `tables`: what was read, to stage it again; `choosable`: how many of its
    sheets may be chosen to be read."""

    path: Path
    name: str
    digest: str = ""
    sheets: tuple[StagedSheet, ...] = ()
    error: UserError | None = None
    tables: TableFile | None = None
    choosable: int = 0


@dataclass(frozen=True, slots=True)
class StagedBatch:
    """All files in the order in which they were given. `tasks`: the plan's, by id."""

    files: tuple[StagedFile, ...]
    tasks: Mapping[int, KnownTask]

    @property
    def sheets(self) -> tuple[StagedSheet, ...]:
        """All staged tables, in file order."""
        return tuple(sheet for file in self.files for sheet in file.sheets)

    @property
    def refused(self) -> tuple[tuple[str, UserError], ...]:
        """Files that could not be read or hold no table of tasks, with the reason."""
        return tuple((file.name, file.error) for file in self.files if file.error is not None)


class SheetReader:
    """Reads and stages files of one plan and period. Its methods may be called from any thread, one at a time."""

    def __init__(self, store: Store, plan_id: int, period: str, today: date, names: "UnitDictionary | None" = None) -> None:
        from tracker.sheets.match import Plan
        from tracker.sheets.units import KnownUnits
        from tracker.usecases.intake.plans import unit_dictionary

        self.period, self.today = period, today
        self.tasks = known_tasks(store, plan_id, period)
        self.remembered: Choices = choices(store, plan_id)
        self.plan: Plan = Plan(self.tasks, KnownUnits.of(list_units(store), names or unit_dictionary()))

    def stage_all(self, paths: Sequence[Path], said: FileChoices = NO_CHOICES, progress: Progress = silent) -> StagedBatch:
        """Every file read and staged. `progress` may raise `Cancelled`; then nothing is kept."""
        from tracker.files.table_file import read_all

        found = read_all(paths, lambda done, text: progress(done * _READING, text))
        files = []
        for index, (path, one) in enumerate(zip(paths, found, strict=True)):
            progress(_READING + (1 - _READING) * index / len(paths), f"正在比对“{path.name}”（{index + 1}/{len(paths)}）")
            files.append(self.stage(path, one, said) if isinstance(one, TableFile) else StagedFile(path, path.name, error=one))
        return StagedBatch(tuple(files), {task.task_id: task for task in self.tasks})

    def stage(self, path: Path, tables: TableFile, said: FileChoices = NO_CHOICES) -> StagedFile:
        """One file that is read already, staged with what was said of it."""
        from tracker.sheets.choose import is_choosable
        from tracker.sheets.stage import Wanted, stage

        wanted = Wanted(said.period or self.period, self.today, said.sender_id, said.collected, said.grid)
        known = self._known(said)
        file = StagedFile(path, tables.name, tables.digest, tables=tables, choosable=sum(map(is_choosable, tables.grids)))
        try:
            return replace(file, sheets=tuple(stage(tables, self.plan, known, wanted)))
        except UserError as error:
            return replace(file, error=error)

    def looks(self, tables: TableFile, said: FileChoices = NO_CHOICES) -> "list[SheetLook]":
        """What each sheet of a file looks like, to a person who chooses which is to be read."""
        from tracker.sheets.choose import look_at_sheets
        from tracker.sheets.periods import asked_period

        return look_at_sheets(tables, self.plan, self._known(said), asked_period(said.period or self.period))

    def _known(self, said: FileChoices) -> Choices:
        """What was learnt in earlier files with what was said of this one."""
        return Choices({**self.remembered.columns, **said.columns}, {**self.remembered.values, **said.values}, self.remembered.senders)


def stage_files(
    store: Store,
    paths: Sequence[Path],
    plan_id: int,
    period: str,
    *,
    sender_id: int | None = None,
    collected: bool = False,
    sheet: str = "",
    today: date,
    progress: Progress = silent,
) -> StagedBatch:
    """The staged comparison of files with a plan's tasks in a period. `sender_id`: whose they are, None: to be found out; `sheet`: the
    name of the sheet to be read, "": to be found out."""
    reader, said = SheetReader(store, plan_id, period, today), FileChoices(sender_id, collected)
    batch = reader.stage_all(paths, said, progress)
    if not sheet:
        return batch
    chosen = (
        file if file.tables is None else reader.stage(file.path, file.tables, replace(said, grid=grid_named(file.tables, sheet)))
        for file in batch.files
    )
    return replace(batch, files=tuple(chosen))


def grid_named(tables: TableFile, name: str) -> int:
    """The place of the sheet of that name, from 0. Raises UserError naming those that there are."""
    for place, grid in enumerate(tables.grids):
        if grid.name == name.strip():
            return place
    names = "、".join(f"“{grid.name}”" for grid in tables.grids)
    raise UserError(f"“{tables.name}”里没有工作表“{name}”", f"它有{names}", "请照表里的名字写")
