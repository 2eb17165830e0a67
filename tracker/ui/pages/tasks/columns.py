"""The columns of the task list: which there are, which are chosen, in which order and how wide; kept on this computer."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.rows_model import Column

COLUMNS = (
    Column("number", "编号", 58, right=True, sortable=True),
    Column("title", "重点任务", 240, stretch=True),
    Column("leads", "牵头单位", 108, sortable=True),
    Column("supports", "配合", 56, right=True, sortable=True),
    Column("wording", "完成时限", 100, sortable=True),
    Column("percent", "进度 / 序时", 114, sortable=True),
    Column("light", "状态（灯）", 122, sortable=True),
    Column("leader", "分管领导", 92, sortable=True),
    Column("problems", "存在问题", 170),
    Column("updated", "更新日期", 92, sortable=True),
    Column("support_names", "配合单位", 180, sortable=True),
    Column("office", "责任科室", 100),
    Column("person", "责任人", 84),
    Column("phone", "联系电话", 116),
    Column("progress", "进展情况", 220),
    Column("heading", "章节", 180),
    Column("plan", "方案", 200),
    Column("label", "原文编号", 84),
)
KEYS = tuple(column.key for column in COLUMNS)
EXTRAS = frozenset(KEYS[7:])
"""Columns whose texts are read beside the rows."""

_BY_KEY = {column.key: column for column in COLUMNS}
_DEFAULT = KEYS[:10]
_CORE = ("number", "title", "wording", "light")
_NEXT = ("leads", "percent", "supports")
_TITLE_OWN, _TITLE_MIN, _TITLE_ROOMY = 120, 176, 240
_WIDEST, _NARROWEST, _STEP = 600, 40, 8
_PADDING = 4
_CLOSE = "QMenu::item { padding-top: 2px; padding-bottom: 2px; }"
_KEPT = "tasks/columns"


class ColumnChoice:
    """Columns chosen, in their order, with their widths at 100 %. `own`: a person has ticked columns, not only moved or widened them."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings
        self.order: list[str] = list(KEYS)
        self.chosen: set[str] = set(_DEFAULT)
        self.widths: dict[str, int] = {}
        self.own = False
        self._read(str(settings.value(_KEPT, "")))

    def _read(self, text: str) -> None:
        """What was kept; what a later or broken version wrote is left aside."""
        try:
            kept = json.loads(text) if text else {}
            order = [key for key in kept.get("order", ()) if key in _BY_KEY]
            self.order = [*dict.fromkeys(order), *(key for key in KEYS if key not in order)]
            self.chosen = {"title", *(key for key in kept.get("chosen", _DEFAULT) if key in _BY_KEY)}
            self.widths = {key: _bounded(int(width)) for key, width in kept.get("widths", {}).items() if key in _BY_KEY}
            self.own = bool(kept.get("own", kept))
        except (ValueError, TypeError, AttributeError):
            self.reset()

    def _keep(self) -> None:
        kept = {"order": self.order, "chosen": sorted(self.chosen), "widths": self.widths, "own": self.own}
        self._settings.setValue(_KEPT, json.dumps(kept))

    def reset(self) -> None:
        """Back to the columns of the beginning."""
        self.order, self.chosen, self.widths, self.own = list(KEYS), set(_DEFAULT), {}, False
        self._settings.remove(_KEPT)

    def choose(self, key: str, on: bool, shown: Iterable[str]) -> None:
        """Show this column or not; with the first choice of one's own, columns that were not in sight (not `shown`) are chosen no more."""
        held = self.chosen if self.own else self.chosen & {*shown}
        self.chosen = (held | {key} if on else held - {key}) | {"title"}
        self.own = True
        self._keep()

    def widen(self, key: str, width: int) -> None:
        """This column is to be so wide."""
        self.widths[key] = _bounded(width)
        self._keep()

    def reorder(self, keys: Sequence[str]) -> None:
        self.order = list(keys)
        self._keep()

    def move(self, key: str, by: int) -> None:
        """One place to the left (-1) or right (1) among the chosen ones."""
        chosen = [one for one in self.order if one in self.chosen]
        if key not in chosen:
            return
        beside = chosen.index(key) + by
        if 0 <= beside < len(chosen):
            order = [one for one in self.order if one != key]
            order.insert(order.index(chosen[beside]) + (by > 0), key)
            self.reorder(order)

    def width(self, key: str) -> int:
        return self.widths.get(key, _BY_KEY[key].width)

    def fitting(self, room: int) -> frozenset[str]:
        """The chosen columns that a list of this width has room for; light, time limit, title and number stay longest."""
        shown = {key for key in _CORE if key in self.chosen}
        room -= (_TITLE_OWN if self.own else _TITLE_MIN) + sum(self.width(key) for key in shown if key != "title")
        further = [key for key in self.order if key in self.chosen and key not in (*_CORE, *_NEXT)]
        # Columns that nobody asked for come only where the titles keep plenty of room.
        spare = 0 if self.own else _TITLE_ROOMY - _TITLE_MIN
        for keys, kept in (([key for key in _NEXT if key in self.chosen], 0), (further, spare)):
            for key in keys:
                if room - kept < self.width(key):
                    break
                shown.add(key)
                room -= self.width(key)
        return frozenset(shown)


