"""The day of the month by which units report, where a plan names no day of its own."""

from collections.abc import Callable

from tracker.domain.periods import DEFAULT_REPORTING_DAY
from tracker.domain.records import Changes
from tracker.ui.context import Context
from tracker.ui.pages.settings.part import SettingsPart, number_box
from tracker.usecases.feedback.period_book import reporting_day, set_reporting_day


class ReportingPart(SettingsPart):
    """报送: one number."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "报送", "各单位按期报送进展。是否按时、哪些单位未报送，都按报送日算。")
        self.day = number_box(" 日", 1, 31)
        self.add_field(
            "每月报送日",
            self.day,
            f"这一天（含）以前报来的算按时；当月没有这一天时按月末算。默认 {DEFAULT_REPORTING_DAY} 日。"
            "各方案的周期（按周、按月、按季、按半年）和自己的报送日，在“反馈收发”里点“报送规则”设置。",
        )
        self.add_foot(lambda: self.day.setValue(DEFAULT_REPORTING_DAY))
        self.day.valueChanged.connect(lambda _value: self.edited())

    def read(self) -> None:
        self.ctx.runner.run_read(lambda: reporting_day(self.ctx.store), self._show, key="settings reporting")

    def _show(self, day: int) -> None:
        self.day.setValue(day)
        self.settle()

    def values(self) -> int:
        return self.day.value()

    def save(self) -> Callable[[], Changes]:
        day = self.day.value()
        return lambda: set_reporting_day(self.ctx.store, day)
