"""What accepted rows come to in the store: reports, parts, persons and the standing of tasks, gathered and then written in bulk.

Rows about the same report are joined first, so that each stored row is written once. What follows for a task is decided by the
same functions as for a report typed by hand (`domain.reporting`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.domain.periods import sort_key
from tracker.domain.reporting import (
    CONTACT_FIELDS,
    REPORT_FIELDS,
    Standing,
    begins_contact,
    heard_to,
    implied_state,
    marked,
    unmarked,
)
from tracker.domain.terms import State
from tracker.sheets.staged import KnownTask, StoredReport
from tracker.usecases.feedback.sheet_rows import ReviewRow, Value
from tracker.usecases.work.claims import Claims

if TYPE_CHECKING:
    from tracker.storage.journal import Work

Row = dict[str, Any]


class Place(NamedTuple):
    """Where a row stands: id of the received file, name of its sheet, physical row."""

    file_id: int | None
    sheet: str
    row: int

    def columns(self) -> Row:
        """As the columns of a stored row."""
        return {"received_file_id": self.file_id, "source_sheet": self.sheet, "source_row": self.row}


@dataclass(slots=True)
class _Told:
    """All that accepted rows say about one report. `given`: values of the file, changed or not; `kept`: stored values chosen
    against the file's; `renews`: the place is to be stored although nothing differs."""

    place: Place
    given: dict[str, Value] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    writes: bool = False
    renews: bool = False


