"""What the calendar shows, read away from the window: a month of weeks, what is due on each day, and the agenda from today on."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from tracker.domain.screens import CalendarItem
from tracker.domain.terms import Light
from tracker.domain.workdays import WorkCalendar
from tracker.usecases.house.holidays import holiday_year
from tracker.usecases.views.calendar import calendar_days, lead_names, overdue_items, work_calendar

if TYPE_CHECKING:
    from tracker.storage.store import Store

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
SATURDAY = 6
_URGENCY = {light: place for place, light in enumerate((Light.RED, Light.AMBER, Light.GREEN, Light.ONGOING, Light.DONE))}
_NONE: tuple[CalendarItem, ...] = ()
LeadsOf = Callable[[Sequence[int]], Mapping[int, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Month:
    """A month as whole weeks, Monday first."""

    year: int
    month: int
    days: tuple[date, ...]

    @property
    def title(self) -> str:
        return f"{self.year}年{self.month}月"

    @property
    def weeks(self) -> tuple[tuple[date, ...], ...]:
        return tuple(self.days[start : start + 7] for start in range(0, len(self.days), 7))

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def holds(self, day: date) -> bool:
        """Is it a day of this month (not of the weeks' ends around it)?"""
        return (day.year, day.month) == (self.year, self.month)

    def moved(self, months: int) -> "Month":
        """The month so many months later."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return month_of(date(min(max(year, 2), 9998), month + 1, 1))


def month_of(day: date) -> Month:
    """The month of a day."""
    first = day.replace(day=1)
    start = first - timedelta(first.weekday())
    weeks = -(-(first.weekday() + monthrange(day.year, day.month)[1]) // 7)
    return Month(day.year, day.month, tuple(start + timedelta(n) for n in range(weeks * 7)))


@dataclass(frozen=True)
class MonthData:
    """A month with everything due in it. `late`: what is overdue today; `ahead`: what is due from today to the end of the agenda.

    `own_holidays`: the office wrote the year's holidays itself. The items are without their leads, which `leads_of` reads for the
    tasks in sight: a month can hold thousands.
    """

    month: Month
    today: date
    work: WorkCalendar
    items: Mapping[date, Sequence[CalendarItem]]
    late: Sequence[CalendarItem] = ()
    ahead: Sequence[CalendarItem] = ()
    own_holidays: bool = False
    leads_of: LeadsOf = lambda _ids: {}

    def on(self, day: date) -> Sequence[CalendarItem]:
        return self.items.get(day, _NONE)

    @property
    def due(self) -> list[CalendarItem]:
        """What is due in the month itself, by day."""
        return [item for day in self.month.days if self.month.holds(day) for item in self.on(day)]

    @property
    def workdays(self) -> int:
        return sum(self.work.is_workday(day) for day in self.month.days if self.month.holds(day))

    @property
    def workdays_left(self) -> int:
        """Working days after today."""
        return sum(self.work.is_workday(day) for day in self.month.days if self.month.holds(day) and day > self.today)


@dataclass(frozen=True)
class SpanData:
    """Several months in a row with what is due on each of their days; `leads_of` as for a month."""

    months: tuple[Month, ...]
    today: date
    work: WorkCalendar
    items: Mapping[date, Sequence[CalendarItem]]
    leads_of: LeadsOf = lambda _ids: {}

    def on(self, day: date) -> Sequence[CalendarItem]:
        return self.items.get(day, _NONE)

    def holds(self, day: date) -> bool:
        return self.months[0].first <= day <= self.months[-1].last

    def count(self, month: Month) -> int:
        """How much is due in one of the months."""
        return sum(len(self.on(day)) for day in month.days if month.holds(day))

    @property
    def total(self) -> int:
        return sum(self.count(month) for month in self.months)

    @property
    def title(self) -> str:
        first = self.months[0]
        return f"{first.year}年" if len(self.months) == 12 else f"{first.year}年第{'一二三四'[first.month // 3]}季度"


@dataclass(frozen=True, slots=True)
class Bucket:
    """A part of the agenda."""

    key: str
    title: str
    items: tuple[CalendarItem, ...]


def read_month(store: "Store", plan_id: int | None, month: Month, today: date) -> MonthData:
    """Read the weeks of a month and the agenda."""
    first, last, end = month.days[0], month.days[-1], agenda_end(today)
    if first <= end and today <= last:  # what both show is read once
        seen = calendar_days(store, plan_id, min(first, today), max(last, end), today, with_leads=False)
        shown, ahead = ([item for item in seen if one <= item.day <= other] for one, other in ((first, last), (today, end)))
    else:
        shown, ahead = (calendar_days(store, plan_id, *span, today, with_leads=False) for span in ((first, last), (today, end)))
    return MonthData(
        month=month,
        today=today,
        work=work_calendar(store),
        items=_by_day(shown),
        late=overdue_items(store, plan_id, today, with_leads=False),
        ahead=ahead,
        own_holidays=holiday_year(store, month.year).own,
        leads_of=partial(lead_names, store),
    )


def read_span(store: "Store", plan_id: int | None, day: date, months: int, today: date) -> SpanData:
    """Read the quarter (3 months) or the year (12) that holds a day."""
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    shown = tuple(month_of(first).moved(step) for step in range(months))
    items = _by_day(calendar_days(store, plan_id, shown[0].first, shown[-1].last, today, with_leads=False))
    return SpanData(shown, today, work_calendar(store), items, partial(lead_names, store))


def _by_day(found: Iterable[CalendarItem]) -> dict[date, list[CalendarItem]]:
    """What is due, by day, the most urgent first."""
    items: dict[date, list[CalendarItem]] = defaultdict(list)
    for item in found:
        items[item.day].append(item)
    for due in items.values():
        due.sort(key=lambda item: _URGENCY[item.light])
    return items


def agenda_end(today: date) -> date:
    """The last day of the agenda: the end of the month, or of next week where that is later."""
    next_sunday = today + timedelta(13 - today.weekday())
    return max(month_of(today).last, next_sunday)


def buckets(data: MonthData, chosen: date) -> Iterable[Bucket]:
    """The agenda in its parts; empty ones are left out. The chosen day, where it is another than today, comes first."""
    today = data.today
    if chosen != today:
        yield Bucket("chosen", f"所选 {day_words(chosen)}", tuple(data.on(chosen)))
    if data.late:
        yield Bucket("late", "逾期未办结", tuple(data.late))
    sunday = today + timedelta(6 - today.weekday())
    month_end = month_of(today).last
    spans = (
        ("today", f"今天 {day_words(today)}", today, today),
        ("tomorrow", f"明天 {day_words(today + timedelta(1))}", today + timedelta(1), today + timedelta(1)),
        ("week", "本周后几天", today + timedelta(2), sunday),
        ("next", "下周", max(sunday + timedelta(1), today + timedelta(2)), sunday + timedelta(7)),
        ("month", "月底前", sunday + timedelta(8), month_end),
    )
    for key, title, first, last in spans:
        found = tuple(item for item in data.ahead if first <= item.day <= last)
        if found or key == "today":
            yield Bucket(key, title, found)


def day_words(day: date) -> str:
    """9月16日 星期三."""
    return f"{day.month}月{day.day}日 {WEEKDAYS[day.weekday()]}"


def is_open(item: CalendarItem) -> bool:
    """Is it still to be done?"""
    return item.light is not Light.DONE


def holiday_note(item: CalendarItem, work: WorkCalendar) -> str:
    """“逢假日，建议 24 日” for an open date on which nobody works; "" otherwise."""
    if not is_open(item) or work.is_workday(item.day):
        return ""
    before = work.workday_before(item.day)
    when = f"{before.day} 日" if before.month == item.day.month else f"{before.month}月{before.day}日"
    return f"{'逢假日' if work.holiday_name(item.day) else '逢周末'}，建议 {when}"
