"""The matrix as a clerk uses it: roles by key, heads that filter, figures, folding, frozen parts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY, make_context
from tests.ui.matrix_page import go, role_of, show, unit_id
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import Role, State
from tracker.plans.draft import DraftHeading, DraftTask, DraftUnit, PlanDraft
from tracker.storage.store import Store
from tracker.ui.context import Context, OpenTask
from tracker.ui.pages import PAGES
from tracker.ui.pages.matrix.heads import fitting_pieces, pieces_of
from tracker.ui.pages.matrix.model import FIRST_UNIT
from tracker.ui.pages.matrix.page import MatrixPage
from tracker.ui.shell import MainWindow
from tracker.usecases.intake import plans
from tracker.usecases.views import matrix
from tracker.usecases.views.matrix_frame import Count, Rows, heavy_units
from tracker.usecases.work import tasks

CONTROL = Qt.KeyboardModifier.ControlModifier


def busy_draft() -> PlanDraft:
    """水利局 leads seven of nine tasks, three others one each; one task has nobody."""
    draft = PlanDraft("忙.txt", "忙", "石桥县防汛方案", period_start=date(2026, 1, 1), period_end=date(2026, 12, 31))
    draft.headings = [DraftHeading(-1, 1, "一、", "堤防"), DraftHeading(0, 2, "（一）", "干流"), DraftHeading(0, 2, "（二）", "支流")]
    leads = ["县水利局"] * 7 + ["县应急局", "县财政局", "县气象局", ""]
    for place, lead in enumerate(leads):
        task = DraftTask(1 + place % 2, f"{place + 1}.", f"加固第{place + 1}段", f"加固第{place + 1}段。")
        task.units = [DraftUnit(lead, Role.LEAD)] if lead else []
        draft.tasks.append(task)
    return draft


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> Iterator[MatrixPage]:
    yield show(ctx, qtbot)


def shown_tasks(page: MatrixPage) -> list[str]:
    model = page.grid.model
    return [line.task.title for row in range(model.rowCount()) if (line := model.line(row)) is not None]


def test_key_1_makes_the_unit_lead_and_undo_takes_it_back(page: MatrixPage, ctx: Context) -> None:
    task_id, finance = go(page, "清理北河淤泥", "财政局"), unit_id(page, "财政局")
    assert page.strip.role.words == "配合"
    QTest.keyClick(page.grid.units, Qt.Key.Key_1)
    assert role_of(ctx, task_id, finance) is Role.LEAD
    assert page.strip.role.words == "牵头"
    assert page.grid.model.frame.totals[finance] == Count(1, 3)
    assert page.grid.current() == (task_id, next(unit for unit in page.grid.model.frame.units if unit.id == finance))
    ctx.undo()
    assert role_of(ctx, task_id, finance) is Role.SUPPORT
    assert page.strip.role.words == "配合"
    assert page.grid.model.frame.totals[finance] == Count(0, 4)


def test_ctrl_z_in_the_window_takes_a_role_back(store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    window = MainWindow(tuple(spec for spec in PAGES if spec.key in ("matrix", "history")))
    qtbot.addWidget(window)
    window.resize(1366, 738)
    window.show()
    context = make_context(store, tmp_path)
    window.begin(context)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = window.page("matrix")
    assert isinstance(page, MatrixPage)
    task_id, finance = go(page, "清理北河淤泥", "财政局"), unit_id(page, "财政局")
    QTest.keyClick(page.grid.units, Qt.Key.Key_1)
    assert role_of(context, task_id, finance) is Role.LEAD
    assert "财政局" in window.toast.words.text()
    QTest.keyClick(page.grid.units, Qt.Key.Key_Z, CONTROL)
    assert role_of(context, task_id, finance) is Role.SUPPORT
    assert page.strip.role.words == "配合"


@pytest.mark.parametrize(("key", "role"), [(Qt.Key.Key_2, Role.JOINT), (Qt.Key.Key_4, Role.IMPLEMENT), (Qt.Key.Key_Delete, None)])
def test_other_keys_give_other_roles(page: MatrixPage, ctx: Context, key: Qt.Key, role: Role | None) -> None:
    task_id = go(page, "清理南河淤泥", "财政局")
    QTest.keyClick(page.grid.units, key)
    assert role_of(ctx, task_id, unit_id(page, "财政局")) is role


def test_the_same_role_again_changes_nothing(page: MatrixPage, ctx: Context) -> None:
    go(page, "清理北河淤泥", "财政局")
    changes: list[object] = []
    ctx.changed.connect(changes.append)
    QTest.keyClick(page.grid.units, Qt.Key.Key_3)
    assert changes == []


def test_a_unit_that_lost_its_last_task_stays_in_sight(page: MatrixPage, ctx: Context) -> None:
    for task in shown_tasks(page):
        go(page, task, "财政局")
        QTest.keyClick(page.grid.units, Qt.Key.Key_Delete)
    assert "财政局" in [unit.display[-3:] for unit in page.grid.model.frame.units]
    go(page, "修补东岸石墙", "财政局")
    QTest.keyClick(page.grid.units, Qt.Key.Key_1)
    assert page.grid.model.frame.totals[unit_id(page, "财政局")] == Count(1, 0)
    page.refresh()
    assert len(page.grid.model.frame.units) == 2


def test_arrows_move_and_enter_opens_the_task(page: MatrixPage, ctx: Context) -> None:
    went: list[tuple[str, object]] = []
    ctx.going.connect(lambda key, request: went.append((key, request)))
    first = go(page, "清理北河淤泥", "水利局")
    QTest.keyClick(page.grid.units, Qt.Key.Key_Down)
    second, unit = page.grid.current()
    assert unit is not None and unit.id == unit_id(page, "水利局")
    QTest.keyClick(page.grid.units, Qt.Key.Key_Return)
    assert second != first
    assert went == [("tasks", OpenTask(second or 0))]


def click_head(page: MatrixPage, name: str) -> None:
    head = page.grid.unit_head
    column = page.grid.model.columns[unit_id(page, name)]
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(head.x_of(column) + 5, 80))


def test_a_click_on_a_head_filters_and_another_lifts(ctx: Context, qtbot: QtBot) -> None:
    ctx.choose_plan(plans.import_plan(ctx.store, busy_draft()).result)
    page = show(ctx, qtbot)
    columns = page.grid.model.frame.units
    click_head(page, "应急局")
    assert shown_tasks(page) == ["加固第8段"]
    assert page.filters.unit_chip.isVisibleTo(page)
    assert page.grid.model.frame.units == columns
    click_head(page, "应急局")
    assert len(shown_tasks(page)) == 11
    assert not page.filters.unit_chip.isVisibleTo(page)


def test_who_leads_too_much_and_what_nobody_leads_is_found(ctx: Context, qtbot: QtBot) -> None:
    ctx.choose_plan(plans.import_plan(ctx.store, busy_draft()).result)
    page = show(ctx, qtbot)
    assert page.filters.no_lead.text().strip() == "无牵头 1"
    assert page.filters.heavy.text().strip() == "负荷偏高 1"
    page.filters.no_lead.click()
    assert shown_tasks(page) == ["加固第11段"]
    page.filters.no_lead.click()
    page.filters.heavy.click()
    assert len(shown_tasks(page)) == 7
    assert page.grid.model.frame.totals == {unit_id(page, "水利局"): Count(7, 0)}
    assert page.escape()
    assert len(shown_tasks(page)) == 11


def test_the_busiest_come_first_when_asked(ctx: Context, qtbot: QtBot) -> None:
    ctx.choose_plan(plans.import_plan(ctx.store, busy_draft()).result)
    page = show(ctx, qtbot)
    page.filters.order.setCurrentIndex(1)
    page.filters.order.activated.emit(1)
    assert "水利局" in page.grid.model.frame.units[0].full_name


def test_sections_count_what_their_tasks_hold(ctx: Context, qtbot: QtBot) -> None:
    ctx.choose_plan(plans.import_plan(ctx.store, busy_draft()).result)
    page = show(ctx, qtbot)
    page.filters.mode.chosen.emit(Rows.SECTIONS)
    model, water = page.grid.model, unit_id(page, "水利局")
    parts = {part.title: model.counts_at(row).get(water) for row in range(model.rowCount()) if (part := model.part_at(row))}
    assert parts == {"一、堤防": Count(7, 0), "（一）干流": Count(4, 0), "（二）支流": Count(3, 0)}


def test_a_section_can_be_chosen(ctx: Context, qtbot: QtBot) -> None:
    ctx.choose_plan(plans.import_plan(ctx.store, busy_draft()).result)
    page = show(ctx, qtbot)
    offered = [page.filters.section.itemText(place).strip() for place in range(page.filters.section.count())]
    assert offered == ["全部章节", "一、堤防", "（一）干流", "（二）支流"]
    page.filters.section.setCurrentIndex(3)
    page.filters.section.activated.emit(3)
    assert len(shown_tasks(page)) == 5


def test_a_group_folds_and_unfolds(page: MatrixPage) -> None:
    units = page.grid.units
    units.setCurrentIndex(page.grid.model.index(0, FIRST_UNIT))
    QTest.keyClick(units, Qt.Key.Key_Left)
    assert shown_tasks(page) == ["修补东岸石墙", "栽种西岸柳树"]
    QTest.keyClick(units, Qt.Key.Key_Right)
    assert len(shown_tasks(page)) == 4
    page.fold.trigger()
    assert shown_tasks(page) == []
    assert page.fold.text() == "全部展开"


def test_a_figure_opens_the_list_behind_it(page: MatrixPage, ctx: Context) -> None:
    went: list[object] = []
    ctx.going.connect(lambda _key, request: went.append(request))
    totals, water = page.grid.totals, unit_id(page, "水利局")
    x = page.grid.sizes.left + (page.grid.model.columns[water] - FIRST_UNIT) * page.grid.sizes.cell + 4
    QTest.mouseClick(totals, Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    assert went == [TaskFilter(plan_id=ctx.plan_id, unit_id=water, roles=frozenset({Role.LEAD, Role.JOINT}))]


def test_the_sides_scroll_with_the_middle(ctx: Context, qtbot: QtBot) -> None:
    ctx.choose_plan(plans.import_plan(ctx.store, busy_draft()).result)
    page = show(ctx, qtbot)
    page.resize(700, 330)
    QApplication.processEvents()
    grid = page.grid
    grid.units.scrollToBottom()
    assert grid.units.verticalScrollBar().value() > 0
    assert {table.verticalScrollBar().value() for table in grid.tables} == {grid.down.value()}
    assert {table.viewport().height() for table in grid.tables} == {grid.units.viewport().height()}


def test_keys_zoom(page: MatrixPage) -> None:
    before = page.grid.sizes.cell
    QTest.keyClick(page.grid.units, Qt.Key.Key_Plus, CONTROL)
    assert page.filters.percent.text() == "110%"
    assert page.grid.sizes.row > 26 or page.grid.sizes.cell > before
    QTest.keyClick(page.grid.units, Qt.Key.Key_0, CONTROL)
    assert page.filters.percent.text() == "100%"


def test_a_filter_without_result_says_how_to_lift_it(page: MatrixPage) -> None:
    page.open(TaskFilter(no_lead=True))
    assert page.nothing.isVisible()
    assert page.nothing.step is not None
    page.nothing.step.click()
    assert len(shown_tasks(page)) == 4


def test_the_model_keeps_qts_rules(page: MatrixPage, ctx: Context) -> None:
    tester = QAbstractItemModelTester(page.grid.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.grid.model.toggle(0)
    page.grid.model.toggle(0)
    page.open(TaskFilter(unit_id=unit_id(page, "水利局")))
    tasks.remove_task(ctx.store, page.grid.model.frame.groups[0].items[0])
    page.refresh()
    assert len(shown_tasks(page)) == 3
    assert tester.model() is page.grid.model


def test_cells_read_as_words(page: MatrixPage) -> None:
    go(page, "清理北河淤泥", "水利局")
    index = page.grid.units.currentIndex()
    assert index.data() == "牵头"
    assert page.grid.model.headerData(index.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole) == "县水利局"


@pytest.mark.parametrize(
    ("name", "pieces"), [("财政局", ["财", "政", "局"]), ("5G办", ["5G", "办"]), ("大数据 局", ["大", "数", "据", "局"])]
)
def test_names_stand_letter_by_letter(name: str, pieces: list[str]) -> None:
    assert pieces_of(name) == pieces


@pytest.mark.parametrize("name", ["望川县第109片区办公室", "财政局", "第2026号工程第12指挥部办公室", "ABCDEFGHIJKLMNOPQR"])
def test_a_name_never_stands_higher_than_its_head(page: MatrixPage, name: str) -> None:
    sizes, metrics = page.grid.sizes, QFontMetrics(page.grid.sizes.bold)
    height = sizes.head - sizes.band - 10
    pieces = fitting_pieces(name, height, sizes.pitch, metrics)
    tall = sum(metrics.horizontalAdvance(piece) + 2 if len(piece) > 1 else sizes.pitch for piece in pieces)
    assert tall <= height
    assert pieces == pieces_of(name) or pieces[-1] == "…"


def test_nobody_is_busy_where_nobody_leads(store: Store) -> None:
    assert heavy_units({}) == ({}, 0.0)
    assert matrix.matrix(store, TaskFilter(no_lead=True), TODAY).task_ids == ()


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf"])
def test_the_matrix_is_written_as_it_is_seen(page: MatrixPage, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(_parent: object, _ctx: object, _title: str, name: str) -> Path:
        asked.append(name)
        return tmp_path / name

    monkeypatch.setattr("tracker.ui.paper.window.ask_target", answer)
    window = page.open_paper()
    assert window is not None and window.sheets is not None
    window.save(suffix)
    assert asked == [f"青禾县河道清理责任矩阵{suffix}"]
    assert (tmp_path / asked[0]).stat().st_size > 2000
    window.reject()


def test_the_paper_is_chosen_and_remembered(page: MatrixPage, ctx: Context) -> None:
    window = page.open_paper()
    assert window is not None and window.sheets is not None
    assert window.sheets.document.page.paper == "A3"
    window.paper.choose("A4")
    window.paper.chosen.emit("A4")
    assert window.sheets.document.page.paper == "A4" and "A4 横向" in window.facts.text()
    window.reject()
    again = page.open_paper()
    assert again is not None and again.paper.current == "A4"
    again.reject()


def test_the_matrix_of_all_plans_is_printed_too(page: MatrixPage, ctx: Context) -> None:
    ctx.choose_plan(None)
    page.show_plan()
    window = page.open_paper()
    assert window is not None and window.sheets is not None
    assert window.sheets.document.name == "全部方案责任矩阵"
    window.reject()


def test_tasks_of_one_leader_and_one_state_alone(ctx: Context, qtbot: QtBot) -> None:
    ctx.choose_plan(plans.import_plan(ctx.store, busy_draft()).result)
    page = show(ctx, qtbot)
    assert not page.filters.leader.isVisibleTo(page), "nobody is in charge of anything yet"
    first = go(page, "加固第1段", "水利局")
    second = go(page, "加固第2段", "水利局")
    ctx.change(lambda: tasks.set_contact(ctx.store, first, leader="周明", today=TODAY))
    ctx.change(lambda: tasks.set_state(ctx.store, [second], State.IN_PROGRESS, TODAY))
    assert [page.filters.leader.itemText(n) for n in range(page.filters.leader.count())] == ["全部领导", "周明"]
    page.filters.leader.setCurrentIndex(1)
    page.filters.leader.activated.emit(1)
    assert shown_tasks(page) == ["加固第1段"]
    assert page.escape() and len(shown_tasks(page)) == 11 and page.filters.leader.currentIndex() == 0
    place = page.filters.state.findData(State.IN_PROGRESS.value)
    page.filters.state.setCurrentIndex(place)
    page.filters.state.activated.emit(place)
    assert shown_tasks(page) == ["加固第2段"]


def test_what_the_boxes_above_the_matrix_say_is_not_cut_off(page: MatrixPage) -> None:
    for box in (page.filters.order, page.filters.section, page.filters.state):
        arrow = 24
        assert box.fontMetrics().horizontalAdvance(box.currentText()) + arrow <= box.width(), box.accessibleName()


def test_the_shapes_are_told_in_the_corner_however_narrow_it_is(page: MatrixPage) -> None:
    head = page.grid.task_head
    assert [words for words, _role, _inferred in head.legend()] == ["牵头", "分工负责", "配合", "组织实施", "推定"]
    assert "图例：牵头、分工负责、配合、组织实施、推定" in head.accessibleDescription()
    page.filters.mode.chosen.emit(Rows.SECTIONS.value)
    assert "图例" not in head.accessibleDescription(), "figures have their own words"
    page.filters.mode.chosen.emit(Rows.TASKS.value)
    page.resize(790, 400)
    page._fit_bar()
    QApplication.processEvents()
    assert head.width() < 300
    assert [words for words, _role, _inferred in head.legend()] == ["牵头", "分工", "配合", "落实"]


def test_a_low_window_shows_rows_rather_than_second_lines(page: MatrixPage) -> None:
    page.resize(867, 512)
    low = page.grid.sizes
    page.resize(867, 900)
    high = page.grid.sizes
    assert low.narrow and not low.two_lines and high.two_lines
    assert low.row < high.row and low.title == high.title
