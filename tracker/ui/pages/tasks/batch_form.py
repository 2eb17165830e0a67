"""What the forms of the strip under the list have in common."""

from collections.abc import Callable, Sequence

from tracker.domain.records import Changes
from tracker.ui.context import Context
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.section import InlineForm
from tracker.usecases.work.batch_values import Field


class BatchForm(InlineForm):
    """What is to be done with the rows; `change` gives the write, or None after saying what is missing. `field`: what of the rows is
    changed; what they say of it now, seldom the same, stands under the fields."""

    field: Field | None = None

    def __init__(self, save_words: str = "保存") -> None:
        super().__init__(save_words)
        self.now = label("", look().small, "2", wrap=True)
        self.now.hide()

    def show_now(self, words: str) -> None:
        """Say what the tasks have now."""
        self.body.addWidget(self.now)
        self.now.setText(words)
        self.now.setVisible(bool(words))

    def change(self, ctx: Context, ids: Sequence[int]) -> Callable[[], Changes] | None:
        """The change of these tasks as the fields say it."""
        return None
