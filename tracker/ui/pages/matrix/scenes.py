"""Pictures of this page for `ui/shots`: marked cells, one more unit, filters, sections, paper, sizes, nothing to show."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tracker.usecases.views.matrix_frame import Rows

if TYPE_CHECKING:
    from tracker.ui.pages.matrix.page import MatrixPage


def scenes(page: "MatrixPage") -> dict[str, Callable[[], QWidget | None]]:
    """Name → a step that shows the picture."""
    grid = page.grid

    def marked() -> None:
        page.lift_all()
        grid.go_to(2)
        grid.units.mark_to(4, min(grid.units.currentIndex().column() + 2, grid.model.first_figure - 1))

    def add_unit() -> None:
        grid.units.unmark()
        page.open_units()

    def one_unit() -> None:
        page.units.close_strip()
        page.filter_unit(grid.model.frame.units[len(grid.model.frame.units) // 2].id)

    def sections() -> None:
        page.lift_all()
        page.ask(rows=Rows.SECTIONS)

    def busy() -> None:
        page.ask(rows=Rows.TASKS, by_load=True, heavy=True)

    def folded() -> QWidget | None:
        page.lift_all()
        page.ask(by_load=False)
        grid.model.toggle(0)
        return page.open_paper()

    def enlarged() -> None:
        grid.model.toggle(0)
        page.zoom(1)
        page.zoom(1)

    def nothing() -> None:
        page.zoom(0)
        page.ask(unit_id=grid.model.frame.units[0].id, no_lead=True)

    return {
        "marked": marked,
        "add-unit": add_unit,
        "unit": one_unit,
        "sections": sections,
        "paper-sections": page.open_paper,
        "busy": busy,
        "paper": page.open_paper,
        "paper-folded": folded,
        "enlarged": enlarged,
        "nothing": nothing,
    }
