"""The line under the matrix: what the current cell says, in the plan's own words, and the keys that change it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from tracker.domain.records import UnitRecord
from tracker.domain.screens import MatrixCell
from tracker.domain.terms import Role
from tracker.ui.pages.matrix.model import Line
from tracker.ui.shapes import ROLE_SIZE, paint_role
from tracker.ui.theme import color, look
from tracker.ui.widgets.plain import key_cap, label, link
from tracker.ui.widgets.text import LEFT, draw_text, elided
from tracker.usecases.views.matrix_frame import Count


class RoleTag(QWidget):
    """The role of the current cell, shape and word in a frame; 无 where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell: MatrixCell | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        if self._cell is None:
            return "无角色"
        return self._cell.role.label + ("（推定）" if self._cell.inferred else "")

    def show_cell(self, cell: MatrixCell | None) -> None:
        self._cell = cell
        self.setAccessibleName(self.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        shape = look().px(ROLE_SIZE) + 6 if self._cell else 0
        return QSize(look().body_metrics.horizontalAdvance(self.words) + shape + 18, look().chip)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, current, x = QPainter(self), look(), 8
        painter.fillRect(self.rect(), color(current.tokens.base))
        painter.setPen(color(current.tokens.line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._cell is not None:
            side = current.px(ROLE_SIZE)
            paint_role(painter, QRectF(x, (self.height() - side) / 2, side, side), self._cell.role, self._cell.inferred)
            x += side + 6
        ink = current.tokens.text if self._cell else current.tokens.text3
        draw_text(painter, self.rect().adjusted(x, 0, 0, 0), self.words, current.body, ink, LEFT)
        painter.end()


_NARROW, _ROOMY, _NAMED = 1000, 600, 3


class CellStrip(QFrame):
    """“任务 × 单位 角色 原文…” and the commands. `role_wanted` carries a Role or None, `open_wanted` opens the task."""

    role_wanted = Signal(object)
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(look().px(32))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        self.task = label("", look().bold)
        self.times = label("×", ink="2")
        self.unit = label("", look().bold)
        self.role = RoleTag()
        self.source = label("", ink="2")
        self.source.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._source, self._title = "", ""
        self._unit: UnitRecord | None = None
        self._opens = False
        for widget in (self.task, self.times, self.unit, self.role):
            row.addWidget(widget)
        row.addWidget(self.source, 1)
        self.keys = QWidget()
        self._keys_row = QHBoxLayout(self.keys)
        self._keys_row.setContentsMargins(0, 0, 0, 0)
        self._keys_row.setSpacing(4)
        for number, role in enumerate(Role, 1):
            self._key(str(number), role.label, lambda role=role: self.role_wanted.emit(role))
        self._key("Del", "清除", lambda: self.role_wanted.emit(None))
        row.addWidget(self.keys)
        self.opens = QWidget()
        self._keys_row = QHBoxLayout(self.opens)
        self._keys_row.setContentsMargins(4, 0, 0, 0)
        self._keys_row.setSpacing(4)
        self._key("Enter", "打开任务", self.open_wanted.emit)
        row.addWidget(self.opens)
        self.show_nothing()

    def _key(self, key: str, words: str, do: object) -> None:
        made = link(words, do)  # type: ignore[arg-type]
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setToolTip(f"{words}（{key}）")
        self._keys_row.addWidget(key_cap(key))
        self._keys_row.addWidget(made)
        self._keys_row.addSpacing(6)

    def show_nothing(self) -> None:
        """No cell is chosen."""
        self._show("", None, None, "", cell=False)

    def show_cell(self, line: Line, unit: UnitRecord) -> None:
        """Show a task and a unit."""
        cell = line.cells.get(unit.id)
        waits = f"（{line.task.state_word}）" if line.task.claimed else ""
        self._show(f"{line.task.number}{waits} {line.task.title}", unit, cell, "", cell=True)
        if cell is not None and cell.printed and cell.printed != unit.display:
            self.say_source(f"原文“{cell.printed}”")

    def show_many(self, tasks: int, units: Sequence[UnitRecord], most: int) -> None:
        """Several cells are marked: a key changes them all, if they are not more than `most`."""
        names = "、".join(unit.display for unit in units[:_NAMED]) + (f"等 {len(units)} 个单位" if len(units) > _NAMED else "")
        fits = tasks * len(units) <= most
        how = "一起改" if fits else f"一次最多改 {most} 格"
        self._show(f"{tasks} 项任务", None, None, f"× {names}　共 {tasks * len(units)} 格，{how}", cell=False)
        self.keys.setVisible(fits)
        self._fit()

    def show_sum(self, title: str, unit: UnitRecord, count: Count, *, opens: bool) -> None:
        """Show the figures of a heading and a unit."""
        self._show(title, unit, None, f"牵头 {count.lead} 项，参与 {count.part} 项", cell=False)
        self._opens = opens
        self._fit()

    def _show(self, title: str, unit: UnitRecord | None, role: MatrixCell | None, source: str, *, cell: bool) -> None:
        self._title, self._unit, self._opens = title, unit, cell
        self.task.setToolTip(title)
        self.unit.setToolTip(unit.full_name if unit else "")
        self.role.setVisible(cell)
        self.role.show_cell(role)
        self.keys.setVisible(cell)
        self._source = source
        self._fit()

    def say_source(self, text: str) -> None:
        """The plan's own wording, or the figures."""
        self._source = text
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Short names and no words of the plan where the line is narrow."""
        narrow = self.width() < look().px(_NARROW)
        unit = self._unit
        name = "" if unit is None else unit.display if narrow else unit.full_name
        self.task.setText(elided(self._title, look().px(140 if narrow else 250), look().bold))
        self.unit.setText(elided(name, look().px(110 if narrow else 190), look().bold))
        roomy = self.width() >= look().px(_ROOMY)  # the lit row says which task it is
        self.task.setVisible(roomy)
        self.times.setVisible(roomy and unit is not None)
        self.opens.setVisible(self._opens and not (narrow and self.keys.isVisibleTo(self)))
        self.source.setToolTip(self._source)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.source.setText(elided(self._source, max(self.source.width() - 2, 10), look().body))
