"""The hidden keys by which fill-in sheets name an indicator, a service or a project: they come back unchanged, whatever the names."""

from tracker.domain.plan_lists import ListKind
from tracker.domain.task_keys import read_task_key, task_key

_LETTERS = {ListKind.INDICATORS: "I", ListKind.SERVICES: "S", ListKind.PROJECTS: "P"}


def figure_key(kind: ListKind, plan_id: int, row_id: int) -> str:
    """The key of a stored row: I3-141-X, P3-8-2."""
    return _LETTERS[kind] + task_key(plan_id, row_id)[1:]


def read_figure_key(text: str) -> tuple[ListKind, int, int] | None:
    """(kind, plan id, row id) of a key; None for anything that is none, or that was changed on its way."""
    plain = "".join(text.split()).upper()
    kind = next((kind for kind, letter in _LETTERS.items() if plain.startswith(letter)), None)
    found = None if kind is None else read_task_key("T" + plain[1:])
    return None if kind is None or found is None else (kind, *found)
