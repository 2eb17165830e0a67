"""The numbers in front of the tasks: the plan's own, chapter and place in it (3-4), or the sender's 1, 2, 3 … that say nothing.

One number alone cannot tell which of these it is; the column as a whole can.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tracker.domain.numerals import chinese_number
from tracker.files.grid import CellValue
from tracker.sheets.frame import shown
from tracker.sheets.staged import KnownTask

Printed = tuple[int, ...]
"""The numbers of one cell: (6,) or (3, 4); () where there is none."""

_ENOUGH = 0.5
_ENOUGH_SERIAL = 0.6
_HARDLY = 0.2
_SOMEWHAT = 0.3
_LOOKED_AT = 200


class Numbering(NamedTuple):
    """What the numbers of a column mean: printed → tasks (indexes). Empty: they say nothing (`is_local`) or were never met."""

    tasks: Mapping[Printed, tuple[int, ...]]
    is_local: bool

    def task(self, printed: Printed) -> int | None:
        """The one task that a number points to."""
        found = self.tasks.get(printed, ())
        return found[0] if len(found) == 1 else None


SAYS_NOTHING = Numbering({}, True)


def read_number(value: CellValue) -> Printed:
    """The numbers in a cell: 6, 6.0, （6）, 第六项, 3-4; a day is what a spreadsheet makes of 3-4."""
    if isinstance(value, bool) or value is None:
        return ()
    if isinstance(value, date):
        return (value.month, value.day)
    if isinstance(value, int):
        return (value,)
    text = "".join(unicodedata.normalize("NFKC", shown(value)).split())
    if len(text) > 14:
        return ()
    digits = re.findall(r"\d+", text)
    if digits:
        return tuple(int(part) for part in digits[:3]) if len(digits) <= 3 else ()
    words = re.sub(r"[()\[\]、.,:项条号第任务]", "", text)
    number = chinese_number(words) if words else None
    return () if number is None else (number,)


def schemes(tasks: Sequence[KnownTask]) -> list[Mapping[Printed, tuple[int, ...]]]:
    """Every way in which the plan's tasks can be numbered: through the plan, as printed, by chapter and place, by place alone."""
    through: dict[Printed, list[int]] = defaultdict(list)
    printed: dict[Printed, list[int]] = defaultdict(list)
    chapter: dict[Printed, list[int]] = defaultdict(list)
    place: dict[Printed, list[int]] = defaultdict(list)
    headings: dict[str, int] = {}
    counts: dict[str, int] = defaultdict(int)
    for index, task in sorted(enumerate(tasks), key=lambda pair: pair[1].number):
        headings.setdefault(task.heading, len(headings) + 1)
        counts[task.heading] += 1
        through[(task.number,)].append(index)
        if label := read_number(task.label):
            printed[label].append(index)
        chapter[headings[task.heading], counts[task.heading]].append(index)
        place[(counts[task.heading],)].append(index)
    found = [through]
    if printed and printed != through:
        found.append(printed)
    if len(headings) > 1:
        found += [chapter, place]
    return [{key: tuple(value) for key, value in scheme.items()} for scheme in found]


def choose(
    column: Sequence[Printed],
    sure: Sequence[int | None],
    ways: Sequence[Mapping[Printed, tuple[int, ...]]],
    alike: Callable[[int, int], float],
) -> Numbering:
    """What the numbers of a column mean. `sure`: for each row the task that its title names beyond doubt, None where it does not;
    `alike`: how like the title of a row (index) is to a task, for rows that name none beyond doubt."""
    numbers = [printed for printed in column if printed]
    if not numbers:
        return SAYS_NOTHING
    known = [(printed, task) for printed, task in zip(column, sure, strict=True) if printed and task is not None]
    open_rows = [(index, printed) for index, printed in enumerate(column) if printed and sure[index] is None]
    votes = []
    for way in ways:
        hits = sum(0.7 + 0.3 / len(way[printed]) for printed, task in known if task in way.get(printed, ()))
        soft = sum(_soft(way.get(printed, ()), index, alike) for index, printed in open_rows[:_LOOKED_AT])
        votes.append((hits + soft, sum(printed in way for printed in numbers), way))
    hits, covered, way = max(votes, key=lambda vote: (round(vote[0], 2), vote[1]))
    total = len(known) + max(0.0, hits - len(known))
    serial = is_serial(numbers)
    if not total:
        return SAYS_NOTHING if serial or not covered else Numbering(way, False)
    share = hits / total
    if serial:
        return Numbering(way, False) if share >= _ENOUGH_SERIAL else SAYS_NOTHING
    if (share < _HARDLY and len(known) >= 3) or (share < _ENOUGH and len(known) >= 6):
        return SAYS_NOTHING
    return Numbering(way, False)


def _soft(tasks: tuple[int, ...], row: int, alike: Callable[[int, int], float]) -> float:
    """How far a number is borne out by a title that is only somewhat like the task it points to."""
    if len(tasks) != 1:
        return 0.0
    score = alike(row, tasks[0])
    return score if score >= _SOMEWHAT else 0.0


def is_serial(numbers: Sequence[Printed]) -> bool:
    """Whether the numbers only count the rows: 1, 2, 3 …, perhaps with a number twice or beginning again at 1."""
    last = 0
    for printed in numbers:
        if len(printed) != 1 or printed[0] not in (last, last + 1, 1):
            return False
        last = printed[0]
    return bool(numbers) and numbers[0] == (1,)
