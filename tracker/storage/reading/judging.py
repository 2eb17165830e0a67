"""The lights of single tasks with their reasons: the rules, the periods without a report, and what a person set instead."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tracker.domain.light_words import why
from tracker.domain.lights import BY_HAND, LightRules, figures, light
from tracker.domain.records import LightSet
from tracker.domain.terms import DeadlineKind, Light, State
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, numbers
from tracker.storage.reading.silence import NONE, silence


class Facts(NamedTuple):
    """What a light is worked out from. `due`: the next day due; `start`, `end`: first and last day of the pace; `heard_to`: ISO text."""

    task_id: int
    plan_id: int
    state: State
    kind: DeadlineKind | None
    due: date | None
    start: date | None
    end: date | None
    percent: float | None
    heard_to: str | None
    is_set: bool


class Judge:
    """Judges the tasks of one reading; `set_ids`: those of them whose light a person set. `points`: from how many on a task is behind."""

    def __init__(self, db: Reader, today: date, rules: LightRules, set_ids: Iterable[int]) -> None:
        self._today, self._rules = today, rules
        self.points = rules.amber_points
        self._silence = silence(db, today) if rules.counts_silence else NONE
        self._set = lights_in_force(db, list(set_ids))

    def silent(self, plan_id: int, heard_to: str | None) -> int:
        """For how many asked periods in a row no report came of a task."""
        return self._silence.count(plan_id, heard_to)

    def light(self, task: Facts) -> tuple[Light, str]:
        """The light and why, in a few words."""
        by_hand = self._set.get(task.task_id) if task.is_set else None
        return light(
            task.state,
            task.kind,
            task.due,
            task.start,
            task.percent,
            self._today,
            self._rules,
            task.end,
            self.silent(task.plan_id, task.heard_to),
            None if by_hand is None else (by_hand.light, by_hand.reason),
        )

    def by_hand(self, task: Facts) -> LightSet | None:
        """What a person set, where it shows."""
        return None if task.state is State.COMPLETED or not task.is_set else self._set.get(task.task_id)

    def why(self, task: Facts) -> str:
        """Why the light shows what it shows, with the figures; "" for a completed task. A light set by hand tells what the rules say."""
        if task.state is State.COMPLETED:
            return ""
        unheard = self._silence.unheard(task.plan_id, task.heard_to)
        seen = figures(task.state, task.kind, task.due, task.start, task.percent, self._today, task.end, len(unheard))
        told = why(seen, self._rules, task.due, unheard)
        held = self.by_hand(task)
        if held is None:
            return told
        usual, _reason = self.light(task._replace(is_set=False))
        who = "，".join(part for part in (held.by, f"{held.on:%Y-%m-%d}") if part)
        return f"{BY_HAND}为{held.light.label}：{held.reason}（{who}）。按规则为{usual.label}：{told}"


def lights_in_force(db: Reader, ids: list[int]) -> dict[int, LightSet]:
    """The lights that a person set for these tasks and that were not lifted, with the reasons."""
    found: dict[int, LightSet] = {}
    for part in chunks(ids):
        rows = db.rows(
            f"""SELECT task_id, light, reason, set_by, set_on FROM light_override
            WHERE ended_on IS NULL AND task_id IN {numbers(part)} ORDER BY id"""
        )
        found |= {row[0]: LightSet(Light(row[1]), row[2], row[3], date.fromisoformat(row[4])) for row in rows}
    return found
