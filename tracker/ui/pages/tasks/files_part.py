"""附件: files kept with the task, added by button or by dropping them here, opened from their copies in the data folder."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.records import AttachmentRecord, Changes, TaskDetail
from tracker.ui.message import Message
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.save_choice import open_file
from tracker.ui.theme import look
from tracker.ui.widgets.plain import empty, label, link, rule, tag, tool
from tracker.usecases.work.attachments import attach_all, attachment_file, attachments, detach


class FilesPart(TaskPart):
    """One file under the other; `count_changed` is told how many there are."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "附件")
        self.add_link("添加文件…", self._choose)
        self.found: list[AttachmentRecord] = []
        self.count_changed: Callable[[int], object] = lambda _count: None

    def show_detail(self, detail: TaskDetail) -> None:
        store, task_id = self.ctx.store, detail.row.id
        self.ctx.runner.run_read(lambda: attachments(store, task_id), self._show, key=f"attachments {id(self)}")

    def _show(self, found: list[AttachmentRecord]) -> None:
        self.found = found
        empty(self.body)
        for one in found:
            self.body.addWidget(self._row(one))
        words = "把文件拖到这里，或点“添加文件…”。程序会留一份副本，原文件移走也不影响。"
        self.body.addWidget(label(words, look().small, "3", wrap=True))
        self.count_changed(len(found))

    def _row(self, one: AttachmentRecord) -> QWidget:
        box = QWidget()
        outer = QVBoxLayout(box)
        outer.setContentsMargins(0, 2, 0, 0)
        outer.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(link(one.name, partial(self._open, one.id), "file-text"))
        facts = f"{one.added_at:%Y-%m-%d %H:%M} 添加，{_size(one.size)}"
        words.addWidget(label("，".join(part for part in (facts, one.note) if part), look().small, "2", wrap=True))
        line.addLayout(words, 1)
        if one.is_evidence:
            line.addWidget(tag("佐证", "green"))
        line.addWidget(link("取消佐证" if one.is_evidence else "标为佐证", partial(self._mark, one.id, not one.is_evidence)))
        line.addWidget(tool(f"移除附件“{one.name}”", "x", partial(self._remove, one.id), words=False))
        outer.addLayout(line)
        outer.addWidget(rule())
        return box

    # what is done

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self, "添加附件", str(self.ctx.settings.value("attachment folder", "")))
        if chosen:
            self.ctx.settings.setValue("attachment folder", str(Path(chosen[0]).parent))
            self.add(tuple(Path(one) for one in chosen))

    def add(self, files: tuple[Path, ...]) -> None:
        """Keep these files with the task in one step. What could not be added is said, and stays until it was read."""
        ctx, task_id = self.ctx, self.desk.task_id

        def added(changes: Changes) -> None:
            if changes.kept:
                words = f"{changes.name}。没有添加的：{'；'.join(changes.kept)}"
                ctx.message.emit(Message(words, "撤销", "Ctrl+Z", ctx.undo, is_error=True))
            else:
                ctx.toast(changes.name)

        ctx.change_long("添加附件", lambda progress: attach_all(ctx.store, ctx.paths, task_id, files, progress), added, say="")

    def _open(self, attachment_id: int) -> None:
        store, places = self.ctx.store, self.ctx.paths
        self.ctx.runner.run_read(lambda: attachment_file(store, places, attachment_id), open_file)

    def _mark(self, attachment_id: int, on: bool) -> None:
        from tracker.usecases.work.completion import mark_evidence

        store, today = self.ctx.store, self.ctx.today()
        self.ctx.change(lambda: mark_evidence(store, attachment_id, on, today))

    def _remove(self, attachment_id: int) -> None:
        store = self.ctx.store
        self.ctx.change(lambda: detach(store, attachment_id))


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(size // 1024, 1)} KB"
