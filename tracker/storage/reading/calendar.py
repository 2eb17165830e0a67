"""What is due on which day: dates as they stand, recurring duties laid out."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from tracker.domain.completion import pending
from tracker.domain.lights import PLAIN, LightRules
from tracker.domain.screens import CalendarItem
from tracker.domain.terms import DeadlineKind, Light, State
from tracker.storage.memory import Edit
from tracker.storage.reader import Reader
from tracker.storage.reading import day, numbers
from tracker.storage.reading.completion import claimed
from tracker.storage.reading.judging import Facts, Judge
from tracker.storage.reading.light_sql import OVERDUE, START
from tracker.storage.reading.tasks import lead_names, recurrence

_ITEM = f"""SELECT t.id, t.number, t.title, t.state, t.percent, t.pace_end, {START}, d.id, d.wording, d.kind, d.due, d.done_on,
    d.every, d.every_month, d.every_day, t.plan_id, t.heard_to, t.light_set
    FROM deadline d JOIN task t ON t.id = d.task_id JOIN plan p ON p.id = t.plan_id
    WHERE t.removed_on IS NULL"""
_STATES = {state.value: state for state in State}
_KINDS = {kind.value: kind for kind in DeadlineKind}
_ORDER = itemgetter(*(CalendarItem._fields.index(name) for name in ("day", "recurring", "number", "task_id", "deadline_id")))


# What an item tells comes from these; an edit of a task alone leaves all others as they are.
_TABLES = ("task", "deadline", "deadline_move", "plan", "light_override", "completion_check", "setting", "handout", "received_file")


def calendar_days(
    db: Reader, plan_id: int | None, first: date, last: date, today: date, rules: LightRules, *, with_leads: bool = True
) -> list[CalendarItem]:
    """Everything due in [first, last], by day and number: all dates of each task, not the main one alone."""

    def read(some: str) -> list[CalendarItem]:
        dated = db.rows(f"{_ITEM} {some} AND d.due BETWEEN :first AND :last", first=first, last=last, plan_id=plan_id)
        turning = db.rows(f"{_ITEM} {some} AND d.every IS NOT NULL", plan_id=plan_id)
        found: list[tuple[Any, Iterable[date]]] = [(row, (date.fromisoformat(row[10]),)) for row in dated]
        turns: dict[Any, list[date]] = {}  # there are few different beats
        for row in turning:
            beat = row[12:15]
            if beat not in turns:
                turn = recurrence(*beat)
                turns[beat] = list(turn.days(first, last)) if turn is not None else []
            if turns[beat]:
                found.append((row, turns[beat]))
        return _items(db, found, today, rules, with_leads=with_leads)

    return _kept(db, ("due", plan_id, first, last, today, rules), plan_id, read, with_leads=with_leads)


def overdue_items(db: Reader, plan_id: int | None, today: date, rules: LightRules, *, with_leads: bool = True) -> list[CalendarItem]:
    """The tasks that are late, the longest first."""

    def read(some: str) -> list[CalendarItem]:
        late = f"SELECT t.id FROM task t WHERE t.removed_on IS NULL AND {OVERDUE} {some}"
        rows = db.rows(f"{_ITEM} AND d.is_main AND d.task_id IN ({late})", today=today, plan_id=plan_id)
        return _items(db, [(row, (date.fromisoformat(row[10]),)) for row in rows], today, rules, with_leads=with_leads)

    return _kept(db, ("late", plan_id, today, rules), plan_id, read, with_leads=with_leads)


def _kept(
    db: Reader, name: Hashable, plan_id: int | None, read: Callable[[str], list[CalendarItem]], *, with_leads: bool
) -> list[CalendarItem]:
    """What `read` gives for a plan, or for all; of what was read before, only the tasks that were edited since are read again.

    `read` takes a condition on `task t`.
    """
    plan = "" if plan_id is None else "AND t.plan_id = :plan_id"
    if with_leads:
        return read(plan)

    def mend(before: list[CalendarItem], edits: Sequence[Edit]) -> list[CalendarItem]:
        edited = {edit.row_id for edit in edits}
        again = read(f"{plan} AND t.id IN {numbers(edited)}")
        return sorted([*(item for item in before if item.task_id not in edited), *again], key=_ORDER)

    return [*db.kept(name, _TABLES, lambda: read(plan), mend)]


def _items(
    db: Reader, found: list[tuple[Any, Iterable[date]]], today: date, rules: LightRules, *, with_leads: bool = True
) -> list[CalendarItem]:
    """Each row with the days on which it is due, as items in their order.

    The light is judged once for all days of a row, and once for all rows that stand alike.
    """
    judge = Judge(db, today, rules, {row[0] for row, _ in found if row[17]})
    leads = lead_names(db, sorted({row[0] for row, _ in found})) if with_leads else {}
    moved, claims = _moved(db), claimed(db)
    known: dict[Any, tuple[Light, str]] = {}
    silences: dict[Any, int] = {}
    items: list[CalendarItem] = []
    for row, days in found:
        task_id, number, title, state, percent, end, start, deadline_id, wording, kind, due, done_on, every = row[:13]
        plan_id, heard_to, light_set = row[15:]
        by_hand = False
        if done_on is not None:
            shade, reason = Light.DONE, "本阶段已完成"
        elif light_set:
            facts = _facts(row)
            (shade, reason), by_hand = judge.light(facts), judge.by_hand(facts) is not None
        else:
            heard = (plan_id, heard_to)
            if heard not in silences:
                silences[heard] = judge.silent(*heard)
            alike = (state, percent, end, start, kind, due, silences[heard])
            if alike not in known:
                known[alike] = judge.light(_facts(row))
            shade, reason = known[alike]
        if task_id in claims and done_on is None:
            reason = pending(reason, PLAIN)
        rest = (task_id, number, title, leads.get(task_id, ()), shade, reason, every is not None, wording, deadline_id, by_hand)
        old = moved.get(deadline_id)
        items += [CalendarItem._make((on, *rest, old if old != on else None)) for on in days]
    items.sort(key=_ORDER)
    return items


def _moved(db: Reader) -> dict[int, date]:
    """The first day of each time limit that was moved: a handful beside all there are."""
    first: dict[int, date] = {}
    for deadline_id, old in db.rows("SELECT deadline_id, old_due FROM deadline_move WHERE old_due IS NOT NULL ORDER BY id"):
        first.setdefault(deadline_id, date.fromisoformat(old))
    return first


def _facts(row: Any) -> Facts:
    """What the light of a row is worked out from."""
    task_id, _number, _title, state, percent, end, start, _id, _wording, kind, due = row[:11]
    plan_id, heard_to, light_set = row[15:]
    return Facts(task_id, plan_id, _STATES[state], _KINDS[kind], day(due), day(start), day(end), percent, heard_to, bool(light_set))
