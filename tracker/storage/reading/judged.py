"""All tasks of a plan, or of all plans, judged once: what lists, the overview and the matrix share.

Kept from one reading to the next (`Reader.kept`): after an edit only the tasks that it touched are judged again.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from tracker.domain.lights import LightRules
from tracker.domain.terms import Light
from tracker.storage.memory import Edit
from tracker.storage.reader import Reader
from tracker.storage.reading import joined_numbers, numbers
from tracker.storage.reading.light_sql import OVERDUE, Lights
from tracker.storage.sqlite import joined

_PLACE = "COALESCE(t.heading_id, -t.plan_id)"
_INITIALS = tuple((light, light.value[0].encode()) for light in Light)
# A change of these moves tasks to another place in the list, or out of it.
_MOVING = ('"number"', '"plan_id"', '"removed_on"')
_RANK = "CASE WHEN is_late THEN '0' WHEN light = 'red' THEN '1' ELSE '2' END"
_ORDER = "COALESCE(due, '9') || SUBSTR('00000000' || plan_id, -8) || SUBSTR('00000000' || number, -8) || ' ' || id"


class LightsOf(Mapping[Light, int]):
    """How many of some tasks show each light, counted when somebody looks.

    `initials`: the first letters of lights, by a task's id; 0 for tasks that do not count. `ids`: the tasks (None: all of them).
    """

    __slots__ = ("_counts", "_ids", "_initials")

    def __init__(self, initials: bytes, ids: Sequence[int] | None = None) -> None:
        self._initials, self._ids = initials, ids
        self._counts: dict[Light, int] | None = None

    @property
    def _counted(self) -> dict[Light, int]:
        if self._counts is None:
            shown = self._initials if self._ids is None else bytes(map(self._initials.__getitem__, self._ids))
            self._counts = {light: count for light, letter in _INITIALS if (count := shown.count(letter))}
        return self._counts

    def __getitem__(self, light: Light) -> int:
        return self._counted[light]

    def __iter__(self) -> Iterator[Light]:
        return iter(self._counted)

    def __len__(self) -> int:
        return len(self._counted)


class Order:
    """Tasks in printed order. `places`: by a task's id its heading, or its plan with a minus where it stands above all headings."""

    def __init__(self, ids: Sequence[int], places: Sequence[int]) -> None:
        self.ids, self.places = ids, places

    @cached_property
    def by_place(self) -> Mapping[int, tuple[int, ...]]:
        """The tasks under each heading, in the order in which headings are first met."""
        return placed(self.ids, self.places)


