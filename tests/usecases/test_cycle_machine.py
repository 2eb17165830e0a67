"""Any mixture of the steps of supervision: each is undone by one undo, all of them back to the first day, and forth again.

After every step the house is in order: each task has a light and words for it, what waits has a way out, no notice is without a cause.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.readings import check_memory
from tests.stores import TODAY, clock, contents, draft
from tracker.domain.extensions import WAYS, ExtensionState
from tracker.domain.figures import ServiceStanding, ValueKind
from tracker.domain.notices import NoticeKind
from tracker.domain.problems import Step, ways_from
from tracker.domain.scoring import ScoreTable
from tracker.domain.terms import DeadlineKind, Light, State
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.cycle import (
    indicator_values,
    problems,
    project_list,
    project_values,
    score_signoff,
    scores,
    service_checks,
    snapshots,
)
from tracker.usecases.cycle.score_events import Span
from tracker.usecases.house import history
from tracker.usecases.intake import plans
from tracker.usecases.papers.notice_proposals import proposed_notices
from tracker.usecases.work import extensions, light_overrides, subtasks, task_links, tasks

TASK, OTHER, PICK = st.integers(1, 5), st.integers(6, 10), st.integers(0, 3)
PERIOD = st.sampled_from(["2026-07", "2026-08", "2026-09"])
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31), "2026年")
Do = Callable[[Store], object]


def _nth(found: list[int], pick: int) -> int:
    """One of these ids; an id that does not exist where there are none."""
    return found[pick % len(found)] if found else 999


def _open_extension(store: Store, pick: int) -> int:
    return _nth([each.id for each in extensions.extensions(store, states=[ExtensionState.ASKED])], pick)


def _problem(store: Store, pick: int) -> int:
    return _nth([each.id for each in problems.problems(store)], pick)


def _part(store: Store, task: int, pick: int) -> int:
    return _nth([each.id for each in subtasks.subtasks(store, task)[0]], pick)


def _link(store: Store, task: int) -> int:
    return _nth([each.link_id for each in task_links.task_links(store, task, TODAY).upper], 0)


def _given(store: Store) -> int:
    return _nth([each.id for each in scores.given_points(store, 1)], 0)


@st.composite
def steps(draw: st.DrawFn) -> tuple[str, Do]:
    """A step that a clerk can take, and its name for the report of a failure."""
    task, other, pick, period = draw(TASK), draw(OTHER), draw(PICK), draw(PERIOD)
    later = TODAY + timedelta(draw(st.integers(-20, 90)))
    state, step = draw(st.sampled_from(list(State))), draw(st.sampled_from(list(Step)))
    percent = draw(st.none() | st.integers(0, 100).map(float))
    choices: dict[str, Do] = {
        "ask": lambda s: extensions.ask_extension(s, task, later, "汛期停工", TODAY),
        "grant": lambda s: extensions.grant_extension(s, _open_extension(s, pick), later, "常务会议", "", TODAY),
        "refuse": lambda s: extensions.refuse_extension(s, _open_extension(s, pick), "常务会议", "应按期完成", TODAY),
        "withdraw": lambda s: extensions.withdraw_extension(s, _open_extension(s, pick), "", TODAY),
        "light": lambda s: light_overrides.set_light(s, [task], list(Light)[pick], "专班认定", "江一帆", TODAY),
        "lift": lambda s: light_overrides.lift_light(s, [task], "已恢复", TODAY),
        "split": lambda s: subtasks.split_among(s, task, [1, 2], due=later),
        "part": lambda s: subtasks.report_subtask(s, _part(s, task, pick), state, percent, "已办", TODAY),
        "no part": lambda s: subtasks.remove_subtask(s, _part(s, task, pick)),
        "adopt": lambda s: subtasks.adopt_roll(s, task, period, subtasks.subtasks(s, task)[1], today=TODAY),
        "tie": lambda s: task_links.link_tasks(s, other, task, TODAY),
        "untie": lambda s: task_links.unlink(s, _link(s, task)),
        "report": lambda s: tasks.report_progress(s, task, period, state, percent, "已办", "缺资金", today=TODAY),
        "raise": lambda s: problems.raise_problem(s, 1, "淤泥没有清完", TODAY, task_id=task, unit_id=1),
        "fill": lambda s: problems.edit_problem(s, _problem(s, pick), measures="增派挖机", due=later),
        "step": lambda s: problems.take_step(s, _problem(s, pick), step, TODAY, by="江一帆", words="已办"),
        "points": lambda s: scores.give_points(s, 1, 1 + pick, Fraction(pick + 1), "做法被推广", TODAY, "江一帆"),
        "points back": lambda s: scores.take_points_back(s, _given(s)),
        "rules": lambda s: scores.set_score_table(s, ScoreTable(start=Fraction(90 + pick))),
        "sign": lambda s: score_signoff.sign_scores(s, 1, YEAR, TODAY, "江一帆"),
        "freeze": lambda s: snapshots.freeze_period(s, 1, period, TODAY),
        "thaw": lambda s: snapshots.thaw_period(s, 1, period),
        "value": lambda s: indicator_values.set_values(s, 1, ValueKind.ACTUAL, {period: str(60 + pick)}, TODAY),
        "check": lambda s: service_checks.check_service(s, 1, 2026, list(ServiceStanding)[pick % 3], TODAY, words="差两村"),
        "invested": lambda s: project_values.set_progress(s, 1, period, TODAY, invested=str(100 * pick), progress="清淤"),
        "let go": lambda s: project_list.let_go(s, [1], "已建成", TODAY, TODAY),
        "version": lambda s: project_list.make_version(s, 1, "年中调整", TODAY),
        "remove": lambda s: tasks.remove_task(s, task),
    }
    name = draw(st.sampled_from(sorted(choices)))
    return name, choices[name]


@pytest.fixture(scope="module")
def two_levels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a county's plan and a city's."""
    path = tmp_path_factory.mktemp("levels") / "台账.db"
    with Store.open(path, clock) as store:
        plans.import_plan(store, draft())
        plans.import_plan(store, draft("松河市水环境治理方案"))
    return path


def _in_order(store: Store) -> None:
    for detail in [*tasks.plan_details(store, 1, TODAY), *tasks.plan_details(store, 2, TODAY)]:
        assert detail.row.light in Light and detail.row.reason
        endless = detail.row.kind is DeadlineKind.STANDING and detail.row.state is State.ONGOING
        assert not endless or detail.row.light is not Light.RED or detail.row.light_set is not None
    for each in extensions.extensions(store):
        assert each.state is not ExtensionState.ASKED or WAYS[each.state]
    for found in problems.problems(store):
        assert ways_from(found.state)
    green = {row.id for row in (one.row for one in tasks.plan_details(store, 1, TODAY)) if row.light_set and row.light is Light.GREEN}
    for proposal in proposed_notices(store, 1, TODAY):
        assert proposal.cause and (proposal.task_id not in green or proposal.kind is NoticeKind.ASSIGNMENT)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(steps(), max_size=14))
def test_every_step_goes_back_and_forth(two_levels: Path, wanted: list[tuple[str, Do]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "台账.db"
        shutil.copy(two_levels, path)
        with Store.open(path, clock) as store:
            past = [contents(path)]
            for _name, do in wanted:
                with suppress(UserError):
                    do(store)
                if contents(path) != past[-1]:
                    past.append(contents(path))
                _in_order(store)
                check_memory(store, few=True)
            for before in reversed(past[:-1]):
                assert history.undo(store).kept == ()
                assert contents(path) == before
            for after in past[1:]:
                history.redo(store)
                assert contents(path) == after
