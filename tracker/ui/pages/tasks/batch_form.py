"""What the forms of the strip under the list have in common."""

from collections.abc import Callable, Sequence

from tracker.domain.records import Changes
from tracker.ui.context import Context
from tracker.ui.widgets.section import InlineForm


class BatchForm(InlineForm):
    """What is to be done with the rows; `change` gives the write, or None after saying what is missing."""

    def change(self, ctx: Context, ids: Sequence[int]) -> Callable[[], Changes] | None:
        """The change of these tasks as the fields say it."""
        return None
