"""完成核验: the claims that the task in hand is done, what proves them, and the check."""

from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from tracker.domain.completion import CheckRecord, CheckState, Proof
from tracker.domain.records import TaskDetail
from tracker.reports.titles import day_words, period_words
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label, link
from tracker.ui.widgets.section import InlineForm, field_grid

_INKS = {CheckState.CLAIMED: "amber", CheckState.PASSED: "green", CheckState.RETURNED: "red", CheckState.DROPPED: "2"}


class _Seen(NamedTuple):
    proof: Proof
    checks: list[CheckRecord]


class EvidenceForm(InlineForm):
    """What proves it, in words."""

    def __init__(self, held: CheckRecord) -> None:
        super().__init__()
        self.words = QPlainTextEdit(held.evidence)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(look().px(58))
        self.words.setPlaceholderText("例如：竣工验收单〔2026〕8号；9月18日现场查看")
        self.body.addLayout(field_grid(("佐证", self.words)))
        self.hint.setText("Ctrl+Enter 保存　Esc 取消　材料本身请加到“附件”里，点“标为佐证”")

    def values(self) -> object:
        return self.words.toPlainText()

    def begin(self) -> None:
        self.words.setFocus()


class CheckForm(InlineForm):
    """Who checked it, and what was seen or is missing."""

    def __init__(self, *, passes: bool) -> None:
        super().__init__("核验通过" if passes else "退回")
        self.by, self.words = QLineEdit(), QLineEdit()
        self.words.setPlaceholderText("可不填" if passes else "差什么，要告诉单位")
        self.body.addLayout(field_grid(("核验人", self.by), ("意见" if passes else "原因", self.words)))

    def values(self) -> object:
        return self.by.text(), self.words.text()

    def begin(self) -> None:
        self.by.setFocus()


class CompletionPart(TaskPart):
    """One claim under the other, the latest first; nothing at all where there never was one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "完成核验")
        self.seen = _Seen(Proof.NONE, [])
        self.hide()

    def show_detail(self, detail: TaskDetail) -> None:
        from tracker.usecases.work.completion import completion_checks, completion_proof

        store, task_id = self.ctx.store, detail.row.id
        self.ctx.runner.run_read(
            lambda: _Seen(completion_proof(store), completion_checks(store, task_id)), self._show, key=f"completion {id(self)}"
        )

    def _show(self, seen: _Seen) -> None:
        self.seen = seen
        form = self.cleared()
        self.setVisible(bool(seen.checks))
        self.note.show_text(seen.proof.label if seen.checks else "")
        for one in seen.checks:
            self.body.addWidget(self._row(one))
        if form:
            self.body.addWidget(form)

    def _row(self, one: CheckRecord) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(one.state.label, look().bold, _INKS[one.state]))
        head.addStretch(1)
        if one.is_open:
            head.addWidget(link("写佐证…", partial(self.open_evidence, one)))
            head.addWidget(link("通过…", partial(self.open_check, one, passes=True)))
            head.addWidget(link("退回…", partial(self.open_check, one, passes=False)))
        column.addLayout(head)
        source = f"{period_words(one.period)}报完成" if one.period else "报完成"
        claimed = f"{day_words(one.claimed_on)}　{source}" + (f"（{one.claimed_by}）" if one.claimed_by else "")
        column.addWidget(label(claimed, ink="2", wrap=True))
        ink = "" if one.has_evidence else "amber" if one.is_open else "3"
        column.addWidget(label(self._evidence(one), wrap=True, select=True, ink=ink))
        if one.checked_on and not one.is_open:
            said = "，".join(part for part in (one.checked_by, one.words) if part)
            column.addWidget(label(f"{day_words(one.checked_on)}{said and f'　{said}'}", ink="2", wrap=True))
        return box

    @staticmethod
    def _evidence(one: CheckRecord) -> str:
        said = [one.evidence] if one.evidence else []
        said += [f"附件中有 {one.files} 份佐证"] if one.files else []
        return f"佐证：{'；'.join(said)}" if said else "还没有佐证：在“附件”里把证明材料标为佐证，或用文字写明"

    # what is done

    def open_evidence(self, one: CheckRecord) -> None:
        """Say in words what proves it."""
        from tracker.usecases.work.completion import tell_evidence

        form = EvidenceForm(one)
        store, today = self.ctx.store, self.ctx.today()
        self.desk.open_form(form, self.body, lambda: self.desk.save(partial(tell_evidence, store, one.id, form.words.toPlainText(), today)))

    def open_check(self, one: CheckRecord, *, passes: bool) -> None:
        """Open the form in which a claim passes or is returned."""
        from tracker.usecases.work.completion import pass_completion, return_completion

        form, do = CheckForm(passes=passes), pass_completion if passes else return_completion
        store, today = self.ctx.store, self.ctx.today()
        self.desk.open_form(form, self.body, lambda: self.desk.save(partial(do, store, one.id, form.by.text(), form.words.text(), today)))
