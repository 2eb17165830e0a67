"""Fill-in workbooks: what a unit finds in them, that nothing half-made stays, and that they come back whole from every office program."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.returned import places_of
from tests.stores import TODAY, contents
from tracker.domain.task_keys import SPARE_KEY, task_key
from tracker.domain.terms import State
from tracker.errors import Cancelled, UserError
from tracker.reports.measure import line_count
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.usecases.feedback.period_book import period_book
from tracker.usecases.feedback.sheet_apply import apply_review
from tracker.usecases.feedback.sheet_files import begin_review
from tracker.usecases.feedback.sheet_make import MadeSheets, make_sheets
from tracker.usecases.feedback.sheet_read import stage_files
from tracker.usecases.house import history, units
from tracker.usecases.papers import ledger
from tracker.usecases.work import tasks

PERIOD = "2026-10"
OFFICE = shutil.which("soffice")
WATER, FINANCE = "县水利局", "县财政局"


def _made(store: Store, out: Path, **more: Any) -> MadeSheets:
    return make_sheets(store, 1, PERIOD, out, TODAY, **more)


def _of(made: MadeSheets, unit: str) -> Path:
    return next(file.path for file in made.files if file.unit == unit)


def _rows(path: Path) -> dict[str, list[Any]]:
    """Key → the values of its row, from 序号 on."""
    sheet = load_workbook(path).worksheets[0]
    return {str(row[0]): list(row[1:]) for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("T")}


def _column(sheet: Any, head: str) -> int:
    found = (cell.column for row in sheet.iter_rows(max_row=6) for cell in row if str(cell.value or "").startswith(head))
    return int(next(found))


def _fill(path: Path, out: Path, values: dict[int, dict[str, Any]]) -> None:
    """Type values into the rows of tasks, as a person at the unit would."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    lines = {sheet.cell(line, 1).value: line for line in range(1, sheet.max_row + 1)}
    for task_id, row in values.items():
        for head, value in row.items():
            cell = sheet.cell(lines[task_key(1, task_id)], _column(sheet, head))
            assert not cell.protection.locked
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(out)


def test_each_unit_gets_its_tasks_as_lead_and_as_cooperating_unit(planned: Store, tmp_path: Path) -> None:
    made = _made(planned, tmp_path / "下发" / "十月")
    assert [file.path.name for file in made.files] == [
        f"0{number}{unit}-2026年10月推进情况表.xlsx"
        for number, unit in enumerate((row.unit.full_name for row in period_book(planned, 1, PERIOD, TODAY).rows), 1)
    ]
    assert {file.unit: file.tasks for file in made.files} == {FINANCE: 2, WATER: 2, "县住建局": 1, "县柳编技艺专班": 1}
    assert made.without_members == ("各镇（街道）",)
    sheet = load_workbook(_of(made, FINANCE)).worksheets[0]
    texts = [str(row[1]) for row in sheet.iter_rows(values_only=True) if row[1]]
    assert texts[:3] == ["松河县水环境治理推进情况表", f"填报单位（盖章）：{FINANCE}", "序号"]
    assert [text for text in texts if "任务（" in text] == ["牵头任务（1项）", "配合任务（1项）"]
    assert [row[:3] for row in _rows(_of(made, FINANCE)).values()] == [
        [2, "更换老旧污水管", "6月底前完成一半"],
        [1, "清理北渠淤泥", "9月底前"],
    ]
    foot = [str(cell) for cell in list(sheet.iter_rows(values_only=True))[-1] if cell]
    assert [words.split("：")[0] for words in foot] == ["填报单位（盖章）", "填报人", "审核人", "填报日期"]


def test_only_what_is_to_be_filled_in_can_be_changed(planned: Store, tmp_path: Path) -> None:
    sheet: Any = load_workbook(_of(_made(planned, tmp_path), WATER)).worksheets[0]
    line = next(row[0].row for row in sheet.iter_rows() if str(row[0].value).startswith("T"))
    locked = {
        head: sheet.cell(line, _column(sheet, head)).protection.locked
        for head in ("序号", "重点任务", "完成时限", "完成状态", "进展", "责任人")
    }
    assert locked == {"序号": True, "重点任务": True, "完成时限": True, "完成状态": False, "进展": False, "责任人": False}
    assert sheet.protection.sheet and not sheet.protection.password
    assert not (sheet.protection.formatRows or sheet.protection.formatColumns or sheet.protection.autoFilter)
    assert sheet.column_dimensions["A"].hidden
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    by_head = {
        head: next(rule for area, rule in rules.items() if _letter(sheet, head) in area) for head in ("完成状态", "完成进度", "进展")
    }
    assert by_head["完成状态"].formula1 == '"已完成,推进中,未启动,长期坚持"'
    assert (by_head["完成进度"].type, by_head["完成进度"].formula1, by_head["完成进度"].formula2) == ("decimal", "0", "100")
    assert all(rule.prompt and rule.showInputMessage for rule in by_head.values())
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == ("landscape", 9, "$3:$3")


