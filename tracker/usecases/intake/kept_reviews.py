"""Reviews in hand: one file for each in the data folder, so that a review can be left and continued after a restart.

The database knows nothing of them before the import. Files are JSON made from the plain values of the review and read back by
their type hints; one that does not fit is damaged, is told once and left aside.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from tracker.errors import UserError
from tracker.files.writing import written
from tracker.plans.draft import PlanDraft
from tracker.usecases.house.kept_files import FAULTS, Keeper, parsed
from tracker.usecases.intake.review_rows import KeptReview, Standing
from tracker.usecases.work.plain_values import as_plain, shaped

FORMAT = 1
_KEEPER = Keeper("保存核对进度", "请先完成导入再关闭程序", "核对进度读不出来", "有一份核对进度读不出来", "请重新导入原文件")


@dataclass(frozen=True, slots=True)
class ReviewInHand:
    """One review put aside, as the list shows it."""

    file: Path
    title: str
    source_name: str
    saved: datetime
    waiting: int
    total: int


@dataclass(frozen=True, slots=True)
class ReviewsInHand:
    """All reviews put aside, the latest first, and what to say of files that could not be read."""

    reviews: tuple[ReviewInHand, ...]
    damaged: tuple[UserError, ...] = ()


def review_file(folder: Path, draft: PlanDraft) -> Path:
    """Where the review of this document is kept: the same text has the same file."""
    return folder / f"{hashlib.sha256(draft.source_text.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}.json"


def keep_review(file: Path, kept: KeptReview, now: datetime, waiting: int, seen: dict[int, tuple[object, Any]] | None = None) -> None:
    """Write a review as it stands now. Raises UserError where the disk does not take it.

    `seen`: what was made of rows before; hand the same one in after each step, so that only the rows that changed are made anew.
    """
    known = {} if seen is None else seen

    def once(value: object) -> Any:
        if id(value) not in known:
            known[id(value)] = (value, as_plain(value))
        return known[id(value)][1]

    state = {part.name: getattr(kept.state, part.name) for part in fields(kept.state)}
    content = {"draft": once(kept.draft), "state": as_plain(state | {"rows": ()}), "next_id": kept.next_id, "current": kept.current}
    content["state"]["rows"] = [once(row) for row in kept.state.rows]
    total = sum(row.standing is not Standing.DROPPED for row in kept.state.rows)
    title = kept.state.head.title or kept.draft.source_name
    about = {"format": FORMAT, "title": title, "source_name": kept.draft.source_name, "saved": now.isoformat(timespec="seconds")}
    _KEEPER.write(file, about | {"waiting": waiting, "total": total, "review": content})


def reviews_in_hand(folder: Path) -> ReviewsInHand:
    """The reviews put aside in this folder. Damaged files get another name, so that each is told once."""
    found: list[ReviewInHand] = []
    damaged: list[UserError] = []
    for file in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        try:
            found.append(_KEEPER.read(file, partial(entry, file)))
        except UserError as error:
            damaged.append(error)
    found.sort(key=lambda review: review.saved, reverse=True)
    return ReviewsInHand(tuple(found), tuple(damaged))


def rows_waiting(folder: Path) -> int:
    """How many rows are still to be looked at in all reviews put aside; files that cannot be read count nothing here."""
    count = 0
    for file in folder.glob("*.json"):
        try:
            count += entry(file, parsed(file)).waiting
        except (OSError, *FAULTS):
            continue
    return count


def in_hand(folder: Path, draft: PlanDraft) -> ReviewInHand | None:
    """The review of the same document that was put aside, if there is one."""
    file = review_file(folder, draft)
    return next((review for review in reviews_in_hand(folder).reviews if review.file == file), None)


def open_review(file: Path) -> KeptReview:
    """The review in a file. Raises UserError where it is damaged or gone; a damaged file is put aside."""
    if not file.exists():
        raise UserError("这份核对进度已经不在了", "可能已经导入或放弃", "请重新导入原文件")

    def made(content: dict[str, Any]) -> KeptReview:
        entry(file, content)
        kept: KeptReview = shaped(KeptReview, content["review"])
        return kept

    return _KEEPER.read(file, made, lambda content: str(content.get("source_name", "")))


def forget_review(file: Path) -> bytes:
    """The review is done or given up; what it held is given back, for those who change their mind."""
    try:
        held = file.read_bytes() if file.exists() else b""
        file.unlink(missing_ok=True)
        return held
    except OSError as error:
        raise UserError("核对进度没有删除", f"“{file.name}”被占用或不能写入", "请稍后再点一次“放弃”") from error


def restore_review(file: Path, held: bytes) -> None:
    """Take back that a review was given up."""
    with written(file) as place:
        place.write_bytes(held)


def entry(file: Path, content: Mapping[str, Any]) -> ReviewInHand:
    """A file as the list shows it; comparisons with a revised plan are kept in the same way."""
    if content["format"] != FORMAT:
        raise ValueError(file.name)
    saved = datetime.fromisoformat(content["saved"])
    return ReviewInHand(file, str(content["title"]), str(content["source_name"]), saved, int(content["waiting"]), int(content["total"]))
