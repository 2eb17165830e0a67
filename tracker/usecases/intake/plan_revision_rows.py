"""Stored rows brought in line with what a new document says: what is the same keeps its id and gets its new place in the text."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.storage.journal import Work

Row = dict[str, Any]
Key = Callable[[Mapping[str, Any]], Hashable]
_NO_PLACE = {"source_start": 0, "source_end": 0}


class Alignment:
    """Rows of one table under way: changed, deleted and inserted ones are gathered and written at the end, in bulk."""

    def __init__(self, work: "Work", table: str, *keys: Key) -> None:
        self._work, self._table, self._keys = work, table, keys
        self._updates: dict[int, Row] = {}
        self._gone: list[int] = []
        self._come: list[Row] = []

    def stored(self, column: str, owners: Sequence[int]) -> dict[int, list[Row]]:
        """The rows of each owner, in the order of their ids."""
        found: dict[int, list[Row]] = defaultdict(list)
        for row in self._work.stored_rows(self._table, sorted(self._work.ids(self._table, column, owners))):
            found[row[column]].append(row)
        return found

    def take(self, stored: Iterable[Row], wanted: Iterable[Row]) -> None:
        """The document's rows hold: equals are updated, others added and taken away."""
        pairs, gone, come = self._matched(stored, wanted)
        self._updates |= {old["id"]: new for old, new in pairs}
        self._gone += [row["id"] for row in gone]
        self._come += come

    def place(self, stored: Iterable[Row], wanted: Iterable[Row]) -> None:
        """The stored rows hold: only their places in the new text are noted; those that do not stand there have none."""
        pairs, gone, _ = self._matched(stored, wanted)
        self._updates |= {old["id"]: {name: new.get(name, 0) for name in _NO_PLACE} for old, new in pairs}
        self._updates |= {row["id"]: dict(_NO_PLACE) for row in gone}

    def write(self) -> range:
        """Store all of it; gives the ids of the new rows."""
        self._work.delete_many(self._table, sorted(self._gone, reverse=True))
        self._work.update_many(self._table, self._updates)
        return self._work.insert_many(self._table, self._come)

    def _matched(self, stored: Iterable[Row], wanted: Iterable[Row]) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
        """Pairs by each key in turn, then what is left on either side."""
        old, new = list(stored), list(wanted)
        pairs: list[tuple[Row, Row]] = []
        for key in self._keys:
            for row in list(old):
                other = next((each for each in new if key(each) == key(row)), None)
                if other is not None:
                    pairs.append((row, other))
                    old.remove(row)
                    new.remove(other)
        return pairs, old, new


def align_headings(
    work: "Work", plan_id: int, wanted: Sequence[Row], needed: Callable[[], set[int]]
) -> tuple[list[int], Callable[[], None]]:
    """Bring a plan's headings in line; `wanted` have the index of their parent as `parent` (-1: none).

    Gives the id of each wanted heading, and what takes away the old ones in which nothing stands any more, to be called at the end;
    `needed` tells then in which headings tasks stand.
    """
    stored = work.stored_rows("heading", sorted(work.ids("heading", "plan_id", [plan_id])))
    old = _keyed({row["id"]: row for row in stored}, "parent_id")
    by_key = {key: row_id for row_id, key in old.items()}
    new = _keyed(dict(enumerate(wanted)), "parent")
    first = work.next_id("heading")
    ids: list[int] = []
    fresh: list[int] = []
    for index in range(len(wanted)):
        row_id = by_key.get(new[index])
        if row_id is None:
            row_id = first + len(fresh)
            fresh.append(index)
        ids.append(row_id)
    rows = [
        {name: value for name, value in row.items() if name != "parent"}
        | {"plan_id": plan_id, "position": position, "parent_id": None if row["parent"] < 0 else ids[row["parent"]]}
        for position, row in enumerate(wanted)
    ]
    work.insert_many("heading", [rows[index] for index in fresh])
    work.update_many("heading", {ids[index]: row for index, row in enumerate(rows) if index not in set(fresh)})
    left = [row for row in sorted(stored, key=lambda row: row["position"]) if row["id"] not in ids]

    def tidy() -> None:
        parents = {row["id"]: row["parent_id"] for row in left}
        used = set(needed())
        for row_id in list(used):
            above = parents.get(row_id)
            while above is not None:
                used.add(above)
                above = parents.get(above)
        staying = [row for row in left if row["id"] in used]
        work.update_many("heading", {row["id"]: {"position": len(wanted) + at, **_NO_PLACE} for at, row in enumerate(staying)})
        going = [row for row in left if row["id"] not in used]
        work.delete_many("heading", [row["id"] for row in sorted(going, key=lambda row: (row["level"], row["id"]), reverse=True)])

    return ids, tidy


def _keyed(rows: Mapping[int, Mapping[str, Any]], parent: str) -> dict[int, tuple[object, ...]]:
    """What tells a heading from the others: its title below its parents' titles, and which of several alike it is."""
    from tracker.plans.revision import plain

    seen: dict[tuple[object, ...], int] = defaultdict(int)
    keys: dict[int, tuple[object, ...]] = {}
    for row_id, row in sorted(rows.items(), key=lambda item: (item[1].get("position", item[0]), item[0])):
        path = [plain(row["title"])]
        above = row[parent]
        while above is not None and above in rows:
            path.append(plain(rows[above]["title"]))
            above = rows[above][parent]
        name = tuple(path)
        keys[row_id] = (*name, seen[name])
        seen[name] += 1
    return keys
