"""What the cells of a column look like, whatever stands over it: shares of percentages, states, days, phones, names and texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tracker.domain.numerals import chinese_number
from tracker.files.grid import CellValue
from tracker.sheets.dates import read_day
from tracker.sheets.frame import is_blank, says_nothing, shown
from tracker.sheets.state_words import NO_TICKS, TICKS, state_of
from tracker.sheets.values import looks_like_name, phones_in, read_percent

_SAMPLE = 50
_DAY_WORDS = re.compile(r"\d{4}\s*[-./年]\s*\d|\d{1,2}月|年底|年内|季度|上半年|长期|常态|全年|每月|每季|按月|按季|持续")
_PHONE = re.compile(r"\d{7,}|\d[eE]\+\d\d")
_UNIT = re.compile(r"(?:局|委|办|部|镇|乡|街道|中心|公司|联|会|院|政府|区|所|队|社)$")
_OFFICE = re.compile(r"(?:科|股|室|处|办|中心|所|站|队|组|部)$")
_DIGIT, _TWO_WORDS = re.compile(r"\d"), re.compile(r"[\u4e00-\u9fff]{2}")
_TIME = re.compile(r"[\d年月季半期态续全每按]")
_LONGEST_NAMES = 16
_NUMBERING = re.compile(r"^[(第]?(?:\d{1,4}|[一二三四五六七八九十百]{1,4})(?:[-.—–]\d{1,3})*[)、.项号]?$")


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0–1) of the filled cells that have a shape; `filled`: how many are filled, `length`: their usual length."""

    filled: int = 0
    percent: float = 0.0
    state: float = 0.0
    day: float = 0.0
    phone: float = 0.0
    name: float = 0.0
    name_phone: float = 0.0
    number: float = 0.0
    tick: float = 0.0
    unit: float = 0.0
    office: float = 0.0
    text: float = 0.0
    length: float = 0.0
    sign: float = 0.0
    """Cells with a % sign: these are percentages whatever the head says."""

    def fit(self, field: str) -> float:
        """How well the contents suit a field, 0–1; an empty column suits every one."""
        if not self.filled:
            return 1.0
        if field.startswith("tick:"):
            return self.tick
        simple = {
            "percent": self.percent,
            "state": self.state,
            "deadline": self.day,
            "phone": self.phone,
            "person": max(self.name, 0.3 if self.phone < 0.3 else 0.1),
            "person_phone": self.name_phone,
            "leader": max(self.name, 0.3),
            "office": max(self.office, 0.5),
            "number": max(self.number, 0.4),
            "key": 1.0,
            "lead": max(self.unit, 0.4),
            "support": max(self.unit, 0.4),
        }
        if field in simple:
            return simple[field]
        if field in ("progress", "problems", "next_steps"):
            return max(1.0 - max(self.percent, self.state, self.day if self.length < 14 else 0.0, self.phone, self.tick), 0.05)
        if field in ("title", "content"):
            return max(1.0 - max(self.percent, self.phone, self.tick, self.number), 0.05)
        return 0.8


def profile(values: Iterable[CellValue], percents: int = 0) -> Profile:
    """The profile of a column from its first filled cells; `percents`: how many of its numbers are shown with a % sign."""
    cells = []
    for value in values:
        if not is_blank(value) and not says_nothing(value):
            cells.append(value)
            if len(cells) == _SAMPLE:
                break
    if not cells:
        return Profile()
    texts = [shown(value) for value in cells]
    count = len(cells)

    def share(hits: int) -> float:
        return hits / count

    with_phone = [text for text in texts if _has_phone(text)]
    phones = len(with_phone)
    names = sum(len(text) <= _LONGEST_NAMES and looks_like_name(text) and state_of(text) is None for text in texts)
    both = sum(bool(_TWO_WORDS.search(text)) for text in with_phone)
    return Profile(
        filled=count,
        percent=share(sum(_is_percent(value) for value in cells)),
        state=share(sum(state_of(text) is not None for text in texts)),
        day=share(sum(_is_day(value, text) for value, text in zip(cells, texts, strict=True))),
        phone=share(phones - both),
        name=share(names),
        name_phone=share(both),
        number=share(sum(bool(_NUMBERING.match(text)) for text in texts)),
        tick=share(sum(text in TICKS or text in NO_TICKS for text in texts)),
        unit=share(sum(bool(_UNIT.search(text)) and len(text) <= 40 for text in texts)),
        office=share(sum(bool(_OFFICE.search(text)) and len(text) <= 12 for text in texts)),
        text=share(sum(len(text) > 8 for text in texts)),
        length=sum(map(len, texts)) / count,
        sign=share(sum("%" in text or "％" in text for text in texts) + min(percents, count)),
    )


def _has_phone(text: str) -> bool:
    return len(text) < 60 and bool(_DIGIT.search(text)) and (bool(_PHONE.search(text)) or bool(phones_in(text)))


def _is_percent(value: CellValue) -> bool:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return 0 <= value <= 200
    if not isinstance(value, str) or len(value) > 16:
        return False
    reading = read_percent(value, as_percent=False, fractions=False)
    return reading.value is not None or reading.code == "percent_over_100"


@lru_cache(maxsize=8192)
def _day_text(text: str) -> bool:
    return (len(text) <= 20 and bool(_DAY_WORDS.search(text))) or read_day(text, None, None, 2024).day is not None


def _is_day(value: CellValue, text: str) -> bool:
    if isinstance(value, date):
        return True
    if isinstance(value, (int, float)):
        return 40000 <= value <= 60000
    return len(text) <= 24 and bool(_TIME.search(text)) and not _has_phone(text) and chinese_number(text) is None and _day_text(text)
