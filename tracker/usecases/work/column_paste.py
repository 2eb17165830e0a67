"""A column copied from a spreadsheet, laid over chosen tasks: what it is, what would change, what cannot be read; then one write.

What reads cells is loaded with the first paste: the list of tasks, where one can paste, opens without it.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.domain.records import Changes
from tracker.domain.reporting import REPORT_FIELDS, implied_state
from tracker.domain.state_words import StateWords
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.sheets.fields import label
from tracker.storage.reading import task_values
from tracker.storage.reading.settings import state_words
from tracker.storage.store import Store
from tracker.usecases.work.task_words import Row, write_contacts, write_reports

if TYPE_CHECKING:
    from tracker.sheets.values import Reading

__all__ = ["FIELDS", "PasteLine", "PastePlan", "apply_paste", "cells_of", "has_more_columns", "label", "plan_paste"]

FIELDS = ("percent", "state", "progress", "problems", "next_steps", "leader", "office", "person", "phone")
"""What a column may hold, in the order in which it is offered."""

_SURE, _HEAD = 0.6, 0.9


class PasteLine(NamedTuple):
    """One cell over one task, as words. `fault`: why it cannot be taken; an empty cell changes nothing."""

    task_id: int
    number: int
    title: str
    old: str
    new: str
    value: str | float | None
    fault: str

    @property
    def writes(self) -> bool:
        return self.value is not None and not self.fault and self.new != self.old


class PastePlan(NamedTuple):
    """What would be written. `head`: the head of the column, where the first cell is one; `over`: cells without a task;
    `under`: tasks without a cell; `strange`: the head is of a column that cannot be pasted, and nobody has said what else it is to be."""

    field: str
    head: str
    lines: tuple[PasteLine, ...]
    over: int
    under: int
    strange: bool = False

    @property
    def writes(self) -> int:
        return 0 if self.strange else sum(line.writes for line in self.lines)

    @property
    def faults(self) -> int:
        return sum(bool(line.fault) for line in self.lines)


def cells_of(text: str) -> list[str]:
    """The first column of a copied table; a cell of several lines stands in quotation marks."""
    return [cell for cell, _more in _rows(text)]


def has_more_columns(text: str) -> bool:
    """Does anything stand beside the first column?"""
    return any(more for _cell, more in _rows(text))


def _rows(text: str) -> list[tuple[str, bool]]:
    """The first cell of each row, and whether there is more in the row."""
    cells: list[tuple[str, bool]] = []
    at, text = 0, text.replace("\r\n", "\n").replace("\r", "\n")
    while at < len(text):
        if text[at] == '"' and (end := _closing(text, at)) is not None:
            cell = text[at + 1 : end].replace('""', '"').strip()
            at = end + 1
        else:
            stop = min((place for place in (text.find("\t", at), text.find("\n", at)) if place >= 0), default=len(text))
            cell = text[at:stop].strip()
            at = stop
        line = text.find("\n", at)
        line = len(text) if line < 0 else line
        cells.append((cell, bool(text[at:line].strip())))
        at = line + 1
    return cells


def _closing(text: str, start: int) -> int | None:
    """Where the quotation mark stands that ends this cell; None where none does."""
    at = start + 1
    while (at := text.find('"', at)) >= 0:
        if text[at + 1 : at + 2] == '"':
            at += 2
        elif text[at + 1 : at + 2] in ("", "\t", "\n"):
            return at
        else:
            return None
    return None


def plan_paste(store: Store, ids: Sequence[int], cells: Sequence[str], period: str, field: str = "") -> PastePlan:
    """Lay the cells over the tasks in their order. `field`: what the column is; "": guessed from its head, else from its contents."""
    head, body, guessed = _headed(cells)
    strange = bool(head) and not guessed and not field
    field = field or guessed or "progress"
    with store.read() as db:
        held = task_values.values(db, ids[: len(body)], period)
        words = state_words(db)
    fractions = field == "percent" and _fractions(body)
    lines = []
    for task, cell in zip(held, body, strict=False):
        reading = _read(field, cell, fractions, words)
        fault = reading.words if reading.value is None or reading.code else ""
        new = "" if reading.value is None else _words(field, reading.value, words)
        lines.append(PasteLine(task.id, task.number, task.title, _words(field, task.values.get(field), words), new, reading.value, fault))
    return PastePlan(field, head, tuple(lines), max(len(body) - len(ids), 0), max(len(ids) - len(body), 0), strange)


def _headed(cells: Sequence[str]) -> tuple[str, list[str], str]:
    """The head, the cells below it, and what the column is; "" for one that cannot be pasted."""
    from tracker.sheets.vocabulary import read_head

    known = read_head(cells[0]).weights if cells else {}
    weights = {field: weight for field, weight in known.items() if field in FIELDS}
    is_head = bool(weights) or max(known.values(), default=0) >= _HEAD
    if is_head and len(cells) > 1 and not _value_like(cells[0]):
        return cells[0], list(cells[1:]), max(weights, key=weights.__getitem__, default="")
    return "", list(cells), _by_contents(cells)


def _value_like(cell: str) -> bool:
    """Is this a value of its own rather than a head? 已完成 may be either, and is a state."""
    from tracker.sheets.values import read_percent, read_state

    return read_percent(cell, as_percent=False, fractions=False).value is not None or read_state(cell).value is not None


def _by_contents(cells: Sequence[str]) -> str:
    from tracker.sheets.profile import profile

    look = profile(cells)
    shares = {"state": look.state, "phone": look.phone, "percent": max(look.percent, look.sign), "office": look.office, "person": look.name}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _SURE else "progress"


def _fractions(cells: Sequence[str]) -> bool:
    """Are all bare numbers 0–1 with at least one between, so that 1 means all of it?"""
    found = []
    for cell in cells:
        try:
            found.append(float(cell))
        except ValueError:
            if "%" in cell or "％" in cell:
                return False
    return bool(found) and all(0 <= value <= 1 for value in found) and any(0 < value < 1 for value in found)


def _read(field: str, cell: str, fractions: bool, words: StateWords) -> "Reading":
    from tracker.sheets.frame import says_nothing
    from tracker.sheets.values import Reading, read_percent, read_person, read_phone, read_state

    if says_nothing(cell):
        return Reading()
    if field == "percent":
        return read_percent(cell, as_percent=False, fractions=fractions)
    if field == "state":
        own = words.read(cell)
        return Reading(own.state.value) if own else read_state(cell)
    if field == "phone":
        return read_phone(cell)
    return read_person(cell) if field in ("leader", "person") else Reading(cell)


def _words(field: str, value: Any, words: StateWords) -> str:
    if value in (None, ""):
        return ""
    if field == "percent":
        return f"{float(value):g}%"
    return words.general(State(value)) if field == "state" else str(value)


def apply_paste(store: Store, plan: PastePlan, period: str, today: date) -> Changes:
    """Write what differs and can be read: reports go into the period, persons hold from today on."""
    wanted = {line.task_id: line.value for line in plan.lines if line.writes}
    if not wanted:
        raise UserError("没有要写入的内容", "粘贴的这一列与现在的内容一样，或者都读不出来", "请换一列，或改选这一列是什么")
    with store.transaction(f"粘贴一列：{len(wanted)} 项任务的{label(plan.field)}") as work:
        if plan.field in REPORT_FIELDS:
            write_reports(work, list(wanted), period, lambda task, here: _report(task, here, plan.field, wanted[task["id"]]), today)
        else:
            write_contacts(work, list(wanted), lambda task_id, held: {**held, plan.field: str(wanted[task_id])}, today)
    return work.changes()


def _report(task: Row, here: Row | None, field: str, value: str | float | None) -> Row:
    """The period's report with this value; one that begins with it goes on from how the task stands."""
    if here is None:
        held: dict[str, Any] = {"state": task["state"], "percent": task["percent"], "progress": "", "problems": "", "next_steps": ""}
    else:
        held = {name: here[name] for name in REPORT_FIELDS}
    if field == "state":
        state = State(str(value))
        if state is State.COMPLETED:
            held["percent"] = 100.0
        elif held["state"] is State.COMPLETED:
            held["percent"] = None
        return {**held, "state": state}
    if field == "percent" and value is not None:
        return {**held, "percent": float(value), "state": implied_state(held["state"], float(value))}
    return {**held, field: value}
