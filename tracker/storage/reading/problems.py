"""Problems with their whole course."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from tracker.domain.problems import Problem, ProblemSource, ProblemState, ProblemStep, Step
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, day, numbers
from tracker.storage.reading.tasks import UNIT_NAME


class Told(NamedTuple):
    """A problem that a unit named in its report: what it said, and the problem made of it, if any."""

    report_id: int
    task_id: int
    task_number: int
    task_title: str
    unit_id: int | None
    unit: str
    words: str
    problem_id: int | None


def plan_of(db: Reader, problem_id: int) -> int | None:
    """The plan to which a problem belongs; None where it is gone."""
    row = db.row("SELECT plan_id FROM problem WHERE id = :problem_id", problem_id=problem_id)
    return None if row is None else int(row[0])


class Targets(NamedTuple):
    """What a problem of a plan can be tied to: tasks by number (id, title), and indicators (id, name)."""

    tasks: dict[int, tuple[int, str]]
    indicators: tuple[tuple[int, str], ...]


def targets(db: Reader, plan_id: int) -> Targets:
    """The tasks in force and the indicators of a plan."""
    tasks = db.rows("SELECT number, id, title FROM task WHERE plan_id = :plan_id AND removed_on IS NULL", plan_id=plan_id)
    indicators = db.rows("SELECT id, name FROM indicator WHERE plan_id = :plan_id ORDER BY id", plan_id=plan_id)
    return Targets({row[0]: (row[1], row[2]) for row in tasks}, tuple((row[0], row[1]) for row in indicators))


def problems(
    db: Reader, plan_id: int | None = None, ids: list[int] | None = None, unit_id: int | None = None, indicator_id: int | None = None
) -> list[Problem]:
    """The problems of a plan (None: of all), of one unit, of one indicator, or these; in the order of plans and numbers."""
    where = "1 = 1" if plan_id is None else "p.plan_id = :plan_id"
    if ids is not None:
        where += f" AND p.id IN {numbers(ids)}"
    if unit_id is not None:
        where += " AND p.unit_id = :unit_id"
    if indicator_id is not None:
        where += " AND p.indicator_id = :indicator_id"
    rows = db.rows(
        f"""SELECT p.id, p.number, p.text, p.source, p.found_on, p.state, p.source_words, p.goal, p.measures, COALESCE({UNIT_NAME}, ''),
        p.person, p.due, p.progress, p.struck_off_on, p.look_back_on, t.number, COALESCE(t.title, ''), p.task_id, i.id,
        COALESCE(i.name, '')
        FROM problem p LEFT JOIN unit u ON u.id = p.unit_id LEFT JOIN task t ON t.id = p.task_id
        LEFT JOIN indicator i ON i.id = p.indicator_id
        WHERE {where} ORDER BY p.plan_id, p.number""",
        plan_id=plan_id,
        unit_id=unit_id,
        indicator_id=indicator_id,
    )
    steps = _steps(db, [row[0] for row in rows])
    return [
        Problem(
            id=row[0],
            number=row[1],
            text=row[2],
            source=ProblemSource(row[3]),
            found_on=date.fromisoformat(row[4]),
            state=ProblemState(row[5]),
            source_words=row[6],
            goal=row[7],
            measures=row[8],
            unit=row[9],
            person=row[10],
            due=day(row[11]),
            progress=row[12],
            struck_off_on=day(row[13]),
            look_back_on=day(row[14]),
            task_number=row[15],
            task_title=row[16],
            steps=tuple(steps[row[0]]),
            task_id=row[17],
            indicator_id=row[18],
            indicator=row[19],
        )
        for row in rows
    ]


def _steps(db: Reader, ids: list[int]) -> dict[int, list[ProblemStep]]:
    found: dict[int, list[ProblemStep]] = defaultdict(list)
    for part in chunks(ids):
        for problem_id, step, on, by, words in db.rows(
            f"SELECT problem_id, step, taken_on, taken_by, words FROM problem_step WHERE problem_id IN {numbers(part)} ORDER BY id"
        ):
            found[problem_id].append(ProblemStep(Step(step), date.fromisoformat(on), by, words))
    return found


def told(db: Reader, plan_id: int, period: str) -> list[Told]:
    """What units reported as problems for a period, in the order of the tasks; with the problem that was made of it.

    Words that a report only carries on from the period before were told then: they are not told twice.
    """
    rows = db.rows(
        f"""SELECT r.id, t.id, t.number, t.title, f.unit_id, COALESCE({UNIT_NAME}, ''), r.problems, p.id
        FROM progress_report r JOIN task t ON t.id = r.task_id LEFT JOIN received_file f ON f.id = r.received_file_id
        LEFT JOIN unit u ON u.id = f.unit_id LEFT JOIN problem p ON p.report_id = r.id
        WHERE t.plan_id = :plan_id AND r.period = :period AND t.removed_on IS NULL AND r.problems <> ''
        AND (' ' || r.carried || ' ') NOT LIKE '% problems %' ORDER BY t.number, p.id""",
        plan_id=plan_id,
        period=period,
    )
    return [Told(*row) for row in rows]
