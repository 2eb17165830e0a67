"""What a plan lists beside its tasks: projects of boxes (专栏) and of project tables, services of a service list."""

import re
from dataclasses import dataclass

from tracker.plans.cleaning import CleanText
from tracker.plans.columns import Column
from tracker.plans.draft import DraftProject, DraftService, DraftUnit
from tracker.plans.labels import Kind
from tracker.plans.numbering import Paragraph
from tracker.plans.outline import Node
from tracker.plans.table_facts import Row, TableFacts, printed

_BULLETS = "—-–·•●◆■□▪★※ "
_EDGES = " \u3000。；;：:，,"
_CAPTION = re.compile(r"附?表\s*\d")
_BARE_BOX = re.compile(r"专栏\s*(?:\d{1,2}[-—–.])?[\d一二三四五六七八九十]{0,3}\s*[:]?$")
_NUMBERED = re.compile(r"(?:0\d|[1-9]\d?)(?:[.、]\s*|\s+)(?=[\u4e00-\u9fff“])")
_LEAD = re.compile(r"[^,。;:、]{2,20}(?=:)")
_LONGEST_TITLE = 30


@dataclass(slots=True)
class _Part:
    """A stretch of a box that may be an item: its number's and its text's places."""

    start: int
    first: int
    end: int


def projects_of_box(text: CleanText, box: Node) -> list[DraftProject]:
    """The items of a project box: numbered ones, else its paragraphs; a short line without a full stop is the title of the next."""
    paragraphs = _until_table(text, box.paragraphs)
    if not paragraphs:
        return []
    name, rest = _name(text, paragraphs, alone=bool(box.children))
    found: list[DraftProject] = []
    for child in box.children:
        inner = _until_table(text, [p for node in child.walk() for p in node.paragraphs])
        if inner:
            start = inner[0].start
            length = child.label.length if child.label else 0
            found.append(_project(text, name, _Part(start, start + length, inner[0].end), inner[1:]))
    if box.children:
        return found
    parts = [_part(text, paragraph) for paragraph in rest]
    numbered = sum(part.first > part.start for part in parts) > 1
    index = 0
    while index < len(parts):
        last = index + 1
        if numbered:
            while last < len(parts) and parts[last].first == parts[last].start:
                last += 1
        elif _is_title(text, parts[index]) and last < len(parts) and not _is_title(text, parts[last]):
            last += 1
            while last < len(parts) and not _is_title(text, parts[last]) and not _has_title(text, parts[last]):
                last += 1
        found.append(_project(text, name, parts[index], rest[index + 1 : last]))
        index = last
    return found


