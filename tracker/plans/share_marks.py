"""Page marks of document-sharing sites: every page begins with `3、`, in the middle of a sentence where it happens to fall."""

import re
from itertools import pairwise

from tracker.plans.joining import SENTENCE_END, Piece, Repairs, glue, trimmed

_MARK = re.compile(r"(\d{1,3})[、.．]")
_LOST_MARK = re.compile(r"[、.．]\s*")
_SHARED = re.compile(r"由会员分享|更多相关《|由用户上传|下载后可编辑|可在线阅读")
_RECORD_END = re.compile(r"(?:单位|部门|领导|责任人|时限|时间)\s*[:：][^。:：)）]{1,80}[)）。]*$")
_LEAST_MARKS = 3
_LEAST_LENGTH = 80
_WIDEST_GAP = 3


def join_share_marks(pieces: list[Piece], repairs: Repairs) -> list[Piece]:
    """The pages as one text again, without their marks; a page whose mark was damaged is joined too."""
    marks = {i: match for i, piece in enumerate(pieces) if not piece.cell and (match := _MARK.match(piece.text))}
    shared = next((i for i, piece in enumerate(pieces[:5]) if _SHARED.search(piece.text)), -1)
    only = min(marks, default=-1)
    if len(marks) < _LEAST_MARKS and only == shared + 1 > 0 and not _begins_list([int(match.group(1)) for match in marks.values()]):
        repairs.append((pieces[only].origin[0], "页码标记"))  # the mark of a document's only page
        pieces[only] = _without(pieces[only], marks[only].end())
        return [piece for piece in pieces if piece.text]
    if not _are_pages(pieces, marks, shared):
        return pieces
    first, last = min(marks), max(marks)
    if first > 0 and first == shared + 2 and len(pieces[first - 1].text) >= _LEAST_LENGTH:
        first -= 1  # the first page lost its mark
    joined: list[Piece] = []
    for i, piece in enumerate(pieces):
        mark = marks.get(i)
        if first <= i <= last and mark is None:
            lost = _LOST_MARK.match(piece.text)
            skip = lost.end() if lost else 0
        else:
            skip = mark.end() if mark else 0
        if mark:
            repairs.append((piece.origin[0], "页码标记"))
        cut = bool(joined) and not joined[-1].text.endswith(tuple(SENTENCE_END))
        if first < i <= last and joined and (mark or cut):
            glue(joined[-1], piece, skip)
        else:
            joined.append(_without(piece, skip))
    return [piece for piece in joined if piece.text]


def _begins_list(numbers: list[int]) -> bool:
    return numbers[:2] == [1, 2]


def _are_pages(pieces: list[Piece], marks: dict[int, re.Match[str]], shared: int) -> bool:
    """Whether lines with numbers are pages: they count upwards, are long, and most of them begin in the middle of a sentence."""
    numbers = [int(match.group(1)) for match in marks.values()]
    place = next(iter(marks), 0)
    unmarked = place == 1 and len(pieces[0].text) >= _LEAST_LENGTH and pieces[0].text[-1] not in SENTENCE_END
    if len(numbers) < _LEAST_MARKS or numbers[0] > (2 if shared >= 0 or unmarked else 1):
        return False
    steps = [b - a for a, b in pairwise(numbers)]
    if any(not 1 <= step <= _WIDEST_GAP for step in steps) or sum(step > 1 for step in steps) * 4 > len(steps):
        return False
    if sum(bool(_RECORD_END.search(pieces[i].text)) for i in marks) * 2 >= len(marks):
        return False  # records, one a line: 1.事项名称：…责任单位：…办理时限：…
    places = list(marks)
    cut = sum(i > 0 and not pieces[i - 1].text.endswith(tuple(SENTENCE_END)) for i in places[1:])
    short = sum(len(pieces[i].text) < _LEAST_LENGTH for i in places[:-1])
    return cut * 2 >= len(places) - 1 and (short * 5 <= len(places) if shared >= 0 or len(places) > 5 else not short)


def _without(piece: Piece, skip: int) -> Piece:
    return trimmed(piece.text[skip:], piece.origin[skip:], piece.cell, piece.tab)
