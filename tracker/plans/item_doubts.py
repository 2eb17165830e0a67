"""What makes an item doubtful though it could be read: a number that its list skips, numbers of other items or words of
responsibility left inside its text. Damaged documents must not be read in silence."""

import re

from tracker.plans.labels import INLINE, Kind, read_label
from tracker.plans.outline import Node
from tracker.plans.tasks import Item

_SENTENCE_BEFORE = "。;)"
_ROLE = re.compile(r"(?:牵头|责任|主责|配合|承办|协办)(?:单位|部门)(?!和个人|责任|之间|要|应|须|的)")
_COUNTED = (Kind.CN, Kind.CN_PAREN, Kind.NUM, Kind.NUM_PAREN)

Doubt = tuple[str, str]


def doubts_of_item(folded: str, item: Item, body: list[tuple[int, int]], noted: bool) -> list[Doubt]:
    """Code and words of each doubt; `noted`: the item has a note of responsibility."""
    found: list[Doubt] = []
    if (gap := _gap_behind(item.node)) and item.label is not None:
        found.append(("number", f"下一条的编号跳到了{gap}，中间可能缺一条，或与这一条连在一起，请核对"))
    if any(_stray_number(folded, a, b, item) for a, b in body):
        found.append(("number", "正文里还有编号，可能是换行丢失、几项连在一起，请核对"))
    if not noted and any(_ROLE.search(folded, a, b) for a, b in body):
        found.append(("unread_note", "正文里提到责任单位，但没有读懂是谁，请核对"))
    return found


def _gap_behind(node: Node) -> int:
    """The number of the next item where it is not the next number; 0 where all is well."""
    if node.parent is None or node.label is None or node.label.kind not in _COUNTED or not node.label.value:
        return 0
    siblings = node.parent.children
    following = siblings[node.position + 1].label if node.position + 1 < len(siblings) else None
    if following is None or following.kind is not node.label.kind:
        return 0
    return following.value if node.label.value + 1 < following.value <= node.label.value + 3 else 0


def _stray_number(folded: str, start: int, end: int, item: Item) -> bool:
    """Whether a number stands behind a sentence of the text that counts nothing that began there with 1."""
    seen: set[Kind] = set()
    opening = read_label(folded[start:end][:12])
    if opening is not None:
        seen.add(opening.kind)
    for match in INLINE.finditer(folded, start + 1, end):
        label = read_label(folded[match.start() : match.start() + 12])
        if label is None or label.kind not in _COUNTED:
            continue
        if label.value == 1:
            seen.add(label.kind)
        elif folded[match.start() - 1] in _SENTENCE_BEFORE and label.kind not in seen and not _counts_in_item(item, label.kind):
            return True
    return False


def _counts_in_item(item: Item, kind: Kind) -> bool:
    """Whether paragraphs of the item have such numbers: they are its parts."""
    return any(p.label is not None and p.label.kind is kind for p in item.paragraphs[1:])
