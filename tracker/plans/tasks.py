"""The tree of headings → the items that carry a duty of their own.

A task is the smallest numbered or lead-sentence item that names who is responsible. Items without a note are tasks only where
their neighbours are, or where the whole document names nobody; purposes, goals and safeguards are none. One note after several
sub-items belongs to their parent.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from tracker.plans.counted_parts import DIVIDED, is_counted_part
from tracker.plans.grammar import Note
from tracker.plans.keys import KEY_ALONE, Said
from tracker.plans.labels import OUTER, Kind, Label
from tracker.plans.notes import NO_BRACKETS, NoteFinder
from tracker.plans.numbering import Paragraph
from tracker.plans.outline import Node, but_boxes, is_sentence, without_boxes
from tracker.plans.prose import subject_note
from tracker.plans.sharing import shared_notes
from tracker.plans.task_words import (
    ANNEXED,
    BULLET,
    CALLS,
    DIVIDES,
    DOES,
    HEADED,
    IN_FORCE,
    LEAST_SENTENCE,
    LONGEST_CHAPTER,
    MEASURES,
    NO_DUTY,
    OF_CHECKS,
    OF_WHOLE_PLAN,
    REMARKS,
    SAFEGUARD,
    SENTENCE,
    TO_ALL,
)
from tracker.plans.told_above import told_for_all_below, units_as_headings, units_before_duties


@dataclass(slots=True, eq=False)
class Item:
    """A task to be: its node, or one paragraph of it. `paragraphs`: all of its text; `notes`: its notes, in order.

    `inherited`: notes of the heading above; `shared`: notes that a later paragraph holds for this item and others.
    """

    node: Node
    label: Label | None
    paragraphs: list[Paragraph]
    notes: list[Note]
    doubts: list[tuple[str, str]] = field(default_factory=list)
    inherited: list[Note] = field(default_factory=list)
    shared: list[Note] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.paragraphs[0].start

    @property
    def end(self) -> int:
        return max(self.paragraphs[-1].end, self.notes[-1].end if self.notes else 0)


def _kind(node: Node) -> Kind | None:
    return node.label.kind if node.label else None


class TaskFinder:
    """Picks the tasks out of one tree."""

    def __init__(self, folded: str, finder: NoteFinder) -> None:
        self.folded = folded
        self.finder = finder
        self.notes: dict[int, list[Note]] = {}
        self.noted: set[int] = set()
        self.shared: dict[int, list[Note]] = {}
        self.headed: set[int] = set()
        self.items_of_chapters = False
        self._tasked: dict[int, bool] = {}
        self._by_lead_sentences = False
        self._end = 0
        self._headings: frozenset[Kind | None] = frozenset()

    def find(self, root: Node, *, divided: bool = False) -> list[Item]:
        """Every task below `root`, in document order. `divided`: a table of the document divides the tasks."""
        self._read_notes(root)
        self._end = root.end
        found: list[Item] = []
        leaves = [node for node in root.walk() if not but_boxes(node) and len(node.paragraphs) > 1]
        several = [_kind(node) for node in leaves if len(self._lead_sentences(node)) > 1]
        self._by_lead_sentences = bool(several)
        headed = [_kind(node) for node in leaves if self._is_bare(node.paragraphs[0])]
        self._headings = frozenset(kind for kind in several if kind in OUTER and 2 * several.count(kind) >= headed.count(kind))
        any_note = divided or self._notes_are_usual(root)
        for paragraph_items in self._lead_sentences(root, top=True):
            found.append(paragraph_items)
        for child in root.children:
            self._collect(child, found, safeguard=False, any_note=any_note)
        return found

    def _read_notes(self, root: Node) -> None:
        """Notes of every paragraph; `noted` are the nodes with a note that names units in their subtree."""
        order = list(root.walk())
        for node in order:
            for paragraph in node.paragraphs:
                if paragraph.table is not None:
                    self.notes[id(paragraph)] = []
                    continue
                if paragraph.label is not None:
                    start = paragraph.start + paragraph.label.length
                else:
                    start = paragraph.start
                self.notes[id(paragraph)] = self.finder.find(self.folded, start, paragraph.end)
            self._keys_above_keys(node)
        self._settle_damage()
        units_as_headings(self, order)
        told_for_all_below(self, order)
        units_before_duties(self, order)
        self.shared = shared_notes(order, self.notes, self.folded)
        for node in reversed(order):
            own = id(node) in self.shared or any(note.named for p in node.paragraphs for note in self.notes[id(p)])
            if own or any(id(child) in self.noted for child in node.children):
                self.noted.add(id(node))
        # Where the items of one chapter each name their units, a note at the end of another chapter is its last item's own.
        chapters = [node for node in order if node.label is not None and node.label.kind is Kind.CN]
        self.items_of_chapters = any(sum(id(child) in self.noted for child in chapter.children) > 1 for chapter in chapters)

    def _keys_above_keys(self, node: Node) -> None:
        """责任单位 in a line of its own above 牵头：… is a part of what follows, and no words of the duty."""
        for paragraph, below in pairwise(node.paragraphs):
            alone = paragraph.label is None and KEY_ALONE.fullmatch(self.folded, paragraph.start, paragraph.end)
            if alone and not self.notes[id(paragraph)] and self.is_note_line(below):
                self.notes[id(paragraph)] = [Note(paragraph.start, paragraph.end, keyed=True)]

    def _settle_damage(self) -> None:
        """Where most notes have no brackets, none is lost: the document writes its notes as sentences."""
        named = [note for notes in self.notes.values() for note in notes if note.named]
        bare = [note for note in named if note.damage == NO_BRACKETS]
        if len(bare) > 2 and len(bare) * 2 > len(named):
            for note in bare:
                note.damage = ""

    def _notes_are_usual(self, root: Node) -> bool:
        """Whether items of this document name their units: a stray note in a long plan does not make a rule."""
        leaves = [node for node in root.walk() if not node.children and node.label is not None]
        noted = sum(id(node) in self.noted for node in leaves)
        return noted * 8 >= len(leaves) if leaves else id(root) in self.noted

    def own_notes(self, node: Node) -> list[Note]:
        return [note for p in node.paragraphs for note in self.notes[id(p)]]

    def _collect(self, node: Node, found: list[Item], *, safeguard: bool, any_note: bool, led: bool = False) -> None:
        """`led`: a heading above names who leads, for all that stands below it."""
        title = self.title_of(node)
        if node.label is not None and node.label.kind is Kind.BOX:
            return
        if len(title) <= LONGEST_CHAPTER and NO_DUTY.search(title) and not DOES.match(title) and id(node) not in self.noted:
            return
        safeguard = safeguard or bool(SAFEGUARD.search(title) and len(title) <= 20)
        own = self.own_notes(node)
        if node.label is not None and node.label.kind is Kind.ANNEX:
            own = []  # what stands under an annex's title speaks of the whole plan
        named = any(note.named for note in own)
        noted = [child for child in node.children if id(child) in self.noted]
        if not node.children or (named and not but_boxes(node)):
            self._leaf(node, found, safeguard=safeguard, any_note=any_note, led=led)
            return
        if named and not noted and not self._leads_chapter(node):
            found.append(self._item(node, whole=True))
            return
        if noted and not safeguard and self._closes_group(node, noted):
            item = self._item(node, whole=True)
            if len(node.children) > 6 or _kind(node.children[0]) is Kind.CN_PAREN:
                item.doubts.append(("group_note", "下面几条共用最后一个责任说明，已合为一项任务，请核对"))
            found.append(item)
            return
        inherited: list[Note] = []
        if named:
            if self._has_body(node) and not self._note_before_text(node) and not (noted and self._divides_chapter(node)):
                found.append(self._item(node, whole=False))
            else:
                inherited = own
        else:
            found.extend(self._lead_sentences(node))
        before = len(found)
        for child in node.children:
            self._collect(child, found, safeguard=safeguard, any_note=any_note, led=led or bool(inherited))
        if inherited:
            for item in found[before:]:
                if id(node) in self.headed and not any(note.named for note in item.notes):
                    item.shared = inherited + item.shared
                else:
                    item.inherited = inherited + item.inherited

    def _leads_chapter(self, node: Node) -> bool:
        """Whether the note of a heading's own line, or right below it, speaks for the items below, each a duty with title and text."""
        if id(node) in self.headed:
            return True
        if node.label is None or node.label.kind not in (Kind.CN, Kind.CHAPTER, Kind.SECTION, Kind.PART, Kind.LEAD, Kind.CN_PAREN):
            return False
        if len(node.children) < 2:
            return False
        if not (all(self.is_note_line(p) for p in node.paragraphs[1:]) and not self._has_body(node)) and not self._note_before_text(node):
            return False
        titled = all(len(self.title_of(child)) <= 30 and "。" in self._text_of(child) for child in node.children)
        told = sum("。" in self._text_of(child).rstrip("。") for child in node.children)
        return titled and (node.label.kind is not Kind.CN_PAREN or told * 2 >= len(node.children))

    def _divides_chapter(self, node: Node) -> bool:
        """Whether a chapter's note is a line of its own that tells who leads all of it: 任务分工：…, 县农业农村局总牵头。"""
        lines = [p for p in node.paragraphs[1:] if any(note.named for note in self.notes[id(p)])]
        return bool(lines) and all(DIVIDES.match(self.folded, p.start, p.end) for p in lines)

    def _note_before_text(self, node: Node) -> bool:
        """Whether a chapter's note stands in its heading, or right below, and only then the words that open the chapter."""
        if node.label is None or node.label.kind not in (Kind.CN, Kind.CHAPTER, Kind.SECTION, Kind.PART) or len(node.paragraphs) < 2:
            return False
        first, second = node.paragraphs[:2]
        in_heading = any(note.named for note in self.notes[id(first)]) and "。" not in self.title_of(node)
        noted = first if in_heading else second if self.is_note_line(second) else None
        return noted is not None and not any(n.named for p in node.paragraphs if p is not noted for n in self.notes[id(p)])

    def _text_of(self, node: Node) -> str:
        return self.folded[node.start : node.end]

    def _leaf(self, node: Node, found: list[Item], *, safeguard: bool, any_note: bool, led: bool = False) -> None:
        """A node without sub-items: a task if it names units, or if its neighbours do."""
        title = self.title_of(node)
        if id(node) in self.noted:
            if ANNEXED.match(title) and IN_FORCE.search(self._text_of(node)):
                return  # 附则：由县农业农村局负责解释, 自…起施行
            leads = self._lead_sentences(node)
            if leads:
                found.extend(leads)
            else:
                found.append(self._item(node, whole=True))
            return
        if IN_FORCE.search(title) or any(paragraph.table is not None for paragraph in node.paragraphs):
            return  # a heading of a table is no task
        led = led or self._says_who_leads(node, safeguard=safeguard)
        if (safeguard and not led) or (node.label is not None and node.label.kind in (Kind.ANNEX, Kind.PART, Kind.CHAPTER)):
            return
        parent = node.parent
        siblings_noted = parent is not None and self._has_tasks(parent)
        if any_note and not siblings_noted and not led:
            return
        if parent is not None and parent.parent is None and not self._has_body(node) and (any_note or not is_sentence(node, self.folded)):
            return
        if not any_note and not led and (not self._under_duty(node) or self._calls_on_all(node, title)):
            return
        item = self._item(node, whole=True)
        if led and OF_CHECKS.search(title):
            item.doubts.append(("prose", "像是对整个方案的检查考核，责任单位取自正文，请核对是不是一项任务"))
        if any_note and not led:
            item.doubts.append(("no_units", "没有找到责任单位，可能原文缺失，请补上"))
        found.append(item)

    def _calls_on_all(self, node: Node, title: str) -> bool:
        """Whether a chapter of a letter, whose duties stand in its annexes, only asks all offices to do their part."""
        top = node.parent is not None and node.parent.parent is None
        return top and bool(CALLS.match(title)) and "附件" in self.folded[: self._end]

    def _says_who_leads(self, node: Node, *, safeguard: bool) -> bool:
        """Whether the running text names a unit that leads a duty (县农业农村局牵头，各乡镇于2月底前…), not the plan as a whole."""
        title = self.title_of(node)
        if OF_WHOLE_PLAN.search(title):
            return False
        told = (subject_note(self.folded, p.start + (p.label.length if p.label else 0), p.end, self.finder.names) for p in node.paragraphs)
        found = [note for note in told if note is not None]
        if OF_CHECKS.search(title):
            return any(note.named[0].said is Said.LEAD and any(unit.said is Said.SUPPORT for unit in note.named) for note in found)
        return any(not safeguard or note.named[0].said is Said.LEAD for note in found)

    def _has_tasks(self, parent: Node) -> bool:
        """Whether some child of the node is itself a duty (asked once per parent)."""
        if id(parent) not in self._tasked:
            self._tasked[id(parent)] = any(self._is_task(child) for child in parent.children)
        return self._tasked[id(parent)]

    def _is_task(self, node: Node) -> bool:
        """Whether a node is itself a duty: it names units, and not only in items below it that name theirs."""
        if id(node) not in self.noted:
            return False
        noted = [child for child in node.children if id(child) in self.noted]
        return not noted or self._closes_group(node, noted)

    def _under_duty(self, node: Node) -> bool:
        """In a document that names nobody: items below a chapter of tasks."""
        above = node.ancestors()
        return not any(NO_DUTY.search(self.title_of(a)) or SAFEGUARD.search(self.title_of(a)) for a in above)

    def _closes_group(self, node: Node, noted: list[Node]) -> bool:
        """Whether the only note below stands at the end of the last of several sub-items."""
        if len(noted) != 1 or noted[0] is not node.children[-1] or len(node.children) < 2:
            return False
        if any(child.children for child in node.children) or id(node) in self.headed:
            return False
        kind = _kind(node)
        if kind is Kind.CN and self.items_of_chapters:
            return False
        if kind in (Kind.ANNEX, Kind.PART, Kind.CHAPTER, Kind.SECTION):
            return False
        last = noted[0]
        line_of_its_own = any(self.is_note_line(p) for p in last.paragraphs)
        child_kind = _kind(last)
        return (
            line_of_its_own
            or child_kind in (Kind.NUM_PAREN, Kind.NUM_HALF, Kind.CIRCLED)
            or (kind is not Kind.CN and child_kind is Kind.NUM)
        )

    def is_note_line(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph holds nothing but notes."""
        notes = self.notes[id(paragraph)]
        return bool(notes) and not self.folded[paragraph.start : notes[0].start].strip() and notes[-1].end >= paragraph.end - 1

    def _lead_sentences(self, node: Node, *, top: bool = False) -> list[Item]:
        """Unnumbered paragraphs that each end with a note of their own: tasks without a number."""
        own: list[tuple[Paragraph, list[Note]]] = []
        for paragraph in node.paragraphs[1 if node.label else 0 :]:
            notes = [note for note in self.notes[id(paragraph)] if note.named]
            words = paragraph.end - paragraph.start - sum(note.end - note.start for note in notes)
            if notes and not self.is_note_line(paragraph) and words >= LEAST_SENTENCE:
                own.append((paragraph, self.notes[id(paragraph)]))
        if own and not top and self._by_lead_sentences and BULLET.match(self.folded, own[0][0].start):
            return [Item(node, None, [paragraph], notes) for paragraph, notes in own]
        alone = len(own) == 1 and _kind(node) in self._headings and len(node.paragraphs) == 2 and self._is_bare(node.paragraphs[0])
        if len(own) < 2 and not alone and not (own and top and self.folded[own[0][0].end - 1] in ")。" and len(own) > 2):
            return []
        first = node.paragraphs[0]
        if node.label and any(note.named for note in self.notes[id(first)]):
            return []
        counted = [[DIVIDED] if is_counted_part(self.folded, paragraph.start) else [] for paragraph, _ in own]
        return [Item(node, None, [paragraph], notes, doubts) for (paragraph, notes), doubts in zip(own, counted, strict=True)]

    def _is_bare(self, paragraph: Paragraph) -> bool:
        """Whether a numbered line is a heading without any sentence or units: 二、培育数字产业."""
        return "。" not in self.folded[paragraph.start : paragraph.end] and not any(n.named for n in self.notes[id(paragraph)])

    def _item(self, node: Node, *, whole: bool) -> Item:
        nodes = without_boxes(node) if whole else [node]
        paragraphs = [p for one in nodes for p in one.paragraphs]
        if not whole and len(paragraphs) > 1 and MEASURES.fullmatch(self.folded, paragraphs[-1].start, paragraphs[-1].end):
            paragraphs.pop()  # 具体措施：, above the items
        notes = [note for p in paragraphs for note in self.notes[id(p)]]
        return Item(node, node.label, self._without_closing(paragraphs, notes), notes, shared=self.shared.get(id(node), []))

    def _without_closing(self, paragraphs: list[Paragraph], notes: list[Note]) -> list[Paragraph]:
        """Without the words to all offices that follow the closing note of the last item: 各地各部门要…, 请各单位…."""
        if not any(note.named for note in notes):
            return paragraphs
        last = next(i for i in range(len(paragraphs) - 1, -1, -1) if any(note.named for note in self.notes[id(paragraphs[i])]))
        for i in range(last + 1, len(paragraphs)):
            if paragraphs[i].label is None and self._closes_plan(paragraphs[i]):
                return paragraphs[:i]
        return paragraphs

    def _closes_plan(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph speaks to all offices: 各单位要…, or 工作要求：… behind the last item."""
        if TO_ALL.match(self.folded, paragraph.start, paragraph.end):
            return True
        if paragraph.end >= self._end and REMARKS.match(self.folded, paragraph.start, paragraph.end):
            return True
        head = HEADED.match(self.folded, paragraph.start, paragraph.end)
        return head is not None and bool(SAFEGUARD.search(head.group(1)))

    def _has_body(self, node: Node) -> bool:
        """Whether the node says more than its title and its notes; a whole sentence with a note behind it is a duty too."""
        first = node.paragraphs[0]
        text = self.folded[first.start : first.end]
        if any(note.named and SENTENCE.fullmatch(self.folded, first.start, note.start) for note in self.notes[id(first)]):
            return True
        stop = text.find("。")
        notes = self.own_notes(node)
        length = sum(p.end - p.start for p in node.paragraphs) - sum(note.end - note.start for note in notes)
        head = stop + 1 if 0 <= stop < 60 else first.end - first.start - sum(n.end - n.start for n in self.notes[id(first)])
        return length - head > 25

    def title_span(self, node: Node) -> tuple[int, int]:
        """The heading's words without number, up to the first full stop; the next line where a heading's own has none."""
        if not node.paragraphs or node.label is None:
            return node.start, node.start
        first = node.paragraphs[0]
        start = first.start + node.label.length
        if start >= first.end and len(node.paragraphs) > 1 and node.paragraphs[1].table is None:
            first = node.paragraphs[1]
            start = first.start
        notes = self.notes.get(id(first), [])
        end = min([first.end, *(note.start for note in notes if note.start >= start)])
        stop = self.folded.find("。", start, end)
        return start, stop if stop >= 0 else end

    def title_of(self, node: Node) -> str:
        start, end = self.title_span(node)
        return self.folded[start:end].strip(" :;,")
