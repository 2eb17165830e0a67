"""Names below a key: 责任单位： with its units over the next lines, one or several in each, is one line again; so is a time limit."""

import re

from tracker.domain.folding import fold
from tracker.domain.unit_names import looks_like_unit, surely_unit
from tracker.plans.columns import column_of
from tracker.plans.joining import Piece, Repairs, glue, starts_new
from tracker.plans.keys import KEY_ALONE, KEY_BLANK, KEY_COLON, KEY_START, KEYS, Holds, key_index
from tracker.plans.labels import read_label
from tracker.plans.remarks import is_limit

_LONGEST = 160
_LONGEST_LIMIT = 30
# 县水利局（牵头）: what a name's bracket says of its role.
_ROLE = re.compile(r"\((?:牵头|主责|主办|配合|协办|责任|负责)(?:单位|部门)?\)")
_PARTS = re.compile(r"[、,;/(:\s]+")
_LEVEL = re.compile(r"[省市县区州盟旗镇乡各]|有关|相关|其[他它]|国[网家]|驻")
_PLACE = re.compile(r"[镇乡村县区市旗街园]$|社区$")


def join_name_lines(pieces: list[Piece], repairs: Repairs) -> list[Piece]:
    """Join lines that hold nothing but units to the key above them; a break that parts two names stays a break."""
    result: list[Piece] = []
    for index, piece in enumerate(pieces):
        last = result[-1] if result else None
        if last is not None and _is_free(last) and _is_free(piece) and _below_key(last.text, pieces, index):
            glue(last, piece)
            repairs.append((piece.origin[0], "换行"))
            continue
        if last is not None and _is_free(last) and _is_free(piece) and _limits_below(last.text, pieces, index):
            _join(last, piece)
            repairs.append((piece.origin[0], "换行"))
            continue
        below_head = len(result) > 1 and last is not None and _is_head(last) and _is_head(result[-2])
        if last is not None and not below_head and _is_free(last) and _is_free(piece) and _goes_on(last.text, piece.text):
            names = names_in(piece.text)
            below = read_label(fold(pieces[index + 1].text)[:12]) if index + 1 < len(pieces) else None
            heads = len(names) == 1 and below is not None and below.value == 1 and not last.text.endswith(("、", "：", ":"))
            if not heads:
                _join(last, piece)
                repairs.append((piece.origin[0], "换行"))
                continue
        result.append(piece)
    return result


def _is_head(piece: Piece) -> bool:
    return len(piece.text) <= _LONGEST_HEAD and column_of(piece.text) is not None


_LONGEST_HEAD = 12
_KEY_IN_BRACKETS = re.compile(r"【\s*([^【】]{2,8})\s*】")


def _below_key(above: str, pieces: list[Piece], index: int) -> bool:
    """Whether a line holds what the key in brackets above it asks for: 【责任单位】 / 县工信局."""
    key = _KEY_IN_BRACKETS.fullmatch(above)
    if key is None or not KEY_ALONE.fullmatch(fold(key.group(1))) or len(pieces[index].text) > _LONGEST:
        return False
    return not pieces[index].text.startswith("【") and read_label(fold(pieces[index].text)[:12]) is None


_NARROW = 3
_MOST_NARROW = 5


def join_narrow(pieces: list[Piece], repairs: Repairs) -> list[Piece]:
    """Join 县政, 府办, 公室: a unit's name that a narrow column broke into lines of two or three characters."""
    result: list[Piece] = []
    index = 0
    while index < len(pieces):
        last = index
        while last < len(pieces) and last - index < _MOST_NARROW and len(pieces[last].text) <= _NARROW and _is_free(pieces[last]):
            last += 1
        ends = (end for end in range(last, index + 1, -1) if _is_broken_name([piece.text for piece in pieces[index:end]]))
        end = next(ends, index + 1)
        for piece in pieces[index + 1 : end]:
            glue(pieces[index], piece)
            repairs.append((piece.origin[0], "换行"))
        result.append(pieces[index])
        index = end
    return result


