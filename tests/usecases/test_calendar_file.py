"""The calendar file, read by a reader of its own that holds to RFC 5545: lines, escapes, whole days, identities, reminders."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.stores import fresh_store
from tracker.domain.deadlines import Recurrence
from tracker.domain.terms import DeadlineKind, Every, Role
from tracker.errors import UserError
from tracker.plans.draft import DraftDeadline, DraftTask, DraftUnit, PlanDraft
from tracker.storage.store import Store
from tracker.usecases.house.office import office, set_office
from tracker.usecases.intake import plans
from tracker.usecases.papers.calendar_file import write_due_dates
from tracker.usecases.views.calendar import calendar_days
from tracker.usecases.work.deadline_moves import move_deadline

TODAY = date(2026, 9, 16)
FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
ODD = "清理河道，疏浚3处; 加固2处\\备用, 其余“另行”安排"


class Event(NamedTuple):
    fields: dict[str, str]
    alarms: list[dict[str, str]]

    @property
    def day(self) -> date:
        return datetime.strptime(self.fields["DTSTART;VALUE=DATE"], "%Y%m%d").date()

    def text(self, name: str) -> str:
        """A text value with its escapes taken back."""
        made, escaped = "", False
        for letter in self.fields[name]:
            if escaped:
                made += "\n" if letter in "nN" else letter
            elif letter != "\\":
                assert letter not in ",;", "a comma or semicolon that is not escaped ends the value"
                made += letter
            escaped = letter == "\\" and not escaped
        return made

    @property
    def reminder(self) -> datetime | None:
        """When the reminder comes."""
        if not self.alarms:
            return None
        sign, rest = (-1, self.alarms[0]["TRIGGER"][1:]) if self.alarms[0]["TRIGGER"].startswith("-") else (1, self.alarms[0]["TRIGGER"])
        days, _, clock = rest.removeprefix("P").partition("T")
        span = timedelta(days=int(days.removesuffix("D") or 0), hours=int(clock.removesuffix("H") or 0))
        return datetime.combine(self.day, datetime.min.time()) + sign * span


def read(path: Path) -> list[Event]:
    """The entries of a calendar file; fails on what RFC 5545 does not allow."""
    raw = path.read_bytes()
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    lines = raw.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines), "a line is at most 75 octets long"
    for line in lines:
        line.decode("utf-8")  # no letter is torn by folding
    unfolded = raw.replace(b"\r\n ", b"").decode("utf-8").removesuffix("\r\n").split("\r\n")
    assert unfolded[0] == "BEGIN:VCALENDAR" and unfolded[-1] == "END:VCALENDAR"
    events: list[Event] = []
    open_parts: list[str] = []
    for entry in unfolded:
        name, _, value = entry.partition(":")
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                events.append(Event({}, []))
            elif value == "VALARM":
                events[-1].alarms.append({})
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts[-1] == "VALARM":
            events[-1].alarms[-1][name] = value
        elif open_parts[-1] == "VEVENT":
            assert name not in events[-1].fields, "every property stands once"
            events[-1].fields[name] = value
    assert not open_parts
    return events


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = fresh_store(tmp_path / "t.db")
    draft = PlanDraft("方案.docx", "石桥县河道整治方案全文", "石桥县2026年河道整治方案")
    limits = [
        DraftDeadline("9月15日前", DeadlineKind.DATE, date(2026, 9, 15)),
        DraftDeadline("9月底前", DeadlineKind.DATE, date(2026, 9, 30)),
        DraftDeadline("9月28日前", DeadlineKind.DATE, date(2026, 9, 28)),
        DraftDeadline("每周一", DeadlineKind.RECURRING, None, Recurrence(Every.WEEK, None, 1)),
        DraftDeadline("9月16日", DeadlineKind.DATE, TODAY),
        DraftDeadline("每日", DeadlineKind.RECURRING, None, Recurrence(Every.DAY)),
    ]
    for place, limit in enumerate(limits):
        task = DraftTask(-1, f"{place + 1}.", ODD if place == 1 else f"整治第{place + 1}段", "", deadlines=[limit])
        task.units = [DraftUnit("县水利局", Role.LEAD)]
        draft.tasks.append(task)
    plans.import_plan(made, draft)
    return made


def written(store: Store, out: Path) -> dict[str, list[Event]]:
    """The entries by the beginning of their titles."""
    write_due_dates(store, 1, FIRST, LAST, out, TODAY)
    found: dict[str, list[Event]] = {}
    for event in read(out):
        found.setdefault(event.text("SUMMARY").split("（")[0], []).append(event)
    return found


def test_what_stands_in_the_titles_comes_back_letter_by_letter(store: Store, tmp_path: Path) -> None:
    found = written(store, tmp_path / "a.ics")
    assert ODD in found
    (event,) = found[ODD]
    assert event.text("SUMMARY") == f"{ODD}（水利局）"
    assert event.text("DESCRIPTION").splitlines()[:3] == ["第 2 项", "牵头单位：水利局", "时限原文：9月底前"]


def test_every_entry_is_a_whole_day_and_takes_nobodys_time(store: Store, tmp_path: Path) -> None:
    for events in written(store, tmp_path / "a.ics").values():
        for event in events:
            end = datetime.strptime(event.fields["DTEND;VALUE=DATE"], "%Y%m%d").date()
            assert end == event.day + timedelta(1), "the end is the first day after"
            assert event.fields["TRANSP"] == "TRANSPARENT"
            assert event.fields["DTSTAMP"].endswith("Z"), "the stamp is in UTC"


def test_a_second_file_replaces_and_does_not_double(store: Store, tmp_path: Path) -> None:
    before = written(store, tmp_path / "a.ics")
    ids = [event.fields["UID"] for events in before.values() for event in events]
    assert len(set(ids)) == len(ids), "turns of a recurring duty have an identity each"
    item = next(item for item in calendar_days(store, 1, FIRST, LAST, TODAY) if item.title == ODD)
    move_deadline(store, item.deadline_id, date(2026, 9, 29), "汛期影响施工", TODAY, "")
    after = written(store, tmp_path / "b.ics")
    assert (after[ODD][0].day, after[ODD][0].fields["UID"]) == (date(2026, 9, 29), before[ODD][0].fields["UID"])
    assert "原定 2026-09-30" in after[ODD][0].text("DESCRIPTION")
    assert sorted(ids) == sorted(event.fields["UID"] for events in after.values() for event in events)


def test_files_of_two_offices_do_not_replace_each_other(store: Store, tmp_path: Path) -> None:
    first = {event.fields["UID"] for events in written(store, tmp_path / "a.ics").values() for event in events}
    set_office(store, office(store)._replace(name="石桥县水利局办公室"))
    second = {event.fields["UID"] for events in written(store, tmp_path / "b.ics").values() for event in events}
    assert not first & second


def test_the_reminder_comes_on_the_working_day_before(store: Store, tmp_path: Path) -> None:
    found = written(store, tmp_path / "a.ics")
    assert found[ODD][0].reminder == datetime(2026, 9, 29, 9)
    assert found["整治第3段"][0].reminder == datetime(2026, 9, 24, 9), "the three days before are a holiday"
    assert found["整治第5段"][0].reminder == datetime(2026, 9, 16, 9), "due today: today"
    assert found["整治第1段"][0].reminder is None, "nobody is rung up for what is long past"
    assert [event.day.day for event in found["整治第4段"]] == [7, 14, 21, 28]
    assert [event.reminder for event in found["整治第4段"]][2:] == [datetime(2026, 9, 20, 9), datetime(2026, 9, 24, 9)], "20 is worked"
    assert len(found["整治第6段"]) == 30 and not any(event.alarms for event in found["整治第6段"]), "not every day"


def test_another_ending_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="日历文件的结尾是"):
        write_due_dates(store, 1, FIRST, LAST, tmp_path / "a.txt", TODAY)
