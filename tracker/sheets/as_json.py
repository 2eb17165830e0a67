"""The staged comparison as data for other programs: the shape that the returned sheets' scoring expects."""

from collections.abc import Mapping
from typing import Any

from tracker.sheets.fields import TEXTS
from tracker.sheets.frame import shown
from tracker.sheets.staged import Bin, KnownTask, StagedCell, StagedRow, StagedSheet

_NAMES = {"state": "status", "percent": "progress", "progress": "progress_text"}
_NOT_BY_ITSELF = frozenset(("unknown_task", "wrong_unit", "conflicting_duplicate", "number_title_conflict", "task_unsure", "proposed_task"))


def as_json(sheet: StagedSheet, tasks: Mapping[int, KnownTask]) -> dict[str, Any]:
    """One table. `tasks`: by task id."""
    return {
        "file": sheet.file,
        "sheet": sheet.sheet,
        "head_rows": list(sheet.head_rows),
        "sender": sheet.sender_name,
        "sender_id": sheet.sender_id,
        "sender_by": sheet.sender_by,
        "period_printed": sheet.period_printed,
        "columns": [{"column": c.column + 1, "head": c.head, "field": _NAMES.get(c.field, c.field), "sure": c.sure} for c in sheet.columns],
        "counts": {found.value: sheet.count(found) for found in Bin},
        "missing": [_number(tasks[task_id]) for task_id in sheet.missing if task_id in tasks],
        "left_out": [{"sheet": name, "reason": words} for name, words in sheet.left_out],
        "questions": [{"code": reason.code, "words": reason.words} for reason in sheet.questions],
        "warnings": list(sheet.warnings),
        "rows": [row_as_json(row, tasks) for row in sheet.rows],
    }


def row_as_json(row: StagedRow, tasks: Mapping[int, KnownTask]) -> dict[str, Any]:
    """One row; rows that are no task have neither action nor values."""
    data: dict[str, Any] = {"row": row.row, "kind": row.kind, "bin": row.bin.value}
    if row.kind != "task":
        return data
    task = tasks.get(row.task_id) if row.task_id is not None else None
    data |= {
        "task": None if task is None else _number(task),
        "action": action_of(row),
        "reasons": [reason.code for reason in row.reasons],
        "words": [reason.words for reason in row.reasons],
        "title": row.title,
        "values": {_NAMES.get(cell.field, cell.field): _value(cell) for cell in row.cells},
        "old": {_NAMES.get(cell.field, cell.field): cell.old for cell in row.cells if cell.changes},
    }
    if row.also_rows:
        data["also_rows"] = list(row.also_rows)
    if row.candidates:
        data["candidates"] = [_number(tasks[task_id]) for task_id in row.candidates if task_id in tasks]
    return data


def action_of(row: StagedRow) -> str:
    """accept: goes in as it is; flag: after a look at the doubtful cell; refuse: a person must decide what it is."""
    if any(reason.code in _NOT_BY_ITSELF for reason in row.reasons):
        return "refuse"
    return "flag" if row.reasons else "accept"


def _number(task: KnownTask) -> str:
    return str(task.number)


def _value(cell: StagedCell) -> object:
    if cell.shade:
        return cell.shade
    if cell.value is None and cell.field in TEXTS and cell.reason is None:
        return shown(cell.raw) or None
    return cell.value
