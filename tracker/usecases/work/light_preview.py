"""What other rules for the lights would do to the tasks there are, before anything is saved."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tracker.domain.lights import LightRules
from tracker.domain.terms import Light
from tracker.storage.reading import overview
from tracker.storage.reading.tasks import task_rows
from tracker.storage.store import Store
from tracker.usecases.house.settings import rules_in

LISTED = 200


class LightChange(NamedTuple):
    """A task that would show another light: now and then, each with its reason."""

    task_id: int
    plan_id: int
    number: int
    title: str
    before: Light
    before_reason: str
    after: Light
    after_reason: str
    after_why: str


class LightPreview(NamedTuple):
    """Counts of all tasks by light, now and then; `total` tasks would change, of which the first ones are listed."""

    before: Mapping[Light, int]
    after: Mapping[Light, int]
    total: int
    changes: tuple[LightChange, ...]


def light_preview(store: Store, wanted: LightRules, today: date) -> LightPreview:
    """What these rules would change, over all plans; nothing is written."""
    with store.read() as db:
        now = rules_in(db)
        before = overview.light_counts(db, today, now)
        if wanted.rows == now.rows:
            return LightPreview(before, before, 0, ())
        ids = overview.other_lights(db, today, now, wanted)
        old = task_rows(db, ids[:LISTED], today, now)
        new = task_rows(db, ids[:LISTED], today, wanted)
        changes = tuple(
            LightChange(one.id, one.plan_id, one.number, one.title, one.light, one.reason, then.light, then.reason, then.why)
            for one, then in zip(old, new, strict=True)
        )
        return LightPreview(before, overview.light_counts(db, today, wanted), len(ids), changes)
