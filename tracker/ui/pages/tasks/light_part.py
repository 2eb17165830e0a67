"""灯的变化: the light of a task at the end of frozen periods, and the lights that persons set and lifted, in one list."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tracker.domain.lights import BY_HAND
from tracker.domain.terms import Light
from tracker.reports.titles import period_words
from tracker.ui.shapes import MARK_SIZE, Mark, paint_mark
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label
from tracker.usecases.work.light_overrides import LightPast

_BY_HAND = f"{BY_HAND}："


class LightStep(NamedTuple):
    """One line: on which day, which light showed from then or stood there, and why."""

    on: date
    shade: Light
    by_hand: bool
    head: str
    words: str


def light_steps(past: LightPast) -> list[LightStep]:
    """Frozen periods and what persons set, the latest first. What another light set by hand replaced is not told to have ended."""
    steps = []
    for one in past.frozen:
        by_hand = one.reason.startswith(_BY_HAND)
        words = f"{one.light.label}（人工）：{one.reason.removeprefix(_BY_HAND)}" if by_hand else f"{one.light.label}：{one.reason}"
        steps.append(LightStep(one.day, one.light, by_hand, f"{period_words(one.period)}末", words))
    begun = {held.set_on for held in past.held}
    for held in past.held:
        steps.append(LightStep(held.set_on, held.light, True, f"{held.set_by}定灯", f"{held.light.label}（人工）：{held.reason}"))
        if held.ended_on is not None and (held.ended_on not in begun or held.ended_reason):
            steps.append(LightStep(held.ended_on, held.light, True, f"取消人工{held.light.label}", held.ended_reason))
    return sorted(steps, key=lambda step: step.on, reverse=True)


class _Shape(QWidget):
    """The shape of a light beside its line."""

    def __init__(self, step: LightStep) -> None:
        super().__init__()
        self._step = step
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(look().px(MARK_SIZE), look().body_metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, side = QPainter(self), look().px(MARK_SIZE)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        paint_mark(painter, box, Mark(self._step.shade.value), by_hand=self._step.by_hand)
        painter.end()


def light_row(step: LightStep) -> QWidget:
    """A line of the list: the shape, the day, who or which period, and why."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 2, 0, 2)
    row.setSpacing(8)
    shape = _Shape(step)
    row.addWidget(shape)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label(f"{step.on:%Y-%m-%d}　{step.head}", look().small, "3"))
    if step.words:
        column.addWidget(label(step.words, wrap=True, select=True))
    row.addLayout(column, 1)
    return box
