"""A column from a spreadsheet over chosen tasks: what it is taken for, what would change, and one operation."""

from pathlib import Path

import pytest

from tests.stores import TODAY, fresh_store
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.storage.sqlite import copy
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.work import tasks
from tracker.usecases.work.column_paste import apply_paste, cells_of, has_more_columns, plan_paste

PERIOD = "2026-09"


def test_the_first_column_of_what_was_copied() -> None:
    assert cells_of("进度\r\n30%\r\n\r\n50%\r\n") == ["进度", "30%", "", "50%"]
    assert cells_of("40%\t备注\n60%\t") == ["40%", "60%"]
    assert cells_of('"第一段\n第二段"\n“已”开工\n"说""好""了"') == ["第一段\n第二段", "“已”开工", '说"好"了']
    assert cells_of('"没有收尾\n下一格') == ['"没有收尾', "下一格"]
    assert cells_of("") == []


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["完成进度", "30", "40"], "percent"),
        (["30%", "45%", "60%"], "percent"),
        (["已完成", "推进中", "未启动"], "state"),
        (["联系电话", "13800000001"], "phone"),
        (["分管领导", "周明", "吴远"], "leader"),
        (["进展情况", "已开工"], "progress"),
        (["围堰已经合龙，正在安装闸门。", "完成一半桩基施工，材料已经进场。"], "progress"),
    ],
)
def test_what_a_column_is_taken_for(planned: Store, cells: list[str], field: str) -> None:
    assert plan_paste(planned, [1, 2], cells, PERIOD).field == field


def test_old_and_new_stand_side_by_side_with_the_faults(planned: Store) -> None:
    tasks.report_progress(planned, 1, "2026-08", State.IN_PROGRESS, 30, today=TODAY)
    plan = plan_paste(planned, [1, 2, 3, 4], ["进度", "30%", "120%", "", "55", "7"], PERIOD)
    assert [(line.number, line.old, line.new) for line in plan.lines] == [(1, "30%", "30%"), (2, "", ""), (3, "", ""), (4, "", "55%")]
    assert [line.fault for line in plan.lines] == ["", "进度是120%，超过了100%", "", ""]
    assert (plan.head, plan.writes, plan.faults, plan.over, plan.under) == ("进度", 1, 1, 1, 0)


def test_shares_of_one_are_percentages(planned: Store) -> None:
    plan = plan_paste(planned, [1, 2], ["进度", "0.4", "1"], PERIOD)
    assert [line.new for line in plan.lines] == ["40%", "100%"]


def test_percentages_go_into_the_period_and_come_back_with_one_undo(planned: Store) -> None:
    before = tasks.task_rows(planned, [1, 2], TODAY)
    changes = apply_paste(planned, plan_paste(planned, [1, 2], ["进度", "30%", "45%"], PERIOD), PERIOD, TODAY)
    assert changes.name == "粘贴一列：2 项任务的进度"
    assert [(row.percent, row.state) for row in tasks.task_rows(planned, [1, 2], TODAY)] == [
        (30, State.IN_PROGRESS),
        (45, State.IN_PROGRESS),
    ]
    assert tasks.task_detail(planned, 1, TODAY).reports[0].period == PERIOD
    history.undo(planned)
    assert tasks.task_rows(planned, [1, 2], TODAY) == before


def test_states_and_texts_and_persons(planned: Store) -> None:
    apply_paste(planned, plan_paste(planned, [1, 2], ["已完成", "推进中"], PERIOD), PERIOD, TODAY)
    assert next((row.state, row.percent) for row in tasks.task_rows(planned, [1, 2], TODAY)) == (State.COMPLETED, 100)
    apply_paste(planned, plan_paste(planned, [2], ["进展情况", "桩基完成一半"], PERIOD), PERIOD, TODAY)
    (report,) = tasks.task_detail(planned, 2, TODAY).reports
    assert (report.progress, report.state) == ("桩基完成一半", State.IN_PROGRESS)
    apply_paste(planned, plan_paste(planned, [2, 3], ["责任人", "李青", "王田"], PERIOD), PERIOD, TODAY)
    assert [tasks.task_detail(planned, one, TODAY).contacts[0].person for one in (2, 3)] == ["李青", "王田"]


def test_what_changes_nothing_is_not_written(planned: Store) -> None:
    with pytest.raises(UserError, match="没有要写入"):
        apply_paste(planned, plan_paste(planned, [1], ["进度", "看不懂"], PERIOD), PERIOD, TODAY)


def test_a_column_does_what_the_same_entries_one_by_one_would_do(planned: Store, tmp_path: Path) -> None:
    def prepare(store: Store) -> None:
        tasks.report_progress(store, 1, "2026-08", State.IN_PROGRESS, 30, today=TODAY)
        tasks.report_progress(store, 2, "2026-10", State.IN_PROGRESS, 60, "后面的一期", today=TODAY)
        tasks.report_progress(store, 3, PERIOD, State.COMPLETED, 100, today=TODAY)

    def stands(store: Store) -> object:
        found = tasks.task_details(store, [1, 2, 3, 4], TODAY)
        return [(one.row, [report._replace(id=0) for report in one.reports]) for one in found]

    prepare(planned)
    copy(planned.path, tmp_path / "other.db")
    cells = ["状态", "已完成", "未启动", "推进中", "未启动"]
    with fresh_store(tmp_path / "other.db", planned.clock) as other:
        assert stands(other) == stands(planned)
        before = stands(planned)
        apply_paste(planned, plan_paste(planned, [1, 2, 3, 4], cells, PERIOD), PERIOD, TODAY)
        states = {1: (State.COMPLETED, 100.0), 2: (State.NOT_STARTED, 60.0), 3: (State.IN_PROGRESS, None)}
        for task_id, (state, percent) in states.items():
            tasks.report_progress(other, task_id, PERIOD, state, percent, today=TODAY)
        assert stands(planned) == stands(other)
    history.undo(planned)
    assert stands(planned) == before


def test_a_column_of_another_kind_is_not_taken_for_progress(planned: Store) -> None:
    plan = plan_paste(planned, [1, 2], ["牵头单位", "县水利局", "县财政局"], PERIOD)
    assert (plan.strange, plan.head, plan.writes) == (True, "牵头单位", 0)
    said = plan_paste(planned, [1, 2], ["牵头单位", "县水利局", "县财政局"], PERIOD, "progress")
    assert (said.strange, said.writes) == (False, 2), "who says what it is to be gets it"


def test_columns_beside_the_first_are_noticed() -> None:
    assert has_more_columns("1\t30%\n2\t50%") and has_more_columns('"两行\n的格"\t30%')
    assert not has_more_columns("40%\t\n60%\n") and not has_more_columns('"带\t的格"\n')
