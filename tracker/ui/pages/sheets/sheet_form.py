"""换工作表: the sheets of a workbook as a person tells them apart, to choose another than the one that was found."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from tracker.ui.theme import look
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.section import InlineForm

if TYPE_CHECKING:
    from tracker.sheets.choose import SheetLook

_LINES, _FEWEST, _AROUND = 8, 3, 250
_BY_ITSELF = "由程序判断"


class SheetForm(InlineForm):
    """One line per sheet: its name, how much stands in it, whether it looks like a table of tasks. One without a head cannot be read."""

    def __init__(self, looks: "Sequence[SheetLook]", told: int | None, in_use: Collection[int], room: int) -> None:
        """`told`: the sheet that a person has chosen before; `in_use`: those read now; `room`: the height over which the form opens."""
        super().__init__("读这张工作表")
        self.body.addWidget(label("这份文件读哪张工作表？换了以后重新读取和比对，在原来那张上做的决定不再算数。", ink="2", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName("工作表")
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._add(_BY_ITSELF, None)
        for one in looks:
            self._add(_words(one, one.grid in in_use), one.grid, can_be_read=one.has_head)
        places = [self.list.item(place).data(Qt.ItemDataRole.UserRole) for place in range(self.list.count())]
        now = next(iter(in_use), None) if told is None and len(in_use) == 1 else told
        self.list.setCurrentRow(places.index(now) if now in places else 0)
        self.list.itemDoubleClicked.connect(lambda _item: self.saved.emit())
        height = look().matrix_row
        fitting = max(_FEWEST, min(_LINES, self.list.count(), (room - look().px(_AROUND)) // height))
        self.list.setFixedHeight(height * fitting + 2 * self.list.frameWidth())
        self.body.addWidget(self.list)
        self.hint.setText("↑↓ 选择　Enter 读这张　Esc 取消")
        self.settle()

    def _add(self, words: str, grid: int | None, *, can_be_read: bool = True) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, grid)
        item.setToolTip(words)
        item.setSizeHint(QSize(0, look().matrix_row))
        if not can_be_read:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def values(self) -> int | None:
        """The sheet chosen, from 0; None: to be found out."""
        item = self.list.currentItem()
        grid = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return None if grid is None else int(grid)

    def begin(self) -> None:
        self.list.setFocus()


def _words(one: "SheetLook", in_use: bool) -> str:
    """9月：12 行，像任务表，对得上 9 项任务（现在读的）."""
    if not one.has_head:
        looks = "没有任务表的表头，读不了"
    elif one.tasks:
        looks = f"像任务表，对得上 {one.tasks} 项任务"
    else:
        looks = "像任务表，没有本方案的任务"
    hidden = "，隐藏的" if one.hidden else ""
    return f"{one.name}：{one.rows} 行，{looks}{hidden}{'（现在读的）' if in_use else ''}"
