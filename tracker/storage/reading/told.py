"""Stored rows and columns in the words that users know."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tracker.domain.completion import CheckState
from tracker.domain.extensions import ExtensionState
from tracker.domain.figures import ListChange, Reckoning, ServiceStanding, ValueKind
from tracker.domain.periods import Cycle
from tracker.domain.problems import ProblemSource, ProblemState, Step
from tracker.domain.scoring import Event
from tracker.domain.state_words import StateWords
from tracker.domain.terms import DeadlineKind, Every, Light, Role, State, UnitKind
from tracker.storage.reading.told_words import FIELDS, NOUNS, OWN_FIELDS

_ISSUED_STATES = {"issued": "已发出", "returned": "已反馈", "void": "已作废"}
_OWN_STATES: dict[str, Callable[[str], str]] = {
    "issued_document": lambda value: _ISSUED_STATES[value],
    "problem": lambda value: ProblemState(value).label,
    "extension": lambda value: ExtensionState(value).label,
    "completion_check": lambda value: CheckState(value).label,
}
_FILE_STATES = {"applied": "已导入", "replaced": "已被新的一份代替", "sent_back": "已退回", "figures": "已收指标项目数"}
# The kind of a document is told by its title.
_TOLD_ELSEWHERE = {
    ("issued_document", "kind"),
    ("number_series", "kind"),
    ("snapshot_task", "standing"),
    ("snapshot_unit", "standing"),
    ("score_signoff", "content"),
}
_LABELS: dict[str, Callable[[str], str]] = {
    "role": lambda value: Role(value).label,
    "every": lambda value: Every(value).label,
    "step": lambda value: Step(value).label,
    "event": lambda value: Event(value).label,
    "source": lambda value: ProblemSource(value).label,
    "cycle": lambda value: Cycle(value).label,
    "light": lambda value: Light(value).label,
    "light_set": lambda value: Light(value).label,
    "change": lambda value: ListChange(value).label,
    "reckoning": lambda value: Reckoning(value).label,
}
# Stored as 0 and 1 where many rows were written by one statement.
_FLAGS = {"is_group", "inferred", "is_main", "main_by_hand", "reporting_next", "is_evidence"}
_KINDS = {
    DeadlineKind.DATE: "固定日期",
    DeadlineKind.RECURRING: "周期性",
    DeadlineKind.STANDING: "长期",
    DeadlineKind.RELATIVE: "相对时间",
}
_ALIAS_KINDS = {"short": "简称", "old": "曾用名", "printed": "文件写法"}


def field_word(table: str, field: str) -> str:
    """What a column of a table is called."""
    return OWN_FIELDS.get((table, field)) or FIELDS[field]


def shown(table: str, field: str, value: Any, words: StateWords) -> str:
    """A stored value as a user reads it; "" for nothing. `words`: the office's for states."""
    if value is None or value == "" or (table, field) in _TOLD_ELSEWHERE:
        return ""
    if field == "state" and table in _OWN_STATES:
        return _OWN_STATES[table](value)
    if table == "received_file":
        return _FILE_STATES.get(value, "" if value == 0 else str(value))
    if field in _FLAGS:
        return "是" if value else ""
    if field == "state":
        return words.general(State(value))
    if (table, field) == ("service_check", "standing"):
        return ServiceStanding(value).label
    if field in _LABELS:
        return _LABELS[field](value)
    if field == "kind":
        return _kind(table, str(value))
    if field == "percent":
        return f"{value:g}%"
    return value.isoformat() if isinstance(value, date) else str(value)


def _kind(table: str, value: str) -> str:
    if table == "unit":
        return UnitKind(value).label
    if table == "indicator_value":
        return ValueKind(value).label
    return _KINDS[DeadlineKind(value)] if table == "deadline" else _ALIAS_KINDS.get(value, value)


def describe(key: tuple[str, int], row: Mapping[str, Any]) -> str:
    """A row named from its own columns: 任务 3“推进…”, 时限“6月底前”."""
    table, _ = key
    noun = NOUNS.get(table, table)
    if table == "task":
        return f"{noun} {row['number']}{quoted(row.get('title'))}" if "number" in row else noun + quoted(row.get("title"))
    if table == "number_series" and "word" in row and "year" in row:
        return f"{row['year']}年{quoted(row['word'])}的{noun}"
    for field in ("title", "full_name", "name", "wording", "quote", "printed", "period", "person", "leader", "words", "text", "reason"):
        if row.get(field):
            return noun + quoted(row[field])
    return noun


def quoted(text: Any, limit: int = 24) -> str:
    """A name in quotes, cut where it is long; "" for nothing."""
    if not text:
        return ""
    line = " ".join(str(text).split())
    return f"“{line[:limit]}…”" if len(line) > limit else f"“{line}”"
