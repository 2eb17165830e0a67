"""已发文书: what went out, found by kind, unit, year and where it stands; answers, corrections and copies."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.records import UnitRecord
from tracker.ui.context import Context
from tracker.ui.page import FilterBar
from tracker.ui.pages.ledger.register_rows import RegisterList, RegisterModel
from tracker.ui.remembering import keep_columns
from tracker.ui.save_choice import open_file
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.form_desk import FormDesk
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.scrolled import form_room, gives_way
from tracker.ui.widgets.search_box import SearchBox
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.ui.widgets.unit_box import UnitBox
from tracker.usecases.house.units import list_units
from tracker.usecases.papers import issued
from tracker.usecases.papers.document_names import document_names
from tracker.usecases.papers.issued import IssuedFilter, IssuedRecord, IssuedState

_BOX, _LOW = 108, 420
_STANDINGS = (("全部状态", ""), ("待反馈", "open"), ("逾期未反馈", "late"), ("已反馈", "returned"), ("已作废", "void"))


@dataclass(frozen=True, slots=True)
class _Read:
    records: list[IssuedRecord]
    kinds: list[tuple[str, str]]
    years: list[int]
    units: list[UnitRecord]


class ReturnForm(InlineForm):
    """When the answer came and what it says."""

    def __init__(self, words: str, today: date) -> None:
        super().__init__("登记反馈")
        self.day, self.result = DateBox("反馈日期", today.year), QLineEdit()
        self.day.set_day(today)
        self.result.setPlaceholderText("办理结果，可以不填")
        self.body.addWidget(label(words, look().bold, wrap=True))
        self.body.addLayout(field_grid(("反馈日期", self.day), ("办理结果", self.result)))

    def values(self) -> object:
        return self.day.text(), self.result.text()

    def begin(self) -> None:
        self.result.setFocus()


class EntryForm(InlineForm):
    """What the register says beside title, number and day."""

    def __init__(self, record: IssuedRecord) -> None:
        super().__init__()
        self.receiver, self.issued_by, self.cause = QLineEdit(record.receiver), QLineEdit(record.issued_by), QLineEdit(record.cause)
        self.due, self.result = DateBox("反馈期限", record.issued_on.year), QLineEdit(record.result)
        self.due.set_day(record.due)
        fields = (
            ("主送", self.receiver),
            ("经办", self.issued_by),
            ("来源", self.cause),
            ("反馈期限", self.due),
            ("办理结果", self.result),
        )
        self.body.addLayout(field_grid(*fields))

    def values(self) -> object:
        return self.receiver.text(), self.issued_by.text(), self.cause.text(), self.due.text(), self.result.text()

    def begin(self) -> None:
        self.receiver.setFocus()


class VoidForm(InlineForm):
    """Why a document is taken back."""

    def __init__(self, words: str) -> None:
        super().__init__("作废")
        self.reason = QLineEdit()
        self.body.addWidget(label(words, look().bold, wrap=True))
        self.body.addLayout(field_grid(("原因", self.reason)))

    def values(self) -> object:
        return self.reason.text()

    def begin(self) -> None:
        self.reason.setFocus()


class Register(QWidget):
    """`told` comes when the list was read anew."""

    told = Signal()

    def __init__(self, ctx: Context, back: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.loaded = False
        self.records: list[IssuedRecord] = []
        self._wanted: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._filters())
        self.model = RegisterModel(ctx.today(), self)
        self.list = RegisterList(self.model)
        keep_columns(self.list, ctx.settings, "issued")
        self.list.current_changed.connect(lambda _id: self._show_current())
        self.list.selection_changed.connect(self._show_current)
        self.list.opened.connect(lambda _id: self.open_copy())
        self.list.edit_wanted.connect(lambda _id, _key: self.edit())
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(gives_way(self.list), 1)
        inside.addWidget(self._strip())
        room, self.forms = form_room()
        inside.addWidget(room)
        self.desk = FormDesk(ctx, self)
        self.desk.form_closed.connect(self.list.setFocus)
        self.nothing = EmptyState(
            "还没有登记发出的文书", "生成或打印文书后点“登记”，文号、主送、日期和留底都记在这里，反馈也在这里登记", ("去出文书", back)
        )
        self.no_match = EmptyState("没有符合条件的文书", "放宽上面的条件再看", ("显示全部", self.lift))
        self.stack = QStackedWidget()
        for page in (whole, self.nothing, self.no_match):
            self.stack.addWidget(page)
        column.addWidget(self.stack, 1)

    def _filters(self) -> QWidget:
        bar = FilterBar()
        self.search = SearchBox("查文号、标题、主送、来源", 200)
        self.search.searched.connect(lambda _text: self.refresh())
        self.kind, self.year, self.standing = QComboBox(), QComboBox(), QComboBox()
        for box, words in ((self.kind, "文书种类"), (self.year, "年份"), (self.standing, "状态")):
            box.setAccessibleName(words)
            box.setMinimumWidth(look().px(_BOX))
            box.activated.connect(lambda _place: self.refresh())
        for words, key in _STANDINGS:
            self.standing.addItem(words, key)
        self.unit = UnitBox("全部单位")
        self.unit.setMinimumWidth(look().px(130))
        self.unit.setMaximumWidth(look().px(170))
        self.unit.chosen.connect(lambda _id: self.refresh())
        bar.add(self.search, self.kind, self.unit, self.year, self.standing)
        bar.stretch()
        return bar

    def _strip(self) -> QWidget:
        strip = QFrame()
        strip.setObjectName("strip")
        column = QVBoxLayout(strip)
        column.setContentsMargins(16, 6, 12, 8)
        column.setSpacing(4)
        self.title = ElidedLabel(look().bold)
        self.about, self.answer = ElidedLabel(ink="2"), ElidedLabel(ink="2")
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lines.setSpacing(4)
        for line in (self.title, self.about, self.answer):
            self._lines.addWidget(line, 2 if line is self.about else 1)
        column.addLayout(self._lines)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.copy_button = button("打开留底", self.open_copy, "folder-open", keys="回车")
        self.return_button = button("登记反馈", self.record_return, "check")
        self.wait_button = button("取消反馈", self.wait_again, "undo-2")
        self.edit_button = button("修改登记", self.edit, "square-pen", keys="F2")
        self.void_button = button("作废", self.void, "ban")
        for one in (self.copy_button, self.return_button, self.wait_button, self.edit_button, self.void_button):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        self.strip = strip
        return strip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window what is known of a document stands in one line, so that some rows of the list can be seen."""
        super().resizeEvent(event)
        low = self.height() < look().px(_LOW)
        self._lines.setDirection(QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom)
        self._lines.setSpacing(12 if low else 4)

    # reading

    @property
    def wanted(self) -> IssuedFilter:
        """What the row of filters asks for."""
        kind, year = self.kind.currentData(), self.year.currentData()
        return IssuedFilter(
            kinds=(str(kind),) if kind else (),
            unit_id=self.unit.unit_id,
            year=int(year) if year else None,
            standing=str(self.standing.currentData() or ""),
            text=self.search.text().strip(),
        )

    def lift(self) -> None:
        """Show the whole register."""
        self.search.show_words("")
        self.unit.choose(None)
        for box in (self.kind, self.year, self.standing):
            box.setCurrentIndex(0)
        self.refresh()

    def reveal(self, issued_id: int) -> None:
        """Show the whole register with this document in hand."""
        self._wanted = issued_id
        self.lift()

    def refresh(self) -> None:
        """Read the register anew."""
        self.loaded = True
        store, wanted, today = self.ctx.store, self.wanted, self.ctx.today()

        def read() -> _Read:
            records = issued.issued(store, wanted, today)
            names = document_names(store)
            kinds = [(names.get(kind, kind), kind) for kind in issued.issued_kinds(store)]
            return _Read(records, kinds, issued.issued_years(store), list_units(store))

        self.ctx.runner.run_read(read, self._took, key=f"register {id(self)}")

    def _took(self, read: _Read) -> None:
        _offer(self.kind, "全部文书", read.kinds)
        _offer(self.year, "全部年份", [(f"{year}年", str(year)) for year in read.years])
        self.unit.set_units(read.units)
        self.show_records(read.records, others=bool(read.kinds))

    def show_records(self, records: list[IssuedRecord], *, others: bool = False) -> None:
        """Show these lines; `others`: the register has more, which the filters leave out."""
        self.records = records
        self.list.load(self.model.groups_of(records))
        self.stack.setCurrentIndex(0 if records else 2 if others else 1)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.list.go_to(wanted)
        if records and self.list.current_id() is None:
            self.list.go_to_first()
        self._show_current()
        self.told.emit()

    @property
    def current(self) -> IssuedRecord | None:
        """The document in hand."""
        item = self.list.current_id()
        return None if item is None else self.model.records.get(item)

    def _chosen(self) -> list[int]:
        current = self.current
        return self.list.selected_ids() or ([current.id] if current else [])

    def _show_current(self) -> None:
        record = self.current
        self.strip.setVisible(record is not None)
        if record is None:
            return
        self.title.show_text("　".join(word for word in (record.number, record.title) if word))
        facts = (record.receiver and f"主送 {record.receiver}", record.issued_by and f"经办 {record.issued_by}")
        tasks = f"任务 {'；'.join(record.tasks)}" if record.tasks else ""
        self.about.show_text(
            "　".join(word for word in (*facts, record.cause and f"来源 {record.cause}", tasks) if word) or "没有更多登记内容"
        )
        self.answer.show_text("　".join(word for word in (record.standing(self.model.today), record.result) if word))
        several = len(self._chosen()) > 1
        self.return_button.setText(f"登记反馈（{len(self._chosen())} 份）" if several else "登记反馈")
        self.return_button.setVisible(several or record.state is IssuedState.ISSUED)
        self.wait_button.setVisible(record.state is IssuedState.RETURNED)
        self.void_button.setVisible(record.state is not IssuedState.VOID)
        self.copy_button.setEnabled(bool(record.kept_name))

    @property
    def facts(self) -> tuple[str, ...]:
        """For the status bar: how many, and how many answers are overdue."""
        late = sum(record.is_late(self.model.today) for record in self.records)
        return (f"{len(self.records)} 份", *((f"逾期未反馈 {late} 份",) if late else ()))

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.list]

    # doing

    def open_copy(self) -> None:
        """Open the copy in the data folder."""
        record, ctx = self.current, self.ctx
        if record is not None:
            ctx.runner.run_read(lambda: issued.issued_copy(ctx.store, ctx.paths, record.id), open_file)

    def record_return(self) -> None:
        """Ask when the answer came and what it says."""
        record, ids, store = self.current, self._chosen(), self.ctx.store
        if record is None:
            return
        words = f"《{record.title}》{record.number}的反馈" if len(ids) == 1 else f"{len(ids)} 份文书的反馈"
        form = ReturnForm(words, self.ctx.today())

        def save() -> None:
            day, result = form.day.day, form.result.text()
            if day is None:
                form.complaint.say(form.day.fault or "请填写反馈日期")
                return
            self.desk.save(lambda: issued.record_return(store, ids, day, result))

        self.desk.open_form(form, self.forms, save)

    def wait_again(self) -> None:
        """Take the answer back."""
        record, store = self.current, self.ctx.store
        if record is not None:
            self.ctx.change(lambda: issued.record_return(store, [record.id], None))

    def edit(self) -> None:
        """Change what the register says."""
        record, store = self.current, self.ctx.store
        if record is None:
            return
        form = EntryForm(record)

        def save() -> None:
            if form.due.fault:
                form.complaint.say(form.due.fault)
                return
            receiver, issued_by, cause = form.receiver.text(), form.issued_by.text(), form.cause.text()
            due, result = form.due.day, form.result.text()
            self.desk.save(
                lambda: issued.edit_issued(store, record.id, receiver=receiver, issued_by=issued_by, cause=cause, due=due, result=result)
            )

        self.desk.open_form(form, self.forms, save)

    def void(self) -> None:
        """Take the document back, with the reason."""
        record, store = self.current, self.ctx.store
        if record is None:
            return
        form = VoidForm(f"作废《{record.title}》{record.number}：编号不再使用，不再催要反馈")

        def save() -> None:
            reason = form.reason.text()
            self.desk.save(lambda: issued.void(store, record.id, reason))

        self.desk.open_form(form, self.forms, save)


def _offer(box: QComboBox, everything: str, choices: list[tuple[str, str]]) -> None:
    held = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, "")
    for words, key in choices:
        box.addItem(words, key)
    box.setCurrentIndex(max(box.findData(held), 0))
    box.blockSignals(False)
