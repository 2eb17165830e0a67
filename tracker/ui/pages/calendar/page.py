"""The page: the month with its agenda, or the month day by day."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from tracker.domain.records import Changes
from tracker.domain.screens import CalendarItem, TaskFilter
from tracker.progress import Progress
from tracker.ui.context import Context
from tracker.ui.exporting import export
from tracker.ui.icons import TOOL, icon
from tracker.ui.page import Page
from tracker.ui.pages.calendar.agenda import AgendaView, DaysView
from tracker.ui.pages.calendar.agenda_foot import AgendaFoot
from tracker.ui.pages.calendar.days import MonthData, SpanData, agenda_end, month_of, read_month, read_span
from tracker.ui.pages.calendar.legend import calendar_entries, calendar_legend
from tracker.ui.pages.calendar.month_view import MonthView
from tracker.ui.pages.calendar.months_view import MonthsView
from tracker.ui.pages.calendar.move_strip import MoveStrip, movable
from tracker.ui.pages.calendar.paper_window import CalendarPaper
from tracker.ui.pages.calendar.walking import turned
from tracker.ui.remembering import keep_split
from tracker.ui.theme import TIGHT_WIDTH, look
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.scrolled import scrolled
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.papers.calendar_file import write_due_dates
from tracker.usecases.views.calendar_rest import CalendarRest, calendar_rest

MONTH, QUARTER, YEAR, DAYS = "month", "quarter", "year", "days"
_STEPS = {MONTH: 1, QUARTER: 3, YEAR: 12, DAYS: 1}
_AGENDA = 296


_KEYS = "方向键 移动　PgUp PgDn 前后翻　T 今天　Enter 打开　Ctrl+方向键 改时限"
_LIST_KEYS = "↑↓ 移动　Ctrl+PgUp PgDn 前后翻　T 今天　Enter 打开　Ctrl+方向键 改时限"


class CalendarPage(Page):
    """时限日历. Opens with a date (that day is chosen) or nothing."""

    keys_text = _KEYS
    help_topic = "calendar"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.chosen = ctx.today()
        self.data: MonthData | None = None
        self.span: SpanData | None = None
        self._build_bar()
        self.month = MonthView()
        self.agenda = AgendaView()
        self.foot = AgendaFoot()
        self.side = QWidget()
        self.side.setMinimumWidth(look().px(240))
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.agenda, 1)
        column.addWidget(self.foot)
        self.days = DaysView()
        self.quarter, self.year = MonthsView(3), MonthsView(12)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(scrolled(self.month))
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        if not keep_split(self.split, ctx.settings, "calendar/split"):
            self.split.setSizes([1000, look().px(_AGENDA)])
        self.views = QStackedWidget()
        self.views.addWidget(self.split)
        for view in (scrolled(self.quarter), scrolled(self.year), self.days):
            self.views.addWidget(view)
        self.body.addWidget(self.views, 1)
        self.move_strip = MoveStrip(ctx)
        self.body.addWidget(self.move_strip)
        self.add_action("日历文件", "calendar-plus", self.export_ics, tip="导出日历文件（.ics），可导入手机或邮箱的日历")
        self.add_action("打印与导出", "printer", self.open_paper, "Ctrl+P", tip="印一张 A4 或 A3，或存成 PDF")
        self._connect()

    def _build_bar(self) -> None:
        bar = self.add_filter_bar()
        steps = QWidget()
        row = QHBoxLayout(steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_step("往前（PgUp）", "chevron-left", lambda: self._turn(-1)))
        row.addWidget(_step("往后（PgDn）", "chevron-right", lambda: self._turn(1)))
        self.today = button("今天 T", lambda: self.choose(self.ctx.today()))
        row.addWidget(self.today)
        self.title = label("", look().title)
        self.facts = label("", ink="2")
        self.legend = calendar_legend()
        self.agenda_button = button("日程栏", self._toggle_agenda)
        self.agenda_button.setCheckable(True)
        self.mode = Segmented([(MONTH, "月"), (QUARTER, "季"), (YEAR, "年"), (DAYS, "日程")], "日历的样子")
        bar.add(steps, self.title, self.facts)
        bar.stretch()
        bar.add(self.legend, self.agenda_button, self.mode)

    def _connect(self) -> None:
        self.month.day_chosen.connect(self.choose)
        self.month.day_opened.connect(self._open_day)
        self.month.opened.connect(self.ctx.open_task)
        self.month.dragged.connect(lambda item, day: self._move([item], day))
        self.month.stuck.connect(self._say_stuck)
        self.month.shift_wanted.connect(self.shift)
        self.move_strip.day_proposed.connect(self.month.show_target)
        self.move_strip.closed.connect(self._moved)
        self.move_strip.stored.connect(self.choose)
        self.foot.day_wanted.connect(self.choose)
        self.foot.undated_wanted.connect(self._open_undated)
        for months in (self.quarter, self.year):
            months.day_chosen.connect(self.choose)
            months.shift_wanted.connect(self.shift)
            months.day_opened.connect(self._open_month)
        for view in (self.agenda, self.days):
            view.opened_task.connect(self.ctx.open_task)
            view.shift_wanted.connect(self._shift_item)
            view.turned.connect(self._turn)
            view.today_wanted.connect(lambda: self.choose(self.ctx.today()))
        self.mode.chosen.connect(self.show_mode)

    # what the window calls

    def activate(self) -> None:
        if self.data is None:
            self.refresh()
        self._focus_view()

    def refresh(self) -> None:
        self._read_month()
        if self.mode.current in (QUARTER, YEAR):
            self._read_span()

    def _read_month(self) -> None:
        store, plan_id, month, today = self.ctx.store, self.plan_id, month_of(self.chosen), self.ctx.today()
        self.ctx.runner.run_read(lambda: read_month(store, plan_id, month, today), self._show, key=f"calendar {id(self)}")

    def _read_span(self) -> None:
        store, plan_id, day, today, months = self.ctx.store, self.plan_id, self.chosen, self.ctx.today(), _STEPS[self.mode.current]
        self.ctx.runner.run_read(lambda: read_span(store, plan_id, day, months, today), self._show_span, key=f"calendar months {id(self)}")

    def reword(self) -> None:
        self.legend.retell(calendar_entries())
        super().reword()

    def show_changes(self, changes: Changes) -> None:
        self.refresh()

    def open(self, request: object) -> None:
        if isinstance(request, date):
            self.choose(request)

    def escape(self) -> bool:
        if self.move_strip.isVisible():
            self.move_strip.close_strip()
            return True
        if self.chosen == self.ctx.today():
            return False
        self.choose(self.ctx.today())
        return True

    def panes(self) -> list[QWidget]:
        return [self.month, self.agenda, self.quarter, self.year, self.days]

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        from tracker.ui.pages.calendar.scenes import scenes

        return scenes(self)

    # showing

    def _show(self, data: MonthData) -> None:
        self.data = data
        self.month.show_data(data, self.chosen)
        self.agenda.show_data(data, self.chosen)
        self.days.show_data(data)
        self._read_rest()
        year = data.month.year
        known = f"节假日按本单位填写的{year}年安排" if data.own_holidays else f"节假日按国务院{year}年安排"
        self.set_status(
            known if data.work.has_data(year) else f"没有{year}年的放假安排，只按周末算",
            f"本月到期 {len(data.due)} 项",
        )
        self._name()

    def _read_rest(self) -> None:
        """What no month shows, read beside the month."""
        store, plan_id, after = self.ctx.store, self.plan_id, agenda_end(self.ctx.today())

        def show(rest: CalendarRest) -> None:
            self.foot.show_rest(rest, quiet=self.data is not None and not self.data.ahead)

        self.ctx.runner.run_read(lambda: calendar_rest(store, plan_id, after), show, key=f"calendar rest {id(self)}")

    def _open_undated(self, ids: tuple[int, ...]) -> None:
        self.ctx.open_tasks(TaskFilter(plan_id=self.plan_id, only=ids, only_words="没有写到哪天的任务"))

    def _show_span(self, span: SpanData) -> None:
        self.span = span
        view = self.quarter if len(span.months) == _STEPS[QUARTER] else self.year
        view.show_data(span, self.chosen)
        self._name()

    def _name(self) -> None:
        """Say in the bar what is shown."""
        data, span = self.data, self.span
        if self.mode.current in (QUARTER, YEAR):
            if span is not None:
                self.title.setText(span.title)
                self.facts.setText(f"到期 {span.total} 项")
        elif data is not None:
            left = f"，今天后还有 {data.workdays_left} 个" if data.month.holds(data.today) else ""
            self.title.setText(data.month.title)
            self.facts.setText(f"{data.workdays} 个工作日{left}")
        self._fit()

    def _turn(self, way: int) -> None:
        """One month, quarter or year on."""
        self.choose(turned(self.chosen, way * _STEPS[self.mode.current]))

    def choose(self, day: date) -> None:
        """Choose a day; another month is read first."""
        self.chosen = day
        if self.data is None or not self.data.month.holds(day):
            self._read_month()
            if self.mode.current in (QUARTER, YEAR):
                self._choose_in_span(day)
            return
        self.month.choose(day)
        self.agenda.show_data(self.data, day)
        if self.mode.current in (QUARTER, YEAR):
            self._choose_in_span(day)
        if self.mode.current == DAYS:
            self.days.go_to_date(day)

    def _choose_in_span(self, day: date) -> None:
        view = self.quarter if self.mode.current == QUARTER else self.year
        if self.span is None or len(self.span.months) != view.months or not self.span.holds(day):
            self._read_span()
        else:
            view.choose(day)

    def _open_month(self, day: date) -> None:
        """Enter on a day of a quarter or a year: its month."""
        self.choose(day)
        self.mode.choose(MONTH)
        self.show_mode(MONTH)

    def _open_day(self, day: date) -> None:
        """Enter: the day's only task, or its list."""
        items = self.data.on(day) if self.data else ()
        if len(items) == 1:
            self.ctx.open_task(items[0].task_id)
        elif items:
            self.choose(day)
            self.side.show()
            self.agenda.go_to_day()

    # moving what is due

    def shift(self, days: int) -> None:
        """Ctrl and an arrow: what is due on the chosen day goes there, once the reason is written."""
        if self.move_strip.isVisible():
            self.move_strip.step(days)
            return
        items = movable(self.data.on(self.chosen)) if self.data else []
        if items:
            self._move(items, self.chosen + timedelta(days))
        else:
            self.ctx.toast("这一天没有可以调整的时限：周期性工作和已完成的不能改日期", undo=False)

    def _shift_item(self, item: CalendarItem, days: int) -> None:
        """Ctrl and an arrow on a line of a list."""
        if self.move_strip.isVisible():
            self.move_strip.step(days)
        elif movable([item]):
            self._move([item], item.day + timedelta(days))
        else:
            self._say_stuck(item)

    def _say_stuck(self, item: CalendarItem) -> None:
        why = "周期性工作按周期到期，不能拖动改期，要改请在任务详情里改时限" if item.recurring else "已完成的任务不能改期"
        self.ctx.toast(f"{item.number}　{item.title}：{why}", undo=False)

    def _move(self, items: Sequence[CalendarItem], day: date) -> None:
        if self.data is not None:
            self.move_strip.open_for(items, day, self.data.work)

    def _moved(self) -> None:
        self.month.show_target(None)
        self._focus_view()

    def show_mode(self, mode: str) -> None:
        """Month, quarter, year or day by day."""
        self.views.setCurrentIndex(list(_STEPS).index(mode))
        if mode == DAYS:
            self.days.go_to_date(self.chosen)
        elif mode != MONTH:
            self._read_span()
        self.keys_text = _LIST_KEYS if mode == DAYS else _KEYS
        self.status_changed.emit()
        self._name()
        self._focus_view()

    def _focus_view(self) -> None:
        {MONTH: self.month, QUARTER: self.quarter, YEAR: self.year, DAYS: self.days}[self.mode.current].setFocus()

    # sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(self.window().width() >= look().px(TIGHT_WIDTH))
        self._fit()

    def _toggle_agenda(self) -> None:
        self.side.setVisible(self.agenda_button.isChecked())

    def _fit(self) -> None:
        """The agenda gives way to a button in narrow windows; legend and facts give way where the row is full."""
        narrow = self.window().width() < look().px(TIGHT_WIDTH)
        self.days.fit(narrow=narrow)
        self.agenda_button.setVisible(narrow and self.mode.current == MONTH)
        self.agenda_button.setChecked(self.side.isVisibleTo(self.split))
        bar = self.filter_bar
        if bar is None:
            return
        self.legend.hide()
        self.facts.show()
        self.facts.setVisible(bar.sizeHint().width() <= self.width())
        self.legend.setVisible(bar.sizeHint().width() + self.legend.sizeHint().width() + 8 <= self.width())

    # paper

    def _paper_title(self) -> str:
        return next((plan.title for plan in self.ctx.plans if plan.id == self.plan_id), "全部方案")

    def open_paper(self) -> CalendarPaper | None:
        """打印与导出: the month, quarter or year shown, on one sheet."""
        data = self.span if self.mode.current in (QUARTER, YEAR) else self.data
        if data is None:
            return None
        window = CalendarPaper(self.ctx, data, self._paper_title(), self)
        window.open()
        return window

    def export_ics(self) -> None:
        """日历文件: what is due in the months shown, as .ics."""
        shown = self.span.months if self.span is not None and self.mode.current in (QUARTER, YEAR) else None
        months = shown or ((self.data.month,) if self.data is not None else ())
        if not months:
            return
        store, plan_id, today = self.ctx.store, self.plan_id, self.ctx.today()
        first, last = months[0].first, months[-1].last

        def write(path: Path, _progress: Progress, _fonts: Collection[str]) -> None:
            write_due_dates(store, plan_id, first, last, path, today)

        export(self, self.ctx, "日历文件", f"{self.title.text()}到期任务.ics", write)


def _step(words: str, icon_name: str, do: Callable[[], object]) -> QToolButton:
    made = QToolButton()
    made.setProperty("kind", "box")
    made.setIcon(icon(icon_name))
    made.setIconSize(QSize(look().px(TOOL), look().px(TOOL)))
    made.setFixedSize(look().px(TOOL) + 22, look().control)
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.clicked.connect(lambda _checked=False: do())
    return made
