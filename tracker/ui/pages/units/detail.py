"""The pane of one unit: its names, loads, members and contacts, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from tracker.domain.records import AliasRecord, Changes, UnitContactRecord, UnitLoad, UnitRecord
from tracker.domain.terms import Role, UnitKind
from tracker.errors import UserError
from tracker.ui.context import Context
from tracker.ui.pages.units.contacts_part import ContactsPart
from tracker.ui.pages.units.forms import ALIAS_WORDS, AliasForm, ContactForm, MemberForm, MergeForm, UnitForm
from tracker.ui.pages.units.rows import FIGURES, figure_filter, span_words
from tracker.ui.theme import look
from tracker.ui.widgets.chips import RoleChip
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import button, empty, label, link, rule, tag, tool
from tracker.ui.widgets.section import Complaint, InlineForm, Line, Section
from tracker.usecases.house import unit_contacts
from tracker.usecases.house import units as usecases

_FIGURE_WORDS = dict(zip(FIGURES, ("牵头", "分工", "配合", "落实", "逾期"), strict=True))


@dataclass
class _Shown:
    load: UnitLoad | None = None
    units: tuple[UnitRecord, ...] = ()
    plan_id: int | None = None
    loads: dict[int, UnitLoad] = field(default_factory=dict)


class UnitPane(QFrame):
    """Shows a unit and changes it; one form is open at most."""

    form_closed = Signal()
    sheet_wanted = Signal(int)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        self._now = _Shown()
        self.form: InlineForm | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setAutoFillBackground(True)
        inside.setBackgroundRole(inside.palette().ColorRole.Base)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 10, 12, 16)
        self._column.setSpacing(12)
        area.setWidget(inside)
        outer.addWidget(area)
        self._build_head()
        self.names = Section("名称")
        self.add_name = self.names.add_link("加别名", self.open_alias)
        self.members = Section("成员")
        self.add_member = self.members.add_link("加成员", self.open_member)
        self.contacts = ContactsPart(self.open_contact, self._remove_contact)
        self.tools = Section("处理")
        self.merge_button = button("合并到……", self.open_merge, "merge")
        self.remove_button = button("删除", self.remove, "trash-2")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.merge_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        self.tools.body.addLayout(row)
        self.trouble = Complaint()
        self.tools.body.addWidget(self.trouble)
        for part in (self.names, self.members, self.contacts, self.tools):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._set_shown(False)

    def _build_head(self) -> None:
        self.head = QWidget()
        column = QVBoxLayout(self.head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.title = label("", look().title, wrap=True, select=True)
        self.edit = link("修改 F2", self.open_edit)
        self.edit.setFont(look().small)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        self._tags = QWidget()
        self._tag_flow = FlowLayout(self._tags)
        self._figures = QWidget()
        self._figure_flow = FlowLayout(self._figures, gap=14)
        self.merged = label("", ink="amber", wrap=True)
        column.addLayout(top)
        column.addWidget(self._tags)
        column.addWidget(self.merged)
        column.addWidget(self._figures)
        column.addWidget(rule())
        self._head_column = column
        self._column.addWidget(self.head)

    def _set_shown(self, shown: bool) -> None:
        for part in (self.head, self.names, self.members, self.contacts, self.tools):
            part.setVisible(shown)

    # showing

    def show_unit(self, load: UnitLoad | None, loads: dict[int, UnitLoad], plan_id: int | None) -> None:
        """Show this unit; a form with something unsaved stays while it belongs to the same unit."""
        before = self._now.load
        if self.form is not None and (load is None or before is None or before.unit.id != load.unit.id):
            self.close_form()
        self._now = _Shown(load, tuple(one.unit for one in loads.values()), plan_id, loads)
        self._set_shown(load is not None)
        if load is None:
            return
        unit = load.unit
        self.trouble.say("")
        self.title.setText(unit.full_name)
        self._tag_flow.clear()
        words = [unit.kind.label, f"{unit.level}级" if unit.level else "", "单位组" if unit.is_group else ""]
        for word in (*words, span_words(unit.valid_from, unit.valid_to)):
            if word:
                self._tag_flow.addWidget(tag(word))
        into = loads.get(unit.merged_into_id) if unit.merged_into_id is not None else None
        since = f"{unit.valid_to + timedelta(days=1)} 起" if into and unit.valid_to else "已"
        self.merged.setText(f"{since}并入“{into.unit.full_name}”" if into else "")
        self.merged.setVisible(into is not None)
        self._show_figures(load)
        self._show_names(unit)
        self._show_members(unit)
        self.contacts.show_contacts(unit)
        self._put_back(self.contacts)
        gone = unit.merged_into_id is not None
        self.contacts.setVisible(not gone)
        self.tools.setVisible(not gone)
        self.add_name.setVisible(not gone)

    def _show_figures(self, load: UnitLoad) -> None:
        self._figure_flow.clear()
        for key in FIGURES:
            count = getattr(load, key)
            if count:
                made = link(f"{_FIGURE_WORDS[key]} {count} 项", partial(self._open_figure, load, key))
                self._figure_flow.addWidget(made)
        if any(getattr(load, key) for key in FIGURES):
            self._figure_flow.addWidget(link("全部任务一张表 Ctrl+L", lambda: self.sheet_wanted.emit(load.unit.id), "list-checks"))
        else:
            self._figure_flow.addWidget(label("没有任务" if self._now.plan_id is None else "所选方案里没有任务", ink="2"))

    def _open_figure(self, load: UnitLoad, key: str) -> None:
        self.ctx.open_tasks(figure_filter(load, key, self._now.plan_id))

    def _show_names(self, unit: UnitRecord) -> None:
        self._clear(self.names)
        if unit.display != unit.full_name:
            self.names.body.addWidget(Line("简称", label(unit.display, select=True), width=60))
        for alias in unit.aliases:
            self.names.body.addWidget(self._alias(alias))
        for other in (one for one in self._now.units if one.merged_into_id == unit.id):
            since = f"{other.valid_to + timedelta(days=1)} 起" if other.valid_to else ""
            self.names.body.addWidget(Line("并来", label(f"{other.full_name}　{since}".strip(), wrap=True, select=True), width=60))
        if unit.display == unit.full_name and not unit.aliases:
            self.names.body.addWidget(label("只有全称，没有别的名称", ink="2"))
        self._put_back(self.names)

    def _alias(self, alias: AliasRecord) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(alias.name, select=True))
        row.addWidget(label(span_words(alias.valid_from, alias.valid_to), look().small, "3"))
        row.addStretch(1)
        remove = tool(f"删除别名“{alias.name}”", "x", partial(self._remove_alias, alias.id), words=False)
        remove.setFixedHeight(look().chip)
        row.addWidget(remove)
        return Line(ALIAS_WORDS.get(alias.kind, "别名"), box, width=60)

    def _show_members(self, unit: UnitRecord) -> None:
        self.members.setVisible(unit.is_group)
        self._clear(self.members)
        self.members.note.show_text(f"{len(unit.member_ids)} 家，点一家移出" if unit.member_ids else "")
        if unit.member_ids:
            box = QWidget()
            flow = FlowLayout(box)
            for member_id in unit.member_ids:
                name = self._now.loads[member_id].unit.display if member_id in self._now.loads else "单位"
                chip = RoleChip(name, Role.IMPLEMENT)
                chip.setToolTip(f"从单位组移出“{name}”")
                chip.clicked.connect(partial(self._remove_member, member_id))
                flow.addWidget(chip)
            self.members.body.addWidget(box)
        elif unit.is_group:
            self.members.body.addWidget(label("还没有写明代表哪些单位", ink="2"))
        self._put_back(self.members)

    def _clear(self, part: Section) -> None:
        if self.form is not None and part.isAncestorOf(self.form):
            part.body.removeWidget(self.form)
        empty(part.body)

    def _put_back(self, part: Section) -> None:
        if self.form is not None and part.isAncestorOf(self.form):
            part.body.addWidget(self.form)

    # forms

    def held_by_form(self) -> int | None:
        """The unit whose form holds something unsaved; asking makes the form say so."""
        if self.form is None or not self.form.dirty() or self._now.load is None:
            return None
        self.form.complaint.say("请先保存或取消这里的修改")
        return self._now.load.unit.id

    def _open(self, form: InlineForm, place: QVBoxLayout, save: Callable[[], None]) -> None:
        self.close_form()
        self.form = form
        place.addWidget(form)
        form.saved.connect(save)
        form.cancelled.connect(self.close_form)
        form.settle()
        form.show()
        form.begin()

    def close_form(self) -> None:
        """Put the open form away."""
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.setParent(None)
            form.deleteLater()
            self.form_closed.emit()

    def _save(self, change: Callable[[], Changes], then: Callable[[Changes], None] | None = None) -> None:
        form = self.form

        def done(changes: Changes) -> None:
            if self.form is form:
                self.close_form()
            if then:
                then(changes)

        def failed(error: UserError) -> None:
            (form.complaint if form is not None and form is self.form else self.trouble).say(str(error))

        self.ctx.change(change, done, failed=failed)

    def open_edit(self) -> None:
        """F2: names and kind."""
        load = self._now.load
        if load is not None:
            form = UnitForm(load.unit, self.ctx.today())
            self._open(form, self._head_column, lambda: self._save_unit(form, load.unit.id))

    def open_new(self, kind: UnitKind, level: str, then: Callable[[int], None]) -> None:
        """A new unit; `then` gets its id."""
        form = UnitForm(None, self.ctx.today(), kind, level)
        self.head.show()
        self._open(form, self._head_column, lambda: self._save_unit(form, None, then))

    def _save_unit(self, form: UnitForm, unit_id: int | None, then: Callable[[int], None] | None = None) -> None:
        fields, store = form.fields(), self.ctx.store
        if fields is not None:
            self._save(
                lambda: usecases.save_unit(store, unit_id, fields),
                lambda changes: then(changes.result) if then and changes.result is not None else None,
            )

    def open_alias(self) -> None:
        """Another name of this unit."""
        load, store = self._now.load, self.ctx.store
        if load is None:
            return
        form = AliasForm(self.ctx.today())

        def save() -> None:
            name, kind, first, last = form.name.text().strip(), form.kind.current, form.first.day, form.last.day
            if form.ready():
                self._save(lambda: usecases.add_alias(store, load.unit.id, name, kind, first, last))

        self._open(form, self.names.body, save)

    def _remove_alias(self, alias_id: int) -> None:
        store = self.ctx.store
        self._save(lambda: usecases.remove_alias(store, alias_id))

    def open_member(self) -> None:
        """One more member of this group."""
        load, store = self._now.load, self.ctx.store
        if load is None:
            return
        held = load.unit.member_ids
        form = MemberForm(self._now.units, frozenset({load.unit.id, *held}))

        def save() -> None:
            chosen = form.box.unit_id
            if chosen is None:
                form.complaint.say("请先选一个单位")
            else:
                self._save(lambda: usecases.set_members(store, load.unit.id, [*held, chosen]))

        self._open(form, self.members.body, save)

    def _remove_member(self, member_id: int) -> None:
        load, store = self._now.load, self.ctx.store
        if load is not None:
            left = [one for one in load.unit.member_ids if one != member_id]
            self._save(lambda: usecases.set_members(store, load.unit.id, left))

    def open_contact(self, contact: UnitContactRecord | None) -> None:
        """A person of this unit, or with None one more."""
        load, store = self._now.load, self.ctx.store
        if load is None:
            return
        form = ContactForm(contact)

        def save() -> None:
            fields = form.values()
            if form.ready():
                self._save(lambda: unit_contacts.save_contact(store, load.unit.id, contact.id if contact else None, fields))

        self._open(form, self.contacts.body, save)

    def _remove_contact(self, contact_id: int) -> None:
        store = self.ctx.store
        self._save(lambda: unit_contacts.remove_contact(store, contact_id))

    def open_merge(self) -> None:
        """Merge this unit into another: its tasks of all plans go over, whichever plan is chosen."""
        load, store, today = self._now.load, self.ctx.store, self.ctx.today()
        if load is None:
            return
        unit_id = load.unit.id

        def read() -> UnitLoad:
            return next(one for one in usecases.unit_loads(store, None, today) if one.unit.id == unit_id)

        self.ctx.runner.run_read(read, self._ask_merge, key=f"merge {id(self)}")

    def _ask_merge(self, load: UnitLoad) -> None:
        store, shown = self.ctx.store, self._now.load
        if shown is None or shown.unit.id != load.unit.id:
            return
        form = MergeForm(load, self._now.units, self.ctx.today())

        def save() -> None:
            into, since = form.box.unit_id, form.since.day
            if form.ready() and into is not None:
                self._save(lambda: usecases.merge_units(store, load.unit.id, into, since))

        self._open(form, self.tools.body, save)

    def remove(self) -> None:
        """Remove this unit; one with tasks is refused, and the pane says why."""
        load, store = self._now.load, self.ctx.store
        if load is not None:
            self._save(lambda: usecases.remove_unit(store, load.unit.id))

    @property
    def figure_links(self) -> list[QPushButton]:
        return self._figures.findChildren(QPushButton)
