"""Choices of the office, stored as JSON by name."""

import json
from typing import Any

from tracker.storage.reader import Reader


def setting(db: Reader, name: str) -> Any:
    """The stored value, None where the default holds."""
    text = db.value("SELECT value FROM setting WHERE name = :name", name=name)
    return None if text is None else json.loads(text)