def placed(ids: Sequence[int], places: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """These tasks under each heading."""
    found: dict[int, tuple[int, ...]] = {}
    first = 0
    for place, run in groupby(map(places.__getitem__, ids)):
        last = first + len(list(run))
        found[place] = (*found.get(place, ()), *ids[first:last])
        first = last
    return found


@dataclass(frozen=True)
class Judged:
    """`plans`: of each plan where its tasks begin and end in `order`. `initials`: by a task's id the first letter of its light, 0 where
    it is none of these.

    `urgent`: what the red and yellow ones are sorted by (overdue by days, then other red, then yellow by day); `late`: the overdue ones.
    """

    order: Order
    plans: Mapping[int, tuple[int, int]]
    initials: bytes
    urgent: Mapping[int, str]
    late: frozenset[int]

    @property
    def ids(self) -> Sequence[int]:
        return self.order.ids

    def of(self, ids: Sequence[int]) -> bytes:
        """The first letters of the lights of these tasks; those that are none of these are left out."""
        return bytes(map(self.initials.__getitem__, ids)).translate(None, b"\0")

    def lights(self, ids: Sequence[int]) -> LightsOf:
        """How many of these tasks show each light."""
        return LightsOf(self.initials, ids)

    def with_lights(self, ids: Sequence[int], wanted: frozenset[Light]) -> list[int]:
        """Those of these tasks that show one of the lights."""
        shown = {ord(light.value[0]) for light in wanted}
        return [one for one, letter in zip(ids, map(self.initials.__getitem__, ids), strict=True) if letter in shown]


def judged(db: Reader, plan_id: int | None, today: date, rules: LightRules) -> Judged:
    """The tasks that are not cancelled."""
    where = "" if plan_id is None else "AND t.plan_id = :plan_id"
    silent = ("setting", "handout", "received_file") if rules.counts_silence else ()

    def make() -> Judged:
        return _judge(db, f"t.removed_on IS NULL {where}", today, rules, plan_id)

    def mend(before: Judged, edits: Sequence[Edit]) -> Judged | None:
        if any(edit.action != "update" or any(word in (edit.after or "") for word in _MOVING) for edit in edits):
            return None
        again = _judge(db, f"t.id IN {numbers({edit.row_id for edit in edits})} AND t.removed_on IS NULL {where}", today, rules, plan_id)
        return _corrected(before, again)

    return db.kept(("judged", plan_id, today, rules), ("task", "plan", *silent), make, mend)


def judged_among(db: Reader, ids: Sequence[int], today: date, rules: LightRules) -> Judged:
    """These tasks, cancelled ones too."""
    return _judge(db, f"t.id IN {numbers(ids)}", today, rules, None)


def _judge(db: Reader, where: str, today: date, rules: LightRules, plan_id: int | None) -> Judged:
    """One pass over the tasks."""
    lights = Lights(db, today, rules)
    row = db.row(
        f"""SELECT {joined("id")}, {joined("plan_id")}, {joined("place")}, {joined("SUBSTR(light, 1, 1)", "")},
        {joined(f"CASE WHEN light IN ('red', 'amber') THEN {_RANK} || {_ORDER} END")}, {joined("CASE WHEN is_late THEN id END")} FROM
        (SELECT t.id AS id, t.plan_id AS plan_id, t.number AS number, t.due AS due, {_PLACE} AS place, {lights.sql} AS light,
        {OVERDUE} AS is_late FROM task t JOIN plan p ON p.id = t.plan_id WHERE {where} ORDER BY t.plan_id, t.number)""",
        **{**lights.values, "plan_id": plan_id},
    )
    ids = joined_numbers(row[0])
    room = (db.value("SELECT MAX(id) FROM task") or 0) + 1
    initials, places = bytearray(room), array("i", [0]) * room
    for task_id, place, letter in zip(ids, joined_numbers(row[2]), (row[3] or "").encode(), strict=True):
        initials[task_id], places[task_id] = letter, place
    urgent = {int(key.rpartition(" ")[2]): key for key in (row[4].split(",") if row[4] else ())}
    return Judged(Order(ids, places), _runs(joined_numbers(row[1])), bytes(initials), urgent, frozenset(joined_numbers(row[5])))


def _runs(values: Sequence[int]) -> dict[int, tuple[int, int]]:
    found, first = {}, 0
    for value, run in groupby(values):
        last = first + len(list(run))
        found[value] = (first, last)
        first = last
    return found


def _corrected(before: Judged, again: Judged) -> Judged | None:
    """What was judged before, with some tasks as they were judged again; None where they were not all among the ones before."""
    ids = again.ids
    if len(before.of(ids)) != len(ids):
        return None
    initials = bytearray(before.initials)
    order, moved = before.order, [one for one in ids if before.order.places[one] != again.order.places[one]]
    if moved:
        places: Any = array("i", before.order.places)
        for task_id in moved:
            places[task_id] = again.order.places[task_id]
        order = Order(order.ids, places)
    urgent = dict(before.urgent)
    for task_id in ids:
        initials[task_id] = again.initials[task_id]
        urgent.pop(task_id, None)
    urgent.update(again.urgent)
    late = before.late.difference(ids) | again.late
    return replace(before, order=order, initials=bytes(initials), urgent=urgent, late=late)
