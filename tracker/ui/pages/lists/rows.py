"""The three lists: their columns, how each row stands, and which columns stand where the list is narrow."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from tracker.domain.amounts import said
from tracker.domain.figure_lines import IndicatorLine, Line, ProjectLine, ServiceLine
from tracker.domain.figures import NOT_CHECKED, ServiceStanding, period_said
from tracker.domain.investment import ProjectStanding
from tracker.domain.plan_lists import ListGroup, ListKind
from tracker.domain.terms import Light
from tracker.ui.shapes import MARK_SIZE, mark_ink, mark_of, paint_mark
from tracker.ui.theme import look
from tracker.ui.widgets.narrowing_rows import Narrow, NarrowingRows
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import LEFT, RIGHT, draw_text

COLUMNS = {
    ListKind.INDICATORS: (
        Column("no", "序号", 48, right=True),
        Column("name", "指标", 220, stretch=True),
        Column("measure", "单位", 64),
        Column("goal", "目标值", 80, right=True),
        Column("actual", "完成值", 80, right=True),
        Column("period", "完成时点", 92),
        Column("standing", "进展", 138),
        Column("nature", "属性", 76),
    ),
    ListKind.SERVICES: (
        Column("no", "序号", 48, right=True),
        Column("name", "服务项目", 180),
        Column("standing", "今年核查", 96),
        Column("target_group", "服务对象", 180),
        Column("standard", "服务指导标准", 220, stretch=True),
        Column("funding", "支出责任", 150),
        Column("leads", "牵头负责单位", 140),
    ),
    ListKind.PROJECTS: (
        Column("label", "编号", 52, right=True),
        Column("title", "项目名称", 200, stretch=True),
        Column("leader", "挂包领导", 76),
        Column("total_investment", "总投资", 80, right=True),
        Column("planned", "年度计划", 80, right=True),
        Column("invested", "累计完成", 80, right=True),
        Column("percent", "占计划%", 72, right=True),
        Column("standing", "进展", 150),
        Column("content", "建设内容", 260),
    ),
}
# Which columns stand where the list is narrow: below the width (at 100 %), these only.
_NARROW: dict[ListKind, Narrow] = {
    ListKind.INDICATORS: (
        (520, {"no", "name", "goal", "standing"}),
        (680, {"no", "name", "goal", "actual", "standing"}),
        (780, {"no", "name", "measure", "goal", "actual", "period", "standing"}),
    ),
    ListKind.SERVICES: (
        (560, {"no", "name", "standing", "standard"}),
        (720, {"no", "name", "standing", "standard", "leads"}),
        (980, {"no", "name", "standing", "target_group", "standard", "leads"}),
    ),
    ListKind.PROJECTS: (
        (520, {"label", "title", "standing"}),
        (680, {"label", "title", "leader", "percent", "standing"}),
        (1060, {"label", "title", "leader", "total_investment", "planned", "invested", "percent", "standing"}),
    ),
}
_PALE = {"measure", "nature", "target_group", "standard", "funding", "leads", "content", "no", "label", "period", "leader"}
_CHECK_LIGHTS = {ServiceStanding.MET: Light.DONE, ServiceStanding.PARTLY: Light.AMBER, ServiceStanding.UNMET: Light.RED}


def standing_of(line: Line, today: date) -> tuple[Light | None, str]:
    """How a row stands, in a word or two with its light; no light where nothing is known."""
    if isinstance(line, IndicatorLine):
        return line.judgement.light, line.judgement.label if line.last else "未报"
    if isinstance(line, ServiceLine):
        check = line.check(today.year)
        return (None, NOT_CHECKED) if check is None else (_CHECK_LIGHTS[check.standing], check.standing.label)
    if line.row.removed_on is not None:
        return None, f"{line.row.removed_on.isoformat()} 调出"
    found = line.judgement
    by_pace = found.standing in (ProjectStanding.SHORT, ProjectStanding.AHEAD)
    return found.light, found.pace_words if by_pace else found.standing.label


class ListModel(ChunkedRowsModel[Line]):
    """The rows of one list; only those in sight are read."""

    def __init__(
        self, kind: ListKind, fetch: Callable[[Sequence[int]], Iterable[Line]], today: Callable[[], date], parent: QObject | None = None
    ) -> None:
        self.kind, self.today = kind, today
        super().__init__(COLUMNS[kind], fetch, identity=lambda line: line.row.id, parent=parent)

    def text(self, value: Line, key: str) -> str:
        if key == "standing":
            return standing_of(value, self.today())[1]
        if isinstance(value, IndicatorLine) and key in ("actual", "period"):
            last = value.last
            return "" if last is None else last.value if key == "actual" else period_said(last.period)
        if isinstance(value, ProjectLine):
            row = value.row
            if key in ("planned", "invested"):
                return str(getattr(value, key))
            if key == "percent":
                return "" if value.judgement.percent is None else said(value.judgement.percent, 1)
            if not row.title and key in ("title", "content"):
                return row.content if key == "title" else ""
        return str(getattr(value.row, key))


def row_groups(groups: Sequence[ListGroup], plans: Mapping[int, str]) -> list[RowGroup]:
    """The groups under their headings; `plans` gives the titles that are said too, where several plans are shown."""
    made = []
    for place, group in enumerate(groups):
        title = " ".join(group.title.split())
        whose = plans.get(group.plan_id, "")
        words = f"{whose} › {title}" if whose and title else title or whose or "未分类"
        made.append(RowGroup((group.plan_id, group.title, place), words, group.ids, f"{len(group.ids)} 项"))
    return made


class ListView(NarrowingRows):
    """A list that shows as many columns as it has room for."""

    def __init__(self, model: ListModel, parent: QWidget | None = None) -> None:
        super().__init__(model, model.kind.label, _NARROW[model.kind], parent)
        self.setItemDelegate(ListDelegate(self))


class ListDelegate(RowDelegate):
    """The name in full ink, a figure to be reached in bold, the light with its words, all else paler."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: Any, key: str, selected: bool) -> None:
        view: RowsView = self.parent()  # type: ignore[assignment]
        model: ListModel = view.rows  # type: ignore[assignment]
        current, tokens = look(), look().tokens
        if key == "standing":
            light, words = standing_of(value, model.today())
            if light is None:
                draw_text(painter, rect, words, current.body, tokens.text2, LEFT)
                return
            mark, shape = mark_of(light), current.px(MARK_SIZE)
            paint_mark(painter, QRectF(rect.left(), rect.center().y() - shape / 2 + 1, shape, shape), mark)
            font = current.bold if light is Light.RED else current.body
            draw_text(painter, rect.adjusted(shape + 6, 0, 0, 0), words, font, mark_ink(mark), LEFT)
            return
        font = current.bold if key == "goal" else current.body
        ink = tokens.text2 if key in _PALE else tokens.text
        draw_text(painter, rect, model.text(value, key), font, ink, RIGHT if view.column(key).right else LEFT)
