"""Small pages that stand in for the real ones, so that the window can be tested by itself."""

from tracker.domain.records import Changes
from tracker.ui.context import Context, OpenFiles
from tracker.ui.page import Page
from tracker.ui.pages import PageSpec
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowsView
from tracker.ui.widgets.search_box import SearchBox


class PlainPage(Page):
    """Remembers what the window told it."""

    keys_text = "示范页的按键"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.heard: list[str] = []
        self.requests: list[object] = []
        self.box = SearchBox("查任务")
        self.add_filter_bar().add(self.box)
        self.exported = self.add_action("导出", "file-output", lambda: self.heard.append("导出"), "Ctrl+E")

    def activate(self) -> None:
        self.heard.append("activate")

    def refresh(self) -> None:
        self.heard.append("refresh")

    def show_changes(self, changes: Changes) -> None:
        self.heard.append(f"changes {changes.name}")

    def open(self, request: object) -> None:
        self.requests.append(request)

    def find_here(self) -> bool:
        self.box.setFocus()
        return True


class FilesPage(Page):
    """Stands in for the import page."""

    has_plans = False

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.paths: tuple[object, ...] = ()

    def open(self, request: object) -> None:
        assert isinstance(request, OpenFiles)
        self.paths = request.paths
        self.set_badge("3")

    def is_open(self) -> bool:
        return bool(self.paths)


class ListPage(Page):
    """A list of rows."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.view = RowsView(ChunkedRowsModel([Column("title", "任务", stretch=True)], lambda ids: [], parent=self))
        self.view.load([RowGroup("a", "一、开头", ())])
        self.body.addWidget(self.view)

    def panes(self) -> list[object]:  # type: ignore[override]
        return [self.view]


_HERE = "tests.ui.sample_pages"
SPECS = (
    PageSpec("overview", "总览", "layout-dashboard", f"{_HERE}:PlainPage", 0, "Ctrl+1"),
    PageSpec("tasks", "任务", "list-checks", f"{_HERE}:PlainPage", 0, "Ctrl+2"),
    PageSpec("matrix", "责任矩阵", "grid-3x3", f"{_HERE}:ListPage", 0, "Ctrl+3"),
    PageSpec("import", "方案导入", "file-input", f"{_HERE}:FilesPage", 1, in_nav=False, needs_plan=False),
    PageSpec("history", "操作记录", "history", "tracker.ui.pages.history.page:HistoryPage", 3, needs_plan=False),
)
