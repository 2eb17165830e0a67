"""本单位模板: the office's own Word and Excel templates, what can be written in them, trying and filling them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tracker.domain.records import Changes, UnitRecord
from tracker.errors import UserError
from tracker.progress import Progress
from tracker.ui.context import Context
from tracker.ui.file_choice import FileDrops, ask_template
from tracker.ui.message import Message
from tracker.ui.save_choice import ask_target, open_file
from tracker.ui.theme import look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.form_desk import FormDesk
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.scrolled import form_room
from tracker.ui.widgets.section import Complaint, InlineForm, field_grid
from tracker.ui.widgets.unit_box import UnitBox
from tracker.usecases.feedback.periods import report_periods
from tracker.usecases.house.units import list_units
from tracker.usecases.papers import templates as usecase
from tracker.usecases.papers.ledger import LedgerRequest
from tracker.usecases.papers.templates import Template, field_list

_LIST_WIDTH = 230


@dataclass(frozen=True, slots=True)
class _Read:
    templates: list[Template]
    units: list[UnitRecord]
    periods: list[str]


class RenameForm(InlineForm):
    """Another name for a template."""

    def __init__(self, name: str) -> None:
        super().__init__("改名")
        self.name = QLineEdit(name)
        self.body.addLayout(field_grid(("名称", self.name)))

    def values(self) -> object:
        return self.name.text()

    def begin(self) -> None:
        self.name.setFocus()
        self.name.selectAll()


class Templates(QWidget):
    """`plan` tells the chosen plan. Templates come by button or by dropping files; a broken one is told with place and reason."""

    def __init__(self, ctx: Context, plan: Callable[[], int | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self._plan = ctx, plan
        self.loaded = False
        self.templates: list[Template] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        self.complaint = Complaint()
        self.complaint.setContentsMargins(12, 6, 12, 6)
        column.addWidget(self.complaint)
        room, self.forms = form_room()
        column.addWidget(room)
        self.desk = FormDesk(ctx, self)
        self.list = QListWidget()
        self.desk.form_closed.connect(self.list.setFocus)
        self.list.setAccessibleName("本单位模板")
        self.list.setFixedWidth(look().px(_LIST_WIDTH))
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.list.itemActivated.connect(lambda _item: self.fill())
        self.nothing = EmptyState(
            "还没有模板", "把单位常用的 Word 或 Excel 表样写上字段，加进来就能一键填好；能写哪些字段见右边", ("添加模板…", self.add)
        )
        self.left = QStackedWidget()
        self.left.addWidget(self.list)
        self.left.addWidget(self.nothing)
        self.left.setFixedWidth(look().px(_LIST_WIDTH))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left)
        row.addWidget(self._fields(), 1)
        column.addLayout(row, 1)
        FileDrops(self, "添加模板", lambda paths: self.take(paths[0]) if paths else None)
        QShortcut(QKeySequence(Qt.Key.Key_F2), self.list, self.rename, context=Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self.remove, context=Qt.ShortcutContext.WidgetShortcut)
        self._enable()

    def _bar(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("filterBar")
        bar.setFixedHeight(look().filter_bar)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        self.unit, self.period = UnitBox("全部单位"), QLineEdit()
        self.unit.setMinimumWidth(look().px(130))
        self.period.setPlaceholderText("最新")
        self.period.setAccessibleName("期次，如 2026-11")
        self.period.setFixedWidth(look().px(88))
        self.adding = button("添加模板…", self.add, "plus")
        self.renaming = button("改名", self.rename)
        self.removing = button("删除", self.remove)
        self.trying = button("试填", self.try_it)
        self.filling = button("填写并保存…", self.fill, primary=True)
        for widget in (label("单位", ink="2"), self.unit, label("期次", ink="2"), self.period):
            row.addWidget(widget)
        row.addStretch(1)
        for one in (self.adding, self.renaming, self.removing, self.trying, self.filling):
            row.addWidget(one)
        return bar

    def _fields(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label("字段说明", look().bold))
        head.addWidget(label("写进模板的位置，生成时换成右边的内容；选中一行按回车复制", look().small, "2"))
        head.addStretch(1)
        head.addWidget(button("复制写法", self.copy_field, "copy"))
        column.addLayout(head)
        fields = field_list()
        self.fields = QTableWidget(len(fields), 2)
        self.fields.setAccessibleName("字段说明")
        self.fields.setHorizontalHeaderLabels(["写法", "换成什么"])
        self.fields.verticalHeader().hide()
        self.fields.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.fields.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.fields.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.fields.setTabKeyNavigation(False)
        self.fields.verticalHeader().setDefaultSectionSize(look().row)
        for place, field in enumerate(fields):
            self.fields.setItem(place, 0, QTableWidgetItem(field.write))
            self.fields.setItem(place, 1, QTableWidgetItem(field.means))
        self.fields.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.fields.horizontalHeader().setStretchLastSection(True)
        self.fields.activated.connect(lambda _index: self.copy_field())
        column.addWidget(self.fields, 1)
        return made

    # what is shown

    def refresh(self) -> None:
        """Read the templates anew."""
        store, plan_id = self.ctx.store, self._plan()

        def read() -> _Read:
            periods = [] if plan_id is None else report_periods(store, plan_id)
            return _Read(usecase.templates(store), list_units(store), periods)

        self.ctx.runner.run_read(read, self._show, key=f"templates {id(self)}")

    def _show(self, found: _Read) -> None:
        self.loaded = True
        held = self.current
        self.templates = found.templates
        self.unit.set_units(found.units)
        if found.periods:
            self.period.setPlaceholderText(f"最新（{found.periods[0]}）")
        self.list.clear()
        for template in self.templates:
            self.list.addItem(QListWidgetItem(f"{template.name}　{template.kind.removesuffix('模板').strip()}"))
        names = [template.name for template in self.templates]
        if names:
            self.list.setCurrentRow(names.index(held.name) if held and held.name in names else len(names) - 1)
        self.left.setCurrentWidget(self.list if names else self.nothing)
        self._enable()

    @property
    def current(self) -> Template | None:
        """The template that is chosen."""
        row = self.list.currentRow()
        return self.templates[row] if 0 <= row < len(self.templates) else None

    def _enable(self) -> None:
        chosen = self.current is not None
        for one in (self.renaming, self.removing):
            one.setEnabled(chosen)
        for one in (self.trying, self.filling):
            one.setEnabled(chosen and self._plan() is not None)

    @property
    def facts(self) -> tuple[str, ...]:
        """For the status bar: nothing."""
        return ()

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.list, self.fields]

    # what is done

    def copy_field(self) -> None:
        """Put the writing of the chosen field on the clipboard."""
        field = field_list()[max(self.fields.currentRow(), 0)]
        QGuiApplication.clipboard().setText(field.write)
        self.ctx.message.emit(Message(f"已复制 {field.write}"))

    def add(self) -> None:
        """Ask for a template file."""
        path = ask_template(self)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Try a template with the chosen plan and keep it."""
        store, places, plan_id, today = self.ctx.store, self.ctx.paths, self._plan(), self.ctx.today()
        self.complaint.say("")

        def work(_progress: Progress) -> Changes:
            return usecase.add_template(store, places, path, plan_id, today)

        self.ctx.change_long(f"正在试填“{path.name}”", work, say=f"已添加模板“{path.stem}”", failed=self._failed)

    def _failed(self, error: UserError) -> None:
        self.complaint.say(str(error))

    def rename(self) -> None:
        """F2: give the template another name."""
        template = self.current
        if template is None:
            return
        form = RenameForm(template.name)

        def save() -> None:
            name = form.name.text()
            self.desk.save(lambda: usecase.rename_template(self.ctx.store, template.name, name))

        self.desk.open_form(form, self.forms, save)

    def remove(self) -> None:
        """Delete: take the template off the list."""
        template = self.current
        if template is not None:
            self.ctx.change(lambda: usecase.remove_template(self.ctx.store, template.name), say=f"已删除模板“{template.name}”")

    def _request(self) -> LedgerRequest:
        plan_id = self._plan()
        assert plan_id is not None
        return LedgerRequest(plan_id, self.unit.unit_id, period=self.period.text().strip() or None)

    def try_it(self) -> None:
        """Fill the template into a file that nobody keeps, and open it."""
        if self.current is not None and self._plan() is not None:
            self._fill(Path(mkdtemp(prefix="试填")) / f"{self.current.name}（试填）{self.current.suffix}")

    def fill(self) -> None:
        """Ask where to, and fill the template there."""
        template = self.current
        if template is None or self._plan() is None:
            return
        out = ask_target(self, self.ctx, f"填写{template.name}", f"{template.name}{template.suffix}")
        if out is not None:
            self._fill(out)

    def _fill(self, out: Path) -> None:
        template, request, today = self.current, self._request(), self.ctx.today()
        assert template is not None
        store, places = self.ctx.store, self.ctx.paths
        self.complaint.say("")

        def work(progress: Progress) -> Path:
            usecase.fill_template(store, places, template, request, out, today, progress)
            return out

        def done(made: Path) -> None:
            if "（试填）" in made.name:
                open_file(made)
            self.ctx.message.emit(Message(f"已生成“{made.name}”", "打开", do=lambda: open_file(made)))

        self.ctx.runner.run_long(f"正在填写{template.name}", work, done, failed=self._failed)
