"""What was put aside and waits to be looked at: plans, returned sheets of tasks, returned sheets of indicators and projects."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.ui.context import Context, OpenSheets
from tracker.ui.pages.overview.desk_state import AllAside, Aside, read_aside
from tracker.ui.widgets.plain import link


class WaitingDoors(QWidget):
    """A line for each kind of review in hand, which leads to where it goes on; no room is taken while there is none.

    Putting a review aside changes nothing that is stored: who shows the page has it looked for.
    """

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self._sheets = Aside()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.plans = link("", lambda: ctx.navigate("import"), "inbox")
        self.sheets = link("", self._open_sheets, "inbox")
        self.figures = link("", lambda: ctx.navigate("lists"), "inbox")
        for door in (self.plans, self.sheets, self.figures):
            door.hide()
            column.addWidget(door)
        self.hide()

    def look(self, plan_id: int | None) -> None:
        """Look for what waits of this plan, or of all."""
        store, places = self.ctx.store, self.ctx.paths
        self.ctx.runner.run_read(lambda: read_aside(store, places, plan_id), self._show, key=f"aside {id(self)}")

    def _show(self, found: AllAside) -> None:
        self._sheets = found.sheets
        for door, thing, rows, held in (
            (self.plans, "方案", "项待核对", found.plans),
            (self.sheets, "反馈表", "行待确认", found.sheets),
            (self.figures, "指标项目表", "行待确认", found.figures),
        ):
            left = f"{held.waiting} {rows}" if held.waiting else "都已核对，还没有写入"
            door.setText(f"待核对：{thing} {held.files} 份（{left}），继续核对")
            door.setVisible(bool(held.files))
        self.setVisible(any(held.files for held in found))

    def _open_sheets(self) -> None:
        """The page of sheets shows one plan: the one whose review was put aside last."""
        if self._sheets.plan_id is not None:
            self.ctx.choose_plan(self._sheets.plan_id)
            self.ctx.navigate("sheets", OpenSheets((), self._sheets.period))
