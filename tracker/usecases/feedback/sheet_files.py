"""Returned files on their way into a review: listed, read, copied into the data folder, staged again after a choice."""

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.periods import period_of
from tracker.errors import UserError
from tracker.files.grid import TableFile
from tracker.files.writing import written
from tracker.paths import Paths
from tracker.progress import Progress, silent
from tracker.reports.titles import day_words, period_words
from tracker.sheets.staged import KnownTask
from tracker.storage.reading.period_book import ReceivedFacts, received, received_with
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_read import FileChoices, SheetReader, StagedFile, grid_named
from tracker.usecases.feedback.sheet_review import Readings, ReviewState, SheetReview
from tracker.usecases.feedback.sheet_rows import ReviewFile, Told
from tracker.usecases.house.units import list_units

if TYPE_CHECKING:
    from tracker.sheets.choose import SheetLook

__all__ = ["ReceivedFacts", "ReviewDesk", "begin_review", "listed", "received_copy"]

_OF_THE_SYSTEM = frozenset(("thumbs.db", "desktop.ini"))
_NO_DOCUMENTS = frozenset((".lnk", ".tmp", ".url"))
_READ_SHARE = 0.9


def listed(paths: Iterable[Path]) -> list[Path]:
    """The files meant: each file as it is, of each folder all in it and below, in the order of their names.

    What a file is, its content tells: one that is no table (a scan, a photo) is told with its reason and not passed over.
    """
    found: list[Path] = []
    for path in paths:
        inside = [path]
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if _is_document(file))
        found += [file for file in inside if file not in found]
    return found


def _is_document(file: Path) -> bool:
    """Not a lock file of an office program, not hidden, nothing that the system puts into folders by itself."""
    name = file.name.lower()
    return file.is_file() and not name.startswith(("~$", ".")) and name not in _OF_THE_SYSTEM and file.suffix.lower() not in _NO_DOCUMENTS


class ReviewDesk:
    """What a review needs while it is open: the store, the files read, the plan as it stands."""

    def __init__(self, store: Store, places: Paths, plan_id: int, period: str, today: date) -> None:
        self._store, self._places = store, places
        self._plan_id, self._period, self._today = plan_id, period, today
        self._readers: dict[str, SheetReader] = {}
        self._tables: dict[str, TableFile] = {}

    def review(self, state: ReviewState | None = None) -> SheetReview:
        """A review at this desk."""
        names = {unit.id: unit.display for unit in list_units(self._store)}
        return SheetReview(self._plan_id, self._period, self.known, names, self.staged, state)

    def known(self, period: str) -> Sequence[KnownTask]:
        """The tasks with what is stored for a period at this moment."""
        reader = SheetReader(self._store, self._plan_id, period, self._today)
        self._readers[period] = reader
        return reader.tasks

    def read(self, paths: Iterable[Path], told: Told, progress: Progress = silent) -> list[ReviewFile]:
        """Read files, stage them and keep a copy of each. Nothing is kept where `progress` raises `Cancelled`."""
        files = listed(paths)
        batch = self._reader(self._period).stage_all(files, _choices(told, {}), lambda done, text: progress(_READ_SHARE * done, text))
        made = []
        for number, staged in enumerate(batch.files):
            progress(_READ_SHARE + (1 - _READ_SHARE) * number / len(files), f"正在保存“{staged.name}”")
            made.append(self._file(staged, told))
        with self._store.read() as db:
            earlier = received_with(db, self._plan_id, [file.digest for file in made if file.digest])
        return [replace(file, earlier=_earlier(*earlier[file.digest])) if file.digest in earlier else file for file in made]

    def staged(self, file: ReviewFile, readings: Readings) -> ReviewFile:
        """A file staged with what was told of it; read from its kept copy where it is not at hand."""
        try:
            tables = self._read_again(file)
        except UserError as error:
            return replace(file, sheets=(), error=file.error if file.error is not None and not file.kept_name else error)
        staged = self._reader(file.told.period or self._period).stage(Path(file.name), tables, _choices(file.told, readings))
        return replace(file, sheets=staged.sheets, error=staged.error, choosable=staged.choosable)

    def looks(self, file: ReviewFile) -> "list[SheetLook]":
        """What each sheet of a file looks like, for a person to choose another. Raises UserError where its copy is gone."""
        return self._reader(file.told.period or self._period).looks(self._read_again(file), _choices(file.told, {}))

    def sheet_named(self, file: ReviewFile, name: str) -> int:
        """The place of a file's sheet by its name, as `SheetReview.set_grid` takes it. Raises UserError where there is none."""
        return grid_named(self._read_again(file), name)

    def _read_again(self, file: ReviewFile) -> TableFile:
        from tracker.files.table_file import read_tables

        tables = self._tables.get(file.digest)
        if tables is None:
            kept = self._places.received / file.kept_name
            if not file.kept_name or not kept.is_file():
                raise UserError(f"“{file.name}”的存档不见了", f"应在 {self._places.received}", "请重新添加这份文件")
            tables = self._tables[file.digest] = replace(read_tables(kept), name=file.name)
        return tables

    def older(self, review: SheetReview) -> dict[int, ReceivedFacts]:
        """By file of the review: the file of the same unit and period that was taken in last, and that it may take the place of."""
        periods = {file.id: file.told.period or self._period for file in review.files if file.sender_id is not None}
        with self._store.read() as db:
            known = {period: received(db, self._plan_id, period) for period in set(periods.values())}
        last = {(period, one.unit_id): one for period, files in known.items() for one in files if one.state == "applied"}
        found = {file.id: last.get((periods[file.id], file.sender_id)) for file in review.files if file.id in periods}
        return {file.id: one for file in review.files if (one := found.get(file.id)) is not None and one.digest != file.digest}

    def _reader(self, period: str) -> SheetReader:
        if period not in self._readers:
            self.known(period)
        return self._readers[period]

    def _file(self, staged: StagedFile, told: Told) -> ReviewFile:
        if staged.tables is None:
            return ReviewFile(0, staged.name, "", "", error=staged.error, told=told)
        self._tables[staged.digest] = staged.tables
        kept_name = f"{staged.digest[:40]}{staged.path.suffix.lower()[:10]}"
        error = staged.error
        try:
            keep_copy(staged.path, self._places.received / kept_name, staged.digest)
        except UserError as fault:
            return ReviewFile(0, staged.name, "", "", error=fault, told=told)
        return ReviewFile(0, staged.name, kept_name, staged.digest, staged.sheets, error, told, choosable=staged.choosable)


