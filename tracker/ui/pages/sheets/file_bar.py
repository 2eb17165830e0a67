"""The head over the rows: which file and sheet this is, and under it what must be said of the file before its rows count."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from tracker.domain.records import UnitRecord
from tracker.sheets.staged import Bin, Reason
from tracker.ui.icons import NAV
from tracker.ui.pages.sheets.columns_form import used
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import button, empty, label, link, picture, tool
from tracker.ui.widgets.unit_box import UnitBox
from tracker.usecases.feedback.sheet_rows import FileStanding, ReviewFile, ReviewRow
from tracker.usecases.feedback.sheet_table import open_questions

# What is asked where another sheet may be the right one.
_OF_SHEET = frozenset({"several_tables", "no_task", "period_differs"})
_STANDINGS = {FileStanding.ASIDE: "不导入", FileStanding.SENT_BACK: "整份退回"}


class FileBar(QWidget):
    """Signals are commands about the file shown; `answered` a question that needs no change, `file_wanted` another file."""

    columns_wanted = Signal()
    sheets_wanted = Signal()
    grid_wanted = Signal()
    aside_wanted = Signal()
    back_wanted = Signal()
    taken_wanted = Signal()
    preferred = Signal()
    sender_told = Signal(object)
    period_told = Signal()
    answered = Signal(object)
    file_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: ReviewFile | None = None
        self._ask_sender = False
        self._other_period = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setObjectName("panelHead")
        head.setFixedHeight(look().px(36))
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(8)
        self.name, self.about = ElidedLabel(look().bold), ElidedLabel(None, "2")
        self.others = tool("", "chevron-down")
        self.others.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.columns = link("列对应", self.columns_wanted.emit)
        self.sheets = link("换工作表", self.sheets_wanted.emit)
        self.more = tool("这份文件", "ellipsis", words=False)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row.addWidget(picture("file-spreadsheet"))
        row.addWidget(self.name, 3)
        row.addWidget(self.others)
        row.addWidget(self.about, 4)
        row.addWidget(self.sheets)
        row.addWidget(self.columns)
        row.addWidget(self.more)
        self.question = QFrame()
        self.question.setObjectName("question")
        asking = QHBoxLayout(self.question)
        asking.setContentsMargins(12, 6, 10, 6)
        asking.setSpacing(10)
        self.words = label("", look().bold, wrap=True)
        self.units = UnitBox("报送单位全称或简称")
        self.units.setFixedWidth(look().px(190))
        self.units.chosen.connect(self._unit_chosen)
        self._answers = QHBoxLayout()
        self._answers.setSpacing(6)
        asking.addWidget(picture("circle-help", NAV))
        asking.addWidget(self.words, 1)
        asking.addWidget(self.units)
        asking.addLayout(self._answers)
        column.addWidget(head)
        column.addWidget(self.question)
        self._menu = QMenu(self.more)
        self.more.setMenu(self._menu)
        self._files_menu = QMenu(self.others)
        self.others.setMenu(self._files_menu)

    def set_units(self, units: Sequence[UnitRecord]) -> None:
        """The units of the office, to be named as senders."""
        self.units.set_units(units)

    def show_file(
        self, file: ReviewFile | None, rows: Sequence[ReviewRow], files: Sequence[ReviewFile], twin: str, other_period: int
    ) -> None:
        """Show this file; `files` all of its sender, `twin`: another file of the sender that says something else.

        `other_period`: of how many files it is asked whether they are of this period; they are answered together.
        """
        self._other_period = other_period
        if self._file is None or file is None or self._file.id != file.id:
            self._ask_sender = False
        self._file = file
        self.setVisible(file is not None)
        if file is None:
            return
        self.name.show_text(file.name)
        standing = _STANDINGS.get(file.standing, "")
        self.about.show_text("　".join(part for part in (standing, self._about(file, rows), file.earlier) if part))
        count, total = used(file.sheets)
        self.columns.setText(f"列对应 {count}/{total}")
        self.columns.setVisible(bool(total))
        self.sheets.setVisible(_has_choice(file))
        self.others.setVisible(len(files) > 1)
        self.others.setText(f"共 {len(files)} 份")
        self._files_menu.clear()
        for other in files:
            action = self._files_menu.addAction(other.name)
            action.setCheckable(True)
            action.setChecked(other.id == file.id)
            action.triggered.connect(partial(self._go_to_file, other.id))
        self._show_menu(file)
        self._show_question(file, twin)

    def _go_to_file(self, file_id: int, _checked: bool = False) -> None:
        self.file_wanted.emit(file_id)

    def _about(self, file: ReviewFile, rows: Sequence[ReviewRow]) -> str:
        if not file.sheets:
            return ""
        sheet = file.sheets[0]
        heads = "、".join(str(row) for row in sheet.head_rows)
        others = sum(row.bin is Bin.NOT_TASK for row in rows)
        parts = [f"工作表“{sheet.sheet}”" if sheet.sheet else "", f"第 {heads} 行为表头" if heads else ""]
        parts += [f"{len(rows) - others} 行任务", f"{others} 行不是任务"]
        parts += [f"另有 {len(sheet.missing)} 项没有填"] if sheet.missing else []
        return "，".join(part for part in (*parts, *sheet.warnings) if part)

    def _show_menu(self, file: ReviewFile) -> None:
        self._menu.clear()
        entries: list[tuple[str, Callable[[], object]]] = []
        if file.kept_name:
            entries.append(("打开原表", self.grid_wanted.emit))
        if file.sheets:
            entries += [("改报送单位……", self._open_sender), ("列对应……", self.columns_wanted.emit)]
        if _has_choice(file):
            entries.append(("换工作表……", self.sheets_wanted.emit))
        if file.standing is FileStanding.TAKEN:
            entries += [("这份不导入", self.aside_wanted.emit), ("整份退回该单位", self.back_wanted.emit)]
        else:
            entries.append(("重新导入这份", self.taken_wanted.emit))
        for words, do in entries:
            self._menu.addAction(words).triggered.connect(lambda _checked=False, do=do: do())
        left_out = file.sheets[0].left_out if file.sheets else ()
        if left_out:
            self._menu.addSeparator()
            for name, why in left_out:
                self._menu.addAction(f"没有读取的工作表“{name}”：{why}").setEnabled(False)

    def _open_sender(self) -> None:
        self._ask_sender = True
        if self._file is not None:
            self._show_question(self._file, "")
            self.units.setFocus()

    def _unit_chosen(self, unit_id: int | None) -> None:
        if unit_id is not None:
            self._ask_sender = False
            self.sender_told.emit(unit_id)

    # questions

    def _show_question(self, file: ReviewFile, twin: str) -> None:
        asked = next(iter(open_questions(file)), None) if file.standing is FileStanding.TAKEN else None
        empty(self._answers)
        self.units.hide()
        shown = True
        if file.error is not None and file.standing is FileStanding.TAKEN:
            self.words.setText(str(file.error))
            if _has_choice(file):
                self._answer("换工作表", self.sheets_wanted.emit)
            self._answer("这份不导入", self.aside_wanted.emit)
        elif self._ask_sender or (asked and asked.code in ("unknown_sender", "wrong_sender")):
            self.words.setText(asked.words if asked and not self._ask_sender else f"“{file.name}”是哪个单位报的？")
            self._ask_for_unit(file, asked)
        elif asked is not None:
            self.words.setText(asked.words)
            self._ask(asked, file)
        elif twin and file.standing is FileStanding.TAKEN:
            self.words.setText(f"这个单位还有“{twin}”，两份填得不一样，以哪份为准？")
            self._answer("以这份为准", self.preferred.emit)
        else:
            shown = False
        self.question.setVisible(shown)

    def _ask_for_unit(self, file: ReviewFile, asked: Reason | None) -> None:
        self.units.choose(file.sender_id)
        self.units.show()
        self._answer("全县汇总表", lambda: self.sender_told.emit(None))
        if asked is not None and asked.code == "wrong_sender":
            self._answer("单位没有错", lambda: self.answered.emit(asked))
        self._answer("这份不导入", self.aside_wanted.emit)

    def _ask(self, asked: Reason, file: ReviewFile) -> None:
        if asked.code == "column_unsure":
            self._answer("改列对应", self.columns_wanted.emit)
        if asked.code in _OF_SHEET and _has_choice(file):
            self._answer("换工作表", self.sheets_wanted.emit)
        together = f"{self._other_period} 份都" if self._other_period > 1 else ""
        if asked.code == "period_differs":
            self._answer(f"{together}换成表里写的期次", self.period_told.emit)
        words = {"period_differs": f"{together or '就'}是这一期", "column_unsure": "对，就这样读", "no_task": "没有发错"}.get(
            asked.code, "已核对"
        )
        self._answer(words, lambda: self.answered.emit(asked))
        if asked.code in ("no_task", "period_differs"):
            self._answer("这份不导入", self.aside_wanted.emit)

    def _answer(self, words: str, do: Callable[[], object]) -> None:
        self._answers.addWidget(button(words, do))


def _has_choice(file: ReviewFile) -> bool:
    """Whether another sheet of the file could be read instead."""
    return file.choosable > 1
