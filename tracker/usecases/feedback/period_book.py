"""The book of a period (报送台账): which unit owes how many tasks, what it was handed, when and by which file it answered."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from tracker.domain.periods import DEFAULT_REPORTING_DAY, period_before, reporting_date
from tracker.domain.poor_texts import Poor, poor_text
from tracker.domain.records import Changes, UnitRecord
from tracker.domain.reporting import settles_task
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.storage.reading import period_book as reading
from tracker.storage.reading import reporting, sheets
from tracker.storage.reading.period_book import ReceivedFacts
from tracker.storage.reading.units import units
from tracker.storage.store import Store
from tracker.usecases.feedback.figure_book import FigureTurn, figure_turns
from tracker.usecases.house.settings import set_setting

__all__ = ["NOT_REPORTED", "PeriodBook", "PeriodRow", "ReceivedFacts", "Reported", "period_book", "reporting_day", "set_reporting_day"]


class Reported(StrEnum):
    """How a unit stands in a period."""

    ALL = "all"
    PARTLY = "partly"
    SENT_BACK = "sent_back"
    EMPTY = "empty"
    NOTHING = "nothing"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Reported.ALL: "已报",
    Reported.PARTLY: "部分报送",
    Reported.SENT_BACK: "已退回",
    Reported.EMPTY: "空报",
    Reported.NOTHING: "未报",
}
NOT_REPORTED = (Reported.NOTHING, Reported.EMPTY, Reported.SENT_BACK)
"""Those that have reported nothing: no file came, an empty one, or one that was sent back."""


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One unit in a period. `tasks`: ids of the tasks it reports on, `lead`: how many of them it leads or shares; `missing`: ids
    of those not reported; `empty`, `repeated`: of those whose text is empty, or says what the period before said.

    `files`: what came from it, in order; `received`: the one that counts (None: nothing, or all sent back); `reported_at`: when
    it first reported; `late`: that was after the day, or it has not reported and the day is over;
    `figures`: how it stands with the sheet of its indicators and projects, where it was sent one or sent one.
    """

    unit: UnitRecord
    tasks: tuple[int, ...]
    lead: int
    handed_out: datetime | None
    handed_out_as: str
    files: tuple[ReceivedFacts, ...]
    received: ReceivedFacts | None
    reported_at: datetime | None
    missing: tuple[int, ...]
    standing: Reported
    late: bool
    empty: tuple[int, ...] = ()
    repeated: tuple[int, ...] = ()
    figures: FigureTurn | None = None

    @property
    def on_time(self) -> bool:
        """Whether the unit has reported by the day."""
        return self.standing in (Reported.ALL, Reported.PARTLY) and not self.late


@dataclass(frozen=True, slots=True)
class PeriodBook:
    """A period of a plan, units in official order. `due_on`: the day by which they report (None: the period has none).

    `collected`: files that the office gathered from many units.
    """

    period: str
    due_on: date | None
    rows: tuple[PeriodRow, ...]
    collected: tuple[ReceivedFacts, ...] = ()

    @property
    def not_reported(self) -> tuple[PeriodRow, ...]:
        """The units that have reported nothing (未报送名单), those too whose file was empty or sent back."""
        return tuple(row for row in self.rows if row.standing in NOT_REPORTED)

    @property
    def reported(self) -> int:
        """How many units have reported."""
        return len(self.rows) - len(self.not_reported)

    @property
    def on_time(self) -> int:
        """How many units have reported by the day."""
        return sum(row.on_time for row in self.rows)

    @property
    def rate(self) -> float | None:
        """按时报送率, 0–100: units that reported by the day of all units that owe; None where none owes."""
        return 100 * self.on_time / len(self.rows) if self.rows else None


