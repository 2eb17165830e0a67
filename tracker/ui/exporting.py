"""Writing a document from a page: where to, in the background with progress, and a way to open it."""

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget

from tracker.progress import Progress
from tracker.ui.context import Context
from tracker.ui.message import Message
from tracker.ui.save_choice import ask_target, open_file

Write = Callable[[Path, Progress, Collection[str]], object]


def export(parent: QWidget, ctx: Context, name: str, proposed: str, write: Write) -> None:
    """Ask where to save the document `name` (`proposed`: its file name) and write it; `write` gets the names of the installed fonts."""
    path = ask_target(parent, ctx, f"导出{name}", proposed)
    if path is None:
        return
    families = QFontDatabase.families()

    def work(progress: Progress) -> Path:
        write(path, progress, families)
        return path

    def done(written: Path) -> None:
        ctx.message.emit(Message(f"已生成“{written.name}”", "打开", do=lambda: open_file(written)))

    ctx.runner.run_long(f"正在生成{name}", work, done)
