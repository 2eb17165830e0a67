"""Items whose number a scan or a copy lost: （）…, .…, 一建设…, or nothing at all where the neighbours count on without it."""

import re
from collections.abc import Iterator

from tracker.domain.numerals import chinese_number
from tracker.plans.keys import KEY_COLON
from tracker.plans.labels import OUTER, Kind, Label
from tracker.plans.numbering import Paragraph

_COUNTED = frozenset((Kind.CN, Kind.CN_PAREN, Kind.NUM, Kind.NUM_PAREN))
_EMPTY_MARK = re.compile(r"(?P<bracket>\(\s*\)[、.]?\s*)|(?P<point>[.]\s*(?=[\u4e00-\u9fff“]))|(?P<sign>、\s*(?=[\u4e00-\u9fff“]))")
_KINDS_OF = {
    "bracket": (Kind.CN_PAREN, Kind.NUM_PAREN),
    "point": (Kind.NUM,),
    "sign": (Kind.NUM, Kind.CN),
}
_ENDS_ITEM = re.compile(r"(?:\)|负责|配合|落实|实施)[。;.]?$")
_MOST_BETWEEN = 6
_RANK = {kind: rank for rank, kind in enumerate(Kind)}
_LEAST_WORDS = 12
_LEAST_ALONE = 3


def restore_numbers(paragraphs: list[Paragraph], folded: str) -> None:
    """Give such paragraphs the number that their neighbours leave free; they are marked as `lost`."""
    _words_without_signs(paragraphs, folded)
    for i, paragraph in enumerate(paragraphs):
        if paragraph.table is None and (paragraph.label is None or not paragraph.label.value):
            _with_mark(paragraphs, i, folded)
    for here, paragraph in enumerate(paragraphs):
        if paragraph.label is not None and paragraph.label.kind in _COUNTED and paragraph.table is None:
            _between(paragraphs, here, paragraph.label, folded)
            if paragraph.label.value == 2:
                _before_second(paragraphs, here, paragraph.label, folded)
    _mark_gaps(paragraphs)


_WORD_ALONE = re.compile(
    r"([一二三四五六七八九十]{1,3})(?=[\u4e00-\u9fff])"
    r"(?![是要些个部项类批步次级年月定般直方面同起旦名线体流站带把手二三四五六七八九十])"
)


def _words_without_signs(paragraphs: list[Paragraph], folded: str) -> None:
    """一建设…, 二加强…, 三强化…: numbers in words whose sign was lost, where all that begin so count from 1 on."""
    found = [
        (paragraph, chinese_number(match.group(1)) or 0, match.end() - paragraph.start)
        for paragraph in paragraphs
        if paragraph.label is None and paragraph.table is None and paragraph.end - paragraph.start > 6
        if (match := _WORD_ALONE.match(folded, paragraph.start, paragraph.end))
    ]
    if len(found) < _LEAST_ALONE or [value for _, value, _ in found] != list(range(1, len(found) + 1)):
        return
    chapters = any(paragraph.label is not None and paragraph.label.kind is Kind.CN for paragraph in paragraphs)
    for paragraph, value, length in found:
        paragraph.label, paragraph.lost = Label(Kind.CN_HALF if chapters else Kind.CN, value, length), True


def _with_mark(paragraphs: list[Paragraph], i: int, folded: str) -> None:
    """（）…, .…, 、…: the sign of a number is left; its kind and value are those that the next numbers leave free."""
    paragraph = paragraphs[i]
    mark = _EMPTY_MARK.match(folded, paragraph.start, paragraph.end)
    if mark is None or paragraph.end - mark.end() < _LEAST_WORDS:
        return
    kinds = _KINDS_OF[mark.lastgroup or ""]
    above = next((label for label in _labels(paragraphs[:i][::-1]) if label.kind in kinds or label.kind in OUTER), None)
    below = next(_labels(paragraphs[i + 1 :]), None)
    if above is not None and above.kind in kinds and above.value:
        label = Label(above.kind, above.value + 1, mark.end() - paragraph.start)
        fits = below is None or below.kind is not above.kind or below.value in (above.value + 2, 1)
    elif below is not None and below.kind in kinds and below.value == 2:
        label, fits = Label(below.kind, 1, mark.end() - paragraph.start), True
    else:
        return
    if fits:
        paragraph.label, paragraph.lost = label, True


