"""Clean lines → the tree of headings and items. Nesting is learnt from the document: a kind of number that appears under another
stands below it until a number of an outer kind comes back. Tables of contents are skipped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.plans.cleaning import CleanText, Line
from tracker.plans.counted_parts import counted_parts
from tracker.plans.keys import KEY_COLON
from tracker.plans.labels import GLUED, INLINE, OUTER, Kind, Label, read_label
from tracker.plans.lost_numbers import restore_numbers
from tracker.plans.numbering import Paragraph, names_of_line, renumber
from tracker.plans.table_shapes import Table


@dataclass(slots=True, eq=False)
class Node:
    """A numbered heading or item. `paragraphs`: its own text (first the rest of its own line), without its children's.

    `hidden`: the document's only annex, which is the plan itself and no heading of it.
    """

    label: Label | None
    start: int
    paragraphs: list[Paragraph] = field(default_factory=list)
    children: "list[Node]" = field(default_factory=list)
    parent: "Node | None" = None
    hidden: bool = False

    @property
    def end(self) -> int:
        """End of the whole subtree."""
        ends = [self.start]
        if self.paragraphs:
            ends.append(self.paragraphs[-1].end)
        if self.children:
            ends.append(self.children[-1].end)
        return max(ends)

    def walk(self) -> "Iterator[Node]":
        """The node and everything below, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def ancestors(self) -> "list[Node]":
        """The nodes above, outermost first, without the root."""
        found = []
        node = self.parent
        while node is not None and node.parent is not None:
            if not node.hidden:
                found.append(node)
            node = node.parent
        return found[::-1]


def but_boxes(node: Node) -> list[Node]:
    """What stands below a node but project boxes, which are no part of its duties."""
    return [child for child in node.children if child.label is None or child.label.kind is not Kind.BOX]


def without_boxes(node: Node) -> Iterator[Node]:
    """A node and what is below it, without project boxes."""
    if node.label is None or node.label.kind is not Kind.BOX:
        yield node
        for child in node.children:
            yield from without_boxes(child)


def is_sentence(node: Node, folded: str) -> bool:
    """3.新建水厂2座。 in a list of goals: a duty, though short; 三、主要任务 is none."""
    numbered = node.label is not None and node.label.kind is Kind.NUM
    return numbered and node.end - node.start > _LEAST_GOAL and folded[node.end - 1] == "。"


_LEAST_GOAL = 8


def paragraphs_of(text: CleanText, lines: list[Line], tables: list[Table]) -> list[Paragraph]:
    """Lines with their numbers read; a long line that holds numbered headings is taken apart; each table is one paragraph."""
    found = []
    running: dict[Kind, int] = {}
    inside = {table.first: table for table in tables}
    index = 0
    while index < len(lines):
        table = inside.get(index)
        if table is not None:
            found.append(Paragraph(lines[index].start, lines[table.last - 1].end, None, table))
            index = table.last
            continue
        for start, end in _parts(text.folded, _pieces(text.folded, lines[index], running)):
            label = read_label(text.folded[start:end])
            if label is not None:
                running[label.kind] = label.value
            if label is not None and KEY_COLON.match(text.folded, start + label.length, end):
                start, label = start + label.length, None  # 3.责任单位：… speaks of the item above, it is none
            below = read_label(text.folded[lines[index + 1].start : lines[index + 1].end][:12]) if index + 1 < len(lines) else None
            if label is not None and (inner := _inner_label(text.folded, start + label.length, end, label, below)):
                found.append(Paragraph(start, start + label.length, label))
                start, label = start + label.length, inner
            found.append(Paragraph(start, end, label))
        index += 1
    renumber(found, text.folded)
    restore_numbers(found, text.folded)
    return found


def _inner_label(folded: str, start: int, end: int, outer: Label, below: Label | None) -> Label | None:
    """4.（1）…: the first sub-item stands in the line of its item, which has no words of its own."""
    inner = read_label(folded[start:end][:12]) if folded.startswith("(", start) else None
    if inner is None or inner.value != 1 or inner.kind not in (Kind.CN_PAREN, Kind.NUM_PAREN) or inner.kind is outer.kind:
        return None
    if below is None or below.kind is not inner.kind or below.value != 2:
        return None
    return inner if outer.kind in (Kind.CN, Kind.CN_PAREN, Kind.NUM) else None


