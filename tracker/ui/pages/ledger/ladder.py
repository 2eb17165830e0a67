"""待发文书: the notices that the rules propose, each with its cause; made in bulk, one a matter or one a unit, numbered and registered."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.notices import NoticeKind
from tracker.ui.context import Context
from tracker.ui.remembering import keep_columns
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.form_desk import FormDesk
from tracker.ui.widgets.narrowing_rows import NarrowingRows
from tracker.ui.widgets.plain import button
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate
from tracker.ui.widgets.scrolled import form_room, gives_way
from tracker.ui.widgets.text import draw_text
from tracker.usecases.papers.notice_making import ProposedNotice
from tracker.usecases.papers.notice_proposals import Ladder as Found
from tracker.usecases.papers.notice_proposals import ladder

_COLUMNS = (
    Column("number", "编号", 48, right=True),
    Column("title", "重点任务", 220, stretch=True),
    Column("leads", "牵头单位", 120),
    Column("due", "完成时限", 92),
    Column("percent", "进度", 54, right=True),
    Column("cause", "缘由", 168),
    Column("sent", "已发文书", 170),
)
_NARROW = (
    (440, {"number", "title", "cause"}),
    (620, {"number", "title", "leads", "cause"}),
    (800, {"number", "title", "leads", "due", "cause"}),
)
EXCUSED = "excused"


class LadderModel(ChunkedRowsModel[ProposedNotice]):
    """The proposals as they were read, the highest step first."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.proposals: dict[int, ProposedNotice] = {}
        self.excused: set[int] = set()
        super().__init__(_COLUMNS, self._known, identity=lambda one: one.task_id, parent=parent)

    def _known(self, ids: Sequence[int]) -> Iterable[ProposedNotice]:
        return [self.proposals[one] for one in ids if one in self.proposals]

    def groups_of(self, found: Sequence[ProposedNotice], excused: Sequence[ProposedNotice] = ()) -> list[RowGroup]:
        """Take these, one group for each step, last those that a light set to green by hand excuses."""
        self.proposals = {one.task_id: one for one in (*found, *excused)}
        self.excused = {one.task_id for one in excused}
        groups = []
        for kind in reversed(NoticeKind):
            own = [one for one in found if one.kind is kind]
            if own:
                groups.append(RowGroup(kind.value, f"建议发{own[0].name}", [one.task_id for one in own], f"{len(own)} 项"))
        if excused:
            groups.append(RowGroup(EXCUSED, "人工定为绿灯，不建议发文", [one.task_id for one in excused], f"{len(excused)} 项"))
        return groups

    def text(self, value: ProposedNotice, key: str) -> str:
        if key == "due":
            return f"{value.due:%Y-%m-%d}" if value.due else ""
        if key == "percent":
            return "" if value.percent is None else f"{value.percent:g}%"
        if key == "sent":
            return value.sent.replace("\n", "；")
        return str(getattr(value, key))


