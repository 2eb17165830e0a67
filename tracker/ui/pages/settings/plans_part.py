"""The stored plans: what stands at the head of each, and taking one out."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from tracker.domain.records import Changes, PlanRecord
from tracker.ui.context import Context
from tracker.ui.pages.settings.part import SettingsPart
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.plain import button, label, link
from tracker.usecases.intake.plans import edit_plan, list_plans, remove_plan

_ROWS = 4
_MARKS = str.maketrans("，,;；\n", "、、、、、")


class _Head(NamedTuple):
    """What the fields hold. `days`: issued, first and last day as typed."""

    title: str = ""
    doc_number: str = ""
    issuer: str = ""
    days: tuple[str, str, str] = ("", "", "")
    lead_units: tuple[str, ...] = ()


class PlansPart(SettingsPart):
    """方案. The chosen plan's head is changed below the list; a plan goes with all that hangs on it, and comes back by one undo."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "方案", "已导入的方案。选中一份，在下面改标题、文号和起止日期；任务、进展在各自的页面上改。")
        self.plans: list[PlanRecord] = []
        self._shown: PlanRecord | None = None
        self.list = QListWidget()
        self.list.setObjectName("backupList")
        self.list.setAccessibleName("已导入的方案")
        self.list.setFixedHeight(look().row * _ROWS)
        self.column.insertWidget(2, self.list)
        year = ctx.today().year
        self.title, self.doc_number, self.issuer, self.lead_units = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.issued, self.start, self.end = DateBox("印发日期", year), DateBox("起", year), DateBox("止", year)
        self.issued.setMaximumWidth(look().px(146))
        self.add_field("标题", self.title, "页面上方选择方案处、各种文书的标题都用它。")
        self.add_field("文号", self.doc_number, "例如：松政办发〔2026〕7号。通知、台账里引用。")
        self.add_field("印发机关", self.issuer, "默认是原文上的落款。")
        self.add_field("印发日期", self.issued, "“印发之日起30日内”这样的时限从这一天算起；改了日期，已定的时限不会跟着变。")
        self.add_field("起止日期", self._span(), "序时进度从起始日算到各项任务的时限；没有起止日期就不算序时。")
        self.add_field("牵头单位", self.lead_units, "整份方案的牵头单位，几个之间用“、”隔开；任务的牵头单位不受影响。")
        self.remove_button = button("删除方案…", self._ask_removal)
        self.drop_button = button("放弃修改", self._drop)
        self.add_foot(None, self.drop_button, self.remove_button)
        self.column.insertWidget(self.column.count() - 1, self._removal())
        self.list.currentRowChanged.connect(self._show_plan)
        for field in self._fields():
            field.textChanged.connect(lambda _text: self.edited())
            field.returnPressed.connect(self._save)

    # building

    def _fields(self) -> tuple[QLineEdit, ...]:
        return self.title, self.doc_number, self.issuer, self.issued, self.start, self.end, self.lead_units

    def _span(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.start, label("至", ink="2"), self.end):
            row.addWidget(part)
        row.addStretch(1)
        return holder

    def _removal(self) -> QWidget:
        """What would go, and the two ways on; hidden until somebody asks."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.asked = label("", ink="red", wrap=True)
        self.yes, self.no = button("删除", self._remove), link("不删", self._leave_removal)
        row.addWidget(self.asked, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self._leave_removal()
        return holder

    # showing

    def read(self) -> None:
        store = self.ctx.store
        self.ctx.runner.run_read(lambda: list_plans(store), self._show, key="settings plans")

    def _show(self, plans: list[PlanRecord]) -> None:
        wanted = self._shown.id if self._shown else self.ctx.plan_id
        self.plans = plans
        self.list.blockSignals(True)
        self.list.clear()
        for plan in plans:
            self.list.addItem(QListWidgetItem(_line(plan)))
        if not plans:
            self.list.addItem("还没有方案。到“方案导入”页导入一份。")
        self.list.blockSignals(False)
        place = next((place for place, plan in enumerate(plans) if plan.id == wanted), 0)
        self.list.setCurrentRow(place if plans else -1)
        self._show_plan(place)

    def _show_plan(self, place: int) -> None:
        """Fill the fields with this plan. What is typed for another one and not saved stays, and its row is chosen again."""
        if self._shown and self.dirty() and any(plan.id == self._shown.id for plan in self.plans):
            own = next(place for place, plan in enumerate(self.plans) if plan.id == self._shown.id)
            if own != place:
                self.complaint.say("这份方案的修改还没有保存。请先点“保存”或“放弃修改”，再选别的方案。")
                self.list.blockSignals(True)
                self.list.setCurrentRow(own)
                self.list.blockSignals(False)
                return
        plan = self.plans[place] if 0 <= place < len(self.plans) else None
        self._shown = plan
        for field in self._fields():
            field.setEnabled(plan is not None)
        self._leave_removal()
        for line, text in (
            (self.title, plan.title if plan else ""),
            (self.doc_number, plan.doc_number if plan else ""),
            (self.issuer, plan.issuer if plan else ""),
            (self.lead_units, "、".join(plan.lead_units) if plan else ""),
        ):
            line.setText(text)
        for box, day in zip(
            (self.issued, self.start, self.end), (plan.issued, plan.period_start, plan.period_end) if plan else (None,) * 3, strict=True
        ):
            box.set_day(day)
        self.settle()

    # changing

    def values(self) -> _Head:
        days = (self.issued.text().strip(), self.start.text().strip(), self.end.text().strip())
        leads = tuple(one.strip() for one in self.lead_units.text().translate(_MARKS).split("、") if one.strip())
        return _Head(self.title.text().strip(), self.doc_number.text().strip(), self.issuer.text().strip(), days, leads)

    def save(self) -> Callable[[], Changes] | None:
        plan, head = self._shown, self.values()
        fault = next((box.fault for box in (self.issued, self.start, self.end) if box.fault), "")
        if plan is None or fault:
            self.complaint.say(fault)
            return None
        wanted = {
            "title": head.title,
            "doc_number": head.doc_number,
            "issuer": head.issuer,
            "issued": self.issued.day,
            "period_start": self.start.day,
            "period_end": self.end.day,
            "lead_units": head.lead_units,
        }
        changed = {name: value for name, value in wanted.items() if value != getattr(plan, name)}
        if not changed:
            self.settle()
            return None
        return lambda: edit_plan(self.ctx.store, plan.id, **changed)

    def edited(self) -> None:
        super().edited()
        self.drop_button.setEnabled(self.dirty())

    def _drop(self) -> None:
        """Show the plan as it is stored."""
        self.settle()
        self._show_plan(self.list.currentRow())

    def _ask_removal(self) -> None:
        if self._shown:
            self.asked.setText(
                f"将删除“{self._shown.title}”和它的 {self._shown.task_count} 项任务、进展、问题、指标。单位保留，随时可以撤销。确定删除吗？"
            )
            for part in (self.asked, self.yes, self.no):
                part.show()
            self.remove_button.setEnabled(False)
            self.no.setFocus()
            # Only after the next layout is it known where the question stands.
            QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.asked))

    def _leave_removal(self) -> None:
        for part in (self.asked, self.yes, self.no):
            part.hide()
        self.remove_button.setEnabled(self._shown is not None)

    def _remove(self) -> None:
        plan, store = self._shown, self.ctx.store
        if plan:
            self._leave_removal()
            self.settle()
            self.ctx.change_long("正在删除方案", lambda _progress: remove_plan(store, plan.id), failed=self._failed)


def _line(plan: PlanRecord) -> str:
    facts = [f"{plan.task_count} 项任务"]
    if plan.period_start and plan.period_end:
        facts.append(f"{plan.period_start:%Y.%m}—{plan.period_end:%Y.%m}")
    if plan.is_sample:
        facts.append("示例")
    return f"{plan.title}　{'，'.join(facts)}"
