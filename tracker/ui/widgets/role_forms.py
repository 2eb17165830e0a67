"""The forms that give a unit its role: one more unit, or another role for one that is there."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout

from tracker.domain.records import UnitRecord
from tracker.domain.terms import Role
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.section import InlineForm
from tracker.ui.widgets.segmented import Segmented
from tracker.ui.widgets.unit_box import UnitBox

ROW_WORDS = {Role.LEAD: "牵头", Role.JOINT: "分工", Role.SUPPORT: "配合", Role.IMPLEMENT: "落实"}


class AddUnitForm(InlineForm):
    """A unit and its role."""

    def __init__(self, units: Sequence[UnitRecord], role: Role) -> None:
        super().__init__("添加")
        self.box = UnitBox()
        self.box.set_units(units)
        self.roles = Segmented([(one.value, ROW_WORDS[one]) for one in Role], "角色")
        self.roles.choose(role.value)
        self.body.addWidget(self.box)
        row = QHBoxLayout()
        row.addWidget(self.roles)
        row.addStretch(1)
        self.body.addLayout(row)
        self.box.chosen.connect(lambda chosen: self.complaint.say("") if chosen else None)

    def values(self) -> object:
        return self.box.text(), self.box.unit_id

    def begin(self) -> None:
        self.box.setFocus()


class ChangeRoleForm(InlineForm):
    """The role of one unit, or its end. Choosing a role is saving it."""

    def __init__(self, display: str, role: Role, *, printed: str = "", inferred: bool = False) -> None:
        super().__init__()
        self.save_button.hide()
        self.hint.setText("Esc 关闭")
        self.cancel_button.setText("关闭")
        row = QHBoxLayout()
        self.roles = Segmented([(one.value, ROW_WORDS[one]) for one in Role], "角色")
        self.roles.choose(role.value)
        self.remove = button("移除")
        row.addWidget(self.roles)
        row.addWidget(self.remove)
        row.addStretch(1)
        words = [f"把“{display}”改为："]
        if printed and printed != display:
            words.append(f"原文写作“{printed}”")
        if inferred:
            words.append("这个角色是推定的，点一下即为确认")
        self.body.addWidget(label("　".join(words), look().small, "2", wrap=True))
        self.body.addLayout(row)

    def begin(self) -> None:
        self.setFocus()
