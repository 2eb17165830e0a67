"""任务分解落实表 and 上级任务承接情况表 from what is stored: what they count, what they leave out, when there is nothing to print."""

from datetime import date
from pathlib import Path

import pytest

from tests.stores import TODAY, clock, draft, fresh_store
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.plans.draft import DraftTask
from tracker.reports.content import Document, Group, Row, SubLine, Table
from tracker.storage.store import Store
from tracker.usecases.house import units
from tracker.usecases.intake import plans
from tracker.usecases.papers.print_queue import queue
from tracker.usecases.papers.report_kinds import ReportRequest, report_content
from tracker.usecases.work import tasks
from tracker.usecases.work.subtasks import SubtaskValues, add_subtask, report_subtask, split_among, subtasks
from tracker.usecases.work.task_links import link_tasks


@pytest.fixture
def levels(tmp_path: Path) -> Store:
    """The county's plan (tasks 1–5) and the city's (6, 7)."""
    store = fresh_store(tmp_path / "台账.db", clock)
    plans.import_plan(store, draft())
    city = draft("松河市水环境治理方案")
    city.tasks = [DraftTask(0, "1.", "清理渠道淤泥", ""), DraftTask(0, "2.", "兴办夜校", "")]
    plans.import_plan(store, city)
    return store


def rows(document: Document) -> list[Row | Group]:
    return [row for block in document.blocks if isinstance(block, Table) for row in block.rows]


def counted(document: Document) -> str:
    return next(block.right for block in document.blocks if isinstance(block, SubLine))


def test_parts_stand_under_their_tasks_with_what_they_come_to(levels: Store) -> None:
    with pytest.raises(UserError, match="还没有分解任务"):
        report_content(levels, "subtasks", ReportRequest(1), TODAY)
    water, finance = units.find_unit(levels, "县水利局").id, units.find_unit(levels, "县财政局").id
    split_among(levels, 1, [water, finance], due=date(2026, 9, 1))
    add_subtask(levels, 2, SubtaskValues("测绘"))
    report_subtask(levels, subtasks(levels, 1)[0][0].id, State.COMPLETED, None, "", TODAY)
    made = report_content(levels, "subtasks", ReportRequest(1), TODAY)
    assert counted(made) == "任务2项，分解3项，逾期1项"
    heads = [row.text for row in rows(made) if isinstance(row, Group)]
    assert heads[0] == "1. 清理北渠淤泥（牵头：水利局；时限：9月底前；分解2项，完成1项，汇总50%）"
    last = rows(made)[-1]
    assert isinstance(last, Row) and last.cells[1:3] == ("测绘", "未落实")
    of_one = report_content(levels, "subtasks", ReportRequest(1, finance), TODAY)
    assert counted(of_one) == "任务1项，分解1项，逾期1项"
    assert [row.text for row in rows(of_one) if isinstance(row, Group)] == heads[:1], "the roll-up is of all parts"
    assert counted(report_content(levels, "subtasks", ReportRequest(1, task_ids=(2,)), TODAY)) == "任务1项，分解1项"
    queued = [item.request.unit_id for item in queue(levels, "subtasks", "unit", ReportRequest(1), TODAY)]
    assert sorted(one or 0 for one in queued) == sorted([water, finance])


def test_a_superiors_plan_lists_what_nobody_carries_out(levels: Store) -> None:
    with pytest.raises(UserError, match="用“对应上级方案”"):
        report_content(levels, "upper-tasks", ReportRequest(2), TODAY)
    link_tasks(levels, 6, 1, TODAY)
    link_tasks(levels, 6, 2, TODAY)
    tasks.report_progress(levels, 1, "2026-09", State.IN_PROGRESS, 40, today=TODAY)
    made = report_content(levels, "upper-tasks", ReportRequest(2), TODAY)
    assert counted(made) == "上级任务2项，已承接1项，未承接1项"
    found = [row.cells for row in rows(made) if isinstance(row, Row)]
    assert [cells[4] for cells in found] == [
        "1. 清理北渠淤泥",
        "2. 更换老旧污水管",
        "2 项中已完成 0 项，按权重汇总 20%。",
        "未承接",
    ]
    assert [cells[7] for cells in found] == [40, None, 20, None]
    with pytest.raises(UserError, match="请改选上级方案《松河市水环境治理方案》"):
        report_content(levels, "upper-tasks", ReportRequest(1), TODAY)
