"""Numbers of paragraphs that a line alone does not tell: on lines of their own, before a figure, glued to the first word, or none."""

import re
from dataclasses import dataclass
from itertools import pairwise

from tracker.domain.unit_names import looks_like_unit, surely_unit
from tracker.plans.keys import KEY_COLON
from tracker.plans.labels import GLUED, OUTER, Kind, Label
from tracker.plans.record_fields import is_name_field, is_text_field
from tracker.plans.table_shapes import Table


@dataclass(slots=True)
class Paragraph:
    """A stretch of clean text [start, end): a line, or a part of a line where numbers stand inside it; or a whole `table`.

    `lost`: its number was lost; the neighbours tell that it is an item. `gap`: the next number of its kind, where that skips some;
    -1 where its count begins with 2.
    """

    start: int
    end: int
    label: Label | None = None
    table: Table | None = None
    lost: bool = False
    gap: int = 0


def renumber(paragraphs: list[Paragraph], folded: str) -> None:
    """Give paragraphs the numbers that only their neighbours tell, and take those away that are none."""
    _number_lines(paragraphs, folded)
    _fields_of_records(paragraphs, folded)
    _chapters_of_decimals(paragraphs, folded)
    _recount(paragraphs, folded)
    _glued(paragraphs, folded)
    _named_records(paragraphs, folded)
    _bulleted_records(paragraphs, folded)
    _find_unnumbered(paragraphs, folded)
    _unit_lines(paragraphs, folded)
    _key_lines(paragraphs, folded)


_DECIMAL_CHAPTER = re.compile(r"(\d{1,2})\s+(?=[\u4e00-\u9fff])")


def _chapters_of_decimals(paragraphs: list[Paragraph], folded: str) -> None:
    """2 主要任务 above 2.1, 2.2: a bare figure before a short line is a chapter's number where decimals are the items'."""
    if not any(paragraph.label is not None and paragraph.label.kind is Kind.DEEP2 for paragraph in paragraphs):
        return
    for paragraph in paragraphs:
        if paragraph.label is None and paragraph.table is None and paragraph.end - paragraph.start <= _SHORT:
            match = _DECIMAL_CHAPTER.match(folded, paragraph.start, paragraph.end)
            if match and "。" not in folded[paragraph.start : paragraph.end - 1]:
                paragraph.label = Label(Kind.NUM, int(match.group(1)), match.end() - paragraph.start)


_RECORD = 6


def _fields_of_records(paragraphs: list[Paragraph], folded: str) -> None:
    """（一）工作任务：… among （二）责任领导：… and （三）牵头单位：…: a field of the record above, no item."""
    keyed = [i for i, p in enumerate(paragraphs) if p.label is None and p.table is None and KEY_COLON.match(folded, p.start, p.end)]
    near = {i + step for i in keyed for step in range(-_RECORD, _RECORD + 1)} if keyed else set()
    for i in sorted(near & set(range(1, len(paragraphs)))):
        paragraph = paragraphs[i]
        if paragraph.label is None or paragraph.label.kind not in _ITEM_KINDS or paragraph.table is not None:
            continue
        start = paragraph.start + paragraph.label.length
        alone = all(p.label is None or p.label.kind is not paragraph.label.kind for p in (paragraphs[i - 1], *paragraphs[i + 1 : i + 2]))
        if alone and is_text_field(folded, start, paragraph.end) and _was_numbered(paragraphs, i, keyed, folded):
            paragraph.start, paragraph.label = start, None


def _was_numbered(paragraphs: list[Paragraph], i: int, keyed: list[int], folded: str) -> bool:
    """Whether the unit lines near a paragraph had numbers of their own (which were taken off)."""
    return any(abs(k - i) <= _RECORD and folded[paragraphs[k].start - 1 : paragraphs[k].start] not in ("\n", "") for k in keyed)


_NUMBER_LINE = re.compile(r"0?(\d{1,2})$")


def _number_lines(paragraphs: list[Paragraph], folded: str) -> None:
    """01, 02, 03, each alone in a line above its item: the number and the line below are one."""
    alone = [
        (index, int(match.group(1)))
        for index, paragraph in enumerate(paragraphs[:-1])
        if paragraph.label is None and paragraph.table is None and paragraph.end - paragraph.start <= 2
        if (match := _NUMBER_LINE.match(folded, paragraph.start, paragraph.end))
    ]
    if len(alone) < 2 or [value for _, value in alone] != list(range(1, len(alone) + 1)):
        return
    if all((label := paragraphs[index + 1].label) is not None and label.kind in OUTER for index, _ in alone):
        for index, _ in reversed(alone):
            del paragraphs[index]  # 01 above 一、…, as a page for phones counts its chapters
        return
    for index, value in reversed(alone):
        number, words = paragraphs[index], paragraphs[index + 1]
        if words.label is None and words.table is None:
            paragraphs[index : index + 2] = [Paragraph(number.start, words.end, Label(Kind.NUM, value, words.start - number.start))]