def _letter(sheet: Any, head: str) -> str:
    return str(sheet.cell(3, _column(sheet, head)).column_letter)


def test_last_period_stands_beside_in_grey_and_long_texts_are_shown(planned: Store, tmp_path: Path) -> None:
    said = "完成一段，" * 30
    tasks.report_progress(planned, 1, "2026-09", State.IN_PROGRESS, 35, said, today=TODAY)
    tasks.report_progress(planned, 3, PERIOD, State.IN_PROGRESS, 5, "本期先报的", today=TODAY)
    sheet: Any = load_workbook(_of(_made(planned, tmp_path), WATER)).worksheets[0]
    column = _column(sheet, "上期")
    cell = next(row[column - 1] for row in sheet.iter_rows() if str(row[column - 1].value).startswith("推进中 35%：完成一段"))
    assert cell.font.color.rgb == "FF7F7F7F" and cell.protection.locked
    width = sheet.column_dimensions[cell.column_letter].width
    lines = line_count(str(cell.value), (width * 7.333 - 3) * 0.75 / 10.5)
    assert sheet.row_dimensions[cell.row].height >= lines * 10.5 * 1.2
    assert not any("本期先报的" in str(one.value) for row in sheet.iter_rows() for one in row), "this period is not the last one"
    plain = load_workbook(_of(_made(planned, tmp_path / "b", unit_ids=[_unit(planned, "县住建局")]), "县住建局")).worksheets[0]
    assert not any(str(one.value).startswith("上期") for row in plain.iter_rows() for one in row), "an empty column would only take room"


def _unit(store: Store, name: str) -> int:
    return next(unit.id for unit in units.list_units(store) if unit.full_name == name)


def test_a_title_like_a_formula_stays_a_text(planned: Store, tmp_path: Path) -> None:
    tasks.edit_task(planned, 1, title="=HYPERLINK(1)清淤")
    path = _of(_made(planned, tmp_path), WATER)
    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.data_type for cell in cells if str(cell.value).startswith("=")] == ["s", "s"]
    assert not any(cell.data_type == "f" for cell in cells)


def test_the_register_is_one_operation(planned: Store, tmp_path: Path) -> None:
    made = _made(planned, tmp_path)
    assert made.changes.name == "发放2026年10月推进情况表（4个单位）"
    row = next(row for row in period_book(planned, 1, PERIOD, TODAY).rows if row.unit.full_name == WATER)
    assert row.handed_out is not None and row.handed_out_as.endswith("县水利局-2026年10月推进情况表.xlsx")
    history.undo(planned)
    assert contents(planned.path)["handout"] == []


def test_one_workbook_with_a_sheet_per_unit(planned: Store, tmp_path: Path) -> None:
    made = _made(planned, tmp_path, one_workbook=True)
    (path,) = {file.path for file in made.files}
    book = load_workbook(path)
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [file.unit for file in made.files]
    assert book.worksheets[-1].sheet_state == "veryHidden"


@pytest.mark.parametrize("when", [0.0, 0.3, 0.95])
def test_a_cancel_leaves_nothing(planned: Store, tmp_path: Path, when: float) -> None:
    before = contents(planned.path)

    def stop(done: float, _: str) -> None:
        if done >= when:
            raise Cancelled

    with pytest.raises(Cancelled):
        _made(planned, tmp_path / "下发", progress=stop)
    assert not list(tmp_path.glob("下发/*")) and contents(planned.path) == before


