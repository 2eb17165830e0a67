"""Returned files in the store: what is written, what it settles, that it can be taken back, and that later hand edits are never lost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.returned import PERIOD, Returned, begin, key, places_of, take_in
from tests.stores import TODAY, clock, contents
from tracker.domain.ledger import LedgerTask
from tracker.domain.records import ChangeRecord, TaskDetail
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.usecases.feedback import sheet_known
from tracker.usecases.feedback.sheet_apply import Applied, apply_review
from tracker.usecases.house import history, units
from tracker.usecases.papers import ledger
from tracker.usecases.work import tasks

DREDGING, PIPES, OUTLETS = "清理北渠淤泥", "更换老旧污水管", "每月巡查排口"


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return places_of(tmp_path)


@pytest.fixture
def reopened(planned: Store) -> Iterator[Store]:
    """The same database in a program that was started anew."""
    planned.close()
    store = Store.open(planned.path, clock)
    yield store
    store.close()


def _water(**more: object) -> Returned:
    values = {"state": "in_progress", "percent": 65.0, "progress": "两段完工", "person": "沈佳", "phone": "13600000000"}
    return Returned("水利局9月.xlsx", "县水利局", [(DREDGING, values | more), (OUTLETS, {"state": "ongoing", "progress": "巡查两次"})])


def _detail(store: Store, task_id: int = 1) -> TaskDetail:
    return tasks.task_detail(store, task_id, TODAY)


def _changes(store: Store, applied: Applied) -> list[ChangeRecord]:
    assert applied.changes.operation_id is not None
    return history.changes_of(store, applied.changes.operation_id)


def _states(store: Store) -> list[str]:
    return [row[8] for row in contents(store.path)["received_file"]]


def test_a_lead_settles_its_task(planned: Store, places: Paths) -> None:
    applied = take_in(planned, places, _water())
    assert applied.changes.name == "导入2026年9月反馈表（1个文件）"
    assert applied.counts == {Bin.ADDED: 2}
    detail = _detail(planned)
    assert (detail.row.state, detail.row.percent) == (State.IN_PROGRESS, 65)
    (report,) = detail.reports
    assert (report.period, report.progress, report.percent) == (PERIOD, "两段完工", 65)
    assert (detail.contacts[0].leader, detail.contacts[0].person) == ("周树声、李望", "沈佳"), "an empty cell changes nothing"
    assert applied.backup.exists()


def test_a_supporting_unit_reports_its_part_only(planned: Store, places: Paths) -> None:
    take_in(planned, places, Returned("财政局.xlsx", "县财政局", [(DREDGING, {"state": "in_progress", "percent": 80.0, "person": "何川"})]))
    detail = _detail(planned)
    assert (detail.row.state, detail.reports, len(detail.contacts)) == (State.NOT_STARTED, (), 1)
    finance = next(unit.id for unit in units.list_units(planned) if unit.full_name == "县财政局")
    stored = sheet_known.known_tasks(planned, 1, PERIOD)[0].stored_for(finance)
    assert (stored.state, stored.percent, stored.person, stored.period) == (State.IN_PROGRESS, 80, "何川", PERIOD)
    again = take_in(planned, places, Returned("财政局（新）.xlsx", "县财政局", [(DREDGING, {"percent": 90.0})]))
    assert again.counts == {Bin.UPDATED: 1}
    assert sheet_known.known_tasks(planned, 1, PERIOD)[0].stored_for(finance).percent == 90


def test_each_figure_tells_its_file_and_row(planned: Store, places: Paths) -> None:
    take_in(planned, places, _water(problems="资金未到"), period="2026-08")
    take_in(planned, places, _water())
    take_in(planned, places, Returned("财政局.xlsx", "县财政局", [(PIPES, {}), (DREDGING, {"percent": 30.0})]))
    tasks.report_progress(planned, 1, PERIOD, State.IN_PROGRESS, 70, "两段完工", "资金未到", today=TODAY)
    detail = _detail(planned)
    origin, contact, part = detail.reports[0].origin, detail.contacts[0].origin, detail.parts[0]
    assert origin is not None
    assert contact is not None
    assert part.origin is not None
    place = "水利局9月.xlsx“Sheet1”第2行"
    assert [origin.of(name) for name in ("progress", "percent", "problems")] == [place, "手工修改", "沿用此前所报"]
    assert (contact.of("person"), contact.of("leader")) == (place, "沿用此前所报")
    assert (part.unit, part.percent, part.origin.row, part.origin.unit) == ("财政局", 30, 3, "财政局")


def test_the_ledger_says_what_cooperating_units_reported(planned: Store, places: Paths) -> None:
    take_in(planned, places, _water(problems="资金未到"))
    take_in(planned, places, Returned("财政局.xlsx", "县财政局", [(DREDGING, {"percent": 30.0, "progress": "已拨款", "problems": ""})]))
    line = _line(planned, ledger.LedgerRequest(1, period=PERIOD))
    assert line.report is not None
    assert (line.percent, line.report.progress, line.report.problems) == (65, "两段完工\n财政局：已拨款", "资金未到")
    assert _line(planned, ledger.LedgerRequest(1, period="2026-08")).report is None
    water = units.find_unit(planned, "县水利局").id
    own = _line(planned, ledger.LedgerRequest(1, unit_id=water, period=PERIOD))
    assert own.report is not None
    assert own.report.progress == "两段完工", "a unit's ledger has its own words"


def _line(store: Store, request: ledger.LedgerRequest) -> LedgerTask:
    return next(line for line in ledger.ledger_data(store, request, TODAY).tasks if line.number == 1)


def test_the_same_file_again_changes_nothing(planned: Store, places: Paths) -> None:
    take_in(planned, places, _water())
    before = contents(planned.path)
    again = take_in(planned, places, _water())
    assert again.counts == {Bin.SAME: 2}
    assert (again.changes.operation_id, contents(planned.path)) == (None, before)


def test_nothing_done_yet_is_a_figure_too(planned: Store, places: Paths) -> None:
    zero = Returned("水利局.xlsx", "县水利局", [(DREDGING, {"state": "not_started", "percent": 0.0})])
    take_in(planned, places, zero)
    assert take_in(planned, places, zero).counts == {Bin.SAME: 1}
    assert _detail(planned).reports[0].percent == 0


def test_a_newer_file_of_the_unit_replaces(planned: Store, places: Paths) -> None:
    take_in(planned, places, _water())
    newer = take_in(planned, places, _water(percent=70.0, progress=""))
    assert newer.counts == {Bin.UPDATED: 1, Bin.SAME: 1}
    assert _states(planned) == ["replaced", "applied"]
    (report,) = _detail(planned).reports
    assert (report.percent, report.progress) == (70, "两段完工")
    assert {row[9] for row in contents(planned.path)["progress_report"]} == {2}, "both figures now stand in the newer file"


def test_two_files_with_different_tasks_of_one_unit_both_count(planned: Store, places: Paths) -> None:
    both = _water()
    first, second = Returned("一.xlsx", "县水利局", both.rows[:1]), Returned("二.xlsx", "县水利局", both.rows[1:])
    take_in(planned, places, first)
    take_in(planned, places, second)
    assert _states(planned) == ["applied", "applied"]


def test_the_next_period_goes_on_from_the_last(planned: Store, places: Paths) -> None:
    take_in(planned, places, _water(problems="资金未到"), period="2026-08")
    september = take_in(planned, places, _water())
    assert september.counts == {Bin.SAME: 2}
    reports = _detail(planned).reports
    assert [report.period for report in reports] == ["2026-09", "2026-08"]
    assert reports[0].problems == "资金未到", "an empty cell changes nothing"


def test_an_earlier_period_does_not_settle_the_task(planned: Store, places: Paths) -> None:
    take_in(planned, places, _water())
    take_in(planned, places, _water(percent=20.0), period="2026-07")
    assert _detail(planned).row.percent == 65
    assert [report.percent for report in _detail(planned).reports] == [65, 20]


def test_completed_and_reopened(planned: Store, places: Paths) -> None:
    take_in(planned, places, Returned("8月.xlsx", "县水利局", [(DREDGING, {"state": "in_progress", "percent": 40.0})]), period="2026-08")
    take_in(planned, places, Returned("9月.xlsx", "县水利局", [(DREDGING, {"state": "completed"})]))
    row = _detail(planned).row
    assert (row.state, row.percent, row.completed_on) == (State.COMPLETED, 100, TODAY)
    take_in(planned, places, Returned("10月.xlsx", "县水利局", [(DREDGING, {"state": "in_progress"})]), period="2026-10")
    row = _detail(planned).row
    assert (row.state, row.percent, row.completed_on) == (State.IN_PROGRESS, None, None)


def test_a_percentage_alone_says_that_work_is_under_way(planned: Store, places: Paths) -> None:
    take_in(planned, places, Returned("水利局.xlsx", "县水利局", [(DREDGING, {"percent": 30.0}), (OUTLETS, {"percent": 0.0})]))
    assert [_detail(planned, task).row.state for task in (1, 3)] == [State.IN_PROGRESS, State.NOT_STARTED]
    take_in(planned, places, Returned("水利局2.xlsx", "县水利局", [(DREDGING, {"state": "completed"})]))
    again = begin(planned, Returned("水利局3.xlsx", "县水利局", [(DREDGING, {"percent": 90.0})]))
    assert "重新打开" in again.row(key(2)).reasons[0].words
    again.accept(key(2))
    apply_review(planned, places, again, TODAY)
    row = _detail(planned).row
    assert (row.state, row.percent, row.completed_on) == (State.IN_PROGRESS, 90, None)


def test_the_history_tells_an_import_in_words(planned: Store, places: Paths) -> None:
    take_in(planned, places, _water())
    done = take_in(planned, places, _water(percent=70.0))
    told = [(change.action, change.what, {name: new for name, _, new in change.fields}) for change in _changes(planned, done)]
    assert ("修改", "收到的反馈表“水利局9月.xlsx”", {"状态": "已被新的一份代替"}) in told
    (figures,) = [fields for action, what, fields in told if (action, what) == ("修改", "任务 1 的进展")]
    assert figures["进度"] == "70%"


def test_a_hand_edit_is_asked_about_and_kept_if_wanted(planned: Store, places: Paths) -> None:
    take_in(planned, places, _water())
    tasks.report_progress(planned, 1, PERIOD, State.IN_PROGRESS, 75, "两段完工", today=TODAY)
    left = take_in(planned, places, _water())
    assert left.counts == {Bin.ASK: 1, Bin.SAME: 1}
    assert _detail(planned).row.percent == 75
    review = begin(planned, _water(progress="三段完工"))
    review.keep(key(2))
    applied = apply_review(planned, places, review, TODAY)
    assert applied.counts == {Bin.UPDATED: 1, Bin.SAME: 1}
    assert (_detail(planned).row.percent, _detail(planned).reports[0].progress) == (75, "三段完工")
    assert begin(planned, _water(progress="三段完工")).row(key(2)).bin is Bin.ASK, "what was kept by hand is asked about again"
    review = begin(planned, _water(progress="三段完工"))
    review.accept(key(2))
    apply_review(planned, places, review, TODAY)
    assert _detail(planned).row.percent == 65
    assert begin(planned, _water(progress="三段完工")).row(key(2)).bin is Bin.SAME


def test_a_state_set_on_the_task_is_asked_about(planned: Store, places: Paths) -> None:
    take_in(planned, places, _water(), period="2026-08")
    tasks.set_state(planned, [1], State.COMPLETED, TODAY)
    assert take_in(planned, places, _water()).counts[Bin.ASK] == 1
    assert _detail(planned).row.state is State.COMPLETED


def test_the_store_changed_under_the_review(planned: Store, places: Paths) -> None:
    review = begin(planned, _water())
    tasks.report_progress(planned, 1, PERIOD, State.IN_PROGRESS, 10, "一段", today=TODAY)
    before = contents(planned.path)
    with pytest.raises(UserError, match="核对期间台账里的数据有变动"):
        apply_review(planned, places, review, TODAY)
    assert contents(planned.path) == before
    review.refresh()
    assert review.row(key(2)).bin is Bin.ASK


def test_what_a_person_emptied_is_asked_about_too(planned: Store, places: Paths) -> None:
    take_in(planned, places, _water())
    tasks.report_progress(planned, 1, PERIOD, State.IN_PROGRESS, None, "", today=TODAY)
    left = take_in(planned, places, _water())
    assert left.counts == {Bin.ASK: 1, Bin.SAME: 1}
    assert _detail(planned).reports[0].progress == ""


def test_a_row_that_says_nothing_is_no_report(planned: Store, places: Paths) -> None:
    before = contents(planned.path)
    empty = take_in(planned, places, Returned("水利局.xlsx", "县水利局", [(DREDGING, {"percent": "", "progress": ""})]))
    assert empty.counts == {Bin.SAME: 1}
    after = contents(planned.path)
    assert {name for name, rows in after.items() if rows != before[name]} == {"received_file"}


def test_nothing_open_is_stored(planned: Store, places: Paths) -> None:
    before = contents(planned.path)
    review = begin(planned, Returned("水利局.xlsx", "县水利局", [(DREDGING, {"percent": "?快了"})]))
    with pytest.raises(UserError, match="还有 1 行待确认"):
        apply_review(planned, places, review, TODAY)
    assert contents(planned.path) == before
    assert not places.backups.exists()


def test_undo_after_a_restart_keeps_later_edits_and_says_so(planned: Store, places: Paths, reopened: Store) -> None:
    applied = take_in(reopened, places, _water())
    reopened.close()
    store = Store.open(reopened.path, clock)
    tasks.report_progress(store, 1, PERIOD, State.IN_PROGRESS, 75, "两段半完工", today=TODAY)
    store.close()
    store = Store.open(reopened.path, clock)
    taken_back = history.undo(store, applied.changes.operation_id)
    assert taken_back.kept
    assert "任务 1" in taken_back.kept[0]
    detail = _detail(store)
    assert (detail.row.state, detail.row.percent, detail.reports[0].progress) == (State.IN_PROGRESS, 75, "两段半完工")
    assert _detail(store, 3).reports == (), "what nobody touched is as before"
    assert detail.contacts[0].person == ""
    store.close()


def test_undo_without_later_edits_is_exact(planned: Store, places: Paths) -> None:
    before = contents(planned.path)
    take_in(planned, places, _water(), Returned("财政局.xlsx", "县财政局", [(DREDGING, {"percent": 30.0})]))
    after = contents(planned.path)
    assert history.undo(planned).kept == ()
    assert contents(planned.path) == before
    history.redo(planned)
    assert contents(planned.path) == after


def test_what_was_told_is_remembered_with_the_import(planned: Store, places: Paths) -> None:
    file = Returned("反馈.xlsx", None, [("北渠清淤", {"percent": "?大半"})], sender_name="水利 局")
    review = begin(planned, file)
    water = next(unit.id for unit in units.list_units(planned) if unit.full_name == "县水利局")
    review.set_sender(1, water)
    review.set_columns(1, {"甲|乙": {0: "title", 1: "percent"}})
    review.assign(key(2), 1)
    review.change(key(2), "percent", "60")
    review.always(key(2), "percent")
    assert sheet_known.choices(planned).senders == {}
    apply_review(planned, places, review, TODAY)
    choices = sheet_known.choices(planned)
    assert (choices.senders, choices.values, choices.columns) == (
        {"水利局": water},
        {("percent", "?大半"): 60},
        {"甲|乙": {0: "title", 1: "percent"}},
    )
    assert sheet_known.known_tasks(planned, 1, PERIOD)[0].titles == ("北渠清淤",)
    history.undo(planned)
    assert sheet_known.choices(planned).senders == {}


def test_a_file_sent_back_is_on_record(planned: Store, places: Paths) -> None:
    review = begin(planned, _water(), Returned("财政局.xlsx", "县财政局", [(DREDGING, {"percent": 30.0})]))
    review.send_back_file(2)
    applied = apply_review(planned, places, review, TODAY)
    assert applied.files == 1
    assert sorted(_states(planned)) == ["applied", "sent_back"]


def test_contacts_of_another_day(planned: Store, places: Paths) -> None:
    take_in(planned, places, _water())
    review = begin(planned, _water(person="何川"))
    review.accept_all_clear()
    apply_review(planned, places, review, date(2026, 9, 20))
    names = [(contact.person, contact.valid_to) for contact in _detail(planned).contacts]
    assert names == [("何川", None), ("沈佳", date(2026, 9, 20))]
