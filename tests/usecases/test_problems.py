"""Problems on their way to 销号: where they come from, what each step needs, undo of every step, what stays when others go."""

from datetime import date
from pathlib import Path

import pytest

from tests.returned import Returned, places_of, take_in
from tests.stores import TODAY, draft
from tracker.domain.problems import ProblemSource, ProblemState, Step
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.cycle.problems import (
    counts,
    edit_problem,
    of_indicator,
    problem,
    problems,
    problems_told,
    raise_problem,
    raise_told,
    remove_problem,
    take_step,
    targets,
)
from tracker.usecases.house import history, units
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks

PERIOD = "2026-09"
DUE = date(2026, 9, 10)


@pytest.fixture
def one(planned: Store) -> Store:
    """One problem with measure, unit and day."""
    made = raise_problem(
        planned, 1, "北渠第二段淤泥没有清完", date(2026, 9, 1), source=ProblemSource.INSPECTION, source_words="八月督查", task_id=1
    )
    assert made.result is not None
    edit_problem(planned, made.result, measures="增派一台挖机", unit_id=1, due=DUE, person="闻亦舟")
    return planned


def _course(store: Store, *steps: Step) -> None:
    for step in steps:
        take_step(store, 1, step, TODAY, by="江一帆", words="已办")


def test_a_problem_goes_its_way_to_being_struck_off_and_every_step_is_kept(one: Store) -> None:
    _course(one, Step.PLAN, Step.REPORT_DONE, Step.PASS)
    take_step(one, 1, Step.STRIKE_OFF, TODAY, by="江一帆", look_back_on=date(2026, 12, 1))
    done = problem(one, 1)
    assert (done.state, done.struck_off_on, done.look_back_on) == (ProblemState.STRUCK_OFF, TODAY, date(2026, 12, 1))
    assert [step.step for step in done.steps] == [Step.PLAN, Step.REPORT_DONE, Step.PASS, Step.STRIKE_OFF]
    assert (done.unit, done.source_words, done.task_number) == ("水利局", "八月督查", 1)
    take_step(one, 1, Step.REOPEN, TODAY, words="回头看发现又有淤积")
    again = problem(one, 1)
    assert again.state is ProblemState.RECTIFYING and again.struck_off_on is None and len(again.steps) == 5


def test_each_step_is_one_undo(one: Store) -> None:
    _course(one, Step.PLAN, Step.REPORT_DONE)
    assert problem(one, 1).progress == "已办"
    history.undo(one)
    assert problem(one, 1).state is ProblemState.RECTIFYING and problem(one, 1).progress == "" and len(problem(one, 1).steps) == 1
    history.undo(one)
    assert problem(one, 1).state is ProblemState.FOUND and problem(one, 1).steps == ()


@pytest.mark.parametrize(
    ("before", "step", "by", "words", "said"),
    [
        ((), Step.STRIKE_OFF, "江一帆", "", "待整改"),
        ((Step.PLAN,), Step.REPORT_DONE, "江一帆", "", "整改情况"),
        ((Step.PLAN, Step.REPORT_DONE), Step.PASS, "", "", "核查人"),
        ((Step.PLAN, Step.REPORT_DONE), Step.FAIL, "江一帆", "", "理由"),
    ],
)
def test_a_step_that_does_not_fit_is_refused_with_what_is_missing(
    one: Store, before: tuple[Step, ...], step: Step, by: str, words: str, said: str
) -> None:
    _course(one, *before)
    with pytest.raises(UserError, match=said):
        take_step(one, 1, step, TODAY, by=by, words=words)
    assert len(problem(one, 1).steps) == len(before)


def test_without_measure_unit_and_day_nothing_begins(planned: Store) -> None:
    raise_problem(planned, 1, "排口标识缺失", TODAY)
    with pytest.raises(UserError, match="整改措施、责任单位、整改时限"):
        take_step(planned, 1, Step.PLAN, TODAY)


def test_a_step_is_not_dated_before_the_problem_or_after_today(one: Store) -> None:
    for on in (date(2026, 8, 1), date(2026, 9, 17)):
        with pytest.raises(UserError, match="办理日期"):
            take_step(one, 1, Step.PLAN, TODAY, on=on)