def _labels(paragraphs: list[Paragraph]) -> Iterator[Label]:
    return (p.label for p in paragraphs[:_MOST_LOOKED_AT] if p.label is not None)


_MOST_LOOKED_AT = 60


def _between(paragraphs: list[Paragraph], here: int, label: Label, folded: str) -> None:
    """Between 1.… and 3.…, a heading perhaps between them: the one paragraph that can be the item in question."""
    near = range(here + 1, min(here + 1 + _MOST_BETWEEN, len(paragraphs)))
    below = next((i for i in near if (other := paragraphs[i].label) is not None and other.kind is label.kind), -1)
    following = paragraphs[below].label if below > 0 else None
    if following is None or following.value != label.value + 2:
        return
    bare = [i for i in range(here + 1, below) if _is_item(paragraphs, i, folded) and _may_follow(paragraphs[i - 1], folded)]
    if len(bare) == 1:
        paragraphs[bare[0]].label, paragraphs[bare[0]].lost = Label(label.kind, label.value + 1, 0), True


def _may_follow(paragraph: Paragraph, folded: str) -> bool:
    """Whether an item may stand behind this paragraph: a heading, the units of the last item, or its end."""
    heading = paragraph.label is not None and "。" not in folded[paragraph.start : paragraph.end - 1]
    return heading or bool(KEY_COLON.match(folded, paragraph.start, paragraph.end)) or _is_finished(paragraph, folded)


def _before_second(paragraphs: list[Paragraph], here: int, label: Label, folded: str) -> None:
    """Above 2.… and below a heading: the one paragraph that ends as an item does."""
    first = max(0, here - _MOST_BETWEEN)
    above = next((i for i in range(here - 1, first - 1, -1) if paragraphs[i].label is not None), -1)
    if above < 0 or (last := paragraphs[above].label) is None or last.kind not in (*OUTER, Kind.CN_PAREN):
        return
    if _RANK[last.kind] >= _RANK[label.kind] or "。" in folded[paragraphs[above].start : paragraphs[above].end - 1]:
        return  # 二、 behind the last item of 一、; the item's own title and text
    bare = [i for i in range(above + 1, here) if _is_item(paragraphs, i, folded)]
    if len(bare) == 1 and bare[0] == here - 1:
        paragraphs[bare[0]].label, paragraphs[bare[0]].lost = Label(label.kind, 1, 0), True


def _is_finished(paragraph: Paragraph, folded: str) -> bool:
    """Whether a paragraph ends as an item does: with the words of who does it."""
    return bool(_ENDS_ITEM.search(folded[max(paragraph.start, paragraph.end - 20) : paragraph.end].rstrip()))


def _is_item(paragraphs: list[Paragraph], i: int, folded: str) -> bool:
    """Whether a paragraph without a number reads as an item of its own: who does it stands at its end, or in the line below."""
    paragraph = paragraphs[i]
    words = folded[paragraph.start : paragraph.end]
    plain = paragraph.label is None and paragraph.table is None and len(words) > _LEAST_WORDS
    if not plain or KEY_COLON.match(words) or words[0] in "([":
        return False
    below = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
    keyed = below is not None and below.label is None and KEY_COLON.match(folded, below.start + (folded[below.start] == "("), below.end)
    return bool(keyed) or _is_finished(paragraph, folded)


def _mark_gaps(paragraphs: list[Paragraph]) -> None:
    """Note where a count skips a number, on the item before the gap; -1 on an item that begins its count with 2."""
    last: dict[Kind, Paragraph] = {}
    for paragraph in paragraphs:
        label = paragraph.label
        if label is None or label.kind not in _COUNTED or not label.value or paragraph.table is not None:
            continue
        before = last.get(label.kind)
        value = before.label.value if before is not None and before.label is not None else 0
        if before is not None and value + 1 < label.value <= value + _WIDEST_GAP:
            before.gap = label.value
        elif label.value == 2 and value != 1:
            paragraph.gap = -1
        last[label.kind] = paragraph


_WIDEST_GAP = 3
