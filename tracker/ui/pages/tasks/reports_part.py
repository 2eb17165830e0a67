"""进展: what was reported period by period, and the form for this period."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from tracker.domain.periods import ReportingRule, asked_now, recent
from tracker.domain.records import Origin, PartRecord, ProgressRecord, TaskDetail
from tracker.domain.terms import State
from tracker.reports.titles import period_short, period_span_words, period_words
from tracker.sheets.fields import label as field_label
from tracker.ui.pages.tasks.curve import Curve, pace_then
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.pages.tasks.part_form import PartForm
from tracker.ui.pages.tasks.words import day_words, percent_words
from tracker.ui.shapes import Mark, mark_of, paint_progress
from tracker.ui.source.grid_window import GridPlace, open_grid
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.elided_link import ElidedLink
from tracker.ui.widgets.plain import label, link, rule
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.ui.widgets.state_field import StateField
from tracker.ui.wording import key_of, office_rules, state_label

_PERIODS_BACK = 5
_TEXTS = (("progress", "进展情况"), ("problems", "存在问题"), ("next_steps", "下一步措施"))
BRIEF = 3


class Bar(QWidget):
    """A small progress bar, painted as in the list."""

    def __init__(self, percent: float | None, pace: float | None, mark: Mark) -> None:
        super().__init__()
        self._percent, self._pace, self._mark = percent, pace, mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"进度 {percent_words(percent)}")

    def sizeHint(self) -> QSize:
        return QSize(look().px(46), look().px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        height = look().px(8)
        rect = QRectF(0, (self.height() - height) / 2, self.width() - 2, height)
        paint_progress(painter, rect, self._percent, self._pace, self._mark)
        painter.end()


def periods(today: date, rule: ReportingRule) -> list[str]:
    """The running period of the plan's cycle and those before, newest first."""
    return recent(today, rule.cycle, _PERIODS_BACK)[1:]


def read_percent(text: str) -> tuple[float | None, str]:
    """The percentage typed, or None; and what is wrong with it."""
    words = text.strip().rstrip("%％").strip()
    if not words:
        return None, ""
    try:
        value = float(words)
    except ValueError:
        return None, "进度请填 0 到 100 的数"
    return (value, "") if 0 <= value <= 100 else (None, f"进度应在 0 到 100 之间，现在是 {words}")


def _word(one: ProgressRecord, detail: TaskDetail) -> str:
    """The state of a report in the office's word, by 序时进度 of its own day."""
    rules = office_rules()
    return rules.words.of(one.state, one.percent, pace_then(detail, one), rules.amber_points)


