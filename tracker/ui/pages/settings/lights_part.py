"""The table of the lights, changed in place, and what a change of it would do to the tasks there are."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from tracker.domain.light_words import BOUNDS, CAUSES, around, rule_words
from tracker.domain.lights import DEFAULT, PRESETS, Cause, LightRule, LightRules
from tracker.domain.records import Changes
from tracker.domain.terms import Light
from tracker.ui.context import Context
from tracker.ui.pages.settings.part import SettingsPart, number_box
from tracker.ui.shapes import MARK_SIZE, Mark, paint_mark
from tracker.ui.theme import look
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import button, label
from tracker.usecases.house.settings import light_rules, set_light_rules
from tracker.usecases.work.light_preview import LISTED, LightChange, LightPreview, light_preview

_SHOWN = (Light.RED, Light.AMBER, Light.GREEN, Light.ONGOING)
_COLUMNS = (Light.AMBER, Light.RED)
_CAUSE_WIDTH, _CELL_WIDTH, _BOX_WIDTH, _ROWS_SEEN = 116, 222, 56, 7


class _Shape(QWidget):
    """The shape of a light, as the lists paint it."""

    def __init__(self, shade: Light) -> None:
        super().__init__()
        self._mark = Mark(shade.value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(look().px(MARK_SIZE), look().px(MARK_SIZE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._mark)
        painter.end()


class RuleCell(QWidget):
    """One row of the rules: whether it is in force, and its limit."""

    edited = Signal()

    def __init__(self, rule: LightRule) -> None:
        super().__init__()
        self._rule = rule
        name = f"{CAUSES[rule.cause]}：{rule.light.label}"
        self.on = QCheckBox(rule.light.label)
        self.on.setAccessibleName(f"{name}，是否启用")
        self.limit = number_box("", *BOUNDS[rule.cause])
        self.limit.setAccessibleName(f"{name}线")
        self.limit.setFixedWidth(look().px(_BOX_WIDTH))
        before, after = around(rule)
        self.words = (label(before), label(after))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (_Shape(rule.light), self.on, self.words[0], self.limit, self.words[1]):
            row.addWidget(part)
        row.addStretch(1)
        self.setFixedWidth(look().px(_CELL_WIDTH))
        self.on.toggled.connect(self._toggled)
        self.limit.valueChanged.connect(lambda _value: self.edited.emit())

    def _toggled(self, on: bool) -> None:
        self._pale(on)
        self.edited.emit()

    def _pale(self, on: bool) -> None:
        for part in (*self.words, self.limit):
            part.setEnabled(on)

    def put(self, rule: LightRule) -> None:
        """Show this row, without telling."""
        for field in (self.on, self.limit):
            field.blockSignals(True)
        self.on.setChecked(rule.on)
        self.limit.setValue(round(rule.limit))
        for field in (self.on, self.limit):
            field.blockSignals(False)
        self._pale(rule.on)

    def value(self) -> LightRule:
        """What the fields say."""
        return self._rule._replace(limit=self.limit.value(), on=self.on.isChecked())


def _default_words() -> str:
    """What holds before anybody changes a rule."""

    def told(rule: LightRule) -> str:
        words = rule_words(rule)
        return f"{CAUSES[rule.cause]}{words}" if rule.cause in (Cause.SILENT, Cause.SILENT_ENDLESS) else words

    lights = (f"{shade.label}：{'、'.join(told(row) for row in DEFAULT.rows if row.light is shade and row.on)}" for shade in _COLUMNS)
    return f"默认用“{PRESETS[0][0]}”。{'；'.join(lights)}。"


class LightsPart(SettingsPart):
    """亮灯规则. What a change would do is counted and listed while it is typed; 保存 makes it, Ctrl+Z takes it back."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx,
            "亮灯规则",
            "打了勾的条件，满足一条就亮灯；红灯、黄灯都满足时亮红灯。已完成的任务不亮灯，人工定的灯不受规则影响。",
        )
        place = QWidget()
        presets = FlowLayout(place, gap=8)
        for name, rows in PRESETS:
            made = button(name, partial(self._preset, rows))
            made.setAccessibleName(f"换成“{name}”的规则")
            made.setToolTip("\n".join(f"{row.light.label}：{CAUSES[row.cause]}，{rule_words(row)}" for row in rows if row.on))
            presets.addWidget(made)
        self.column.addWidget(place)
        self.cells: dict[tuple[Light, Cause], RuleCell] = {}
        self.column.addLayout(self._table())
        self.column.addWidget(
            label(
                "序时进度是时间过去的比例。没报过进度的任务不比快慢。“未报送”数的是发过反馈表或收过表、报送日已过的期。\n"
                + _default_words(),
                look().small,
                "3",
                wrap=True,
            )
        )
        self.effect = label("", look().bold, wrap=True)
        self.column.addWidget(self.effect)
        self.add_foot(self._reset)
        self._rules = DEFAULT
        self._listed: tuple[LightChange, ...] = ()
        self.more = label("", look().small, "2", wrap=True)
        self.list = self._list()
        at = self.column.count() - 1
        self.column.insertWidget(at, self.more)
        self.column.insertWidget(at + 1, self.list)
        self._put(DEFAULT)

    def _table(self) -> QGridLayout:
        """A line for each cause; in a narrow window its two lights stand under each other."""
        table = QGridLayout()
        table.setHorizontalSpacing(12)
        table.setVerticalSpacing(6)
        table.setColumnStretch(1, 1)
        for line, cause in enumerate(Cause):
            words = label(CAUSES[cause], wrap=True)
            words.setFixedWidth(look().px(_CAUSE_WIDTH))
            words.setMinimumHeight(look().control)
            table.addWidget(words, line, 0, Qt.AlignmentFlag.AlignTop)
            place = QWidget()
            cells = FlowLayout(place, gap=6)
            for shade in _COLUMNS:
                cell = self.cells[shade, cause] = RuleCell(DEFAULT.row(shade, cause))
                cell.edited.connect(self._typed)
                cells.addWidget(cell)
            table.addWidget(place, line, 1)
        return table

    def _list(self) -> QTableWidget:
        made = QTableWidget(0, 3)
        made.setAccessibleName("会变的任务")
        made.setHorizontalHeaderLabels(["任务", "现在", "改后"])
        made.verticalHeader().hide()
        made.verticalHeader().setDefaultSectionSize(look().row)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setTabKeyNavigation(False)
        made.setWordWrap(False)
        head = made.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        made.activated.connect(lambda index: self.ctx.open_task(self._listed[index.row()].task_id))
        made.hide()
        return made

    def read(self) -> None:
        self.ctx.runner.run_read(lambda: light_rules(self.ctx.store), self._show, key="settings lights")

    def _show(self, stored: LightRules) -> None:
        self._rules = stored
        self._put(stored)
        self.settle()
        self._typed()

    def _put(self, rules: LightRules) -> None:
        for row in rules.rows:
            self.cells[row.light, row.cause].put(row)

    def values(self) -> LightRules:
        return self._rules._replace(rows=tuple(self.cells[row.light, row.cause].value() for row in self._rules.rows))

    def _typed(self) -> None:
        self.edited()
        wanted, store, today = self.values(), self.ctx.store, self.ctx.today()
        self.ctx.runner.run_read(lambda: light_preview(store, wanted, today), self._say, key="settings lights effect")

    def _say(self, shown: LightPreview) -> None:
        parts = []
        for shade in _SHOWN:
            before, after = shown.before.get(shade, 0), shown.after.get(shade, 0)
            if before or after or shade is not Light.ONGOING:
                parts.append(f"{shade.label} {before}" if before == after else f"{shade.label} {before} → {after}")
        words = "按现在填的规则，全部任务：" if shown.total or self.dirty() else "现在全部任务："
        self.effect.setText(words + "　".join(parts))
        self._listed = shown.changes
        listed = f"，下面是前 {LISTED} 项" if shown.total > LISTED else ""
        self.more.setText(f"保存后有 {shown.total} 项任务的灯会变{listed}；按回车打开任务" if shown.total else "没有任务的灯会变")
        self.more.setVisible(bool(shown.total) or self.dirty())
        self._fill(shown.changes)

    def _fill(self, changes: Sequence[LightChange]) -> None:
        self.list.setVisible(bool(changes))
        self.list.setRowCount(len(changes))
        for place, one in enumerate(changes):
            cells = (
                (f"{one.number}　{one.title}", one.title),
                (f"{one.before.label}　{one.before_reason}", ""),
                (f"{one.after.label}　{one.after_reason}", one.after_why),
            )
            for column, (words, tip) in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(tip)
                self.list.setItem(place, column, item)
        seen = min(len(changes), _ROWS_SEEN)
        self.list.setFixedHeight(self.list.horizontalHeader().sizeHint().height() + seen * look().row + 4)
        self.list.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if len(changes) > seen else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def _preset(self, rows: Sequence[LightRule]) -> None:
        self._put(self._rules._replace(rows=tuple(rows)))
        self._typed()

    def _reset(self) -> None:
        self._preset(DEFAULT.rows)

    def save(self) -> Callable[[], Changes]:
        wanted = self.values()
        return lambda: set_light_rules(self.ctx.store, wanted)
