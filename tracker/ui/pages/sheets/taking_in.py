"""The work of a review that is done away from the window: reading files, taking up what was put aside, applying."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.progress import Progress
from tracker.sheets.staged import Bin
from tracker.ui.context import Context
from tracker.usecases.feedback.kept_sheets import resume_sheets
from tracker.usecases.feedback.sheet_apply import apply_review
from tracker.usecases.feedback.sheet_files import ReviewDesk, begin_review, listed
from tracker.usecases.feedback.sheet_review import SheetReview
from tracker.usecases.feedback.sheet_rows import ReviewFile, Told


class Opened(NamedTuple):
    """A review with its desk; `added`: files that were read for it and are not in it yet."""

    review: SheetReview
    desk: ReviewDesk
    added: list[ReviewFile]


def begin_sheets(
    ctx: Context,
    paths: Sequence[Path],
    plan_id: int,
    period: str,
    today: date,
    kept: Path,
    begun: tuple[SheetReview, ReviewDesk] | None,
    progress: Progress,
) -> Opened:
    """Read files for the review that is open, for the one kept in `kept`, or for a new one."""
    if not listed(paths):
        raise UserError("没有找到反馈表", "所选的文件夹是空的", "请选择放着 Excel、WPS 或 Word 表格的文件夹")
    if begun is not None:
        review, desk = begun
        return Opened(review, desk, desk.read(paths, Told(), progress))
    if kept.exists():
        review, desk = resume_sheets(ctx.store, ctx.paths, kept, today)
        review.add(desk.read(paths, Told(), progress))
    else:
        review, desk = begin_review(ctx.store, ctx.paths, paths, plan_id, period, today, progress)
    return Opened(_seen(review), desk, [])


def resume_kept(ctx: Context, kept: Path, progress: Progress) -> Opened:
    """Take up a review where it was left."""
    review, desk = resume_sheets(ctx.store, ctx.paths, kept, ctx.today(), progress)
    return Opened(_seen(review), desk, [])


def _seen(review: SheetReview) -> SheetReview:
    """Work out what the window shows first here, so that it need not."""
    _first = review.senders, review.waiting
    return review


def apply_sheets(ctx: Context, review: SheetReview, today: date, progress: Progress) -> tuple[Changes, str]:
    """Store what was accepted; gives what was changed and the words for it."""
    applied = apply_review(ctx.store, ctx.paths, review, today, progress)
    counts = [(found.label, applied.counts[found]) for found in (Bin.UPDATED, Bin.ADDED, Bin.SAME, Bin.REFUSED)]
    told = "，".join(f"{name} {count} 行" for name, count in counts if count)
    return applied.changes, f"已{applied.changes.name}：{told}" if told else f"已{applied.changes.name}"