class ReportForm(InlineForm):
    """One period's report; a period that has one already shows it to be changed."""

    def __init__(self, detail: TaskDetail, today: date) -> None:
        super().__init__()
        self._detail = detail
        self._known = {one.period: one for one in detail.reports}
        self.hint.setText("Ctrl+Enter 保存　Esc 取消")
        self.period = QComboBox()
        for period in dict.fromkeys([*periods(today, detail.plan.reporting), *self._known]):
            self.period.addItem(period_span_words(period) + ("（已报）" if period in self._known else ""), period)
        self.period.setCurrentIndex(max(self.period.findData(asked_now(today, detail.plan.reporting)), 0))
        self.state = StateField()
        self.percent = QLineEdit()
        self.percent.setAccessibleName("进度 %")
        self.percent.setPlaceholderText("0–100，可不填")
        self.percent.setMaximumWidth(look().px(120))
        self.texts = {key: QPlainTextEdit() for key, _words in _TEXTS}
        for field in self.texts.values():
            field.setTabChangesFocus(True)
            field.setFixedHeight(look().px(62))
        self.shown = label("", look().small, "2", wrap=True)
        figures = QWidget()
        column = QVBoxLayout(figures)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.percent)
        column.addWidget(self.shown)
        texts = [(words, self.texts[key]) for key, words in _TEXTS]
        self.body.addLayout(field_grid(("期次", self.period), ("状态", self.state), ("进度 %", figures), *texts))
        self.percent.textChanged.connect(lambda _text: self._say_word())
        self.period.activated.connect(lambda _place: self._take_period())
        self.state.chosen.connect(self._state_chosen)
        self._take_period()

    def _take_period(self) -> None:
        """Show what was said for this period; a new one begins with the task as it stands."""
        held = self._known.get(self.period.currentData())
        row = self._detail.row
        state, percent = (held.state, held.percent) if held else (row.state, row.percent)
        state = State.IN_PROGRESS if state is State.NOT_STARTED and not held else state
        self.state.choose(key_of(state, percent, row.pace))
        self.percent.setText("" if percent is None else f"{percent:g}")
        for key, field in self.texts.items():
            field.setPlainText(getattr(held, key) if held else "")
        self.settle()

    def _state_chosen(self, _key: str) -> None:
        if self.state.state is State.COMPLETED:
            self.percent.setText("100")
        self._say_word()

    def _say_word(self) -> None:
        """Where the office's words go by the figures, say which one they give, if it is not the one chosen."""
        percent, fault = read_percent(self.percent.text())
        expected = self._detail.row.pace
        shown = key_of(self.state.state, percent, expected)
        self.shown.setVisible(not fault and shown != self.state.current)
        figures = f"进度{percent_words(percent)}、序时进度{percent_words(expected)}" if percent is not None else "没有填进度"
        self.shown.setText(f"{figures}，台账上将显示“{dict(self.state.choices)[shown]}”")

    def values(self) -> object:
        texts = tuple(field.toPlainText().strip() for field in self.texts.values())
        return self.period.currentData(), self.state.current, self.percent.text().strip(), texts

    def begin(self) -> None:
        self.percent.setFocus()
        self.percent.selectAll()


