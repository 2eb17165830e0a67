"""The pane of one row: all its fields, those responsible, the plan's own words, doubts about them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tracker.domain.figures import Reckoning
from tracker.domain.plan_lists import IndicatorRecord, ListKind, ListRow, ListUnitRecord, ProjectRecord, ServiceRecord
from tracker.domain.records import Changes, FindingRecord, UnitRecord
from tracker.domain.terms import Role
from tracker.reports.titles import day_words
from tracker.ui.context import Context
from tracker.ui.pages.lists.figures_part import FiguresPart
from tracker.ui.pages.lists.forms import RowForm
from tracker.ui.pages.lists.problems_part import ProblemsPart
from tracker.ui.source.marks import Kind, MarkedText, SourceBar, Span
from tracker.ui.source.window import Passage, SourceWindow
from tracker.ui.theme import look
from tracker.ui.widgets.chips import RoleChip
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.form_desk import FormDesk
from tracker.ui.widgets.plain import button, empty, label, link, picture
from tracker.ui.widgets.role_forms import ROW_WORDS, AddUnitForm, ChangeRoleForm
from tracker.ui.widgets.section import InlineForm, Line, Section
from tracker.usecases.cycle.list_lines import LineDetail
from tracker.usecases.intake import plan_lists as usecases
from tracker.usecases.intake.fact_places import Place, fact_places

_WIDTH = 60


class RowPane(QFrame):
    """Shows a row and changes it; one form is open at most."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.kind = ListKind.INDICATORS
        self.detail: LineDetail | None = None
        self.units: tuple[UnitRecord, ...] = ()
        self.window_shown: SourceWindow | None = None
        self.desk = FormDesk(ctx, self)
        self._places: dict[str, Place] = {}
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        self.hint = label("选中一行，这里显示它的全部内容和原文", ink="3", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.whole = QWidget()
        self.whole.setAutoFillBackground(True)
        self.whole.setBackgroundRole(self.whole.palette().ColorRole.Base)
        self._column = QVBoxLayout(self.whole)
        self._column.setContentsMargins(16, 10, 12, 16)
        self._column.setSpacing(12)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.whole)
        self.area = area
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.hint, 1)
        outer.addWidget(area, 1)
        self._build()
        self.show_detail(self.kind, None)

    def _build(self) -> None:
        self.path = label("", look().small, "2", wrap=True)
        self.title = label("", look().title, wrap=True, select=True)
        self.edit = link("修改 F2", self.open_edit)
        self.edit.setFont(look().small)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.path)
        head.addLayout(top)
        self._column.addLayout(head)
        self.doubts = Section("请核对")
        self.content = Section("内容")
        self.figures = FiguresPart(self.ctx, self.desk)
        self.problems = ProblemsPart(self.ctx)
        self.roles = Section("责任单位")
        self.add_unit = self.roles.add_link("添加单位", self.open_add)
        self.source = Section("原文")
        self.place = self.source.add_link("在原文中查看", lambda: self.show_place())
        self.text = MarkedText()
        self.text.place_clicked.connect(lambda start, end: self.show_place((start, end)))
        self.desk.place_wanted.connect(lambda start, end: self.show_place((start, end)))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(SourceBar())
        row.addWidget(self.text, 1)
        self.source.body.addLayout(row)
        for part in (self.doubts, self.figures, self.problems, self.content, self.roles, self.source):
            self._column.addWidget(part)
        self._column.addStretch(1)

    # showing

    def held_by_form(self) -> int | None:
        """The row whose form holds something unsaved; asking makes the form say so."""
        form = self.desk.form
        if form is None or not form.dirty() or self.detail is None:
            return None
        form.complaint.say("请先保存或取消这里的修改")
        return self.detail.line.row.id

    def show_detail(self, kind: ListKind, detail: LineDetail | None, units: tuple[UnitRecord, ...] = ()) -> None:
        """Show this row; a form stays while it belongs to the same one."""
        before = self.detail
        same = before is not None and detail is not None and kind is self.kind and before.line.row.id == detail.line.row.id
        if not same:
            self.desk.close_form()
            self.area.verticalScrollBar().setValue(0)
        self.kind, self.detail, self.units = kind, detail, units
        self.hint.setVisible(detail is None)
        self.area.setVisible(detail is not None)
        if detail is None:
            return
        row = detail.line.row
        self.path.setText(" › ".join(part for part in (detail.plan.title, " ".join(row.group.split())) if part))
        self.title.setText(" ".join(part for part in (_number(row), row.title) if part))
        source = detail.source.rstrip()
        self._places = fact_places(row, source) if source else {}
        self._fill(self.content, [self._fact(*fact) for fact in _facts(row)])
        self._fill(self.doubts, [self._doubt(one, detail) for one in detail.findings])
        self.doubts.setVisible(bool(detail.findings))
        self._fill(self.roles, self._chips(row))
        self.figures.show_line(detail.line)
        self.problems.show_row(kind, row.id)
        self.source.setVisible(bool(source))
        self.source.note.show_text(detail.plan.source_name)
        self.text.show_source(source, list(self._marks(detail)), row.start)

    def _fact(self, words: str, text: str, key: str) -> QWidget:
        """One fact; where its words stand in the plan, a way there."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(text or "—", ink="" if text else "3", wrap=True, select=True), 1)
        place = self._places.get(key)
        if place is not None:
            made = link("原文", lambda: self.show_place(place))
            made.setFont(look().small)
            made.setAccessibleName(f"在原文中查看{words}")
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return Line(words, box, width=_WIDTH)

    def _marks(self, detail: LineDetail) -> tuple[Span, ...]:
        """The figure, the units and the doubts of a row, in the plan's text."""
        kinds = {"value": Kind.FIGURE}
        found = [(*place, Kind.UNIT if key.startswith("unit") else kinds[key]) for key, place in self._places.items()
                 if key.startswith("unit") or key in kinds]  # fmt: skip
        return (*found, *((one.start, one.end, Kind.DOUBT) for one in detail.findings))

    def _fill(self, part: Section, widgets: list[QWidget]) -> None:
        form = self.desk.form if self.desk.form is not None and part.isAncestorOf(self.desk.form) else None
        if form:
            part.body.removeWidget(form)
        empty(part.body)
        for widget in widgets:
            part.body.addWidget(widget)
            # Qt would show it a turn later, and wrapped words would be cut until the turn after that.
            widget.show()
        if form:
            part.body.addWidget(form)

    def _chips(self, row: ListRow) -> list[QWidget]:
        lines: list[QWidget] = []
        for role in Role:
            held = [one for one in row.units if one.role is role]
            if not held:
                continue
            box = QWidget()
            flow = FlowLayout(box)
            for one in held:
                chip = RoleChip(one.display, one.role, inferred=one.inferred)
                chip.clicked.connect(lambda one=one: self.open_role(one))
                flow.addWidget(chip)
            lines.append(Line(ROW_WORDS[role], box, width=_WIDTH))
        missing = isinstance(row, ServiceRecord)
        return lines or [label("还没有责任单位", ink="red" if missing else "3")]

    def _doubt(self, one: FindingRecord, detail: LineDetail) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(picture("triangle-alert", ink=look().tokens.amber))
        quote = detail.source[one.start - detail.line.row.start : one.end - detail.line.row.start]
        words = one.words if not quote or quote in one.words else f"{one.words}（原文：“{quote}”）"
        row.addWidget(label(words, wrap=True, select=True), 1)
        row.addWidget(button("已核对", lambda: self._settle(one.id), "check"))
        return box

    def show_place(self, focus: Place | None = None) -> None:
        """Open the whole document at this row, or at one of its facts."""
        if self.detail is not None and self.detail.source:
            row, plan = self.detail.line.row, self.detail.plan
            caption = f"{self.kind.label}　{self.title.text()}"
            passage = Passage(plan.id, plan.title, caption, row.start, row.end, self._marks(self.detail), focus)
            self.window_shown = SourceWindow(self.ctx, passage, self.window())
            self.window_shown.show()

    # changing

    def open_edit(self, key: str = "") -> None:
        """F2: all fields of the row, the focus in that of the column `key`."""
        if self.detail is None:
            return
        if key == "leads":
            self.open_add()
            return
        row, kind, store = self.detail.line.row, self.kind, self.ctx.store
        form = RowForm(kind, row, key, self.ctx.today().year)

        def save() -> None:
            if fault := form.fault():
                form.complaint.say(fault)
            else:
                self._save(lambda: usecases.edit_row(store, kind, row.id, form.values()))

        self.desk.open_form(form, self.content.body, save, on_top=True)
        self.area.ensureWidgetVisible(form)

    def open_above(self, form: InlineForm, save: Callable[[], None]) -> None:
        """A form that belongs to no row, above what the pane shows."""
        self.hint.hide()
        self.area.show()
        self.desk.open_form(form, self._column, save, on_top=True)
        self.area.ensureWidgetVisible(form)

    def open_add(self) -> None:
        """One more unit responsible for this row."""
        if self.detail is None:
            return
        row = self.detail.line.row
        form = AddUnitForm(self.units, Role.SUPPORT if any(one.role is Role.LEAD for one in row.units) else Role.LEAD)

        def save() -> None:
            unit_id, role = form.box.unit_id, Role(form.roles.current)
            if unit_id is None:
                form.complaint.say("请先选一个单位")
            else:
                self._save(lambda: usecases.set_row_role(self.ctx.store, self.kind, row.id, unit_id, role))

        self.desk.open_form(form, self.roles.body, save)

    def open_role(self, held: ListUnitRecord) -> None:
        """Another role of a unit, or none."""
        if self.detail is None:
            return
        store, service_id = self.ctx.store, self.detail.line.row.id
        form = ChangeRoleForm(held.display, held.role, printed=held.printed, inferred=held.inferred)
        self.desk.add_place(form, *self._places.get(f"unit {held.unit_id}", (0, 0)))

        def save(role: Role | None) -> None:
            self._save(lambda: usecases.set_row_role(store, self.kind, service_id, held.unit_id, role))

        form.roles.chosen.connect(lambda key: save(Role(key)))
        form.remove.clicked.connect(lambda _checked=False: save(None))
        self.desk.open_form(form, self.roles.body, self.desk.close_form)

    def _save(self, change: Callable[[], Changes]) -> None:
        self.desk.save(change)

    def _settle(self, finding_id: int) -> None:
        from tracker.usecases.work.task_parts import settle_finding

        store = self.ctx.store
        self.ctx.change(lambda: settle_finding(store, finding_id))


