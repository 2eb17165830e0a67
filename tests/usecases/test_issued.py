"""The register of what went out: numbers, copies, answers; all of it undone by one step each."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.stores import TODAY, clock, draft
from tracker.domain.issued import IssuedState, gaps, number_text, ordinal_of, pattern_fault
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.usecases.house import history, units
from tracker.usecases.intake import plans
from tracker.usecases.papers import issued, number_series
from tracker.usecases.papers.issued import IssuedFilter, Issuing
from tracker.usecases.work import tasks

KIND = "bulletin"


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "data" / "tracker.db")


@pytest.fixture
def store(places: Paths) -> Store:
    made = Store.open(places.db, clock)
    plans.import_plan(made, draft())
    return made


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "通报.docx"
    file.write_bytes(b"the paper")
    return file


def _facts(store: Store, number: str = "", **more: object) -> Issuing:
    water = units.find_unit(store, "县水利局").id
    plain = Issuing(KIND, "9月通报", TODAY, number, 1, water, "2026-09", "县水利局", "督查室", "常务会议", date(2026, 9, 30), (1, 3))
    return replace(plain, **more)  # type: ignore[arg-type]


def _all(store: Store, today: date = TODAY, **wanted: object) -> list[issued.IssuedRecord]:
    return issued.issued(store, IssuedFilter(**wanted), today)  # type: ignore[arg-type]


def test_a_number_is_made_and_read_by_its_pattern() -> None:
    pattern = "{字头}〔{年份}〕{序号}号"
    assert number_text(pattern, "县督字", 2026, 3) == "县督字〔2026〕3号"
    assert ordinal_of("县督字〔2026〕12号", pattern, "县督字", 2026) == 12
    for other in ("县督字〔2025〕12号", "县督字〔2026〕号", "县督字〔2026〕03号", "县督字〔2026〕12-1号", "", "12"):
        assert ordinal_of(other, pattern, "县督字", 2026) is None
    assert pattern_fault("{字头}{序号}") == "" and "{序号}" in pattern_fault("{字头}〔{年份}〕号") and "{年}" in pattern_fault("{年}{序号}")
    assert pattern_fault("{序号}{序号}") and gaps([1, 4], 5) == (2, 3, 5)


def test_what_is_issued_stands_in_the_register_with_its_copy(store: Store, places: Paths, paper: Path) -> None:
    done = issued.issue(store, places, [(_facts(store, "通报〔2026〕1号"), paper)])
    assert done.name == "登记发出“9月通报”通报〔2026〕1号"
    (row,) = _all(store)
    assert (row.number, row.unit, row.due, row.tasks) == (
        "通报〔2026〕1号",
        "水利局",
        date(2026, 9, 30),
        ("1 清理北渠淤泥", "3 每月巡查排口"),
    )
    assert row.standing(TODAY) == "待反馈" and row.standing(date(2026, 10, 3)) == "逾期 3 天未反馈"
    paper.unlink()
    assert issued.issued_copy(store, places, row.id).read_bytes() == b"the paper"
    history.undo(store)
    assert _all(store) == [] and number_series.next_numbers(store, KIND, TODAY) == ("通报〔2026〕1号",)
    history.redo(store)
    assert _all(store)[0].task_ids == (1, 3)


def test_a_copy_that_was_changed_or_lost_is_told(store: Store, places: Paths, paper: Path) -> None:
    issued.issue(store, places, [(_facts(store), paper)])
    (row,) = _all(store)
    copy = places.issued / row.kept_name
    copy.write_bytes(b"other words")
    with pytest.raises(UserError, match="已被改动"):
        issued.issued_copy(store, places, row.id)
    copy.unlink()
    with pytest.raises(UserError, match="留底不见了"):
        issued.issued_copy(store, places, row.id)


def test_numbers_follow_each_other_and_none_is_given_twice(store: Store, places: Paths, paper: Path) -> None:
    assert number_series.next_numbers(store, KIND, TODAY, 2) == ("通报〔2026〕1号", "通报〔2026〕2号")
    number_series.set_series(store, KIND, 2026, "松督字", last=4)
    (number,) = number_series.next_numbers(store, KIND, TODAY)
    assert number == "松督字〔2026〕5号"
    issued.issue(store, places, [(_facts(store, number), paper)])
    with pytest.raises(UserError, match="已经用过"):
        issued.issue(store, places, [(_facts(store, number), paper)])
    assert number_series.check_number(store, KIND, TODAY, number) == (False, "2026年09月16日的《9月通报》已用这个文号")
    assert number_series.check_number(store, KIND, TODAY, "松督字〔2026〕8号") == (True, "空出 6、7 号")
    done = issued.issue(store, places, [(_facts(store, "松督字〔2026〕8号"), paper)])
    assert done.name.endswith("（空出 6、7 号）")
    series = number_series.number_series(store, KIND, 2026)
    assert (series.last, series.highest, series.gaps) == (8, 8, (1, 2, 3, 4, 6, 7))
    issued.issue(store, places, [(_facts(store, "松督字〔2026〕6号"), paper)])
    assert number_series.next_numbers(store, KIND, TODAY) == ("松督字〔2026〕9号",)
    with pytest.raises(UserError, match="不能小于 8"):
        number_series.set_series(store, KIND, 2026, "松督字", last=2)


def test_the_next_year_begins_anew_with_the_same_word(store: Store) -> None:
    number_series.set_series(store, KIND, 2026, "松督字", "{字头}[{年份}]第{序号}号", 7)
    assert number_series.next_numbers(store, KIND, date(2027, 1, 4)) == ("松督字[2027]第1号",)
    with pytest.raises(UserError, match="文号格式不能用"):
        number_series.set_series(store, KIND, 2027, "松督字", "{字头}〔{年份}〕号")


def test_a_number_of_its_own_kind_is_taken_as_it_stands(store: Store, places: Paths, paper: Path) -> None:
    issued.issue(store, places, [(_facts(store, "松办函12-1"), paper)])
    assert _all(store)[0].number == "松办函12-1" and number_series.next_numbers(store, KIND, TODAY) == ("通报〔2026〕1号",)
    ok, words = number_series.check_number(store, KIND, TODAY, "松办函13")
    assert ok and "不计入顺序号" in words


def test_an_undone_number_comes_back_only_if_it_was_the_last(store: Store, places: Paths, paper: Path) -> None:
    first = issued.issue(store, places, [(_facts(store, "通报〔2026〕1号"), paper)])
    issued.issue(store, places, [(_facts(store, "通报〔2026〕2号"), paper)])
    history.undo(store)
    assert number_series.next_numbers(store, KIND, TODAY) == ("通报〔2026〕2号",)
    issued.issue(store, places, [(_facts(store, "通报〔2026〕2号"), paper)])
    told = history.undo(store, first.operation_id)
    assert [row.number for row in _all(store)] == ["通报〔2026〕2号"]
    assert any("2026年“通报”的文号" in words for words in told.kept)
    assert number_series.next_numbers(store, KIND, TODAY) == ("通报〔2026〕3号",)
    assert number_series.number_series(store, KIND, 2026).gaps == (1,)


def test_several_documents_are_one_step(store: Store, places: Paths, paper: Path) -> None:
    numbers = number_series.next_numbers(store, KIND, TODAY, 3)
    done = issued.issue(store, places, [(_facts(store, number), paper) for number in numbers])
    assert done.name == "登记发出“9月通报”通报〔2026〕1号等 3 份" and len(_all(store)) == 3
    with pytest.raises(UserError, match="已经用过"):
        issued.issue(store, places, [(_facts(store, number), paper) for number in ("通报〔2026〕4号", "通报〔2026〕4号")])
    assert len(_all(store)) == 3
    history.undo(store)
    assert _all(store) == []


def test_answers_are_recorded_and_taken_back(store: Store, places: Paths, paper: Path) -> None:
    one, other = (issued.issue(store, places, [(_facts(store, number), paper)]).result or 0 for number in ("", "函1"))
    issued.record_return(store, [one, other], date(2026, 9, 28), "已办结")
    assert {(row.state, row.result, row.standing(TODAY)) for row in _all(store)} == {(IssuedState.RETURNED, "已办结", "已反馈")}
    history.undo(store)
    assert {row.state for row in _all(store)} == {IssuedState.ISSUED}
    with pytest.raises(UserError, match="早于"):
        issued.record_return(store, [one], date(2026, 9, 1))
    issued.void(store, other, "文号写错")
    assert issued.issued_document(store, other).standing(TODAY) == "已作废"
    with pytest.raises(UserError, match="已经作废"):
        issued.record_return(store, [other], date(2026, 9, 28))
    with pytest.raises(UserError, match="原因"):
        issued.void(store, one, " ")
    issued.edit_issued(store, one, receiver="县水利局", issued_by="陈晓", cause="县长批示", due=date(2026, 10, 8), result="")
    assert issued.issued_document(store, one).cause == "县长批示"
    with pytest.raises(UserError, match="早于发出日期"):
        issued.edit_issued(store, one, receiver="", issued_by="", cause="", due=date(2026, 9, 1), result="")


def test_the_register_is_filtered(store: Store, places: Paths, paper: Path) -> None:
    finance = units.find_unit(store, "县财政局").id
    issued.issue(store, places, [(_facts(store, "甲1"), paper)])
    issued.issue(store, places, [(_facts(store, "乙1", kind="urging", title="催报通知", unit_id=finance, task_ids=(2,), due=None), paper)])
    issued.issue(store, places, [(_facts(store, "丙1", issued_on=date(2025, 3, 1), due=date(2025, 3, 9), receiver="县教育局"), paper)])

    def numbers(**wanted: Any) -> list[str]:
        return [row.number for row in _all(store, **wanted)]

    assert numbers() == ["乙1", "甲1", "丙1"]
    assert numbers(kinds=("urging",)) == ["乙1"] and numbers(unit_id=finance) == ["乙1"] and numbers(task_id=3) == ["甲1", "丙1"]
    assert numbers(year=2025) == ["丙1"] and numbers(plan_id=9) == [] and numbers(text="教育") == ["丙1"]
    assert numbers(standing="open") == ["甲1", "丙1"] and numbers(standing="late") == ["丙1"] and numbers(standing="void") == []
    assert issued.issued_years(store) == [2026, 2025] and issued.issued_kinds(store) == ["bulletin", "urging"]


def test_a_document_outlives_its_plan_its_tasks_and_its_unit(store: Store, places: Paths, paper: Path) -> None:
    issued.issue(store, places, [(_facts(store, "甲1"), paper)])
    water, finance = (units.find_unit(store, name).id for name in ("县水利局", "县财政局"))
    tasks.remove_task(store, 3)
    assert _all(store)[0].task_ids == (1,)
    history.undo(store)
    assert _all(store)[0].task_ids == (1, 3)
    units.merge_units(store, water, finance)
    assert _all(store)[0].unit_id == finance
    plans.remove_plan(store, 1)
    (row,) = _all(store)
    assert (row.plan, row.task_ids) == ("", ())
    history.undo(store)
    assert _all(store)[0].task_ids == (1, 3) and _all(store)[0].plan == "松河县水环境治理方案"


def test_the_history_tells_it_in_words(store: Store, places: Paths, paper: Path) -> None:
    done = issued.issue(store, places, [(_facts(store, "通报〔2026〕1号"), paper)])
    assert done.operation_id is not None
    changes = history.changes_of(store, done.operation_id)
    fields = {(name, new) for change in changes for name, _old, new in change.fields}
    assert {("文号", "通报〔2026〕1号"), ("反馈期限", "2026-09-30"), ("状态", "已发出"), ("主送", "县水利局")} <= fields
    assert [change.what for change in changes] == [
        "2026年“通报”的文号",
        "已发文书“9月通报”",
        "任务 1 的文书所列任务",
        "任务 3 的文书所列任务",
    ]
    assert not any("bulletin" in new for _name, new in fields)
