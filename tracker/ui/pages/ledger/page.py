"""The page: options at the left, the pages as they will be printed at the right, Word, Excel, PDF and the printer above."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.records import UnitRecord
from tracker.errors import UserError
from tracker.progress import Progress
from tracker.reports.content import Document, Table
from tracker.ui.context import Context
from tracker.ui.message import Message
from tracker.ui.page import Page
from tracker.ui.pages.ledger.columns import ColumnList
from tracker.ui.paper.faces import Faces
from tracker.ui.paper.preview import Preview
from tracker.ui.paper.printing import print_sheets
from tracker.ui.paper.sheets import Sheets
from tracker.ui.print_ledger import print_ledger
from tracker.ui.save_choice import ask_target, open_file
from tracker.ui.theme import look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.plain import empty, label, link
from tracker.ui.widgets.segmented import Segmented
from tracker.ui.widgets.unit_box import UnitBox
from tracker.usecases import ledger, units
from tracker.usecases.periods import report_periods

_OPTIONS_WIDTH = 264
_RECENT = 3
_NEWEST = "最新进展"


@dataclass(frozen=True, slots=True)
class _Around:
    """What the options offer for a plan."""

    units: list[UnitRecord]
    periods: list[str]


class LedgerPage(Page):
    """台账输出. The preview, the PDF and the printed page come from one painter; Word and Excel from the same content."""

    keys_text = "PgUp PgDn 翻页　Ctrl+加减号 缩放　Ctrl+P 打印"
    help_topic = "ledger"
    one_plan = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._loaded = False
        self._document: Document | None = None
        self._sheets: Sheets | None = None
        self.outputs = [
            self.add_action("Word", "file-text", lambda: self._save(".docx"), tip="生成 Word 文档"),
            self.add_action("Excel", "file-spreadsheet", lambda: self._save(".xlsx"), tip="生成 Excel 工作簿"),
            self.add_action("PDF", "file-output", lambda: self._save(".pdf"), tip="生成 PDF 文件"),
            self.add_action("打印", "printer", self.print_pages, "Ctrl+P", primary=True),
        ]
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.options = self._make_options()
        self.preview = Preview()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.preview)
        self._problem: EmptyState | None = None
        row.addWidget(self.options)
        row.addWidget(self._stack, 1)
        self.body.addWidget(whole, 1)

    def _make_options(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("panel", True)
        frame.setFixedWidth(look().px(_OPTIONS_WIDTH))
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.unit = UnitBox("全部单位")
        self.unit.chosen.connect(self._unit_chosen)
        self.period = QComboBox()
        self.period.setAccessibleName("期次")
        self.period.currentIndexChanged.connect(lambda _place: self.show_preview())
        self.names = Segmented([("printed", "原文名称"), ("short", "简称")], "单位名称")
        self.names.chosen.connect(lambda _names: self.show_preview())
        for line, (words, field) in enumerate((("单位", self.unit), ("期次", self.period), ("名称", self.names))):
            grid.addWidget(label(words, ink="2"), line, 0)
            grid.addWidget(field, line, 1)
        column.addLayout(grid)
        head = QHBoxLayout()
        head.addWidget(label("列与宽度", look().bold))
        self.sum = label("", ink="2")
        head.addStretch(1)
        head.addWidget(self.sum)
        column.addSpacing(2)
        column.addLayout(head)
        box = QFrame()
        box.setProperty("panel", True)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(1, 1, 1, 1)
        self.columns = ColumnList(ledger.column_choices())
        self.columns.changed.connect(self._columns_changed)
        inside.addWidget(self.columns)
        column.addWidget(box, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(link("恢复常用列", self._usual_columns))
        column.addLayout(row)
        self._recent_head = label("最近输出", look().bold)
        column.addWidget(self._recent_head)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        column.addLayout(self._recent)
        return frame

    # what the window calls

    def activate(self) -> None:
        if not self._loaded:
            self._loaded = True
            self._show_chosen_columns()
            self._show_recent()
            self.refresh()
        self.preview.view.setFocus()

    def refresh(self) -> None:
        if self.plan_id is None or not self._loaded:
            return
        store, plan_id, today = self.ctx.store, self.plan_id, self.ctx.today()

        def read() -> _Around:
            loads = units.unit_loads(store, plan_id, today)
            busy = [load.unit for load in loads if load.lead + load.joint + load.support + load.implement]
            return _Around(busy, report_periods(store, plan_id))

        self.ctx.runner.run_read(read, self._took_around, key=f"ledger options {id(self)}")

    def _took_around(self, around: _Around) -> None:
        self.unit.set_units(around.units)
        chosen = self.period.currentData()
        self.period.blockSignals(True)
        self.period.clear()
        self.period.addItem(_NEWEST, "")
        for period in around.periods:
            year, _, month = period.partition("-")
            self.period.addItem(f"{year}年{int(month)}月" if month.isdigit() else period, period)
        self.period.setCurrentIndex(max(self.period.findData(chosen), 0))
        self.period.blockSignals(False)
        self.show_preview()

    def panes(self) -> list[QWidget]:
        return [self.unit, self.columns, self.preview.view]

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        def whole() -> None:
            self.preview.choose_fit("page")

        def without_columns() -> None:
            self.preview.choose_fit("width")
            self._show_problem(UserError("没有选择要打印的列", "", "请在左边勾选至少一列"))

        return {"whole": whole, "problem": without_columns}

    # what to print

    def request(self) -> ledger.LedgerRequest | None:
        """The ledger that the options describe."""
        if self.plan_id is None:
            return None
        return ledger.LedgerRequest(
            self.plan_id,
            self.unit.unit_id,
            self.columns.chosen,
            str(self.period.currentData() or "") or None,
            short_names=self.names.current == "short",
        )

    def show_preview(self) -> None:
        """Lay the pages out anew."""
        request = self.request()
        if request is None:
            return
        if not request.columns:
            self._show_problem(UserError("没有选择要打印的列", "", "请在左边勾选至少一列"))
            return
        store, today = self.ctx.store, self.ctx.today()

        def lay_out() -> Sheets:
            return Sheets(ledger.ledger_content(store, request, today), Faces.here())

        self.ctx.runner.run_read(lay_out, self._took_sheets, key=f"ledger pages {id(self)}", failed=self._show_problem)

    def _took_sheets(self, sheets: Sheets) -> None:
        document = sheets.document
        self._document, self._sheets = document, sheets
        self._stack.setCurrentWidget(self.preview)
        self.preview.show_sheets(sheets)
        table = next(block for block in document.blocks if isinstance(block, Table))
        self.columns.show_widths({column.key: column.width for column in table.columns})
        total = sum(column.width for column in table.columns)
        self.sum.setText(f"合计 {total:.0f}，版心 {document.page.text_width:.0f} mm")
        self.set_status(f"{document.page.paper} 横向", f"{len(sheets.pages)} 页")
        self._enable(True)

    def _show_problem(self, error: UserError) -> None:
        self._document = self._sheets = None
        if self._problem is not None:
            self._stack.removeWidget(self._problem)
            self._problem.deleteLater()
        step = ("恢复常用列", self._usual_columns) if not self.columns.chosen else ("改为全部单位", self._all_units)
        self._problem = EmptyState("没有可以预览的内容", str(error), step)
        self._stack.addWidget(self._problem)
        self._stack.setCurrentWidget(self._problem)
        self.columns.show_widths({})
        self.sum.setText("")
        self.set_status()
        self._enable(False)

    def _enable(self, on: bool) -> None:
        for action in self.outputs:
            action.setEnabled(on)

    # options

    def _unit_chosen(self, _unit: object) -> None:
        self._show_chosen_columns()
        self.show_preview()

    def _all_units(self) -> None:
        self.unit.choose(None)
        self._unit_chosen(None)

    def _setting(self) -> str:
        return "ledger columns of unit" if self.unit.unit_id else "ledger columns"

    def _show_chosen_columns(self) -> None:
        known = {key for key, _head in ledger.column_choices()}
        stored = [key for key in str(self.ctx.settings.value(self._setting(), "")).split(" ") if key in known]
        self.columns.show_columns(stored or ledger.usual_columns(for_unit=self.unit.unit_id is not None))

    def _columns_changed(self) -> None:
        self.ctx.settings.setValue(self._setting(), " ".join(self.columns.chosen))
        self.show_preview()

    def _usual_columns(self) -> None:
        self.ctx.settings.remove(self._setting())
        self._show_chosen_columns()
        self.show_preview()

    # output

    def _save(self, suffix: str) -> None:
        request, document = self.request(), self._document
        if request is None or document is None:
            return
        path = ask_target(self, self.ctx, "生成台账", ledger.proposed_name(document, suffix))
        if path is None:
            return
        store, today = self.ctx.store, self.ctx.today()
        families = QFontDatabase.families()

        def write(progress: Progress) -> Path:
            if suffix == ".pdf":
                print_ledger(store, request, path, today, progress)
            else:
                ledger.write_ledger(store, request, path, today, progress, fonts=families)
            return path

        self.ctx.runner.run_long("正在生成台账", write, self._saved)

    def _saved(self, path: Path) -> None:
        recent = [str(path), *(one for one in self._recent_files() if one != str(path))][:_RECENT]
        self.ctx.settings.setValue("ledger files", "\n".join(recent))
        self._show_recent()
        self.ctx.message.emit(Message(f"已生成“{path.name}”", "打开", do=lambda: open_file(path)))

    def _recent_files(self) -> list[str]:
        return [one for one in str(self.ctx.settings.value("ledger files", "")).split("\n") if one and Path(one).is_file()]

    def _show_recent(self) -> None:
        empty(self._recent)
        files = [Path(one) for one in self._recent_files()]
        self._recent_head.setVisible(bool(files))
        for path in files:
            self._recent.addWidget(_Recent(path))

    def print_pages(self) -> None:
        """Ask the system for a printer and print."""
        if self._sheets is not None:
            print_sheets(self, self.ctx, self._sheets)


class _Recent(QWidget):
    """One file written lately: its name opens it, the other link its folder."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        room = look().px(_OPTIONS_WIDTH) - 24 - look().body_metrics.horizontalAdvance("文件夹") - 24
        name = look().body_metrics.elidedText(path.name, Qt.TextElideMode.ElideMiddle, room)
        opener = link(name, lambda: open_file(path))
        opener.setToolTip(str(path))
        row.addWidget(opener)
        row.addStretch(1)
        row.addWidget(link("文件夹", lambda: open_file(path.parent)))
