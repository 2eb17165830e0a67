"""The page: filters above, the matrix, the line of the current cell below."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from tracker.domain.records import Changes, UnitRecord
from tracker.domain.screens import MatrixCell, TaskFilter
from tracker.domain.terms import Role
from tracker.ui.context import Context
from tracker.ui.page import Page
from tracker.ui.pages.matrix.filters import MatrixFilters
from tracker.ui.pages.matrix.grid import MatrixGrid
from tracker.ui.pages.matrix.model import Line, line_of
from tracker.ui.pages.matrix.sizes import ZOOMS
from tracker.ui.pages.matrix.strip import CellStrip
from tracker.ui.pages.matrix.unit_strip import UnitStrip
from tracker.ui.theme import look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.plain import rule
from tracker.ui.widgets.text import elided
from tracker.usecases.intake.plans import plan_headings
from tracker.usecases.views import matrix as matrix_cases
from tracker.usecases.views.matrix_frame import LEADING, NOTHING, Frame, Rows, Wanted, keep_units, read_counts, read_frame
from tracker.usecases.work import tasks as task_cases
from tracker.usecases.work.role_cells import set_roles

if TYPE_CHECKING:
    from tracker.reports.content import Document
    from tracker.ui.paper.window import PaperWindow


_MOST_CELLS = 500
_ZOOM = "matrix/zoom"
_CORNER = 24  # the room beside the words in the corner


class MatrixPage(Page):
    """责任矩阵. Opens with a `TaskFilter` (unit, heading, no lead) or nothing."""

    keys_text = "方向键 移动　1–4 设角色　Del 清除　Shift+方向键 选多格　Enter 打开任务　Ctrl+滚轮 缩放　点单位名只看它"
    help_topic = "matrix"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.wanted = Wanted(plan_id=self.plan_id)
        self._loaded = self._keeping = False
        self._added: tuple[UnitRecord, ...] = ()
        self._going: int | None = None
        zoom = float(str(ctx.settings.value(_ZOOM, 1.0)))
        self.filters = MatrixFilters(self.add_filter_bar(), self)
        self.grid = MatrixGrid(self._fetch, lambda parts: read_counts(ctx.store, parts))
        self.strip = CellStrip()
        whole = QStackedWidget()
        whole.addWidget(self.grid)
        self.nothing = EmptyState("没有符合条件的任务", "放宽筛选条件，就能看到更多任务", ("取消全部筛选", self.lift_all))
        whole.addWidget(self.nothing)
        self._stack = whole
        self.body.addWidget(whole, 1)
        self.units = UnitStrip(ctx)
        self.body.addWidget(self.units)
        self.body.addWidget(rule())
        self.body.addWidget(self.strip)
        self.more = self.add_action("加单位", "plus", self.open_units, "Ins", tip="给还没有列的单位加一列")
        self.fold = self.add_action("全部折叠", "chevron-up", self._fold_all)
        self.output = self.add_action("打印与导出", "printer", self.open_paper, "Ctrl+P", tip="照现在的样子打印或存成文件")
        self._connect()
        if zoom in ZOOMS:
            self._set_zoom(zoom)

    def _connect(self) -> None:
        self.filters.asked.connect(self._asked)
        self.filters.zoomed.connect(self.zoom)
        self.grid.zoomed.connect(self.zoom)
        self.grid.current_changed.connect(self._show_cell)
        self.grid.opened.connect(self._open_row)
        self.grid.units.role_wanted.connect(self._set_role)
        self.grid.units.menu_wanted.connect(self._show_menu)
        self.grid.unit_head.unit_clicked.connect(self.filter_unit)
        self.grid.totals.figure_clicked.connect(self._open_figure)
        self.strip.role_wanted.connect(self._set_role)
        self.units.wanted.connect(self._add_unit)
        self.units.closed.connect(self.grid.setFocus)
        self.strip.open_wanted.connect(lambda: self._open_row(self.grid.units.currentIndex().row()))
        keys: dict[str, Callable[[], object]] = {
            "Ctrl++": lambda: self.zoom(1),
            "Ctrl+=": lambda: self.zoom(1),
            "Ctrl+-": lambda: self.zoom(-1),
            "Ctrl+0": lambda: self.zoom(0),
        }
        for sequence, do in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(do)

    # what the window calls

    def activate(self) -> None:
        if not self._loaded:
            self.show_plan()
        self.grid.setFocus()

    def show_plan(self) -> None:
        """Another plan: its headings, no filter but the toggles."""
        self.wanted = replace(self.wanted, plan_id=self.plan_id, heading_id=None, unit_id=None, leader="")
        self._loaded, self._added = True, ()
        self.filters.section.setVisible(self.plan_id is not None)
        plan_id, store = self.plan_id, self.ctx.store
        if plan_id is not None:
            self.ctx.runner.run_read(lambda: plan_headings(store, plan_id), self.filters.show_sections, key=f"matrix headings {id(self)}")
        self._list_leaders()
        self.refresh()

    def refresh(self) -> None:
        self._read(keep=False)

    def reword(self) -> None:
        self.filters.reword()
        super().reword()

    def show_changes(self, changes: Changes) -> None:
        if changes.tables & {"heading", "plan"} or not changes.tables:
            self.show_plan()
        else:
            if "contact" in changes.tables:
                self._list_leaders()
            self._read(keep="unit" not in changes.tables)

    def open(self, request: object) -> None:
        if isinstance(request, TaskFilter):
            asked = {"unit_id": request.unit_id, "heading_id": request.heading_id, "no_lead": request.no_lead, "leader": request.leader}
            self.wanted = replace(self.wanted, **asked)  # type: ignore[arg-type]
            self.refresh()

    def escape(self) -> bool:
        if self.units.isVisible():
            self.units.close_strip()
            return True
        if self.grid.units.unmark():
            return True
        if self.wanted.lifted() == self.wanted:
            return False
        self.lift_all()
        return True

    def panes(self) -> list[QWidget]:
        return [self.grid.units]

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        from tracker.ui.pages.matrix.scenes import scenes

        return scenes(self)

    # reading

    def _asked(self, changed: dict[str, object]) -> None:
        self.ask(**changed)
        self.grid.setFocus()

    def _list_leaders(self) -> None:
        store, plan_id = self.ctx.store, self.plan_id
        self.ctx.runner.run_read(lambda: task_cases.leaders(store, plan_id), self.filters.show_leaders, key=f"matrix leaders {id(self)}")

    def ask(self, **changed: object) -> None:
        """Show what these fields of `Wanted` ask for."""
        self.wanted = replace(self.wanted, **changed)  # type: ignore[arg-type]
        self._read(keep=False)

    def _read(self, *, keep: bool) -> None:
        store, wanted, today, plans = self.ctx.store, self.wanted, self.ctx.today(), self.ctx.plans
        self._keeping = keep
        before = (*self.grid.model.frame.units, *self._added) if keep else self._added
        self.ctx.runner.run_read(lambda: keep_units(read_frame(store, wanted, today, plans), before), self._show, key=f"matrix {id(self)}")

    def _fetch(self, task_ids: Sequence[int]) -> Mapping[int, Line]:
        """The rows of a chunk with their cells; called while they come into sight."""
        cells: dict[int, dict[int, MatrixCell]] = {task_id: {} for task_id in task_ids}
        for (task_id, unit_id), cell in matrix_cases.matrix_cells(self.ctx.store, task_ids).items():
            cells[task_id][unit_id] = cell
        rows = task_cases.task_rows(self.ctx.store, task_ids, self.ctx.today())
        return {row.id: line_of(row, cells[row.id]) for row in rows}

    def _show(self, frame: Frame) -> None:
        self._stack.setCurrentIndex(0 if frame.tasks else 1)
        self.strip.setVisible(bool(frame.tasks))
        self.grid.show_frame(frame, near=self._keeping)
        if self._going is not None:
            self.grid.go_to_unit(self._going)
            self.grid.setFocus()
            self._going = None
        wanted, total = frame.wanted, frame.total
        heads = [f"{frame.tasks} 项任务 × {len(frame.units)} 个单位", f"牵头 {total.lead} 项次，参与 {total.part} 项次"]
        names = frame.by_id
        if frame.heavy:
            busy, lead = next(iter(frame.heavy.items()))
            said = f"牵头 {lead} 项，平均 {frame.average:.1f} 项"
            room = self.grid.sizes.left - look().small_metrics.horizontalAdvance(said) - _CORNER
            heads.append(elided(names[busy].display, room, look().small) + said)
        if wanted.rows is Rows.SECTIONS:
            heads.append("格内：上为牵头项数，下为参与项数")
        self.grid.task_head.say(*heads)
        self.filters.show_frame(frame)
        self._fit_bar()
        self.fold.setText("全部展开" if self.grid.model.all_folded else "全部折叠")
        self.set_status(f"{frame.tasks} 项", f"{len(frame.units)} 个单位")

    # the current cell

    def _show_cell(self) -> None:
        index, model, (tasks, units) = self.grid.units.currentIndex(), self.grid.model, self.grid.units.marked()
        if len(tasks) * len(units) > 1:
            self.strip.show_many(len(tasks), units, _MOST_CELLS)
            return
        unit = model.unit_at(index.column()) if index.isValid() else None
        if unit is None:
            self.strip.show_nothing()
            return
        line = model.line(index.row())
        if line is None:
            part = model.part_at(index.row())
            if part is not None:
                count = model.counts_at(index.row()).get(unit.id, NOTHING)
                self.strip.show_sum(part.title, unit, count, opens=model.section_at(index.row()) is not None)
            return
        self.strip.show_cell(line, unit)
        store, today, task_id = self.ctx.store, self.ctx.today(), line.task.id

        def say(note: str) -> None:
            if note and self.grid.current()[0] == task_id:
                self.strip.say_source(f"原文“{note.strip('（）()')}”")

        self.ctx.runner.run_read(
            lambda: task_cases.task_detail(store, task_id, today).note, say, key=f"matrix note {id(self)}", failed=lambda _gone: None
        )

    def _set_role(self, role: Role | None) -> None:
        """Change the current cell, or all that are marked in one step."""
        (tasks, units), store = self.grid.units.marked(), self.ctx.store
        if len(tasks) * len(units) > _MOST_CELLS:
            self.ctx.toast(f"选中了 {len(tasks) * len(units)} 格，一次最多改 {_MOST_CELLS} 格：请少选一些", undo=False)
            return
        if len(tasks) * len(units) > 1:
            cells = [(one, unit.id) for one in tasks for unit in units]
            self.ctx.change(lambda: set_roles(store, cells, role))
            return
        task_id, unit = self.grid.current()
        if task_id is None or unit is None:
            self.ctx.toast("这一行是章节，不能设角色：请到一项任务的格子里设", undo=False)
            return
        line = self.grid.model.line(self.grid.units.currentIndex().row())
        held = line.cells.get(unit.id) if line else None
        if (held.role if held and not held.inferred else None) is role and (held is None) == (role is None):
            return
        unit_id = unit.id
        self.ctx.change(lambda: task_cases.set_role(store, task_id, unit_id, role))

    def _show_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        for number, role in enumerate(Role, 1):
            menu.addAction(f"{role.label}\t{number}", lambda role=role: self._set_role(role))
        menu.addAction("清除\tDel", lambda: self._set_role(None))
        menu.addSeparator()
        menu.addAction("打开任务\tEnter", lambda: self._open_row(self.grid.units.currentIndex().row()))
        menu.exec(where)
        menu.deleteLater()

    # going elsewhere

    def _open_row(self, row: int) -> None:
        model = self.grid.model
        task_id, section = model.task_at(row), model.section_at(row)
        if task_id is not None:
            self.ctx.open_task(task_id)
        elif section is not None:
            unit = model.unit_at(self.grid.units.currentIndex().column())
            has_any = unit is not None and unit.id in model.counts_at(row)
            unit_id = unit.id if unit and has_any else None
            self.ctx.open_tasks(TaskFilter(plan_id=self.wanted.plan_id, heading_id=section.heading_id, unit_id=unit_id))

    def _open_figure(self, unit_id: int, leading: bool) -> None:
        roles = LEADING if leading else frozenset(Role) - LEADING
        self.ctx.open_tasks(
            TaskFilter(
                plan_id=self.wanted.plan_id,
                heading_id=self.wanted.heading_id,
                unit_id=unit_id,
                roles=roles,
                no_lead=self.wanted.no_lead,
            )
        )

    def open_paper(self) -> "PaperWindow | None":
        """打印与导出: what is shown, as sheets of paper, a Word or an Excel file."""
        from tracker.ui.paper.window import PaperWindow
        from tracker.usecases.papers.matrix_report import MatrixRequest, matrix_content

        if not self.grid.model.frame.tasks:
            self.ctx.toast("没有可以打印的任务：请先放宽筛选条件", undo=False)
            return None
        store, wanted, today, model = self.ctx.store, self.wanted, self.ctx.today(), self.grid.model
        folded, units = model.folded, model.frame.units

        def make(paper: str, one_table: bool) -> "Document":
            return matrix_content(store, MatrixRequest(wanted, paper, folded, units), today, one_table=one_table)

        window = PaperWindow(self.ctx, "责任矩阵", make, self)
        window.open()
        return window

    # filters and sizes

    def open_units(self) -> None:
        """加单位: ask which unit gets a column."""
        from tracker.usecases.house.units import list_units

        store, shown = self.ctx.store, frozenset(self.grid.model.columns)
        self.ctx.runner.run_read(lambda: list_units(store), lambda units: self.units.open_for(units, shown), key=f"matrix units {id(self)}")

    def _add_unit(self, unit: UnitRecord) -> None:
        self._added = (*self._added, unit)
        self.wanted = replace(self.wanted, unit_id=None)
        self._going = unit.id
        self._read(keep=True)

    def filter_unit(self, unit_id: int) -> None:
        """Only the tasks of this unit, or all again."""
        self.ask(unit_id=None if unit_id == self.wanted.unit_id else unit_id)
        self.grid.go_to_unit(unit_id)
        self.grid.setFocus()

    def lift_all(self) -> None:
        """Take every filter away."""
        self.wanted = self.wanted.lifted()
        self._read(keep=False)
        self.grid.setFocus()

    def _fold_all(self) -> None:
        self.grid.fold_all(not self.grid.model.all_folded)
        self.fold.setText("全部展开" if self.grid.model.all_folded else "全部折叠")

    def zoom(self, step: int) -> None:
        """One step larger (1) or smaller (-1), or the size as drawn (0)."""
        place = ZOOMS.index(self.grid.zoom)
        zoom = ZOOMS[min(max(place + step, 0), len(ZOOMS) - 1)] if step else 1.0
        self.ctx.settings.setValue(_ZOOM, zoom)
        self._set_zoom(zoom)

    def _set_zoom(self, zoom: float) -> None:
        self.filters.percent.setText(f"{zoom:.0%}")
        self.grid.set_zoom(zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()

    def _fit_bar(self) -> None:
        self.filters.fit(self.width())
