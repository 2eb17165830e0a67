"""延期申请: the requests for a later limit of the task in hand, and the forms in which they are asked for and decided."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from tracker.domain.extensions import ExtensionRecord
from tracker.domain.records import AssignmentRecord, TaskDetail
from tracker.domain.terms import DeadlineKind, State
from tracker.reports.titles import day_words
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.plain import label, link
from tracker.ui.widgets.section import InlineForm, field_grid

_OTHERS = "（未写明）"


def _lines() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(look().px(58))
    return made


class AskForm(InlineForm):
    """Who asks, until when, why."""

    def __init__(self, units: Sequence[AssignmentRecord], today: date) -> None:
        super().__init__("登记申请")
        self.unit = QComboBox()
        for each in units:
            self.unit.addItem(each.display, each.unit_id)
        self.unit.addItem(_OTHERS, None)
        self.wished = DateBox("申请延到", today.year)
        self.reason = _lines()
        self.reason.setAccessibleName("延期理由")
        self.asked_on = DateBox("申请日期", today.year)
        self.asked_on.set_day(today)
        self.asked_by = QLineEdit()
        self.asked_by.setPlaceholderText("可不填")
        rows = [("申请单位", self.unit), ("延到", self.wished), ("理由", self.reason)]
        rows += [("申请日期", self.asked_on), ("申请人", self.asked_by)]
        self.body.addLayout(field_grid(*rows))
        self.hint.setText("Ctrl+Enter 登记　Esc 取消")

    def values(self) -> object:
        return self.unit.currentData(), self.wished.text(), self.reason.toPlainText(), self.asked_on.text(), self.asked_by.text()

    def begin(self) -> None:
        self.wished.setFocus()


class DecideForm(InlineForm):
    """By whom, with what words; a request that is granted gets its day."""

    def __init__(self, held: ExtensionRecord, today: date, *, grants: bool) -> None:
        super().__init__("批准" if grants else "不批准")
        self.day = DateBox("批准延到", today.year)
        self.day.set_day(held.wished)
        self.by = QLineEdit()
        self.by.setPlaceholderText("领导或会议，如：县政府第9次常务会议")
        self.words = QLineEdit()
        self.words.setPlaceholderText("可不填" if grants else "为什么不批准，要告诉单位")
        name = f"{held.unit or '申请'}{'的申请' if held.unit else ''}：延到{day_words(held.wished)}"
        self.body.addWidget(label(name, look().bold, wrap=True))
        day = [("批准延到", self.day)] if grants else []
        self.body.addLayout(field_grid(*day, ("批准人" if grants else "答复人", self.by), ("意见" if grants else "理由", self.words)))

    def values(self) -> object:
        return self.day.text(), self.by.text(), self.words.text()

    def begin(self) -> None:
        self.by.setFocus()


class ExtensionsPart(TaskPart):
    """One request under the other, the latest first; nothing at all for tasks that have no day to be put off."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "延期申请")
        self.found: list[ExtensionRecord] = []
        self.paper = self.add_link("审批表", self._open_paper)
        self.ask = self.add_link("申请延期", self.open_ask)

    def show_detail(self, detail: TaskDetail) -> None:
        from tracker.usecases.work.extensions import extensions

        dated = any(one.kind is DeadlineKind.DATE and one.due and not one.done_on for one in detail.deadlines)
        self.ask.setVisible(dated and detail.row.state is not State.COMPLETED and detail.row.removed_on is None)
        store, task_id = self.ctx.store, detail.row.id
        self.ctx.runner.run_read(lambda: extensions(store, task_id=task_id), self._show, key=f"extensions {id(self)}")

    def _show(self, found: list[ExtensionRecord]) -> None:
        self.found = found
        form = self.cleared()
        self.setVisible(bool(found) or not self.ask.isHidden())
        self.paper.setVisible(bool(found))
        self.note.show_text("" if found else "没有延期申请")
        for one in found:
            self.body.addWidget(self._row(one))
        if form:
            self.body.addWidget(form)

    def _row(self, one: ExtensionRecord) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(one.outcome, look().bold, "amber" if one.is_open else "green" if one.granted else "2"))
        head.addStretch(1)
        if one.is_open:
            for words, do in self._steps(one):
                head.addWidget(link(words, do))
        column.addLayout(head)
        old = day_words(one.old_due) if one.old_due else one.wording
        who = "，".join(part for part in (one.unit, one.asked_by) if part)
        asked = f"{day_words(one.asked_on)}{who and f'　{who}'}　原定{old}，申请延到{day_words(one.wished)}"
        column.addWidget(label(asked, ink="2", wrap=True))
        column.addWidget(label(f"理由：{one.reason}", wrap=True, select=True))
        if one.decided_on and not one.is_open:
            said = "，".join(part for part in (one.decided_by, one.words) if part)
            column.addWidget(label(f"{day_words(one.decided_on)}{said and f'　{said}'}", ink="2", wrap=True))
        return box

    def _steps(self, one: ExtensionRecord) -> list[tuple[str, Callable[[], object]]]:
        return [
            ("批准…", partial(self.open_decide, one, grants=True)),
            ("不批准…", partial(self.open_decide, one, grants=False)),
            ("撤回", partial(self._withdraw, one.id)),
        ]

    # what is done

    def open_ask(self) -> None:
        """Open the form for a new request."""
        detail = self.desk.detail
        if detail is not None:
            units = [each for each in detail.assignments if not each.is_group]
            form = AskForm(units, self.ctx.today())
            self.desk.open_form(form, self.body, lambda: self._save_ask(form))

    def _save_ask(self, form: AskForm) -> None:
        from tracker.usecases.work.extensions import ask_extension

        store, task_id, today = self.ctx.store, self.desk.task_id, self.ctx.today()
        wished, unit_id, reason = form.wished.day, form.unit.currentData(), form.reason.toPlainText()
        fault = form.wished.fault or form.asked_on.fault
        if fault or wished is None:
            form.complaint.say(fault or "请填写要延到哪一天")
            return
        asked_on, by = form.asked_on.day or today, form.asked_by.text()
        self.desk.save(lambda: ask_extension(store, task_id, wished, reason, asked_on, unit_id=unit_id, asked_by=by))

    def open_decide(self, one: ExtensionRecord, *, grants: bool) -> None:
        """Open the form in which a request is granted or refused."""
        form = DecideForm(one, self.ctx.today(), grants=grants)
        self.desk.open_form(form, self.body, lambda: self._save_decision(form, one, grants=grants))

    def _save_decision(self, form: DecideForm, one: ExtensionRecord, *, grants: bool) -> None:
        from tracker.usecases.work.extensions import grant_extension, refuse_extension

        store, today, day, by, words = self.ctx.store, self.ctx.today(), form.day.day, form.by.text(), form.words.text()
        if not grants:
            self.desk.save(lambda: refuse_extension(store, one.id, by, words, today))
        elif day is None:
            form.complaint.say(form.day.fault or "请填写批准延到哪一天")
        else:
            granted = day
            self.desk.save(lambda: grant_extension(store, one.id, granted, by, words, today))

    def _withdraw(self, extension_id: int) -> None:
        from tracker.usecases.work.extensions import withdraw_extension

        store, today = self.ctx.store, self.ctx.today()
        self.ctx.change(lambda: withdraw_extension(store, extension_id, "", today))

    def _open_paper(self) -> None:
        self.ctx.open_document("extension", task_ids=(self.desk.task_id,))
