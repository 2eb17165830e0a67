"""The head of the detail: where the task stands in its plan, number and title, light with its reason, state, and under them what a
unit says of itself where no figure bears it out."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPlainTextEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from tracker.domain.records import TaskDetail
from tracker.domain.reporting import is_said_behind
from tracker.domain.terms import State
from tracker.ui.icons import icon
from tracker.ui.pages.tasks.desk import Desk
from tracker.ui.pages.tasks.light_form import LightForm
from tracker.ui.pages.tasks.why import explanation
from tracker.ui.shapes import MARK_SIZE, Mark, mark_ink, mark_of, paint_mark
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import button, label, link
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.ui.widgets.text import draw_text
from tracker.ui.wording import state_label


class LightWords(QWidget):
    """A state shape and its words in its ink."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark, self.words, self.by_hand = Mark.GREEN, "", False
        # A long reason gives way to the links and the state beside it; 为什么？ tells it whole.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_light(self, mark: Mark, words: str) -> None:
        self.mark, self.words = mark, words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        current = look()
        return QSize(current.px(MARK_SIZE) + 8 + current.bold_metrics.horizontalAdvance(self.words), current.chip)

    def paintEvent(self, _event: QPaintEvent) -> None:
        current, painter = look(), QPainter(self)
        shape = current.px(MARK_SIZE)
        paint_mark(painter, QRectF(0, (self.height() - shape) / 2, shape, shape), self.mark, by_hand=self.by_hand)
        font = current.bold if self.mark is Mark.RED else current.body
        draw_text(painter, self.rect().adjusted(shape + 6, 0, 0, 0), self.words, font, mark_ink(self.mark))
        painter.end()


class TextForm(InlineForm):
    """Title and content of the task."""

    def __init__(self, detail: TaskDetail) -> None:
        super().__init__()
        self.hint.setText("Enter 保存　Esc 取消")
        self.title = QLineEdit(detail.row.title)
        self.content = QPlainTextEdit(detail.content)
        self.content.setTabChangesFocus(True)
        self.content.setFixedHeight(look().px(110))
        self.body.addLayout(field_grid(("标题", self.title), ("内容", self.content)))
        self.title.textEdited.connect(self._check)

    def values(self) -> tuple[str, str]:
        return self.title.text().strip(), self.content.toPlainText().strip()

    def begin(self) -> None:
        self.title.setFocus()
        self.title.selectAll()

    def _check(self, text: str) -> None:
        self.complaint.say("" if text.strip() else "标题不能为空")


