"""Task lists in another order than the printed one."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.screens import TaskList
from tracker.storage.reading.task_order import sort_values
from tracker.storage.store import Store
from tracker.usecases.house.settings import rules_in


def in_order(store: Store, found: TaskList, key: str, descending: bool, today: date) -> TaskList:
    """The list with the tasks of each group sorted by number, leads (official order), supports, wording (the day due), percent,
    light, supporting units (official order), leader or the day of the latest report.

    Tasks that have no such value stand last either way; among equals the printed order stays.
    """
    if key == "number":
        groups = tuple(group._replace(ids=group.ids[::-1]) for group in found.groups) if descending else found.groups
        return found._replace(groups=groups)
    with store.read() as db:
        values = sort_values(db, key, today, rules_in(db))

    def ordered(ids: Sequence[int]) -> tuple[int, ...]:
        known = sorted((one for one in ids if one in values), key=values.__getitem__, reverse=descending)
        return (*known, *(one for one in ids if one not in values))

    return found._replace(groups=tuple(group._replace(ids=ordered(group.ids)) for group in found.groups))
