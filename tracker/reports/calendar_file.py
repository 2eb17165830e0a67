"""Due dates as a calendar file (.ics, RFC 5545) that phones and mail programs take in: one all-day entry for each date."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

_PRODUCT = "-//renwu-taizhang//任务台账//ZH"


class CalendarEntry(NamedTuple):
    """`key` is the same for the same entry each time, so that a second import replaces and does not double.

    `reminder`: when a reminder comes, None for none.
    """

    key: str
    day: date
    summary: str
    words: str
    category: str = ""
    reminder: datetime | None = None


def write_calendar(entries: Iterable[CalendarEntry], name: str, out: Path, now: datetime) -> int:
    """Write the file; the number of entries comes back."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    count = 0
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.key}@renwu-taizhang")
        event.add("dtstamp", now)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(1))
        event.add("summary", entry.summary)
        event.add("description", entry.words)
        event.add("transp", "TRANSPARENT")
        if entry.category:
            event.add("categories", [entry.category])
        if entry.reminder is not None:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", entry.summary)
            alarm.add("trigger", entry.reminder - datetime.combine(entry.day, datetime.min.time()))
            event.add_component(alarm)
        calendar.add_component(event)
        count += 1
    out.write_bytes(calendar.to_ical())
    return count