def period_book(store: Store, plan_id: int, period: str, today: date) -> PeriodBook:
    """The book of a period as it stands on a day."""
    with store.read() as db:
        known = {unit.id: unit for unit in units(db)}
        tasks = sheets.tasks(db, plan_id)
        handed = reading.handouts(db, plan_id, period)
        files = reading.received(db, plan_id, period)
        own, parts = reading.reported(db, plan_id, period)
        rule = reporting.reporting_rule(db, plan_id)
        texts = reading.said(db, plan_id, period, period_before(period) or "")
        due_on = reporting_date(period, rule)
        turns = {turn.unit.id: turn for turn in figure_turns(db, plan_id, period, known.values(), due_on, today)[0]}
    owed: dict[int, list[int]] = defaultdict(list)
    leads: dict[int, int] = defaultdict(int)
    done: dict[int, set[int]] = defaultdict(set, {unit_id: set(ids) for unit_id, ids in parts.items()})
    for task in tasks:
        for unit_id, role in task.units.items():
            if known[unit_id].is_group:
                continue
            owed[unit_id].append(task.id)
            leads[unit_id] += role in (Role.LEAD, Role.JOINT)
            if task.id in own and own[task.id] in (None, unit_id) and settles_task(unit_id, task.assigned):
                done[unit_id].add(task.id)
    poor = {(one.task_id, one.unit_id): found for one in texts if (found := poor_text(one.state, one.text, one.before)) is not None}
    by_unit: dict[int | None, list[ReceivedFacts]] = defaultdict(list)
    for file in files:
        by_unit[file.unit_id].append(file)
    rows = []
    for unit_id, unit in known.items():
        if unit_id in owed:
            row = _row(unit, owed[unit_id], leads[unit_id], done[unit_id], by_unit[unit_id], handed.get(unit_id), due_on, today)
            empty, repeated = _poor(row, poor, parts, Poor.EMPTY), _poor(row, poor, parts, Poor.REPEATED)
            rows.append(replace(row, empty=empty, repeated=repeated, figures=turns.get(unit_id)))
    return PeriodBook(period, due_on, tuple(rows), tuple(by_unit[None]))


def _poor(
    row: PeriodRow, poor: Mapping[tuple[int, int | None], Poor], parts: Mapping[int, Collection[int]], wanted: Poor
) -> tuple[int, ...]:
    """The tasks of which the unit's own words, its part's where it reported one, are poor in this way."""
    unit_id, own = row.unit.id, parts.get(row.unit.id, ())
    told = [task_id for task_id in row.tasks if task_id not in row.missing]
    return tuple(task_id for task_id in told if poor.get((task_id, unit_id if task_id in own else None)) is wanted)


def reporting_day(store: Store) -> int:
    """The day of the month by which units report on plans that name no day of their own."""
    with store.read() as db:
        return reporting.office_day(db) or DEFAULT_REPORTING_DAY


def set_reporting_day(store: Store, day: int) -> Changes:
    """Choose the day of the month by which units report on plans that name no day of their own."""
    if not 1 <= day <= 31:
        raise UserError("报送日应在 1 到 31 之间", f"现在填的是 {day}", "请改正报送日")
    return set_setting(store, reporting.REPORTING_DAY, day)


def _row(
    unit: UnitRecord,
    owed: list[int],
    lead: int,
    done: set[int],
    files: list[ReceivedFacts],
    handout: reading.HandoutFacts | None,
    due_on: date | None,
    today: date,
) -> PeriodRow:
    missing = tuple(task_id for task_id in owed if task_id not in done)
    counted = [file for file in files if file.state != "sent_back"]
    if len(missing) < len(owed) or any(file.left for file in counted):
        standing = Reported.PARTLY if missing else Reported.ALL
    else:
        standing = Reported.EMPTY if counted else Reported.SENT_BACK if files else Reported.NOTHING
    open_still = standing in NOT_REPORTED
    first = counted[0].received_at if counted and not open_still else None
    late = due_on is not None and (today > due_on if open_still else first is not None and first.date() > due_on)
    return PeriodRow(
        unit=unit,
        tasks=tuple(owed),
        lead=lead,
        handed_out=None if handout is None else handout.made_at,
        handed_out_as="" if handout is None else handout.file_name,
        files=tuple(files),
        received=counted[-1] if counted else None,
        reported_at=first,
        missing=missing,
        standing=standing,
        late=late,
    )