def _number(row: ListRow) -> str:
    return row.label if isinstance(row, ProjectRecord) else row.no


def _facts(row: ListRow) -> list[tuple[str, str, str]]:
    """What a row says: the words for it, the text, and the name of the fact; what nobody said is left out where it need not be said."""
    if isinstance(row, IndicatorRecord):
        facts = [("目标值", row.goal, "value"), ("单位", row.measure, "measure"), ("属性", row.nature, "nature")]
        base = f"{row.base}{f'（{row.base_year}年）' if row.base_year else ''}" if row.base else ""
        more = [("目标年份", f"{row.target_year}年", "target_year")] if row.target_year else []
        if row.reckoning is Reckoning.YEAR:
            return [*facts, *more, ("口径", row.reckoning.label, "reckoning")]
        return [*facts, ("基期值", base, "base"), *more]
    if isinstance(row, ServiceRecord):
        facts = [("服务对象", row.target_group, "target_group"), ("服务标准", row.standard, "standard")]
        return [*facts, ("支出责任", row.funding, "funding"), ("备注", row.note, "note")]
    days = [("计划开工", row.planned_start), ("实际开工", row.actual_start), ("计划完工", row.planned_end), ("实际完工", row.actual_end)]
    told = [(words, day_words(day) if day else "", "") for words, day in days]
    money = f"{row.total_investment} 万元" if row.total_investment else ""
    more = [("总投资", money, ""), *told, ("挂包领导", row.leader, ""), ("责任人", row.person, ""), ("联系电话", row.phone, "")]
    return [("建设内容", row.content, "content"), *(fact for fact in more if fact[1])]
