"""How forms of superior offices were filled before."""

from tracker.storage.reader import Reader


def form_map(db: Reader, signature: str) -> dict[int, str]:
    """By place of the column (from 0): the field it was filled with, for a form with this set of heads."""
    rows = db.rows("SELECT place, field FROM form_map WHERE signature = :signature ORDER BY id", signature=signature)
    return {int(place): field for place, field in rows}
