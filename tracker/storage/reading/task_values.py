"""What further columns of the task list show, read for the rows in sight alone; and what a pasted column would replace."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, numbers
from tracker.storage.reading.plans import heading_path, headings
from tracker.storage.reading.tasks import UNIT_NAME
from tracker.storage.sqlite import period_order

CONTACT = ("leader", "office", "person", "phone")
REPORT = ("progress", "problems", "updated")


def extras(db: Reader, ids: Sequence[int], keys: Collection[str]) -> dict[int, dict[str, str]]:
    """The texts of these further columns for these tasks; only what is asked for is read."""
    found: dict[int, dict[str, str]] = {task_id: {} for task_id in ids}
    wanted = set(keys)
    for part in chunks(ids) if wanted else ():
        inside = numbers(part)
        if wanted & set(CONTACT):
            _fill(found, CONTACT, db.rows(f"SELECT task_id, {', '.join(CONTACT)} FROM contact c WHERE {_CURRENT} AND task_id IN {inside}"))
        if wanted & set(REPORT):
            _fill(found, REPORT, db.rows(_REPORTS.format(inside)))
        if "support_names" in wanted:
            _add_names(db, found, inside)
        if wanted & {"heading", "plan", "label"}:
            _add_places(db, found, inside)
    return found


_CURRENT = "c.id = (SELECT MAX(x.id) FROM contact x WHERE x.task_id = c.task_id AND x.valid_to IS NULL)"
_REPORTS = f"""SELECT r.task_id, r.progress, r.problems, r.reported_on FROM progress_report r WHERE r.task_id IN {{}} AND r.id =
    (SELECT x.id FROM progress_report x WHERE x.task_id = r.task_id ORDER BY {period_order("x.period")} DESC LIMIT 1)"""


def _fill(found: dict[int, dict[str, str]], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    for task_id, *values in rows:
        found[task_id].update(zip(names, values, strict=True))


def _add_names(db: Reader, found: dict[int, dict[str, str]], inside: str) -> None:
    """The supporting units, in the order in which the task names them."""
    names: dict[int, list[str]] = defaultdict(list)
    rows = db.rows(
        f"""SELECT a.task_id, {UNIT_NAME} FROM assignment a JOIN unit u ON u.id = a.unit_id
        WHERE a.role = 'support' AND a.task_id IN {inside} ORDER BY a.position, a.id"""
    )
    for task_id, name in rows:
        names[task_id].append(name)
    for task_id, held in names.items():
        found[task_id]["support_names"] = "、".join(held)


def _add_places(db: Reader, found: dict[int, dict[str, str]], inside: str) -> None:
    rows = db.rows(
        f"SELECT t.id, t.heading_id, t.label, p.title, t.plan_id FROM task t JOIN plan p ON p.id = t.plan_id WHERE t.id IN {inside}"
    )
    above: dict[int, Any] = {}
    for plan_id in {row[4] for row in rows}:
        above |= headings(db, plan_id)
    for task_id, heading_id, label, plan, _plan_id in rows:
        found[task_id].update(heading=" › ".join(heading_path(above, heading_id)), label=label, plan=plan)


class Held(NamedTuple):
    """A task with what it holds now, by the names of a report and of the chain of persons."""

    id: int
    number: int
    title: str
    values: Mapping[str, Any]


def values(db: Reader, ids: Sequence[int], period: str) -> list[Held]:
    """These tasks in this order: state and percentage as they stand, the period's texts, the persons in charge."""
    found: dict[int, Held] = {}
    for part in chunks(ids):
        rows = db.rows(
            f"""SELECT t.id, t.number, t.title, t.state, t.percent, r.progress, r.problems, r.next_steps, c.leader, c.office, c.person,
            c.phone FROM task t LEFT JOIN progress_report r ON r.task_id = t.id AND r.period = :period
            LEFT JOIN contact c ON c.task_id = t.id AND {_CURRENT} WHERE t.id IN {numbers(part)}""",
            period=period,
        )
        names = ("state", "percent", "progress", "problems", "next_steps", *CONTACT)
        found |= {row[0]: Held(row[0], row[1], row[2], dict(zip(names, row[3:], strict=True))) for row in rows}
    return [found[task_id] for task_id in ids if task_id in found]
