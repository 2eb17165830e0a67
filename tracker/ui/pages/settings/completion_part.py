"""What the office wants before a task counts as done."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from tracker.domain.completion import Proof
from tracker.domain.records import Changes
from tracker.ui.context import Context
from tracker.ui.pages.settings.part import SettingsPart
from tracker.usecases.work.completion import completion_proof, set_completion_proof

_NOTES = {
    Proof.NONE: "报来“已完成”，任务就记为完成。",
    Proof.EVIDENCE: "附件里有标为佐证的文件，或写明了佐证，才记为完成；此前任务仍算推进中，标“待核验”。",
    Proof.CHECK: "报来“已完成”先标“待核验”，任务仍算推进中；佐证齐了、有人核验通过，才记为完成，完成日期是报来的那天。",
}


class CompletionPart(SettingsPart):
    """完成核验: one of three."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx, "完成核验", "对单位报来的、表格里写的和手工设置的“已完成”都适用。改这一项不改动已经完成的任务；默认不用核验。"
        )
        self.choices = QButtonGroup(self)
        self.buttons: dict[Proof, QRadioButton] = {}
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for proof in Proof:
            made = QRadioButton(proof.label)
            made.setToolTip(_NOTES[proof])
            self.choices.addButton(made)
            self.buttons[proof] = made
            column.addWidget(made)
        self.add_field("完成要核验吗", box, "\n".join(f"{proof.label}：{note}" for proof, note in _NOTES.items()))
        self.add_foot(lambda: self.buttons[Proof.NONE].setChecked(True))
        self.choices.buttonToggled.connect(lambda _made, _on: self.edited())

    def read(self) -> None:
        self.ctx.runner.run_read(lambda: completion_proof(self.ctx.store), self._show, key="settings completion")

    def _show(self, proof: Proof) -> None:
        self.buttons[proof].setChecked(True)
        self.settle()

    def values(self) -> Proof:
        return next((proof for proof, made in self.buttons.items() if made.isChecked()), Proof.NONE)

    def save(self) -> Callable[[], Changes]:
        wanted = self.values()
        return lambda: set_completion_proof(self.ctx.store, wanted)
