"""What a document says about itself beside its tasks: title, number, dates, overall leads."""

from typing import TYPE_CHECKING, Any

from tracker.domain.records import PlanRecord
from tracker.plans.revision import plain
from tracker.storage.reading.told_words import FIELDS

if TYPE_CHECKING:
    from tracker.plans.draft import PlanDraft

COLUMNS = ("title", "doc_number", "issuer", "issued", "period_start", "period_end", "lead_units")


def head_changes(plan: PlanRecord, draft: "PlanDraft") -> list[tuple[str, str, str, str]]:
    """(field, its name, old, new) for what the draft says otherwise; what it leaves out is no change."""
    found = []
    for name in COLUMNS:
        old, new = _shown(getattr(plan, name)), _shown(getattr(draft, name))
        if new and plain(old) != plain(new):
            found.append((name, FIELDS[name], old, new))
    return found


def _shown(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return "、".join(value)
    return "" if value is None else str(value)
