"""The detail pane: all of one task, in tabs, with one form open at most."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from tracker.domain.records import TaskDetail, UnitRecord
from tracker.ui.context import Context
from tracker.ui.file_choice import FileDrops
from tracker.ui.pages.tasks.breakdown_part import BreakdownPart
from tracker.ui.pages.tasks.completion_part import CompletionPart
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.pages.tasks.extensions_part import ExtensionsPart
from tracker.ui.pages.tasks.files_part import FilesPart
from tracker.ui.pages.tasks.findings_part import FindingsPart
from tracker.ui.pages.tasks.head_part import HeadPart
from tracker.ui.pages.tasks.history_part import HistoryPart
from tracker.ui.pages.tasks.limits_part import LimitsPart
from tracker.ui.pages.tasks.notices_part import NoticesPart
from tracker.ui.pages.tasks.people_part import PeoplePart
from tracker.ui.pages.tasks.reports_part import ReportsPart
from tracker.ui.pages.tasks.roles_part import RolesPart
from tracker.ui.pages.tasks.source_part import SourcePart
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label, rule
from tracker.ui.widgets.scrolled import StripArea, bring_into_view

ABOUT, REPORTS, FINDINGS, BREAKDOWN, FILES, HISTORY = range(6)
_LOW = 420
"""In a pane lower than this a form in the head needs the room of the parts below."""


class DetailPane(QFrame):
    """Shows a task. Another one is not shown while a form holds something unsaved: a bar asks first, and `waiting` tells which."""

    wanted = Signal(int)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ctx = ctx
        self.desk = Desk(ctx, self)
        self.waiting: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.question = self._question()
        column.addWidget(self.question)
        self.head = HeadPart(self.desk)
        column.addWidget(StripArea(self.head))
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        for words in ("概况", "进展", "疑点", "分解", "附件", "历史"):
            self.tabs.addTab(words)
        for roller, words in zip(self.tabs.findChildren(QToolButton), ("前面的栏目", "后面的栏目"), strict=True):
            roller.setToolTip(words)
            roller.setAccessibleName(words)
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 0, 0, 0)
        bar.addWidget(self.tabs, 1)
        column.addLayout(bar)
        self.line = rule()
        column.addWidget(self.line)
        self.hint = label("选中一项任务，这里显示它的原文、责任、时限和进展", ink="3", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setContentsMargins(24, 0, 24, 0)
        column.addWidget(self.hint, 1)
        self.stack = QStackedWidget()
        self.source = SourcePart(self.desk)
        self.roles = RolesPart(self.desk)
        self.people = PeoplePart(self.desk)
        self.limits = LimitsPart(self.desk)
        self.extensions = ExtensionsPart(self.desk)
        self.notices = NoticesPart(self.desk)
        self.completion = CompletionPart(self.desk)
        self.brief = ReportsPart(self.desk, brief=True)
        self.all_reports = self.brief.add_link("全部", lambda: self.tabs.setCurrentIndex(REPORTS))
        self.brief.add_link("填报本期", self.report)
        self.reports = ReportsPart(self.desk, brief=False)
        self.findings = FindingsPart(self.desk)
        self.breakdown = BreakdownPart(self.desk)
        self.breakdown.count_changed = lambda count: self.tabs.setTabText(BREAKDOWN, f"分解 {count}" if count else "分解")
        self.files = FilesPart(self.desk)
        self.files.count_changed = lambda count: self.tabs.setTabText(FILES, f"附件 {count}" if count else "附件")
        self.history = HistoryPart(self.desk)
        self._parts: list[TaskPart | BreakdownPart] = [
            self.source,
            self.roles,
            self.people,
            self.limits,
            self.extensions,
            self.notices,
            self.completion,
            self.brief,
            self.reports,
            self.findings,
            self.breakdown,
            self.files,
            self.history,
        ]
        self._areas = [
            _scrolled(self.completion, self.source, self.roles, self.people, self.limits, self.extensions, self.notices, self.brief),
            _scrolled(self.reports),
            _scrolled(self.findings),
            _scrolled(self.breakdown),
            _scrolled(self.files),
            _scrolled(self.history),
        ]
        for area in self._areas:
            self.stack.addWidget(area)
        FileDrops(self._areas[FILES].widget(), "给这项任务添加", self.files.add)
        column.addWidget(self.stack, 1)
        column.addStretch()
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.tabs.currentChanged.connect(lambda place: self.history.look_at(seen=place == HISTORY))
        self.desk.form_opened.connect(self._form_opened)
        self.desk.form_closed.connect(self._go_on)
        self._show_rest(False)

    def _question(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("question")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(6)
        self.question_words = label("", look().bold, wrap=True)
        row.addWidget(self.question_words, 1)
        self.keep_button = button("保存", self._keep)
        self.drop_button = button("放弃", self.desk.close_form)
        row.addWidget(self.keep_button)
        row.addWidget(self.drop_button)
        bar.hide()
        return bar

    # showing

    def asks_for(self, task_id: int | None) -> bool:
        """Another task is to be shown: True where the pane is free, else it asks what to do with what was typed."""
        detail = self.desk.detail
        if self.desk.form is None or detail is None or detail.row.id == task_id:
            self.waiting = None
            self.question.hide()
            return True
        if not self.desk.busy():
            self.desk.close_form()
            return True
        self.waiting = task_id
        self.question_words.setText(f"任务 {detail.row.number} 的修改还没有保存")
        self.question.show()
        return False

    def show_detail(self, detail: TaskDetail, units: tuple[UnitRecord, ...]) -> None:
        """Fill every part."""
        before = self.desk.detail
        other = before is None or before.row.id != detail.row.id
        self.desk.detail, self.desk.units = detail, units
        self._show_rest(True)
        if other:
            self.roles.all_shown = False
        self.setUpdatesEnabled(False)
        self.head.show_detail(detail)
        for part in self._parts:
            part.show_detail(detail)
        self.all_reports.setText(f"全部 {len(detail.reports)} 期")
        self.all_reports.setVisible(len(detail.reports) > 0)
        self.tabs.setTabText(REPORTS, f"进展 {len(detail.reports)}" if detail.reports else "进展")
        self.tabs.setTabText(FINDINGS, f"疑点 {len(detail.findings)}")
        if not detail.findings and self.tabs.currentIndex() == FINDINGS:
            self.tabs.setCurrentIndex(ABOUT)
        self.tabs.setTabVisible(FINDINGS, bool(detail.findings))
        if other:
            for area in self._areas:
                area.verticalScrollBar().setValue(0)
        self.setUpdatesEnabled(True)

    def show_nothing(self) -> None:
        """No task is chosen."""
        self.desk.close_form()
        self.desk.detail = None
        self._show_rest(False)

    def _show_rest(self, shown: bool) -> None:
        for widget in (self.head, self.tabs, self.line, self.stack):
            widget.setVisible(shown)
        self.hint.setVisible(not shown)

    # forms

    def edit(self, key: str) -> None:
        """Open the form for what a list column shows."""
        if key == "leads" or key == "supports":
            self.tabs.setCurrentIndex(ABOUT)
            self.roles.open_add()
        elif key == "wording":
            self.tabs.setCurrentIndex(ABOUT)
            self.limits.open_main()
        elif key == "percent":
            self.report()
        else:
            self.head.open_form()

    def report(self) -> None:
        """Open the form for this period's progress."""
        self.tabs.setCurrentIndex(REPORTS)
        self.reports.open_form()

    def _keep(self) -> None:
        if self.desk.form is not None:
            self.desk.form.saved.emit()

    def _go_on(self) -> None:
        self.question.hide()
        self._show_rest(self.desk.detail is not None)
        waiting, self.waiting = self.waiting, None
        if waiting is not None:
            self.wanted.emit(waiting)

    def _form_opened(self) -> None:
        form = self.desk.form
        if form is not None and self.head.isAncestorOf(form) and self.height() < look().px(_LOW):
            for widget in (self.tabs, self.line, self.stack):
                widget.hide()
        QTimer.singleShot(0, self, self._bring_form_up)

    def _bring_form_up(self) -> None:
        """Scroll until the form is in sight, its top where it is higher than the pane."""
        form = self.desk.form
        area = self._areas[self.stack.currentIndex()]
        if form is not None and self.head.isAncestorOf(form):
            bring_into_view(form)
        if form is None or not area.isAncestorOf(form):
            return
        bar, room = area.verticalScrollBar(), area.viewport().height()
        top = form.mapTo(area.widget(), QPoint(0, 0)).y() - 12
        if top < bar.value() or form.height() + 24 > room:
            bar.setValue(top)
        elif top + form.height() + 24 > bar.value() + room:
            bar.setValue(top + form.height() + 24 - room)


def _scrolled(*parts: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = QWidget()
    inside.setAutoFillBackground(True)
    inside.setBackgroundRole(inside.palette().ColorRole.Base)
    column = QVBoxLayout(inside)
    column.setContentsMargins(16, 8, 12, 16)
    column.setSpacing(12)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    area.setWidget(inside)
    return area
