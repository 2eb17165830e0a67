"""Who is responsible, told above the duties or before them: units as headings, 以下任务由…牵头：, 1.县教育局：新建学校."""

import re
from typing import TYPE_CHECKING

from tracker.domain.unit_names import is_group, surely_unit
from tracker.plans.grammar import Named, Note, read_note
from tracker.plans.keys import Said
from tracker.plans.labels import Kind
from tracker.plans.name_lists import items
from tracker.plans.numbering import Paragraph
from tracker.plans.outline import Node
from tracker.plans.prose import said_by
from tracker.plans.task_words import BELOW, COUNTED, LEAST_DUTY, LONGEST_UNITS, OFFICE

if TYPE_CHECKING:
    from tracker.plans.tasks import TaskFinder


def units_as_headings(tasks: "TaskFinder", order: list[Node]) -> None:
    """县商务局：, or （一）县商务局, above its duties: the heading is a note of its unit, where the document has several such."""
    found: list[tuple[Node, Note]] = []
    for node in order:
        if node.label is None or not node.children or any(child.children for child in node.children):
            continue
        if node.label.kind is Kind.LEAD and len(node.paragraphs) == 1 and tasks.is_note_line(node.paragraphs[0]):
            tasks.headed.add(id(node))
            node.hidden = True
            continue
        start, end = tasks.title_span(node)
        stop = counted.start() if (counted := COUNTED.search(tasks.folded, start, end)) else end
        note = Note(end, end, [Named(a, b, Said.DUTY) for a, b in items(tasks.folded, start, stop)])
        texts = [tasks.folded[unit.start : unit.end] for unit in note.named]
        sure = all(surely_unit(text) and (stop < end or OFFICE.search(text) or tasks.finder.names.is_exact(text)) for text in texts)
        if texts and sure and not any(is_group(text) and stop == end for text in texts) and len(node.paragraphs) == 1:
            found.append((node, note))
    for node, note in found if len(found) > 1 else []:
        tasks.notes[id(node.paragraphs[0])] = [note]
        tasks.headed.add(id(node))
        first = node.paragraphs[0]
        node.hidden = node.label is not None and node.label.kind is Kind.LEAD and ":" in tasks.folded[first.start : first.end]


def units_before_duties(tasks: "TaskFinder", order: list[Node]) -> None:
    """1.县教育局：新建学校2所, item after item: what stands before the colon is the note of who does it."""
    found: list[tuple[Paragraph, Note]] = []
    for node in order:
        if node.label is None or node.children or len(node.paragraphs) != 1 or any(note.named for note in tasks.own_notes(node)):
            continue
        first = node.paragraphs[0]
        start = first.start + node.label.length
        colon = tasks.folded.find(":", start, min(first.end, start + LONGEST_UNITS))
        if colon > start and first.end - colon > LEAST_DUTY:
            note = read_note(tasks.folded, start, colon, outer=(start, colon + 1))
            texts = [tasks.folded[unit.start : unit.end] for unit in note.named]
            if texts and not note.keyed and all(surely_unit(text) for text in texts):
                found.append((first, note))
    for paragraph, note in found if len(found) > 1 else []:
        tasks.notes[id(paragraph)] = [note, *tasks.notes[id(paragraph)]]
    _units_as_titles(tasks, order)


_IN_CHARGE = re.compile(r"。\s*(?:主要|具体|统筹|牵头)?(?:负责|承担|牵头|组织|协调)(?!人|单位)")


def _units_as_titles(tasks: "TaskFinder", order: list[Node]) -> None:
    """（三）县教育局。负责…, item after item: the title says who does it, and stays the title."""
    found: list[tuple[Paragraph, Note]] = []
    for node in order:
        if node.label is None or node.children or any(note.named for note in tasks.own_notes(node)):
            continue
        start, end = tasks.title_span(node)
        named = [Named(a, b, Said.DUTY) for a, b in items(tasks.folded, start, end)]
        texts = [tasks.folded[unit.start : unit.end] for unit in named]
        sure = all(surely_unit(text) and not is_group(text) for text in texts)
        if texts and sure and end - start <= LONGEST_UNITS and _IN_CHARGE.match(tasks.folded, end):
            found.append((node.paragraphs[0], Note(end, end, named)))
    for paragraph, note in found if len(found) > 1 else []:
        tasks.notes[id(paragraph)] = [note, *tasks.notes[id(paragraph)]]


def told_for_all_below(tasks: "TaskFinder", order: list[Node]) -> None:
    """以下任务由县农业农村局牵头： above its items: a note of the heading, for all of them."""
    for node in order:
        for paragraph in node.paragraphs[:3] if node.children else []:
            told = BELOW.match(tasks.folded, paragraph.start, paragraph.end)
            if told and not tasks.notes[id(paragraph)] and paragraph.table is None:
                note = said_by(tasks.folded, told.start("by"), paragraph.end, tasks.finder.names)
                if note is not None and len(node.paragraphs) <= 3:
                    note.start, note.end = paragraph.start, paragraph.end
                    tasks.notes[id(paragraph)] = [note]
                    tasks.headed.add(id(node))
