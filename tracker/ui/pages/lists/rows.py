"""The three lists: their columns, and which of them stand where the list is narrow."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from tracker.domain.plan_lists import IndicatorRecord, ListGroup, ListKind, ListRow, ProjectRecord
from tracker.ui.theme import look
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import LEFT, RIGHT, draw_text

COLUMNS = {
    ListKind.INDICATORS: (
        Column("no", "序号", 48, right=True),
        Column("name", "指标", 240, stretch=True),
        Column("measure", "单位", 84),
        Column("goal", "目标值", 96, right=True),
        Column("nature", "属性", 132),
    ),
    ListKind.SERVICES: (
        Column("no", "序号", 48, right=True),
        Column("name", "服务项目", 196),
        Column("target_group", "服务对象", 190),
        Column("standard", "服务指导标准", 220, stretch=True),
        Column("funding", "支出责任", 150),
        Column("leads", "牵头负责单位", 150),
    ),
    ListKind.PROJECTS: (
        Column("label", "编号", 52, right=True),
        Column("title", "项目名称", 230),
        Column("content", "建设内容", 300, stretch=True),
    ),
}
# Which columns stand where the list is narrow: below the width (at 100 %), these only.
_NARROW = {
    ListKind.INDICATORS: ((420, frozenset({"no", "name", "goal", "measure"})),),
    ListKind.SERVICES: (
        (560, frozenset({"no", "name", "standard"})),
        (720, frozenset({"no", "name", "standard", "leads"})),
        (920, frozenset({"no", "name", "target_group", "standard", "leads"})),
    ),
    ListKind.PROJECTS: ((420, frozenset({"label", "title", "content"})),),
}
_PALE = {"measure", "nature", "target_group", "standard", "funding", "leads", "content", "no", "label"}


class ListModel(ChunkedRowsModel[ListRow]):
    """The rows of one list; only those in sight are read."""

    def __init__(self, kind: ListKind, fetch: Callable[[Sequence[int]], Iterable[ListRow]], parent: QObject | None = None) -> None:
        self.kind = kind
        super().__init__(COLUMNS[kind], fetch, parent=parent)

    def text(self, value: ListRow, key: str) -> str:
        if isinstance(value, ProjectRecord) and not value.title:
            return {"title": value.content, "content": "", "label": value.label}[key]
        return str(getattr(value, key))


def row_groups(groups: Sequence[ListGroup], plans: Mapping[int, str]) -> list[RowGroup]:
    """The groups under their headings; `plans` gives the titles that are said too, where several plans are shown."""
    made = []
    for place, group in enumerate(groups):
        title = " ".join(group.title.split())
        whose = plans.get(group.plan_id, "")
        words = f"{whose} › {title}" if whose and title else title or whose or "未分类"
        made.append(RowGroup((group.plan_id, group.title, place), words, group.ids, f"{len(group.ids)} 项"))
    return made


class ListView(RowsView):
    """A list that shows as many columns as it has room for."""

    def __init__(self, model: ListModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._kind = model.kind
        self.setItemDelegate(ListDelegate(self))
        self.setAccessibleName(model.kind.label)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = round(self.width() / look().scale)
        everything = frozenset(column.key for column in self.rows.columns)
        self.show_columns(set(next((keys for limit, keys in _NARROW[self._kind] if width < limit), everything)))


class ListDelegate(RowDelegate):
    """The name in full ink, a figure to be reached in bold, all else paler."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: Any, key: str, selected: bool) -> None:
        view: RowsView = self.parent()  # type: ignore[assignment]
        current, tokens = look(), look().tokens
        font = current.bold if key == "goal" and isinstance(value, IndicatorRecord) else current.body
        ink = tokens.text2 if key in _PALE else tokens.text
        draw_text(painter, rect, view.rows.text(value, key), font, ink, RIGHT if view.column(key).right else LEFT)