class _Delegate(RowDelegate):
    """Why, in bold: a proposal is nothing without its cause."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: ProposedNotice, key: str, selected: bool) -> None:
        if key != "cause":
            super().paint_cell(painter, rect, value, key, selected)
            return
        ink = look().tokens.red if value.kind is NoticeKind.SUPERVISION else look().tokens.text
        draw_text(painter, rect, value.cause, look().bold, ink)


class Ladder(QWidget):
    """`plan` tells the chosen plan; `make` is asked for notices of a kind about these tasks. `told` comes when the list was read."""

    told = Signal()

    def __init__(
        self, ctx: Context, plan: Callable[[], int | None], make: Callable[[NoticeKind, Sequence[int]], object], desk: FormDesk
    ) -> None:
        super().__init__()
        self.ctx, self._plan, self._make, self.desk = ctx, plan, make, desk
        self.loaded = False
        self.model = LadderModel(self)
        self.list = NarrowingRows(self.model, "待发文书", _NARROW)
        self.list.setItemDelegate(_Delegate(self.list))
        keep_columns(self.list, ctx.settings, "ladder")
        self.list.current_changed.connect(lambda _id: self._show_current())
        self.list.selection_changed.connect(self._show_current)
        self.list.opened.connect(ctx.open_task)
        room, self.forms = form_room()
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(room)
        inside.addWidget(gives_way(self.list), 1)
        inside.addWidget(self._strip())
        self.nothing = EmptyState(
            "现在没有要发的文书",
            "没有临期、逾期、催而未复、连续未报送或人工定为红灯黄灯的任务；多少天催办、督办，在设置里改",
            ("催办督办规则…", lambda: ctx.navigate("settings", "催办督办")),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(whole)
        self.stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def _strip(self) -> QWidget:
        self.strip = QFrame()
        self.strip.setObjectName("strip")
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(16, 7, 12, 8)
        row.setSpacing(8)
        self.about = ElidedLabel(ink="2")
        self.make_button = button("发文", self.make, "printer", primary=True)
        self.all_button = button("整组发文", lambda: self.make(whole=True))
        row.addWidget(self.about, 1)
        row.addWidget(button("打开任务", self._open_task, "list-checks", keys="回车"))
        row.addWidget(button("规则…", lambda: self.ctx.navigate("settings", "催办督办"), "settings"))
        row.addWidget(self.all_button)
        row.addWidget(self.make_button)
        return self.strip

    # reading

    def refresh(self) -> None:
        """Read the proposals anew."""
        self.loaded = True
        plan_id, store, today = self._plan(), self.ctx.store, self.ctx.today()
        if plan_id is not None:
            self.ctx.runner.run_read(lambda: ladder(store, plan_id, today), self.show_ladder, key=f"ladder {id(self)}")

    def show_ladder(self, found: Found) -> None:
        """Show these."""
        self.list.load(self.model.groups_of(found.proposed, found.excused))
        self.stack.setCurrentIndex(0 if self.model.proposals else 1)
        if self.model.proposals and self.list.current_id() is None:
            self.list.go_to_first()
        self._show_current()
        self.told.emit()

    @property
    def facts(self) -> tuple[str, ...]:
        """For the status bar: how many of each step."""
        return tuple(f"{group.title.removeprefix('建议发').partition('，')[0]} {len(group.ids)} 项" for group in self.model.groups)

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.list]

    @property
    def current(self) -> ProposedNotice | None:
        """The proposal in hand."""
        item = self.list.current_id()
        return None if item is None else self.model.proposals.get(item)

    def chosen(self, *, whole: bool = False) -> list[int]:
        """The selected tasks of the step in hand; with `whole` all of that step."""
        current, spared = self.current, self.model.excused
        if current is None or current.task_id in spared:
            return []
        own = [one.task_id for one in self.model.proposals.values() if one.kind is current.kind and one.task_id not in spared]
        marked = [one for one in self.list.selected_ids() if one in own]
        return own if whole else marked or [current.task_id]

    def _show_current(self) -> None:
        current = self.current
        for one in (self.make_button, self.all_button):
            one.setEnabled(bool(self.chosen()))
        if current is None:
            return
        sent = f"；已发 {self.model.text(current, 'sent')}" if current.sent else ""
        self.about.show_text(f"任务 {current.number}：{current.cause}{sent}")
        self.make_button.setText(f"发{current.name}（{len(self.chosen())} 项）")
        self.all_button.setText(f"这组全发（{len(self.chosen(whole=True))} 项）")

    # doing

    def make(self, *, whole: bool = False) -> None:
        """Ask how the notices of the step in hand are to be made."""
        current = self.current
        if current is not None and self.chosen():
            self._make(current.kind, self.chosen(whole=whole))

    def _open_task(self) -> None:
        current = self.current
        if current is not None:
            self.ctx.open_task(current.task_id)