class ReportsPart(TaskPart):
    """The reports, newest first: `brief` shows the last three on a line each, otherwise everything that was said."""

    def __init__(self, desk: Desk, *, brief: bool) -> None:
        super().__init__(desk, "进展记录" if brief else "各期进展")
        self._brief = brief
        if not brief:
            self.add = self.add_link("填报本期", self.open_form)

    def show_detail(self, detail: TaskDetail) -> None:
        form = self.cleared()
        if form:
            self.body.addWidget(form)
        pace = detail.row.pace
        self.note.show_text("" if pace is None else f"序时 {pace:.0f}%")
        if not detail.reports:
            self.body.addWidget(label("还没有报过进展", ink="2"))
        elif self._brief:
            self._show_brief(detail.reports[:BRIEF], detail)
        else:
            curve = Curve()
            self.body.addWidget(curve)
            curve.show_reports(detail)
            for one in detail.reports:
                self.body.addWidget(self._whole(one, detail))
        if not self._brief:
            for part in detail.parts:
                self.body.addWidget(self._part(part))

    def _show_brief(self, reports: Sequence[ProgressRecord], detail: TaskDetail) -> None:
        for place, one in enumerate(reports):
            self.body.addWidget(rule())
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(0)
            month = label(period_short(one.period), ink="2")
            month.setFixedWidth(max(look().px(44), month.sizeHint().width() + look().px(8)))
            row.addWidget(month)
            row.addWidget(Bar(one.percent, detail.row.pace if place == 0 else None, mark_of(detail.row.light, one.state)))
            percent = label(percent_words(one.percent))
            percent.setFixedWidth(look().px(52))
            percent.setContentsMargins(8, 0, 0, 0)
            row.addWidget(percent)
            said = ElidedLabel()
            said.show_text((one.progress or _word(one, detail)).replace("\n", " "))
            row.addWidget(said, 1)
            line.setFixedHeight(look().row - 4)
            self.body.addWidget(line)

    def _whole(self, one: ProgressRecord, detail: TaskDetail) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(period_words(one.period), look().bold))
        head.addWidget(label(_word(one, detail), ink="2"))
        head.addWidget(Bar(one.percent, None, mark_of(detail.row.light, one.state)))
        head.addWidget(label(percent_words(one.percent)))
        head.addStretch(1)
        day = day_words(one.reported_on)
        head.addWidget(label(f"{day.removeprefix(f'{one.period[:4]}年')}报", look().small, "3"))
        column.addLayout(head)
        self._add_origin(column, one.origin)
        for key, words in _TEXTS:
            text = getattr(one, key)
            if text:
                said = label(text if key == "progress" else f"{words}：{text}", wrap=True, select=True)
                column.addWidget(said)
        column.addWidget(rule())
        return box

    def _add_origin(self, column: QVBoxLayout, origin: Origin | None) -> None:
        """A way to the returned file from which the figures came; fields that came from elsewhere are named."""
        if origin is None:
            return
        made = ElidedLink(f"来源：{origin.of('')}", lambda: self._open_origin(origin))
        made.setFont(look().small)
        column.addWidget(made)
        for fields, words in ((origin.by_hand, "以后手工修改过"), (origin.carried, "表里没填，沿用此前所报")):
            if fields:
                column.addWidget(label(f"{'、'.join(field_label(one) for one in sorted(fields))}{words}", look().small, "3", wrap=True))

    def _open_origin(self, origin: Origin) -> None:
        place = GridPlace(origin.sheet, origin.row)
        open_grid(self.ctx, self, origin.kept_name, origin.file, place, f"{origin.unit or '全县汇总'}　第 {origin.row} 行")

    def _part(self, part: PartRecord) -> QWidget:
        """What a cooperating unit reported of its part."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(f"{period_words(part.period)}　{part.unit}（配合）", look().bold))
        head.addWidget(label(state_label(part.state) if part.state else "", ink="2"))
        head.addWidget(label(percent_words(part.percent) if part.percent is not None else ""))
        head.addStretch(1)
        for made in (link("修改", lambda: self.open_part(part)), link("删除", lambda: self.remove_part(part))):
            made.setAccessibleName(f"{made.text()}{part.unit}{period_words(part.period)}所报")
            head.addWidget(made)
        column.addLayout(head)
        self._add_origin(column, part.origin)
        for key, words in _TEXTS:
            if text := getattr(part, key):
                column.addWidget(label(text if key == "progress" else f"{words}：{text}", wrap=True, select=True))
        column.addWidget(rule())
        return box

    def open_form(self) -> None:
        """Open the form for this period."""
        detail = self.desk.detail
        if detail is not None:
            form = ReportForm(detail, self.ctx.today())
            self.desk.open_form(form, self.body, lambda: self._save(form), on_top=True)

    def open_part(self, part: PartRecord) -> None:
        """Open what a cooperating unit reported, to be put right."""
        form = PartForm(part)
        self.desk.open_form(form, self.body, lambda: self._save_part(form), on_top=True)

    def remove_part(self, part: PartRecord) -> None:
        """Take away what a cooperating unit reported."""
        from tracker.usecases.work.part_reports import remove_part

        self.ctx.change(lambda: remove_part(self.ctx.store, part.id))

    def _save_part(self, form: PartForm) -> None:
        percent, fault = read_percent(form.percent.text())
        if fault:
            form.complaint.say(fault)
            form.percent.setFocus()
            return
        from tracker.usecases.work.part_reports import PartValues, edit_part

        store, part_id = self.ctx.store, form.part.id
        values = PartValues(form.state.currentData(), percent, **form.words)
        self.desk.save(lambda: edit_part(store, part_id, values))

    def _save(self, form: ReportForm) -> None:
        percent, fault = read_percent(form.percent.text())
        if fault:
            form.complaint.say(fault)
            form.percent.setFocus()
            return
        from tracker.usecases.work.tasks import report_progress

        store, task_id, today = self.ctx.store, self.desk.task_id, self.ctx.today()
        period, state = form.period.currentData(), form.state.state
        texts = {key: field.toPlainText().strip() for key, field in form.texts.items()}
        self.desk.save(lambda: report_progress(store, task_id, period, state, percent, today=today, **texts))
