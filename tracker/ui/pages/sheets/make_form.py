"""The form over the period book in which fill-in workbooks are ordered: for whom, in one file or many, into which folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QSpinBox, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label, link
from tracker.ui.widgets.section import InlineForm, field_grid
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.feedback.period_book import PeriodRow
from tracker.usecases.feedback.sheet_make import MOST_SPARE

_LINES, _ABREAST = 3, 5


class MakeForm(InlineForm):
    """`ask` lets the user choose a folder."""

    def __init__(self, rows: Sequence[PeriodRow], chosen: Sequence[int], folder: Path, ask: Callable[[], Path | None]) -> None:
        super().__init__("生成填报表")
        self._ask = ask
        self.units = QListWidget()
        self.units.setAccessibleName("发给哪些单位")
        self.units.setFlow(QListWidget.Flow.LeftToRight)
        self.units.setWrapping(True)
        self.units.setResizeMode(QListWidget.ResizeMode.Adjust)
        for row in rows:
            item = QListWidgetItem(f"{row.unit.display}（{len(row.tasks)} 项{'，已发放' if row.handed_out else ''}）")
            item.setData(Qt.ItemDataRole.UserRole, row.unit.id)
            wanted = row.unit.id in chosen if chosen else True
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
            self.units.addItem(item)
        widest = max((look().body_metrics.horizontalAdvance(self.units.item(row).text()) for row in range(len(rows))), default=0)
        self.units.setGridSize(QSize(widest + look().px(40), look().row - 4))
        self.units.setFixedHeight((look().row - 4) * min(_LINES, -(-len(rows) // _ABREAST)) + 6)
        self.count = label("", ink="2")
        tools = QHBoxLayout()
        tools.setSpacing(14)
        tools.addWidget(label("发给哪些单位", look().bold))
        tools.addWidget(self.count)
        tools.addStretch(1)
        tools.addWidget(link("全选", lambda: self._check(True)))
        tools.addWidget(link("全不选", lambda: self._check(False)))
        self.shape = Segmented([("many", "每个单位一份文件"), ("one", "合成一个工作簿")], "文件")
        self.spare = QSpinBox()
        self.spare.setRange(0, MOST_SPARE)
        self.spare.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.spare.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.spare.setFixedSize(look().px(44), look().control)
        self.spare.setAccessibleName("末尾留几个空行")
        self.folder = QLineEdit(str(folder))
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.folder, 1)
        line.addWidget(button("选择…", self._choose, "folder-open"))
        shape = QWidget()
        beside = QHBoxLayout(shape)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.shape)
        beside.addSpacing(look().px(20))
        beside.addWidget(label("表末留"))
        beside.addWidget(self.spare)
        beside.addWidget(label("个空行，给单位另报事项", ink="2"))
        beside.addStretch(1)
        self.folder.setAccessibleName("存到文件夹")
        self.body.addLayout(tools)
        self.body.addWidget(self.units)
        self.body.addLayout(field_grid(("文件", shape), ("存到", place)))
        self.units.itemChanged.connect(lambda _item: self._show_count())
        self.hint.setText("任务名称等列已锁定，单位只填进展；填好后把文件放回这里即可。Esc 取消")
        self._show_count()

    @property
    def unit_ids(self) -> list[int]:
        """The units that are ticked."""
        items = (self.units.item(row) for row in range(self.units.count()))
        return [int(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked]

    @property
    def out(self) -> Path | None:
        """The folder; None while none is named."""
        words = self.folder.text().strip()
        return Path(words).expanduser() if words else None

    def begin(self) -> None:
        self.save_button.setFocus()

    def _check(self, on: bool) -> None:
        for row in range(self.units.count()):
            self.units.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _show_count(self) -> None:
        count = len(self.unit_ids)
        self.count.setText(f"已选 {count} / {self.units.count()} 个")
        self.save_button.setEnabled(bool(count))

    def _choose(self) -> None:
        folder = self._ask()
        if folder is not None:
            self.folder.setText(str(folder))
