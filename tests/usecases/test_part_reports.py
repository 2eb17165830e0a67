"""What a cooperating unit reported, put right by hand: kept against its next file in silence, and taken back by one undo."""

from pathlib import Path

import pytest

from tests.returned import PERIOD, Returned, begin, places_of, take_in
from tests.stores import TODAY, contents
from tracker.domain.records import PartRecord
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.work import tasks
from tracker.usecases.work.part_reports import PartValues, edit_part, remove_part

DREDGING = "清理北渠淤泥"


@pytest.fixture
def part(planned: Store, tmp_path: Path) -> PartRecord:
    said = {"state": "in_progress", "percent": 30.0, "progress": "已拨款", "person": "何川"}
    take_in(planned, places_of(tmp_path), Returned("财政局.xlsx", "县财政局", [(DREDGING, said)]))
    return _part(planned)


def _part(store: Store) -> PartRecord:
    (found,) = tasks.task_detail(store, 1, TODAY).parts
    return found


def test_a_part_is_put_right_and_leaves_the_task_alone(planned: Store, part: PartRecord) -> None:
    before = contents(planned.path)
    done = edit_part(planned, part.id, PartValues(State.IN_PROGRESS, 35, "已拨款两笔", person="何川"))
    assert done.name == "修改财政局报的任务 1“清理北渠淤泥” 2026年9月的进展"
    now = _part(planned)
    assert (now.percent, now.progress, now.person, now.period) == (35, "已拨款两笔", "何川", PERIOD)
    assert now.origin is not None
    assert now.origin.by_hand == {"percent", "progress"}
    after = contents(planned.path)
    assert (after["task"], after["progress_report"], after["contact"]) == (before["task"], before["progress_report"], before["contact"])
    history.undo(planned)
    assert contents(planned.path)["part_report"] == before["part_report"]


def test_the_next_file_of_the_unit_asks_about_what_was_put_right(planned: Store, part: PartRecord) -> None:
    edit_part(planned, part.id, PartValues(State.IN_PROGRESS, 35, "已拨款", person="何川"))
    again = {"state": "in_progress", "percent": 40.0, "progress": "已拨款", "person": "何川"}
    (row,) = begin(planned, Returned("财政局（新）.xlsx", "县财政局", [(DREDGING, again)])).table.rows[-1:]
    assert (row.bin, [reason.code for reason in row.reasons]) == (Bin.ASK, ["hand_edited"])


def test_a_part_is_taken_away_and_given_back(planned: Store, part: PartRecord) -> None:
    done = remove_part(planned, part.id)
    assert done.name == "删除财政局报的任务 1“清理北渠淤泥” 2026年9月的进展"
    assert tasks.task_detail(planned, 1, TODAY).parts == ()
    history.undo(planned)
    assert _part(planned) == part


def test_an_impossible_percentage_is_refused(planned: Store, part: PartRecord) -> None:
    with pytest.raises(UserError, match="0 到 100"):
        edit_part(planned, part.id, PartValues(percent=101))
    assert _part(planned) == part
