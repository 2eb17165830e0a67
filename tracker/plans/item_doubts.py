"""What makes an item doubtful though it could be read: a number that its list skips, numbers of other items or words of
responsibility left inside its text. Damaged documents must not be read in silence."""

import re
from itertools import pairwise

from tracker.domain.terms import Role
from tracker.plans.draft import DraftUnit
from tracker.plans.keys import KEY_COLON
from tracker.plans.labels import INLINE, Kind, read_label
from tracker.plans.numbering import Paragraph
from tracker.plans.tasks import Item

_SENTENCE_BEFORE = "。;)"
_ROLE = re.compile(r"(?:牵头|责任|主责|配合|承办|协办)(?:单位|部门)(?!和个人|责任|之间|要|应|须|的)")
_COUNTED = (Kind.CN, Kind.CN_PAREN, Kind.NUM, Kind.NUM_PAREN)

Doubt = tuple[str, str]


def doubts_of_item(folded: str, item: Item, body: list[tuple[int, int]], noted: bool) -> list[Doubt]:
    """Code and words of each doubt; `noted`: the item has a note of responsibility."""
    found: list[Doubt] = []
    if gap := item.paragraphs[0].gap:
        behind = f"下一条的编号跳到了{gap}，中间可能缺一条，或与这一条连在一起，请核对"
        found.append(("number", behind if gap > 0 else "编号从2开始，前面可能缺一条，请核对"))
    if any(_stray_number(folded, a, b, item) for a, b in body):
        found.append(("number", "正文里还有编号，可能是换行丢失、几项连在一起，请核对"))
    if _two_in_one(folded, item):
        found.append(("number", "这一条有两处责任说明，可能是两条任务连在一起，请核对"))
    if any(_is_cut(folded, one, other) for one, other in pairwise(item.paragraphs)):
        found.append(("broken", "有一句话像是在换行处断开了，请核对文字和责任单位"))
    if not noted and any(_ROLE.search(folded, a, b) for a, b in body):
        found.append(("unread_note", "正文里提到责任单位，但没有读懂是谁，请核对"))
    return found


# 县安委会有关成员单位 alone: several offices, and nobody says which one leads; 各乡镇 each do their own.
_OFFICES = re.compile(r"(?:有关|相关|各|成员|责任)(?:成员)?(?:单位|部门|委办局)$")


def doubts_of_lead(units: list[DraftUnit]) -> list[Doubt]:
    """Where nobody leads, or only a group of offices that is not told one by one."""
    if units and all(unit.role in (Role.SUPPORT, Role.IMPLEMENT) for unit in units):
        return [("no_lead", "只写了配合或落实单位，没有写明牵头单位，请指定")]
    if len(units) == 1 and units[0].role is Role.LEAD and _OFFICES.search(units[0].name):
        return [("group_lead", f"只写了“{units[0].name}”，没有写明由谁牵头，请核对")]
    return []


def _is_cut(folded: str, above: Paragraph, below: Paragraph) -> bool:
    """Whether a paragraph of running text ends without any sign and the next one goes on in small."""
    if above.table is not None or below.table is not None or below.label is not None:
        return False
    words, rest = folded[above.start : above.end].rstrip(), folded[below.start : below.end]
    if len(words) < _LEAST_LINE or words[-1] in _CLOSED or KEY_COLON.search(words) or KEY_COLON.match(rest) or ":" in words:
        return False
    told = "," in words and "\u4e00" <= words[-1] <= "\u9fff" and (above.label is None or "。" in words)
    return told and "\u4e00" <= rest[:1] <= "\u9fff" and bool(_RUNS_ON.search(rest[:_LEAST_LINE]))


_LEAST_LINE = 14
_CLOSED = "。;!?)”』】、,"
_RUNS_ON = re.compile(r"[,。;]")


def _two_in_one(folded: str, item: Item) -> bool:
    """Whether two paragraphs without numbers of their own each have text and then a bracket with who does it."""
    ended = 0
    for paragraph in item.paragraphs:
        notes = [note for note in item.notes if note.named and paragraph.start <= note.start < paragraph.end]
        if not notes or (paragraph.label is not None and paragraph is not item.paragraphs[0]):
            continue
        last = notes[-1]
        ended += (
            last.start - paragraph.start >= _LEAST_TEXT and "。" in folded[paragraph.start : last.start] and last.end >= paragraph.end - 1
        )
    return ended > 1


_LEAST_TEXT = 12


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
        own = item.label is not None and label.kind is item.label.kind and label.value == item.label.value + 1
        if label.value == 1:
            seen.add(label.kind)
        elif folded[match.start() - 1] in _SENTENCE_BEFORE and (own or label.kind not in seen) and not _counts_in_item(item, label.kind):
            return True
    return False


def _counts_in_item(item: Item, kind: Kind) -> bool:
    """Whether paragraphs of the item have such numbers: they are its parts."""
    return any(p.label is not None and p.label.kind is kind for p in item.paragraphs[1:])
