"""What can be said about the document in hand: only the fields that its kind takes are shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from tracker.reports.titles import period_words
from tracker.ui.context import Context, OpenDocument
from tracker.ui.pages.ledger.columns import ColumnList
from tracker.ui.pages.ledger.frozen import FrozenLine
from tracker.ui.pages.ledger.task_list import TaskTicks
from tracker.ui.pages.ledger.text_fields import TextFields
from tracker.ui.pages.ledger.text_memory import TextMemory
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.plain import label, link
from tracker.ui.widgets.section import Complaint, Line
from tracker.ui.widgets.segmented import Segmented
from tracker.ui.widgets.unit_box import UnitBox
from tracker.ui.widgets.wheel import keep_wheel_off
from tracker.usecases.papers import ledger
from tracker.usecases.papers.report_choices import ReportChoices
from tracker.usecases.papers.report_kinds import ReportKind, ReportRequest

WIDTH = 264
NEWEST = "最新进展"
_WHOLE_YEAR = "全年"
_FREEZABLE = "bulletin"
_EVERYBODY = "全部领导"
_COLUMNS_LEAST = 150
_TASKS_LEAST = 130
_PAUSE_MS = 500


class Options(QFrame):
    """`changed` asks for the pages to be laid out anew, `number_typed` for a look at the number, `series_wanted` for its pattern,
    `text_wanted` for the passages, which are edited at the right."""

    changed = Signal()
    number_typed = Signal()
    series_wanted = Signal()
    text_wanted = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.kind: ReportKind | None = None
        self.number_is_typed = False
        self.wanted: OpenDocument | None = None
        self.setProperty("panel", True)
        self.setFixedWidth(look().px(WIDTH))
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(12, 10, 12, 10)
        self.column.setSpacing(6)
        self._make_fields()
        self._make_columns()
        self._make_tasks()
        self.texts = TextFields()
        self.texts.changed.connect(self.changed.emit)
        self._texts_head = self._head("可以改的文字", "恢复原文", self.texts.forget)
        self._to_text = link("修改正文…", self.text_wanted.emit, "square-pen")
        self.column.addWidget(self._to_text)
        self.column.addWidget(self._texts_head)
        self.memory = TextMemory(self.ctx, self.texts)
        self.column.addWidget(self.memory)
        self.column.addWidget(self.texts)
        self.column.addStretch(0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        keep_wheel_off(inside)
        for ground in (inside, self._area.viewport()):
            ground.setAutoFillBackground(True)
            ground.setBackgroundRole(QPalette.ColorRole.Base)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(self._area, 1)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(12, 0, 12, 4)
        self.foot.setSpacing(2)
        outer.addLayout(self.foot)

    def _make_fields(self) -> None:
        self.unit = UnitBox("全部单位")
        self.unit.chosen.connect(self._unit_chosen)
        self.period, self.year, self.leader = QComboBox(), QComboBox(), QComboBox()
        for box in (self.period, self.year, self.leader):
            box.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.due = DateBox("期限", self.ctx.today().year)
        self.due.picked.connect(lambda _day: None if self.due.fault else self.changed.emit())
        self.number = QLineEdit()
        self.number.setPlaceholderText("不编号")
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._typing.timeout.connect(self._number_paused)
        self.number.textEdited.connect(self._number_edited)
        self.names = Segmented([("printed", "原文名称"), ("short", "简称")], "单位名称")
        self.paper = Segmented([("A3", "A3 横向"), ("A4", "A4 横向")], "纸张")
        self.names.chosen.connect(lambda _key: self.changed.emit())
        self.paper.chosen.connect(self._paper_chosen)
        self._papers: dict[str, str] = {}
        self.rank = QCheckBox("按完成率排名")
        self.rank.toggled.connect(lambda _on: self.changed.emit())
        fields: dict[str, tuple[str, QWidget]] = {
            "unit": ("单位", self.unit),
            "period": ("期次", self.period),
            "year": ("年份", self.year),
            "leader": ("领导", self.leader),
            "due": ("期限", self.due),
            "number": ("文号", self.number),
            "names": ("名称", self.names),
            "paper": ("纸张", self.paper),
            "rank": ("排名", self.rank),
        }
        self._lines: dict[str, list[QWidget]] = {}
        for option, (words, field) in fields.items():
            if not field.accessibleName() or option in ("unit", "number"):
                field.setAccessibleName(words)
            line = Line(words, field)
            self.column.addWidget(line)
            self._lines[option] = [line]
        self.frozen = FrozenLine(self.ctx)
        self.column.insertWidget(self.column.indexOf(self._lines["period"][0]) + 1, self.frozen)
        self.number_note = Complaint()
        self.number_note.setProperty("ink", "amber")
        under = QWidget()
        row = QVBoxLayout(under)
        row.setContentsMargins(look().px(44), 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.number_note)
        row.addWidget(link("编号格式…", self.series_wanted.emit), 0, Qt.AlignmentFlag.AlignRight)
        self.column.insertWidget(self.column.indexOf(self._lines["number"][0]) + 1, under)
        self._lines["number"].append(under)

    def _make_columns(self) -> None:
        self.sum = label("", ink="2")
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 2, 0, 0)
        row.addWidget(label("列与宽度", look().bold))
        row.addStretch(1)
        row.addWidget(self.sum)
        box = QFrame()
        box.setProperty("panel", True)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(1, 1, 1, 1)
        self.columns = ColumnList(ledger.column_choices())
        self.columns.setMinimumHeight(look().px(_COLUMNS_LEAST))
        self.columns.changed.connect(self._columns_changed)
        inside.addWidget(self.columns)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(link("恢复常用列", self.usual_columns))
        self.column.addWidget(head)
        self.column.addWidget(box, 3)
        self.column.addWidget(foot)
        self._lines["columns"] = [head, box, foot]

    def _make_tasks(self) -> None:
        self.tasks = TaskTicks()
        self.tasks.setMinimumHeight(look().px(_TASKS_LEAST))
        self.tasks.changed.connect(self.changed.emit)
        head = self._head("列入的任务", "不选", self._untick)
        self.tasks_note = label("", look().small, "3", wrap=True)
        for widget in (head, self.tasks_note):
            self.column.addWidget(widget)
        self.column.addWidget(self.tasks, 3)
        self._lines["task"] = [head, self.tasks_note, self.tasks]

    def _head(self, words: str, step: str, do: Callable[[], object]) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(label(words, look().bold))
        row.addStretch(1)
        row.addWidget(link(step, do))
        return head

    # showing

    def show_kind(self, kind: ReportKind) -> None:
        """Show the fields of this kind; what was said for another stays where both take it."""
        self.kind = kind
        for option, widgets in self._lines.items():
            for widget in widgets:
                widget.setVisible(kind.takes(option))
        self.unit.setPlaceholderText("请选择单位" if "unit" in kind.needs else "全部单位")
        self.texts.show_kind(kind.kind, () if kind.drafts else kind.texts)
        self.memory.show_kind(kind.kind)
        self._texts_head.setVisible(bool(kind.texts) and not kind.drafts)
        self._to_text.setVisible(bool(kind.drafts))
        self.number_is_typed = False
        self.number.setText("")
        self.number_note.say("")
        if kind.takes("columns"):
            self.show_chosen_columns()

    def set_choices(self, choices: ReportChoices) -> None:
        """Offer what the plan has; nobody is told."""
        kind = self.kind
        assert kind is not None
        self.unit.set_units(choices.units)
        if "unit" in kind.needs and self.unit.unit_id is None and choices.units:
            self.unit.choose(choices.units[0].id)
        self.tasks.set_tasks(choices.tasks)
        self.tasks.show_unit(self.unit.unit_id if kind.takes("unit") else None)
        self._tell_tasks()
        wanted, self.wanted = self.wanted, None
        periods = [(period_words(period), period) for period in self._periods(choices, wanted.period if wanted else "")]
        if "period" not in kind.needs:
            periods.insert(0, (_WHOLE_YEAR if kind.takes("year") else NEWEST, ""))
        usual = choices.reported[0] if choices.reported and "period" in kind.needs else ""
        _fill(self.period, periods, usual)
        _fill(self.year, [(f"{year}年", str(year)) for year in choices.years], str(self.ctx.today().year))
        leaders = choices.project_leaders if kind.figures else choices.leaders
        _fill(self.leader, [(_EVERYBODY, ""), *((name, name) for name in leaders)], "")
        if wanted is not None:
            self._take(wanted)

    def _periods(self, choices: ReportChoices, wanted: str) -> list[str]:
        """The periods on offer: of a score those of the chosen years, whether anything was reported or not."""
        kind = self.kind
        assert kind is not None
        if kind.takes("year"):
            parts = ("H1", "H2", *(f"Q{place}" for place in range(1, 5)), *(f"{month:02}" for month in range(1, 13)))
            return [f"{year}-{part}" for year in choices.years for part in parts] if kind.takes("period") else []
        found = choices.periods if "period" in kind.needs else choices.figures if kind.figures else choices.reported
        return [wanted, *found] if wanted and wanted not in found else list(found)

    def _take(self, wanted: OpenDocument) -> None:
        """Choose what somebody came here for: its period or year, its tasks."""
        for box, key in ((self.period, wanted.period), (self.year, wanted.period[:4])):
            box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(key), 0))
            box.blockSignals(False)
        if wanted.task_ids:
            self.unit.choose(None)
            self.tasks.show_unit(None)
            self.tasks.tick(wanted.task_ids)

    def request(self, plan_id: int | None) -> ReportRequest:
        """What the fields say, as far as the kind takes it."""
        kind = self.kind
        assert kind is not None
        year = self.year.currentData()
        return ReportRequest(
            plan_id=plan_id if kind.takes("plan") else None,
            unit_id=self.unit.unit_id if kind.takes("unit") else None,
            period=str(self.period.currentData() or "") if kind.takes("period") else "",
            year=int(year) if kind.takes("year") and year else None,
            leader=str(self.leader.currentData() or "") if kind.takes("leader") else "",
            task_ids=self.tasks.ticked if kind.takes("task") else (),
            columns=self.columns.chosen if kind.takes("columns") else None,
            short_names=kind.takes("names") and self.names.current == "short",
            due=self.due.day if kind.takes("due") else None,
            number=self.number.text().strip() if kind.takes("number") else "",
            texts=self.texts.typed,
            ranked=kind.takes("rank") and self.rank.isChecked(),
            paper=self._papers.get(kind.kind, "") if kind.takes("paper") else "",
            places=self.ctx.paths,
        )

    def follow_frozen(self, plan_id: int | None) -> None:
        """Tell whether the period of a bulletin is frozen."""
        frozen = self.kind is not None and self.kind.kind == _FREEZABLE
        self.frozen.follow(plan_id if frozen else None, str(self.period.currentData() or ""))

    # unit, number

    def _unit_chosen(self, _unit: object) -> None:
        if self.kind is not None and self.kind.takes("columns"):
            self.show_chosen_columns()
        self.tasks.show_unit(self.unit.unit_id)
        self._tell_tasks()
        self.changed.emit()

    def _tell_tasks(self) -> None:
        words = "至少选一项" if self.kind is not None and "task" in self.kind.needs else "不选，就由程序按文书的规则列出"
        more = f"；任务太多，还有 {self.tasks.left_out} 项没有列出，请先选单位" if self.tasks.left_out else ""
        self.tasks_note.setText(words + more)

    def all_units(self) -> None:
        """Leave the unit out."""
        self.unit.choose(None)
        self._unit_chosen(None)

    def propose_number(self, number: str) -> None:
        """Show the next number, unless somebody typed another."""
        if not self.number_is_typed:
            self.number.setText(number)

    def _number_edited(self, _text: str) -> None:
        self.number_is_typed = True
        self._typing.start()

    def _number_paused(self) -> None:
        self.number_typed.emit()
        self.changed.emit()

    def _paper_chosen(self, paper: str) -> None:
        if self.kind is not None:
            self._papers[self.kind.kind] = paper
            self.changed.emit()

    def show_paper(self, paper: str) -> None:
        """Show on which paper the document came out."""
        if paper in ("A3", "A4"):
            self.paper.choose(paper)

    def _untick(self) -> None:
        self.tasks.tick(())
        self.changed.emit()

    # columns

    def _setting(self) -> str:
        return "ledger columns of unit" if self.unit.unit_id else "ledger columns"

    def show_chosen_columns(self) -> None:
        """Tick the columns chosen last time for the whole plan or for one unit."""
        known = {key for key, _head in ledger.column_choices()}
        stored = [key for key in str(self.ctx.settings.value(self._setting(), "")).split(" ") if key in known]
        self.columns.show_columns(stored or ledger.usual_columns(for_unit=self.unit.unit_id is not None))

    def _columns_changed(self) -> None:
        self.ctx.settings.setValue(self._setting(), " ".join(self.columns.chosen))
        self.changed.emit()

    def usual_columns(self) -> None:
        """Go back to the columns that a ledger has where nobody chose any."""
        self.ctx.settings.remove(self._setting())
        self.show_chosen_columns()
        self.changed.emit()


def _fill(box: QComboBox, choices: list[tuple[str, str]], usual: str) -> None:
    """Offer these choices; what was chosen stays, else the usual one."""
    held = box.currentData() if box.count() else None
    box.blockSignals(True)
    box.clear()
    for words, key in choices:
        box.addItem(words, key)
    keys = [key for _words, key in choices]
    box.setCurrentIndex(keys.index(held) if held in keys else keys.index(usual) if usual in keys else 0)
    box.blockSignals(False)
