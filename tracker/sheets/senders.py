"""Whose file it is: by the hidden key, the line 填报单位, the title, the file's name or the sheet's, else it must be asked."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.domain.unit_names import folded
from tracker.sheets.staged import Choices, Reason
from tracker.sheets.units import KnownUnits

OFFICE = "office"
_LABELLED = re.compile(
    r"(?:(?:填报|报送|上报|填表|责任|牵头|承办|反馈|编制|制表)(?:单位|部门|科局|乡镇)|单位(?:名称)?|部门|乡镇)(?:名称)?\s*(?:[(（](?:盖章|公章|章|签章)[)）])?\s*[:：]\s*([^\s:：]{2,30})"
)
_COLLECTED = re.compile(r"汇总|督查室|总表|全县|全市|全区|各单位|各部门|总台账|集成|合并")


class Sender(NamedTuple):
    """The unit whose file it is; None: `by` "office" is a table collected from many, else it must be asked (`question`)."""

    unit_id: int | None
    by: str = ""
    name: str = ""
    question: Reason | None = None


def find_sender(
    units: KnownUnits,
    choices: Choices,
    *,
    file_name: str,
    sheet_name: str,
    above: Sequence[str],
    below: Sequence[str],
    row_units: Sequence[frozenset[int]],
    sectioned: bool,
) -> Sender:
    """`above`, `below`: the lines around the table; `row_units`: the units that each row names as its own; `sectioned`: section lines
    name them, which only a table collected from many has."""
    found: list[tuple[int, str, str]] = []
    for by, lines in (("foot", below), ("title", above)):
        found += _labelled(units, choices, lines, by)
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", file_name)
    for by, lines in (("file", (stem,)), ("title", above), ("sheet", (sheet_name,))):
        for line in lines:
            chosen = choices.senders.get(folded(line))
            ids = (chosen,) if chosen is not None else units.inside(line) if by == "title" else units.in_name(line)
            if len(ids) == 1:
                found.append((ids[0], by, line))
            elif len(ids) > 1 and by == "file":
                found += [(unit_id, "", line) for unit_id in ids]
    sure = [one for one in found if one[1]]
    distinct = {unit_id for unit_id, _by, _line in sure}
    labelled = {unit_id for unit_id, by, line in found if by in ("foot", "title") and line not in above}
    if len(labelled) == 1 and labelled <= {unit_id for unit_id, by, _line in found if by in ("file", "")}:
        distinct = labelled  # the line 填报单位 says which of the units in the file's name it is
        sure = [one for one in sure if one[0] in labelled]
    collected = _is_collected(file_name + sheet_name + "".join(above), row_units, sectioned)
    if len(distinct) == 1:
        unit_id, by, line = sure[0]
        return Sender(unit_id, by, line)
    if collected and (not distinct or _COLLECTED.search(file_name)):
        return Sender(None, OFFICE, stem)
    if len(distinct) > 1:
        names = "、".join(units.display(unit_id) for unit_id in dict.fromkeys(unit_id for unit_id, _by, _line in sure))
        return Sender(None, "", stem, Reason("unknown_sender", f"文件里写的单位不一致（{names}），请指定是哪个单位报的"))
    if found:
        names = "、".join(units.display(unit_id) for unit_id in dict.fromkeys(unit_id for unit_id, _by, _line in found))
        return Sender(None, "", stem, Reason("unknown_sender", f"文件名里有几个单位（{names}），请指定是哪个单位报的"))
    return Sender(None, "", stem, Reason("unknown_sender", "看不出是哪个单位报的，请指定报送单位"))


def _labelled(units: KnownUnits, choices: Choices, lines: Iterable[str], by: str) -> list[tuple[int, str, str]]:
    """Units that a line names outright: 填报单位（盖章）：县民政局."""
    found = []
    for line in lines:
        for match in _LABELLED.finditer(line):
            name = match.group(1)
            chosen = choices.senders.get(folded(name))
            ids = frozenset((chosen,)) if chosen is not None else units.find(name) or frozenset(units.inside(name))
            if len(ids) == 1:
                found.append((next(iter(ids)), by, name))
    return found


def _is_collected(said: str, row_units: Sequence[frozenset[int]], sectioned: bool) -> bool:
    """Whether the rows come from many units: they name several, and the file calls itself a collection or is ordered by units."""
    named = frozenset[int]().union(*row_units)
    return len(named) > 1 and (sectioned or bool(_COLLECTED.search(said)))
