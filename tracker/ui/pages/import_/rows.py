"""The rows under review: two lines where somebody must look, one where all is settled."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from tracker.domain.terms import DeadlineKind, Role
from tracker.plans.draft import DraftDeadline, DraftUnit
from tracker.ui.icons import TOOL, paint_icon
from tracker.ui.shapes import ROLE_SIZE, paint_role
from tracker.ui.theme import color, look
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import draw_text, elided
from tracker.usecases.intake.plan_review import ReviewRow, ReviewSession, Standing, name_of

_COLUMNS = (
    Column("mark", "", 36),
    Column("number", "编号", 48, right=True),
    Column("title", "任务与存疑原因", 240, stretch=True),
    Column("lead", "牵头单位", 128),
    Column("support", "配合单位", 116),
    Column("limit", "时限", 116),
)
_GROUPS = (
    (Standing.WAITING, "待核对", "项，Enter 接受后自动到下一项"),
    (Standing.ASKED, "等待问题的回答", "项，回答上面的问题即可，也可逐项接受"),
    (Standing.SETTLED, "已确认", "项"),
    (Standing.DROPPED, "不是任务", "项，Enter 可重新收回"),
)
_WORDS = {Standing.WAITING: "待核对", Standing.ASKED: "等待回答", Standing.SETTLED: "已确认", Standing.DROPPED: "不是任务"}


_OLD_SHAPE = 10
UNIT_ROLES = {"lead": (Role.LEAD, Role.JOINT), "support": (Role.SUPPORT, Role.IMPLEMENT)}


def _units_words(row: ReviewRow, key: str) -> str:
    return "、".join(name_of(unit) for unit in row.units(*UNIT_ROLES[key])) or ("无牵头" if key == "lead" else "")


def _with_role(words: str, row: ReviewRow, key: str) -> str:
    """The names with the role that they share; 无 where there are none."""
    roles = {unit.role for unit in row.units(*UNIT_ROLES[key])}
    return f"{roles.pop().label} {words}" if len(roles) == 1 else words or "无"


class ReviewModel(ChunkedRowsModel[ReviewRow]):
    """The rows of one session, by standing."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(_COLUMNS, self._rows_of, parent=parent)
        self._session: ReviewSession | None = None
        self._numbers: dict[int, int] = {}
        self.preview: Mapping[int, ReviewRow] = {}

    def show_session(self, session: ReviewSession) -> list[RowGroup]:
        """Take the session as it stands now; the groups to load."""
        self._session, self._numbers = session, session.numbers()
        groups = []
        for standing, title, count in _GROUPS:
            ids = [row.id for row in session.standing(standing)]
            if ids:
                groups.append(RowGroup(standing.value, title, ids, f"{len(ids)} {count}"))
        return groups

    def _rows_of(self, ids: Sequence[int]) -> list[ReviewRow]:
        wanted = set(ids)
        return [row for row in self._session.rows if row.id in wanted] if self._session else []

    def text(self, value: ReviewRow, key: str) -> str:
        if key == "mark":
            return _WORDS[self.standing(value)]
        if key == "number":
            return str(self._numbers.get(value.id, ""))
        if key == "title":
            return "：".join(part for part in (title_of(value), value.reason) if part)
        if key in UNIT_ROLES:
            new = self.preview.get(value.id, value)
            same = _looks(new.units(*UNIT_ROLES[key])) == _looks(value.units(*UNIT_ROLES[key]))
            words, before = _units_words(new, key), _units_words(value, key)
            return words if same else f"{_with_role(words, new, key)}（原 {_with_role(before, value, key)}）"
        return "；".join(limit.wording for limit in value.task.deadlines)

    def standing(self, row: ReviewRow) -> Standing:
        """Where the row stands, open questions taken into account."""
        return self._session.standing_of(row) if self._session else row.standing

    def number(self, row: ReviewRow) -> str:
        return str(self._numbers.get(row.id, ""))


def title_of(row: ReviewRow) -> str:
    """What the row is called; the first words of its text where the plan gives it no title."""
    return row.task.title or row.task.content[:40]


