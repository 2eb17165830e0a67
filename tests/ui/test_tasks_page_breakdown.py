"""The tab 分解 and 对应上级方案 as a clerk uses them: split, report, adopt, undo; tie, roll up; a whole plan paired."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY, small_draft
from tests.ui.input_method import type_words
from tests.ui.tasks_page import ids_of, open_page, unit_id
from tracker.domain.terms import Role, State
from tracker.plans.draft import DraftUnit
from tracker.storage.store import Store
from tracker.ui.context import Context
from tracker.ui.pages.tasks.detail import BREAKDOWN
from tracker.ui.pages.tasks.link_form import LinkForm
from tracker.ui.pages.tasks.links_part import WeightForm
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.pages.tasks.subtask_forms import SplitForm, StandingForm, SubtaskForm
from tracker.ui.widgets.section import InlineForm
from tracker.usecases.house import units
from tracker.usecases.intake import plans
from tracker.usecases.work import task_links, tasks
from tracker.usecases.work.subtasks import SubtaskValues, add_subtask

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> TasksPage:
    made = open_page(ctx, qtbot)
    made.detail.tabs.setCurrentIndex(BREAKDOWN)
    return made


@pytest.fixture
def two_levels(store: Store, ctx: Context) -> Context:
    """The county's plan is joined by a city's with like titles: tasks 5–8."""
    city = small_draft("松河市河道清理方案")
    for task, title in zip(city.tasks, ("清理北河淤泥", "清理南河等河淤泥", "修补东岸石墙和坡脚", "兴办夜校"), strict=True):
        task.title, task.units = title, [DraftUnit("市水利局", Role.LEAD)]
    plans.import_plan(store, city)
    ctx.set_plans(tuple(plans.list_plans(store)))
    ctx.choose_plan(1)
    return ctx


def form_of(page: TasksPage) -> InlineForm | None:
    """The form that is open."""
    return page.detail.desk.form


def settle() -> None:
    """Let what was replaced go and what is new show itself."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def words(part: QWidget) -> list[str]:
    settle()
    return [each.text() for each in part.findChildren(QLabel) if each.isVisible() and each.text()]


def press(part: QWidget, name: str) -> None:
    """Click the button or link that a screen reader calls so."""
    settle()
    found = [each for kind in (QPushButton, QToolButton) for each in part.findChildren(kind)]
    next(each for each in found if (each.accessibleName() or each.text()).startswith(name)).click()


def test_a_task_is_split_followed_and_its_roll_up_taken_over(page: TasksPage) -> None:
    parts, ctx = page.detail.breakdown.parts, page.ctx
    assert any("还没有分解" in each for each in words(parts))
    press(parts, "分解给单位…")
    form = form_of(page)
    assert isinstance(form, SplitForm) and not form.save_button.isEnabled()
    press(form, "水利局")
    press(form, "财政局")
    press(form, "去掉财政局")
    press(form, "财政局")
    form.due.setText("10-20")
    assert form.save_button.text() == "分解给 2 个单位"
    QTest.keyClick(form.due, ENTER)
    assert form_of(page) is None
    assert page.detail.tabs.tabText(BREAKDOWN) == "分解 2"
    assert "汇总：2 项中已完成 0 项，按权重汇总 0%" in words(parts)
    assert sum("晚于总时限 2026-09-30" in each for each in words(parts)) == 2

    press(parts, "报进展：清理北河淤泥（水利局）")
    told = form_of(page)
    assert isinstance(told, StandingForm)
    told.percent.setText("一半")
    told.saved.emit()
    assert told.complaint.text() == "进度请填 0 到 100 的数"
    told.percent.setText("60")
    told.progress.setPlainText("清淤 1.2 公里")
    QTest.keyClick(told.progress, ENTER, Qt.KeyboardModifier.ControlModifier)
    assert "汇总：2 项中已完成 0 项，按权重汇总 30%；1 项没有报进度，按 0% 计" not in words(parts)
    assert "汇总：2 项中已完成 0 项，按权重汇总 30%" in words(parts)

    press(parts, "采用汇总进度，记为2026年9月的进展")
    shown = page.detail.desk.detail
    assert shown is not None and (shown.row.percent, shown.row.state) == (30, State.IN_PROGRESS)
    assert shown.reports[0].progress == "分解任务汇总：2 项中已完成 0 项，按权重汇总 30%。"
    ctx.undo()
    ctx.undo()
    ctx.undo()
    shown = page.detail.desk.detail
    assert shown is not None and shown.row.percent is None
    assert page.detail.tabs.tabText(BREAKDOWN) == "分解"


