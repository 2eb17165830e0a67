"""Commands about returned sheets: what they say against the store, as data for other programs and as lines for a person."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.sheets.staged import Bin

if TYPE_CHECKING:
    from tracker.sheets.staged import StagedSheet
    from tracker.storage.store import Store

Told = tuple[dict[str, Any], list[str]]
WORDS = "read 试读交回的表"


def add_commands(group: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """The actions of `sheet`; each names the function that does it as `of_sheets`."""
    reading = add(group, "read", "试读交回的表并与台账比对，不保存")
    reading.set_defaults(of_sheets=read)
    reading.add_argument("files", nargs="+", metavar="文件")
    reading.add_argument("--plan", type=int, required=True, metavar="方案号")
    reading.add_argument("--period", required=True, metavar="期次", help="如 2026-11")
    reading.add_argument("--sender", metavar="单位", help="报送单位；不写就从文件里认")


def read(store: "Store", options: argparse.Namespace) -> Told:
    """The staged comparison of files; nothing is written. A file that cannot be read is told with its reason."""
    from tracker.sheets.as_json import as_json
    from tracker.usecases.sheet_read import stage_files
    from tracker.usecases.units import find_unit

    sender_id = find_unit(store, options.sender).id if options.sender else None
    files = [Path(file) for file in options.files]
    batch = stage_files(store, files, options.plan, options.period, sender_id=sender_id, today=date.today())
    if len(files) == 1 and batch.refused:
        raise batch.refused[0][1]
    data = {
        "sheets": [as_json(sheet, batch.tasks) for sheet in batch.sheets],
        "refused": [{"file": name, "reason": str(error)} for name, error in batch.refused],
    }
    lines = [line for sheet in batch.sheets for line in _lines(sheet)]
    return data, lines + [f"{name}：{error}" for name, error in batch.refused]


def _lines(sheet: "StagedSheet") -> list[str]:
    counts = "，".join(f"{found.label} {sheet.count(found)}" for found in Bin)
    lines = [f"{sheet.file}｜{sheet.sheet}｜{sheet.sender_name or '报送单位待定'}：{counts}"]
    lines += [f"    请确认：{question.words}" for question in sheet.questions]
    for row in sheet.rows:
        lines += [f"    第{row.row}行 {row.title}：{reason.words}" for reason in row.reasons]
    return lines
