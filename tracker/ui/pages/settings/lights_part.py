"""The thresholds of the lights, and what a change of them would do to the tasks there are."""

from collections.abc import Callable
from typing import NamedTuple

from tracker.domain.lights import DEFAULT, LightRules
from tracker.domain.records import Changes
from tracker.domain.terms import Light
from tracker.ui.context import Context
from tracker.ui.pages.settings.part import SettingsPart, number_box
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label
from tracker.usecases.settings import light_rules, lights_under, set_light_rules

_SHOWN = (Light.RED, Light.AMBER, Light.GREEN)


class _Effect(NamedTuple):
    before: dict[Light, int]
    after: dict[Light, int]


class LightsPart(SettingsPart):
    """亮灯规则: days and points, with the counts of lights now and under what is typed."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "亮灯规则", "逾期一律亮红灯；已完成、长期坚持的任务不亮灯。下面三个数可以按本单位的规定调整。")
        self.days = number_box(" 天", 0, 365)
        self.amber = number_box(" 个百分点", 0, 100)
        self.red = number_box(" 个百分点", 0, 100)
        self.add_field("临期黄灯", self.days, f"距离完成时限不超过这些天，亮黄灯；默认 {DEFAULT.amber_days} 天。")
        self.add_field("欠进度黄灯", self.amber, f"进度落后于序时进度达到这么多，亮黄灯；默认 {DEFAULT.amber_points:g}。")
        self.add_field("欠进度红灯", self.red, f"落后超过这么多，亮红灯；默认 {DEFAULT.red_points:g}。")
        self.effect = label("", look().bold, wrap=True)
        self.column.addWidget(self.effect)
        self.add_foot(self._reset)
        self._rules = DEFAULT
        self._fields = (self.days, self.amber, self.red)
        for field in self._fields:
            field.valueChanged.connect(lambda _value: self._typed())

    def read(self) -> None:
        self.ctx.runner.run_read(lambda: light_rules(self.ctx.store), self._show, key="settings lights")

    def _show(self, stored: LightRules) -> None:
        self._rules = stored
        self._put(stored)
        self.settle()
        self._typed()

    def _put(self, rules: LightRules) -> None:
        for field, value in zip(self._fields, (rules.amber_days, rules.amber_points, rules.red_points), strict=True):
            field.blockSignals(True)
            field.setValue(round(value))
            field.blockSignals(False)

    def values(self) -> LightRules:
        return self._rules._replace(
            amber_days=self.days.value(), amber_points=float(self.amber.value()), red_points=float(self.red.value())
        )

    def _typed(self) -> None:
        self.edited()
        wanted, store, today = self.values(), self.ctx.store, self.ctx.today()

        def count() -> _Effect:
            return _Effect(lights_under(store, light_rules(store), today), lights_under(store, wanted, today))

        self.ctx.runner.run_read(count, self._say, key="settings lights effect")

    def _say(self, effect: _Effect) -> None:
        parts = []
        for shade in _SHOWN:
            before, after = effect.before.get(shade, 0), effect.after.get(shade, 0)
            parts.append(f"{shade.label} {before}" if before == after else f"{shade.label} {before} → {after}")
        words = "按现在填的数，全部任务：" if effect.before != effect.after else "现在全部任务："
        self.effect.setText(words + "　".join(parts))

    def _reset(self) -> None:
        self._put(DEFAULT)
        self._typed()

    def save(self) -> Callable[[], Changes]:
        wanted = self.values()
        return lambda: set_light_rules(self.ctx.store, wanted)
