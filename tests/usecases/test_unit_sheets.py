"""Units that are merged or removed, and the sheets that were handed out to them or came from them."""

from pathlib import Path

import pytest

from tests.returned import PERIOD, Returned, places_of, take_in
from tests.stores import NOW, TODAY, contents
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.feedback import sheet_known
from tracker.usecases.feedback.period_book import period_book
from tracker.usecases.house import units
from tracker.usecases.house.history import undo
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks

DREDGING = "清理北渠淤泥"


def _unit(store: Store, name: str) -> int:
    return units.find_unit(store, name).id


def test_a_merged_unit_takes_its_sheets_along(planned: Store, tmp_path: Path) -> None:
    finance, housing = _unit(planned, "县财政局"), _unit(planned, "县住建局")
    take_in(planned, places_of(tmp_path), Returned("财政局.xlsx", "县财政局", [(DREDGING, {"percent": 30.0})]))
    with planned.transaction("登记") as work:
        work.insert_many("handout", [{"plan_id": 1, "period": PERIOD, "unit_id": finance, "file_name": "财政局.xlsx", "made_at": NOW}])
        sheet_known.remember_sender(work, "财政口子", finance)
    before = contents(planned.path)
    units.merge_units(planned, finance, housing)
    row = next(row for row in period_book(planned, 1, PERIOD, TODAY).rows if row.unit.id == housing)
    assert row.received is not None
    assert (row.received.name, row.handed_out, 1 in row.tasks, 1 in row.missing) == ("财政局.xlsx", NOW, True, False)
    assert sheet_known.choices(planned).senders == {"财政口子": housing}
    assert tasks.task_detail(planned, 1, TODAY).parts[0].unit_id == housing
    undo(planned)
    assert contents(planned.path) == before


def test_where_both_reported_the_remaining_unit_counts(planned: Store, tmp_path: Path) -> None:
    finance, housing = _unit(planned, "县财政局"), _unit(planned, "县住建局")
    tasks.set_role(planned, 1, housing, tasks.task_detail(planned, 1, TODAY).assignments[1].role)
    for name, percent in (("县财政局", 30.0), ("县住建局", 50.0)):
        take_in(planned, places_of(tmp_path), Returned(f"{name}.xlsx", name, [(DREDGING, {"percent": percent})]))
    units.merge_units(planned, finance, housing)
    assert [(part.unit_id, part.percent) for part in tasks.task_detail(planned, 1, TODAY).parts] == [(housing, 50)]


def test_a_unit_with_sheets_is_not_removed(planned: Store, tmp_path: Path) -> None:
    finance = _unit(planned, "县财政局")
    take_in(planned, places_of(tmp_path), Returned("财政局.xlsx", "县财政局", [(DREDGING, {"percent": 30.0})]))
    for task in (1, 2):
        tasks.set_role(planned, task, finance, None)
    with pytest.raises(UserError, match="反馈表、文书、问题或考核的记录"):
        units.remove_unit(planned, finance)


def test_a_name_remembered_for_a_unit_goes_with_it(planned: Store) -> None:
    lone = units.save_unit(planned, None, units.UnitFields(full_name="县外办")).result
    assert lone is not None
    with planned.transaction("记住") as work:
        sheet_known.remember_sender(work, "外事口子", lone)
    units.remove_unit(planned, lone)
    assert sheet_known.choices(planned).senders == {}


def test_a_plan_is_removed_with_its_sheets(planned: Store, tmp_path: Path) -> None:
    take_in(planned, places_of(tmp_path), Returned("水利局.xlsx", "县水利局", [(DREDGING, {"percent": 30.0, "person": "沈佳"})]))
    take_in(planned, places_of(tmp_path), Returned("财政局.xlsx", "县财政局", [(DREDGING, {"percent": 30.0})]))
    before = contents(planned.path)
    plans.remove_plan(planned, 1)
    after = contents(planned.path)
    assert [after[name] for name in ("received_file", "part_report", "progress_report", "contact")] == [[], [], [], []]
    undo(planned)
    assert contents(planned.path) == before


def test_a_task_is_removed_with_its_parts(planned: Store, tmp_path: Path) -> None:
    take_in(planned, places_of(tmp_path), Returned("财政局.xlsx", "县财政局", [(DREDGING, {"percent": 30.0})]))
    tasks.remove_task(planned, 1)
    assert contents(planned.path)["part_report"] == []
    undo(planned)
    assert len(tasks.task_detail(planned, 1, TODAY).parts) == 1
