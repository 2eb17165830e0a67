"""How the list was grouped and ordered last: it opens so again."""

from PySide6.QtCore import QSettings

from tracker.domain.screens import Group
from tracker.ui.pages.tasks.columns import COLUMNS

_GROUP, _SORT = "tasks/group", "tasks/sort"
_ORDERS = frozenset(column.key for column in COLUMNS if column.sortable)
Sort = tuple[str, bool]


def kept_arrangement(settings: QSettings) -> tuple[Group, Sort]:
    """The grouping, and the column with whether it descends; by chapters in printed order where nothing sensible is kept."""
    group, (key, _, down) = str(settings.value(_GROUP, "")), str(settings.value(_SORT, "")).partition(" ")
    return Group(group) if group in set(Group) else Group.HEADING, (key, down == "down") if key in _ORDERS else ("number", False)


def keep_arrangement(settings: QSettings, group: Group, sort: Sort) -> None:
    settings.setValue(_GROUP, group.value)
    settings.setValue(_SORT, f"{sort[0]} {'down' if sort[1] else 'up'}")
