"""Parts of tasks, and tasks tied together over the plans of several levels."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tracker.domain.cascade import LinkedTask, PartTold, SubtaskRecord
from tracker.domain.lights import LightRules
from tracker.domain.periods import sort_key
from tracker.domain.terms import State
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, day, numbers
from tracker.storage.reading.tasks import UNIT_NAME, task_rows


class ReportWords(NamedTuple):
    """What was reported of a task for a period in words; "" where nothing was."""

    progress: str = ""
    problems: str = ""
    next_steps: str = ""


class PlanTask(NamedTuple):
    """A task of a plan by its name."""

    id: int
    number: int
    title: str


def plan_tasks(db: Reader, plan_id: int) -> list[PlanTask]:
    """The tasks of a plan that are in force, in order."""
    rows = db.rows("SELECT id, number, title FROM task WHERE plan_id = :plan_id AND removed_on IS NULL ORDER BY number", plan_id=plan_id)
    return [PlanTask(*row) for row in rows]


def report_words(db: Reader, task_id: int, period: str) -> ReportWords:
    """The words of a task's own report for a period."""
    row = db.row(
        "SELECT progress, problems, next_steps FROM progress_report WHERE task_id = :task_id AND period = :period",
        task_id=task_id,
        period=period,
    )
    return ReportWords(*row) if row else ReportWords()


def subtasks(db: Reader, task_ids: Sequence[int]) -> dict[int, list[SubtaskRecord]]:
    """By task: its parts in their order, each with what its unit last reported of the task."""
    found: dict[int, list[SubtaskRecord]] = {task_id: [] for task_id in task_ids}
    for part in chunks(list(task_ids)):
        told = _told(db, part)
        for row in db.rows(
            f"""SELECT s.id, s.task_id, s.position, s.title, s.unit_id, COALESCE({UNIT_NAME}, ''), s.office, s.person, s.due, s.weight,
            s.state, s.percent, s.completed_on, s.progress, s.reported_on FROM subtask s LEFT JOIN unit u ON u.id = s.unit_id
            WHERE s.task_id IN {numbers(part)} ORDER BY s.task_id, s.position, s.id"""
        ):
            found[row[1]].append(
                SubtaskRecord(
                    id=row[0],
                    task_id=row[1],
                    position=row[2],
                    title=row[3],
                    unit_id=row[4],
                    unit=row[5],
                    office=row[6],
                    person=row[7],
                    due=day(row[8]),
                    weight=row[9],
                    state=State(row[10]),
                    percent=row[11],
                    completed_on=day(row[12]),
                    progress=row[13],
                    reported_on=day(row[14]),
                    told=told.get((row[1], row[4])),
                )
            )
    return found


def _told(db: Reader, task_ids: Sequence[int]) -> dict[tuple[int, int | None], PartTold]:
    """By task and unit: the last report of its part."""
    rows = db.rows(f"SELECT task_id, unit_id, period, state, percent, progress FROM part_report WHERE task_id IN {numbers(task_ids)}")
    in_order = sorted(rows, key=lambda row: sort_key(row[2]))
    return {(row[0], row[1]): PartTold(row[2], State(row[3]) if row[3] else None, row[4], row[5]) for row in in_order}


def units_named(db: Reader, task_id: int) -> list[tuple[int, str]]:
    """The units to which a task is assigned, with their names; groups first."""
    rows = db.rows(
        f"""SELECT u.id, {UNIT_NAME} FROM assignment a JOIN unit u ON u.id = a.unit_id WHERE a.task_id = :task_id
        ORDER BY NOT u.is_group, a.position, a.id""",
        task_id=task_id,
    )
    return [(row[0], row[1]) for row in rows]


def task_of_part(db: Reader, plan_id: int, subtask_id: int) -> int | None:
    """The task of a plan to which a part belongs; None where there is none."""
    row = db.row(
        "SELECT s.task_id FROM subtask s JOIN task t ON t.id = s.task_id WHERE s.id = :subtask_id AND t.plan_id = :plan_id",
        subtask_id=subtask_id,
        plan_id=plan_id,
    )
    return None if row is None else int(row[0])


def split_tasks(db: Reader, plan_id: int) -> list[int]:
    """The tasks of a plan that have parts, in order."""
    rows = db.rows(
        """SELECT t.id FROM task t WHERE t.plan_id = :plan_id AND t.removed_on IS NULL
        AND EXISTS (SELECT 1 FROM subtask s WHERE s.task_id = t.id) ORDER BY t.number""",
        plan_id=plan_id,
    )
    return [row[0] for row in rows]


def links(db: Reader) -> list[tuple[int, int]]:
    """All ties, as (upper task, lower task)."""
    return [(row[0], row[1]) for row in db.rows("SELECT upper_task_id, lower_task_id FROM task_link")]


def linked(db: Reader, task_ids: Sequence[int], today: date, rules: LightRules, *, below: bool) -> dict[int, list[LinkedTask]]:
    """By task: the tasks tied under it (`below`), or those above it."""
    own, other = ("upper_task_id", "lower_task_id") if below else ("lower_task_id", "upper_task_id")
    found: dict[int, list[LinkedTask]] = {task_id: [] for task_id in task_ids}
    for part in chunks(list(task_ids)):
        ties = db.rows(
            f"""SELECT l.id, l.{own}, l.{other}, l.weight, l.note, p.title FROM task_link l JOIN task t ON t.id = l.{other}
            JOIN plan p ON p.id = t.plan_id WHERE l.{own} IN {numbers(part)} AND t.removed_on IS NULL ORDER BY t.plan_id, t.number"""
        )
        rows = {row.id: row for row in task_rows(db, [tie[2] for tie in ties], today, rules)}
        for link_id, at, task_id, weight, note, plan in ties:
            row = rows[task_id]
            found[at].append(
                LinkedTask(
                    link_id=link_id,
                    task_id=task_id,
                    plan_id=row.plan_id,
                    plan=plan,
                    number=row.number,
                    title=row.title,
                    leads=row.leads,
                    due=row.due,
                    wording=row.wording,
                    state=row.state,
                    percent=row.percent,
                    light=row.light,
                    reason=row.reason,
                    weight=weight,
                    note=note,
                    kind=row.kind,
                )
            )
    return found


def titles_elsewhere(db: Reader, plan_id: int) -> list[tuple[int, int, int, str, str]]:
    """The tasks of all other plans: id, plan, number, title and the plan's title."""
    rows = db.rows(
        """SELECT t.id, t.plan_id, t.number, t.title, p.title FROM task t JOIN plan p ON p.id = t.plan_id
        WHERE t.plan_id <> :plan_id AND t.removed_on IS NULL ORDER BY t.plan_id, t.number""",
        plan_id=plan_id,
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
