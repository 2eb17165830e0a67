"""The forms over the review: what the document says of itself, and which units a group of units stands for."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tracker.ui.pages.import_.names_field import KnownNames, NamesField, names_in
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.usecases.intake.plan_review import PlanHead


class HeadForm(InlineForm):
    """Title, number, issuer, day of issue and period of the plan."""

    def __init__(self, head: PlanHead, year: int) -> None:
        super().__init__()
        self._head = head
        self.title, self.number, self.issuer = QLineEdit(head.title), QLineEdit(head.doc_number), QLineEdit(head.issuer)
        self.issued = DateBox("成文日期", year)
        self.first, self.last = DateBox("起始日期", year), DateBox("截止日期", year)
        for box, day in ((self.issued, head.issued), (self.first, head.period_start), (self.last, head.period_end)):
            box.set_day(day)
        period = _beside(self.first, label("至", ink="2"), self.last)
        numbers = _beside(self.number, label("成文日期", ink="2"), self.issued, label("起止", ink="2"), period)
        self.number.setAccessibleName("文号")
        self.body.addLayout(field_grid(("标题", self.title), ("发文单位", self.issuer), ("文号", numbers)))
        self.settle()

    def values(self) -> tuple[str, ...]:
        return (self.title.text(), self.number.text(), self.issuer.text(), self.issued.text(), self.first.text(), self.last.text())

    def begin(self) -> None:
        self.title.setFocus()
        self.title.selectAll()

    def fault(self) -> str:
        """Why this cannot be taken; empty where it can."""
        return next((box.fault for box in (self.issued, self.first, self.last) if box.fault), "")

    def head(self) -> PlanHead:
        """What the fields say."""
        words = (self.title.text().strip(), self.number.text().strip(), self.issuer.text().strip())
        return PlanHead(*words, self.issued.day, self.first.day, self.last.day)


class MembersForm(InlineForm):
    """Which units a group of units stands for; none leaves it open."""

    def __init__(self, group: str, members: tuple[str, ...], known: KnownNames) -> None:
        super().__init__()
        self.group = group
        self.field = NamesField()
        self.field.set_known(known)
        self.field.setText("、".join(members))
        self.field.setPlaceholderText("多个单位用顿号隔开；留空就不展开")
        self.field.setAccessibleName(f"“{group}”代表的单位")
        self.body.addWidget(label(f"“{group}”代表哪些单位（全文适用，导入后记入单位库）"))
        self.body.addWidget(self.field)
        self.settle()

    def values(self) -> tuple[str, ...]:
        return names_in(self.field.text())

    def begin(self) -> None:
        self.field.setFocus()


def _beside(*parts: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for place, part in enumerate(parts):
        row.addWidget(part, 1 if place == 0 else 0)
    return holder
