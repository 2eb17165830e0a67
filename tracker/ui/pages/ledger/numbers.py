"""The number of the document in hand: the next of its series, or the one that it bears already; a typed one is looked up."""

from typing import TYPE_CHECKING

from tracker.usecases.papers import number_series

if TYPE_CHECKING:
    from tracker.ui.pages.ledger.page import LedgerPage


class Numbers:
    """Fills the field of the page's options and says what there is to say about a typed number."""

    def __init__(self, page: "LedgerPage") -> None:
        self._page = page

    def propose(self) -> None:
        """Offer the number of the document; the pages are laid out anew where it is another one."""
        page = self._page
        if not page.kind.takes("number") or page.plan_id is None:
            return
        store, kind, request, day = page.ctx.store, page.kind.kind, page.request(), page.ctx.today()

        def took(number: str) -> None:
            if page.kind.kind == kind:
                before = page.options.number.text()
                page.options.propose_number(number)
                if page.options.number.text() != before:
                    page.show_preview()

        page.ctx.runner.run_read(lambda: number_series.proposed_number(store, kind, request, day), took, key=f"number {id(self)}")

    def check(self) -> None:
        """Say what there is to say about the number in the field."""
        page = self._page
        store, kind, day, text = page.ctx.store, page.kind.kind, page.ctx.today(), page.options.number.text()

        def took(said: tuple[bool, str]) -> None:
            page.options.number_note.say(said[1])

        page.ctx.runner.run_read(lambda: number_series.check_number(store, kind, day, text), took, key=f"number said {id(self)}")
