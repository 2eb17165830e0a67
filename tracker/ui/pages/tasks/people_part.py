"""人员: the chain of persons, from the leader in charge to the telephone."""

from PySide6.QtWidgets import QLineEdit

from tracker.domain.records import ContactRecord, TaskDetail
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.pages.tasks.words import day_words
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.usecases.intake.fact_places import place_of

_FIELDS = (("leader", "分管领导"), ("office", "责任科室"), ("person", "责任人"), ("phone", "联系电话"))


class PeopleForm(InlineForm):
    """The four links of the chain."""

    def __init__(self, held: ContactRecord | None) -> None:
        super().__init__()
        self.fields = {key: QLineEdit(getattr(held, key) if held else "") for key, _words in _FIELDS}
        self.body.addLayout(field_grid(*((words, self.fields[key]) for key, words in _FIELDS)))
        if held and held.person:
            self.body.addWidget(label("换了人，原来的人留在记录里", look().small, "3"))

    def values(self) -> dict[str, str]:
        return {key: field.text().strip() for key, field in self.fields.items()}

    def begin(self) -> None:
        self.fields["leader"].setFocus()


class PeoplePart(TaskPart):
    """Who is in charge now; who was before stands under it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "人员")
        self.place = self.add_link("在原文中查看", self._show_place)
        self.edit = self.add_link("修改", self.open_form)

    def show_detail(self, detail: TaskDetail) -> None:
        form = self.cleared()
        now = current_contact(detail)
        self.edit.setText("修改" if now else "填写")
        self.place.setVisible(leader_place(detail) is not None)
        self.body.addWidget(label(chain_words(now), wrap=True, select=True) if now else label("还没有填写责任人", ink="2"))
        for one in detail.contacts:
            if one.valid_to is not None:
                words = f"{chain_words(one)}　至 {day_words(one.valid_to)}"
                self.body.addWidget(label(words, look().small, "2", wrap=True))
        if form:
            self.body.addWidget(form)

    def _show_place(self) -> None:
        """Open the plan where it names the leader."""
        place = leader_place(self.desk.detail) if self.desk.detail is not None else None
        if place is not None:
            self.desk.place_wanted.emit(*place)

    def open_form(self) -> None:
        """Open the fields."""
        detail = self.desk.detail
        if detail is not None:
            form = PeopleForm(current_contact(detail))
            self.desk.open_form(form, self.body, lambda: self._save(form))

    def _save(self, form: PeopleForm) -> None:
        from tracker.usecases.work.tasks import set_contact

        store, task_id, values, today = self.ctx.store, self.desk.task_id, form.values(), self.ctx.today()
        self.desk.save(lambda: set_contact(store, task_id, today=today, **values))


def current_contact(detail: TaskDetail) -> ContactRecord | None:
    return next((one for one in detail.contacts if one.valid_to is None), None)


def leader_place(detail: TaskDetail) -> tuple[int, int] | None:
    """Where the plan itself names the leader in charge; None where somebody typed the name."""
    now = current_contact(detail)
    first = now.leader.split("、")[0] if now else ""
    return place_of(first, detail.source, detail.source_start) if first else None


def chain_words(one: ContactRecord) -> str:
    """分管 周敬安 › 水土股 › 程予 0000-6218806"""
    person = " ".join(part for part in (one.person, one.phone) if part)
    return " › ".join(part for part in (f"分管 {one.leader}" if one.leader else "", one.office, person) if part)
