"""Who speaks for a task: whose word settles its state and percentage, and whose is told beside it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from tracker.domain.periods import end_of
from tracker.domain.terms import Role, State

REPORT_FIELDS = ("state", "percent", "progress", "problems", "next_steps")
CONTACT_FIELDS = ("leader", "office", "person", "phone")
_SAID_BEHIND = "said_behind:"


def said_behind(unit_id: int | None) -> str:
    """The code of the doubt that stays where a unit calls itself behind and gives no figure that could bear it out."""
    return f"{_SAID_BEHIND}{unit_id or ''}"


def is_said_behind(code: str) -> bool:
    """Whether a doubt is what a unit said of itself."""
    return code.startswith(_SAID_BEHIND)


def settles_task(unit_id: int | None, units: Mapping[int, Role]) -> bool:
    """Whether what this unit reports is the report of the task itself: its lead, one of those who share it, or its only unit.

    The office itself (None: a table collected from many units) speaks for the task too. All others report their part.
    """
    if unit_id is None:
        return True
    if any(role in (Role.LEAD, Role.JOINT) for role in units.values()):
        return units.get(unit_id) in (Role.LEAD, Role.JOINT)
    return set(units) == {unit_id}


def assigned(units: Mapping[int, Role], part_only: Collection[int]) -> Mapping[int, Role]:
    """The units to which a task itself is assigned: those that only have a part of it (分解任务) neither settle it nor keep its
    only unit from settling it."""
    return {unit_id: role for unit_id, role in units.items() if unit_id not in part_only} if part_only else units


class Standing(NamedTuple):
    """How a task stands: its state, its percentage and the day it was completed."""

    state: State
    percent: float | None
    completed_on: date | None


def after_state(now: Standing, state: State, last_open: float | None, today: date) -> Standing:
    """A task whose state is set: completed, it stands at 100 % with its day; reopened, it goes back to what was reported last.

    `last_open`: the percentage of the latest report that does not say completed.
    """
    if state is State.COMPLETED:
        return Standing(state, 100, now.completed_on if now.state is State.COMPLETED else today)
    if now.state is State.COMPLETED:
        return Standing(state, last_open, None)
    return now._replace(state=state)


def after_report(now: Standing, state: State, percent: float | None, last_open: float | None, today: date) -> Standing:
    """A task of which this is the latest report; one that says nothing of the percentage leaves it."""
    then = after_state(now, state, last_open, today)
    return then if percent is None or state is State.COMPLETED else then._replace(percent=percent)


class Decision(NamedTuple):
    """How a task stands after what was said, and whether that only claims it to be done."""

    standing: Standing
    claims: bool = False


def decided(now: Standing, state: State, percent: float | None, last_open: float | None, today: date, *, waits: bool) -> Decision:
    """What a report, or with `percent` None a person, makes of a task. `waits`: the office wants a completion proved first.

    A claim leaves the task under way at the percentage that was said, until the check passes; every writer of states comes through here.
    """
    if waits and state is State.COMPLETED and now.state is not State.COMPLETED:
        return Decision(Standing(State.IN_PROGRESS, now.percent if percent is None else percent, None), claims=True)
    return Decision(after_report(now, state, percent, last_open, today))


def proved(claimed_on: date) -> Standing:
    """A task whose completion was checked: done since the day on which it was claimed."""
    return Standing(State.COMPLETED, 100, claimed_on)


def implied_state(held: State | None, percent: float) -> State | None:
    """The state of a report that says a percentage only: what is under way is neither 未启动 nor 已完成; else what it was."""
    under_way = (held is State.NOT_STARTED and percent > 0) or (held is State.COMPLETED and percent < 100)
    return State.IN_PROGRESS if under_way else held


def heard_to(held: date | None, period: str) -> date | None:
    """To which day a task is heard of once it was reported for a period: the end of the latest one, whatever came in first."""
    last = end_of(period)
    return held if last is None or (held is not None and held >= last) else last


def begins_contact(held: Mapping[str, str] | None, since: date | None, values: Mapping[str, str], today: date) -> bool:
    """Whether these names are a change of person, so that the entry in force ends and another begins; else it is completed.

    `held`: the names in force since that day, None where there are none.
    """
    if held is None:
        return True
    # Filling gaps is a completion; only a changed name is a change of person.
    return since != today and any(old and old != values[name] for name, old in held.items())


def marked(by_hand: str, names: Iterable[str]) -> str:
    """The names of columns that a person changed, these among them, as they are stored."""
    return " ".join(sorted({*by_hand.split(), *names}))


def unmarked(by_hand: str, names: Iterable[str]) -> str:
    """The same without these, which a report has settled again."""
    return " ".join(sorted({*by_hand.split()} - {*names}))
