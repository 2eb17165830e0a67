"""责任: who does what, as chips; a click on one changes or takes away its role, a link adds a unit."""

from PySide6.QtWidgets import QWidget

from tracker.domain.records import AssignmentRecord, TaskDetail
from tracker.domain.terms import Role
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.widgets.chips import RoleChip
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import label, link
from tracker.ui.widgets.role_forms import ROW_WORDS, AddUnitForm, ChangeRoleForm
from tracker.ui.widgets.section import Line

SHOWN = 8


class RolesPart(TaskPart):
    """Chips by role, lead first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "责任")
        self.add = self.add_link("添加单位", self.open_add)
        self.all_shown = False
        self.chips: list[RoleChip] = []

    def show_detail(self, detail: TaskDetail) -> None:
        keep = self.cleared()
        self.chips = []
        for role in Role:
            held = [one for one in detail.assignments if one.role is role]
            if held:
                self.body.addWidget(Line(ROW_WORDS[role], self._flow(held)))
        if not detail.assignments:
            self.body.addWidget(label("还没有责任单位", ink="red"))
        elif not any(one.role in (Role.LEAD, Role.JOINT) for one in detail.assignments):
            self.body.insertWidget(0, Line("牵头", label("无牵头", ink="red")))
        if keep:
            self.body.addWidget(keep)

    def _flow(self, held: list[AssignmentRecord]) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box)
        shown = held if self.all_shown or len(held) <= SHOWN + 2 else held[:SHOWN]
        for one in shown:
            unit = self.desk.unit(one.unit_id)
            members = len(unit.member_ids) if unit and one.is_group else 0
            chip = RoleChip(one.display, one.role, inferred=one.inferred, note=str(members) if members else "")
            chip.clicked.connect(lambda one=one: self.open_change(one))
            self.chips.append(chip)
            flow.addWidget(chip)
        if len(shown) < len(held):
            flow.addWidget(link(f"＋{len(held) - len(shown)}", self._show_all))
        return box

    def _show_all(self) -> None:
        self.all_shown = True
        if self.desk.detail:
            self.show_detail(self.desk.detail)

    def open_add(self) -> None:
        """Open the form that adds a unit; the role offered is the first that is missing."""
        detail = self.desk.detail
        if detail is None:
            return
        held = {one.role for one in detail.assignments}
        role = Role.SUPPORT if held & {Role.LEAD, Role.JOINT} else Role.LEAD
        form = AddUnitForm(self.desk.units, role)
        self.desk.open_form(form, self.body, lambda: self._save_new(form))

    def _save_new(self, form: AddUnitForm) -> None:
        unit_id, role, store, task_id = form.box.unit_id, Role(form.roles.current), self.ctx.store, self.desk.task_id
        if unit_id is None:
            words = form.box.text().strip()
            form.complaint.say(f"没有选定单位：“{words}”" if words else "请先选一个单位")
            form.box.setFocus()
            return
        from tracker.usecases.work.tasks import set_role

        self.desk.save(lambda: set_role(store, task_id, unit_id, role))

    def open_change(self, held: AssignmentRecord) -> None:
        """Open the form that changes the role of a unit."""
        form = ChangeRoleForm(held.display, held.role, printed=held.printed, inferred=held.inferred)
        self.desk.add_place(form, held.start, held.end)
        form.roles.chosen.connect(lambda key: self._save_role(held.unit_id, Role(key)))
        form.remove.clicked.connect(lambda _checked=False: self._save_role(held.unit_id, None))
        self.desk.open_form(form, self.body, self.desk.close_form)

    def _save_role(self, unit_id: int, role: Role | None) -> None:
        from tracker.usecases.work.tasks import set_role

        store, task_id = self.ctx.store, self.desk.task_id
        self.desk.save(lambda: set_role(store, task_id, unit_id, role))
