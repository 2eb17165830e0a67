"""Backups: where they go, the ones there are, one more now, and going back to one."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem

from tracker.domain.records import Changes
from tracker.ui.context import Context
from tracker.ui.pages.settings.part import SettingsPart
from tracker.ui.reopening import restored
from tracker.ui.save_choice import open_file
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label
from tracker.usecases.house.backup import Backup, back_up, backup_folder, backups, set_backup_folder

_ROWS = 12


class _Known(NamedTuple):
    folder: Path
    backups: Sequence[Backup]


class BackupPart(SettingsPart):
    """备份. Restoring closes the window for a moment, because nobody may have the database open meanwhile."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx,
            "备份",
            "每天第一次打开时、每次导入反馈表之前自动备份一次。旧的备份会自动清理。建议定期复制到 U 盘。",
        )
        self.folder = label("", wrap=True, select=True)
        self.add_field("备份文件夹", self.folder, "默认是数据文件夹里的 backups。换文件夹后，原来的备份还在原处。")
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(button("立即备份", self._back_up, "save"))
        tools.addWidget(button("换文件夹…", self._choose_folder))
        tools.addWidget(button("改回默认", lambda: self._set_folder(None)))
        tools.addWidget(button("打开文件夹", lambda: open_file(Path(self.folder.text())), "folder-open"))
        tools.addStretch(1)
        self.column.addLayout(tools)
        self.column.addWidget(label("已有的备份", look().bold))
        self.list = QListWidget()
        self.list.setObjectName("backupList")
        self.list.setAccessibleName("已有的备份")
        self.list.setFixedHeight(look().row * _ROWS // 2)
        self.list.itemSelectionChanged.connect(self._selected)
        self.column.addWidget(self.list)
        below = QHBoxLayout()
        self.restore_button = button("恢复到选中的备份", self._restore_selected)
        below.addWidget(self.restore_button)
        below.addWidget(button("从其他位置的备份恢复…", self._restore_other))
        below.addStretch(1)
        self.column.addLayout(below)
        self.column.addWidget(
            label("恢复前，现在的数据会先另存一份“恢复前”的备份，可以再恢复回来。窗口会关闭片刻再打开。", look().small, "3", wrap=True)
        )
        self.add_foot()
        self.save_button.hide()
        self._known: _Known | None = None

    def read(self) -> None:
        store, places = self.ctx.store, self.ctx.paths
        self.ctx.runner.run_read(lambda: _Known(backup_folder(store, places), backups(store, places)), self._show, key="settings backups")

    def _show(self, known: _Known) -> None:
        self._known = known
        self.folder.setText(str(known.folder))
        self.list.clear()
        for each in known.backups:
            self.list.addItem(QListWidgetItem(f"{each.made_at:%Y年%m月%d日 %H:%M}　{each.why or '备份'}　{_size(each.size)}"))
        if not known.backups:
            self.list.addItem("还没有备份")
        self._selected()
        self.settle()

    def _selected(self) -> None:
        self.restore_button.setEnabled(bool(self._known and self._known.backups) and self.list.currentRow() >= 0)

    def _back_up(self) -> None:
        store, places = self.ctx.store, self.ctx.paths

        def done(file: Path) -> None:
            self.ctx.toast(f"已备份：{file.name}", undo=False)
            self.read()

        self.ctx.runner.run_write(lambda: back_up(store, places), done)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择备份文件夹", self.folder.text())
        if chosen:
            self._set_folder(Path(chosen))

    def _set_folder(self, folder: Path | None) -> None:
        store = self.ctx.store

        def change() -> Changes:
            return set_backup_folder(store, folder)

        self.write(change)

    def _restore_selected(self) -> None:
        if self._known and 0 <= self.list.currentRow() < len(self._known.backups):
            self._restore(self._known.backups[self.list.currentRow()].file)

    def _restore_other(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, "选择备份", self.folder.text(), "备份 (*.db)")
        if chosen:
            self._restore(Path(chosen))

    def _restore(self, source: Path) -> None:
        self.ctx.reopen(partial(restored, self.ctx.paths, source))


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(size // 1024, 1)} KB"
