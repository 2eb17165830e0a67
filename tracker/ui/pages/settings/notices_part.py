"""When a 催办 or 督办 is proposed, what the slips are called, and whom the receivers ask."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from tracker.domain.notices import NAME_SETS, NoticeKind, NoticeNames
from tracker.domain.records import Changes
from tracker.ui.context import Context
from tracker.ui.pages.settings.part import SettingsPart, number_box
from tracker.ui.widgets.plain import label
from tracker.usecases.papers.notice_settings import NoticeRules, NoticeSetting, notice_setting, set_notice_setting

_DEFAULT = NoticeRules()
_STEPS = {NoticeKind.ASSIGNMENT: "交办", NoticeKind.REMINDER: "催办", NoticeKind.SUPERVISION: "督办"}


class NoticesPart(SettingsPart):
    """催办督办: the limits of the ladder, its names, contact and phone."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "催办督办", "什么时候该催办、督办，按这里的天数提出建议；发不发由人定。改了不影响已经发出的文书。")
        self.before, self.after = number_box(" 天", 0, 365), number_box(" 天", 1, 365)
        self.unanswered, self.overdue = number_box(" 天", 0, 365), number_box(" 天", 1, 365)
        self.silent = number_box(" 期", 1, 24)
        self.assign = QCheckBox("还没有发过文书的任务，建议交办")
        self.names, self.own_names = QComboBox(), [QLineEdit() for _kind in NoticeKind]
        for names in NAME_SETS:
            self.names.addItem("、".join(names), names)
        self.names.addItem("自己写", None)
        self.names.activated.connect(lambda _place: self._take_names())
        self.contact, self.phone = QLineEdit(), QLineEdit()
        self.add_field("到期前催办", self.before, f"离时限还有这些天、还没有进度的，建议催办。默认 {_DEFAULT.remind_before} 天。")
        self.add_field("逾期催办", self.after, f"过了时限这些天还没完成的，建议催办。默认 {_DEFAULT.remind_after} 天。")
        self.add_field("催而未复督办", self.unanswered, f"催办后过了这些天没有反馈的，建议督办。默认 {_DEFAULT.supervise_after} 天。")
        self.add_field(
            "逾期督办", self.overdue, f"逾期这些天的，直接建议督办；不能少于逾期催办的天数。默认 {_DEFAULT.supervise_overdue} 天。"
        )
        self.add_field("未报送督办", self.silent, f"连续这些期没有报送进展的，建议督办。默认 {_DEFAULT.supervise_silent} 期。")
        self.add_field("交办", self.assign, "只在够不上催办、督办时建议交办；默认不打勾。")
        self.add_field("文书名称", self.names, "三级文书在本单位叫什么；下面的名称可以改成自己的。")
        self.add_field("", self._name_row(), "印在文书标题、建议表和登记簿上，没有另设字头的文号也跟着改。已经发出的仍是原来的名称和文号。")
        self.add_field("联系人", self.contact, "印在催办、督办文书上，收文单位有事找谁；默认不填。")
        self.add_field("联系电话", self.phone, "默认不填。")
        self.add_foot(lambda: self._fill(NoticeSetting(contact=self.contact.text(), phone=self.phone.text())))
        for box in self._numbers():
            box.valueChanged.connect(lambda _value: self.edited())
        self.assign.toggled.connect(lambda _on: self.edited())
        for field in self.own_names:
            field.textChanged.connect(lambda _text: self._names_typed())
        for field in (self.contact, self.phone):
            field.textChanged.connect(lambda _text: self.edited())
            field.returnPressed.connect(self._save)

    def _name_row(self) -> QWidget:
        """The three names one under the other, each beside what it stands for: side by side large letters would cut them."""
        row = QWidget()
        inside = QGridLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setHorizontalSpacing(8)
        inside.setVerticalSpacing(4)
        inside.setColumnStretch(1, 1)
        for place, (kind, field) in enumerate(zip(NoticeKind, self.own_names, strict=True)):
            step = _STEPS[kind]
            field.setAccessibleName(f"{step}文书的名称")
            inside.addWidget(label(step, ink="2"), place, 0)
            inside.addWidget(field, place, 1)
        return row

    def _take_names(self) -> None:
        """Fill in a set of names; to write one's own leaves them to be changed."""
        chosen = self.names.currentData()
        for field, name in zip(self.own_names, chosen or (), strict=False):
            field.setText(name)
        if chosen is None:
            self.own_names[0].setFocus()
            self.own_names[0].selectAll()

    def _typed_names(self) -> NoticeNames:
        return NoticeNames(*(field.text().strip() for field in self.own_names))

    def _names_typed(self) -> None:
        known = self.names.findText("、".join(self._typed_names()))
        self.names.setCurrentIndex(known if known >= 0 else self.names.count() - 1)
        self.edited()

    def _numbers(self) -> tuple[QSpinBox, ...]:
        return self.before, self.after, self.unanswered, self.overdue, self.silent

    def read(self) -> None:
        self.ctx.runner.run_read(lambda: notice_setting(self.ctx.store), self._show, key="settings notices")

    def _show(self, stored: NoticeSetting) -> None:
        self._fill(stored)
        self.settle()

    def _fill(self, said: NoticeSetting) -> None:
        rules = said.rules
        limits = (rules.remind_before, rules.remind_after, rules.supervise_after, rules.supervise_overdue, rules.supervise_silent)
        for box, limit in zip(self._numbers(), limits, strict=True):
            box.setValue(limit)
        self.assign.setChecked(rules.assign)
        for field, name in zip(self.own_names, said.names, strict=True):
            field.setText(name)
        self.contact.setText(said.contact)
        self.phone.setText(said.phone)

    def values(self) -> NoticeSetting:
        before, after, unanswered, overdue, silent = (box.value() for box in self._numbers())
        rules = NoticeRules(before, after, unanswered, overdue, silent, self.assign.isChecked())
        return NoticeSetting(rules, self._typed_names(), self.contact.text().strip(), self.phone.text().strip())

    def save(self) -> Callable[[], Changes]:
        wanted = self.values()
        return lambda: set_notice_setting(self.ctx.store, wanted)
