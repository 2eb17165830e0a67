"""Choices of the office, stored as JSON by name."""

import json
from typing import Any

from tracker.domain.state_words import THREE, Pace, StateWord, StateWords
from tracker.domain.terms import State
from tracker.storage.reader import Reader

STATE_WORDS = "state_words"


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
