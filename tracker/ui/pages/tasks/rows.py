"""The task list: its columns, what each cell reads, and how bars and lights are painted."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QRect, QRectF
from PySide6.QtGui import QPainter, QPen

from tracker.domain.records import TaskRow
from tracker.domain.screens import Group, TaskGroup, TaskList
from tracker.domain.terms import DeadlineKind, Light
from tracker.ui.pages.tasks.words import day_words, percent_words
from tracker.ui.shapes import MARK_SIZE, Mark, mark_ink, mark_of, paint_mark, paint_progress
from tracker.ui.theme import color, look
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate
from tracker.ui.widgets.text import LEFT, RIGHT, draw_text, elided

COLUMNS = (
    Column("number", "编号", 58, right=True, sortable=True),
    Column("title", "重点任务", 240, stretch=True),
    Column("leads", "牵头单位", 108, sortable=True),
    Column("supports", "配合", 56, right=True, sortable=True),
    Column("wording", "完成时限", 100, sortable=True),
    Column("percent", "进度 / 序时", 114, sortable=True),
    Column("light", "状态（灯）", 122, sortable=True),
)
# Which columns stand where the list is narrow: below the width (at 100 %), these only.
NARROW = (
    (560, frozenset({"number", "title", "wording", "light"})),
    (680, frozenset({"number", "title", "leads", "wording", "light"})),
    (740, frozenset({"number", "title", "leads", "wording", "percent", "light"})),
)
ALL = frozenset(column.key for column in COLUMNS)
LIGHTS = (Light.RED, Light.AMBER, Light.GREEN, Light.DONE, Light.ONGOING)
_BAR, _BAR_HEIGHT = 46, 8
_PLAN_LETTERS = 14


def columns_for(width: int) -> frozenset[str]:
    """The columns that a list of this width (in pixels at 100 %) shows."""
    return next((keys for limit, keys in NARROW if width < limit), ALL)


def row_groups(found: TaskList, group: Group, *, several_plans: bool = False) -> list[RowGroup]:
    """The list's groups with their counts and lights; over several plans a heading names its plan, which stands first in its path."""
    made = []
    for one in found.groups:
        title = one.title
        if group is Group.HEADING:
            headings = (*one.path[several_plans:], one.title)[-2:]
            title = (f"{_short(one.path[0])}　" if several_plans and one.path else "") + " › ".join(headings)
        made.append(RowGroup(one.key, title, one.ids, f"{len(one.ids)} 项", _marks(one)))
    return made


def _short(title: str) -> str:
    return title if len(title) <= _PLAN_LETTERS else f"{title[:_PLAN_LETTERS]}…"


def _marks(group: TaskGroup) -> tuple[tuple[Mark, int], ...]:
    return tuple((Mark(light.value), count) for light in LIGHTS if (count := group.lights.get(light, 0)))


class TaskRowsModel(ChunkedRowsModel[TaskRow]):
    """Tasks; the values are `TaskRow`s."""

    def __init__(self, fetch: Callable[[Sequence[int]], Iterable[TaskRow]], parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, fetch, parent=parent)
        self.words: tuple[str, ...] = ()

    def text(self, value: TaskRow, key: str) -> str:
        if key == "leads":
            return "、".join(value.leads) or "无牵头"
        if key == "supports":
            return str(value.supports) if value.supports else ""
        if key == "wording":
            return limit_text(value)
        if key == "percent":
            return percent_words(value.percent)
        if key == "light":
            return value.reason if value.removed_on else f"{mark_of(value.light, value.state).label} {value.reason}"
        return str(getattr(value, key))


def limit_text(row: TaskRow) -> str:
    """The printed wording, else the date, else that there is none."""
    if row.wording:
        return row.wording
    return day_words(row.due) if row.due else "长期坚持" if row.kind is DeadlineKind.STANDING else "未定"


