"""The due dates of a plan as a calendar file for a phone or a mail program."""

from datetime import date
from pathlib import Path

from tracker.domain.screens import CalendarItem
from tracker.domain.terms import Light
from tracker.errors import UserError
from tracker.files.writing import written
from tracker.reports.calendar_file import CalendarEntry, write_calendar
from tracker.storage.store import Store
from tracker.usecases.views.calendar import calendar_days

SUFFIX = ".ics"


def write_due_dates(store: Store, plan_id: int | None, first: date, last: date, out: Path, today: date) -> int:
    """Write what is due in [first, last] and still open to `out` (.ics), recurring duties turn by turn; returns how many entries."""
    if out.suffix.lower() != SUFFIX:
        raise UserError(f"不能保存为“{out.name}”", "日历文件的结尾是 .ics", "请把文件名的结尾改为 .ics")
    items = [item for item in calendar_days(store, plan_id, first, last, today) if item.light is not Light.DONE]
    if not items:
        raise UserError("没有可以导出的时限", f"{first:%Y年%m月%d日}到{last:%Y年%m月%d日}没有未完成的到期任务", "请换一段时间")
    with written(out) as place:
        return write_calendar((_entry(item) for item in items), "任务台账", place, store.clock())


def _entry(item: CalendarItem) -> CalendarEntry:
    leads = "、".join(item.leads) or "未定"
    words = f"第 {item.number} 项\n牵头单位：{leads}\n时限原文：{item.wording}\n{item.light.label}：{item.reason}"
    kind = "周期" if item.recurring else "时限"
    return CalendarEntry(f"{item.task_id}-{item.deadline_id}-{item.day:%Y%m%d}", item.day, f"{item.title}（{leads}）", words, kind)
