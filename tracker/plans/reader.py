"""A source document → a plan draft. The one door of this package; see the package docstring for the stages."""

import re
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.deadline_words import FoundLimit, Period, find_deadlines, read_limit
from tracker.domain.terms import DeadlineKind, Role
from tracker.domain.unit_names import UnitDictionary, complete, is_group, looks_like_unit, split_run
from tracker.files.blocks import SourceDocument
from tracker.plans.cleaning import CleanText, clean
from tracker.plans.draft import DraftDeadline, DraftHeading, DraftTask, DraftUnit, Finding, PlanDraft
from tracker.plans.grammar import Named, Note, resolve
from tracker.plans.header import read_header
from tracker.plans.notes import NoteFinder, joined
from tracker.plans.outline import Node, build, paragraphs_of, without_contents
from tracker.plans.tasks import Item, TaskFinder

_FIRST_LEADS = re.compile(
    r"(?:排名|排在|排列|列在|列|名列|位列)(?:第一|首|最前|在前|前面)[^。;]{0,12}(?:牵头|主责|总负责)|第一(?:个"
    r"|家)?(?:责任)?单位为?(?:牵头|主责)"
)
_EMPTY = UnitDictionary()


def read_plan(source: SourceDocument, names: UnitDictionary = _EMPTY) -> PlanDraft:
    """Everything that the document says of tasks, units, time limits and figures, with the reasons to look at it again."""
    text = clean(source)
    header = read_header(text, source.name)
    draft = PlanDraft(
        source.name,
        source.text,
        header.title,
        header.doc_number,
        header.issuer,
        header.issued,
        *header.period,
        lead_units=header.lead_units,
    )
    lines = without_contents(text, text.lines)
    root = build(paragraphs_of(text, lines))
    finder = TaskFinder(text.folded, NoteFinder(names))
    builder = _Builder(text, names, header.period, header.issued, draft, finder)
    builder.first_leads = bool(_FIRST_LEADS.search(text.folded))
    for item in finder.find(root):
        builder.add(item)
    if not draft.tasks:
        draft.findings.append(Finding("no_tasks", "没有找到任务，请确认这是任务分解类的方案"))
    return draft