_FIGURE_NEXT = re.compile(r"(\d{1,2})\s*[.、](?=\d)")
_MISREAD_ONE = re.compile(r"[lI|]\s*[.、]\s*(?=[\u4e00-\u9fff“])")  # l.新建…: a scan's 1.
_SHORT = 30
_NEXT_ITEMS = 8


def _recount(paragraphs: list[Paragraph], folded: str) -> None:
    """Numbers before a text that begins with a figure (3.6月底前…, 4.6处矿山…): what counts on is an item, and no number 4.6."""
    last = running = 0  # in this chapter; over all chapters, where items count on
    for index, paragraph in enumerate(paragraphs):
        label = paragraph.label
        if label is not None and label.kind in OUTER:
            last = 0 if paragraph.table is None else last
        if label is not None and label.kind is Kind.NUM:
            last = running = label.value
            continue
        match = _FIGURE_NEXT.match(folded, paragraph.start, paragraph.end) if label is None or label.kind is Kind.DEEP2 else None
        if match is None:
            misread = _MISREAD_ONE.match(folded, paragraph.start, paragraph.end) if label is None and not last else None
            if misread and _counts_on(paragraphs[index + 1 : index + 1 + _NEXT_ITEMS]):
                paragraph.label = Label(Kind.NUM, 1, misread.end() - paragraph.start)
                last = 1
            continue
        value = int(match.group(1))
        counts_on = value == running + 1 and running > 1
        if label is not None and label.value == 1 and last != value - 1 and not counts_on:
            continue
        if counts_on or (value == last + 1 and (last or _counts_on(paragraphs[index + 1 : index + 1 + _NEXT_ITEMS]))):
            paragraph.label = Label(Kind.NUM, value, match.end() - paragraph.start)
            last = running = value


_ITEM_KINDS = frozenset((Kind.CN_PAREN, Kind.NUM, Kind.NUM_PAREN, Kind.NUM_HALF))
_NO_HEADING = re.compile(
    r"[。;,:(|\t]|^[\d\W]|年|月|\d日|(?:局|委|办|政府|通知|目录|附件|方案|要点|计划|规划|意见|措施|清单|分解|分工|表|函)$"
)


def _find_unnumbered(paragraphs: list[Paragraph], folded: str) -> None:
    """Headings without a number: short lines between finished items, each with an item of one kind right below."""
    found: dict[Kind, list[Paragraph]] = {}
    for index, paragraph in enumerate(paragraphs[:-1]):
        below = paragraphs[index + 1].label
        words = folded[paragraph.start : paragraph.end]
        if paragraph.label is not None or paragraph.table is not None or below is None or below.kind not in _ITEM_KINDS:
            continue
        before = paragraphs[index - 1] if index else None
        finished = before is None or before.label is None or folded[before.end - 1] in "。;)"
        if finished and 4 <= len(words) <= 24 and not _NO_HEADING.search(words):
            found.setdefault(below.kind, []).append(paragraph)
    for lines in found.values():
        if len(lines) > 1:
            for paragraph in lines:
                paragraph.label = Label(Kind.LEAD, 0, 0)
    _chapters_without_number(paragraphs, folded)


def _chapters_without_number(paragraphs: list[Paragraph], folded: str) -> None:
    """Short lines right above headings without a number, again and again: the chapters of these headings."""
    found = []
    for index, (paragraph, below) in enumerate(pairwise(paragraphs)):
        words = folded[paragraph.start : paragraph.end]
        if paragraph.label is not None or paragraph.table is not None or below.label is None or below.label.kind is not Kind.LEAD:
            continue
        finished = index == 0 or paragraphs[index - 1].label is None or folded[paragraphs[index - 1].end - 1] in "。;)"
        if finished and 4 <= len(words) <= 24 and not _NO_HEADING.search(words):
            found.append(paragraph)
    for paragraph in found if len(found) > 1 else []:
        paragraph.label = Label(Kind.CN, 0, 0)


UNIT_FIRST = re.compile(r"(?P<names>[\u4e00-\u9fff()、]{3,40}?)(?:\(\d{1,3}[项条件个]\))?:\s*(?=$|1[.、]|\(1\)|①)")


def names_of_line(line: str) -> list[str]:
    """The units of a line 县商务局： or 县商务局：1.…, that say who has the duties behind it; none where it is another line."""
    match = None if KEY_COLON.match(line) else UNIT_FIRST.match(line)
    found = match.group("names").split("、") if match else []
    return found if found and all(surely_unit(name) or (len(found) > 1 and looks_like_unit(name)) for name in found) else []


