"""时限月历: a month on one sheet, what is due on each day with its light, days off and worked weekends; the whole list below where a
day has more than its room."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from tracker.domain.screens import CalendarItem
from tracker.domain.terms import Light
from tracker.reports.content import (
    A3_ACROSS,
    A4_ACROSS,
    Align,
    Block,
    Column,
    Document,
    FaceUse,
    Grid,
    GridCell,
    GridRow,
    Kind,
    NewPage,
    Note,
    Page,
    Row,
    Strong,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.measure import POINT_MM, em_width, line_count, room_in_em
from tracker.reports.titles import day_words

SIGNS = {Light.RED: "▲", Light.AMBER: "◆", Light.GREEN: "●", Light.DONE: "□", Light.ONGOING: "○"}
"""The shapes of the screen, as signs that print in black."""
_DAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_OFF_GREY, _OTHER_GREY = 5.0, 3.0
_HEAD_MM, _DAY_MM, _SIDE = 8.0, 16 * POINT_MM, 1.0
_WEEKS_MM = {"A4": 130.0, "A3": 208.0}
_TYPE = {"A4": (9.0, 11.5), "A3": (10.5, 13.5)}
_NOTE_PT, _NOTE_LINES = 10.5, {"A4": 2, "A3": 3}
"""So many lines of notes fit under the sheet; longer lists get a table on the next page."""
_FEW_LINES = 3
"""Cells with no more lines than this have one for each entry when there is more than fits."""
_SPARE = 0.95
"""Share of a cell's room that is counted on: another office's margins make the cells a little narrower."""


_Told = Mapping[date, tuple[list[str], list[CalendarItem]]]
"""Marks and items of the days on which they do not all fit."""


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """What is due in a month. `marks`: other things of a day in words (★11月反馈报送); `off`: free days with the holiday's name ("" on
    plain weekends); `worked`: weekend days that are worked; `known`: the holidays of the year are known."""

    first: date
    plan_title: str
    office: str
    today: date
    items: tuple[CalendarItem, ...]
    marks: tuple[tuple[date, str], ...] = ()
    off: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()
    known: bool = True


def month_sheet(facts: MonthFacts, paper: str = "A4") -> Document:
    """The month on A4 or A3, lying across."""
    page = A3_ACROSS if paper == "A3" else A4_ACROSS
    by_day = {day: list(items) for day, items in groupby(facts.items, key=lambda item: item.day)}
    marks = {day: [words for _day, words in held] for day, held in groupby(sorted(facts.marks), key=lambda mark: mark[0])}
    weeks = list(_weeks(facts.first))
    height = min(_WEEKS_MM[page.paper] / len(weeks), 32 if page.paper == "A4" else 50)
    width = page.text_width / 7
    pt, line = _TYPE[page.paper]
    lines = int((height - 2 - _DAY_MM) / (line * POINT_MM))
    room = (width - 2 * _SIDE) / (pt * POINT_MM) * _SPARE
    said = {day: [*marks.get(day, []), *map(_entry, by_day.get(day, []))] for day in sorted({*by_day, *marks})}
    drawn = {day: _entries(texts, room, lines) for day, texts in said.items()}
    full = [day for day, (_words, whole) in drawn.items() if not whole]
    told = {day: (marks.get(day, []), by_day.get(day, [])) for day in full}
    notes = list(_notes(facts, told))
    note_room = room_in_em(page.text_width, 0, _NOTE_PT)
    is_short = sum(line_count(words, note_room) for words in notes) <= _NOTE_LINES[page.paper]
    below = "见表下" if is_short else "见附表"
    rows = [GridRow(tuple(_head(words) for words in _DAYS), _HEAD_MM)]
    for week in weeks:
        cells = (_cell(facts, day, [words.replace("见表下", below) for words in drawn.get(day, ([], True))[0]], pt, line) for day in week)
        rows.append(GridRow(tuple(cells), height, exact=True))
    name = f"{facts.first.year}年{facts.first.month}月工作时限月历"
    legend = "　".join(f"{sign}{light.label}" for light, sign in SIGNS.items())
    blocks: list[Block] = [
        Title((name,)),
        SubLine(f"单位：{facts.office}" if facts.office else "", "", legend),
        Grid((width,) * 7, tuple(rows), repeated=1, side_margin_mm=_SIDE),
        *(Note(words) for words in (notes if is_short else notes[: not facts.known])),
        *([] if is_short else _list(facts, told, page)),
    ]
    return one_section(name, page, facts.today, tuple(blocks), facts.office)


def _weeks(first: date) -> Iterator[list[date]]:
    """The weeks of a month from Monday on, with the days of its neighbours that they touch."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    day = first - timedelta(first.weekday())
    while day <= last:
        yield [day + timedelta(n) for n in range(7)]
        day += timedelta(7)


