"""The forms of the unit pane: names and kind, another name, members, contacts, merger."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from tracker.domain.records import UnitContactRecord, UnitLoad, UnitRecord
from tracker.domain.screens import UnitFields
from tracker.domain.terms import UnitKind
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.ui.widgets.segmented import Segmented
from tracker.ui.widgets.unit_box import UnitBox
from tracker.usecases.house.unit_contacts import ContactFields

LEVELS = ("", "省", "市", "县", "镇")
ALIAS_WORDS = {"short": "别名", "old": "曾用名", "printed": "文件写法"}


class UnitForm(InlineForm):
    """What a unit is called and what it is."""

    def __init__(self, unit: UnitRecord | None, today: date, kind: UnitKind = UnitKind.GOVERNMENT, level: str = "县") -> None:
        """`level`: of a new unit."""
        super().__init__("新增" if unit is None else "保存")
        self.full = QLineEdit(unit.full_name if unit else "")
        self.full.setPlaceholderText("例如：县发展和改革局")
        self.short = QLineEdit(unit.display if unit and unit.display != unit.full_name else "")
        self.short.setPlaceholderText("表格里用的名称，可不填")
        self.kind = QComboBox()
        for one in UnitKind:
            self.kind.addItem(one.label, one.value)
        self.kind.setCurrentIndex(self.kind.findData((unit.kind if unit else kind).value))
        self.level = QComboBox()
        held = unit.level if unit else level
        for offered in dict.fromkeys((*LEVELS, held)):  # a name's own level (区, 旗, 州) is kept
            self.level.addItem(f"{offered}级" if offered else "不分级", offered)
        self.level.setCurrentIndex(self.level.findData(held))
        self.group = QCheckBox("这是代表多家单位的单位组")
        self.group.setChecked(bool(unit and unit.is_group))
        self.first, self.last = DateBox("启用日期", today.year), DateBox("停用日期", today.year)
        self.first.set_day(unit.valid_from if unit else None)
        self.last.set_day(unit.valid_to if unit else None)
        self.body.addLayout(
            field_grid(
                ("全称", self.full),
                ("简称", self.short),
                ("类别", _beside(self.kind, self.level)),
                ("起止", _beside(self.first, label("至", ink="2"), self.last)),
                ("", self.group),
            )
        )

    def values(self) -> tuple[object, ...]:
        fields = (self.full.text().strip(), self.short.text().strip(), self.kind.currentData(), self.level.currentData())
        return (*fields, self.group.isChecked(), self.first.text(), self.last.text())

    def begin(self) -> None:
        self.full.setFocus()
        self.full.selectAll()

    def fields(self) -> UnitFields | None:
        """What is to be saved; None where something is wrong, and the form says what."""
        fault = "" if self.full.text().strip() else "请填写单位全称"
        fault = fault or self.first.fault or self.last.fault
        if not fault and self.first.day and self.last.day and self.last.day < self.first.day:
            fault = "停用日期早于启用日期"
        self.complaint.say(fault)
        if fault:
            return None
        return UnitFields(
            self.full.text().strip(),
            self.short.text().strip(),
            self.kind.currentData(),
            self.level.currentData(),
            self.group.isChecked(),
            self.first.day,
            self.last.day,
        )


class AliasForm(InlineForm):
    """Another name, and until when it was used."""

    def __init__(self, today: date) -> None:
        super().__init__("添加")
        self.name = QLineEdit()
        self.name.setPlaceholderText("以后方案里这样写，也会认成这个单位")
        self.kind = Segmented(list(ALIAS_WORDS.items()), "别名种类")
        self.first, self.last = DateBox("启用日期", today.year), DateBox("停用日期", today.year)
        self.body.addLayout(
            field_grid(("名称", self.name), ("种类", _beside(self.kind)), ("起止", _beside(self.first, label("至", ink="2"), self.last)))
        )

    def values(self) -> tuple[str, ...]:
        return self.name.text().strip(), self.kind.current, self.first.text(), self.last.text()

    def begin(self) -> None:
        self.name.setFocus()

    def ready(self) -> bool:
        """True when it can be saved, else the form says what is wrong."""
        self.complaint.say(("" if self.name.text().strip() else "请填写名称") or self.first.fault or self.last.fault)
        return not self.complaint.text()


class MemberForm(InlineForm):
    """A unit to be counted among a group."""

    def __init__(self, units: Sequence[UnitRecord], leave_out: frozenset[int]) -> None:
        super().__init__("添加")
        self.box = UnitBox()
        self.box.set_units(units, leave_out)
        self.body.addWidget(self.box)

    def values(self) -> object:
        return self.box.text()

    def begin(self) -> None:
        self.box.setFocus()


class ContactForm(InlineForm):
    """A person to ask about the unit's tasks."""

    def __init__(self, contact: UnitContactRecord | None) -> None:
        super().__init__("添加" if contact is None else "保存")
        self.name, self.post, self.phone, self.note = (QLineEdit(text) for text in (contact[1:] if contact else ("",) * 4))
        self.name.setPlaceholderText("联系人姓名")
        self.post.setPlaceholderText("例如：办公室主任，可不填")
        self.phone.setPlaceholderText("办公电话或手机，可不填")
        self.note.setPlaceholderText("例如：负责月报，可不填")
        self.body.addLayout(field_grid(("姓名", self.name), ("职务", self.post), ("电话", self.phone), ("备注", self.note)))

    def values(self) -> ContactFields:
        return ContactFields(*(box.text().strip() for box in (self.name, self.post, self.phone, self.note)))

    def begin(self) -> None:
        self.name.setFocus()

    def ready(self) -> bool:
        """True when it can be saved, else the form says what is wrong."""
        self.complaint.say("" if self.name.text().strip() else "请填写姓名")
        return not self.complaint.text()


class MergeForm(InlineForm):
    """Into which unit this one goes and from which day on; what will happen is said before anything does."""

    def __init__(self, load: UnitLoad, units: Sequence[UnitRecord], today: date) -> None:
        super().__init__("合并")
        self._load = load
        self.box = UnitBox("并入哪个单位")
        self.box.set_units(units, frozenset({load.unit.id}))
        self.since = DateBox("从哪天起合并", today.year)
        self.since.setPlaceholderText("可不填")
        self.effect = label("", look().small, "2", wrap=True)
        self.body.addLayout(field_grid(("并入", self.box), ("从哪天起", _beside(self.since))))
        self.body.addWidget(self.effect)
        self.save_button.setEnabled(False)
        self.box.chosen.connect(lambda _chosen: self._tell())
        self.box.textEdited.connect(lambda _text: self._tell())
        self.since.picked.connect(lambda _day: self._tell())
        self._tell()

    def _tell(self) -> None:
        load, chosen = self._load, self.box.unit_id
        self.save_button.setEnabled(chosen is not None)
        count = load.lead + load.joint + load.support + load.implement
        what = f"“{load.unit.display}”的 {count} 项任务角色和全部名称"
        day = self.since.day
        old = f"，{day.year}年{day.month}月{day.day}日起旧名称记为曾用名" if day else ""
        self.effect.setText(f"{what}将转到“{self.box.text()}”{old}，可以撤销" if chosen else f"{what}会转过去，旧名称照样认得")

    def values(self) -> object:
        return self.box.text(), self.since.text()

    def ready(self) -> bool:
        """True when the two can be merged, else the form says what is missing."""
        self.complaint.say("请先选并入哪个单位" if self.box.unit_id is None else self.since.fault)
        return not self.complaint.text()

    def begin(self) -> None:
        self.box.setFocus()


def _beside(*widgets: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return box
