"""Reviews in hand: one file for each in the data folder, so that a review can be left and continued after a restart.

The database knows nothing of them before the import. Files are JSON made from the plain values of the review and read back by
their type hints; one that does not fit is damaged, is told once and left aside.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.errors import UserError
from tracker.files.writing import written
from tracker.plans.draft import PlanDraft
from tracker.usecases.plain_values import as_plain, shaped
from tracker.usecases.review_rows import KeptReview, Standing

_FORMAT = 1


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
    about = {"format": _FORMAT, "title": title, "source_name": kept.draft.source_name, "saved": now.isoformat(timespec="seconds")}
    words = json.dumps(about | {"waiting": waiting, "total": total, "review": content}, ensure_ascii=False)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"不能在“{file.parent}”里保存核对进度", "没有写入权限", "请先完成导入再关闭程序") from error
    with written(file) as place:
        place.write_text(words, "utf-8", errors="surrogatepass")


def reviews_in_hand(folder: Path) -> ReviewsInHand:
    """The reviews put aside in this folder. Damaged files get another name, so that each is told once."""
    found: list[ReviewInHand] = []
    damaged: list[UserError] = []
    for file in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        try:
            found.append(_entry(file, _content(file)))
        except UserError as error:
            damaged.append(error)
    found.sort(key=lambda review: review.saved, reverse=True)
    return ReviewsInHand(tuple(found), tuple(damaged))


def rows_waiting(folder: Path) -> int:
    """How many rows are still to be looked at in all reviews put aside; files that cannot be read count nothing here."""
    count = 0
    for file in folder.glob("*.json"):
        try:
            count += _entry(file, json.loads(file.read_text("utf-8", errors="surrogatepass"))).waiting
        except (OSError, KeyError, TypeError, ValueError, RecursionError):
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
    content = _content(file)
    try:
        kept: KeptReview = shaped(KeptReview, content["review"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _put_aside(file, str(content.get("source_name", ""))) from error
    return kept


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


def _content(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text("utf-8", errors="surrogatepass"))
        if not isinstance(content, dict) or content["format"] != _FORMAT:
            raise ValueError(file.name)
        _entry(file, content)
    except OSError as error:
        raise UserError("核对进度读不出来", f"“{file.name}”被占用或没有权限", "请稍后再试") from error
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise _put_aside(file) from error
    return content


def _entry(file: Path, content: Mapping[str, Any]) -> ReviewInHand:
    saved = datetime.fromisoformat(content["saved"])
    return ReviewInHand(file, str(content["title"]), str(content["source_name"]), saved, int(content["waiting"]), int(content["total"]))


def _put_aside(file: Path, name: str = "") -> UserError:
    aside = file.with_suffix(".damaged")
    try:
        file.replace(aside)
    except OSError:
        aside = file
    what = f"“{name}”的核对进度读不出来" if name else "有一份核对进度读不出来"
    return UserError(what, f"文件已损坏，已改名为“{aside.name}”放在一边", "请重新导入原文件")
