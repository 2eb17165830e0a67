"""One passage of a plan, chosen by a person, read as one task: for splitting, adding and retyping while a draft is reviewed.

Here the person has said where the task begins and ends; what remains to be read is its title, its units, its limits.
"""

import re
from datetime import date

from tracker.domain.deadline_entries import read_limit
from tracker.domain.deadline_found import Period
from tracker.domain.deadline_words import find_deadlines
from tracker.domain.folding import fold
from tracker.domain.terms import DeadlineKind, Role
from tracker.domain.unit_names import UnitDictionary, is_group
from tracker.files.traditional import simplified
from tracker.plans.draft import DraftDeadline, DraftTask, DraftUnit, Span
from tracker.plans.grammar import Note, resolve
from tracker.plans.labels import read_label
from tracker.plans.notes import NoteFinder, joined

_BLANK = " \t\n\r\u3000\u00a0"
_ENDS = re.compile("[。；;\n]")
_LONGEST_TITLE = 60


def read_passage(
    text: str, start: int, end: int, heading: int, names: UnitDictionary, period: Period = (None, None), issued: date | None = None
) -> DraftTask:
    """The task that text[start:end] states, below the heading with this index."""
    text = simplified(text)
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    folded = fold(text)
    label = read_label(folded[start:end].split("\n", 1)[0])
    length = label.length if label else 0
    notes = [note for a, b in _lines(text, start + length, end) for note in NoteFinder(names).find(folded, a, b)]
    task = DraftTask(heading, text[start : start + length].strip(), "", "", span=Span(start, end))
    body_end = notes[-1].start if notes and not folded[notes[-1].end : end].strip("。.;, \n") else end
    title_end = _title_end(text, start + length, body_end)
    task.title = text[start + length : title_end].strip(_BLANK + "。；;：:，,")
    task.content = text[title_end:body_end].lstrip(_BLANK + "。；;，,").rstrip(_BLANK + "，、,")
    task.note = "；".join(text[note.start : note.end].strip() for note in notes)
    for group in joined(notes, folded):
        _add_units(text, group, task)
    for a, b in [(start + length, body_end), *(limit for note in notes for limit in note.limits)]:
        for limit in find_deadlines(text[a:b], period, issued):
            span = Span(a + limit.start, a + limit.end)
            task.deadlines.append(DraftDeadline(limit.wording, limit.kind, limit.due, limit.recurrence, span))
    return task


def read_wording(wording: str, period: Period = (None, None), issued: date | None = None) -> DraftDeadline:
    """A time limit as a person typed it; words that name no date stay as they are, counted from an event we do not know."""
    wording = wording.strip()
    found = read_limit(wording, period, issued)
    if not found:
        return DraftDeadline(wording, DeadlineKind.RELATIVE)
    limit = found[-1]
    return DraftDeadline(wording, limit.kind, limit.due, limit.recurrence)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    ranges = []
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            ranges.append((at, at + len(line)))
        at += len(line) + 1
    return ranges


def _title_end(text: str, start: int, end: int) -> int:
    """Where the first sentence ends; in a long one where its first clause does."""
    stop = _ENDS.search(text, start, end)
    first = stop.start() if stop else end
    if first - start > _LONGEST_TITLE:
        comma = max(text.find("，", start + 4, start + _LONGEST_TITLE), text.find(",", start + 4, start + _LONGEST_TITLE))
        return comma if comma > 0 else first
    return first


def _add_units(text: str, notes: list[Note], task: DraftTask) -> None:
    flags = [is_group(text[unit.start : unit.end]) for note in notes for unit in note.named]
    seen = {unit.name for unit in task.units}
    for named, role in resolve(notes, flags):
        name = "".join(text[named.start : named.end].split())
        if name and name not in seen:
            seen.add(name)
            task.units.append(DraftUnit(name, Role(role), Span(named.start, named.end)))
