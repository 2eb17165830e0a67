"""What is due on which day: dates as they stand, recurring duties laid out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tracker.domain.lights import LightRules, light
from tracker.domain.screens import CalendarItem
from tracker.domain.terms import DeadlineKind, Light, State
from tracker.storage.reader import Reader
from tracker.storage.reading import day
from tracker.storage.reading.light_sql import OVERDUE, START
from tracker.storage.reading.tasks import lead_names, recurrence

_ITEM = f"""SELECT t.id, t.number, t.title, t.state, t.percent, t.pace_end, {START}, d.id, d.wording, d.kind, d.due, d.done_on,
    d.every, d.every_month, d.every_day FROM deadline d JOIN task t ON t.id = d.task_id JOIN plan p ON p.id = t.plan_id
    WHERE t.removed_on IS NULL"""


def calendar_days(
    db: Reader, plan_id: int | None, first: date, last: date, today: date, rules: LightRules, *, with_leads: bool = True
) -> list[CalendarItem]:
    """Everything due in [first, last], by day and number: all dates of each task, not the main one alone."""
    plan = "" if plan_id is None else "AND t.plan_id = :plan_id"
    dated = db.rows(f"{_ITEM} AND d.due BETWEEN :first AND :last {plan}", first=first, last=last, plan_id=plan_id)
    turning = db.rows(f"{_ITEM} AND d.every IS NOT NULL {plan}", plan_id=plan_id)
    days: list[tuple[date, Any]] = [(date.fromisoformat(row[10]), row) for row in dated]
    turns: dict[Any, list[date]] = {}  # there are few different beats
    for row in turning:
        beat = row[12:15]
        if beat not in turns:
            turn = recurrence(*beat)
            turns[beat] = list(turn.days(first, last)) if turn is not None else []
        days += [(on, row) for on in turns[beat]]
    leads = lead_names(db, sorted({row[0] for _, row in days})) if with_leads else {}
    return _items(days, leads, today, rules)


def overdue_items(db: Reader, plan_id: int | None, today: date, rules: LightRules) -> list[CalendarItem]:
    """The tasks that are late, the longest first."""
    plan = "" if plan_id is None else "AND t.plan_id = :plan_id"
    rows = db.rows(f"{_ITEM} AND d.is_main AND {OVERDUE} {plan}", today=today, plan_id=plan_id)
    leads = lead_names(db, sorted({row[0] for row in rows}))
    return _items([(date.fromisoformat(row[10]), row) for row in rows], leads, today, rules)


def _items(days: list[tuple[date, Any]], leads: Mapping[int, tuple[str, ...]], today: date, rules: LightRules) -> list[CalendarItem]:
    items = []
    for on, row in days:
        task_id, number, title, state, percent, end, start, deadline_id, wording, kind, due, done_on, every, *_ = row
        if done_on is not None:
            shade, reason = Light.DONE, "本阶段已完成"
        else:
            shade, reason = light(State(state), DeadlineKind(kind), day(due), day(start), percent, today, rules, day(end))
        items.append(
            CalendarItem(
                day=on,
                task_id=task_id,
                number=number,
                title=title,
                leads=leads.get(task_id, ()),
                light=shade,
                reason=reason,
                recurring=every is not None,
                wording=wording,
                deadline_id=deadline_id,
            )
        )
    return sorted(items, key=lambda item: (item.day, item.recurring, item.number, item.task_id, item.deadline_id))