class ReviewDelegate(RowDelegate):
    """Paints shape, title and reason, units with their count, limit and date."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: ReviewRow, key: str, selected: bool) -> None:
        model: ReviewModel = self.parent().rows  # type: ignore[attr-defined]
        tokens, current = look().tokens, look()
        waiting = value.standing is Standing.WAITING
        ink = tokens.text if value.standing is not Standing.DROPPED else tokens.text2
        if key == "mark":
            self._paint_standing(painter, rect, value, model.standing(value))
        elif key == "title":
            reason = value.reason if waiting else ""
            reason_ink = tokens.red if value.is_hard else tokens.amber
            self._two(painter, rect, title_of(value), reason, ink, reason_ink)
        elif key in UNIT_ROLES:
            new, roles = model.preview.get(value.id, value), UNIT_ROLES[key]
            if _looks(new.units(*roles)) == _looks(value.units(*roles)):
                self._paint_units(painter, rect, value.units(*roles), key)
            else:
                self._paint_change(painter, rect, new.units(*roles), value.units(*roles), key)
        elif key == "limit":
            limits = value.task.deadlines
            words = limits[0].wording if limits else "未写时限"
            more = f" 等{len(limits)}" if len(limits) > 1 else ""
            self._two(
                painter, rect, words + more, meaning(limits[0]) if limits and waiting else "", ink if limits else tokens.text2, tokens.text2
            )
        else:
            draw_text(
                painter,
                rect,
                model.number(value),
                current.body,
                tokens.text2,
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            )

    def _paint_standing(self, painter: QPainter, rect: QRect, row: ReviewRow, standing: Standing) -> None:
        tokens = look().tokens
        name, ink = "check", tokens.green
        if row.standing is Standing.WAITING:
            name, ink = ("circle-help", tokens.red) if row.is_hard else ("info", tokens.amber)
        elif standing is Standing.ASKED:
            name, ink = "circle-help", tokens.amber
        elif row.standing is Standing.DROPPED:
            name, ink = "ban", tokens.text2
        side = look().px(TOOL)
        paint_icon(painter, QRectF(rect.center().x() - side / 2 + 1, rect.center().y() - side / 2 + 1, side, side), name, ink)

    def _paint_change(self, painter: QPainter, rect: QRect, new: list[DraftUnit], old: list[DraftUnit], key: str) -> None:
        """What would be there over what is there, with an edge that says so."""
        current, tokens = look(), look().tokens
        painter.fillRect(rect.left() - 6, rect.top() + 3, 2, rect.height() - 6, color(tokens.accent))
        height = current.body_metrics.height()
        top = rect.top() + (rect.height() - height - current.small_metrics.height()) // 2
        self._paint_units(painter, QRect(rect.left(), top, rect.width(), height), new, key, shape=True)
        below = QRect(rect.left(), top + height, rect.width(), current.small_metrics.height())
        draw_text(painter, below, "原", current.small, tokens.text2)
        below.setLeft(below.left() + current.small_metrics.horizontalAdvance("原 "))
        if old:
            side = current.px(_OLD_SHAPE)
            paint_role(painter, QRectF(below.left(), below.center().y() - side / 2 + 1, side, side), old[0].role, old[0].inferred)
            below.setLeft(below.left() + side + 3)
        words = f"{name_of(old[0])}{f' 等{len(old)}' if len(old) > 1 else ''}" if old else "无"
        draw_text(painter, below, elided(words, below.width(), current.small), current.small, tokens.text2)

    def _paint_units(self, painter: QPainter, rect: QRect, units: list[DraftUnit], key: str, *, shape: bool = False) -> None:
        tokens, current, lead = look().tokens, look(), key == "lead"
        if not units:
            draw_text(painter, rect, "无牵头" if lead else "—", current.body, tokens.red if lead else tokens.text2)
            return
        shape = shape or lead
        if shape:
            side = current.px(ROLE_SIZE)
            paint_role(painter, QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side), units[0].role, units[0].inferred)
            rect = rect.adjusted(side + 5, 0, 0, 0)
        more = f" 等{len(units)}" if len(units) > 1 else ""
        width = current.body_metrics.horizontalAdvance(more)
        ink = tokens.text if lead else tokens.text2
        name = elided(name_of(units[0]), rect.width() - width, current.body)
        taken = current.body_metrics.horizontalAdvance(name) + 1
        draw_text(painter, rect.adjusted(0, 0, taken - rect.width() + 1, 0), name, current.body, ink)
        draw_text(painter, rect.adjusted(taken, 0, 4, 0), more, current.body, tokens.text2)

    def _two(self, painter: QPainter, rect: QRect, first: str, second: str, ink: str, second_ink: str) -> None:
        current = look()
        if not second:
            draw_text(painter, rect, first, current.body, ink)
            return
        height = current.body_metrics.height()
        top = rect.top() + (rect.height() - height - current.small_metrics.height()) // 2
        draw_text(painter, QRect(rect.left(), top, rect.width(), height), first, current.body, ink)
        below = QRect(rect.left(), top + height, rect.width(), current.small_metrics.height())
        draw_text(painter, below, second, current.small, second_ink)


def _looks(units: Sequence[DraftUnit]) -> list[tuple[str, Role, bool]]:
    return [(name_of(unit), unit.role, unit.inferred) for unit in units]


def meaning(limit: DraftDeadline) -> str:
    """What a wording was read as."""
    if limit.due is not None:
        return limit.due.isoformat()
    if limit.recurrence is not None:
        return f"{limit.recurrence.every.label}一次"
    return "长期" if limit.kind is DeadlineKind.STANDING else "日期待定"


class ReviewList(RowsView):
    """The list with the keys of the review: each is a signal with the row's id."""

    split_wanted = Signal(int)
    merge_wanted = Signal(int)
    drop_wanted = Signal(int)
    add_wanted = Signal()
    number_typed = Signal(int)
    answer_wanted = Signal()
    preview_wanted = Signal()
    group_wanted = Signal()

    def __init__(self, model: ReviewModel) -> None:
        super().__init__(model)
        self.setItemDelegate(ReviewDelegate(self))
        self.setMinimumHeight(look().px(104))  # its head, the name of a group and one row
        self.setAccessibleName("找到的任务")
        self.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        model.rowsInserted.connect(lambda *_args: self.fit_rows())

    def load(self, groups: list[RowGroup], *, grouped: bool = True) -> None:
        super().load(groups, grouped=grouped)
        self.fit_rows()

    def show_preview(self, rows: Mapping[int, ReviewRow]) -> None:
        """Show these rows as they would be; the first of them comes into sight where none is."""
        model: ReviewModel = self.rows  # type: ignore[assignment]
        if rows == model.preview:
            return
        model.preview = rows
        self.fit_rows()
        places = sorted(place for row_id in rows if (place := model.row_of(row_id)) >= 0)
        shown = [place for place in places if self.viewport().rect().intersects(self.visualRect(model.index(place, 0)))]
        if places and not shown:
            self.scrollTo(model.index(places[0], 0))
        self.viewport().update()

    def fit_rows(self) -> None:
        """Two lines for the rows that wait and for those shown as they would be, one for all others."""
        model: ReviewModel = self.rows  # type: ignore[assignment]
        one, two = look().row, look().two_line_row
        for row in range(self.rows.rowCount()):
            group = self.rows.groups[self.rows.group_index(row)]
            item = self.rows.id_at(row)
            tall = item is not None and (group.key == Standing.WAITING.value or item in model.preview)
            self.setRowHeight(row, two if tall else one)

    def _act(self, key: int, row: int) -> bool:
        item = self.rows.id_at(row)
        if key == Qt.Key.Key_Q:
            self.answer_wanted.emit()
            return True
        if key in (Qt.Key.Key_P, Qt.Key.Key_G):
            (self.preview_wanted if key == Qt.Key.Key_P else self.group_wanted).emit()
            return True
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.number_typed.emit(key - Qt.Key.Key_0)
            return True
        if item is None or key not in (Qt.Key.Key_S, Qt.Key.Key_M, Qt.Key.Key_Delete):
            if key == Qt.Key.Key_N:
                self.add_wanted.emit()
                return True
            return super()._act(key, row)
        wanted = {Qt.Key.Key_S: self.split_wanted, Qt.Key.Key_M: self.merge_wanted, Qt.Key.Key_Delete: self.drop_wanted}
        wanted[Qt.Key(key)].emit(item)
        return True
