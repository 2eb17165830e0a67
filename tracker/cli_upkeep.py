"""The commands of upkeep: backup, restore, check. Each returns what `--json` prints and the lines that it prints otherwise."""

from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.usecases.house import backup

Said = tuple[dict[str, Any], list[str]]


def back_up(store: Store, places: Paths) -> Said:
    """Make a backup now."""
    file = backup.back_up(store, places)
    return {"out": str(file)}, [f"已备份到 {file}"]


def list_backups(store: Store, places: Paths) -> Said:
    """The backups there are."""
    found = backup.backups(store, places)
    rows = [{"file": str(each.file), "at": each.made_at, "why": each.why, "size": each.size} for each in found]
    lines = [f"{each.made_at:%Y-%m-%d %H:%M}  {each.size // 1024} KB  {each.why or '备份'}  {each.file}" for each in found]
    return {"backups": rows}, lines or ["还没有备份。"]


def restore(places: Paths, source: Path) -> Said:
    """Put a backup in the place of the database."""
    before = backup.restore(places, source, datetime.now())
    lines = [f"已恢复“{source.name}”", *([f"  恢复前的数据另存为 {before}"] if before else [])]
    return {"restored": str(source), "before": str(before) if before else None}, lines


def check(places: Paths) -> tuple[dict[str, Any], list[str], bool]:
    """Is the database whole? The third value tells it."""
    faults = backup.check(places)
    lines = ["数据库完好。"] if not faults else [*faults, "请用 restore 从备份恢复，或把这些话告诉维护人员。"]
    return {"whole": not faults, "faults": faults}, lines, not faults
