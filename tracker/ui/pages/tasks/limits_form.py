"""The form for one time limit: the wording as people write it, and what it is read as, shown before anything is saved."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from tracker.domain.deadline_entries import read_limit
from tracker.domain.deadline_found import FoundLimit
from tracker.domain.deadlines import Recurrence
from tracker.domain.records import DeadlineRecord, PlanRecord
from tracker.domain.relative_limits import count_from
from tracker.domain.terms import DeadlineKind, Every
from tracker.domain.workdays import WorkCalendar
from tracker.ui.pages.tasks.words import KIND_WORDS, day_words, near_words, turn_words
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.plain import label, restyle
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.ui.widgets.segmented import Segmented


class LimitForm(InlineForm):
    """Typing the wording proposes kind and date; both can be set otherwise. `ready()` says what would be saved, or complains."""

    def __init__(self, plan: PlanRecord, held: DeadlineRecord | None, today: date) -> None:
        super().__init__()
        self._plan, self._today = plan, today
        self._doubt = ""
        self._turn: Recurrence | None = held.recurrence if held else None
        self.wording = QLineEdit(held.wording if held else "")
        self.wording.setPlaceholderText("例如：9月底前、每季度、长期坚持")
        self.kind = Segmented([(kind.value, words) for kind, words in KIND_WORDS.items()], "类别")
        self.day = DateBox("日期", today.year)
        self.since = DateBox("起算日", today.year)
        self.since.setPlaceholderText("起算日，知道了再填")
        self.since.setToolTip("从哪天起算：收到、印发、受理的那一天")
        self._work = WorkCalendar()
        self.every = QComboBox()
        for every in Every:
            self.every.addItem(every.label, every.value)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.day)
        row.addWidget(self.every)
        self._since_words = label("起算日", ink="2")
        row.addWidget(self._since_words)
        row.addWidget(self.since)
        row.addStretch(1)
        self._place = place
        kinds = QWidget()
        kind_row = QHBoxLayout(kinds)
        kind_row.setContentsMargins(0, 0, 0, 0)
        kind_row.addWidget(self.kind)
        kind_row.addStretch(1)
        self.body.addLayout(field_grid(("写法", self.wording), ("类别", kinds), ("到期", place)))
        self.read = label("", look().small, wrap=True)
        self.body.addWidget(self.read)
        self.kind.choose((held.kind if held else DeadlineKind.DATE).value)
        self.day.set_day(held.due if held and held.kind is DeadlineKind.DATE else None)
        self.since.set_day(held.counted_from if held else None)
        if held and held.recurrence:
            self.every.setCurrentIndex(self.every.findData(held.recurrence.every.value))
        self.wording.textEdited.connect(self._propose)
        self.kind.chosen.connect(lambda _key: self._by_hand())
        self.day.picked.connect(lambda _day: self._by_hand())
        self.every.activated.connect(lambda _place: self._by_hand())
        self.since.picked.connect(lambda _day: self._by_hand())
        self._show()

    def values(self) -> object:
        return self.wording.text().strip(), self.kind.current, self.day.text(), self.every.currentData(), self.since.text()

    def begin(self) -> None:
        self.wording.setFocus()
        self.wording.selectAll()

    def proposal(self) -> FoundLimit | None:
        """What the wording is read as; of several dates the last."""
        found = read_limit(self.wording.text(), (self._plan.period_start, self._plan.period_end), self._plan.issued)
        return found[-1] if found else None

    def _propose(self, text: str) -> None:
        limit = self.proposal() if text.strip() else None
        self._doubt = "" if limit or not text.strip() else "读不出日期，请选类别或直接填日期"
        if limit is not None:
            self._doubt, self._turn = limit.doubt, limit.recurrence
            self.kind.choose(limit.kind.value)
            self.day.set_day(limit.due)
            if limit.recurrence:
                self.every.setCurrentIndex(self.every.findData(limit.recurrence.every.value))
        self._show()

    def _by_hand(self) -> None:
        kind = self.current_kind
        self._doubt = self.day.fault if kind is DeadlineKind.DATE else self.since.fault if kind is DeadlineKind.RELATIVE else ""
        if self._turn is None or self._turn.every.value != self.every.currentData():
            self._turn = Recurrence(Every(self.every.currentData()))
        self._show()

    @property
    def current_kind(self) -> DeadlineKind:
        return DeadlineKind(self.kind.current)

    def _show(self) -> None:
        kind = self.current_kind
        self.day.setVisible(kind is DeadlineKind.DATE)
        self.every.setVisible(kind is DeadlineKind.RECURRING)
        for part in (self._since_words, self.since):
            part.setVisible(kind is DeadlineKind.RELATIVE)
        self._place.setEnabled(kind is not DeadlineKind.STANDING)
        self.complaint.say("")
        words = self._understood(kind)
        self.read.setText("；".join(part for part in (words, self._doubt) if part))
        self.read.setProperty("ink", "red" if self._doubt and not words else "amber" if self._doubt else "green")
        restyle(self.read)

    def _understood(self, kind: DeadlineKind) -> str:
        if kind is DeadlineKind.DATE:
            day = self.day.day
            return f"读作 {day_words(day)}，{near_words(day, self._today)}" if day else ""
        if kind is DeadlineKind.RECURRING:
            return f"读作{turn_words(self.recurrence())}"
        if kind is DeadlineKind.STANDING:
            return "没有截止的一天"
        if self.since.day is None:
            return "起算的日子方案里没有写，先不算逾期"
        counted = count_from(self.wording.text(), self.since.day, self._work)
        return f"{counted.words}，到 {day_words(counted.due)}为止" if counted else ""

    def count_by(self, work: WorkCalendar) -> None:
        """Count working days by this calendar."""
        self._work = work
        self._show()

    def recurrence(self) -> Recurrence:
        return self._turn if self._turn is not None else Recurrence(Every(self.every.currentData()))

    def ready(self) -> bool:
        """True when what the fields say can be saved."""
        if self.current_kind is DeadlineKind.DATE and self.day.day is None:
            self.complaint.say(self.day.fault or (self._doubt if "不存在" in self._doubt else "请填写日期，或改选其他类别"))
            self.day.setFocus()
            return False
        if not self.wording.text().strip() and self.current_kind is DeadlineKind.RELATIVE:
            self.complaint.say("请写明从哪件事起算")
            self.wording.setFocus()
            return False
        if self.current_kind is DeadlineKind.RELATIVE and (
            self.since.fault or (self.since.day and not self._understood(self.current_kind))
        ):
            self.complaint.say(self.since.fault or "写法里没有写明几天或几个工作日，算不出到期的日子")
            return False
        return True
