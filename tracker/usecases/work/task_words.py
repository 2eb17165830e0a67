"""What is reported of tasks and who is in charge of them, written for one task or for thousands alike: read in bulk, written in bulk."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.periods import sort_key
from tracker.domain.reporting import CONTACT_FIELDS, Standing, begins_contact, heard_to, marked, unmarked
from tracker.domain.terms import State
from tracker.usecases.work.claims import Claims
from tracker.usecases.work.said_behind import forget_said_behind

if TYPE_CHECKING:
    from tracker.storage.journal import Work

Row = Mapping[str, Any]


def write_reports(work: "Work", ids: Sequence[int], period: str, make: Callable[[Row, Row | None], Row], today: date) -> None:
    """Within a transaction: what was reported of these tasks for a period; the latest period's report decides how a task stands.

    `make` is given a task and its report of the period (None where there is none yet), both as stored, and gives the values of all
    `REPORT_FIELDS`.
    """
    from tracker.storage.tables import ProgressReport

    reports: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in work.stored_rows("progress_report", work.ids(ProgressReport, "task_id", ids)):
        reports[row["task_id"]].append(row)
    new: list[Row] = []
    changed: dict[int, Row] = {}
    standings: dict[int, dict[str, Any]] = {}
    given: list[int] = []
    claims = Claims(work, ids, today)
    for task in work.stored_rows("task", ids):
        own = reports[task["id"]]
        here = next((row for row in own if row["period"] == period), None)
        values = make(task, here)
        columns = _report_row(here, values, today)
        if here is None:
            new.append({"task_id": task["id"], "period": period, **columns})
        else:
            changed[here["id"]] = columns
        standings[task["id"]] = {"heard_to": heard_to(task["heard_to"], period)}
        others = [one for one in own if one is not here]
        if values["percent"] is not None and (here is None or values["percent"] != here["percent"]):
            given.append(task["id"])
        if all(sort_key(period) >= sort_key(one["period"]) for one in others):
            before = sorted(others, key=lambda one: sort_key(str(one["period"])))
            standings[task["id"]] |= _standing(claims, period, task, values, before)
    claims.write()
    work.insert_many(ProgressReport, new)
    work.update_many("progress_report", changed)
    work.update_many("task", standings)
    forget_said_behind(work, given)


def _report_row(here: Row | None, values: Row, today: date) -> Row:
    """The columns of a report: what a person typed is marked, what was carried over from another period is so no more."""
    held = dict.fromkeys(values) if here is None else {name: here[name] for name in values}
    names = [name for name, value in values.items() if value != held[name] and {value, held[name]} != {None, ""}]
    by_hand, carried = ("", "") if here is None else (here["by_hand"], here["carried"])
    return {**values, "reported_on": today, "by_hand": marked(by_hand, names), "carried": unmarked(carried, names)}


def _standing(claims: Claims, period: str, task: Row, values: Row, before: Sequence[Row]) -> Row:
    """How a task stands by its latest report; `before`: the reports of earlier periods, in their order."""
    last_open = next((one["percent"] for one in (values, *reversed(before)) if one["state"] != State.COMPLETED), None)
    now = Standing(task["state"], task["percent"], task["completed_on"])
    then = claims.decide(task["id"], now, values["state"], values["percent"], last_open, period, "登记的进展")
    return {**then._asdict(), "by_hand": ""}


def write_contacts(work: "Work", ids: Sequence[int], make: Callable[[int, Row], Row], today: date) -> None:
    """Within a transaction: who is in charge of these tasks from today on; whoever was before stays on record until yesterday's end.

    `make` is given a task's id and the names in force by `CONTACT_FIELDS` ("" where there are none), and gives the new ones.
    """
    from tracker.storage.tables import Contact

    current: dict[int, dict[str, Any]] = {}
    for row in work.stored_rows("contact", sorted(work.ids(Contact, "task_id", ids))):
        if row["valid_to"] is None:
            current[row["task_id"]] = row
    new: list[Row] = []
    changed: dict[int, Row] = {}
    for task_id in ids:
        now = current.get(task_id)
        held = None if now is None else {name: str(now[name]) for name in CONTACT_FIELDS}
        values = make(task_id, held or dict.fromkeys(CONTACT_FIELDS, ""))
        names = [name for name, value in values.items() if value != ("" if held is None else held[name])]
        if not names:
            continue
        if now is None or begins_contact(held, now["valid_from"], values, today):
            if now is not None:
                changed[now["id"]] = {"valid_to": today}
            if any(values.values()):
                new.append({"task_id": task_id, "valid_from": today, **values, "by_hand": marked("", names)})
        else:
            changed[now["id"]] = {**{name: values[name] for name in names}, "by_hand": marked(now["by_hand"], names)}
    work.update_many("contact", changed)
    work.insert_many(Contact, new)