def _until_table(text: CleanText, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """What stands before the first table: a table after a box is no part of its last item, nor is the table's caption."""
    tables = [index for index, paragraph in enumerate(paragraphs) if paragraph.table is not None]
    if tables:
        paragraphs = paragraphs[: tables[0]]
        if len(paragraphs) > 1 and _CAPTION.match(text.folded, paragraphs[-1].start):
            paragraphs = paragraphs[:-1]
    return paragraphs


def _name(text: CleanText, paragraphs: list[Paragraph], *, alone: bool) -> tuple[str, list[Paragraph]]:
    """The box's name, with the next line where its own says only 专栏4; and the paragraphs after it."""
    first = paragraphs[0]
    name = text.text[first.start : first.end].strip()
    if _BARE_BOX.match(text.folded[first.start : first.end].strip()) and len(paragraphs) > 1:
        second = paragraphs[1]
        if _is_title(text, _part(text, second)) and (alone or len(paragraphs) > 2):
            return f"{name} {text.text[second.start : second.end].strip()}", paragraphs[2:]
    return name, paragraphs[1:]


def _part(text: CleanText, paragraph: Paragraph) -> _Part:
    match = _NUMBERED.match(text.folded, paragraph.start, paragraph.end)
    return _Part(paragraph.start, match.end() if match else paragraph.start, paragraph.end)


def _is_title(text: CleanText, part: _Part) -> bool:
    words = text.folded[part.first : part.end]
    return len(words) <= _LONGEST_TITLE and not set("。;:,") & set(words)


def _has_title(text: CleanText, part: _Part) -> bool:
    """Whether a paragraph begins with a lead sentence of its own: a few words up to its first full stop, and more after it."""
    stop = text.folded.find("。", part.first, part.end)
    return 0 <= stop - part.first <= _LONGEST_TITLE and stop < part.end - 1 and "," not in text.folded[part.first : stop]


def _project(text: CleanText, box: str, part: _Part, more: list[Paragraph]) -> DraftProject:
    lead = _LEAD.match(text.folded, part.first, part.end)
    stop = lead.end() if lead else text.folded.find("。", part.first, part.end)
    stop = stop if stop >= 0 else part.end
    body = [(stop + 1, part.end), *((paragraph.start, paragraph.end) for paragraph in more)]
    content = "\n".join(words for a, b in body if a < b and (words := text.text[a:b].strip()))
    label, title = text.text[part.start : part.first].strip(), text.text[part.first : stop].strip(_EDGES).lstrip(_BULLETS)
    return DraftProject(box, label, title, content, text.span(part.start, more[-1].end if more else part.end))


_TOLD = (Column.NATURE_OF_WORKS, Column.TASK, Column.YEARS, Column.MONEY)


def projects_of_table(text: CleanText, facts: TableFacts, box: str) -> list[DraftProject]:
    """The rows of a table of projects: what it says beside the name is told with the heads of the columns."""
    found = []
    for row in facts.rows:
        title = row.cells.get(Column.PROJECT) or row.cells.get(Column.TITLE)
        if title is None or title.end <= title.start:
            continue
        label = printed(text, row.cells.get(Column.NUMBER))
        found.append(DraftProject(_box_of(text, row, box), label, printed(text, title), _told(text, row), text.span(row.start, row.end)))
    return found


def _box_of(text: CleanText, row: Row, box: str) -> str:
    groups = [printed(text, cell) for cell in row.groups]
    if Column.GROUP in row.cells:
        groups.append(printed(text, row.cells[Column.GROUP]))
    return " ".join(part for part in (box, *groups) if part)


def _told(text: CleanText, row: Row) -> str:
    lines = [printed(text, row.cells[Column.TASK])] if Column.TASK in row.cells else []
    lines += [printed(text, cell) for cell in row.more]
    named = [(head, cell) for column, head, cell in row.named if column in _TOLD]
    lines += [f"{head}：{printed(text, cell)}" for head, cell in (*named, *row.steps)]
    return "\n".join(line for line in lines if line)


def service_of(text: CleanText, row: Row, heading: str, units: list[DraftUnit]) -> DraftService:
    """A row of a service list; what the service consists of stands beside its standard where both are told."""
    cells = {column: printed(text, cell) for column, cell in row.cells.items()}
    group = printed(text, row.groups[-1]) if row.groups else cells.get(Column.GROUP, "") or heading
    content = cells.get(Column.CONTENT, "")
    standard = cells.get(Column.STANDARD, "")
    note = cells.get(Column.NOTE, "")
    if content and standard:
        note = "；".join(part for part in (f"服务内容：{content}", note) if part)
    return DraftService(
        cells.get(Column.NUMBER, ""),
        group,
        cells.get(Column.SERVICE, ""),
        cells.get(Column.TARGET_GROUP, ""),
        standard or content,
        cells.get(Column.FUNDING, ""),
        units,
        note,
        text.span(row.start, row.end),
    )


def heading_of(text: CleanText, node: Node) -> str:
    """The heading under which a table stands, with its number; "" where it has none."""
    if node.label is None or not node.paragraphs:
        return ""
    first = node.paragraphs[0]
    words = text.text[first.start : first.end].split("\n", 1)[0].strip(_EDGES)
    if node.label.kind is Kind.ANNEX and len(node.paragraphs) > 1 and node.paragraphs[1].table is None and len(words) <= 6:
        second = node.paragraphs[1]
        words = f"{words} {text.text[second.start : second.end].strip(_EDGES)}"
    return words if len(words) <= 60 else ""
