"""Two versions of a plan's list of projects side by side; the document of what is shown."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from tracker.domain.figures import ListChange, VersionRecord
from tracker.domain.records import PlanRecord
from tracker.domain.rolling_list import WORDS, Facts, ListDifference
from tracker.errors import UserError
from tracker.ui.context import Context
from tracker.ui.exporting import export
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.scrolled import fit_window
from tracker.usecases.cycle import project_list
from tracker.usecases.cycle.project_list import Comparison

_HEADS = ("项目名称", "变动", "", "", "原因")
_NOW = -1


class VersionsWindow(QDialog):
    """The older version at the left, the newer one at the right; Esc closes."""

    def __init__(self, ctx: Context, plan: PlanRecord, versions: tuple[VersionRecord, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"项目清单版本对照　{plan.title}")
        fit_window(self, 980, 600)
        self.ctx, self.plan = ctx, plan
        self.found: Comparison | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 10)
        column.setSpacing(8)
        self.older, self.newer = QComboBox(), QComboBox()
        self.older.setAccessibleName("原来的版本")
        self.newer.setAccessibleName("后来的版本")
        self.newer.addItem("当前清单", _NOW)
        for version in versions:
            self.older.addItem(version.words, version.number)
            self.newer.addItem(version.words, version.number)
        for box in (self.older, self.newer):
            box.activated.connect(lambda _place: self.refresh())
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (label("从", ink="2"), self.older, label("到", ink="2"), self.newer):
            head.addWidget(widget)
        head.addStretch(1)
        self.counts = label("", look().bold)
        head.addWidget(self.counts)
        column.addLayout(head)
        self.reasons = label("", ink="2", wrap=True)
        column.addWidget(self.reasons)
        self.table = QTableWidget(0, len(_HEADS))
        self.table.setAccessibleName("两版的不同")
        self.table.setWordWrap(True)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        sizes = self.table.horizontalHeader()
        sizes.setTextElideMode(Qt.TextElideMode.ElideRight)
        sizes.sectionResized.connect(lambda *_sizes: self.table.resizeRowsToContents())
        for place in range(len(_HEADS)):
            sizes.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch if place in (2, 3) else QHeaderView.ResizeMode.Interactive)
        for place, width in ((0, 150), (1, 52), (4, 130)):
            self.table.setColumnWidth(place, look().px(width))
        column.addWidget(self.table, 1)
        self.note = label("", ink="2", wrap=True)
        column.addWidget(self.note)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.outputs = [
            button("导出 Word", lambda: self.export(".docx"), "file-text"),
            button("导出 Excel", lambda: self.export(".xlsx"), "file-spreadsheet"),
        ]
        for made in self.outputs:
            foot.addWidget(made)
        foot.addStretch(1)
        foot.addWidget(label("Esc 关闭", look().small, "3"))
        column.addLayout(foot)
        self._versions = versions
        self.refresh()

    def refresh(self) -> None:
        """Read the two versions that are chosen."""
        store, plan_id, today = self.ctx.store, self.plan.id, self.ctx.today()
        older, newer = int(self.older.currentData()), int(self.newer.currentData())

        def read() -> Comparison:
            return project_list.compare_versions(store, plan_id, today, older, None if newer == _NOW else newer)

        self.ctx.runner.run_read(read, self._took, key=f"versions {id(self)}", failed=self._failed)

    def _failed(self, error: UserError) -> None:
        self.note.setText(str(error))

    def _took(self, found: Comparison) -> None:
        first, self.found = self.found is None, found
        if first and len(self._versions) > 1 and not any(one.change for one in found.rows):
            self.older.setCurrentIndex(1)  # nothing new since the last version: what that one changed
            self.newer.setCurrentIndex(1)
            self.refresh()
            return
        changed = [one for one in found.rows if one.change is not None]
        self.counts.setText(found.words)
        newer = next((one for one in self._versions if one.number == self.newer.currentData()), None)
        said = [part for part in (newer.reason, f"确定人：{newer.made_by}" if newer.made_by else "") if part] if newer else []
        self.reasons.setText("　".join(said))
        self.reasons.setVisible(bool(said))
        self.table.setHorizontalHeaderLabels([*_HEADS[:2], found.older, found.newer, _HEADS[4]])
        self.table.setRowCount(len(changed))
        for row, one in enumerate(changed):
            for place, text in enumerate((one.title, one.change.label if one.change else "", *_both(one), one.reason)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                self.table.setItem(row, place, item)
        self.table.resizeRowsToContents()
        same = len(found.rows) - len(changed)
        self.note.setText(f"其余 {same} 个项目没有变动" if changed else f"两边相同，都是 {same} 个项目")
        for made in self.outputs:
            made.setEnabled(bool(changed))

    def export(self, suffix: str) -> None:
        """Write what is shown as 项目清单版本对照表."""
        from tracker.reports.content import Document, safe_name
        from tracker.reports.titles import derived_title

        found, store, plan, today = self.found, self.ctx.store, self.plan, self.ctx.today()
        if found is None:
            return

        def write(path: Path, progress: Callable[[float, str], None], fonts: object) -> Document:
            from tracker.usecases.papers.figure_papers import comparison_content
            from tracker.usecases.papers.report_kinds import write_content

            document = comparison_content(store, plan.id, found, today)
            write_content(store, document, path, progress, fonts)  # type: ignore[arg-type]
            return document

        export(self, self.ctx, "项目清单版本对照表", safe_name(derived_title(plan.title, "项目清单版本对照表"), suffix), write)


def _both(one: ListDifference) -> tuple[str, str]:
    """The facts of a project in the two versions: those that differ, or all that an added or removed one has."""
    whole = one.change is not ListChange.CHANGED

    def told(facts: Facts) -> str:
        names = [name for name in WORDS if name != "title" and facts.get(name)] if whole else one.changed
        return "\n".join(f"{WORDS[name]}：{facts.get(name) or '—'}" for name in names)

    return told(one.before), told(one.after)
