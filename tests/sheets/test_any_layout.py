"""Sheets generated in any layout are read back exactly, or asked about; never otherwise."""

import unicodedata
from datetime import date

from hypothesis import HealthCheck, given, settings

from tests.sheets.layouts import SENDER, Layout, layouts, plan
from tracker.sheets.stage import Wanted, stage
from tracker.sheets.staged import Bin, Choices, StagedRow, StagedSheet

PLAN = plan()
_TO_BE_ASKED = (Bin.ASK, Bin.REFUSED)


def _staged(layout: Layout) -> StagedSheet:
    (sheet,) = stage(layout.file, PLAN, Choices(), Wanted("2026-09", date(2026, 9, 30), sender_id=SENDER))
    return sheet


def _plain(value: object) -> object:
    return "".join(unicodedata.normalize("NFKC", value).split()) if isinstance(value, str) else value


def _said(row: StagedRow, name: str) -> object:
    cell = row.cell(name)
    if cell is None:
        return None
    return cell.raw if cell.value is None and name in ("progress", "problems", "next_steps") else cell.value


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(layouts())
def test_read_back_exactly_or_asked_about(layout: Layout) -> None:
    sheet = _staged(layout)
    rows = {row.row: row for row in sheet.rows}
    joined = {later for row in sheet.rows for later in row.also_rows}
    for number, (task_id, values) in layout.expected.items():
        assert number not in joined and number in rows, f"row {number} is lost"
        row = rows[number]
        assert row.kind == "task", f"row {number} taken for {row.kind}"
        if row.bin in _TO_BE_ASKED or sheet.questions:
            continue
        assert row.task_id == task_id
        for name, wanted in values.items():
            assert _plain(_said(row, name)) == _plain(wanted), f"row {number}: {name}"
    for number in layout.others:
        assert number not in rows or rows[number].kind != "task" or rows[number].bin is Bin.REFUSED, f"row {number} is no task"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(layouts())
def test_every_row_ends_in_one_bin(layout: Layout) -> None:
    sheet = _staged(layout)
    numbers = [row.row for row in sheet.rows] + [later for row in sheet.rows for later in row.also_rows]
    assert len(numbers) == len(set(numbers))
    assert layout.expected.keys() <= set(numbers)
    tasks = {row.task_id for row in sheet.rows if row.task_id is not None and row.bin is not Bin.NOT_TASK}
    assert not tasks & set(sheet.missing)