def _is_broken_name(parts: list[str]) -> bool:
    """Whether lines of one width make the name of an office of this level together, the first of them being no name of its own."""
    width = len(parts[0])
    even = all(len(part) == width for part in parts[:-1]) and len(parts[-1]) <= width
    return even and bool(_LEVEL.match(parts[0])) and not looks_like_unit(parts[0]) and surely_unit("".join(parts))


def _join(last: Piece, piece: Piece) -> None:
    if last.text[-1] not in "、，,；;：:" and not cuts_name(last.text, piece.text):
        last.text += "\n"
        last.origin.append(piece.origin[0] - 1 if piece.origin[0] else 0)
    glue(last, piece)


def _is_free(piece: Piece) -> bool:
    return not piece.cell and not piece.tab and "\t" not in piece.text and "|" not in piece.text


def _limits_below(above: str, pieces: list[Piece], index: int) -> bool:
    """Whether a line is the one time limit below its key; several of them are a column of a table."""
    alone = KEY_ALONE.fullmatch(fold(above))
    if alone is None or KEYS[key_index(alone)][2] is not Holds.LIMIT:
        return False
    own, after = _is_limit_line(pieces[index].text), index + 1 < len(pieces) and _is_limit_line(pieces[index + 1].text)
    return own and not after


def _is_limit_line(line: str) -> bool:
    return len(line) <= _LONGEST_LIMIT and is_limit(fold(line), 0, len(line))


def _goes_on(above: str, below: str) -> bool:
    """Whether a line ends with a key and its units (or none yet), and the next one holds units only."""
    if len(below) > _LONGEST or starts_new(below) or KEY_ALONE.match(fold(below)):
        return False
    names = names_in(below)
    if not names or not looks_like_unit(names[-1]):
        return False
    value = _open_value(above)
    if value is None:
        return False
    if value and cuts_name(value, below):
        names = names[1:]
    return all(surely_unit(name) for name in names[:1]) and all(looks_like_unit(name) for name in names) and "。" not in below[:-1]


def _open_value(line: str) -> str | None:
    """What stands behind the last key of a line of units; None where the line is no such line or is at an end."""
    folded = fold(line)
    alone = KEY_ALONE.fullmatch(folded)
    if alone:
        return "" if KEYS[key_index(alone)][2] is Holds.UNITS else None
    first = KEY_START.search(folded)
    blank = KEY_BLANK.match(folded)
    keys = list(KEY_COLON.finditer(folded, first.end())) if first else [blank] if blank else []
    if not keys or KEYS[key_index(keys[-1])][2] is not Holds.UNITS or _ROLE.sub("", folded)[-1] in "。;)":
        return None
    value = folded[keys[-1].end() :].strip()
    return value if not value or (all(looks_like_unit(name) for name in names_in(value)[:-1]) and len(value) <= 4 * _LONGEST) else None


def names_in(line: str) -> list[str]:
    """The parts of a list of names, its key left aside."""
    return [name for name in _PARTS.split(_ROLE.sub(" ", fold(line)).strip(" 。.;,、)")) if name]


def cuts_name(above: str, below: str) -> bool:
    """Whether a line break parts a name: …、县财 / 政局、县住建局."""
    left, right = names_in(above)[-1:], names_in(below)[:1]
    if above[-1:] in "、，,；;：: " or not left or not right:
        return False
    whole = surely_unit(left[0]) or (looks_like_unit(left[0]) and _PLACE.search(left[0]))
    return not whole and not _LEVEL.match(right[0]) and surely_unit(left[0] + right[0])


def parts_names(above: str, below: str) -> bool:
    """Whether a line break stands for the sign between two names: 县教育局 / 县财政局."""
    left, right = names_in(above)[-1:], names_in(below)[:1]
    if above[-1:] in "、，,；;：: (（" or not left or not right:
        return False
    return surely_unit(left[0]) and surely_unit(right[0]) and bool(_LEVEL.match(right[0]))
