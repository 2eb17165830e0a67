"""What the reader made of every character of a source: heading, task, note, row of another table, or no task at all.

The review window shows the last kind on demand, so that a clerk sees what was left out.
"""

from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

from tracker.plans.draft import PlanDraft, Span


class Part(IntEnum):
    """What a stretch of the source belongs to; where two claim a character, the higher one has it."""

    NO_TASK = 0
    TASK = 1
    ROW = 2
    HEADING = 3
    NOTE = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """Source [start, end), all of one part."""

    start: int
    end: int
    part: Part


def coverage(draft: PlanDraft) -> list[Stretch]:
    """The whole source, in order, without gaps and without overlaps."""
    marks = bytearray(len(draft.source_text))

    def paint(part: Part, spans: list[Span]) -> None:
        for span in spans:
            marks[span.start : span.end] = bytes([part]) * (span.end - span.start)

    paint(Part.TASK, [task.span for task in draft.tasks])
    paint(Part.ROW, [fact.span for facts in (draft.indicators, draft.services, draft.projects) for fact in facts])
    paint(Part.HEADING, [heading.span for heading in draft.headings])
    paint(Part.NOTE, [span for task in draft.tasks for span in task.note_spans])
    stretches = []
    at = 0
    for mark, run in groupby(marks):
        length = sum(1 for _ in run)
        stretches.append(Stretch(at, at + length, Part(mark)))
        at += length
    return stretches


def left_out(draft: PlanDraft) -> list[Stretch]:
    """The stretches that became nothing and hold words, not only blanks and punctuation."""
    text = draft.source_text
    return [
        stretch
        for stretch in coverage(draft)
        if stretch.part is Part.NO_TASK and any(char.isalnum() for char in text[stretch.start : stretch.end])
    ]
