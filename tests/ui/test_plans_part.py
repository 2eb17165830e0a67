"""设置 → 方案: the head of a plan is changed, a plan goes and comes back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import small_draft
from tracker.ui.context import Context
from tracker.ui.pages.settings.page import SettingsPage
from tracker.ui.pages.settings.plans_part import PlansPart
from tracker.usecases.house import history
from tracker.usecases.intake.plans import import_plan, list_plans


@pytest.fixture
def part(ctx: Context, qtbot: QtBot) -> PlansPart:
    other = small_draft("青禾县护林防火方案")
    import_plan(ctx.store, other)
    made = SettingsPage(ctx)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    ctx.changed.connect(made.show_changes)
    made.activate()
    made.open("方案")
    found = made.part(made.list.currentRow())
    assert isinstance(found, PlansPart)
    return found


def choose(part: PlansPart, words: str) -> None:
    place = next(place for place in range(part.list.count()) if words in part.list.item(place).text())
    part.list.setCurrentRow(place)


def test_title_number_and_span_are_changed_in_one_step_and_taken_back(part: PlansPart, ctx: Context) -> None:
    choose(part, "河道清理")
    assert part.title.text() == "青禾县河道清理方案" and part.start.text() == "2026-01-01"
    part.title.setText("青禾县河道清淤方案")
    part.doc_number.setText("青政办发〔2026〕3号")
    part.end.setText("2027-6-30")
    QTest.keyClick(part.title, Qt.Key.Key_Return)
    changed = next(plan for plan in list_plans(ctx.store) if "河道" in plan.title)
    assert (changed.title, changed.doc_number, changed.period_end) == ("青禾县河道清淤方案", "青政办发〔2026〕3号", date(2027, 6, 30))
    assert "2026.01—2027.06" in "".join(part.list.item(place).text() for place in range(part.list.count()))
    ctx.changed.emit(history.undo(ctx.store))
    assert part.title.text() == "青禾县河道清理方案" and part.end.text() == "2026-12-31"


@pytest.mark.parametrize(
    ("end", "words"),
    [("2026-13-1", "日期不存在"), ("年底", "日期请写成"), ("2025-1-1", "截止日期早于起始日期")],
    ids=["no such day", "no day", "before the first"],
)
def test_a_wrong_day_is_told_and_nothing_is_stored(part: PlansPart, ctx: Context, end: str, words: str) -> None:
    choose(part, "河道清理")
    part.end.setText(end)
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert words in part.complaint.text() and part.end.text() == end
    assert next(plan for plan in list_plans(ctx.store) if "河道" in plan.title).period_end == date(2026, 12, 31)


def test_what_is_typed_holds_the_plan_until_saved_or_dropped(part: PlansPart) -> None:
    choose(part, "河道清理")
    part.issuer.setText("青禾县水利局")
    choose(part, "护林防火")
    assert part.issuer.text() == "青禾县水利局" and "还没有保存" in part.complaint.text()
    assert "河道清理" in part.list.currentItem().text()
    part.drop_button.click()
    assert part.issuer.text() == ""
    choose(part, "护林防火")
    assert part.title.text() == "青禾县护林防火方案"


def test_a_plan_is_removed_after_a_question_and_comes_back_whole(part: PlansPart, ctx: Context) -> None:
    choose(part, "护林防火")
    part.remove_button.click()
    QApplication.processEvents()
    assert "4 项任务" in part.asked.text() and part.yes.isVisible()
    part.no.click()
    assert len(list_plans(ctx.store)) == 2 and not part.yes.isVisible()
    part.remove_button.click()
    part.yes.click()
    assert [plan.title for plan in list_plans(ctx.store)] == ["青禾县河道清理方案"]
    assert part.list.count() == 1 and part.title.text() == "青禾县河道清理方案"
    history.undo(ctx.store)
    assert sorted(plan.task_count for plan in list_plans(ctx.store)) == [4, 4]
