"""Every row ends in one bin, with a reason in words; what is stored is never changed in silence."""

from typing import Any

import pytest

from tests.sheets.county import BUILDING, CLOUD, SCHOOL, WATER, codes, grid, plan, read, row_of
from tracker.domain.terms import State
from tracker.sheets.as_json import as_json, row_as_json
from tracker.sheets.staged import Bin, StagedRow, StoredReport

HEAD = ("序号", "重点任务", "完成时限", "完成状态", "完成进度", "进展情况", "联系电话")
STORED = StoredReport("2026-08", State.IN_PROGRESS, 40, "灌浆一半。", phone="13800001234", unit_id=WATER)


def _row(*cells: Any, sender: int = WATER, stored: StoredReport | None = None, unit: int | None = None) -> StagedRow:
    known = plan({6: {unit: stored}} if stored is not None else None)
    return row_of(read(grid([HEAD, (6, "云岭水库除险", *cells)]), sender=sender, known=known)[0], 2)


def test_a_first_report_is_new() -> None:
    row = _row("2026年11月30日", "推进中", "60%", "灌浆完成。")
    assert (row.bin, row.reasons) == (Bin.ADDED, ())


def test_a_changed_figure_shows_the_old_one_beside_it() -> None:
    row = _row("11月底", "推进中", "60%", "灌浆一半。", "138 0000 1234", stored=STORED)
    changed = {cell.field: (cell.old, cell.value) for cell in row.cells if cell.changes}
    assert (row.bin, changed) == (Bin.UPDATED, {"percent": (40, 60)})


def test_the_same_again_changes_nothing_whatever_its_width_and_blanks() -> None:
    row = _row("11月底", "推进中", "０.４", "灌浆\n一半。", None, stored=STORED)
    assert (row.bin, [cell.field for cell in row.cells if cell.changes]) == (Bin.SAME, [])


def test_an_empty_cell_never_wipes_a_stored_value() -> None:
    row = _row(None, None, "", "—", "/", stored=STORED)
    assert (row.bin, [cell.value for cell in row.cells if cell.field in ("state", "percent", "progress", "phone")]) == (
        Bin.SAME,
        [None] * 4,
    )


def test_what_was_changed_by_hand_since_is_asked_about() -> None:
    by_hand = StoredReport("2026-09", State.IN_PROGRESS, 45, "灌浆一半。", by_hand=frozenset({"percent"}), unit_id=WATER)
    assert codes(_row(None, "推进中", "60%", "灌浆一半。", stored=by_hand)) == ["hand_edited"]
    assert _row(None, "推进中", "45%", "灌浆一半。", stored=by_hand).bin is Bin.SAME


def test_another_leads_report_of_this_period_is_not_overwritten() -> None:
    other = StoredReport("2026-09", State.IN_PROGRESS, 45, "灌浆一半。", unit_id=BUILDING)
    row = _row(None, "推进中", "60%", "灌浆一半。", stored=other)
    assert (row.bin, codes(row)) == (Bin.ASK, ["other_lead_differs"])


def test_a_cooperating_unit_is_compared_with_its_own_part() -> None:
    assert _row(None, "推进中", "60%", "已供电。", sender=CLOUD, stored=STORED).bin is Bin.ADDED
    assert _row(None, "推进中", "60%", "已供电。", sender=CLOUD, stored=STORED, unit=CLOUD).bin is Bin.UPDATED


@pytest.mark.parametrize(
    ("cells", "code", "words"),
    [
        (("11月31日",), "bad_date", "完成时限写的是“11月31日”，没有这一天"),
        (("10月底",), "deadline_differs", "完成时限写的是“10月底”，方案里是2026年11月30日；方案的时限不改"),
        ((None, "推进中", "120%"), "percent_over_100", "进度是120%，超过了100%"),
        ((None, "推进中", "差不多了"), "bad_percent", "进度写的是“差不多了”，看不出百分比"),
        ((None, "已完成", "60%"), "status_progress_conflict", "状态写的是“已完成”，进度是60%，两者不一致"),
        ((None, "未启动", "60%"), "status_progress_conflict", "状态写的是“未启动”，进度是60%，两者不一致"),
        ((None, "看情况"), "bad_status", "状态写的是“看情况”，看不出是哪一种状态"),
        ((None, None, None, None, "1.38E+10"), "phone_lossy", "电话写的是“1.38E+10”，号码已被表格软件截断，无法还原"),
    ],
)
def test_a_doubtful_cell_is_shown_and_the_others_are_good(cells: tuple[object, ...], code: str, words: str) -> None:
    row = _row(*cells)
    assert (row.bin, [(reason.code, reason.words) for reason in row.reasons]) == (Bin.ASK, [(code, words)])
    assert row.task_id == 106


def test_behind_schedule_is_told_as_it_was_said_and_stored_as_under_way() -> None:
    row = _row(None, "进度滞后", "10%")
    cell = row.cell("state")
    assert cell is not None and (cell.value, cell.shade) == ("in_progress", "delayed")
    assert row_as_json(row, {})["values"]["status"] == "delayed"


def test_words_of_a_standing_duty_depend_on_the_task() -> None:
    head, rows = ("序号", "重点任务", "状态"), [(6, "云岭水库除险", "持续推进"), (12, "河道采砂巡查", "持续推进")]
    sheet = read(grid([head, *rows]), sender=WATER)[0]
    assert [row.cell("state").value for row in sheet.rows[1:]] == ["in_progress", "ongoing"]  # type: ignore[union-attr]


def test_a_reading_that_a_clerk_has_settled_is_not_asked_about_again() -> None:
    from tracker.sheets.staged import Choices

    settled = Choices(values={("percent", "差不多了"): 90.0})
    rows = [HEAD, (6, "云岭水库除险", None, "推进中", "差不多了")]
    row = row_of(read(grid(rows), sender=WATER, choices=settled)[0], 2)
    assert (row.bin, row.cell("percent").value) == (Bin.ADDED, 90.0)  # type: ignore[union-attr]


def test_the_data_for_other_programs_names_tasks_by_their_number() -> None:
    known = plan()
    rows = [HEAD, (13, "校门口交通秩序整顿", "9月15日", "已完成", 1, "整顿完成。"), (None, "食堂改造", None, "推进中")]
    sheet = read(grid(rows), sender=SCHOOL, known=known)[0]
    data = as_json(sheet, {task.task_id: task for task in known.tasks})
    assert [(row["row"], row["kind"], row.get("task"), row.get("action")) for row in data["rows"]] == [
        (1, "header", None, None),
        (2, "task", "13", "accept"),
        (3, "task", None, "refuse"),
    ]
    assert data["rows"][1]["values"]["progress"] == 100
    assert data["rows"][1]["values"]["deadline"] == "2026-09-15"
