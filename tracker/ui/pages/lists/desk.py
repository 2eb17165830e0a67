"""What the page does beyond showing: new rows, rows deleted, documents, versions of the rolling list, sheets for the units."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from tracker.domain.figures import VersionRecord
from tracker.domain.plan_lists import ListKind
from tracker.progress import Progress
from tracker.ui.pages.lists.figure_forms import VersionForm
from tracker.ui.pages.lists.forms import RowForm
from tracker.ui.pages.lists.versions import VersionsWindow
from tracker.ui.widgets.empty import EmptyState
from tracker.usecases.cycle import project_list
from tracker.usecases.intake import plan_lists
from tracker.usecases.papers.report_kinds import report_kind

if TYPE_CHECKING:
    from tracker.ui.pages.lists.page import ListsPage

PAPERS = {
    ListKind.INDICATORS: ("indicators", "evaluation"),
    ListKind.SERVICES: ("services", "service-checks", "evaluation"),
    ListKind.PROJECTS: ("project-progress", "project-order", "project-contacts", "project-versions", "projects", "evaluation"),
}
"""The documents of each list; the first one is what 导出 writes."""


_ABOUT = {
    ListKind.INDICATORS: "方案里的指标表（指标、目标值、属性），导入后列在这里；按期填完成值，看是否达标、会不会落后；没有表的可以新增",
    ListKind.SERVICES: "基本公共服务清单（服务项目、对象、标准、责任单位），导入后列在这里，每年核查一次；没有表的可以新增",
    ListKind.PROJECTS: "方案“专栏”框里的项目，导入后列在这里；填投资和形象进度，滚动调整清单；没有专栏的可以新增",
}


class ListDesk:
    """The doings of a page."""

    def __init__(self, page: "ListsPage") -> None:
        self.page, self.ctx = page, page.ctx
        self.window: VersionsWindow | None = None

    def papers_menu(self) -> QMenu:
        """The documents of the list in front, each leading to its preview."""
        menu = QMenu(self.page)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        return menu

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for key in PAPERS[self.page.kind]:
            menu.addAction(report_kind(key).name).triggered.connect(lambda _on=False, key=key: self.ctx.navigate("ledger", key))

    def one_plan(self) -> int | None:
        """The plan in hand; a word where all plans are shown."""
        plan_id = self.page.plan_id
        if plan_id is None and len(self.ctx.plans) == 1:
            plan_id = self.ctx.plans[0].id
        if plan_id is None:
            self.ctx.toast("请先在左上角选一份方案", undo=False)
        return plan_id

    def new_row(self) -> None:
        """A row that the plan's document does not have."""
        plan_id, kind, store, today = self.one_plan(), self.page.kind, self.ctx.store, self.ctx.today()
        if plan_id is None:
            return
        form = RowForm(kind, None, year=today.year)

        def save() -> None:
            if fault := form.fault():
                form.complaint.say(fault)
                return
            values = {key: value for key, value in form.values().items() if value not in ("", None)}
            self.page.pane.desk.save(lambda: plan_lists.add_row(store, kind, plan_id, values, today))

        self.page.show_pane()
        self.page.pane.open_above(form, save)

    def remove(self) -> None:
        """Delete the chosen rows; one undo brings all of it back."""
        ids, kind, store = self.page.view.selected_ids(), self.page.kind, self.ctx.store
        if ids:
            self.ctx.change(lambda: plan_lists.remove_rows(store, kind, ids))

    def new_version(self) -> None:
        """定为新版本, after a word on what has changed since the last one."""
        plan_id, store, today = self.one_plan(), self.ctx.store, self.ctx.today()
        if plan_id is None:
            return

        def read() -> str:
            made = project_list.versions(store, plan_id)
            if not made:
                return "把当前清单定为第1版，以后的新增、调整、调出都与它对照"
            return f"自{made[0].words}以来：{project_list.compare_versions(store, plan_id, today).words}"

        def ask(words: str) -> None:
            form = VersionForm(today, words)

            def save() -> None:
                day, reason, by = form.day.day, form.reason.text(), form.by.text()
                if day is None:
                    form.complaint.say(form.day.fault or "请填写确定日期")
                    return
                self.page.pane.desk.save(lambda: project_list.make_version(store, plan_id, reason, today, by=by, on=day))

            self.page.show_pane()
            self.page.pane.open_above(form, save)

        self.ctx.runner.run_read(read, ask, key=f"version {id(self)}")

    def compare(self) -> None:
        """版本对照 in a window of its own."""
        plan_id, store = self.one_plan(), self.ctx.store
        plan = next((one for one in self.ctx.plans if one.id == plan_id), None)
        if plan is None:
            return

        def show(made: list[VersionRecord]) -> None:
            if not made:
                self.ctx.toast("项目清单还没有版本，请先点“定为新版本”", undo=False)
                return
            self.window = VersionsWindow(self.ctx, plan, tuple(made), self.page.window())
            self.window.show()

        self.ctx.runner.run_read(lambda: project_list.versions(store, plan.id), show, key=f"versions {id(self)}")

    def list_menu(self) -> QMenu:
        """What can be done with the rolling list."""
        menu = QMenu(self.page)
        entries: tuple[tuple[str, Callable[[], None]], ...] = (("定为新版本", self.new_version), ("版本对照", self.compare))
        for words, do in entries:
            menu.addAction(words).triggered.connect(lambda _on=False, do=do: do())
        return menu

    def export(self, suffix: str) -> None:
        """Write the list in front: the first of its documents, or for all plans together the bare list."""
        from tracker.reports.content import safe_name
        from tracker.reports.titles import derived_title
        from tracker.ui.exporting import export
        from tracker.usecases.papers.report_kinds import ReportRequest, write_report

        store, kind, plan_id, today = self.ctx.store, self.page.kind, self.page.plan_id, self.ctx.today()
        plan = next((one for one in self.ctx.plans if one.id == plan_id), None)
        if plan is None:
            name = plan_lists.list_file_name(kind, None, suffix)

            def write_all(path: Path, progress: Progress, fonts: Collection[str]) -> object:
                return plan_lists.write_list(store, kind, None, path, today, progress, fonts=fonts)

            export(self.page, self.ctx, kind.label, name, write_all)
            return
        paper, request = report_kind(PAPERS[kind][0]), ReportRequest(plan.id)

        def write(path: Path, progress: Progress, fonts: Collection[str]) -> object:
            return write_report(store, paper.kind, request, path, today, progress, fonts=fonts)

        export(self.page, self.ctx, paper.name, safe_name(derived_title(plan.title, paper.name), suffix), write)

    def empty_state(self, counts: Mapping[ListKind, int]) -> EmptyState:
        """What stands in the place of an empty list: how to lift what narrows it, or what will be here."""
        page = self.page
        name, words = page.kind.label, page.search.text().strip()
        if counts.get(page.kind):
            none = f"这一类没有{name}" if page.group.currentIndex() > 0 else f"没有这种情况的{name}"
            return EmptyState(f"没有找到“{words}”" if words else none, f"{name}共有 {counts[page.kind]} 项", ("取消查找", page.lift))
        links: list[tuple[str, Callable[[], object]]] = [("新增一项", self.new_row)] if self.ctx.plans else []
        links += [(f"看{one.label} {counts[one]} 项", partial(page.show_kind, one)) for one in ListKind if counts.get(one)]
        whose = "方案里" if page.plan_id is None else "这份方案里"
        return EmptyState(f"{whose}没有{name}", _ABOUT[page.kind], ("导入方案", self.ctx.open_files), links)

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        """Pictures of the page."""

        def versions() -> QWidget | None:
            self.page.show_kind(ListKind.PROJECTS)
            self.compare()
            return self.window

        def value() -> None:
            self.page.show_kind(ListKind.INDICATORS)
            self.page.show_pane()
            self.page.pane.figures.open_first()

        def send() -> None:
            self.page.pane.desk.close_form()
            self.page.show_kind(ListKind.SERVICES)
            self.page.sheets.send()

        shown = {kind.value: partial(self.page.show_kind, kind) for kind in (ListKind.SERVICES, ListKind.PROJECTS)}
        return {**shown, "versions": versions, "value": value, "send": send}