def _parts(folded: str, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces of a line, those that hold counted parts with units of their own (一是…（县教育局）；二是…) taken apart."""
    for start, end in pieces:
        places = counted_parts(folded[start:end])
        bounds = [start, *(start + place for place in places if place), end]
        yield from ((a, a + len(folded[a:b].rstrip())) for a, b in pairwise(bounds))


def _pieces(folded: str, line: Line, running: dict[Kind, int]) -> list[tuple[int, int]]:
    """Cut a flowing line (no line breaks left by the web page) before every number that continues or opens a count.

    `running`: the last number of each kind in the lines above.
    """
    body = folded[line.start : line.end]
    by_unit = bool(names_of_line(body))  # 县商务局：1.…。2.…。
    if len(body) < 30 and not by_unit:
        return [(line.start, line.end)]
    cuts = [0]
    counts: dict[Kind, int] = {}
    first = read_label(body)
    if first:
        counts[first.kind] = first.value
    elif bare := GLUED.match(body):
        counts[Kind.NUM] = int(bare.group(1))
    numbers = [(match.start(), read_label(body[match.start() : match.start() + 12])) for match in INLINE.finditer(body)]
    numbers += _glued_numbers(body)
    numbers.sort(key=lambda number: number[0])
    for index, (at, label) in enumerate(numbers):
        if at == 0:
            continue
        if label is not None and label.kind in _DECIMALS:
            cuts.append(at)  # 2.2 behind the note of 2.1
            continue
        if label is None or label.kind not in _FLOW_KINDS:
            continue
        before = body[at - 1]
        sentence_ends = before in "。;!?)” :" or _ends_with_note(body, at) or _opens_plan(label, at, numbers[index + 1 :])
        sentence_ends = sentence_ends or (label.kind in (Kind.CN, Kind.CN_PAREN) and bool(_LOST_END.search(body, 0, at)))
        follows = label.value == counts.get(label.kind, 0) + 1
        follows = follows or (label.kind not in counts and label.value == running.get(label.kind, 0) + 1 and _ends_with_note(body, at))
        opens = label.value == 1 or (label.kind not in counts and _begins_midway(label, numbers[index + 1 :]))
        # （一）right after a chapter's title, which has no full stop.
        after_title = label.kind is Kind.CN_PAREN and len(cuts) > 1 and 4 <= at - cuts[-1] <= 50 and "。" not in body[cuts[-1] : at]
        # 1. right after the title of （一）, likewise.
        under_title = label.kind is Kind.NUM and (opens or follows) and at - cuts[-1] <= 50 and _is_bare_title(body[cuts[-1] : at])
        if not ((sentence_ends and (follows or opens)) or (after_title and (follows or opens)) or under_title):
            continue
        digits = label.kind in (Kind.NUM, Kind.NUM_PAREN, Kind.CIRCLED)
        glued = first is not None and label.kind is first.kind and follows and sentence_ends and _has_title(body, at)
        if digits and not under_title and not by_unit and not glued and not _flow_item(body, at, first):
            continue
        cuts.append(at)
        counts[label.kind] = label.value
    if len(cuts) == 1:
        return [(line.start, line.end)]
    bounds = [*cuts, len(body)]
    spans = []
    for a, b in pairwise(bounds):
        piece = body[a:b]
        spans.append((line.start + a, line.start + a + len(piece.rstrip())))
    return [(a, b) for a, b in spans if b > a]


def _glued_numbers(body: str) -> list[tuple[int, Label | None]]:
    """…负责）2加强…, …负责）2.2 加强…: numbers without a point, or decimals, behind a note, where the line begins with such a one."""
    if (own := read_label(body)) is not None and own.kind in _DECIMALS:
        deeper = ((match.start(), read_label(body[match.start() : match.start() + 16])) for match in _DECIMAL.finditer(body, own.length))
        return [(at, label) for at, label in deeper if label is not None and label.kind in _DECIMALS and _ends_with_note(body, at)]
    first = GLUED.match(body)
    if first is None:
        return []
    found = ((match.start(), GLUED.match(body, match.start())) for match in _AFTER_NOTE.finditer(body))
    return [(at, Label(Kind.NUM, int(match.group(1)), match.end() - at)) for at, match in found if match]


_DECIMALS = (Kind.DEEP2, Kind.DEEP3, Kind.DEEP4)
_DECIMAL = re.compile(r"(?<=[)。])\d{1,2}(?:\.\d{1,2}){1,3}(?=[、.\s]*[\u4e00-\u9fff“])")
_AFTER_NOTE = re.compile(r"(?<=[)。])\d{1,2}(?=[\u4e00-\u9fff])")


def _has_title(body: str, at: int) -> bool:
    """Whether a short sentence and then more of them stand behind a number: an item whose line break was lost."""
    label = read_label(body[at : at + 12])
    stop = body.find("。", at)
    return label is not None and 4 <= stop - at - label.length <= _LONGEST_HEAD and len(body) - stop >= _LEAST_TEXT


_LONGEST_HEAD = 24
_LEAST_TEXT = 5


def _opens_plan(label: Label, at: int, following: list[tuple[int, Label | None]]) -> bool:
    """一、 right behind a title or a document number that has no full stop: a 二、 comes far behind."""
    if label.kind is not Kind.CN or label.value != 1:
        return False
    return any(
        other is not None and other.kind is Kind.CN and other.value == 2 and place - at > _LEAST_CHAPTER for place, other in following
    )


_LEAST_CHAPTER = 40


def _begins_midway(label: Label, following: list[tuple[int, Label | None]]) -> bool:
    """Whether a count that does not begin with 1 (the page before is missing) goes on behind."""
    return any(other is not None and other.kind is label.kind and other.value == label.value + 1 for _, other in following)


def _is_bare_title(words: str) -> bool:
    """（一）培育壮大主导产业: a number in words and a title without any full stop."""
    label = read_label(words)
    if label is None or label.kind not in (Kind.CN, Kind.CN_PAREN):
        return False
    title = words[label.length :]
    return len(title) > 3 and not set("。;()") & set(title) and title.count(",") < 2


_FLOW_KINDS = frozenset((Kind.CHAPTER, Kind.SECTION, Kind.ARTICLE, Kind.CN, Kind.CN_PAREN, Kind.NUM, Kind.NUM_PAREN, Kind.CIRCLED))
_NOTE_END = re.compile(
    r"(?:负责|牵头|配合|落实|实施|参与|[局委办部会院府镇区县村社队所站司团校处关行市乡州旗盟厅组]|街道|中心|单位|部门|企业)\)[。;]?\s*$"
)
_LOST_END = re.compile(
    r"(?:(?:分工|牵头|共同|分别|[、,][\u4e00-\u9fff]{2,10}?[局委办部会院府心厅队镇乡道])(?:负责|配合|落实)|[局委办部厅](?:牵头|负责))\s*$"
)  # …、县财政局按职责分工负责二、…
_KEYED_END = re.compile(r"(?:单位|部门):[^。]{2,300}[。;]?\s*$")


def _ends_with_note(body: str, at: int) -> bool:
    """Whether a unit note ends just before `at`: with its bracket, or as 责任单位：… up to a full stop."""
    if _NOTE_END.search(body, max(0, at - 30), at):
        return True
    key = max(body.rfind("单位:", max(0, at - 320), at), body.rfind("部门:", max(0, at - 320), at))
    return key >= 0 and bool(_KEYED_END.match(body, key, at))


def _flow_item(body: str, at: int, first: Label | None) -> bool:
    """Whether a number inside a line opens an item of its own: only after a closing unit note, or at a note's very first item."""
    if _ends_with_note(body, at):
        return True
    following = INLINE.search(body, at + 2)
    end = following.start() if following else len(body)
    return _ends_with_note(body, end) and (first is None or first.kind in (Kind.CN, Kind.CN_PAREN, Kind.NUM))


# The letter before a plan that comes as its annex.
_SENT_OUT = re.compile(r"(?:印发|转发|下发|发)给你们|现(?:予)?(?:印发|下达)|\n *20\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日 *\n")


def _is_plan_itself(paragraphs: list[Paragraph], annex: Paragraph, folded: str) -> bool:
    """Whether the only annex is the plan and what stands before it a letter; behind chapters of a plan it is an annex to that."""
    before = [p.label.kind for p in paragraphs if p.label is not None and p.start < annex.start]
    if set(before) & {Kind.PART, Kind.CHAPTER, Kind.SECTION}:
        return False
    return before.count(Kind.CN) < 2 or bool(_SENT_OUT.search(folded, 0, annex.start))


def build(paragraphs: list[Paragraph], folded: str) -> Node:
    """The tree; its root holds what stands before the first number."""
    root = Node(None, paragraphs[0].start if paragraphs else 0)
    stack: list[Node] = [root]
    annexes = [p for p in paragraphs if p.label is not None and p.label.kind is Kind.ANNEX]
    single = len(annexes) == 1 and _is_plan_itself(paragraphs, annexes[0], folded)
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        label = paragraph.label
        below = following.label.kind if following is not None and following.label is not None else None
        if label is None:
            stack[-1].paragraphs.append(paragraph)
            continue
        depth = _unnumbered_depth(stack, below) if label.kind is Kind.LEAD else _depth(stack, label)
        del stack[depth:]
        siblings = stack[-1].children
        hidden = single and label.kind is Kind.ANNEX
        node = Node(label, paragraph.start, [paragraph], parent=stack[-1], hidden=hidden)
        siblings.append(node)
        stack.append(node)
    return root


def _unnumbered_depth(stack: list[Node], below: Kind | None) -> int:
    """A heading without a number stands where the last one stood, else where the items below it have stood so far."""
    kinds = [node.label.kind if node.label else None for node in stack]
    for kind in (Kind.LEAD, below):
        if kind in kinds[1:]:
            return kinds.index(kind, 1)
    return len(stack)


_RANK = {kind: rank for rank, kind in enumerate(Kind)}
_ABSOLUTE = {Kind.ANNEX: 0, Kind.PART: 1, Kind.CHAPTER: 2, Kind.SECTION: 3}
_IN_BOX = frozenset((Kind.NUM, Kind.NUM_PAREN, Kind.NUM_HALF, Kind.CIRCLED, Kind.LETTER))


def _counts_in_box(stack: list[Node], box: int, label: Label) -> bool:
    """Whether （一） right below a box's name, or what counts on from it, is an item of the box: no such number is open above it."""
    if label.kind is not Kind.CN_PAREN or any(node.label is not None and node.label.kind is Kind.CN_PAREN for node in stack[:box]):
        return False
    items = stack[box].children
    if not items:
        return label.value == 1 and len(stack[box].paragraphs) == 1
    last = items[-1].label
    return last is not None and last.kind is Kind.CN_PAREN and last.value == label.value - 1


def _depth(stack: list[Node], label: Label) -> int:
    """How much of the stack stays above a node with this number."""
    kinds = [node.label.kind if node.label else None for node in stack]
    if label.kind in _ABSOLUTE:
        rank = _ABSOLUTE[label.kind]
        for depth in range(1, len(stack)):
            kind = kinds[depth]
            if kind not in _ABSOLUTE or _ABSOLUTE[kind] >= rank:
                return depth
        return len(stack)
    if Kind.BOX in kinds:
        box = kinds.index(Kind.BOX)
        if _counts_in_box(stack, box, label):
            return box + 1
        if label.kind is Kind.BOX or label.kind not in _IN_BOX:
            kinds, stack = kinds[:box], stack[:box]  # a box ends where a heading or the next box begins
            if label.kind is Kind.BOX:
                return box
        else:
            return next((depth for depth in range(len(stack) - 1, box, -1) if kinds[depth] is label.kind), len(stack))
    elif label.kind is Kind.BOX:
        return next((depth for depth in range(1, len(stack)) if kinds[depth] not in OUTER), len(stack))
    for depth in range(len(stack) - 1, 0, -1):
        if kinds[depth] is label.kind:
            return depth
    # 一、 never stands below （一） or 1.: an outer kind that is new here closes the inner ones.
    if label.kind in (Kind.CN, Kind.NAMED):
        for depth in range(1, len(stack)):
            kind = kinds[depth]
            if kind is not None and kind not in _ABSOLUTE and _RANK[kind] > _RANK[label.kind] and label.kind is Kind.CN:
                return depth
    return len(stack)
