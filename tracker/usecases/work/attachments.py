"""Files kept with a task: copied into the data folder under the name of their bytes, so that the original may go."""

from collections.abc import Sequence
from pathlib import Path

from tracker.domain.records import AttachmentRecord, Changes
from tracker.errors import UserError
from tracker.files.keeping import KeptFile, is_whole, keep
from tracker.paths import Paths
from tracker.progress import Progress, silent
from tracker.storage.reading import task_files
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store
from tracker.usecases.work.task_state import task_name

__all__ = ["LARGEST", "AttachmentRecord", "attach", "attach_all", "attachment_file", "attachments", "detach"]

LARGEST = 200 * 1024 * 1024


def attach(store: Store, places: Paths, task_id: int, source: Path, note: str = "") -> Changes:
    """Copy a file into the data folder and keep it with the task. Raises UserError for what cannot be read or is too large."""
    return attach_all(store, places, task_id, [source], note=note)


def attach_all(
    store: Store, places: Paths, task_id: int, sources: Sequence[Path], progress: Progress = silent, *, note: str = ""
) -> Changes:
    """The same for several files in one step; `kept` says which were left out and why. Raises UserError where none could be added."""
    from tracker.storage.tables import Attachment, Task

    copies: list[tuple[Path, KeptFile]] = []
    faults: list[UserError] = []
    for place, source in enumerate(sources):
        progress(place / len(sources), f"正在复制“{source.name}”")
        try:
            copies.append((source, keep(source, places.attachments, LARGEST)))
        except UserError as error:
            faults.append(error)
    with store.transaction("添加附件") as work:
        task = work.get(Task, task_id)
        held = {row.digest for row in work.rows(Attachment, task_id=task_id)}
        added: list[str] = []
        for source, kept in copies:
            if kept.digest in held:
                faults.append(UserError(f"“{source.name}”已经是这项任务的附件", "内容完全相同", "不必重复添加"))
                continue
            held.add(kept.digest)
            added.append(source.name)
            work.add(
                Attachment(
                    task_id=task_id,
                    name=source.name,
                    kept_name=kept.name,
                    digest=kept.digest,
                    size=kept.size,
                    note=note.strip(),
                    added_at=work.now,
                )
            )
        if not added:
            raise faults[0] if len(faults) == 1 else UserError(f"{len(faults)} 个文件都没有添加", f"例如{faults[0]}")
        work.name = f"给{task_name(task)}添加{'附件' + quoted(added[0]) if len(added) == 1 else f' {len(added)} 个附件'}"
    return work.changes(task_id)._replace(kept=tuple(map(str, faults)))


def detach(store: Store, attachment_id: int) -> Changes:
    """Take a file off a task. Its copy stays in the data folder, so that the step can be undone."""
    from tracker.storage.tables import Attachment, Task

    with store.transaction("移除附件") as work:
        row = work.get(Attachment, attachment_id)
        task_id = row.task_id
        work.name = f"移除{task_name(work.get(Task, task_id))}的附件{quoted(row.name)}"
        work.delete(row)
    return work.changes(task_id)


def attachments(store: Store, task_id: int) -> list[AttachmentRecord]:
    """The files kept with a task, the latest first."""
    with store.read() as db:
        return task_files.attachments(db, task_id)


def attachment_file(store: Store, places: Paths, attachment_id: int) -> Path:
    """Where the copy lies. Raises UserError where it is gone or its bytes are not what they were."""
    with store.read() as db:
        found = task_files.attachment(db, attachment_id)
    if found is None:
        raise UserError("这个附件已经移除", "", "请刷新后再试")
    file = places.attachments / found.kept_name
    if not is_whole(file, found.digest):
        raise UserError(f"附件“{found.name}”的存档不见了或已被改动", f"应在 {file}", "请从备份的数据文件夹里找回，或重新添加")
    return file
