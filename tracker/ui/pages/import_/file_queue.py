"""The files that were chosen and wait for their turn; those left over from the last run are offered until somebody decides."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from tracker.errors import UserError
from tracker.ui.context import Context
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import Panel, button, picture
from tracker.usecases.intake.kept_queue import keep_queue


class FileQueue:
    """One file after the other. What waits is written down after each change, so that closing the program loses nothing."""

    def __init__(self, ctx: Context, folder: Path) -> None:
        self._ctx, self._folder = ctx, folder
        self.waiting: list[Path] = []
        self.left_over: tuple[Path, ...] = ()
        self.reading: Path | None = None
        self.count = self.place = 0
        self._told = False

    def add(self, paths: Sequence[Path]) -> None:
        """These files too."""
        self.waiting += paths
        self.count += len(paths)
        self._keep()

    def take_next(self) -> Path | None:
        """The file to be read now; None where all are done."""
        if not self.waiting:
            self.count = self.place = 0
            return None
        self.reading = self.waiting.pop(0)
        self.place += 1
        self._keep()
        return self.reading

    def was_read(self) -> None:
        """The file was read, or could not be."""
        self.reading = None
        self._keep()

    def found(self, paths: Sequence[Path]) -> None:
        """What was written down; whatever this run knows nothing of was left over by the one before."""
        known = {*self.waiting, self.reading}
        self.left_over = tuple(path for path in paths if path not in known)

    def take_left_over(self) -> None:
        """Read the files left over too."""
        left, self.left_over = self.left_over, ()
        self.add(left)

    def drop_left_over(self) -> tuple[Path, ...]:
        """Do not read the files left over; gives them back for those who change their mind."""
        left, self.left_over = self.left_over, ()
        self._keep()
        return left

    def put_back(self, left: tuple[Path, ...]) -> None:
        """Take back that files were left unread."""
        self.left_over = left
        self._keep()

    def _keep(self) -> None:
        now = (*([self.reading] if self.reading else []), *self.waiting, *self.left_over)
        self._ctx.runner.run_write(lambda: keep_queue(self._folder, now), failed=self._could_not)

    def _could_not(self, error: UserError) -> None:
        if not self._told:
            self._told = True
            self._ctx.tell(error)


class LeftOverPanel(Panel):
    """One line: which files were not read the last time, 接着读取 and 不读了."""

    def __init__(self, paths: Sequence[Path], go_on: Callable[[], object], drop: Callable[[], object]) -> None:
        super().__init__("上次选了还没读的文件", f"{len(paths)} 份")
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        names = ElidedLabel()
        names.show_text("、".join(path.name for path in paths))
        names.setToolTip("\n".join(str(path) for path in paths))
        self.first: QPushButton = button("接着读取", go_on)
        row.addWidget(picture("file-text"))
        row.addWidget(names, 1)
        row.addWidget(self.first)
        row.addWidget(button("不读了", drop))
        self.body.addLayout(row)