@dataclass(slots=True)
class _Builder:
    """Turns items into draft tasks, and their headings into draft headings on the way."""

    text: CleanText
    names: UnitDictionary
    period: Period
    issued: date | None
    draft: PlanDraft
    finder: TaskFinder
    first_leads: bool = False
    _headings: dict[int, int] = field(default_factory=dict)

    def add(self, item: Item) -> None:
        node = item.node
        above = node.ancestors() if item.label is not None else [*node.ancestors(), *([node] if node.label else [])]
        task = DraftTask(self._heading(above), "", "", "")
        if item.label is not None:
            first = item.paragraphs[0]
            task.label = self.text.text[first.start : first.start + item.label.length].strip()
        task.span = self.text.span(item.start, item.end)
        title_end, body = self._title_and_body(item)
        first_start = item.start + (item.label.length if item.label else 0)
        task.title = self.text.text[first_start:title_end].strip(" \u3000。；;：:，,")
        task.content = "\n".join(self.text.text[a:b].strip() for a, b in body if self.text.text[a:b].strip())
        task.note = "；".join(self.text.text[note.start : note.end].strip() for note in item.notes)
        self._units(item, task)
        self._limits(item, task, [(first_start, title_end), *body])
        for code, words in item.doubts:
            task.findings.append(Finding(code, words, task.span))
        self.draft.tasks.append(task)

    def _heading(self, above: list[Node]) -> int:
        parent = -1
        for level, node in enumerate(above, 1):
            index = self._headings.get(id(node))
            if index is None:
                index = len(self.draft.headings)
                first = node.paragraphs[0]
                length = node.label.length if node.label else 0
                title = self.finder.title_of(node)
                at = self.text.folded.index(title, first.start + length) if title else first.start + length
                printed = self.text.text[at : at + len(title)]
                label = self.text.text[first.start : first.start + length].strip()
                span = self.text.span(first.start, at + len(title))
                self.draft.headings.append(DraftHeading(parent, level, label, printed, span))
                self._headings[id(node)] = index
            parent = index
        return parent

    def _title_and_body(self, item: Item) -> tuple[int, list[tuple[int, int]]]:
        """Where the title ends, and the ranges of the text after it without the notes that stand at paragraph ends."""
        folded = self.text.folded
        first = item.paragraphs[0]
        start = first.start + (item.label.length if item.label else 0)
        ranges = []
        for paragraph in item.paragraphs:
            a = start if paragraph is first else paragraph.start
            b = paragraph.end
            for note in sorted((n for n in item.notes if a <= n.start < b), key=lambda n: -n.start):
                if not folded[note.end : b].strip("。.;； \n"):
                    tail = folded[note.end : b].strip()
                    b = note.start
                    if tail == "。" and folded[b - 1] not in "。;!?":
                        item.doubts = item.doubts  # the full stop after the bracket closes the sentence before it
            ranges.append((a, b))
        a, b = ranges[0]
        stop = folded.find("。", a, b)
        inner = min((note.start for note in item.notes if a <= note.start < b), default=b)
        title_end = min(stop if stop >= 0 else b, inner)
        rest = (title_end + (1 if stop == title_end else 0), b)
        return title_end, [rest, *ranges[1:]] if rest[1] > rest[0] else ranges[1:]

    def _units(self, item: Item, task: DraftTask) -> None:
        seen: dict[str, DraftUnit] = {}
        groups = joined(item.notes, self.text.folded)
        if item.inherited:
            groups = [item.inherited + (groups[0] if groups else []), *groups[1:]]
            task.findings.append(Finding("inherited", "牵头单位取自上级标题，请核对", task.span))
        for notes in groups:
            flags = [is_group(self.text.text[u.start : u.end]) for note in notes for u in note.named]
            for named, role in resolve(notes, flags, first_leads=self.first_leads):
                for unit in self._unit(named, role, task):
                    known = seen.get(unit.name)
                    if known is None:
                        seen[unit.name] = unit
                        task.units.append(unit)
                    elif role is Role.LEAD:
                        known.role = role
            for note in notes:
                if note.damage:
                    words = f"责任说明的{note.damage}，已按文意补上，请核对"
                    task.findings.append(Finding("bracket", words, self.text.span(note.start, note.end)))
                task.leaders += [self.text.text[a:b] for a, b in note.leaders]

    def _unit(self, named: Named, role: Role, task: DraftTask) -> list[DraftUnit]:
        printed = self.text.text[named.start : named.end]
        pieces = split_run(printed, self.names)
        span = self.text.span(named.start, named.end)
        if len(pieces) > 1:
            words = f"“{printed}”像是几个单位连写，已拆为{'、'.join(complete(p, self.names) for p in pieces)}，请核对"
            task.findings.append(Finding("run_together", words, span))
            found = []
            at = named.start
            for piece in pieces:
                proposed = complete(piece, self.names)
                whole = self.text.span(at, at + len(piece))
                found.append(DraftUnit(piece, role, whole, False, proposed if proposed != piece else ""))
                at += len(piece)
            return found
        if not (self.names.is_known(printed) or looks_like_unit(printed)):
            task.findings.append(Finding("unknown_unit", f"“{printed}”不像单位名称，请核对", span))
        return [DraftUnit(printed, role, span)]

    def _limits(self, item: Item, task: DraftTask, ranges: list[tuple[int, int]]) -> None:
        seen: set[tuple[object, ...]] = set()
        places = [(a, b, False) for a, b in ranges] + [(a, b, True) for note in item.notes for a, b in note.limits]
        for a, b, keyed in places:
            words = self.text.text[a:b]
            found = read_limit(words, self.period, self.issued) if keyed else find_deadlines(words, self.period, self.issued)
            for limit in found:
                key = (limit.kind, limit.wording)
                if key in seen:
                    continue
                seen.add(key)
                task.deadlines.append(self._deadline(limit, a))
                if limit.doubt:
                    task.findings.append(Finding("deadline", limit.doubt, self.text.span(a + limit.start, a + limit.end)))
            if keyed and not found and words.strip():
                task.findings.append(Finding("deadline", f"没有读懂时限“{words.strip()}”，请核对", self.text.span(a, b)))
        if not any(d.kind is not DeadlineKind.STANDING for d in task.deadlines):
            return

    def _deadline(self, limit: FoundLimit, base: int) -> DraftDeadline:
        span = self.text.span(base + limit.start, base + limit.end)
        return DraftDeadline(limit.wording, limit.kind, limit.due, limit.recurrence, span)


def notes_of(item: Item) -> list[Note]:
    """The notes of an item, its own and those it takes from its heading."""
    return [*item.inherited, *item.notes]
