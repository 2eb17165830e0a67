"""What a comparison with a revised plan consists of: one row for each difference, with the fields in which it differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracker.plans.draft import PlanDraft

HEAD = "head"


class Kind(StrEnum):
    """What a revision does with a task; a question has to be answered before that is known."""

    QUESTION = "question"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    SAME = "same"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self]


_KIND_LABELS = {Kind.QUESTION: "待确认", Kind.CHANGED: "变更", Kind.ADDED: "新增", Kind.REMOVED: "取消", Kind.SAME: "相同"}


class FieldChange(NamedTuple):
    """One field, old and new. `said`: what the documents said where a hand has changed it since, else None."""

    field: str
    label: str
    old: str
    new: str
    said: str | None = None


class RevisionRow(NamedTuple):
    """One difference. `old`: id of the stored row; `new`: index of the draft's row; `accepted`: None while undecided.

    `table`: of which list beside the tasks it is a row; empty for a task.
    `kept`: changes by hand that the new document does not touch; `by_hand`: a hand added the task; `candidates`: old tasks it may be.
    """

    key: str
    kind: Kind
    old: int | None
    new: int | None
    label: str
    title: str
    fields: tuple[FieldChange, ...] = ()
    kept: tuple[FieldChange, ...] = ()
    by_hand: bool = False
    table: str = ""
    candidates: tuple[int, ...] = ()
    accepted: bool | None = None

    @property
    def is_waiting(self) -> bool:
        return self.kind is not Kind.SAME and self.accepted is None

    @property
    def has_hand_edits(self) -> bool:
        """Whether accepting it would overwrite what somebody typed."""
        return self.by_hand or any(change.said is not None for change in self.fields)


@dataclass(frozen=True, slots=True)
class KeptRevision:
    """A comparison put aside: the new document with its tasks as they are cut, which stored task became which (`pairs`: id and
    place), what must be asked (`open`: place and ids), what was decided by row, and what was typed for the record."""

    draft: PlanDraft
    pairs: tuple[tuple[int, int], ...]
    open: tuple[tuple[int, ...], ...]
    decided: Mapping[str, bool]
    reason: str = ""
    on: date | None = None
    current: str = ""