def test_a_group_comes_apart_into_its_members_and_one_without_any_says_so(page: TasksPage, store: Store) -> None:
    made = units.save_unit(store, None, units.UnitFields("各镇", is_group=True)).result
    assert made is not None
    page.refresh()
    press(page.detail.breakdown.parts, "分解给单位…")
    form = form_of(page)
    assert isinstance(form, SplitForm)
    form.take(made)
    assert form.complaint.text() == "“各镇”还没有成员，请先在“单位”页为它添加成员"
    units.set_members(store, made, [unit_id(page, "水利局"), unit_id(page, "财政局")])
    page.detail.desk.close_form()
    page.refresh()
    press(page.detail.breakdown.parts, "分解给单位…")
    form = form_of(page)
    assert isinstance(form, SplitForm)
    form.take(made)
    assert form.save_button.text() == "分解给 2 个单位"


def test_a_part_is_written_moved_and_taken_away_by_keyboard(page: TasksPage, store: Store) -> None:
    parts, task = page.detail.breakdown.parts, ids_of(page)[0]
    press(parts, "添加")
    form = form_of(page)
    assert isinstance(form, SubtaskForm) and form.title.hasFocus()
    type_words(form.title, "河东段")
    form.weight.setText("很多")
    QTest.keyClick(form.title, ENTER)
    assert form.complaint.text() == "权重请填整数，一般都填 1"
    form.weight.setText("3")
    type_words(form.office, "水土股")
    QTest.keyClick(form.office, ENTER)
    page.ctx.change(lambda: add_subtask(store, task, SubtaskValues("河西段", due=date(2026, 9, 1))))
    assert "2026年9月1日前，已逾期 15 天" in words(parts)
    assert "“河西段”还没有落实到单位或科室" in words(parts)
    press(parts, "上移“河西段”")
    assert parts.found is not None and [each.title for each in parts.found.parts] == ["河西段", "河东段"]
    press(parts, "修改：河东段")
    form = form_of(page)
    assert isinstance(form, SubtaskForm) and form.weight.text() == "3"
    QTest.keyClick(form.title, ESC)
    press(parts, "删除“河西段”")
    assert [each.title for each in parts.found.parts] == ["河东段"]
    page.ctx.undo()
    assert len(parts.found.parts) == 2


def test_what_was_typed_of_a_part_is_not_lost_when_something_else_changes(page: TasksPage, store: Store) -> None:
    press(page.detail.breakdown.parts, "添加")
    form = form_of(page)
    assert isinstance(form, SubtaskForm)
    type_words(form.title, "河东段")
    page.ctx.change(lambda: tasks.set_state(store, [ids_of(page)[1]], State.COMPLETED, TODAY))
    assert form_of(page) is form and form.isVisible()


def test_the_superiors_task_is_tied_opened_rolled_up_and_let_go(two_levels: Context, qtbot: QtBot) -> None:
    page = open_page(two_levels, qtbot)
    page.detail.tabs.setCurrentIndex(BREAKDOWN)
    links, store = page.detail.breakdown.links, two_levels.store
    asked: list[tuple[str, object]] = []
    two_levels.going.connect(lambda where, what: asked.append((where, what)))
    press(links, "对应上级任务…")
    form = form_of(page)
    assert isinstance(form, LinkForm) and form.search.hasFocus()
    assert form.list.currentItem().text() == "1　清理北河淤泥（相近）"
    assert form.note.text() == "《松河市河道清理方案》"
    form.search.setText("夜校")
    QTest.keyClick(form.search, ENTER)
    assert form_of(page) is form, "the Enter that searches ties nothing"
    assert [form.list.item(row).text() for row in range(form.list.count())] == ["4　兴办夜校"]
    form.search.clear()
    settle()
    QTest.keyClick(form.search, ENTER)
    assert form_of(page) is None and page.detail.tabs.tabText(BREAKDOWN) == "分解 1"
    press(links, "1　清理北河淤泥")
    assert asked[-1][0] == "tasks"

    tasks.report_progress(store, 1, "2026-09", State.IN_PROGRESS, 40, today=TODAY)
    two_levels.choose_plan(2)
    task_links.link_tasks(store, 5, 2, TODAY)
    page.refresh()
    assert "下级汇总：2 项中已完成 0 项，按权重汇总 20%" in words(links)
    press(links, "修改权重：清理北河淤泥")
    weight = form_of(page)
    assert isinstance(weight, WeightForm)
    weight.weight.setText("3")
    QTest.keyClick(weight.weight, ENTER)
    assert "下级汇总：2 项中已完成 0 项，按权重汇总 30%" in words(links)
    press(links, "采用汇总进度")
    assert tasks.task_detail(store, 5, TODAY).row.percent == 30
    press(links, "取消对应：清理北河淤泥")
    assert page.detail.tabs.tabText(BREAKDOWN) == "分解 1"
    two_levels.undo()
    assert page.detail.tabs.tabText(BREAKDOWN) == "分解 2"


