"""The kept copy of a returned file, opened again to be looked at."""

from dataclasses import replace

from tracker.errors import UserError
from tracker.files.grid import TableFile
from tracker.paths import Paths


def received_tables(places: Paths, kept_name: str, name: str) -> TableFile:
    """The sheets of a received file, read from its copy. Raises UserError where the copy is gone or cannot be read."""
    from tracker.files.table_file import read_tables

    kept = places.received / kept_name
    if not kept_name or not kept.is_file():
        raise UserError(f"“{name}”的存档不见了", f"应在 {places.received}", "请从备份里找回，或重新收这份文件")
    return replace(read_tables(kept), name=name)
