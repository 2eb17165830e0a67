"""Comparisons with a revised plan in hand: one file for each in the data folder, so that one can be left and continued after a restart.

A file belongs to the wording of the plan that it was compared with: once the plan has another one, it is passed over.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from tracker.domain.records import PlanRecord
from tracker.errors import UserError
from tracker.storage.reading.plans import plans, text_hash
from tracker.storage.store import Store
from tracker.usecases.house.kept_files import FAULTS, Keeper, parsed
from tracker.usecases.intake.kept_reviews import FORMAT, ReviewInHand, ReviewsInHand, entry
from tracker.usecases.intake.revision_rows import KeptRevision
from tracker.usecases.work.plain_values import as_plain, shaped

_KEEPER = Keeper("保存比对进度", "请先完成修订再关闭程序", "比对进度读不出来", "有一份比对进度读不出来", "请重新选择修订稿")
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
    about = {"format": FORMAT, "title": kept.draft.title or kept.draft.source_name, "source_name": kept.draft.source_name}
    about |= {"saved": now.isoformat(timespec="seconds")}
    _KEEPER.write(file, about | {"waiting": waiting, "total": total, "revision": values})


def revisions_in_hand(folder: Path, plan: PlanRecord) -> ReviewsInHand:
    """The comparisons with this plan that were put aside, the latest first; damaged files are told once and left aside."""
    found: list[ReviewInHand] = []
    damaged: list[UserError] = []
    for file in sorted(folder.glob(f"{plan.source_hash[:_LENGTH]}-*.json")):
        try:
            found.append(_KEEPER.read(file, partial(_listed, file)))
        except UserError as error:
            damaged.append(error)
    found.sort(key=lambda one: one.saved, reverse=True)
    return ReviewsInHand(tuple(found), tuple(damaged))


def revision_rows_waiting(store: Store, folder: Path) -> int:
    """How many rows are to be decided in all comparisons put aside, of plans that still have that wording."""
    with store.read() as db:
        starts = tuple(f"{plan.source_hash[:_LENGTH]}-" for plan in plans(db))
    count = 0
    for file in folder.glob("*.json"):
        if file.name.startswith(starts):
            try:
                count += _listed(file, parsed(file)).waiting
            except (OSError, *FAULTS):
                continue
    return count


def _listed(file: Path, content: Mapping[str, Any]) -> ReviewInHand:
    if "revision" not in content:
        raise ValueError(file.name)
    return entry(file, content)


def open_revision(file: Path) -> KeptRevision:
    """The comparison in a file. Raises UserError where it is damaged or gone; a damaged file is put aside."""
    if not file.exists():
        raise UserError("这份比对进度已经不在了", "可能已经完成或放弃", "请重新选择修订稿")

    def made(content: dict[str, Any]) -> KeptRevision:
        entry(file, content)
        kept: KeptRevision = shaped(KeptRevision, content["revision"])
        return kept

    return _KEEPER.read(file, made)