class HeadPart(QWidget):
    """Path, title, light, state. 为什么？ opens the explanation under it; F2 opens title and content."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.ctx = desk.ctx
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 4)
        column.setSpacing(2)
        self._column = column
        self.path = ElidedLabel(look().small, "2")
        self.title = label("", look().title, wrap=True, select=True)
        self.edit = link("修改 F2", self.open_form)
        self.edit.setFont(look().small)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.path, 1)
        top.addWidget(self.edit)
        self.light = LightWords()
        self.why = link("为什么？", self._toggle_why)
        self.set_light = link("定灯…", self.open_light_form)
        self.reason = label("", look().small, "2", wrap=True, select=True)
        self.reason.hide()
        self.said = label("", look().small, "amber", wrap=True, select=True)
        self.said.hide()
        self.state = QToolButton()
        self.state.setProperty("kind", "small")
        self.state.setFixedHeight(look().chip)
        self.state.setIcon(icon("chevron-down", 14))
        self.state.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.state.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.state.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.state.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(self.state)
        for state in State:
            action = QAction(state_label(state), menu)
            action.triggered.connect(lambda _checked=False, state=state: self.set_state(state))
            menu.addAction(action)
        menu.aboutToShow.connect(lambda: _reword(menu))
        self.state.setMenu(menu)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.light)
        row.addWidget(self.why)
        row.addWidget(self.set_light)
        row.addStretch(1)
        self.back = button("恢复这项任务", self.restore, "undo-2")
        row.addWidget(self.back)
        row.addWidget(self.state)
        column.addLayout(top)
        column.addWidget(self.title)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(self.reason)

    def show_detail(self, detail: TaskDetail) -> None:
        row = detail.row
        path = " › ".join(detail.path) or detail.plan.title
        self.path.show_text(path)
        self.title.setText(f"{row.number}　{row.title}")
        mark = mark_of(row.light, row.state)
        lit = mark in (Mark.RED, Mark.AMBER, Mark.GREEN)
        self.light.by_hand = row.light_set is not None
        said = f"{mark.label}：{row.reason}" if lit else row.reason if row.reason != "正常" else mark.label
        self.light.show_light(mark, f"{mark.label}（人工）：{row.light_set.reason}" if row.light_set else said)
        in_force = row.removed_on is None
        for part, shown in ((self.why, in_force), (self.state, in_force), (self.back, not in_force)):
            part.setVisible(shown)
        self.set_light.setVisible(in_force and row.state is not State.COMPLETED)
        self.set_light.setText("改灯…" if row.light_set else "定灯…")
        self.state.setText(row.state_word)
        self.state.setAccessibleName(f"状态：{row.state_word}，点开修改")
        said = "；".join(one.words for one in detail.findings if is_said_behind(one.code))
        self.said.setText(said)
        self.said.setVisible(bool(said))
        if self.reason.isVisible():
            self._explain()

    def _toggle_why(self) -> None:
        if self.reason.isVisible():
            self.close_why()
        else:
            self._explain()
            self.why.setText("收起" if self.reason.isVisible() else "为什么？")

    def close_why(self) -> None:
        """Put the explanation away."""
        self.reason.hide()
        self.why.setText("为什么？")

    def _explain(self) -> None:
        detail = self.desk.detail
        if detail is None:
            return
        from tracker.usecases.house.settings import light_rules

        self.reason.setText(explanation(detail, light_rules(self.ctx.store), self.ctx.today()))
        self.reason.show()

    def open_light_form(self) -> None:
        """人工定灯: set the light of this task by hand, or let the rules speak again."""
        detail = self.desk.detail
        if detail is not None:
            form = LightForm(self.ctx, detail.row.light_set, self._lift)
            self.desk.open_form(form, self._column, lambda: self._save_light(form))

    def _save_light(self, form: LightForm) -> None:
        found = form.chosen()
        if found is not None:
            from tracker.usecases.work.light_overrides import set_light

            store, ids, today = self.ctx.store, [self.desk.task_id], self.ctx.today()
            self.desk.save(lambda: set_light(store, ids, *found, today))

    def _lift(self) -> None:
        from tracker.usecases.work.light_overrides import lift_light

        store, ids, today = self.ctx.store, [self.desk.task_id], self.ctx.today()
        reason = self.desk.form.reason.text() if isinstance(self.desk.form, LightForm) else ""
        self.desk.save(lambda: lift_light(store, ids, reason, today))

    def open_form(self) -> None:
        """Open title and content for change."""
        detail = self.desk.detail
        if detail is not None:
            form = TextForm(detail)
            self.desk.open_form(form, self._column, lambda: self._save(form, detail), instead_of=self.title)

    def _save(self, form: TextForm, detail: TaskDetail) -> None:
        title, content = form.values()
        if not title:
            form.complaint.say("标题不能为空")
            form.title.setFocus()
            return
        new_title = title if title != detail.row.title else None
        new_content = content if content != detail.content.strip() else None
        if new_title is None and new_content is None:
            self.desk.close_form()
            return
        from tracker.usecases.work.tasks import edit_task

        store, task_id = self.ctx.store, detail.row.id
        self.desk.save(lambda: edit_task(store, task_id, title=new_title, content=new_content))

    def restore(self) -> None:
        """Put a cancelled task in force again; undo is the way back."""
        from tracker.usecases.work.task_restoring import restore_task

        store, task_id = self.ctx.store, self.desk.task_id
        self.ctx.change(lambda: restore_task(store, task_id))

    def set_state(self, state: State) -> None:
        """Set the state at once; undo is the way back."""
        from tracker.usecases.work.tasks import set_state

        store, today, ids = self.ctx.store, self.ctx.today(), [self.desk.task_id]
        if self.desk.detail and self.desk.detail.row.state is not state:
            self.ctx.change(lambda: set_state(store, ids, state, today))


def _reword(menu: QMenu) -> None:
    """Name the states as the office does now."""
    for action, state in zip(menu.actions(), State, strict=True):
        action.setText(state_label(state))
