"""The pages, in the order of the navigation. A page is imported at its first visit, so its row here is a string."""

from importlib import import_module
from typing import NamedTuple

from tracker.ui.context import Context
from tracker.ui.page import Page


class PageSpec(NamedTuple):
    """One page: `keys` open it, `where` is "module:Class". `group` rises by one where a line separates it from the page above.

    `in_nav` False: the page has no place of its own and shows up in the navigation only while work is open on it.
    `needs_plan`: while no plan is stored the first-start page stands in its place.
    """

    key: str
    title: str
    icon: str
    where: str
    group: int = 0
    keys: str = ""
    in_nav: bool = True
    needs_plan: bool = True

    def make(self, ctx: Context) -> Page:
        """Import the page's module and make the page."""
        module, _, name = self.where.partition(":")
        page: Page = getattr(import_module(module), name)(ctx)
        return page


PAGES = (
    PageSpec("overview", "总览", "layout-dashboard", "tracker.ui.pages.overview.page:OverviewPage", 0, "Ctrl+1"),
    PageSpec("tasks", "任务", "list-checks", "tracker.ui.pages.tasks.page:TasksPage", 0, "Ctrl+2"),
    PageSpec("matrix", "责任矩阵", "grid-3x3", "tracker.ui.pages.matrix.page:MatrixPage", 0, "Ctrl+3"),
    PageSpec("calendar", "时限日历", "calendar-days", "tracker.ui.pages.calendar.page:CalendarPage", 0, "Ctrl+4"),
    PageSpec("lists", "指标项目", "target", "tracker.ui.pages.lists.page:ListsPage", 0),
    PageSpec("import", "方案导入", "file-input", "tracker.ui.pages.import_.page:ImportPage", 1, needs_plan=False),
    PageSpec("revision", "方案修订", "copy", "tracker.ui.pages.revision.page:RevisionPage", 1),
    PageSpec("sheets", "反馈收发", "file-spreadsheet", "tracker.ui.pages.sheets.page:SheetsPage", 1),
    PageSpec("problems", "问题整改", "triangle-alert", "tracker.ui.pages.problems.page:ProblemsPage", 1),
    PageSpec("scores", "考核", "award", "tracker.ui.pages.scores.page:ScoresPage", 1),
    PageSpec("ledger", "文书输出", "printer", "tracker.ui.pages.ledger.page:LedgerPage", 2),
    PageSpec("units", "单位", "building-2", "tracker.ui.pages.units.page:UnitsPage", 3, needs_plan=False),
    PageSpec("history", "操作记录", "history", "tracker.ui.pages.history.page:HistoryPage", 3, needs_plan=False),
    PageSpec("settings", "设置", "settings", "tracker.ui.pages.settings.page:SettingsPage", 3, needs_plan=False),
)
START = PageSpec("start", "开始", "file-input", "tracker.ui.pages.start.page:StartPage", in_nav=False, needs_plan=False)
