"""The due dates of a plan as a calendar file for a phone or a mail program."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zlib import crc32

from tracker.domain.screens import CalendarItem
from tracker.domain.terms import Light
from tracker.domain.workdays import WorkCalendar
from tracker.errors import UserError
from tracker.files.writing import written
from tracker.reports.calendar_file import CalendarEntry, write_calendar
from tracker.storage.store import Store
from tracker.usecases.house.office import office
from tracker.usecases.views.calendar import calendar_days, work_calendar

SUFFIX = ".ics"
_MORNING = time(9)


def write_due_dates(store: Store, plan_id: int | None, first: date, last: date, out: Path, today: date) -> int:
    """Write what is due in [first, last] and still open to `out` (.ics), recurring duties turn by turn; returns how many entries."""
    if out.suffix.lower() != SUFFIX:
        raise UserError(f"不能保存为“{out.name}”", "日历文件的结尾是 .ics", "请把文件名的结尾改为 .ics")
    items = [item for item in calendar_days(store, plan_id, first, last, today) if item.light is not Light.DONE]
    if not items:
        raise UserError("没有可以导出的时限", f"{first:%Y年%m月%d日}到{last:%Y年%m月%d日}没有未完成的到期任务", "请换一段时间")
    work, house = work_calendar(store), f"{crc32(office(store).name.encode()):08x}"
    turns = {(item.deadline_id, item.day) for item in items if item.recurring}
    with written(out) as place:
        entries = (_entry(item, house, today, None if _is_daily(item, turns) else reminder(item.day, work, today)) for item in items)
        return write_calendar(entries, "任务台账", place, store.clock())


def reminder(day: date, work: WorkCalendar, today: date) -> datetime | None:
    """In the morning of the working day before, at the earliest today; none for what is past."""
    if day < today:
        return None
    return datetime.combine(max(work.workday_before(day - timedelta(1)), today), _MORNING)


def _is_daily(item: CalendarItem, turns: set[tuple[int, date]]) -> bool:
    """Of what is to be done every day nobody wants to be reminded every day."""
    return item.recurring and bool({(item.deadline_id, item.day + timedelta(step)) for step in (-1, 1)} & turns)


def _entry(item: CalendarItem, house: str, today: date, remind: datetime | None) -> CalendarEntry:
    """A date keeps its identity when it is moved; of a recurring duty every turn has one. `house` tells offices apart."""
    leads = "、".join(item.leads) or "未定"
    lines = [f"第 {item.number} 项", f"牵头单位：{leads}", f"时限原文：{item.wording}"]
    lines += [f"原定 {item.moved_from:%Y-%m-%d}，已调整"] if item.moved_from else []
    lines.append(f"截至 {today:%Y-%m-%d}：{item.light.label}，{item.reason}")
    key = f"{item.task_id}-{item.deadline_id}" + (f"-{item.day:%Y%m%d}" if item.recurring else "") + f"-{house}"
    kind = "周期" if item.recurring else "时限"
    return CalendarEntry(key, item.day, f"{item.title}（{leads}）", "\n".join(lines), kind, remind)