class TaskDelegate(RowDelegate):
    """Paints the cells that are more than a text."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: Any, key: str, selected: bool) -> None:
        row: TaskRow = value
        tokens = look().tokens
        paler = tokens.text if selected else tokens.text2
        if key == "light":
            self._light(painter, rect, row)
        elif key == "percent":
            self._progress(painter, rect, row, paler)
        elif key == "leads":
            self._leads(painter, rect, row, paler)
        elif key in ("number", "supports"):
            text = str(row.number) if key == "number" else str(row.supports or "")
            draw_text(painter, rect, text, look().body, paler, RIGHT)
        elif key == "wording":
            text = limit_text(row)
            draw_text(painter, rect, text, look().body, paler if text == "未定" else tokens.text, LEFT)
        else:
            self._title(painter, rect, row)

    def _title(self, painter: QPainter, rect: QRect, row: TaskRow) -> None:
        """The title; a doubt says so by its shape at the right, searched words are underlined."""
        current = look()
        inner = QRect(rect)
        if row.findings:
            shape = current.px(MARK_SIZE)
            inner.setRight(rect.right() - shape - 6)
            _paint_doubt(painter, QRectF(rect.right() - shape, rect.center().y() - shape / 2 + 0.5, shape, shape))
        draw_text(painter, inner, row.title, current.body, current.tokens.text, LEFT)
        shown = elided(row.title, inner.width(), current.body)
        for word in self.parent().rows.words:  # type: ignore[attr-defined]
            start = shown.lower().find(word.lower())
            if start >= 0:
                x = inner.left() + current.body_metrics.horizontalAdvance(shown[:start])
                width = current.body_metrics.horizontalAdvance(shown[start : start + len(word)])
                painter.fillRect(x, rect.center().y() + current.body_metrics.height() // 2, width, 2, color(current.tokens.accent))

    def _leads(self, painter: QPainter, rect: QRect, row: TaskRow, paler: str) -> None:
        current = look()
        if not row.leads:
            shape = current.px(MARK_SIZE)
            paint_mark(painter, QRectF(rect.left(), rect.center().y() - shape / 2 + 0.5, shape, shape), Mark.NO_LEAD)
            draw_text(painter, rect.adjusted(shape + 5, 0, 0, 0), Mark.NO_LEAD.label, current.body, current.tokens.red)
            return
        more = f" 等{len(row.leads)}" if len(row.leads) > 1 else ""
        room = current.body_metrics.horizontalAdvance(more)
        width = min(current.body_metrics.horizontalAdvance(row.leads[0]) + 1, rect.width() - room)
        first = QRect(rect.left(), rect.top(), width, rect.height())
        draw_text(painter, first, row.leads[0], current.body, current.tokens.text)
        if more:
            draw_text(painter, QRect(first.right() + 1, rect.top(), room + 2, rect.height()), more, current.body, paler)

    def _progress(self, painter: QPainter, rect: QRect, row: TaskRow, paler: str) -> None:
        current = look()
        if row.light is Light.ONGOING or (row.percent is None and row.pace is None):
            draw_text(painter, rect, "—", current.body, paler)
            return
        height = current.px(_BAR_HEIGHT)
        bar = QRectF(rect.left(), rect.center().y() - height / 2 + 0.5, current.px(_BAR), height)
        paint_progress(painter, bar, row.percent, row.pace, mark_of(row.light, row.state))
        left = round(bar.right()) + 6
        draw_text(painter, rect.adjusted(left - rect.left(), 0, 0, 0), percent_words(row.percent), current.body, current.tokens.text, RIGHT)

    def _light(self, painter: QPainter, rect: QRect, row: TaskRow) -> None:
        current = look()
        mark = mark_of(row.light, row.state)
        shape = current.px(MARK_SIZE)
        paint_mark(painter, QRectF(rect.left(), rect.center().y() - shape / 2 + 0.5, shape, shape), mark)
        words = mark.label if mark is Mark.NOT_STARTED and row.reason == "正常" else row.reason
        font = current.bold if mark is Mark.RED else current.body
        draw_text(painter, rect.adjusted(shape + 6, 0, 4, 0), words, font, mark_ink(mark))


def _paint_doubt(painter: QPainter, rect: QRectF) -> None:
    """A question mark in a ring: this task has a doubt that nobody has settled."""
    tokens = look().tokens
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color(tokens.amber), 1.2))
    painter.drawEllipse(rect.adjusted(0.8, 0.8, -0.8, -0.8))
    painter.setFont(look().small_bold)
    painter.drawText(rect, 0x84, "?")
    painter.restore()
