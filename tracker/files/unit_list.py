"""The unit dictionary as a file (resources/units.json)."""

import json
from pathlib import Path

from tracker.domain.unit_names import UnitDictionary


def read_unit_dictionary(path: Path) -> UnitDictionary:
    """The dictionary in `path`; an empty one where the file is missing or broken: the reader then knows units by their shape."""
    try:
        return UnitDictionary.of(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return UnitDictionary()
