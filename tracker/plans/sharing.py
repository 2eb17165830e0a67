"""Notes that speak for several items above them: 以上1—3项由县发改局牵头. Each of those items gets the units.

And remarks that speak for the notes of a whole document: 逗号前为牵头单位，下同.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.domain.numerals import chinese_number
from tracker.plans.grammar import Note
from tracker.plans.keys import Said
from tracker.plans.labels import Kind
from tracker.plans.outline import Node

if TYPE_CHECKING:
    from tracker.plans.tasks import TaskFinder

_N = r"\(?(?:第)?\(?([一二三四五六七八九十]{1,3}|\d{1,3})\)?"
_ABOVE = re.compile(rf"[(\s]*(?:以上|上述|前述)(?:的)?(?P<range>{_N}(?:(?:\s*(?:至|到|[—–\-~]+|、|和|及)\s*{_N})*))?")
_EVERY = re.compile(r"[(\s]*(?:以上|上述|前述)(?:各项|所有|全部|几项|工作|任务|事项|措施)")
_ONE = re.compile(_N)
_LISTED = re.compile(r"[、和及]")
_DIGITS = (Kind.NUM, Kind.NUM_PAREN, Kind.NUM_HALF, Kind.CIRCLED, Kind.ARTICLE)
_WORDS = (Kind.CN_PAREN, Kind.CN, Kind.CN_HALF, Kind.ARTICLE)
_ITEM_KINDS = (Kind.CN_PAREN, Kind.NUM)


def shared_notes(order: list[Node], notes: dict[int, list[Note]], folded: str) -> dict[int, list[Note]]:
    """By node: the notes that a later paragraph holds for it. Such a note no longer names units where it stands."""
    shared: dict[int, list[Note]] = {}
    for node in order:
        for paragraph in node.paragraphs:
            for index, note in enumerate(notes[id(paragraph)]):
                if not note.named:
                    continue
                holders = _holders(node, note, notes, shared, folded)
                if holders:
                    notes[id(paragraph)][index] = Note(note.start, note.end, keyed=note.keyed)
                    for holder in holders:
                        shared.setdefault(id(holder), []).append(note)
    return shared


def _holders(node: Node, note: Note, notes: dict[int, list[Note]], shared: dict[int, list[Note]], folded: str) -> list[Node]:
    above = _ABOVE.match(folded, note.start, note.end)
    if above is None or node.parent is None or node.label is None:
        return []
    if above.group("range"):
        return _in_range(node, above.group("range"))
    siblings = node.parent.children
    outer = node.parent.label.kind if node.parent.label else Kind.CN
    if not _EVERY.match(folded, note.start, note.end) or node.label.kind not in _ITEM_KINDS or outer is not Kind.CN or len(siblings) < 2:
        return []
    holders: list[Node] = []
    for sibling in reversed(siblings[: siblings.index(node) + 1]):
        named = any(other.named and other is not note for p in sibling.paragraphs for other in notes[id(p)])
        if named or id(sibling) in shared or sibling.children:
            break
        holders.append(sibling)
    return holders[::-1] if len(holders) > 1 else []


def _in_range(node: Node, words: str) -> list[Node]:
    """The items with these numbers, looked for beside the node and beside each node above it."""
    found = list(_ONE.findall(words))
    values = [value for value in (chinese_number(raw) for raw in found) if value]
    if len(values) < 2:
        return []
    kinds = _DIGITS if found[0].isdigit() else _WORDS
    wanted = set(values) if _LISTED.search(words) else set(range(values[0], values[-1] + 1))
    level: Node | None = node
    while level is not None and level.parent is not None:
        if level.label is not None and level.label.kind in kinds and level.label.value in wanted | {max(wanted)}:
            kind = level.label.kind
            holders = [
                sibling
                for sibling in level.parent.children
                if sibling.label and sibling.label.kind is kind and sibling.label.value in wanted
            ]
            return holders if len(holders) == len(wanted) else []
        level = level.parent
    return []


def led_before(sign: str, notes: list[Note], folded: str) -> None:
    """Where a document says so: the units before the first comma (`sign`) of a list lead, those behind it cooperate."""
    for note in notes:
        if len(note.named) < 2 or any(unit.said not in (Said.BARE, Said.DUTY) for unit in note.named):
            continue
        gaps = zip(note.named, note.named[1:], strict=False)
        first = next((i for i, (a, b) in enumerate(gaps, 1) if sign in folded[a.end : b.start]), 0)
        if first:
            note.named = [replace(unit, said=Said.LEAD if i < first else Said.SUPPORT) for i, unit in enumerate(note.named)]


def leads_itself(note: Note, above: list[Note]) -> bool:
    """Whether a note says who is in charge, so that it needs no lead from the heading above; a bare list does not, below 牵头单位：."""
    led = any(unit.said is Said.LEAD for one in above for unit in one.named)
    own = (Said.LEAD, Said.DUTY) if led else (Said.LEAD, Said.DUTY, Said.BARE)
    return any(unit.said is Said.LEAD or (unit.said in own and not (unit.keyed and led)) for unit in note.named)


def names_lead(notes: list[Note]) -> bool:
    """Whether notes that belong together tell who leads: a unit 牵头, or the only one that 负责 beside others that help."""
    said = [unit.said for note in notes for unit in note.named]
    return Said.LEAD in said or (said.count(Said.DUTY) == 1 and Said.SUPPORT in said and Said.BARE not in said)


def told_apart(groups: list[list[Note]]) -> bool:
    """Whether sentences of one duty name their units apart, one with a lead and one with several that share: whose duty is which?"""
    said = [[unit.said for note in notes for unit in note.named] for notes in groups]
    led = sum(Said.LEAD in one for one in said)
    return bool(led) and any(len(one) > 1 and not {Said.LEAD, Said.SUPPORT} & set(one) for one in said)


# 汪启明县长牵头重点工作: a chapter of one leader's tasks.
_LEADER_OF_CHAPTER = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,4}?(?:(?:常务)?副?(?:省长|市长|县长|区长|州长|旗长|镇长|乡长|书记|主任|主席|专员)|同志|(?:县|市|区)?委?常委))"
    r"(?:同志)?(?:牵头|分管|负责|包抓|领办|主抓)"
)


def leaders_above(tasks: "TaskFinder", above: Sequence[Node]) -> list[str]:
    """Who leads the nearest heading that names a leader, as printed: 一、县长牵头重点工作, or 分管领导：… below it."""
    for node in reversed(above):
        own = [tasks.folded[a:b] for note in tasks.own_notes(node) for a, b in note.leaders]
        found = _LEADER_OF_CHAPTER.match(tasks.title_of(node))
        if own or found:
            return own or [found.group("who")] if found else own
    return []
