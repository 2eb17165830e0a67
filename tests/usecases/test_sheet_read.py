"""Files from units read against a stored plan: each ends as staged tables or as one sentence, and nothing is written."""

from pathlib import Path

import pytest

from tests.stores import TODAY
from tracker.errors import Cancelled
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_known import known_tasks
from tracker.usecases.feedback.sheet_read import FileChoices, SheetReader, stage_files

PERIOD = "2026-09"


def _csv(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join(rows), "utf-8")
    return path


def _returned(store: Store, folder: Path, name: str = "9月反馈.csv") -> Path:
    task = known_tasks(store, 1, PERIOD)[0]
    return _csv(folder, name, "序号,任务名称,完成状态,完成进度,进展情况", f"{task.number},{task.title},推进中,60%,已开工。")


def test_a_file_is_staged_and_nothing_is_written(planned: Store, tmp_path: Path) -> None:
    before = known_tasks(planned, 1, PERIOD)
    batch = stage_files(planned, [_returned(planned, tmp_path)], 1, PERIOD, collected=True, today=TODAY)
    (sheet,) = batch.sheets
    row = next(row for row in sheet.rows if row.kind == "task")
    assert (row.bin, row.reasons) == (Bin.ADDED, ())
    assert known_tasks(planned, 1, PERIOD) == before


def test_files_come_back_in_their_order_with_the_reason_for_those_that_hold_no_tasks(planned: Store, tmp_path: Path) -> None:
    good = _returned(planned, tmp_path)
    empty = _csv(tmp_path, "空.csv", "")
    other = _csv(tmp_path, "通讯录.csv", "姓名,电话", "周敏,13800001234")
    batch = stage_files(planned, [empty, good, other], 1, PERIOD, collected=True, today=TODAY)
    assert [bool(file.sheets) for file in batch.files] == [False, True, False]
    assert [name for name, _error in batch.refused] == ["空.csv", "通讯录.csv"]
    assert "没有找到任务表" in str(batch.refused[1][1])


def test_a_choice_is_staged_without_reading_the_file_again(planned: Store, tmp_path: Path) -> None:
    path = _returned(planned, tmp_path)
    reader = SheetReader(planned, 1, PERIOD, TODAY)
    (file,) = reader.stage_all([path]).files
    assert [question.code for question in file.sheets[0].questions] == ["unknown_sender"]
    path.unlink()
    assert file.tables is not None
    again = reader.stage(path, file.tables, FileChoices(collected=True))
    assert (again.sheets[0].sender_by, again.sheets[0].questions) == ("office", ())


def test_columns_that_a_person_chose_hold(planned: Store, tmp_path: Path) -> None:
    reader = SheetReader(planned, 1, PERIOD, TODAY)
    (file,) = reader.stage_all([_returned(planned, tmp_path)], FileChoices(collected=True)).files
    assert file.tables is not None
    signature = file.sheets[0].signature
    chosen = FileChoices(collected=True, columns={signature: {0: "number", 1: "title", 2: "state", 3: "percent", 4: "problems"}})
    row = next(row for row in reader.stage(file.path, file.tables, chosen).sheets[0].rows if row.kind == "task")
    assert {cell.field: cell.value for cell in row.cells if cell.changes} == {"state": "in_progress", "percent": 60, "problems": "已开工。"}


def test_reading_can_be_cancelled(planned: Store, tmp_path: Path) -> None:
    def stop(_done: float, _text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        stage_files(planned, [_returned(planned, tmp_path)], 1, PERIOD, today=TODAY, progress=stop)
