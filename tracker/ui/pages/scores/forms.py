"""The forms of the page: points by hand, signing off, lifting a signing."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit

from tracker.domain.records import UnitRecord
from tracker.domain.scoring import read_points
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.ui.widgets.segmented import Segmented
from tracker.ui.widgets.unit_box import UnitBox

GIVE, PRAISE = "points", "praise"


class GiveForm(InlineForm):
    """Points or praise for a unit, with the reason, the day and who decided."""

    def __init__(self, units: Sequence[UnitRecord], unit_id: int | None, today: date, rule: str, by: str) -> None:
        super().__init__("记下")
        self.what = Segmented([(GIVE, "加减分"), (PRAISE, "记表扬")], "加减分还是表扬")
        self.what.chosen.connect(lambda _key: self._show_what())
        self.unit, self.points, self.reason, self.by = UnitBox(), QLineEdit(), QLineEdit(), QLineEdit(by)
        self.day = DateBox("日期", today.year)
        self.day.set_day(today)
        self.unit.set_units(units)
        self.unit.choose(unit_id)
        self.points.setPlaceholderText("如 2 或 −1.5")
        self.reason.setPlaceholderText("依据哪份文件、哪次会议、什么事")
        self.by.setPlaceholderText("谁决定的")
        self._rule = rule
        self.body.addLayout(
            field_grid(
                ("记什么", self.what),
                ("单位", self.unit),
                ("分值", self.points),
                ("理由", self.reason),
                ("日期", self.day),
                ("经手人", self.by),
            )
        )

    def _show_what(self) -> None:
        praise = self.what.current == PRAISE
        self.points.setEnabled(not praise)
        self.points.setPlaceholderText(self._rule if praise else "如 2 或 −1.5")
        if praise:
            self.points.clear()

    def values(self) -> object:
        return self.what.current, self.unit.unit_id, self.points.text(), self.reason.text(), self.day.text(), self.by.text()

    def fault(self) -> str:
        """What is wrong with what was typed, "" for nothing."""
        if self.unit.unit_id is None:
            return "请选择单位"
        if self.what.current == GIVE and read_points(self.points.text()) is None:
            return "分值请写成 2 或 −1.5 这样的数"
        return self.day.fault or ("" if self.day.day else "请填写日期")

    def begin(self) -> None:
        (self.points if self.unit.unit_id is not None else self.unit).setFocus()


class SignForm(InlineForm):
    """Who signs the scores off."""

    def __init__(self, span: str, units: int, by: str, warning: str) -> None:
        super().__init__("定稿")
        self.by = QLineEdit(by)
        self.by.setPlaceholderText("姓名")
        self.body.addWidget(label(f"{span}考核定稿：{units} 个单位的得分和计分规则从此固定，以后改了数据也不变", look().bold, wrap=True))
        if warning:
            self.body.addWidget(label(warning, ink="amber", wrap=True))
        self.body.addLayout(field_grid(("定稿人", self.by)))

    def values(self) -> object:
        return self.by.text()

    def begin(self) -> None:
        self.by.setFocus()


class LiftForm(InlineForm):
    """Why a signing is lifted."""

    def __init__(self, words: str) -> None:
        super().__init__("取消定稿")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("为什么要重新计分，写进操作记录")
        self.body.addWidget(label(words, look().bold, wrap=True))
        self.body.addLayout(field_grid(("理由", self.reason)))

    def values(self) -> object:
        return self.reason.text()

    def begin(self) -> None:
        self.reason.setFocus()
