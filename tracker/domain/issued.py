"""Documents that went out: where each stands, and the numbers they bear (县督字〔2026〕3号)."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

PATTERN = "{字头}〔{年份}〕{序号}号"
_FIELDS = re.compile(r"\{(\w*)\}")
_WORD, _YEAR, _ORDINAL = _KNOWN = ("字头", "年份", "序号")


class IssuedState(StrEnum):
    """`VOID`: taken back; its number stays used, but nobody is waited for."""

    ISSUED = "issued"
    RETURNED = "returned"
    VOID = "void"


class IssuedRecord(NamedTuple):
    """One line of the register. `unit`: the short name of the unit it is for, "" where it is for several; `tasks`: their numbers
    and titles as they are now."""

    id: int
    kind: str
    title: str
    number: str
    plan_id: int | None
    plan: str
    unit_id: int | None
    unit: str
    period: str
    receiver: str
    issued_on: date
    issued_by: str
    cause: str
    due: date | None
    returned_on: date | None
    result: str
    state: IssuedState
    file_name: str
    kept_name: str
    digest: str
    task_ids: tuple[int, ...]
    tasks: tuple[str, ...]

    def standing(self, today: date) -> str:
        """Where it stands, in the words of the register."""
        if self.state is IssuedState.VOID:
            return "已作废"
        if self.state is IssuedState.RETURNED:
            return "已反馈"
        if self.due is None:
            return "已发出"
        late = (today - self.due).days
        return f"逾期 {late} 天未反馈" if late > 0 else "待反馈"

    def is_late(self, today: date) -> bool:
        """Whether an answer was due and has not come."""
        return self.state is IssuedState.ISSUED and self.due is not None and self.due < today


class IssuedFilter(NamedTuple):
    """Which documents of the register; `standing`: open (an answer is asked for and has not come), late, returned, void or "" all."""

    kinds: tuple[str, ...] = ()
    plan_id: int | None = None
    unit_id: int | None = None
    task_id: int | None = None
    year: int | None = None
    standing: str = ""
    text: str = ""


class NumberSeries(NamedTuple):
    """The numbers of a kind in a year. `last`: the last one given; `gaps`: numbers up to it that no document bears; `highest`: the
    greatest one that a document bears."""

    kind: str
    year: int
    word: str
    pattern: str
    last: int = 0
    gaps: tuple[int, ...] = ()
    highest: int = 0

    def text(self, n: int) -> str:
        """The number `n` as it is printed."""
        return number_text(self.pattern, self.word, self.year, n)

    @property
    def following(self) -> str:
        """The number that the next document gets."""
        return self.text(self.last + 1)


def number_text(pattern: str, word: str, year: int, n: int) -> str:
    """The number as it is printed."""
    values = {_WORD: word, _YEAR: str(year), _ORDINAL: str(n)}
    return _FIELDS.sub(lambda found: values.get(found[1], found[0]), pattern)


def pattern_fault(pattern: str) -> str:
    """What is wrong with a pattern, "" for nothing: the running number must be in it once, and nothing that we do not know."""
    fields = _FIELDS.findall(pattern)
    unknown = [field for field in fields if field not in _KNOWN]
    if unknown:
        return f"不认识“{{{unknown[0]}}}”，只能用 {{字头}}、{{年份}}、{{序号}}"
    return "" if fields.count(_ORDINAL) == 1 else "要有一个 {序号}，它会换成顺序号"


def ordinal_of(text: str, pattern: str, word: str, year: int) -> int | None:
    """The running number of a printed number, None where it does not follow the pattern."""
    before, found, after = pattern.partition(f"{{{_ORDINAL}}}")
    if not found:
        return None
    start, end = number_text(before, word, year, 0), number_text(after, word, year, 0)
    middle = text[len(start) : len(text) - len(end)] if text.startswith(start) and text.endswith(end) else ""
    return int(middle) if re.fullmatch(r"[1-9][0-9]{0,6}", middle) else None


def gaps(used: Iterable[int], last: int) -> tuple[int, ...]:
    """The numbers up to `last` that no document bears."""
    there = set(used)
    return tuple(n for n in range(1, last + 1) if n not in there)