class SheetWrites:
    """The writes of one import into one period."""

    def __init__(self, work: "Work", period: str, known: Mapping[int, KnownTask], today: date) -> None:
        self._work, self._period, self._known, self._today = work, period, known, today
        self._told: dict[tuple[int, int | None], _Told] = {}

    def take(self, row: ReviewRow, place: Place, *, renews: bool) -> None:
        """Add an accepted row; `renews`: it confirms what another file said before and takes its place."""
        assert row.task_id is not None
        key = (row.task_id, None if row.settles else row.unit_id)
        told = self._told.setdefault(key, _Told(place))
        fields = {*REPORT_FIELDS, *CONTACT_FIELDS}
        told.given |= {
            cell.field: cell.value for cell in row.cells if cell.field in fields and cell.value is not None and not cell.keeps_old
        }
        told.kept |= {cell.field for cell in row.cells if cell.field in fields and cell.keeps_old and cell.rejected}
        told.writes = told.writes or bool(row.writes)
        told.renews = told.renews or renews
        if row.writes:
            told.place = place
        if row.settles and row.unit_id is not None and len(self._leads(row.task_id)) > 1:
            # One of several leads: what it said itself is kept beside the task's report, whatever was chosen for that.
            part = self._told.setdefault((row.task_id, row.unit_id), _Told(place, writes=True))
            part.given |= {cell.field: cell.value for cell in row.cells if cell.field in fields and cell.value is not None}

    def _leads(self, task_id: int) -> list[int]:
        task = self._known[task_id]
        return [unit_id for unit_id in task.units if task.settled_by(unit_id)]

    def write(self) -> None:
        """Store all of it."""
        own = {task_id: told for (task_id, unit_id), told in self._told.items() if unit_id is None}
        parts = {(task_id, unit_id): told for (task_id, unit_id), told in self._told.items() if unit_id is not None}
        self._write_own(own)
        self._write_contacts({task_id: told for task_id, told in own.items() if told.given.keys() & set(CONTACT_FIELDS)})
        self._write_parts(parts)

    # the task's own report

    def _write_own(self, own: Mapping[int, _Told]) -> None:
        reports = self._reports(list(own))
        tasks = {row["id"]: row for row in self._work.stored_rows("task", list(own))}
        new, changed, settled = [], {}, {}
        claims = Claims(self._work, list(own), self._today)
        for task_id, told in own.items():
            here = next((row for row in reports[task_id] if row["period"] == self._period), None)
            if here is not None and not (told.writes or told.renews):
                continue
            given = {name: told.given[name] for name in REPORT_FIELDS if name in told.given}
            if here is None and not given and not told.kept.intersection(REPORT_FIELDS):
                continue
            values = self._report(given, self._held(task_id, None, here, tasks[task_id]["state"]))
            values |= self._marks(told, values, REPORT_FIELDS, "" if here is None else here["by_hand"])
            if here is None:
                new.append({"task_id": task_id, "period": self._period, **values})
            else:
                changed[here["id"]] = values
            settled[task_id] = {"heard_to": heard_to(tasks[task_id]["heard_to"], self._period)}
            if all(sort_key(row["period"]) <= sort_key(self._period) for row in reports[task_id]):
                settled[task_id] |= self._settled(claims, tasks[task_id], values, given, reports[task_id])
        claims.write()
        self._work.update_many("progress_report", changed)
        self._work.insert_many("progress_report", new)
        self._work.update_many("task", settled)

    def _reports(self, ids: list[int]) -> dict[int, list[Row]]:
        from tracker.storage.tables import ProgressReport

        found: dict[int, list[Row]] = defaultdict(list)
        for row in self._work.stored_rows("progress_report", self._work.ids(ProgressReport, "task_id", ids)):
            found[row["task_id"]].append(row)
        return found

    def _held(self, task_id: int, unit_id: int | None, here: Row | None, state: State | None) -> Row:
        """What stands in the report before the file: its own values, else those it goes on from."""
        if here is not None:
            return {name: here[name] for name in REPORT_FIELDS}
        stored = self._stored(task_id, unit_id)
        return {
            "state": stored.state or state,
            "percent": stored.percent,
            "progress": stored.progress,
            "problems": stored.problems,
            "next_steps": stored.next_steps,
        }

    def _stored(self, task_id: int, unit_id: int | None) -> StoredReport:
        """What a report goes on from; what a lead says beside the task's report stands for itself."""
        task = self._known[task_id]
        beside = unit_id is not None and task.settled_by(unit_id)
        return StoredReport() if beside else task.stored_for(unit_id)

    @staticmethod
    def _report(given: Mapping[str, Value], held: Row) -> Row:
        """The report's values: the file's, and where it is silent what stood there."""
        values = {**held, **given}
        if values["state"] is not None:
            values["state"] = State(values["state"])
        if "state" not in given and "percent" in given:
            values["state"] = implied_state(values["state"], float(given["percent"]))
        if "percent" not in given and "state" in given and values["state"] is not held["state"]:
            # A percentage goes with its state: 100 with completed, and no longer after it.
            if values["state"] is State.COMPLETED:
                values["percent"] = 100
            elif held["state"] is State.COMPLETED:
                values["percent"] = None
        return values

    def _marks(self, told: _Told, values: Row, names: Iterable[str], by_hand: str) -> Row:
        """Where the values come from: the place in the file, what was kept by hand, what is carried on from before."""
        fields = tuple(names)
        hand = marked(unmarked(by_hand, told.given), told.kept.intersection(fields))
        silent = {name for name in fields if name not in told.given and values[name] not in (None, "")}
        return {
            **told.place.columns(),
            "reported_on": self._today,
            "by_hand": hand,
            "carried": " ".join(sorted(silent - set(hand.split()))),
        }

    def _settled(self, claims: Claims, task: Row, values: Row, given: Mapping[str, Value], reports: list[Row]) -> Row:
        """The columns of the task that follow from its latest report."""
        if not given.keys() & {"state", "percent"}:
            return {}
        rest = (row for row in reports if row["period"] != self._period)
        others = sorted(rest, key=lambda row: sort_key(str(row["period"])), reverse=True)
        opened = [row["percent"] for row in (values, *others) if row["state"] is not State.COMPLETED]
        now = Standing(State(task["state"]), task["percent"], task["completed_on"])
        last_open = opened[0] if opened else None
        then = claims.decide(task["id"], now, values["state"], values["percent"], last_open, self._period, "单位反馈")
        return {**then._asdict(), "by_hand": ""}

    # the persons

    def _write_contacts(self, told: Mapping[int, _Told]) -> None:
        from tracker.storage.tables import Contact

        held_rows = self._work.stored_rows("contact", sorted(self._work.ids(Contact, "task_id", list(told))))
        current = {row["task_id"]: row for row in held_rows if row["valid_to"] is None}
        new: list[Row] = []
        changed: dict[int, Row] = {}
        for task_id, one in told.items():
            row = current.get(task_id)
            held = None if row is None else {name: str(row[name]) for name in CONTACT_FIELDS}
            values: Row = dict(held or dict.fromkeys(CONTACT_FIELDS, ""))
            values |= {name: str(value) for name, value in one.given.items() if name in CONTACT_FIELDS}
            if values == held:
                continue
            by_hand = "" if row is None else unmarked(row["by_hand"], one.given)
            silent = {name for name in CONTACT_FIELDS if name not in one.given and values[name]}
            values |= one.place.columns() | {"by_hand": by_hand, "carried": " ".join(sorted(silent - set(by_hand.split())))}
            if row is None or begins_contact(held, row["valid_from"], values, self._today):
                if row is not None:
                    changed[row["id"]] = {"valid_to": self._today}
                new.append({"task_id": task_id, "valid_from": self._today, **values})
            else:
                changed[row["id"]] = values
        self._work.update_many("contact", changed)
        self._work.insert_many("contact", new)

    # parts of other units

    def _write_parts(self, parts: Mapping[tuple[int, int], _Told]) -> None:
        from tracker.storage.tables import PartReport

        here = {
            (row["task_id"], row["unit_id"]): row
            for row in self._work.stored_rows("part_report", self._work.ids(PartReport, "task_id", sorted({key[0] for key in parts})))
            if row["period"] == self._period
        }
        new, changed = [], {}
        for (task_id, unit_id), told in parts.items():
            row = here.get((task_id, unit_id))
            if row is not None and not (told.writes or told.renews):
                continue
            names = (*REPORT_FIELDS, *CONTACT_FIELDS)
            if not told.given and not told.kept:
                continue
            stored = self._stored(task_id, unit_id)
            values = self._report(
                {name: told.given[name] for name in REPORT_FIELDS if name in told.given}, self._held(task_id, unit_id, row, None)
            )
            values |= {name: str(told.given.get(name) or getattr(stored, name)) for name in CONTACT_FIELDS}
            values |= self._marks(told, values, names, "" if row is None else row["by_hand"])
            if row is None:
                new.append({"task_id": task_id, "unit_id": unit_id, "period": self._period, **values})
            else:
                changed[row["id"]] = values
        self._work.update_many("part_report", changed)
        self._work.insert_many("part_report", new)