def test_a_whole_plan_is_paired_with_the_superiors(two_levels: Context, qtbot: QtBot) -> None:
    page = open_page(two_levels, qtbot)
    page.pairing.begin()
    strip = page.under.pairs
    assert strip is not None and strip.isVisible() and strip.table.hasFocus()
    assert not strip.tie.isEnabled(), "nothing is tied without the clerk"
    strip.sure.click()
    assert [pair.task.number for pair in strip.model.chosen] == [1, 2, 3]
    strip.table.setCurrentIndex(strip.model.index(1, 2))
    QTest.keyClick(strip.table, Qt.Key.Key_Space)
    assert strip.tie.text() == "对应所选 2 项"
    strip.table.setCurrentIndex(strip.model.index(3, 2))
    QTest.keyClick(strip.table, Qt.Key.Key_Space)
    assert strip.tie.text() == "对应所选 2 项", "there is nothing like it"
    QTest.keyClick(strip.table, ENTER)
    assert not strip.isVisible()
    assert [each.number for each in task_links.task_links(two_levels.store, 3, TODAY).upper] == [3]
    page.under.pair_plan()
    assert "已对应 2 项" in strip.words.text() and strip.model.data(strip.model.index(0, 4)) == "已对应第 1 项"
    assert page.escape() and not strip.isVisible()
    two_levels.undo()
    assert task_links.task_links(two_levels.store, 1, TODAY).upper == ()


def test_another_candidate_is_chosen_by_key_or_click_and_only_enter_ties_it(two_levels: Context, qtbot: QtBot) -> None:
    page = open_page(two_levels, qtbot)
    page.pairing.begin()
    strip = page.under.pairs
    assert strip is not None
    row = next(at for at, pair in enumerate(strip.model.pairs) if len(pair.candidates) > 1)
    pair = strip.model.pairs[row]
    strip.table.setCurrentIndex(strip.model.index(row, 2))
    shown = [one for one in strip.choices if one.isVisible()]
    assert len(shown) == len(pair.candidates) and shown[0].whole.endswith("已选")
    QTest.keyClick(strip.table, Qt.Key.Key_2)
    second = strip.model.pairs[row]
    assert second.upper == pair.candidates[1].task and strip.model.chosen == [second] and strip.table.hasFocus()
    assert strip.model.data(strip.model.index(row, 3)).startswith(f"2/{len(pair.candidates)}")
    QTest.mouseClick(shown[0], Qt.MouseButton.LeftButton)
    assert strip.model.pairs[row].place == 0
    QTest.keyClick(strip.table, Qt.Key.Key_2)
    assert task_links.task_links(two_levels.store, second.task.id, TODAY).upper == ()
    QTest.keyClick(strip.table, ENTER)
    assert second.upper is not None
    assert [each.number for each in task_links.task_links(two_levels.store, second.task.id, TODAY).upper] == [second.upper.number]
    two_levels.undo()


def test_in_a_narrow_window_the_list_comes_back_to_be_paired(two_levels: Context, qtbot: QtBot) -> None:
    page = open_page(two_levels, qtbot, width=700)
    page.open_detail()
    assert not page.list_side.isVisible()
    page.pairing.begin()
    assert page.under.pairs is not None and page.under.pairs.isVisible()


def test_pairing_needs_another_plan(ctx: Context, page: TasksPage) -> None:
    said: list[str] = []
    ctx.message.connect(lambda message: said.append(message.text))
    assert not page.pairing.action.isVisible(), "nothing to pair with"
    page.under.pair_plan()
    assert "只有一份方案" in said[-1] and page.under.pairs is None
    plans.import_plan(ctx.store, small_draft("松河市河道清理方案"))
    ctx.set_plans(tuple(plans.list_plans(ctx.store)))
    assert page.pairing.action.isVisible()
