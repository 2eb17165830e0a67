"""Rows of one sheet that mean the same task: a repeat is counted once, two that disagree are both asked about."""

from collections import defaultdict
from collections.abc import Sequence

from tracker.sheets.fields import REPORTED, label
from tracker.sheets.frame import squeezed
from tracker.sheets.staged import Reason, StagedCell


def find_repeats(rows: Sequence[int], cells: Sequence[Sequence[StagedCell]], tasks: Sequence[int | None]) -> dict[int, Reason]:
    """Index of a row → why it is in doubt. `rows`: their physical numbers; `tasks`: the task of each, None where none is sure."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index, task in enumerate(tasks):
        if task is not None:
            groups[task].append(index)
    found: dict[int, Reason] = {}
    for group in groups.values():
        if len(group) > 1:
            _judge(rows, cells, group, found)
    return found


def _judge(rows: Sequence[int], cells: Sequence[Sequence[StagedCell]], group: list[int], found: dict[int, Reason]) -> None:
    said = [_said(cells[index]) for index in group]
    clash = _clash(said)
    if clash:
        numbers = "、".join(str(rows[index]) for index in group)
        for index in group:
            found[index] = Reason("conflicting_duplicate", f"第{numbers}行是同一项任务，{'、'.join(clash)}不一样，请选用一行")
        return
    fullest = max(range(len(group)), key=lambda place: (len(said[place]), -place))
    for place, index in enumerate(group):
        if place != fullest:
            found[index] = Reason("exact_duplicate", f"与第{rows[group[fullest]]}行重复，只算一次")


def _said(cells: Sequence[StagedCell]) -> dict[str, str]:
    """What a row reports, ready to be compared; a cell that could not be read counts with its words."""
    said = {}
    for cell in cells:
        if cell.field not in REPORTED:
            continue
        value = cell.raw if cell.value is None and cell.reason is not None else cell.value
        if value is not None:
            said[cell.field] = squeezed(f"{value:g}" if isinstance(value, float) else str(value)) + cell.shade
    return said


def _clash(said: list[dict[str, str]]) -> list[str]:
    fields = dict.fromkeys(name for one in said for name in one)
    return [label(name) for name in fields if len({one[name] for one in said if name in one}) > 1]