def _head(words: str) -> GridCell:
    return GridCell((words,), face=FaceUse.HEI, align=Align.CENTER, grey=_OFF_GREY)


def _cell(facts: MonthFacts, day: date, words: list[str], pt: float, line: float) -> GridCell:
    if day.month != facts.first.month:
        return GridCell((), pt=pt, line_pt=line, grey=_OTHER_GREY)
    mark = "　休" if facts.off.get(day) else "　班" if day in facts.worked else ""
    grey = _OFF_GREY if day in facts.off else 0
    return GridCell(tuple(words), pt=pt, line_pt=line, top=True, grey=grey, hanging_mm=pt * POINT_MM, head=f"{day.day}{mark}")


def _entries(texts: list[str], room: float, lines: int) -> tuple[list[str], bool]:
    """The paragraphs of a day in so many lines of `room` em, and whether they say everything about it."""
    if sum(_lines(text, room) for text in texts) <= lines:
        return texts, True
    shown: list[str] = []
    left, most = lines - 1, 2 if lines > _FEW_LINES else 1
    for text in texts:
        allowed = min(most, left)
        if not allowed:
            break
        short = text if _lines(text, room) <= allowed else _cut(text, room * allowed - allowed + 1)
        shown.append(short)
        left -= min(allowed, _lines(short, room))
    return [*shown, f"等{len(texts)}项，见表下"], False


def _entry(item: CalendarItem) -> str:
    lead = f"（{'、'.join(item.leads[:1])}{'等' if len(item.leads) > 1 else ''}）" if item.leads else ""
    return f"{SIGNS[item.light]}{item.number} {item.title}{lead}"


def _lines(text: str, room: float) -> int:
    """How many lines an entry takes; all but the first stand in by its sign."""
    return line_count(text, room - 1) if em_width(text) > room else 1


def _cut(text: str, room: float) -> str:
    """The beginning of a text that fills so many em, with dots."""
    end = len(text)
    while end > 1 and em_width(text[:end]) > room - 1:
        end -= 1
    return f"{text[:end]}…"


def _notes(facts: MonthFacts, told: _Told) -> Iterator[str]:
    """What there is to know about days off, and the whole list of each day that has more than its cell holds."""
    if not facts.known:
        yield f"注：{facts.first.year}年的节假日安排尚未录入，休息日按周末标出。"
    for day, (marks, items) in told.items():
        said = "；".join([*marks, *(f"{item.number}. {item.title}{_leads(item)}{item.light.label}" for item in items)])
        yield f"{day.day}日到期（{len(marks) + len(items)}项）：{said}。"


def _list(facts: MonthFacts, told: _Told, page: Page) -> Iterable[Block]:
    """The same as a table on the next page."""
    share = page.text_width - 22 - 11 - 40 - 50 - 22
    columns = (
        Column("day", "日期", 22, Align.CENTER),
        Column("number", "序号", 11, Align.CENTER, Kind.NUMBER),
        Column("task", "任务", share),
        Column("lead", "牵头单位", 40, Align.FIT),
        Column("limit", "时限要求", 50, Align.FIT),
        Column("light", "状况", 22, Align.CENTER),
    )
    rows = []
    for day, (marks, items) in told.items():
        on = f"{day.month}月{day.day}日"
        rows += [Row((on, None, words, "", "", "")) for words in marks]
        rows += [Row((on, item.number, item.title, "、".join(item.leads), item.wording, _state(item))) for item in items]
    yield NewPage()
    yield SubLine(f"附表：{facts.first.year}年{facts.first.month}月到期事项", f"统计时点：{day_words(facts.today)}", f"共{len(rows)}项")
    yield Table(columns, rows)


def _leads(item: CalendarItem) -> str:
    return f"（{'、'.join(item.leads)}）" if item.leads else ""


def _state(item: CalendarItem) -> str:
    words = f"{SIGNS[item.light]}{item.light.label}{'（人工）' if item.by_hand else ''}"
    return Strong(words) if item.light is Light.RED else words
