"""Choices of the office, stored as JSON by name."""

import json
from collections.abc import Sequence
from typing import Any

from tracker.domain.lights import DEFAULT, Cause, LightRule, LightRules
from tracker.domain.state_words import THREE, Pace, StateWord, StateWords
from tracker.domain.terms import Light, State
from tracker.storage.reader import Reader

STATE_WORDS = "state_words"
LIGHT_RULES = "light_rules"


def setting(db: Reader, name: str) -> Any:
    """The stored value, None where the default holds."""
    text = db.value("SELECT value FROM setting WHERE name = :name", name=name)
    return None if text is None else json.loads(text)


def state_words(db: Reader) -> StateWords:
    """The office's words for how a task stands."""
    stored = setting(db, STATE_WORDS)
    if stored is None:
        return THREE
    return StateWords(tuple(StateWord(word, State(state), Pace(pace) if pace else None) for word, state, pace in stored))


def light_rules(db: Reader) -> LightRules:
    """The office's table of lights with its words of states. Rows that a later version added stand at their default."""
    stored = setting(db, LIGHT_RULES)
    rules = DEFAULT
    if isinstance(stored, dict):  # as versions before the table wrote it: three limits
        rules = rules.changed(Light.AMBER, Cause.DAYS_LEFT, stored["amber_days"])
        rules = rules.changed(Light.AMBER, Cause.POINTS, stored["amber_points"]).changed(Light.RED, Cause.POINTS, stored["red_points"])
    elif stored is not None:
        for shade, cause, limit, on in stored:
            rules = rules.changed(Light(shade), Cause(cause), limit, on=on)
    return rules._replace(words=state_words(db))


def as_stored(rows: Sequence[LightRule]) -> list[list[Any]]:
    """The rows of a table of lights as JSON takes them."""
    return [[row.light.value, row.cause.value, row.limit, row.on] for row in rows]
