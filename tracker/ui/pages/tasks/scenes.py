"""Further pictures of the task page: a search, several rows at once, a pasted column, the columns, the filters, why a light is lit,
a request for a later limit, the parts of a task."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tracker.domain.screens import TaskFilter
from tracker.domain.terms import Light
from tracker.ui.pages.tasks.detail import BREAKDOWN

if TYPE_CHECKING:
    from tracker.ui.pages.tasks.page import TasksPage

_COLUMN = ("完成进度", "35%", "62%", "130%", "", "看情况", "78%")


def scenes_of(page: "TasksPage") -> dict[str, Callable[[], QWidget | None]]:
    """Each step begins from the plain list and leaves the data alone."""

    def plain() -> None:
        while page.under.escape():
            pass
        page.batch.close_strip()
        page.filters.panel.close_panel()
        page.detail.head.close_why()
        page.detail.desk.close_form()
        page.filters.clear()
        page.view.go_near(0)

    def search() -> None:
        plain()
        page.filters.apply(TaskFilter(text="污水"))

    def several() -> None:
        plain()
        page.batch.ask()
        page.batch.limit_button.click()

    def paste() -> None:
        plain()
        page.under.open_paste(list(_COLUMN))

    def columns() -> QWidget:
        plain()
        page.view.open_columns(page.columns_button)
        return page.view.menu

    def filters() -> None:
        plain()
        page.filters.button.click()

    def curve() -> None:
        plain()
        page.open_detail()
        page.detail.tabs.setCurrentIndex(1)

    def why() -> None:
        plain()
        page.open_detail()
        page.detail.tabs.setCurrentIndex(0)
        page.detail.head.why.click()
        page.filters.apply(TaskFilter(lights=frozenset({Light.RED})))

    def light() -> None:
        plain()
        page.open_detail()
        page.detail.tabs.setCurrentIndex(0)
        page.detail.head.open_light_form()

    def extension() -> None:
        plain()
        page.open_detail()
        page.detail.tabs.setCurrentIndex(0)
        page.detail.extensions.open_ask()

    def breakdown() -> None:
        plain()
        page.open_detail()
        page.detail.tabs.setCurrentIndex(BREAKDOWN)

    def split() -> None:
        breakdown()
        page.detail.breakdown.parts.open_split()

    steps = {"search": search, "several": several, "paste": paste, "columns": columns, "filters": filters}
    return steps | {"curve": curve, "why": why, "light": light, "extension": extension, "breakdown": breakdown, "split": split}
