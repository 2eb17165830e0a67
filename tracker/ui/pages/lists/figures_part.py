"""The part of a row's pane that follows it over time: how an indicator, a service or a project stands, and every figure given so far."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.figure_lines import IndicatorLine, Line, ProjectLine, ServiceLine
from tracker.domain.figures import IndicatorValueRecord, ProjectValueRecord, ServiceStanding, ValueKind, period_said
from tracker.domain.records import Changes, Origin
from tracker.domain.terms import Light
from tracker.reports.titles import day_words
from tracker.ui.context import Context
from tracker.ui.pages.lists import figure_forms as forms
from tracker.ui.pages.lists.curve import IndicatorCurve
from tracker.ui.pages.lists.rows import standing_of
from tracker.ui.shapes import mark_of
from tracker.ui.source.grid_window import GridPlace, open_grid
from tracker.ui.theme import look
from tracker.ui.widgets.form_desk import FormDesk
from tracker.ui.widgets.plain import empty, label, link
from tracker.ui.widgets.section import InlineForm, Section
from tracker.usecases.cycle import indicator_values, project_list, project_values, service_checks

_TITLES = {IndicatorLine: "监测", ServiceLine: "年度核查", ProjectLine: "进展"}
_INKS = {Light.RED: "red", Light.AMBER: "amber", Light.GREEN: "green", Light.DONE: "2"}
_FEW = 12
# Widths of the columns of the table but the last.
_INDICATOR, _CHECK, _PROJECT = (84, 56, 56, 20), (50, 60, 32), (84, 78, 20)


class FiguresPart(Section):
    """`desk`: where its forms open."""

    def __init__(self, ctx: Context, desk: FormDesk, parent: QWidget | None = None) -> None:
        super().__init__("监测", parent)
        self.ctx, self.desk = ctx, desk
        self.line: Line | None = None
        self.curve = IndicatorCurve()
        self.standing = label("", look().bold, wrap=True)
        self.words = label("", wrap=True, select=True)
        self.body.addWidget(self.standing)
        self.body.addWidget(self.words)
        self.body.addWidget(self.curve)
        self.table = QVBoxLayout()
        self.table.setSpacing(4)
        self.body.addLayout(self.table)
        self.first = self.add_link("", self.open_first)
        self.second = self.add_link("", self.open_second)
        self.third = self.add_link("", self.open_third)

    def show_line(self, line: Line) -> None:
        """Show all of this row's figures."""
        self.line = line
        self.title.setText(_TITLES[type(line)])
        light, words = standing_of(line, self.ctx.today())
        self.standing.setText(words)
        self.standing.setProperty("ink", _INKS[light] if light else "2")
        self.standing.style().unpolish(self.standing)
        self.standing.style().polish(self.standing)
        self.standing.setAccessibleName(f"{mark_of(light).label if light else ''}{words}")
        empty(self.table)
        self.curve.hide()
        if isinstance(line, IndicatorLine):
            self._name_links("填数", "", "")
            self.words.setText(line.judgement.words)
            self.curve.show_line(line, self.ctx.today())
            self._indicator_rows(line)
        elif isinstance(line, ServiceLine):
            self._name_links("核查", "", "")
            self.words.setText("" if line.checks else "还没有核查过")
            self._check_rows(line)
        else:
            gone = line.row.removed_on is not None
            self._name_links("填进展", "年度计划", "重新列入" if gone else "调出")
            self.words.setText(line.row.removed_reason if gone else line.judgement.words)
            self._project_rows(line)
        self.words.setVisible(bool(self.words.text()))

    def _name_links(self, *names: str) -> None:
        for made, words in zip((self.first, self.second, self.third), names, strict=True):
            made.setText(words)
            made.setVisible(bool(words))

    # the figures

    def _row(self, widths: Sequence[int], *cells: str | QWidget, head: bool = False) -> None:
        """A line of the table: all cells but the last have their widths."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for place, cell in enumerate(cells):
            last = place == len(cells) - 1
            made = label(cell, look().small, "2" if head else "", wrap=last, select=not head) if isinstance(cell, str) else cell
            if last:
                row.addWidget(made, 1)
            else:
                made.setFixedWidth(look().px(widths[place]))
                row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.table.addWidget(line)
        line.show()

    def _indicator_rows(self, line: IndicatorLine) -> None:
        values = [*line.actuals, *line.aims]
        if not values:
            return
        self._row(_INDICATOR, "期次", "目标", "完成", "", "来源", head=True)
        periods = list(dict.fromkeys(one.period for one in (*reversed(line.actuals), *reversed(line.aims))))
        for period in periods[:_FEW]:
            aim = next((one for one in line.aims if one.period == period), None)
            actual = next((one for one in line.actuals if one.period == period), None)
            shown = actual or aim
            assert shown is not None
            change = self._change_link(period, ValueKind.ACTUAL if actual else ValueKind.AIM)
            figures = (aim.value if aim else "", actual.value if actual else "")
            self._row(_INDICATOR, period_said(period), *figures, change, self._source(shown, shown.note))

    def _change_link(self, period: str, kind: ValueKind) -> QWidget:
        return self._small("改", lambda: self._value_form(kind, period), f"改{period_said(period)}的{kind.label}")

    def _check_rows(self, line: ServiceLine) -> None:
        for check in line.checks:
            by = f"，{check.checked_by}" if check.checked_by else ""
            told = "；".join(one for one in (check.covered, check.words) if one)
            away = self._small("取消", partial(self._remove_check, check.id), f"取消{check.year}年的核查")
            words = f"{told}{'　' if told else ''}（{day_words(check.checked_on)}{by}）"
            self._row(_CHECK, f"{check.year}年", check.standing.label, away, words)

    def _project_rows(self, line: ProjectLine) -> None:
        for year in line.years[:3]:
            goal = f"，目标：{year.goal}" if year.goal else ""
            self._row(_PROJECT, f"{year.year}年计划", f"{year.planned or '—'} 万元", "", goal.removeprefix("，"))
        for value in list(reversed(line.values))[:_FEW]:
            told = "；".join(one for one in (value.progress, f"问题：{value.problems}" if value.problems else "") if one)
            change = self._small("改", partial(self._progress_form, value.period), f"改{period_said(value.period)}的进展")
            self._row(_PROJECT, period_said(value.period), f"{value.invested or '—'} 万元", change, self._source(value, told))

    def _source(self, value: IndicatorValueRecord | ProjectValueRecord, words: str) -> QWidget:
        """What was said with a value, and the way to the returned file that it came from."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        if words:
            row.addWidget(label(words, look().small, wrap=True, select=True), 1)
        origin = value.origin
        if origin is None:
            row.addWidget(label("" if words else "手工填写", look().small, "3"))
        else:
            way = self._small(f"第{origin.row}行", partial(self._open_origin, origin), f"打开“{origin.file}”第{origin.row}行")
            row.addWidget(way, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(0 if words else 1)
        return box

    def _small(self, words: str, do: Callable[[], object], name: str) -> QWidget:
        made = link(words, do)
        made.setFont(look().small)
        made.setAccessibleName(name)
        return made

    def _open_origin(self, origin: Origin) -> None:
        place = GridPlace(origin.sheet, origin.row)
        open_grid(self.ctx, self, origin.kept_name, origin.file, place, f"{origin.unit or '全县汇总'}　第 {origin.row} 行")

    # changing

    def open_first(self) -> None:
        """填数, 核查 or 填进展."""
        if isinstance(self.line, IndicatorLine):
            self._value_form(ValueKind.ACTUAL, "")
        elif isinstance(self.line, ServiceLine):
            self._check_form(self.line)
        elif self.line is not None:
            self._progress_form("")

    def open_second(self) -> None:
        """The year's plan of a project."""
        line, store = self.line, self.ctx.store
        if not isinstance(line, ProjectLine):
            return
        form = forms.YearForm(line, self.ctx.today())

        def save() -> None:
            year = form.year.text().strip()
            if not year.isdecimal():
                form.complaint.say("年度请填四位的年份，如 2026")
                return
            planned, goal = form.planned.text(), form.goal.toPlainText()
            self.desk.save(lambda: project_values.set_year(store, line.row.id, int(year), planned, goal))

        self._open(form, save)

    def open_third(self) -> None:
        """Let a project go, or take it back."""
        line, store, today = self.line, self.ctx.store, self.ctx.today()
        if not isinstance(line, ProjectLine):
            return
        if line.row.removed_on is not None:
            self._change(lambda: project_list.take_back(store, [line.row.id]))
            return
        form = forms.LeaveForm(today)

        def save() -> None:
            day, reason = form.day.day, form.reason.text()
            if day is None:
                form.complaint.say(form.day.fault or "请填写调出日期")
                return
            self.desk.save(lambda: project_list.let_go(store, [line.row.id], reason, day, today))

        self._open(form, save)

    def _value_form(self, kind: ValueKind, period: str) -> None:
        line, store, today = self.line, self.ctx.store, self.ctx.today()
        if not isinstance(line, IndicatorLine):
            return
        form = forms.ValueForm(line, today, kind, period)

        def save() -> None:
            when, value, note = form.period.text(), form.value.text(), form.note.text()
            chosen = ValueKind(form.kind.current)
            self.desk.save(lambda: indicator_values.set_values(store, line.row.id, chosen, {when: value}, today, {when: note}))

        self._open(form, save)

    def _check_form(self, line: ServiceLine) -> None:
        store, today = self.ctx.store, self.ctx.today()
        form = forms.CheckForm(line, today)

        def save() -> None:
            day, year = form.day.day, form.year.text().strip()
            if day is None or not year.isdecimal():
                form.complaint.say(form.day.fault or ("请填写核查日期" if day is None else "年度请填四位的年份，如 2026"))
                return
            standing = ServiceStanding(form.standing.current)
            said = {"covered": form.covered.text(), "words": form.words.toPlainText(), "by": form.by.text()}
            self.desk.save(lambda: service_checks.check_service(store, line.row.id, int(year), standing, today, on=day, **said))

        self._open(form, save)

    def _progress_form(self, period: str) -> None:
        line, store, today = self.line, self.ctx.store, self.ctx.today()
        if not isinstance(line, ProjectLine):
            return
        form = forms.ProgressForm(line, today, period)

        def save() -> None:
            said = {"invested": form.invested.text(), "progress": form.progress.toPlainText(), "problems": form.problems.toPlainText()}
            when = form.period.text()
            self.desk.save(lambda: project_values.set_progress(store, line.row.id, when, today, **said))

        self._open(form, save)

    def _remove_check(self, check_id: int) -> None:
        store = self.ctx.store
        self._change(lambda: service_checks.remove_check(store, check_id))

    def _open(self, form: InlineForm, save: Callable[[], None]) -> None:
        self.desk.open_form(form, self.body, save, on_top=True)

    def _change(self, change: Callable[[], Changes]) -> None:
        self.ctx.change(change)
