"""The task list: what each cell reads, and how bars and lights are painted."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from tracker.domain.records import TaskRow
from tracker.domain.screens import Group, SearchHit, TaskGroup, TaskList
from tracker.domain.terms import DeadlineKind, Light
from tracker.domain.widths import place_of
from tracker.ui.pages.tasks.columns import COLUMNS, EXTRAS
from tracker.ui.pages.tasks.words import day_words, percent_words
from tracker.ui.shapes import MARK_SIZE, Mark, mark_ink, mark_of, paint_mark, paint_progress
from tracker.ui.theme import color, look
from tracker.ui.widgets.rows_model import KEPT, ChunkedRowsModel, Index, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate
from tracker.ui.widgets.text import LEFT, RIGHT, draw_text, elided
from tracker.ui.wording import standing_text

LIGHTS = (Light.RED, Light.AMBER, Light.GREEN, Light.DONE, Light.ONGOING)
_MARKED = tuple((light, Mark(light.value)) for light in LIGHTS)
_BAR, _BAR_HEIGHT = 46, 8
_PLAN_LETTERS = 14


def row_groups(found: TaskList, group: Group, *, several_plans: bool = False) -> list[RowGroup]:
    """The list's groups with their counts and lights; over several plans a heading names its plan, which stands first in its path."""
    made = []
    for one in found.groups:
        title = one.title
        if group is Group.HEADING:
            headings = (*one.path[several_plans:], one.title)[-2:]
            title = (f"{_short(one.path[0])}　" if several_plans and one.path else "") + " › ".join(headings)
        made.append(RowGroup(one.key, title, one.ids, f"{len(one.ids)} 项", partial(_marks, one)))
    return made


def _short(title: str) -> str:
    return title if len(title) <= _PLAN_LETTERS else f"{title[:_PLAN_LETTERS]}…"


def _marks(group: TaskGroup) -> tuple[tuple[Mark, int], ...]:
    return tuple((mark, count) for light, mark in _MARKED if (count := group.lights.get(light, 0)))


class TaskRowsModel(ChunkedRowsModel[TaskRow]):
    """Tasks; the values are `TaskRow`s. `extras(ids, keys)` gives the texts of further columns, asked for those of `wanted` alone.

    `words`: what is searched for; `hits`: where it stands, for tasks that show it in no column.
    """

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Iterable[TaskRow]],
        extras: Callable[[Sequence[int], Collection[str]], Mapping[int, Mapping[str, str]]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(COLUMNS, self._fetch_with_extras, parent=parent)
        self._fetch_rows, self._fetch_extras = fetch, extras
        self._extras: dict[int, Mapping[str, str]] = {}
        self.wanted: frozenset[str] = frozenset()
        self.words: tuple[str, ...] = ()
        self.hits: Mapping[int, SearchHit] = {}

    def _fetch_with_extras(self, ids: Sequence[int]) -> Iterable[TaskRow]:
        if self.wanted:
            if len(self._extras) > KEPT:
                self._extras.clear()
            self._extras.update(self._fetch_extras(ids, self.wanted))
        return self._fetch_rows(ids)

    def want(self, keys: frozenset[str]) -> None:
        """These further columns are shown from now on; what they say is read when somebody looks."""
        if keys != self.wanted:
            more = keys - self.wanted
            self.wanted = keys
            if more:
                self.forget()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            row = self.value(index.row()) if self.columns[index.column()].key == "light" else None
            return f"{row.light.label}：{row.why}" if row is not None and row.why else None
        found = super().data(index, role)
        if role == Qt.ItemDataRole.AccessibleTextRole and self.columns[index.column()].key == "title":
            hit = self.hits.get(self.id_at(index.row()) or 0)
            return f"{found}，{hit_label(hit)}：{hit.excerpt}" if hit else found
        return found

    def text(self, value: TaskRow, key: str) -> str:
        if key in EXTRAS:
            return self.copied_text(value, key).replace("\n", " ")
        if key == "leads":
            return "、".join(value.leads) or "无牵头"
        if key == "supports":
            return str(value.supports) if value.supports else ""
        if key == "wording":
            return limit_text(value)
        if key == "percent":
            return percent_words(value.percent)
        if key == "light":
            return value.reason if value.removed_on else f"{mark_of(value.light, value.state).label} {standing_text(value)}"
        return str(getattr(value, key))

    def copied_text(self, value: TaskRow, key: str) -> str:
        return self._extras.get(value.id, {}).get(key, "") if key in EXTRAS else self.text(value, key)


def hit_label(hit: SearchHit) -> str:
    """Where the searched word stands, as the second line says it."""
    return "原文" if hit.where in ("内容", "责任原文") else hit.where


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
        # The line of the cells; a second one below it says where a search found the task.
        rect = QRect(rect.left(), rect.top(), rect.width(), min(rect.height(), look().row - 1))
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
        elif key in EXTRAS:
            text = self.parent().rows.text(row, key)  # type: ignore[attr-defined]
            draw_text(painter, rect, text, look().body, tokens.text, LEFT)
            self._underline(painter, rect, text)
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
        self._underline(painter, inner, row.title)

    def _underline(self, painter: QPainter, rect: QRect, text: str) -> None:
        """A line under each searched word; words spelled by their first letters have none."""
        words = self.parent().rows.words  # type: ignore[attr-defined]
        shown = elided(text, rect.width(), look().body) if words else ""
        for word in words:
            start = place_of(word, shown)
            if start >= 0:
                underline(painter, rect, shown, look().body, start, start + len(word))

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
        self._underline(painter, first, row.leads[0])
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
        paint_mark(painter, QRectF(rect.left(), rect.center().y() - shape / 2 + 0.5, shape, shape), mark, by_hand=row.light_set is not None)
        font = current.bold if mark is Mark.RED else current.body
        draw_text(painter, rect.adjusted(shape + 6, 0, 4, 0), standing_text(row), font, mark_ink(mark))


def underline(painter: QPainter, rect: QRect, text: str, font: QFont, start: int, end: int) -> None:
    """A line of 2 pixels under these characters of a text that begins at the left of `rect`."""
    metrics = QFontMetrics(font)
    x = rect.left() + metrics.horizontalAdvance(text[:start])
    width = metrics.horizontalAdvance(text[start:end])
    painter.fillRect(x, rect.center().y() + metrics.height() // 2, width, 2, color(look().tokens.accent))


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
