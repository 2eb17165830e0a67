"""The hidden key by which a fill-in workbook names a task: it comes back unchanged whatever the sender does to number and title."""

import re
from operator import mul

# Products of the digits with unequal weights, so that a digit typed wrong or two exchanged are noticed.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
_PLACES = tuple(_WEIGHTS[place % len(_WEIGHTS)] for place in range(18))
_SIGNS = "10X98765432"
SPARE_KEY = "另报"
"""What stands in place of a key where a unit may write a task of its own that the plan does not have."""

_SHAPE = re.compile(r"T(\d{1,9})-(\d{1,9})-([\dX])")


def task_key(plan_id: int, task_id: int) -> str:
    """The key of a stored task: T3-141-X."""
    return f"T{plan_id}-{task_id}-{_check(plan_id, task_id)}"


def read_task_key(text: str) -> tuple[int, int] | None:
    """(plan id, task id) of a key; None for anything that is none, or that was changed on its way."""
    found = _SHAPE.fullmatch("".join(text.split()).upper())
    if found is None:
        return None
    plan_id, task_id = int(found[1]), int(found[2])
    return (plan_id, task_id) if found[3] == _check(plan_id, task_id) else None


def is_key(text: str) -> bool:
    """Whether a text stands for a row of a fill-in workbook: the key of a task, or the mark of a spare row."""
    return text == SPARE_KEY or read_task_key(text) is not None


def _check(plan_id: int, task_id: int) -> str:
    digits = map(int, f"{plan_id:09}{task_id:09}")
    return _SIGNS[sum(map(mul, digits, _PLACES)) % len(_SIGNS)]