def test_problems_come_from_reports_each_once(planned: Store) -> None:
    said = ("缺口3万元。", "无", "暂无。", "—", "没有问题")
    for task_id, words in enumerate(said, 1):
        tasks.report_progress(planned, task_id, PERIOD, State.IN_PROGRESS, 20, "", words, today=TODAY)
    (told,) = problems_told(planned, 1, PERIOD)
    assert (told.task_number, told.words, told.problem_id) == (1, "缺口3万元。", None)
    raise_told(planned, 1, PERIOD, [told.report_id], TODAY)
    (made,) = problems(planned, 1)
    assert made.source is ProblemSource.REPORT and made.source_words == "2026年9月反馈" and made.task_number == 1
    assert problems_told(planned, 1, PERIOD)[0].problem_id == made.id
    with pytest.raises(UserError, match="登记过"):
        raise_told(planned, 1, PERIOD, [told.report_id], TODAY)
    history.undo(planned)
    assert problems(planned, 1) == []


def test_counts_tell_where_all_stand(one: Store) -> None:
    raise_problem(one, 1, "第二个", TODAY)
    _course(one, Step.PLAN)
    now = counts(one, 1, TODAY)
    assert (now.total, now.struck_off, now.rectifying, now.overdue) == (2, 0, 2, 1)
    _course(one, Step.REPORT_DONE, Step.PASS, Step.STRIKE_OFF)
    then = counts(one, 1, TODAY)
    assert (then.total, then.struck_off, then.waiting, then.overdue) == (2, 1, 0, 0)


def test_numbers_go_on_after_one_is_removed_and_the_removal_is_undone(one: Store) -> None:
    raise_problem(one, 1, "第二个", TODAY)
    remove_problem(one, 1)
    assert [each.number for each in problems(one, 1)] == [2]
    raise_problem(one, 1, "第三个", TODAY)
    assert [each.number for each in problems(one, 1)] == [2, 3]
    history.undo(one)
    history.undo(one)
    assert [each.number for each in problems(one, 1)] == [1, 2]


def test_a_removed_task_leaves_its_problem_and_a_merged_unit_hands_it_over(one: Store) -> None:
    tasks.remove_task(one, 1)
    assert problem(one, 1).task_number is None
    history.undo(one)
    assert problem(one, 1).task_number == 1
    units.merge_units(one, 1, 2)
    assert problem(one, 1).unit == "财政局"
    with pytest.raises(UserError, match="任务"):
        units.remove_unit(one, 2)


def test_a_plan_takes_its_problems_along_and_brings_them_back(one: Store) -> None:
    _course(one, Step.PLAN)
    plans.remove_plan(one, 1)
    assert problems(one) == []
    history.undo(one)
    assert len(problem(one, 1).steps) == 1


def test_nothing_said_is_no_problem(planned: Store) -> None:
    with pytest.raises(UserError, match="是什么问题"):
        raise_problem(planned, 1, "  \n", TODAY)


def test_words_carried_on_from_the_period_before_are_not_told_again(planned: Store, tmp_path: Path) -> None:
    dredging = "清理北渠淤泥"
    for period, values in (("2026-08", {"percent": 20.0, "problems": "缺口3万元"}), (PERIOD, {"percent": 40.0})):
        take_in(planned, places_of(tmp_path), Returned(f"水利局{period}.xlsx", "县水利局", [(dredging, values)]), period=period)
    assert [told.words for told in problems_told(planned, 1, "2026-08")] == ["缺口3万元"]
    assert problems_told(planned, 1, PERIOD) == []
    take_in(planned, places_of(tmp_path), Returned("水利局补报.xlsx", "县水利局", [(dredging, {"problems": "仍缺1万元"})]))
    assert [told.words for told in problems_told(planned, 1, PERIOD)] == ["仍缺1万元"]


def test_a_problem_is_tied_to_an_indicator_and_a_task_of_its_own_plan(planned: Store) -> None:
    (indicator,) = (one for one, _name in targets(planned, 1).indicators)
    made = raise_problem(planned, 1, "断面超标两次", TODAY, indicator_id=indicator, task_id=1).result
    assert made is not None
    assert problem(planned, made).about == ("1. 清理北渠淤泥", "指标：优良断面比例")
    assert [each.id for each in of_indicator(planned, indicator)] == [made]
    edit_problem(planned, made, indicator_id=None)
    assert problem(planned, made).about == ("1. 清理北渠淤泥",) and of_indicator(planned, indicator) == []
    history.undo(planned)
    assert problem(planned, made).indicator == "优良断面比例"
    other = plans.import_plan(planned, draft("松河市水环境治理方案")).result
    assert other is not None
    with pytest.raises(UserError, match="对应的指标不在这份方案里"):
        raise_problem(planned, other, "断面超标", TODAY, indicator_id=indicator)
    with pytest.raises(UserError, match="对应的任务不在这份方案里"):
        edit_problem(planned, made, task_id=targets(planned, other).tasks[1][0])
