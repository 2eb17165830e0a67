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
    from tracker.usecases.feedback.sheet_review import SheetReview
    from tracker.usecases.feedback.sheet_rows import ReviewFile

Told = tuple[dict[str, Any], list[str]]
WORDS = "make 生成推进情况表、read 试读交回的表、import 导入其中无疑问的、fill 填写上级的空白表"


def add_commands(group: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """The actions of `sheet`; each names the function that does it as `of_sheets`."""
    make = add(group, "make", "为每个单位生成一份推进情况表，记入发放登记")
    make.set_defaults(of_sheets=make_all)
    make.add_argument("--plan", type=int, required=True, metavar="方案号")
    make.add_argument("--period", required=True, metavar="期次", help="如 2026-11")
    make.add_argument("--out", required=True, metavar="文件夹")
    make.add_argument("--unit", metavar="单位", help="只做这个单位的；不写就做有任务的全部单位")
    make.add_argument("--one", action="store_true", help="合成一个工作簿，每个单位一张工作表")
    make.add_argument("--spare", type=int, default=0, metavar="行数", help="表末留几个空行，给单位另报事项；不写就不留")
    fill = add(group, "fill", "按台账填写上级发来的空白表（.xlsx 或 .docx）")
    fill.set_defaults(of_sheets=fill_one)
    fill.add_argument("form", metavar="表样")
    fill.add_argument("--plan", type=int, required=True, metavar="方案号")
    fill.add_argument("--period", required=True, metavar="期次", help="如 2026-11")
    fill.add_argument("--out", required=True, metavar="文件")
    fill.add_argument("--unit", metavar="单位", help="只填这个单位的任务")
    fill.add_argument("--overwrite", action="store_true", help="已填的格也重填（公式除外）")
    actions: tuple[tuple[str, str, Callable[..., Told]], ...] = (
        ("read", "试读交回的表并与台账比对，不保存", read),
        ("import", "导入交回的表里无疑问的行，有疑问的留给窗口处理", take_in),
    )
    for name, words, work in actions:
        parser = add(group, name, words)
        parser.set_defaults(of_sheets=work)
        parser.add_argument("files", nargs="+", metavar="文件")
        parser.add_argument("--plan", type=int, required=True, metavar="方案号")
        parser.add_argument("--period", required=True, metavar="期次", help="如 2026-11")
        parser.add_argument("--sender", metavar="单位", help="报送单位；不写就从文件里认")
        parser.add_argument("--sheet", default="", metavar="工作表", help="读这张工作表；不写就由程序找")


def make_all(store: "Store", options: argparse.Namespace) -> Told:
    """Fill-in workbooks for one unit or all."""
    from tracker.usecases.feedback.sheet_make import make_sheets
    from tracker.usecases.house.units import find_unit

    units = [find_unit(store, options.unit).id] if options.unit else None
    out = Path(options.out)
    made = make_sheets(
        store, options.plan, options.period, out, date.today(), unit_ids=units, one_workbook=options.one, spare=options.spare
    )
    data = {
        "operation": made.changes.operation_id,
        "out": str(out),
        "files": [{"unit": file.unit, "unit_id": file.unit_id, "file": str(file.path), "tasks": file.tasks} for file in made.files],
        "without_members": list(made.without_members),
    }
    paths = dict.fromkeys(file.path for file in made.files)
    lines = [f"已{made.changes.name}，文件 {len(paths)} 个，在 {out}"]
    lines += [f"  {file.path.name}：{file.unit} {file.tasks} 项" for file in made.files]
    lines += [f"  “{name}”还没有成员单位，它的任务没有发给任何单位" for name in made.without_members]
    return data, lines


def fill_one(store: "Store", options: argparse.Namespace) -> Told:
    """A blank form filled from the store; what could not be filled is named."""
    from tracker.usecases.feedback.form_filling import fill_form, read_form
    from tracker.usecases.house.units import find_unit

    unit_id = find_unit(store, options.unit).id if options.unit else None
    form = read_form(store, Path(options.form), options.plan, options.period)
    filled = fill_form(store, form, Path(options.out), date.today(), unit_id=unit_id, overwrite=options.overwrite)
    data = {
        "out": str(filled.path),
        "rows": filled.rows,
        "cells": filled.cells,
        "kept": filled.kept,
        "added": filled.added,
        "columns": [{"column": column.place + 1, "head": column.head, "field": column.field} for column in form.columns],
        "unmapped": list(filled.unmapped),
        "unmatched": [{"row": row.row, "title": row.title, "reason": row.reason} for row in filled.unmatched],
        "operation": filled.changes.operation_id,
    }
    kept = f"，{filled.kept} 格原来有内容，没有改动" if filled.kept else ""
    lines = [f"已填写 {filled.rows} 行、{filled.cells} 格{kept}：{filled.path}"]
    lines += [f"  没有填的栏目：{head}" for head in filled.unmapped]
    lines += [f"  第{row.row}行 {row.title}：{row.reason or '方案里没有这项任务'}" for row in filled.unmatched]
    return data, lines


def read(store: "Store", options: argparse.Namespace) -> Told:
    """The staged comparison of files; nothing is written. A file that cannot be read is told with its reason."""
    from tracker.sheets.as_json import as_json
    from tracker.usecases.feedback.sheet_read import stage_files
    from tracker.usecases.house.units import find_unit

    sender_id = find_unit(store, options.sender).id if options.sender else None
    files = [Path(file) for file in options.files]
    batch = stage_files(store, files, options.plan, options.period, sender_id=sender_id, sheet=options.sheet, today=date.today())
    if len(files) == 1 and batch.refused:
        raise batch.refused[0][1]
    data = {
        "sheets": [as_json(sheet, batch.tasks) for sheet in batch.sheets],
        "refused": [{"file": name, "reason": str(error)} for name, error in batch.refused],
    }
    lines = [line for sheet in batch.sheets for line in _lines(sheet)]
    return data, lines + [f"{name}：{error}" for name, error in batch.refused]


def take_in(store: "Store", options: argparse.Namespace) -> Told:
    """Store what is clear; rows and files that a person must look at are left as they are and named. One operation, after a backup."""
    from tracker import paths
    from tracker.usecases.feedback.sheet_apply import apply_review
    from tracker.usecases.feedback.sheet_files import begin_review
    from tracker.usecases.feedback.sheet_rows import Told as ToldOfFile
    from tracker.usecases.house.units import find_unit

    places = paths.locate(options.data_dir, options.db)
    told = ToldOfFile(sender_id=find_unit(store, options.sender).id if options.sender else None)
    today = date.today()
    review, desk = begin_review(store, places, map(Path, options.files), options.plan, options.period, today, told=told)
    for came in review.files if options.sheet else ():
        if came.kept_name:
            review.set_grid(came.id, desk.sheet_named(came, options.sheet))
    refused = [file for file in review.files if file.error is not None]
    if refused and len(refused) == len(review.files):
        raise refused[0].error or AssertionError
    applied = apply_review(store, places, review, today, leave_doubts=True)
    files = [_file(review, file) for file in review.files]
    data = {
        "operation": applied.changes.operation_id,
        "name": applied.changes.name,
        "counts": {found.value: applied.counts[found] for found in Bin},
        "files": files,
        "refused": [{"file": file.name, "reason": str(file.error)} for file in refused],
        "backup": str(applied.backup),
    }
    done = f"已{applied.changes.name}" if applied.changes.operation_id is not None else "没有要保存的内容，与台账完全相同或都要由人确认"
    lines = [done, "，".join(f"{found.label} {applied.counts[found]}" for found in Bin)]
    for file in files:
        lines += [f"  {file['file']}：{words}" for words in (file["earlier"], *file["questions"]) if words]
        lines += [f"  {file['file']} 第{row['row']}行 {row['title']}：{'；'.join(row['reasons'])}" for row in file["left"]]
    lines += [f"  {file.name}：{file.error}" for file in refused]
    if applied.changes.operation_id is not None:
        lines.append(f"撤销这次导入：undo {applied.changes.operation_id}")
    return data, lines


def _file(review: "SheetReview", file: "ReviewFile") -> dict[str, Any]:
    """What became of one file."""
    from tracker.usecases.feedback.sheet_table import open_questions

    rows = review.rows(file.id)
    return {
        "file": file.name,
        "sender": None if file.sender_id is None else review.unit_names[file.sender_id],
        "counts": {found.value: sum(row.bin is found for row in rows) for found in Bin},
        "earlier": file.earlier,
        "questions": [question.words for question in open_questions(file)],
        "left": [
            {"row": row.key.row, "title": row.staged.title, "bin": row.bin.value, "reasons": [reason.words for reason in row.reasons]}
            for row in rows
            if row.bin in (Bin.ASK, Bin.REFUSED)
        ],
    }


def _lines(sheet: "StagedSheet") -> list[str]:
    counts = "，".join(f"{found.label} {sheet.count(found)}" for found in Bin)
    lines = [f"{sheet.file}｜{sheet.sheet}｜{sheet.sender_name or '报送单位待定'}：{counts}"]
    lines += [f"    请确认：{question.words}" for question in sheet.questions]
    for row in sheet.rows:
        lines += [f"    第{row.row}行 {row.title}：{reason.words}" for reason in row.reasons]
    return lines
