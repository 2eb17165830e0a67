"""Work on a review that takes its time: the panes wait for it, and go on as they were where it is stopped or fails."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from tracker.errors import Cancelled, UserError
from tracker.progress import Progress
from tracker.ui.context import Context


class LongWork:
    """One piece of work at a time; `over` is called after each, before its outcome is shown."""

    def __init__(self, ctx: Context, waits: QWidget, over: Callable[[], None]) -> None:
        self._ctx, self._waits, self._over = ctx, waits, over
        self.busy = False
        ctx.runner.crashed.connect(lambda _error: self._end() if self.busy else None)

    def run(self, title: str, work: Callable[[Progress], Any], then: Callable[[Any], None]) -> None:
        """Do the work in the order of writes and hand what it gives to `then`; nothing where the user stops it."""
        self.busy = True
        self._waits.setEnabled(False)

        def inside(progress: Progress) -> tuple[Any, ...]:
            try:
                return (work(progress),)
            except Cancelled:
                return ()

        def done(outcome: tuple[Any, ...]) -> None:
            self._end()
            if outcome:
                then(outcome[0])

        def failed(error: UserError) -> None:
            self._end()
            self._ctx.tell(error)

        self._ctx.runner.run_long(title, inside, done, writes=True, failed=failed)

    def _end(self) -> None:
        self.busy = False
        self._waits.setEnabled(True)
        self._over()
