"""The matrix from the database to the file."""

from datetime import date
from pathlib import Path

import pytest

from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.plans.draft import DraftTask, DraftUnit, PlanDraft
from tracker.reports.content import Table
from tracker.storage.store import Store
from tracker.usecases import matrix_report, plans
from tracker.usecases.matrix_report import MatrixRequest

TODAY = date(2026, 6, 30)


def test_written_and_read_again(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "t.db")
    draft = PlanDraft("方案.docx", "望川县河长制工作要点", "望川县2026年河长制工作要点")
    units = [DraftUnit("县水利局", Role.LEAD), DraftUnit("县财政局", Role.SUPPORT)]
    draft.tasks = [DraftTask(-1, "1.", "清理河道垃圾", "", units=units)]
    plan_id = plans.import_plan(store, draft).result
    assert plan_id is not None
    for name in ("矩阵.docx", "矩阵.xlsx"):
        document = matrix_report.write_matrix(store, MatrixRequest(plan_id), tmp_path / name, TODAY)
        assert (tmp_path / name).exists()
    assert document.name == "望川县2026年河长制工作责任矩阵"
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    heads = [column.head for column in table.columns if column.vertical]
    assert len(heads) == 2
    assert any("水利局" in head for head in heads)
    with pytest.raises(UserError, match="没有找到这份方案"):
        matrix_report.write_matrix(store, MatrixRequest(99), tmp_path / "无.docx", TODAY)
    assert not (tmp_path / "无.docx").exists()
