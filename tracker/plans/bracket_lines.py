"""Brackets over several lines: the lines of a note that closes a few lines below are one again."""

import re

from tracker.plans.joining import KEY_LINE, NUMBERED, Piece, Repairs, glue, parts_key
from tracker.plans.name_lines import parts_names

_LONGEST_NOTE = 400
_MOST_NOTE_LINES = 5


def join_brackets(pieces: list[Piece], repairs: Repairs) -> list[Piece]:
    """Join the lines of a bracket that closes a few lines below; lines that begin with a key keep their line break."""
    result: list[Piece] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        result.append(piece)
        last = _closing_line(pieces, index) if _opens(piece) else index
        for other in pieces[index + 1 : last + 1]:
            if (KEY_LINE.match(other.text) and not parts_key(piece.text, other.text)) or parts_names(piece.text, other.text):
                piece.text += "\n"
                piece.origin.append(other.origin[0] - 1 if other.origin[0] else 0)
            glue(piece, other)
            repairs.append((other.origin[0], "换行"))
        index = last + 1
    return result


def _opens(piece: Piece) -> bool:
    """Whether a line ends inside a round bracket that it opened."""
    if piece.cell or piece.tab:
        return False
    depth = 0
    for char in reversed(piece.text[-_LONGEST_NOTE:]):
        if char in "（(〔【":
            if depth == 0:
                return True
            depth -= 1
        elif char in "）)〕】":
            depth += 1
            if depth > 2:
                return False
    return False


def _closing_line(pieces: list[Piece], index: int) -> int:
    """Which of the next lines closes the bracket left open at `index`; `index` itself if none does before a new item."""
    depth = 1
    for other in range(index + 1, min(len(pieces), index + 1 + _MOST_NOTE_LINES)):
        piece = pieces[other]
        if piece.cell or piece.tab or NUMBERED.match(piece.text):
            return index
        for bracket in re.findall(r"[（()）〔〕【】]", piece.text[:_LONGEST_NOTE]):
            depth += 1 if bracket in "（(〔【" else -1
            if depth == 0:
                return other
            if depth > 2:
                return index
    return index
