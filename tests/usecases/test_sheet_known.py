"""What the reader of returned sheets is told of the store."""

from datetime import date

from tests.stores import TODAY
from tracker.domain.terms import Role, State
from tracker.sheets.staged import StoredReport
from tracker.storage.store import Store
from tracker.usecases.feedback import sheet_known
from tracker.usecases.house import units
from tracker.usecases.house.history import undo
from tracker.usecases.work import tasks

PERIOD = "2026-09"


def _known(store: Store, task_id: int, period: str = PERIOD) -> StoredReport:
    return next(task for task in sheet_known.known_tasks(store, 1, period) if task.task_id == task_id).stored_for(None)


def test_tasks_with_units_and_limits(planned: Store) -> None:
    names = {unit.full_name: unit.id for unit in units.list_units(planned)}
    dredging, pipes, *_ = sheet_known.known_tasks(planned, 1, PERIOD)
    assert (dredging.number, dredging.title, dredging.heading, dredging.due) == (1, "清理北渠淤泥", "治污", date(2026, 9, 30))
    assert dredging.units == {names["县水利局"]: Role.LEAD, names["县财政局"]: Role.SUPPORT}
    assert dredging.stored_for(None) == StoredReport(leader="周树声、李望")
    assert pipes.stored_for(names["县住建局"]) == StoredReport(), "nothing was reported yet"


def test_members_of_a_group_have_its_tasks(planned: Store) -> None:
    names = {unit.full_name: unit.id for unit in units.list_units(planned)}
    town = units.save_unit(planned, None, units.UnitFields(full_name="柳湾镇")).result
    assert town is not None
    units.set_members(planned, names["各镇（街道）"], [town])
    pipes = sheet_known.known_tasks(planned, 1, PERIOD)[1]
    assert pipes.units[town] is Role.IMPLEMENT
    assert pipes.stored_for(town) == StoredReport()


def test_the_report_of_the_period_else_the_one_before(planned: Store) -> None:
    tasks.report_progress(planned, 1, "2026-07", State.IN_PROGRESS, 30, "一段", today=TODAY)
    tasks.report_progress(planned, 1, "2026-10", State.IN_PROGRESS, 90, "四段", today=TODAY)
    assert (_known(planned, 1).period, _known(planned, 1).percent) == ("2026-07", 30)
    assert _known(planned, 1, "2026-06").period == ""
    assert _known(planned, 1, "2026-10").progress == "四段"


def test_hand_edits_are_told_for_their_period_only(planned: Store) -> None:
    tasks.report_progress(planned, 1, PERIOD, State.IN_PROGRESS, 30, "一段", today=TODAY)
    assert _known(planned, 1).by_hand == {"state", "percent", "progress"}
    assert _known(planned, 1, "2026-10").by_hand == frozenset()
    tasks.set_contact(planned, 1, leader="周树声、李望", person="沈佳", today=TODAY)
    assert _known(planned, 1, "2026-10").by_hand == {"person"}


def test_a_state_set_on_the_task_itself_counts_before_the_report(planned: Store) -> None:
    tasks.report_progress(planned, 1, "2026-08", State.IN_PROGRESS, 30, "一段", today=TODAY)
    tasks.set_state(planned, [1], State.COMPLETED, TODAY)
    known = _known(planned, 1)
    assert (known.period, known.state, known.percent) == ("2026-08", State.COMPLETED, 100)
    assert known.by_hand == {"state", "percent"}
    undo(planned)
    assert _known(planned, 1).by_hand == frozenset()
    tasks.edit_task(planned, 1, percent=30)
    assert _known(planned, 1).by_hand == frozenset(), "the same again is no edit"


def test_a_name_that_every_file_has_is_not_remembered_for_one_sender() -> None:
    for name, somebody in {
        "水务口子9月": True,
        "河道 站": True,
        "2026年9月推进情况表（终稿）": False,
        "反馈表(2)": False,
        "": False,
    }.items():
        assert sheet_known.names_somebody(name) is somebody, name


def test_what_is_remembered_is_there_for_the_next_file(planned: Store) -> None:
    unit = units.list_units(planned)[0].id
    with planned.transaction("记住写法") as work:
        sheet_known.remember_columns(work, "甲|乙", {0: "number", 1: ""})
        sheet_known.remember_columns(work, "甲|乙", {1: "title"})
        sheet_known.remember_value(work, "percent", "大半 ", 60)
        sheet_known.remember_value(work, "percent", "大半", 70.0)
        sheet_known.remember_sender(work, "水利局 河道科", unit)
        sheet_known.remember_wording(work, 1, "北渠清淤")
        sheet_known.remember_wording(work, 1, "北渠清淤")
    choices = sheet_known.choices(planned)
    assert choices.columns == {"甲|乙": {0: "number", 1: "title"}}
    assert choices.values == {("percent", "大半"): 70.0}
    assert choices.senders == {"水利局河道科": unit}
    assert sheet_known.known_tasks(planned, 1, PERIOD)[0].titles == ("北渠清淤",)
    undo(planned)
    assert sheet_known.choices(planned).columns == {}
