"""What a document can be narrowed to, and the ledger of one leader."""

from datetime import date

import pytest

from tests.stores import TODAY
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.reports.content import Row, SubLine, Table
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.papers.report_choices import choices_of
from tracker.usecases.papers.report_kinds import ReportRequest, report_content
from tracker.usecases.work import tasks


def test_choices_of_a_plan(planned: Store) -> None:
    tasks.report_progress(planned, 1, "2026-07", State.IN_PROGRESS, 40, "清了一半", today=TODAY)
    found = choices_of(planned, 1, TODAY)
    assert found.reported == ("2026-07",) and found.periods == ("2026-09", "2026-08", "2026-07") and found.years == (2026,)
    assert [unit.full_name for unit in found.units][:3] == ["县财政局", "县住建局", "县水利局"]
    assert found.leaders == ("周树声、李望",)
    assert [task.number for task in found.tasks] == [1, 2, 3, 4, 5]
    assert choices_of(planned, 1, TODAY, with_tasks=False).tasks == ()
    assert choices_of(planned, 1, date(2027, 1, 5)).periods[:2] == ("2027-01", "2026-12")
    assert choices_of(planned, 1, date(2027, 1, 5)).years == (2026, 2027)


def test_the_ledger_of_one_leader(planned: Store) -> None:
    tasks.set_contact(planned, 3, leader="何副县长", today=TODAY)
    tasks.set_contact(planned, 4, leader="何副县长", today=TODAY)
    document = report_content(planned, "ledger", ReportRequest(1, leader="何副县长"), TODAY)
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert sum(isinstance(row, Row) for row in table.rows) == 2 and document.name.endswith("（何副县长）")
    assert next(block for block in document.blocks if isinstance(block, SubLine)).left == "分管领导：何副县长"
    history.undo(planned)
    history.undo(planned)
    with pytest.raises(UserError, match="没有何副县长分管的任务"):
        report_content(planned, "ledger", ReportRequest(1, leader="何副县长"), TODAY)
