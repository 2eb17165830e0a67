"""Comparisons with a revised plan in hand: one file for each in the data folder, so that one can be left and continued after a restart.

A file belongs to the wording of the plan that it was compared with: once the plan has another one, it is passed over.
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.domain.records import PlanRecord
from tracker.errors import UserError
from tracker.files.writing import written
from tracker.storage.reading.plans import text_hash
from tracker.usecases.kept_reviews import ReviewInHand, ReviewsInHand
from tracker.usecases.plain_values import as_plain, shaped
from tracker.usecases.revision_rows import KeptRevision

_FORMAT = 1
_LENGTH = 16


def revision_file(folder: Path, plan: PlanRecord, source_text: str) -> Path:
    """Where the comparison of this document with this plan is kept."""
    return folder / f"{plan.source_hash[:_LENGTH]}-{text_hash(source_text)[:_LENGTH]}.json"


Seen = dict[int, tuple[object, Any]]


def keep_revision(file: Path, kept: KeptRevision, now: datetime, waiting: int, total: int, seen: Seen | None = None) -> None:
    """Write a comparison as it stands now. Raises UserError where the disk does not take it.

    `seen`: what was made of the document before; hand the same one in after each step, so that it is made anew only when it was cut.
    """
    known = {} if seen is None else seen
    if id(kept.draft) not in known:
        known.clear()
        known[id(kept.draft)] = (kept.draft, as_plain(kept.draft))
    values = {part.name: as_plain(getattr(kept, part.name)) for part in fields(kept) if part.name != "draft"}
    values["draft"] = known[id(kept.draft)][1]
    about = {"format": _FORMAT, "title": kept.draft.title or kept.draft.source_name, "source_name": kept.draft.source_name}
    about |= {"saved": now.isoformat(timespec="seconds")}
    words = json.dumps(about | {"waiting": waiting, "total": total, "revision": values}, ensure_ascii=False)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"不能在“{file.parent}”里保存比对进度", "没有写入权限", "请先完成修订再关闭程序") from error
    with written(file) as place:
        place.write_text(words, "utf-8", errors="surrogatepass")


def revisions_in_hand(folder: Path, plan: PlanRecord) -> ReviewsInHand:
    """The comparisons with this plan that were put aside, the latest first; damaged files are told once and left aside."""
    found: list[ReviewInHand] = []
    damaged: list[UserError] = []
    for file in sorted(folder.glob(f"{plan.source_hash[:_LENGTH]}-*.json")):
        try:
            found.append(_entry(file, _content(file)))
        except UserError as error:
            damaged.append(error)
    found.sort(key=lambda one: one.saved, reverse=True)
    return ReviewsInHand(tuple(found), tuple(damaged))


def open_revision(file: Path) -> KeptRevision:
    """The comparison in a file. Raises UserError where it is damaged or gone; a damaged file is put aside."""
    if not file.exists():
        raise UserError("这份比对进度已经不在了", "可能已经完成或放弃", "请重新选择修订稿")
    try:
        kept: KeptRevision = shaped(KeptRevision, _content(file)["revision"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _put_aside(file) from error
    return kept


def _content(file: Path) -> Mapping[str, Any]:
    try:
        content = json.loads(file.read_text("utf-8", errors="surrogatepass"))
        if not isinstance(content, dict) or content["format"] != _FORMAT or "revision" not in content:
            raise ValueError(file.name)
        _entry(file, content)
    except OSError as error:
        raise UserError("比对进度读不出来", f"“{file.name}”被占用或没有权限", "请稍后再试") from error
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise _put_aside(file) from error
    return content


def _entry(file: Path, content: Mapping[str, Any]) -> ReviewInHand:
    saved = datetime.fromisoformat(content["saved"])
    return ReviewInHand(file, str(content["title"]), str(content["source_name"]), saved, int(content["waiting"]), int(content["total"]))


def _put_aside(file: Path) -> UserError:
    aside = file.with_suffix(".damaged")
    try:
        file.replace(aside)
    except OSError:
        aside = file
    return UserError("有一份比对进度读不出来", f"文件已损坏，已改名为“{aside.name}”放在一边", "请重新选择修订稿")
