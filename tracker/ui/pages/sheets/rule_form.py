"""The form over the period book in which the plan's rule of reporting is set: how often, and by which day."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from tracker.domain.periods import DEFAULT_REPORTING_DAY, WEEKDAYS, Cycle, ReportingRule
from tracker.ui.pages.sheets.words import rule_preview
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.feedback.periods import PlanPeriods

_WHEN = {Cycle.WEEK: ("当周", "次周"), Cycle.MONTH: ("当月", "次月"), Cycle.QUARTER: ("季末月", "次月"), Cycle.HALF_YEAR: ("末月", "次月")}


class RuleForm(InlineForm):
    """报送规则 of one plan. `held`: the rule as it stands; `office_day`: the day of the month where a plan names none."""

    def __init__(self, title: str, held: PlanPeriods, office_day: int | None, today: date) -> None:
        super().__init__()
        self._today, self._office_day = today, office_day or DEFAULT_REPORTING_DAY
        self.cycle = Segmented([(cycle.value, cycle.label) for cycle in Cycle], "报送周期")
        self.when = Segmented([("this", "当月"), ("next", "次月")], "在哪个月报送")
        self.day = QComboBox()
        self.day.setAccessibleName("报送日")
        self.day.setMinimumWidth(look().px(180))
        self.preview = label("", ink="2", wrap=True)
        day = QWidget()
        row = QHBoxLayout(day)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.when)
        row.addWidget(self.day)
        row.addStretch(1)
        cycle = QWidget()
        line = QHBoxLayout(cycle)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.cycle)
        line.addStretch(1)
        self.body.addWidget(label(f"《{title}》的报送规则", look().bold))
        self.body.addLayout(field_grid(("周期", cycle), ("报送日", day)))
        self.body.addWidget(self.preview)
        self.cycle.choose(held.rule.cycle.value)
        self.when.choose("next" if held.rule.next else "this")
        self._offer_days(held.own_day)
        self.cycle.chosen.connect(lambda _key: self._offer_days(None))
        self.when.chosen.connect(lambda _key: self._show())
        self.day.activated.connect(lambda _place: self._show())
        self.settle()

    @property
    def rule(self) -> ReportingRule:
        """What the fields say; without a day where the office's holds."""
        return ReportingRule(Cycle(self.cycle.current), self.day.currentData(), self.when.current == "next")

    @property
    def known(self) -> ReportingRule:
        """The same with the office's day filled in."""
        rule = self.rule
        return rule if rule.day or rule.cycle is Cycle.WEEK else rule._replace(day=self._office_day)

    def values(self) -> ReportingRule:
        return self.rule

    def begin(self) -> None:
        self.cycle.focus_current()

    def _offer_days(self, chosen: int | None) -> None:
        cycle = Cycle(self.cycle.current)
        first, then = _WHEN[cycle]
        self.when.rename("this", first)
        self.when.rename("next", then)
        self.day.clear()
        if cycle is Cycle.WEEK:
            for place, name in enumerate(WEEKDAYS, 1):
                self.day.addItem(f"周{name}", place)
            self.day.setCurrentIndex((chosen or 5) - 1)
        else:
            self.day.addItem(f"本单位报送日（{self._office_day}日）", None)
            for day in range(1, 32):
                self.day.addItem(f"{day}日", day)
            self.day.setCurrentIndex(chosen or 0)
        self._show()

    def _show(self) -> None:
        self.preview.setText(f"{self.known.words}报送。{rule_preview(self.known, self._today)}。已经报来的期次不变。")
