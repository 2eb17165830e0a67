"""What several tasks say now of a field that is to be changed in all of them: seldom the same."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from tracker.domain.records import TaskRow
from tracker.domain.terms import DeadlineKind
from tracker.storage.store import Store
from tracker.usecases.work.tasks import task_extras, task_rows

_NAMED = 4


class Field(StrEnum):
    """A field that is changed in several tasks at once."""

    LEAD = "牵头单位"
    LEADER = "分管领导"
    LIMIT = "时限"


def values_now(store: Store, ids: Sequence[int], field: Field, today: date) -> list[tuple[str, int]]:
    """Each value that occurs with how many of the tasks have it, the most frequent first; "" where a task has none."""
    if field is Field.LEADER:
        extras = task_extras(store, ids, ["leader"])
        found = Counter(extras.get(one, {}).get("leader", "") for one in ids)
    else:
        found = Counter(_said(row, field) for row in task_rows(store, ids, today))
    return found.most_common()


def now_words(field: Field, values: Sequence[tuple[str, int]]) -> str:
    """The same in a line: 现在的分管领导：何承志 2 项、周明 1 项、没有 1 项."""
    said = [f"{value or '没有'} {count} 项" for value, count in values[:_NAMED]]
    more = f"等 {len(values)} 种" if len(values) > _NAMED else ""
    return f"现在的{field.value}：{'、'.join(said)}{more}" if said else ""


def _said(row: TaskRow, field: Field) -> str:
    if field is Field.LEAD:
        return "、".join(row.leads)
    return row.due.isoformat() if row.due else row.wording or ("长期坚持" if row.kind is DeadlineKind.STANDING else "")