def test_a_file_that_somebody_worked_in_is_never_overwritten(planned: Store, tmp_path: Path) -> None:
    first = _of(_made(planned, tmp_path), WATER)
    assert _of(_made(planned, tmp_path), WATER) == first, "an unfilled one of ours is replaced"
    _fill(first, first, {1: {"进展": "填了一半"}})
    second = _of(_made(planned, tmp_path), WATER)
    assert second.name.endswith("（2）.xlsx")
    assert any("填了一半" in map(str, row) for row in _rows(first).values())


def test_what_cannot_be_made_is_said(planned: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="请写成 2026-11"):
        make_sheets(planned, 1, "2026年10月", tmp_path, TODAY)
    with pytest.raises(UserError, match="没有任务"):
        _made(planned, tmp_path, unit_ids=[999])
    with pytest.raises(UserError, match="没有找到这份方案"):
        make_sheets(planned, 9, PERIOD, tmp_path, TODAY)
    (tmp_path / "文件").write_text("x")
    with pytest.raises(UserError, match="不是文件夹"):
        _made(planned, tmp_path / "文件")


def test_spare_rows_come_back_as_proposals_that_a_person_decides(planned: Store, tmp_path: Path) -> None:
    path = _of(_made(planned, tmp_path / "下发", spare=3), "县住建局")
    book: Any = load_workbook(path)
    sheet = book.worksheets[0]
    lines = [line for line in range(1, sheet.max_row + 1) if sheet.cell(line, 1).value == SPARE_KEY]
    assert len(lines) == 3
    for head in ("重点任务", "完成时限", "完成状态", "进展", "责任人"):
        assert not sheet.cell(lines[0], _column(sheet, head)).protection.locked
    assert sheet.cell(lines[0], _column(sheet, "序号")).protection.locked
    empty = stage_files(planned, [path], 1, PERIOD, today=TODAY).sheets[0]
    assert [row.kind for row in empty.rows if row.row in lines] == ["blank"] * 3

    for line, title, said in (
        (lines[0], "给老城区换路灯", "换了12盏"),
        (lines[1], "清理北渠淤泥", "清了一段"),
        (lines[2], None, "忘了写名称"),
    ):
        sheet.cell(line, _column(sheet, "重点任务")).value = title
        sheet.cell(line, _column(sheet, "进展")).value = said
    book.save(tmp_path / "回来.xlsx")
    (staged,) = stage_files(planned, [tmp_path / "回来.xlsx"], 1, PERIOD, today=TODAY).sheets
    back = [row for row in staged.rows if row.row in lines]
    assert [(row.bin, row.task_id, [reason.code for reason in row.reasons]) for row in back] == [(Bin.ASK, None, ["proposed_task"])] * 3
    assert "给老城区换路灯" in back[0].reasons[0].words and back[1].candidates[0] == 1
    assert "没有写任务名称" in back[2].reasons[0].words

    before = contents(planned.path)
    places = places_of(tmp_path)
    review, _desk = begin_review(planned, places, [tmp_path / "回来.xlsx"], 1, PERIOD, TODAY)
    assert not review.ready
    apply_review(planned, places, review, TODAY, leave_doubts=True)
    assert contents(planned.path)["task"] == before["task"] and contents(planned.path)["progress_report"] == before["progress_report"]


@pytest.mark.parametrize("spare", [-1, 51])
def test_a_count_of_spare_rows_that_makes_no_sense_is_said(planned: Store, tmp_path: Path, spare: int) -> None:
    with pytest.raises(UserError, match="0 到 50"):
        _made(planned, tmp_path, spare=spare)


def _as_typed(filled: Path) -> Path:
    return filled


