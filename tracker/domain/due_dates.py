"""Which of a task's time limits counts: the next one that is not done, unless a person chose another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.terms import DeadlineKind

_UNDATED_FIRST = (DeadlineKind.RECURRING, DeadlineKind.RELATIVE, DeadlineKind.STANDING, DeadlineKind.DATE)


@dataclass(frozen=True, slots=True)
class Limit:
    """What the choice depends on. `done`: this stage was finished; `chosen`: a person made it the main one."""

    kind: DeadlineKind
    due: date | None = None
    done: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """`main`: index of the limit that lists show (None: there is none); `due`: its day; `pace_end`: the last day of all."""

    main: int | None
    kind: DeadlineKind | None
    due: date | None
    pace_end: date | None


def standing(limits: Sequence[Limit]) -> Standing:
    """The main limit of a task.

    A clerk watches the next day on which something is due, so the earliest open date wins; the pace is counted to the last
    date, because the percentage reported is that of the whole task. Without an open date: recurring, relative, standing.
    """
    dates = [limit.due for limit in limits if limit.due is not None]
    pace_end = max(dates, default=None)
    main = _main(limits)
    if main is None:
        return Standing(None, None, None, pace_end)
    limit = limits[main]
    return Standing(main, limit.kind, None if limit.done else limit.due, pace_end)


def _main(limits: Sequence[Limit]) -> int | None:
    for index, limit in enumerate(limits):
        if limit.chosen and not limit.done:
            return index
    dated = [(limit.due, index) for index, limit in enumerate(limits) if limit.due is not None and not limit.done]
    if dated:
        return min(dated)[1]
    ranked = [(_UNDATED_FIRST.index(limit.kind), index) for index, limit in enumerate(limits)]
    return min(ranked)[1] if ranked else None