def _unit_lines(paragraphs: list[Paragraph], folded: str) -> None:
    """县商务局： right above 1. and 县教育局： again above 1.: headings, each of the duties of one unit; so without the colon."""
    found = [
        paragraph
        for paragraph, following in pairwise(paragraphs)
        if paragraph.label is None
        and paragraph.table is None
        and following.label is not None
        and following.label.kind in (Kind.NUM, Kind.NUM_PAREN, Kind.CIRCLED)
        and following.label.value == 1
        and (names_of_line(line := folded[paragraph.start : paragraph.end]) or (len(line) <= _SHORT and surely_unit(line)))
    ]
    if len(found) > 1:
        for paragraph in found:
            paragraph.label = Label(Kind.LEAD, 0, 0)


def _key_lines(paragraphs: list[Paragraph], folded: str) -> None:
    """责任单位：县教育局 above its items, again and again: the first stands before any item, and behind the last item stands none."""
    lines = [i for i, p in enumerate(paragraphs) if p.label is None and p.table is None and KEY_COLON.match(folded, p.start, p.end)]
    numbered = [i for i, p in enumerate(paragraphs) if p.label is not None and p.label.kind is Kind.NUM]
    one_key = len({folded[paragraphs[i].start : paragraphs[i].start + 4] for i in lines}) == 1
    if len(lines) < 2 or not one_key or not numbered or lines[0] > numbered[0] or lines[-1] > numbered[-1]:
        return
    below = (paragraphs[i + 1].label for i in lines)
    above = (paragraphs[i - 1].label for i in lines[1:])
    if all(one is not None and one.kind is Kind.NUM for one in (*below, *above)):
        for i in lines:
            paragraphs[i].label = Label(Kind.LEAD, 0, 0)


def _counts_on(following: list[Paragraph]) -> bool:
    """Whether the next number of this kind is 2."""
    return next((p.label.value == 2 for p in following if p.label is not None and p.label.kind is Kind.NUM), False)


def _named_records(paragraphs: list[Paragraph], folded: str) -> None:
    """任务名称：… above 主要内容：… and 牵头单位：…, again and again and without any numbers: each begins an item."""
    named = [
        paragraph
        for index, paragraph in enumerate(paragraphs)
        if paragraph.label is None
        and paragraph.table is None
        and is_name_field(folded, paragraph.start, paragraph.end)
        and any(KEY_COLON.match(folded, p.start, p.end) for p in paragraphs[index + 1 : index + 1 + _RECORD] if p.label is None)
    ]
    if len(named) > 1:
        for value, paragraph in enumerate(named, 1):
            paragraph.label = Label(Kind.NUM, value, 0)


_BULLET = re.compile(r"\s*[●•◆■▪○□◇➤▶]\s*(?=[\u4e00-\u9fff“])")
_NEAR_KEYS = 3


def _bulleted_records(paragraphs: list[Paragraph], folded: str) -> None:
    """● 新建学校2所 above 牵头单位：…, again and again: each begins an item; the bullet is no number of its own."""
    found = [
        paragraph
        for index, paragraph in enumerate(paragraphs)
        if paragraph.label is None and paragraph.table is None and _BULLET.match(folded, paragraph.start, paragraph.end)
        if any(p.label is None and KEY_COLON.match(folded, p.start, p.end) for p in paragraphs[index + 1 : index + 1 + _NEAR_KEYS])
        and not any(_BULLET.match(folded, p.start, p.end) for p in paragraphs[index + 1 : index + 2])
    ]
    if len(found) > 1:
        for value, paragraph in enumerate(found, 1):
            paragraph.label = Label(Kind.NUM_PAREN, value, 0)


_LEAST_GLUED = 3


def _glued(paragraphs: list[Paragraph], folded: str) -> None:
    """1推进…, 2加快…: numbers whose point was lost; all that begin so count from 1 on, through the document or in each chapter."""
    found = [
        (paragraph, int(match.group(1)), match.end() - paragraph.start)
        for paragraph in paragraphs
        if paragraph.label is None
        and paragraph.table is None
        and paragraph.end - paragraph.start > 6
        and (match := GLUED.match(folded, paragraph.start, paragraph.end))
    ]
    values = [value for _, value, _ in found]
    if len(found) < _LEAST_GLUED or values[0] != 1 or any(b not in (a + 1, 1) for a, b in pairwise(values)) or max(values) < _LEAST_GLUED:
        return
    for paragraph, value, length in found:
        paragraph.label = Label(Kind.NUM, value, length)
