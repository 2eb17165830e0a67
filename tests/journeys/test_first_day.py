"""The first day: a plan document comes in, is looked at as list, matrix and calendar, changed, undone, and printed."""

from pathlib import Path

import pytest
from docx import Document as read_word
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from tests.journeys.steps import bring_in, context, press, titles
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import Role
from tracker.ui.pages.ledger import outputs as ledger_module
from tracker.ui.pages.ledger.page import LedgerPage
from tracker.ui.pages.matrix.page import MatrixPage
from tracker.ui.shell import MainWindow
from tracker.usecases.house import units
from tracker.usecases.views import calendar, matrix
from tracker.usecases.work import tasks


def test_a_document_becomes_tasks_and_one_ctrl_z_takes_it_back(window: MainWindow) -> None:
    bring_in(window)
    assert window.bar.title.text() == "任务"
    assert len(titles(window)) == 46
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert titles(window) == []
    press(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(titles(window)) == 46


def test_a_role_changed_by_key_shows_everywhere_until_it_is_undone(window: MainWindow) -> None:
    bring_in(window)
    ctx = context(window)
    press(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    page = window.page("matrix")
    assert isinstance(page, MatrixPage) and window.bar.title.text() == "责任矩阵"
    before = matrix.matrix_cells(ctx.store, [1])
    press(window, Qt.Key.Key_1)
    after = matrix.matrix_cells(ctx.store, [1])
    changed = {key: cell.role for key, cell in after.items() if before.get(key) != cell}
    assert list(changed.values()) == [Role.LEAD]
    ((_, unit_id),) = changed
    leading = TaskFilter(unit_id=unit_id, roles=frozenset({Role.LEAD}))
    assert 1 in {task for group in tasks.task_list(ctx.store, leading, tasks.Group.NONE, ctx.today()).groups for task in group.ids}
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert matrix.matrix_cells(ctx.store, [1]) == before


def test_late_work_of_a_unit_is_found_in_calendar_list_and_overview(window: MainWindow) -> None:
    bring_in(window)
    ctx = context(window)
    late = calendar.overdue_items(ctx.store, None, ctx.today())
    assert late, "on the sample's day some work is late"
    unit = next(unit for unit in units.list_units(ctx.store) if unit.display == late[0].leads[0])
    listed = tasks.task_list(ctx.store, TaskFilter(unit_id=unit.id, overdue=True), tasks.Group.NONE, ctx.today())
    assert late[0].task_id in {task for group in listed.groups for task in group.ids}
    window.go("overview")
    window.go("calendar")
    assert window.bar.title.text() == "时限日历"


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_the_ledger_holds_every_task(window: MainWindow, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(window)
    out = tmp_path / f"台账{suffix}"
    monkeypatch.setattr(ledger_module, "ask_target", lambda *_args: out)
    window.go("ledger")
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    words = {".docx": "Word", ".xlsx": "Excel"}[suffix]
    next(action for action in page.page_actions if action.text() == words).trigger()
    if suffix == ".docx":
        text = "\n".join(cell.text for row in read_word(str(out)).tables[0].rows for cell in row.cells)
    else:
        sheet = load_workbook(out).active
        assert sheet is not None
        text = "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None)
    assert not [title for title in titles(window) if title not in text]