def _resaved(suffix: str) -> Callable[[Path], Path]:
    def convert(filled: Path) -> Path:
        assert OFFICE is not None
        out = filled.parent / "另存"
        profile = f"-env:UserInstallation={(filled.parent / 'profile').as_uri()}"
        command = [OFFICE, profile, "--headless", "--convert-to", suffix, "--outdir", str(out), str(filled)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return out / f"{filled.stem}.{suffix}"

    return convert


needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


@pytest.mark.parametrize(
    "through",
    [
        pytest.param(_as_typed, id="openpyxl"),
        pytest.param(_resaved("xlsx"), id="libreoffice-xlsx", marks=needs_office),
        pytest.param(_resaved("xls"), id="libreoffice-xls", marks=needs_office),
        pytest.param(_resaved("ods"), id="libreoffice-ods", marks=needs_office),
    ],
)
def test_round_trip_to_the_ledger(planned: Store, tmp_path: Path, through: Callable[[Path], Path]) -> None:
    """Make, fill in, save in another program, stage, import: every row by its key, every value in the ledger."""
    path = _of(_made(planned, tmp_path / "下发"), WATER)
    filled = tmp_path / "回来.xlsx"
    typed = {
        1: {
            "完成状态": "推进中", "完成进度": 65, "进展": "两段完工，\n第三段开挖", "存在": "=资金未到位", "下一步": "-增加班组",
            "责任科室": "河湖股", "责任人": "沈𠮷", "联系电话": "13600001234",
        },
        3: {
            "完成状态": "长期坚持", "完成进度": 12.5, "进展": "+巡查9次", "存在": "无",
            "下一步": "@各段长每旬巡查", "责任人": "何川",
        },
    }  # fmt: skip
    _fill(path, filled, typed)
    back = through(filled)
    batch = stage_files(planned, [back], 1, PERIOD, today=TODAY)
    (sheet,) = batch.sheets
    assert (batch.refused, sheet.sender_id, sheet.sender_by, sheet.questions, sheet.missing) == ((), _unit(planned, WATER), "key", (), ())
    rows = [row for row in sheet.rows if row.kind == "task"]
    assert [(row.task_id, row.matched_by, row.bin, row.reasons) for row in rows] == [(1, "key", Bin.ADDED, ()), (3, "key", Bin.ADDED, ())]
    assert all(row.bin is Bin.NOT_TASK for row in sheet.rows if row.kind != "task")

    places = places_of(tmp_path)
    review, _desk = begin_review(planned, places, [back], 1, PERIOD, TODAY)
    assert review.ready
    apply_review(planned, places, review, TODAY)
    content = ledger.ledger_data(planned, ledger.LedgerRequest(1, period=PERIOD), TODAY)
    first, third = (next(task for task in content.tasks if task.title == title) for title in ("清理北渠淤泥", "每月巡查排口"))
    assert first.report is not None and third.report is not None and first.contact is not None and third.contact is not None
    assert (first.state, first.percent, third.state, third.percent) == (State.IN_PROGRESS, 65, State.ONGOING, 12.5)
    assert (first.report.progress, first.report.problems, first.report.next_steps) == ("两段完工，\n第三段开挖", "=资金未到位", "-增加班组")
    assert (third.report.progress, third.report.next_steps) == ("+巡查9次", "@各段长每旬巡查")
    assert (first.contact.office, first.contact.person, first.contact.phone) == ("河湖股", "沈𠮷", "13600001234")
    assert third.contact.person == "何川"
    row = next(row for row in period_book(planned, 1, PERIOD, TODAY).rows if row.unit.full_name == WATER)
    assert (row.missing, row.standing.label) == ((), "已报")


def test_one_workbook_for_all_comes_back_sheet_by_sheet(planned: Store, tmp_path: Path) -> None:
    (path,) = {file.path for file in _made(planned, tmp_path / "下发", one_workbook=True).files}
    book: Any = load_workbook(path)
    for sheet in book.worksheets[:-1]:
        for line in range(4, sheet.max_row + 1):
            if sheet.cell(line, 1).value:
                sheet.cell(line, _column(sheet, "完成状态")).value = "推进中"
    book.save(path)
    batch = stage_files(planned, [path], 1, PERIOD, today=TODAY)
    senders = {_unit(planned, sheet.sheet): sheet.sheet for sheet in batch.sheets}
    assert [sheet.sender_id for sheet in batch.sheets] == list(senders) and len(senders) == 4
    assert not any(sheet.questions or sheet.missing for sheet in batch.sheets)
    assert {row.bin for sheet in batch.sheets for row in sheet.rows if row.kind == "task"} == {Bin.ADDED}


def test_an_unfilled_form_that_comes_back_changes_nothing(planned: Store, tmp_path: Path) -> None:
    tasks.report_progress(planned, 1, "2026-09", State.IN_PROGRESS, 35, "已清一段", today=TODAY)
    path = _of(_made(planned, tmp_path / "下发"), WATER)
    before = contents(planned.path)
    batch = stage_files(planned, [path], 1, PERIOD, today=TODAY)
    rows = [row for row in batch.sheets[0].rows if row.kind == "task"]
    assert not any(cell.changes for row in rows for cell in row.cells)
    assert contents(planned.path) == before
