"""What readings keep from one to the next, for as long as the tables it was made from stay as they are.

The journal tells when that ends: each operation says which tables it touched, an undo is an operation of its own, and their numbers
only grow (`journal`). So what is kept holds over all threads, and falls where another program writes the same file.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple

# Some screens keep a large thing for each plan and day: the oldest go when there are more.
MOST = 48


class Edit(NamedTuple):
    """A changed row: what the journal knows of it, `after` as JSON text (None: it was deleted)."""

    row_id: int
    action: str
    after: str | None


class SameUnless:
    """For `Reader.kept`: what is kept stays as it is where rows were changed, but none came, none went, and none of these columns."""

    def __init__(self, *columns: str) -> None:
        self._told = tuple(f'"{column}"' for column in columns)

    def __call__(self, before: Any, edits: Sequence[Edit]) -> Any:
        changed = any(edit.action != "update" or any(column in (edit.after or "") for column in self._told) for edit in edits)
        return None if changed else before


# What follows from which tasks there are, and in which places.
same_order = SameUnless("number", "plan_id", "removed_on", "heading_id")


@dataclass(frozen=True, slots=True)
class _Kept:
    value: Any
    stamps: tuple[int, ...]


class Memory:
    """One for all readers of an open database. A state of it is named by its last operation."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._first: int | None = None
        self._last = 0
        self._touched: dict[str, list[int]] = defaultdict(list)
        self._kept: dict[Hashable, _Kept] = {}

    def learn(self, state: int, since: Callable[[int], Collection[tuple[int, str]]]) -> None:
        """Hear of the operations up to `state`; `since` gives the number and the tables of those after a given one."""
        with self._guard:
            if self._first is None:
                self._first = self._last = state
            for number, tables in since(self._last) if state > self._last else ():
                for table in tables.split():
                    self._touched[table].append(number)
                self._last = number

    def stamps(self, state: int, tables: Collection[str]) -> tuple[int, ...] | None:
        """The last operation on each of these tables up to a state; None for a state older than all that is known."""
        with self._guard:
            if self._first is None or state < self._first:
                return None
            return tuple(self._last_on(table, state, self._first) for table in tables)

    def _last_on(self, table: str, state: int, first: int) -> int:
        operations = self._touched[table]
        place = bisect_right(operations, state)
        return operations[place - 1] if place else first

    def find(self, name: Hashable) -> tuple[Any, tuple[int, ...]] | None:
        """What is kept under a name, and for which stamps."""
        with self._guard:
            kept = self._kept.pop(name, None)
            if kept is None:
                return None
            self._kept[name] = kept  # the last used stands last
            return kept.value, kept.stamps

    def keep(self, name: Hashable, value: Any, stamps: tuple[int, ...]) -> None:
        with self._guard:
            self._kept.pop(name, None)
            self._kept[name] = _Kept(value, stamps)
            while len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]
