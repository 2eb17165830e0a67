"""历史: what was ever done to the task, from the journal, how its light changed, and why its time limits were moved."""

from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.records import DeadlineMoveRecord, TaskDetail, TaskStep
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.pages.tasks.light_part import light_row, light_steps
from tracker.ui.theme import look
from tracker.ui.widgets.plain import empty, label, rule
from tracker.usecases.house.history import task_history
from tracker.usecases.work.deadline_moves import deadline_moves
from tracker.usecases.work.light_overrides import LightPast, light_past

_LINES = 8
_LONGEST = 60


class _Past(NamedTuple):
    steps: list[TaskStep]
    moves: list[DeadlineMoveRecord]
    lights: LightPast


class HistoryPart(TaskPart):
    """Read when it is looked at: `look_at` says so."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "这项任务的历史")
        self._stale = True
        self._seen = False

    def show_detail(self, detail: TaskDetail) -> None:
        self._stale = True
        if self._seen:
            self.look_at(seen=True)

    def look_at(self, *, seen: bool) -> None:
        """The part came into sight, or went out of it."""
        self._seen = seen
        if not seen or not self._stale or self.desk.detail is None:
            return
        self._stale = False
        store, task_id = self.ctx.store, self.desk.task_id

        def read() -> _Past:
            return _Past(task_history(store, task_id), deadline_moves(store, task_id), light_past(store, task_id))

        self.ctx.runner.run_read(read, self._show, key=f"task history {id(self)}")

    def _show(self, past: _Past) -> None:
        empty(self.body)
        lights = light_steps(past.lights)
        if lights:
            self.body.addWidget(label("灯的变化", look().small_bold))
            for light in lights:
                self.body.addWidget(light_row(light))
            self.body.addWidget(rule())
        if past.moves:
            self.body.addWidget(label("时限调整", look().small_bold))
            for move in past.moves:
                old = f"{move.old_due:%Y-%m-%d}" if move.old_due else move.old_wording
                words = f"{move.moved_on:%Y-%m-%d}　{old} → {move.new_due:%Y-%m-%d}　{move.reason}"
                self.body.addWidget(label(words + (f"（{move.approved_by}批准）" if move.approved_by else ""), wrap=True, select=True))
            self.body.addWidget(rule())
        for step in past.steps:
            self.body.addWidget(_row(step))


def _row(step: TaskStep) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 2, 0, 0)
    column.setSpacing(2)
    undone = "" if step.stands else "（已撤销）"
    column.addWidget(label(f"{step.done_at:%Y-%m-%d %H:%M}{undone}", look().small, "3"))
    column.addWidget(label(step.name, wrap=True, select=True, ink="" if step.stands else "3"))
    told = [
        f"{field}：{_cut(before)} → {_cut(after)}" if before else f"{field}：{_cut(after)}"
        for change in step.changes
        for field, before, after in change.fields
        if before or change.action == "修改"
    ]
    lines = list(dict.fromkeys(told))  # a task repeats what its main time limit says
    for line in lines[:_LINES]:
        column.addWidget(label(line, look().small, "2", wrap=True, select=True))
    if len(lines) > _LINES:
        column.addWidget(label(f"另有 {len(lines) - _LINES} 处，见“操作记录”", look().small, "3"))
    column.addWidget(rule())
    return box


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