def begin_review(
    store: Store,
    places: Paths,
    paths: Iterable[Path],
    plan_id: int,
    period: str,
    today: date,
    progress: Progress = silent,
    *,
    told: Told | None = None,
) -> tuple[SheetReview, ReviewDesk]:
    """A review of these files and folders for a period as a person writes it.

    More files are added with `review.add(desk.read(…))`. `told`: what holds for all of them.
    """
    desk = ReviewDesk(store, places, plan_id, period_of(period), today)
    files = desk.read(paths, told or Told(), progress)
    numbered = tuple(replace(file, id=number) for number, file in enumerate(_distinct(files), 1))
    return desk.review(ReviewState(files=numbered)), desk


def received_copy(places: Paths, kept_name: str, digest: str) -> Path:
    """The copy of a returned file in the data folder. Raises UserError where it is gone or its bytes are not what they were."""
    copy = places.received / kept_name
    if not kept_name or not copy.is_file() or _digest(copy) != digest:
        raise UserError("收到的原表不见了或已被改动", f"应在 {places.received}", "请从备份的数据文件夹里找回，或请报送单位重发")
    return copy


def keep_copy(source: Path, kept: Path, digest: str) -> None:
    """Copy a file's bytes to where they are kept. Raises UserError where the disk does not take it or the file has changed."""
    if kept.is_file() and _digest(kept) == digest:
        return
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"不能在“{kept.parent}”里保存收到的文件", "没有写入权限", "请检查数据文件夹") from error
    with written(kept) as place:
        shutil.copyfile(source, place)
        if _digest(place) != digest:
            raise UserError(f"“{source.name}”没有读完整", "读取期间它被改动了", "请关闭正在编辑它的程序后重新添加")


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _distinct(files: Iterable[ReviewFile]) -> list[ReviewFile]:
    """Each file once, by its bytes."""
    found: dict[str, ReviewFile] = {}
    for number, file in enumerate(files):
        found.setdefault(file.digest or f"unread {number}", file)
    return list(found.values())


def _choices(told: Told, readings: Readings) -> FileChoices:
    return FileChoices(told.sender_id, told.collected, told.period, told.grid, told.columns, readings)


def _earlier(period: str, at: date) -> str:
    return f"这份文件在{day_words(at)}已作为{period_words(period)}的反馈表导入过"
