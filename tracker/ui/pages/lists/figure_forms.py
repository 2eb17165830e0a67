"""The forms of what is followed: a value of an indicator, the check of a service, a project's year, progress, leaving, a new version."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from tracker.domain.figure_lines import IndicatorLine, ProjectLine, ServiceLine
from tracker.domain.figures import ServiceStanding, ValueKind
from tracker.domain.plan_lists import ListKind
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.feedback.figure_make import USUAL

_LINES = 2
_SENT = {ListKind.INDICATORS: "指标", ListKind.SERVICES: "公共服务", ListKind.PROJECTS: "项目"}


def _field(text: str = "", hint: str = "") -> QLineEdit:
    made = QLineEdit(text)
    made.setPlaceholderText(hint)
    return made


def _long(text: str = "", hint: str = "", lines: int = _LINES) -> QPlainTextEdit:
    made = QPlainTextEdit(text)
    made.setPlaceholderText(hint)
    made.setTabChangesFocus(True)
    made.setFixedHeight(look().body_metrics.lineSpacing() * lines + 12)
    return made


class _FigureForm(InlineForm):
    """Fields by name; `values()` is what they hold."""

    def __init__(self, fields: Sequence[tuple[str, QWidget]], save_words: str = "保存") -> None:
        super().__init__(save_words)
        self._fields = fields
        self.body.addLayout(field_grid(*fields))
        if any(isinstance(field, QPlainTextEdit) for _words, field in fields):
            self.hint.setText("Ctrl+Enter 保存　Esc 取消")

    def values(self) -> object:
        return tuple(_held(field) for _words, field in self._fields)

    def begin(self) -> None:
        first = next(field for _words, field in self._fields if not isinstance(field, Segmented))
        first.setFocus()
        if isinstance(first, QLineEdit):
            first.selectAll()


def _held(field: QWidget) -> str:
    if isinstance(field, Segmented):
        return field.current
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()  # type: ignore[attr-defined]


class ValueForm(_FigureForm):
    """What was reached, or is to be reached, in a period; a value known already stands in the field, emptied it is taken away."""

    def __init__(self, line: IndicatorLine, today: date, kind: ValueKind = ValueKind.ACTUAL, period: str = "") -> None:
        self._line = line
        self.kind = Segmented([(one.value, one.label) for one in (ValueKind.ACTUAL, ValueKind.AIM)], "填哪一种数")
        self.kind.choose(kind.value)
        self.period = _field(period or self._usual(kind, today), "如 2026-09、2026-Q3、2026")
        self.value, self.note = _field("", line.row.measure), _field("", "数据来源等，可以不填")
        super().__init__((("数值", self.value), ("期次", self.period), ("种类", self.kind), ("说明", self.note)))
        self.kind.chosen.connect(lambda key: self._turn(ValueKind(key), today))
        self.period.editingFinished.connect(self._show_known)
        self._show_known()

    def _usual(self, kind: ValueKind, today: date) -> str:
        """A month for what was reached, where months or nothing were given before; a year for what is to be reached."""
        last = self._line.last
        yearly = kind is ValueKind.AIM or (last is not None and len(last.period) == 4)
        return f"{today.year}" if yearly else f"{today:%Y-%m}"

    def _turn(self, kind: ValueKind, today: date) -> None:
        self.period.setText(self._usual(kind, today))
        self._show_known()

    def _show_known(self) -> None:
        held = self._line.actuals if self.kind.current == ValueKind.ACTUAL else self._line.aims
        found = next((one for one in held if one.period == self.period.text().strip()), None)
        if found is not None and not self.value.text():
            self.value.setText(found.value)
            self.note.setText(found.note)


class CheckForm(_FigureForm):
    """How a service stands against its standard in a year."""

    def __init__(self, line: ServiceLine, today: date) -> None:
        known = line.check(today.year)
        self.year = _field(str(today.year))
        self.standing = Segmented([(one.value, one.label) for one in ServiceStanding], "核查结果")
        self.standing.choose((known.standing if known else ServiceStanding.MET).value)
        self.covered = _field(known.covered if known else "", "如 312 人、40 个村；可以不填")
        self.words = _long(known.words if known else "", "没有全部达标的，写明差在哪里")
        self.by = _field(known.checked_by if known else "", "可以不填")
        self.day = DateBox("核查日期", today.year)
        self.day.set_day(today)
        where: tuple[tuple[str, QWidget], ...] = (("核查人", self.by), ("日期", self.day), ("年度", self.year))
        super().__init__((("结果", self.standing), ("情况", self.words), ("覆盖", self.covered), *where))


class YearForm(_FigureForm):
    """What a project is to do in a year."""

    def __init__(self, line: ProjectLine, today: date) -> None:
        held = line.year
        self.year = _field(str(today.year))
        self.planned = _field(held.planned if held else "", "万元")
        self.goal = _long(held.goal if held else "", "如“主体完工，10月通水”；可以不填")
        super().__init__((("计划投资", self.planned), ("年度目标", self.goal), ("年度", self.year)))


class ProgressForm(_FigureForm):
    """How a project stood at the end of a period; what is known of the period stands in the fields."""

    def __init__(self, line: ProjectLine, today: date, period: str = "") -> None:
        when = period or f"{today:%Y-%m}"
        held = next((one for one in line.values if one.period == when), None)
        self.period = _field(when, "如 2026-09")
        self.invested = _field(held.invested if held else "", "当年累计，万元")
        self.progress = _long(held.progress if held else "", "做到哪一步了")
        self.problems = _long(held.problems if held else "", "没有就空着")
        super().__init__((("累计投资", self.invested), ("形象进度", self.progress), ("问题", self.problems), ("期次", self.period)))


class LeaveForm(_FigureForm):
    """Why and when a project leaves the rolling list."""

    def __init__(self, today: date) -> None:
        self.reason, self.day = _field("", "如“用地未批，调至下年”"), DateBox("调出日期", today.year)
        self.day.set_day(today)
        super().__init__((("原因", self.reason), ("日期", self.day)), "调出")


class VersionForm(_FigureForm):
    """On what ground the list as it stands becomes a version; `words` says what has changed since the last one."""

    def __init__(self, today: date, words: str) -> None:
        self.reason, self.by, self.day = _field("", "如“县政府常务会议审定”"), _field("", "可以不填"), DateBox("确定日期", today.year)
        self.day.set_day(today)
        super().__init__((("依据", self.reason), ("确定人", self.by), ("日期", self.day)), "定为新版本")
        self.body.insertWidget(0, label(words, look().bold, wrap=True))


class SendForm(_FigureForm):
    """For which period fill-in sheets are made, with which lists, and into which folder; `ask` lets the user choose one."""

    def __init__(self, today: date, folder: Path, ask: Callable[[], Path | None], kind: ListKind) -> None:
        """`kind`: the list from which it is opened."""
        self.period, self.folder = _field(_asked(kind, today), "如 2026-09、2026-Q3、2026"), _field(str(folder))
        self.folder.setAccessibleName("存到")
        chosen = (kind,) if kind is ListKind.SERVICES else USUAL
        self._boxes = {one: QCheckBox(words) for one, words in _SENT.items()}
        which = QWidget()
        boxes = QHBoxLayout(which)
        boxes.setContentsMargins(0, 0, 0, 0)
        boxes.setSpacing(12)
        for one, box in self._boxes.items():
            box.setChecked(one in chosen)
            boxes.addWidget(box)
        boxes.addStretch(1)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.folder, 1)
        row.addWidget(button("选择…", self._choose, "folder-open"))
        self._ask = ask
        super().__init__((("期次", self.period),), "生成填报表")
        words = "每个责任单位一份，勾上的各一张表；没有责任单位的不发。公共服务一年核查一次，期次写年份"
        self.body.insertWidget(0, label(words, look().small, "2", wrap=True))
        self.body.addLayout(field_grid(("内容", which), ("存到", place)))

    @property
    def kinds(self) -> tuple[ListKind, ...]:
        """The lists that are ticked."""
        return tuple(one for one, box in self._boxes.items() if box.isChecked())

    def _choose(self) -> None:
        folder = self._ask()
        if folder is not None:
            self.folder.setText(str(folder))


class ReceiveForm(_FigureForm):
    """For which period the files are that are chosen next."""

    def __init__(self, today: date, kind: ListKind) -> None:
        self.period = _field(_asked(kind, today), "如 2026-09、2026-Q3、2026")
        super().__init__((("期次", self.period),), "选择文件…")
        words = "本程序发出的填报表、单位自己的表都可以，一次可以选几个；先核对，再写入"
        self.body.insertWidget(0, label(words, look().small, "2", wrap=True))


def _asked(kind: ListKind, today: date) -> str:
    """The period that is asked for as a rule: of services the year, of figures the month."""
    return f"{today:%Y}" if kind is ListKind.SERVICES else f"{today:%Y-%m}"
