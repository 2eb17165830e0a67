"""The page: six figures, what needs attention, how plans and units stand, what the next thirty days bring."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from tracker.domain.screens import CalendarItem, LightCounts, Overview, TaskFilter
from tracker.domain.terms import Light, Role
from tracker.domain.workdays import WorkCalendar
from tracker.ui.context import Context
from tracker.ui.page import Page
from tracker.ui.pages.overview.attention import AttentionDelegate, AttentionModel
from tracker.ui.pages.overview.bars import BarLine, Bars, light_words
from tracker.ui.pages.overview.days import DayStrip
from tracker.ui.pages.overview.desk_state import DeskState, backup_words, read_desk_state, read_lines
from tracker.ui.pages.overview.figures import Figure
from tracker.ui.pages.overview.legend import square_legend
from tracker.ui.pages.overview.reporting import ReportingPanel
from tracker.ui.pages.overview.waiting import WaitingDoors
from tracker.ui.shapes import Mark
from tracker.ui.theme import look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.legend import mark_legend
from tracker.ui.widgets.plain import Panel, link
from tracker.ui.widgets.rows_view import RowsView
from tracker.usecases.views import overview as usecase
from tracker.usecases.views.calendar import work_calendar

if TYPE_CHECKING:
    from tracker.usecases.feedback.period_lines import PeriodLine

_ONE_COLUMN_UNDER = 920
_SHARP = 2.0
"""How many times its size the page is drawn for paper."""
_DESK_LATER_MS = 300
# The books of all plans are read for who stays on the page, when everything else is there.
_LINES_LATER_MS = 600
# Beside more tasks they would take many seconds at each change; the book of a chosen plan is shown all the same.
LINES_UP_TO = 20_000
_WEEKDAYS = "一二三四五六日"
_OWN = frozenset({Role.LEAD, Role.JOINT})


class _Days(NamedTuple):
    """What the next days bring."""

    items: tuple[CalendarItem, ...]
    calendar: WorkCalendar


class _Reading:
    """What one reading has brought so far: its two questions are asked beside each other and shown together."""

    found: Overview | None = None
    days: _Days | None = None


class OverviewPage(Page):
    """总览. Every figure opens the list that it counts."""

    keys_text = "数字和图都可点开看清单　Tab 逐个走　Enter 打开"
    help_topic = "overview"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._loaded = False
        self._columns = 0
        self._total, self._backup = 0, ""
        self._desk_wanted = False
        self._lines: tuple[PeriodLine, ...] = ()
        self._lines_late = QTimer(self, singleShot=True, interval=_LINES_LATER_MS)
        self._lines_late.timeout.connect(self._read_lines)
        self.add_action("复制为图片", "copy", self.copy_picture)
        self.add_action("打印", "printer", self.print_page, "Ctrl+P")
        self.figures = {
            "overdue": self._figure("逾期", Mark.RED, "red", "overdue"),
            "red": self._figure("红灯（含逾期）", Mark.RED, "red", "red"),
            "due_7": self._figure("7 天内到期", Mark.AMBER, "amber", "due_7"),
            "due_30": self._figure("30 天内到期", "calendar-clock", "text", "due_30"),
            "no_lead": self._figure("无牵头", Mark.NO_LEAD, "red", "no_lead"),
            "unreported": self._figure("本期未填报", "inbox", "text", "unreported"),
        }
        self.attention = AttentionModel(self)
        self.list = RowsView(self.attention)
        self.list.setItemDelegate(AttentionDelegate(self.list))
        self.list.setAccessibleName("需要处理")
        self.list.opened.connect(ctx.open_task)
        self._attention_panel = self._make_attention()
        self._days_panel = self._make_days()
        self._plans_panel = self._make_plans()
        self._units_panel = self._make_units()
        self.reporting = ReportingPanel(lambda: ctx.navigate("sheets"), lambda period: ctx.open_document("urging", period), ctx.choose_plan)
        self._desk = QWidget()
        self._desk.setObjectName("desk")
        self._grid = QGridLayout(self._desk)
        self._grid.setContentsMargins(16, 12, 14, 12)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(10)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._desk)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(area)
        self._place(2)

    # building

    def _figure(self, words: str, sign: Mark | str, ink: str, name: str) -> Figure:
        return Figure(words, sign, ink, lambda: self._open_figure(name))

    def _make_attention(self) -> Panel:
        panel = Panel("需要处理", " ")
        panel.head.addWidget(link("在任务页打开", self._open_attention))
        panel.body.addWidget(self.list, 1)
        self.waiting = WaitingDoors(self.ctx)
        panel.body.addWidget(self.waiting)
        self.asked = link("", lambda: self.ctx.open_tasks(TaskFilter(plan_id=self.plan_id, extension_asked=True)), "calendar-clock")
        self.claims = link("", lambda: self.ctx.open_tasks(TaskFilter(plan_id=self.plan_id, unproved=True)), "check-check")
        doors = QHBoxLayout()
        doors.setContentsMargins(12, 4, 12, 4)
        doors.setSpacing(16)
        for door in (self.asked, self.claims):
            door.hide()
            doors.addWidget(door)
        doors.addStretch(1)
        panel.body.addLayout(doors)
        panel.setMinimumHeight(look().px(240))
        return panel

    @cached_property
    def _calm(self) -> EmptyState:
        made = EmptyState("没有需要处理的任务", "逾期、红灯和黄灯会列在这里")
        self._attention_panel.body.addWidget(made, 1)
        return made

    def _make_days(self) -> Panel:
        panel = Panel("未来 30 天到期", " ")
        panel.head.addWidget(mark_legend([(Mark.RED, "红灯"), (Mark.AMBER, "黄灯"), (Mark.GREEN, "正常"), (Mark.ONGOING, "周期")]))
        self.days = DayStrip()
        self.days.chosen.connect(self._open_day)
        panel.body.addWidget(self.days)
        panel.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return panel

    def _make_plans(self) -> Panel:
        panel = Panel("各方案进度")
        panel.head.addWidget(square_legend(light_words()))
        self.plans = Bars("各方案进度", figures=True, name_width=116, note_width=64)
        self.plans.chosen.connect(self._open_plan)
        panel.body.addWidget(self.plans)
        panel.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        return panel

    def _make_units(self) -> Panel:
        panel = Panel("各单位牵头任务", "问题多的在前")
        self._all_units = link("全部", lambda: self.ctx.navigate("units"))
        panel.head.addWidget(self._all_units)
        self.units = Bars("各单位牵头任务", figures=False, name_width=104, note_width=84)
        self.units.chosen.connect(self._open_unit)
        panel.body.addWidget(self.units)
        panel.setMinimumHeight(look().px(160))
        return panel

    def _place(self, columns: int) -> None:
        """Two columns of panels, or one where there is no room."""
        if columns == self._columns:
            return
        self._columns = columns
        grid = self._grid
        while grid.count():
            grid.takeAt(0)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        per_row = 6 if columns == 2 else 3
        for place, figure in enumerate(self.figures.values()):
            span = 6 // per_row
            grid.addWidget(figure, place // per_row, place % per_row * span, 1, span)
        if columns == 2:
            left, right = QWidget(), QWidget()
            for side, panels in (
                (left, (self._attention_panel, self._days_panel)),
                (right, (self._plans_panel, self._units_panel, self.reporting)),
            ):
                column_layout = QGridLayout(side)
                column_layout.setContentsMargins(0, 0, 0, 0)
                column_layout.setVerticalSpacing(10)
                for line, panel in enumerate(panels):
                    column_layout.addWidget(panel, line, 0)
            grid.addWidget(left, 1, 0, 1, 4)
            grid.addWidget(right, 1, 4, 1, 2)
            grid.setRowStretch(1, 1)
            return
        every = (self._attention_panel, self._days_panel, self._plans_panel, self._units_panel, self.reporting)
        for line, panel in enumerate(every, 2):
            grid.addWidget(panel, line, 0, 1, 6)
        grid.setRowStretch(1, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(1 if event.size().width() < look().px(_ONE_COLUMN_UNDER) else 2)

    # what the window calls

    def activate(self) -> None:
        if not self._loaded:
            self._loaded = True
            self.refresh()
            self.figures["overdue"].setFocus()

    def panes(self) -> list[QWidget]:
        return [self.figures["overdue"], self.list, self.days, self.plans, self.units]

    def refresh(self) -> None:
        if not self._loaded:
            return
        store, plan_id, today = self.ctx.store, self.plan_id, self.ctx.today()

        reading = _Reading()

        def read_days() -> _Days:
            return _Days(usecase.upcoming(store, plan_id, today), work_calendar(store))

        def took_figures(found: Overview) -> None:
            reading.found = found
            self._show(reading, today)

        def took_days(days: _Days) -> None:
            reading.days = days
            self._show(reading, today)

        self.ctx.runner.run_read(lambda: usecase.overview(store, plan_id, today), took_figures, key=f"overview {id(self)}")
        self.ctx.runner.run_read(read_days, took_days, key=f"overview days {id(self)}")
        if self.isVisible():
            self._read_desk()
        else:
            self._desk_wanted = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._desk_wanted:
            QTimer.singleShot(_DESK_LATER_MS, self, self._read_desk)
        elif self._loaded:
            self.waiting.look(self.plan_id)

    def _read_desk(self) -> None:
        """What stands beside the figures: it comes after them, and at the start after the window."""
        self._desk_wanted = False
        store, places, plan_id, today = self.ctx.store, self.ctx.paths, self.plan_id, self.ctx.today()
        self.ctx.runner.run_read(
            lambda: read_desk_state(store, places, plan_id, today), lambda state: self._show_desk(state, today), key=f"desk {id(self)}"
        )
        self.waiting.look(plan_id)

    def _read_lines(self) -> None:
        """How every plan stands in its period, where all of them are shown."""
        if self.plan_id is not None or self._total > LINES_UP_TO:
            return
        if not self.isVisible():
            self._desk_wanted = True
            return
        store, today = self.ctx.store, self.ctx.today()

        def show(lines: "tuple[PeriodLine, ...]") -> None:
            self._lines = lines
            if self.plan_id is None:
                self.reporting.show_period(None, lines, today)

        self.ctx.runner.run_read(lambda: read_lines(store, today), show, key=f"lines {id(self)}")

    def _show_desk(self, state: DeskState, today: date) -> None:
        self.reporting.show_period(state.book, self._lines, today)
        runner = self.ctx.runner
        if state.book is None and runner.idle():
            self._lines_late.start()
        elif state.book is None:
            runner.rested.connect(self._lines_late.start, Qt.ConnectionType.SingleShotConnection)
        self.asked.setVisible(bool(state.extensions))
        self.asked.setText(f"待批的延期申请 {state.extensions} 项任务")
        self.claims.setVisible(bool(state.claims))
        self.claims.setText(f"报了完成、等待核验 {state.claims} 项任务")
        self._backup = backup_words(state.backup, today)
        self._say_status(today)

    # showing

    def _show(self, reading: _Reading, today: date) -> None:
        found, days = reading.found, reading.days
        if found is None or days is None:
            return
        counts = found.counts
        self._show_figures(found, days.items, today)
        urgent = counts.red + counts.amber
        groups = self.attention.take(found.attention, today, urgent)
        self.list.load(groups)
        self.list.setVisible(bool(groups))
        if not groups or "_calm" in self.__dict__:
            self._calm.setVisible(not groups)
        shown = len(found.attention)
        more = f"前 {shown} 项，共 {urgent} 项" if shown < urgent else f"{urgent} 项，按轻重排列"
        self._attention_panel.count.setText(more if urgent else "")
        turns = sum(item.recurring for item in days.items)
        once = len(days.items) - turns
        self._days_panel.count.setText(f"{once} 项" + (f"，另有周期事项 {turns} 次" if turns else ""))
        self.days.show_days(today, days.items, days.calendar)
        self.plans.show_lines([_plan_line(plan) for plan in found.plans])
        worst = sorted(found.units, key=lambda unit: (-unit.lights.get(Light.RED, 0), -unit.lights.get(Light.AMBER, 0), -unit.total))
        self.units.show_lines([_unit_line(unit) for unit in worst])
        self._all_units.setText(f"全部 {len(worst)} 个")
        self.set_badge("")
        self._total = counts.total
        self._say_status(today)

    def _say_status(self, today: date) -> None:
        day = f"{today.year}年{today.month}月{today.day}日 星期{_WEEKDAYS[today.weekday()]}"
        self.set_status(f"{self._total} 项任务", *([self._backup] if self._backup else []), day)

    def _show_figures(self, found: Overview, ahead: Sequence[CalendarItem], today: date) -> None:
        counts = found.counts
        oldest = min((row.due for row in found.attention if row.due is not None and row.due < today), default=None)
        nearest = min((item.day for item in ahead), default=None)
        near = nearest is not None and nearest <= today + timedelta(7)
        notes = {
            "overdue": f"最久 {(today - oldest).days} 天" if counts.overdue and oldest else "没有逾期的任务",
            "red": f"其中逾期 {counts.overdue} 项" if counts.red else "没有红灯",
            "due_7": f"最近 {nearest.month}月{nearest.day}日" if nearest is not None and near else "一周内没有到期",
            "due_30": f"含 7 天内 {counts.due_7} 项",
            "no_lead": "还没有定牵头单位" if counts.no_lead else "都有牵头单位",
            "unreported": f"{counts.total} 项任务中",
        }
        for name, figure in self.figures.items():
            figure.show_count(getattr(counts, name), notes[name])

    # doors

    def _open_figure(self, name: str) -> None:
        self.ctx.open_tasks(usecase.figure_filters(self.plan_id, self.ctx.today())[name])

    def _open_attention(self) -> None:
        self.ctx.open_tasks(TaskFilter(plan_id=self.plan_id, lights=frozenset({Light.RED, Light.AMBER})))

    def _open_day(self, day: date) -> None:
        self.ctx.open_tasks(TaskFilter(plan_id=self.plan_id, due_from=day, due_to=day))

    def _open_plan(self, plan_id: int, light: Light | None) -> None:
        self.ctx.open_tasks(TaskFilter(plan_id=plan_id, lights=frozenset({light} if light else ())))

    def _open_unit(self, unit_id: int, light: Light | None) -> None:
        lights = frozenset({light} if light else ())
        self.ctx.open_tasks(TaskFilter(plan_id=self.plan_id, unit_id=unit_id, roles=_OWN, lights=lights))

    def copy_picture(self) -> None:
        """Put a picture of the page on the clipboard."""
        from tracker.ui.pages.overview.printing import picture_of

        QGuiApplication.clipboard().setPixmap(picture_of(self._desk, self.devicePixelRatioF(), self._out_of_sight()))
        self.ctx.toast("已复制为图片，可粘贴到文档里", undo=False)

    def _out_of_sight(self) -> int:
        """How much of the list one has to scroll for."""
        view = self.list
        return max(view.verticalHeader().length() - view.viewport().height(), 0) if view.isVisible() else 0

    def print_page(self) -> None:
        """The page on one sheet of A4."""
        from tracker.ui.pages.overview.printing import picture_of, print_picture

        today = self.ctx.today()
        title = f"{'、'.join(plan.title for plan in self.ctx.plans if plan.id == self.plan_id) or '全部方案'}总览（{today}）"
        if print_picture(self, picture_of(self._desk, _SHARP, self._out_of_sight()), title):
            self.ctx.toast("已送往打印机", undo=False)


def _plan_line(plan: LightCounts) -> BarLine:
    done = plan.lights.get(Light.DONE, 0)
    return BarLine(plan, plan.name, f"完成 {done * 100 // plan.total if plan.total else 0}%")


def _unit_line(unit: LightCounts) -> BarLine:
    red, amber = unit.lights.get(Light.RED, 0), unit.lights.get(Light.AMBER, 0)
    alarm = f"红{red}" if red else f"黄{amber}" if amber else ""
    return BarLine(unit, unit.name, f"{unit.total} 项", alarm, Light.RED if red else Light.AMBER if amber else None)
