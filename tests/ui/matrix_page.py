"""The matrix page alone, and its cells by the names of task and unit, for the tests of its parts."""

from datetime import date

from pytestqt.qtbot import QtBot

from tracker.domain.terms import Role
from tracker.plans.draft import DraftTask, DraftUnit, PlanDraft
from tracker.ui.context import Context
from tracker.ui.pages.matrix.page import MatrixPage
from tracker.usecases.views import matrix


def crowded_draft(units: int) -> PlanDraft:
    """Two tasks that all these offices share between them."""
    draft = PlanDraft("多.txt", "多", "石桥县联合整治方案", period_start=date(2026, 1, 1), period_end=date(2026, 12, 31))
    for place in range(2):
        task = DraftTask(-1, f"{place + 1}.", f"整治第{place + 1}片", f"整治第{place + 1}片。")
        task.units = [DraftUnit(f"石桥镇第{number}办事处", Role.SUPPORT) for number in range(1, units + 1)]
        draft.tasks.append(task)
    return draft


def show(ctx: Context, qtbot: QtBot) -> MatrixPage:
    made = MatrixPage(ctx)
    qtbot.addWidget(made)
    made.resize(1230, 630)
    ctx.changed.connect(made.show_changes)
    made.show()
    made.activate()
    made.grid.units.setFocus()
    return made


def unit_id(page: MatrixPage, name: str) -> int:
    return next(unit.id for unit in page.grid.model.frame.units if name in unit.full_name)


def go(page: MatrixPage, task: str, unit: str) -> int:
    """Make this cell current; the task's id."""
    model = page.grid.model
    for row in range(model.rowCount()):
        line = model.line(row)
        if line is not None and line.task.title == task:
            page.grid.units.setCurrentIndex(model.index(row, model.columns[unit_id(page, unit)]))
            return line.task.id
    raise AssertionError(task)


def role_of(ctx: Context, task_id: int, unit: int) -> Role | None:
    cell = matrix.matrix_cells(ctx.store, [task_id]).get((task_id, unit))
    return cell.role if cell else None
