"""What a document says about itself beside its tasks: title, number, dates, overall leads, and its lists."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tracker.domain.records import PlanRecord
from tracker.plans.revision import plain
from tracker.storage.reading.told import FIELDS

if TYPE_CHECKING:
    from tracker.plans.draft import PlanDraft
    from tracker.storage.reader import Reader

COLUMNS = ("title", "doc_number", "issuer", "issued", "period_start", "period_end", "lead_units")
# The lists of a plan: table, what it is called, the columns in which it is compared, and the draft's rows as those columns.
LISTS: tuple[tuple[str, str, tuple[str, ...], Callable[["PlanDraft"], list[tuple[str, ...]]]], ...] = (
    (
        "indicator",
        "指标",
        ("no", "group_name", "name", "measure", "comparison", "value", "nature"),
        lambda draft: [(x.no, x.group, x.name, x.measure, x.comparison, x.value, x.nature) for x in draft.indicators],
    ),
    (
        "service",
        "服务清单",
        ("no", "group_name", "name", "target_group", "standard", "funding", "note"),
        lambda draft: [(x.no, x.group, x.name, x.target_group, x.standard, x.funding, x.note) for x in draft.services],
    ),
    (
        "project",
        "专栏项目",
        ("box", "label", "title", "content"),
        lambda draft: [(x.box, x.label, x.title, x.content) for x in draft.projects],
    ),
)


def head_changes(db: "Reader", plan: PlanRecord, draft: "PlanDraft") -> list[tuple[str, str, str, str]]:
    """(field, its name, old, new) for what the draft says otherwise; what it leaves out is no change."""
    found = []
    for name in COLUMNS:
        old, new = _shown(getattr(plan, name)), _shown(getattr(draft, name))
        if new and plain(old) != plain(new):
            found.append((name, FIELDS[name], old, new))
    for table, words, columns, rows_of in LISTS:
        stored = db.rows(f"SELECT {', '.join(columns)} FROM {table} WHERE plan_id = :plan_id ORDER BY id", plan_id=plan.id)
        old_rows, new_rows = [tuple(row) for row in stored], rows_of(draft)
        if [*map(_plain_row, old_rows)] != [*map(_plain_row, new_rows)]:
            gone = [row for row in old_rows if _plain_row(row) not in map(_plain_row, new_rows)]
            come = [row for row in new_rows if _plain_row(row) not in map(_plain_row, old_rows)]
            texts = ("\n".join(map(_line, gone)), "\n".join(map(_line, come)))
            found.append((table, words, *(texts if any(texts) else ("原来的顺序", "新的顺序"))))
    return found


def _plain_row(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain(value) for value in row)


def _line(row: tuple[str, ...]) -> str:
    return " ".join(value for value in row if value)


def _shown(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return "、".join(value)
    return "" if value is None else str(value)
