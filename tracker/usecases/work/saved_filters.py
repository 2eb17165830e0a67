"""Filters that a clerk keeps under a name: 我牵头的逾期任务, 本月到期.

Dates are kept as days from the day of use, so that 30 天内到期 stays true tomorrow.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from tracker.domain.records import Changes
from tracker.domain.screens import THIS_PERIOD, Group, TaskFilter
from tracker.domain.terms import Light, Role, State
from tracker.errors import UserError
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store
from tracker.usecases.house.settings import TASK_FILTERS, put_setting, setting
from tracker.usecases.house.units import list_units

_WORDS: dict[str, type[StrEnum]] = {"roles": Role, "states": State, "lights": Light}
_DAYS = ("due_from", "due_to")
# What belongs to one plan or one moment alone is not kept.
_LEFT_OUT = ("plan_id", "heading_id", "unreported", "only", "only_words")
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter with its name and grouping, for the day on which it was read; `filter.plan_id` is always None."""

    name: str
    filter: TaskFilter
    group: Group


def saved_filters(store: Store, today: date) -> list[SavedFilter]:
    """The filters kept, in the order in which they were saved first; one of a merged unit asks for the unit that remains."""
    stored = setting(store, TASK_FILTERS, {})
    asks = any("unit_id" in kept["filter"] for kept in stored.values())
    merged = {unit.id: unit.merged_into_id for unit in list_units(store) if unit.merged_into_id is not None} if asks else {}
    found = []
    for name, kept in stored.items():
        wanted = _filter(kept["filter"], today)
        unit_id = None if wanted.unit_id is None else merged.get(wanted.unit_id, wanted.unit_id)
        found.append(SavedFilter(name, wanted._replace(unit_id=unit_id), Group(kept["group"])))
    return found


def save_filter(store: Store, name: str, wanted: TaskFilter, group: Group, today: date) -> Changes:
    """Keep a filter under a name; one of the same name is replaced."""
    plain = _named(name)
    stored = dict(setting(store, TASK_FILTERS, {}))
    verb = "替换" if plain in stored else "存为"
    stored[plain] = {"filter": _plain(wanted, today), "group": group.value}
    return _keep(store, f"{verb}常用筛选{quoted(plain)}", stored)


def rename_filter(store: Store, name: str, wanted: str) -> Changes:
    """Call a filter otherwise; it keeps its place. Raises UserError where another one is called so."""
    plain, stored = _named(wanted), setting(store, TASK_FILTERS, {})
    if plain != name and plain in stored:
        raise UserError(f"已有常用筛选“{plain}”", "两个筛选不能同名", "请换一个名字，或先删除那一个")
    renamed = {plain if key == name else key: kept for key, kept in stored.items()}
    return _keep(store, f"常用筛选{quoted(name)}改名为{quoted(plain)}", renamed)


def forget_filter(store: Store, name: str) -> Changes:
    """Keep this filter no longer."""
    stored = {key: kept for key, kept in setting(store, TASK_FILTERS, {}).items() if key != name}
    return _keep(store, f"删除常用筛选{quoted(name)}", stored)


def _named(name: str) -> str:
    plain = " ".join(name.split())
    if not plain or len(plain) > _LONGEST:
        raise UserError("请给筛选起个名字", f"名字要有，也不能超过 {_LONGEST} 个字", "例如“我牵头的逾期任务”")
    return plain


def _keep(store: Store, name: str, stored: dict[str, Any]) -> Changes:
    with store.transaction(name) as work:
        put_setting(work, TASK_FILTERS, stored or None)
        work.name = name
    return work.changes()


def _plain(wanted: TaskFilter, today: date) -> dict[str, Any]:
    """The fields that are not at their default, as JSON values."""
    found: dict[str, Any] = {}
    for name, value in wanted._asdict().items():
        if name in _LEFT_OUT or value == TaskFilter._field_defaults[name]:
            continue
        if name in _WORDS:
            found[name] = sorted(word.value for word in value)
        elif name in _DAYS:
            found[name] = (value - today).days
        else:
            found[name] = value
    if wanted.unreported:
        found["unreported"] = True
    return found


def _filter(kept: dict[str, Any], today: date) -> TaskFilter:
    values = dict(kept)
    for name, words in _WORDS.items():
        if name in values:
            values[name] = frozenset(words(word) for word in values[name])
    for name in _DAYS:
        if name in values:
            values[name] = today + timedelta(values[name])
    if values.pop("unreported", False):
        values["unreported"] = THIS_PERIOD
    return TaskFilter(**values)
