"""Sentences that a stray line break cut in two: …建设产 / 地仓储保鲜设施，新建300座。 They are one again, and the place is marked."""

import re

from tracker.domain.unit_names import looks_like_unit
from tracker.plans.joining import KEY_LINE, SENTENCE_END, Piece, Repairs, glue, starts_new
from tracker.plans.name_lines import names_in

_ENDS = re.compile(r"[。；;！!）)】]$")
_LEAST_ABOVE = 16
_LEAST_BELOW = 8


def join_sentences(pieces: list[Piece], repairs: Repairs) -> list[Piece]:
    """Join a line of running text that ends in the middle of a sentence to the next one, where that ends a sentence."""
    result: list[Piece] = []
    for piece in pieces:
        last = result[-1] if result else None
        if last is not None and _is_cut(last) and _ends_sentence(piece):
            glue(last, piece)
            repairs.append((piece.origin[0], "换行"))
        else:
            result.append(piece)
    return result


def _is_cut(piece: Piece) -> bool:
    """Whether a line holds a whole sentence (a title alone does not) and then a part of one without any end."""
    text = piece.text
    if piece.cell or piece.tab or "\t" in text or "|" in text or len(text) < _LEAST_ABOVE or text[-1] in SENTENCE_END:
        return False
    stop = text.rfind("。")
    tail = text[stop + 1 :]
    if stop < 0 or len(tail) < 2 or KEY_LINE.match(tail) or text[-1] < "\u4e00" or text[-1] > "\u9fff":
        return False
    names = names_in(tail)
    return not (names and looks_like_unit(names[-1])) and "：" not in tail and ":" not in tail


def _ends_sentence(piece: Piece) -> bool:
    """Whether a line begins nothing of its own and ends as a sentence or a note does."""
    text = piece.text
    if piece.cell or piece.tab or "\t" in text or "|" in text or len(text) < _LEAST_BELOW or starts_new(text):
        return False
    return bool(_ENDS.search(text)) and "\u4e00" <= text[0] <= "\u9fff" and not KEY_LINE.match(text)