def _bounded(width: int) -> int:
    return min(max(width, _NARROWEST), _WIDEST)


class ColumnsMenu(QMenu):
    """Check boxes that stay open. `changed` comes after every choice. Keys: Space ticks, Ctrl+←→ moves, + and - widen and narrow."""

    changed = Signal()

    def __init__(self, choice: ColumnChoice, shown: Callable[[], Iterable[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("显示哪些列")
        self._choice, self._shown = choice, shown
        self.boxes: dict[str, QAction] = {}
        self.aboutToShow.connect(self.fill)

    def fill(self, hold: str = "") -> None:
        """The columns in their order; `hold`: the one that stays under the cursor."""
        self.clear()
        shown = set(self._shown())
        hint = self.addAction("空格 选上或去掉　Ctrl+←→ 移动　＋－ 宽窄")
        hint.setEnabled(False)
        self.boxes = {}
        for key in sorted(self._choice.order, key=lambda one: one not in self._choice.chosen):
            column = _BY_KEY[key]
            on = key in self._choice.chosen
            box = self.addAction(column.title + ("（窗口窄，暂未显示）" if on and key not in shown else ""))
            box.setCheckable(True)
            box.setChecked(on)
            box.setEnabled(key != "title")
            box.setData(key)
            box.toggled.connect(lambda ticked, key=key: self._ticked(key, ticked))
            self.boxes[key] = box
        self.addSeparator()
        self.reset_action = self.addAction("恢复默认", self._reset)
        # On a low screen the lines move closer together: Qt would break them into a second column for the last two.
        line = look().body_metrics.height()
        low = (line + 2 * _PADDING) * (len(self.boxes) + 3) > self.screen().availableGeometry().height()
        self.setStyleSheet(_CLOSE if low else "")
        if hold:
            self.setActiveAction(self.boxes[hold])

    def _ticked(self, key: str, on: bool) -> None:
        self._choice.choose(key, on, self._shown())
        self.changed.emit()

    def _reset(self) -> None:
        self._choice.reset()
        self.changed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.toggle()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action: Any = self.activeAction()
        key = action.data() if action is not None else None
        if not isinstance(key, str) or not self._press(event, action, key):
            super().keyPressEvent(event)

    def _press(self, event: QKeyEvent, action: QAction, key: str) -> bool:
        keys = Qt.Key
        if event.key() in (keys.Key_Space, keys.Key_Return, keys.Key_Enter):
            action.toggle()
            return True
        if event.key() in (keys.Key_Left, keys.Key_Right) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._choice.move(key, -1 if event.key() == keys.Key_Left else 1)
        elif event.key() in (keys.Key_Plus, keys.Key_Equal, keys.Key_Minus):
            self._choice.widen(key, self._choice.width(key) + (-_STEP if event.key() == keys.Key_Minus else _STEP))
        else:
            return False
        self.changed.emit()
        self.fill(key)
        return True
