"""A unit that calls itself behind without a figure: its words stay beside what is worked out, until something says otherwise."""

from pathlib import Path

import pytest

from tests.stores import TODAY
from tests.usecases.test_plan_revision import finish, revised
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import State
from tracker.paths import Paths
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_apply import apply_review
from tracker.usecases.feedback.sheet_files import begin_review
from tracker.usecases.feedback.sheet_review import SheetReview
from tracker.usecases.house import history
from tracker.usecases.intake.plan_revision import compare
from tracker.usecases.work import tasks
from tracker.usecases.work.task_parts import settle_finding

HEAD = "序号,重点任务,完成状态,完成进度,进展情况\n"
SAID = "水利局2026年9月自报“欠进度”，没有填进度"


def _read(store: Store, folder: Path, state: str, percent: str = "", *, period: str = "2026-09", unit: str = "县水利局") -> SheetReview:
    file = folder / f"{unit}.csv"
    file.write_text(f"{HEAD}1,清理北渠淤泥,{state},{percent},两段完工{state}{percent}\n", "utf-8")
    return begin_review(store, _places(folder), [file], 1, period, TODAY)[0]


def _places(folder: Path) -> Paths:
    return Paths(folder / "data", folder / "planned.db")


def _take(store: Store, folder: Path, state: str, percent: str = "", **more: str) -> None:
    review = _read(store, folder, state, percent, **more)
    for row in review.table.rows:
        if row.bin is Bin.ASK:
            review.accept(row.key)
    apply_review(store, _places(folder), review, TODAY)


def _said(store: Store) -> list[str]:
    return [one.words for one in tasks.task_detail(store, 1, TODAY).findings]


@pytest.fixture
def own(planned: Store) -> Store:
    """The doubts that came with the plan are settled."""
    for one in tasks.task_detail(planned, 1, TODAY).findings:
        settle_finding(planned, one.id)
    return planned


def test_the_word_stays_with_the_task_and_goes_with_the_import(own: Store, tmp_path: Path) -> None:
    _take(own, tmp_path, "欠进度")
    assert _said(own) == [SAID]
    row = tasks.task_detail(own, 1, TODAY).row
    assert (row.state, row.percent) == (State.IN_PROGRESS, None), "what is worked out goes by figures as before"
    found = tasks.task_list(own, TaskFilter(plan_id=1, doubtful=True), Group.NONE, TODAY)
    assert 1 in [task_id for group in found.groups for task_id in group.ids]
    history.undo(own)
    assert _said(own) == []


def test_with_a_figure_the_figure_speaks(own: Store, tmp_path: Path) -> None:
    _take(own, tmp_path, "欠进度", "30%")
    assert _said(own) == []


@pytest.mark.parametrize(("state", "percent"), [("推进中", ""), ("欠进度", "40%"), ("已完成", "100%")])
def test_it_goes_when_the_unit_says_otherwise(own: Store, tmp_path: Path, state: str, percent: str) -> None:
    _take(own, tmp_path, "欠进度")
    _take(own, tmp_path, state, percent)
    assert _said(own) == []
    history.undo(own)
    assert _said(own) == [SAID]


def test_the_word_of_the_next_period_takes_its_place_and_that_of_an_earlier_one_does_not(own: Store, tmp_path: Path) -> None:
    _take(own, tmp_path, "欠进度")
    _take(own, tmp_path, "滞后", period="2026-08")
    assert _said(own) == [SAID]
    _take(own, tmp_path, "滞后", period="2026-10")
    assert _said(own) == ["水利局2026年10月自报“滞后”，没有填进度"]


def test_each_unit_speaks_for_itself(own: Store, tmp_path: Path) -> None:
    _take(own, tmp_path, "欠进度")
    _take(own, tmp_path, "进度缓慢", unit="县财政局")
    assert _said(own) == [SAID, "财政局2026年9月自报“进度缓慢”，没有填进度"]
    _take(own, tmp_path, "推进中", unit="县财政局")
    assert _said(own) == [SAID]


def test_a_percentage_typed_by_hand_answers_it(own: Store, tmp_path: Path) -> None:
    _take(own, tmp_path, "欠进度")
    tasks.report_progress(own, 1, "2026-09", State.IN_PROGRESS, None, "电话催过", today=TODAY)
    assert _said(own) == [SAID]
    tasks.report_progress(own, 1, "2026-09", State.IN_PROGRESS, 35, "电话催过", today=TODAY)
    assert _said(own) == []
    history.undo(own)
    assert _said(own) == [SAID]


def test_it_stands_beside_the_stored_figure_where_the_two_disagree(own: Store, tmp_path: Path) -> None:
    tasks.report_progress(own, 1, "2026-08", State.IN_PROGRESS, 90, "第一段完工", today=TODAY)
    _take(own, tmp_path, "欠进度")
    assert tasks.task_detail(own, 1, TODAY).row.percent == 90 and _said(own) == [SAID]


def test_a_state_chosen_in_the_review_is_no_statement_of_the_unit(own: Store, tmp_path: Path) -> None:
    review = _read(own, tmp_path, "欠进度")
    key = next(row.key for row in review.table.rows if row.task_id == 1)
    review.change(key, "state", "推进中")
    apply_review(own, _places(tmp_path), review, TODAY)
    assert _said(own) == []


def test_a_revision_of_the_plan_leaves_it(own: Store, tmp_path: Path) -> None:
    _take(own, tmp_path, "欠进度")
    finish(own, compare(own, 1, revised()))
    assert SAID in _said(own)
