"""Reviews of returned sheets of indicators and projects in hand: the decisions of each in one file of the data folder.

As with sheets of tasks, the files themselves stand among the received ones and are read and compared anew when a review is taken up
again; a decision counts only where the row still says what it was made on and what is stored of its item is still the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tracker.paths import Paths
from tracker.progress import Progress, silent
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.usecases.feedback.figure_review import FigureReview, ReviewedRow, kept_name, read_named
from tracker.usecases.feedback.sheet_files import keep_copy, listed
from tracker.usecases.feedback.shelf import SheetsInHand, Shelf
from tracker.usecases.house.kept_files import Keeper
from tracker.usecases.work.plain_values import as_plain, shaped

__all__ = ["begin_figures", "figures_in_hand", "forget_figures", "plain_review", "resume_figures", "write_figures"]

_SHELF = Shelf(
    Keeper(
        "保存核对进度", "请先写入再关闭程序", "指标项目数据的核对进度读不出来", "有一次指标项目数据的核对读不出来", "请重新收这些填报表"
    ),
    lambda places: places.figure_reviews,
    "这次指标项目数据的核对已经不在了",
)
_CHANGED = "这一项的数在核对以后改过，请再看一遍"


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    kept_name: str
    digest: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A decision with what it was made on: the file by its digest, the place of the row, what it said and what was stored."""

    digest: str
    sheet: str
    row: int
    item_id: int | None
    raw: Mapping[str, str]
    old: Mapping[str, str]
    values: Mapping[str, str]
    accepted: bool | None


@dataclass(frozen=True, slots=True)
class _Kept:
    files: tuple[_File, ...]
    rows: tuple[_Row, ...]


def begin_figures(
    store: Store, places: Paths, paths: Sequence[Path], plan_id: int, period: str, today: date, progress: Progress = silent
) -> FigureReview:
    """The review of returned files for a period as a person writes it, beside those of a review that was put aside for it. Copies of the
    files are kept, nothing is stored."""
    review = read_named(store, [(path.name, path) for path in listed(paths)], plan_id, period, today, progress)
    file = _SHELF.place(store, places, plan_id, review.period)
    if file.exists():
        _about, kept = _SHELF.read(file, lambda plain: shaped(_Kept, plain))
        news = {one.digest for one in review.files if one.digest}
        both = [*_sources(places, [one for one in kept.files if one.digest not in news]), *((one.name, one.path) for one in review.files)]
        review = _decided(read_named(store, both, plan_id, period, today, progress), kept)
    for one in review.files:
        if one.digest:
            keep_copy(one.path, places.received / kept_name(one), one.digest)
    return review


def plain_review(review: FigureReview) -> Any:
    """What is kept of a review as plain values: it does not change with the review any more."""
    files = tuple(_File(one.name, kept_name(one), one.digest) for one in review.files if one.digest)
    rows = tuple(
        _Row(review.files[row.file].digest, row.sheet, row.row, row.item_id, row.raw, row.old, row.values, row.accepted)
        for row in review.rows
        if row.id in review.touched
    )
    return as_plain(_Kept(files, rows))


def write_figures(store: Store, places: Paths, review: FigureReview, plain: Any, waiting: int, now: datetime) -> Path:
    """Write what `plain_review` made of a review. Raises UserError where the disk does not take it."""
    file = _SHELF.place(store, places, review.plan_id, review.period)
    _SHELF.write(file, SheetsInHand(file, review.plan_id, review.period, now, len(plain["files"]), waiting), plain)
    return file


def figures_in_hand(store: Store, places: Paths) -> list[SheetsInHand]:
    """The reviews put aside in this database, the latest first; what cannot be read is left out."""
    return _SHELF.in_hand(store, places)


def resume_figures(store: Store, places: Paths, file: Path, today: date, progress: Progress = silent) -> FigureReview:
    """The review in a file, compared with the store as it is now. Raises UserError where it is damaged or gone."""
    about, kept = _SHELF.read(file, lambda plain: shaped(_Kept, plain))
    return _decided(read_named(store, _sources(places, kept.files), about.plan_id, about.period, today, progress), kept)


def forget_figures(store: Store, places: Paths, plan_id: int, period: str) -> None:
    """The review is done or given up; the received files stay."""
    _SHELF.forget(_SHELF.place(store, places, plan_id, period))


def _sources(places: Paths, files: Sequence[_File]) -> list[tuple[str, Path]]:
    return [(one.name, places.received / one.kept_name) for one in files]


def _decided(review: FigureReview, kept: _Kept) -> FigureReview:
    """The same with the decisions that still hold; where what is stored has changed since, the row is asked about again."""
    known = {(review.files[row.file].digest, row.sheet, row.row): row for row in review.rows}
    for held in kept.rows:
        row = known.get((held.digest, held.sheet, held.row))
        if row is None or dict(row.raw) != dict(held.raw):
            continue
        item = None if held.item_id is None else review.items.get((row.kind, held.item_id))
        if held.item_id is not None and item is None:
            continue
        now = item.stored if item is not None else {}
        review.rows[row.id] = _taken_up(row, held, now)
        review.touched.add(row.id)
    return review


def _taken_up(row: ReviewedRow, held: _Row, now: Mapping[str, str]) -> ReviewedRow:
    found = replace(row, item_id=held.item_id, values=dict(held.values), old=now, accepted=held.accepted)
    if held.item_id != row.item_id:
        found = replace(found, bin=Bin.ASK, reasons=("由人工对应",))
    if held.accepted is True and dict(now) != dict(held.old):
        found = replace(found, bin=Bin.ASK, reasons=(*found.reasons, _CHANGED), accepted=None)
    return found
