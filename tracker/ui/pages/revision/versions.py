"""The versions of a plan: when and why each came, what it changed, and its text."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTextBrowser, QVBoxLayout, QWidget

from tracker.domain.records import PlanVersionRecord
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowsView

_COLUMNS = (
    Column("number", "版本", 72),
    Column("accepted_on", "日期", 104),
    Column("added", "新增", 52, right=True),
    Column("changed", "变更", 52, right=True),
    Column("removed", "取消", 52, right=True),
    Column("reason", "修订依据", 200, stretch=True),
    Column("source_name", "文件", 220),
)


class VersionsModel(ChunkedRowsModel[PlanVersionRecord]):
    """Versions, the newest first."""

    def __init__(self, parent: Any = None) -> None:
        self._versions: dict[int, PlanVersionRecord] = {}
        super().__init__(_COLUMNS, lambda ids: [self._versions[one] for one in ids], parent=parent)

    def group_of(self, versions: Sequence[PlanVersionRecord]) -> RowGroup:
        """Take these versions."""
        self._versions = {version.id: version for version in versions}
        return RowGroup("all", "", tuple(self._versions))

    def text(self, value: PlanVersionRecord, key: str) -> str:
        if key == "number":
            return f"第 {value.number} 版"
        if key == "reason":
            return value.reason or ("首次导入" if value.number == 1 else "未写依据")
        if value.number == 1 and key in ("changed", "removed"):
            return "—"
        return str(getattr(value, key))


class VersionsPane(QSplitter):
    """The list above, the text of the chosen version below. `read_text` is asked for it and hands it back to
    `show_version`, with what it changed."""

    def __init__(self, read_text: Callable[[int], object]) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.model_ = VersionsModel(self)
        self.list = RowsView(self.model_)
        self.list.setAccessibleName("方案的各个版本")
        self.list.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.list.current_changed.connect(lambda version: read_text(version) if version is not None else None)
        self.text = QTextBrowser()
        self.text.setAccessibleName("这一版的全文")
        self.text.setFont(look().reading)
        self.text.document().setDocumentMargin(14)
        self.changes = label("", wrap=True, select=True)
        self.changes.setContentsMargins(16, 8, 12, 8)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.changes)
        column.addWidget(self.text, 1)
        self.addWidget(self.list)
        self.addWidget(below)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 2)

    def show_versions(self, versions: Sequence[PlanVersionRecord]) -> None:
        """Show these; the newest is chosen."""
        self.list.load([self.model_.group_of(versions)], grouped=False)
        self.list.go_to_first()

    def show_version(self, changes: str, text: str) -> None:
        """Show what the chosen version changed, and its text."""
        self.changes.setText(changes)
        self.changes.setVisible(bool(changes))
        self.text.setPlainText(text)
