"""Problems on their way to 销号: raised by report, by hand or by inspection; every step is kept with who took it and when."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.problems import (
    REQUIREMENTS,
    Problem,
    ProblemCounts,
    ProblemSource,
    ProblemState,
    Step,
    problem_counts,
    says_problem,
    way,
)
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.reports.titles import period_words
from tracker.storage.reading import problems as reading
from tracker.storage.reading.problems import Targets, Told
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store

if TYPE_CHECKING:
    from tracker.storage.journal import Work
    from tracker.storage.tables import Problem as ProblemRow

__all__ = [
    "Problem",
    "ProblemCounts",
    "Targets",
    "Told",
    "counts",
    "edit_problem",
    "measure_problem",
    "of_indicator",
    "plan_of",
    "problem",
    "problems",
    "problems_told",
    "raise_problem",
    "raise_told",
    "remove_problem",
    "take_step",
    "targets",
]

_EDITABLE = ("text", "source_words", "goal", "measures", "unit_id", "person", "due", "progress", "look_back_on", "task_id", "indicator_id")


def problems(store: Store, plan_id: int | None = None, unit_id: int | None = None) -> list[Problem]:
    """The problems of a plan, or of all, in the order of their numbers; with `unit_id` those of this unit."""
    with store.read() as db:
        return reading.problems(db, plan_id, unit_id=unit_id)


def problem(store: Store, problem_id: int) -> Problem:
    """One problem. Raises UserError where it is gone."""
    with store.read() as db:
        found = reading.problems(db, ids=[problem_id])
    if not found:
        raise UserError("没有找到这个问题", "它可能已被删除或撤销", "请刷新后再试")
    return found[0]


def targets(store: Store, plan_id: int) -> Targets:
    """What a problem of a plan can be tied to."""
    with store.read() as db:
        return reading.targets(db, plan_id)


def of_indicator(store: Store, indicator_id: int) -> list[Problem]:
    """The problems that keep an indicator from being reached."""
    with store.read() as db:
        return reading.problems(db, indicator_id=indicator_id)


def plan_of(store: Store, problem_id: int) -> int:
    """The plan to which a problem belongs. Raises UserError where it is gone."""
    with store.read() as db:
        found = reading.plan_of(db, problem_id)
    if found is None:
        raise UserError("没有找到这个问题", "它可能已被删除或撤销", "请刷新后再试")
    return found


def counts(store: Store, plan_id: int | None, today: date) -> ProblemCounts:
    """How many problems stand where."""
    return problem_counts(problems(store, plan_id), today)


def raise_problem(
    store: Store,
    plan_id: int,
    text: str,
    today: date,
    *,
    source: ProblemSource = ProblemSource.HAND,
    source_words: str = "",
    task_id: int | None = None,
    unit_id: int | None = None,
    indicator_id: int | None = None,
) -> Changes:
    """Enter a problem. Raises UserError where nothing is said of it."""
    with store.transaction("登记问题") as work:
        more = {"task_id": task_id, "unit_id": unit_id, "indicator_id": indicator_id}
        row = _raised(work, plan_id, text, today, source=source, source_words=source_words, **more)
        work.name = f"登记问题 {row.number}{quoted(row.text)}"
        made = row.id
    return work.changes(made)


def problems_told(store: Store, plan_id: int, period: str) -> list[Told]:
    """What units reported as problems for a period; 无 and its kind are none."""
    with store.read() as db:
        return [told for told in reading.told(db, plan_id, period) if says_problem(told.words)]


def raise_told(store: Store, plan_id: int, period: str, report_ids: Sequence[int], today: date) -> Changes:
    """Enter the problems that these reports tell, each once, as one operation; its result is the first of them."""
    chosen = [told for told in problems_told(store, plan_id, period) if told.report_id in report_ids and told.problem_id is None]
    if not chosen:
        raise UserError("没有新的问题可以登记", "所选的都已登记过", "请另选")
    with store.transaction(f"从{period_words(period)}反馈登记 {len(chosen)} 个问题") as work:
        rows = [
            _raised(
                work,
                plan_id,
                told.words,
                today,
                source=ProblemSource.REPORT,
                source_words=f"{told.unit}{period_words(period)}反馈",
                task_id=told.task_id,
                unit_id=told.unit_id,
                report_id=told.report_id,
            )
            for told in chosen
        ]
        first = rows[0].id
    return work.changes(first)


def _raised(work: "Work", plan_id: int, text: str, today: date, *, source: ProblemSource, source_words: str, **more: Any) -> "ProblemRow":
    from tracker.storage.tables import Plan, Problem

    words = " ".join(text.split())
    if not words:
        raise UserError("没有写明是什么问题", "", "请写一句话说明问题")
    work.get(Plan, plan_id)
    number = work.highest(Problem, "number", plan_id=plan_id) + 1
    _check_targets(work, plan_id, more)
    return work.add(
        Problem(plan_id=plan_id, number=number, text=words, source=source, source_words=source_words.strip(), found_on=today, **more)
    )


def _check_targets(work: "Work", plan_id: int, values: dict[str, Any]) -> None:
    """A problem hangs on tasks and indicators of its own plan only."""
    from tracker.storage.tables import Indicator, Task

    task_id, indicator_id = values.get("task_id"), values.get("indicator_id")
    found = (
        ("任务", None if task_id is None else work.get(Task, task_id).plan_id),
        ("指标", None if indicator_id is None else work.get(Indicator, indicator_id).plan_id),
    )
    for noun, where in found:
        if where not in (None, plan_id):
            raise UserError(f"对应的{noun}不在这份方案里", "问题和它要属于同一份方案", f"请另选{noun}")


def edit_problem(store: Store, problem_id: int, **values: Any) -> Changes:
    """Change what is written of a problem (not its state: that is a step)."""
    from tracker.storage.tables import Problem

    with store.transaction("修改问题") as work:
        row = work.get(Problem, problem_id)
        work.name = f"修改问题 {row.number}{quoted(row.text)}"
        _edit(work, row, values)
    return work.changes(problem_id)


def measure_problem(store: Store, problem_id: int, today: date, *, by: str = "", on: date | None = None, **values: Any) -> Changes:
    """Fill in how a problem is to be put right and begin with it, in one operation. Raises UserError as `take_step` does."""
    from tracker.storage.tables import Problem

    with store.transaction(Step.PLAN.label) as work:
        row = work.get(Problem, problem_id)
        _edit(work, row, values)
        _take(work, row, Step.PLAN, on or today, today, by.strip(), "", None)
    return work.changes(problem_id)


def _edit(work: "Work", row: "ProblemRow", values: dict[str, Any]) -> None:
    unknown = set(values) - set(_EDITABLE)
    if unknown:
        raise ValueError(f"not editable: {sorted(unknown)}")
    if "text" in values and not values["text"].strip():
        raise UserError("没有写明是什么问题", "", "请写一句话说明问题")
    _check_targets(work, row.plan_id, values)
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def remove_problem(store: Store, problem_id: int) -> Changes:
    """Take a problem off the list that was entered by mistake."""
    from tracker.storage.tables import Problem, ProblemStep

    with store.transaction("删除问题") as work:
        row = work.get(Problem, problem_id)
        work.name = f"删除问题 {row.number}{quoted(row.text)}"
        work.delete_many(ProblemStep, work.ids(ProblemStep, "problem_id", [problem_id]))
        work.delete(row)
    return work.changes(problem_id)


def take_step(
    store: Store,
    problem_id: int,
    step: Step,
    today: date,
    *,
    by: str = "",
    words: str = "",
    on: date | None = None,
    look_back_on: date | None = None,
) -> Changes:
    """Take the problem one step on. Raises UserError where the step does not fit its state or something needed is not filled in.

    `by`: who checked or reported; `words`: what was done, or the reason; `on`: the day of the step (today).
    """
    from tracker.storage.tables import Problem

    with store.transaction(step.label) as work:
        row = work.get(Problem, problem_id)
        _take(work, row, step, on or today, today, by.strip(), words.strip(), look_back_on)
    return work.changes(problem_id)


def _take(work: "Work", row: "ProblemRow", step: Step, taken_on: date, today: date, by: str, words: str, look_back_on: date | None) -> None:
    from tracker.storage.tables import ProblemStep

    assert row.id is not None
    found = way(ProblemState(row.state), step)
    if found is None:
        raise UserError(f"问题 {row.number} 现在是“{ProblemState(row.state).label}”，不能{step.label}", "", "请先完成前面的步骤")
    held = {"measures": row.measures, "unit": row.unit_id, "due": row.due, "evidence": words, "reason": words, "checker": by}
    missing = [REQUIREMENTS[name] for name in found.needs if not held[name]]
    if missing:
        raise UserError(f"不能{step.label}：还没有填写{'、'.join(missing)}", "", "请填好后再试")
    if taken_on > today or taken_on < row.found_on:
        raise UserError("办理日期不对", "它晚于今天，或早于发现日期", "请改正日期")
    work.name = f"问题 {row.number}{quoted(row.text)}：{step.label}"
    work.add(ProblemStep(problem_id=row.id, step=step, taken_on=taken_on, taken_by=by, words=words))
    row.state = found.after
    if step is Step.STRIKE_OFF:
        row.struck_off_on = taken_on
        row.look_back_on = look_back_on or row.look_back_on
    if step is Step.REOPEN:
        row.struck_off_on = None
    if step is Step.KEEP:
        row.look_back_on = look_back_on
    if step is Step.REPORT_DONE:
        row.progress = words
