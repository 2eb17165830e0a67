"""Reviews of returned files in hand: the decisions of each in one file of the data folder, so that it can go on after a restart.

The files themselves are kept among the received ones and are read and compared anew: what has changed in the store since is asked
about again, and a decision counts only where the row still says what it was made on.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tracker.paths import Paths
from tracker.progress import Progress, silent
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_files import ReviewDesk
from tracker.usecases.feedback.sheet_review import ReviewState, SheetReview
from tracker.usecases.feedback.sheet_rows import Decision, FileStanding, ReviewFile, RowKey, Told, Verdict
from tracker.usecases.feedback.shelf import SheetsInHand, Shelf
from tracker.usecases.house.kept_files import Keeper
from tracker.usecases.work.plain_values import as_plain, shaped

__all__ = ["SheetsInHand", "forget_sheets", "keep_sheets", "resume_sheets", "review_place", "sheets_in_hand"]

_SHELF = Shelf(
    Keeper("保存核对进度", "请先完成导入再关闭程序", "反馈表的核对进度读不出来", "有一次反馈表核对读不出来", "请重新添加文件"),
    lambda places: places.sheet_reviews,
    "这次反馈表核对已经不在了",
)


@dataclass(frozen=True, slots=True)
class _Value:
    """A value with what it belongs to; `value` is JSON."""

    field: str
    words: str
    value: str


@dataclass(frozen=True, slots=True)
class _Column:
    signature: str
    place: int
    field: str


@dataclass(frozen=True, slots=True)
class _File:
    id: int
    name: str
    kept_name: str
    digest: str
    standing: FileStanding
    sender_id: int | None
    collected: bool
    sender_name: str
    period: str
    grid: int | None
    columns: tuple[_Column, ...]
    answered: tuple[str, ...]
    earlier: str


@dataclass(frozen=True, slots=True)
class _Decision:
    key: RowKey
    verdict: Verdict | None
    task_id: int | None
    old: tuple[str, ...]
    typed: tuple[_Value, ...]
    mark: str
    title: str


@dataclass(frozen=True, slots=True)
class _Kept:
    files: tuple[_File, ...]
    decisions: tuple[_Decision, ...]
    readings: tuple[_Value, ...]


def review_place(store: Store, places: Paths, plan_id: int, period: str) -> Path:
    """Where the review of a plan's period is kept; each database has its own."""
    return _SHELF.place(store, places, plan_id, period)


def keep_sheets(file: Path, review: SheetReview, now: datetime) -> None:
    """Write a review as it stands now. Raises UserError where the disk does not take it."""
    state = review.state
    kept = _Kept(
        tuple(_file(one) for one in state.files if one.digest),
        tuple(
            _Decision(key, held.verdict, held.task_id, tuple(sorted(held.old)), _values(held.typed), held.mark, held.title)
            for key, held in state.decisions.items()
        ),
        tuple(_Value(field, words, json.dumps(value, ensure_ascii=False)) for (field, words), value in state.readings.items()),
    )
    about = SheetsInHand(file, review.plan_id, review.period, now, len(kept.files), len(review.table.waiting))
    _SHELF.write(file, about, as_plain(kept))


def sheets_in_hand(store: Store, places: Paths) -> list[SheetsInHand]:
    """The reviews put aside in this database, the latest first; what cannot be read is left out."""
    return _SHELF.in_hand(store, places)


def resume_sheets(store: Store, places: Paths, file: Path, today: date, progress: Progress = silent) -> tuple[SheetReview, ReviewDesk]:
    """The review in a file, its files compared with the store as it is now. Raises UserError where it is damaged or gone."""
    about, state = _SHELF.read(file, lambda kept: _state(shaped(_Kept, kept)))
    desk = ReviewDesk(store, places, about.plan_id, about.period, today)
    review = desk.review(state)
    review.refresh(progress)
    return review, desk


def forget_sheets(file: Path) -> None:
    """The review is done or given up; the received files stay."""
    _SHELF.forget(file)


def _file(one: ReviewFile) -> _File:
    told = one.told
    columns = tuple(_Column(signature, place, field) for signature, held in told.columns.items() for place, field in held.items())
    return _File(
        one.id,
        one.name,
        one.kept_name,
        one.digest,
        one.standing,
        told.sender_id,
        told.collected,
        told.sender_name,
        told.period,
        told.grid,
        columns,
        tuple(sorted(told.answered)),
        one.earlier,
    )


def _values(typed: Mapping[str, Any]) -> tuple[_Value, ...]:
    return tuple(_Value(field, "", json.dumps(value, ensure_ascii=False)) for field, value in typed.items())


def _state(kept: _Kept) -> ReviewState:
    """The state without what stands in the files."""
    files = []
    for one in kept.files:
        columns: dict[str, dict[int, str]] = {}
        for column in one.columns:
            columns.setdefault(column.signature, {})[column.place] = column.field
        told = Told(one.sender_id, one.collected, one.sender_name, one.period, one.grid, columns, frozenset(one.answered))
        files.append(ReviewFile(one.id, one.name, one.kept_name, one.digest, told=told, standing=one.standing, earlier=one.earlier))
    decisions = {
        held.key: Decision(
            held.verdict,
            held.task_id,
            frozenset(held.old),
            {value.field: json.loads(value.value) for value in held.typed},
            held.mark,
            held.title,
        )
        for held in kept.decisions
    }
    readings = {(value.field, value.words): json.loads(value.value) for value in kept.readings}
    return ReviewState(tuple(files), decisions, readings)
