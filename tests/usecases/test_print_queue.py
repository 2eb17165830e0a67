"""Many documents at once: one per unit or task, named by a pattern, whatever happens to one of them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document as read_word

from tests.stores import TODAY, clock, draft
from tracker.errors import Cancelled, UserError
from tracker.paths import Paths
from tracker.progress import Progress
from tracker.reports.content import TEXT_PAGE, Document, Note, Title, one_section
from tracker.storage.store import Store
from tracker.usecases.house import history, units
from tracker.usecases.intake import plans
from tracker.usecases.papers import issued, number_series, print_queue, report_kinds
from tracker.usecases.papers.issued import IssuedFilter
from tracker.usecases.papers.report_kinds import ReportGroup, ReportKind, ReportRequest


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "data" / "tracker.db")


@pytest.fixture
def store(places: Paths) -> Store:
    made = Store.open(places.db, clock)
    plans.import_plan(made, draft())
    return made


def slip(store: Store, request: ReportRequest, today: date) -> Document:
    """A numbered slip; there is none for the county's finance."""
    names = [unit.full_name for unit in units.list_units(store) if unit.id == request.unit_id]
    if "县财政局" in names:
        raise UserError("县财政局没有要办的事项", "", "不必发")
    blocks = (Title(("督查单",)), Note(f"{request.number}，{names}，{request.task_ids}"))
    return one_section("督查单", TEXT_PAGE, today, blocks)


@pytest.fixture
def slips(monkeypatch: pytest.MonkeyPatch) -> str:
    """A kind of document with numbers that can be had for a unit or a task."""
    may = ("unit", "task", "number", "due", "period")
    row = ReportKind(
        "slip",
        "督查单",
        ReportGroup.NOTICES,
        "任务",
        f"{__name__}:slip",
        may=may,
        files=(".docx",),
        word="督查",
        matters=f"{__name__}:matters",
    )
    monkeypatch.setattr(report_kinds, "REPORTS", (*report_kinds.REPORTS, row))
    return "slip"


def matters(_store: Store, request: ReportRequest, _today: date) -> tuple[int, ...]:
    return (1,) if request.unit_id else ()


def no_matters(_store: Store, _request: ReportRequest, _today: date) -> tuple[int, ...]:
    raise UserError("没有逾期的任务", "", "不必发")


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_ledger_for_every_unit(store: Store, places: Paths, tmp_path: Path) -> None:
    items = print_queue.queue(store, "ledger", "unit", ReportRequest(1, period="2026-09"), TODAY)
    assert [item.name for item in items] == ["县财政局", "县住建局", "县水利局", "县柳编技艺专班"]
    result = print_queue.write_queue(store, places, "ledger", items, tmp_path / "各单位", TODAY, suffix=".xlsx")
    assert _names(tmp_path / "各单位") == sorted(f"{item.name}工作台账2026年9月.xlsx" for item in items)
    assert result.words == "已生成 4 份" and result.changes is None
    again = print_queue.write_queue(store, places, "ledger", items[:1], tmp_path / "各单位", TODAY, suffix=".xlsx")
    assert again.files[0].name == "县财政局工作台账2026年9月（2）.xlsx"


def test_names_by_a_pattern(store: Store, places: Paths, tmp_path: Path, slips: str) -> None:
    items = print_queue.queue(store, slips, "task", ReportRequest(1, task_ids=(1, 3)), TODAY)
    print_queue.write_queue(store, places, slips, items, tmp_path / "甲", TODAY, pattern="{序号}-{任务}-{文书}-{日期}")
    assert _names(tmp_path / "甲") == ["01-1 清理北渠淤泥-督查单-20260916.docx", "02-3 每月巡查排口-督查单-20260916.docx"]
    for pattern, words in (("{单位名}", "没有“{单位名}”这一项"), ("督查单", "所有文件会同名")):
        with pytest.raises(UserError, match=words):
            print_queue.write_queue(store, places, slips, items, tmp_path / "乙", TODAY, pattern=pattern)
    assert not (tmp_path / "乙").exists()
    with pytest.raises(UserError, match="不能每项任务出一份"):
        print_queue.queue(store, "ledger", "task", ReportRequest(1), TODAY)


def test_one_that_cannot_be_made_is_told_and_holds_up_nothing(store: Store, places: Paths, tmp_path: Path, slips: str) -> None:
    items = print_queue.queue(store, slips, "unit", ReportRequest(1), TODAY)
    result = print_queue.write_queue(store, places, slips, items, tmp_path / "甲", TODAY, register=True)
    assert result.failed == [("县财政局", "县财政局没有要办的事项，不必发。")]
    assert result.words == "已生成 3 份，1 份没有生成"
    register = issued.issued(store, IssuedFilter(), TODAY)
    assert sorted(row.number for row in register) == [f"督查〔2026〕{n}号" for n in (1, 2, 3)]
    assert [row.receiver for row in register] == ["县柳编技艺专班", "县水利局", "县住建局"]
    assert {row.task_ids for row in register} == {(1,)}
    text = "".join(line.text for line in read_word(str(result.files[1])).paragraphs)
    assert "督查〔2026〕2号" in text and "县水利局" in text
    assert history.history(store, 1)[0].name == "登记发出“督查单”督查〔2026〕1号等 3 份"
    history.undo(store)
    assert issued.issued(store, IssuedFilter(), TODAY) == []
    assert number_series.next_numbers(store, slips, TODAY) == ("督查〔2026〕1号",)


def test_stopping_keeps_what_is_done_and_registers_it(store: Store, places: Paths, tmp_path: Path, slips: str) -> None:
    items = [item for item in print_queue.queue(store, slips, "unit", ReportRequest(1), TODAY) if item.name != "县财政局"]

    def stop(_done: float, words: str) -> None:
        if "2/3" in words:
            raise Cancelled

    result = print_queue.write_queue(store, places, slips, items, tmp_path / "甲", TODAY, register=True, progress=stop)
    assert result.words == "已生成 1 份，已停止，还有 2 份没有做"
    assert [row.number for row in issued.issued(store, IssuedFilter(), TODAY)] == ["督查〔2026〕1号"]
    assert _names(tmp_path / "甲") == ["县住建局督查单.docx"]


def test_numbers_go_on_from_the_one_that_was_typed(store: Store, places: Paths, tmp_path: Path, slips: str) -> None:
    items = print_queue.queue(store, slips, "task", ReportRequest(1, task_ids=(1, 2), number="督查〔2026〕7号"), TODAY)
    print_queue.write_queue(store, places, slips, items, tmp_path / "甲", TODAY, pattern="{文号}", register=True)
    assert _names(tmp_path / "甲") == ["督查〔2026〕7号.docx", "督查〔2026〕8号.docx"]
    assert print_queue.numbers_for(store, slips, ReportRequest(1), TODAY, 1) == ("督查〔2026〕9号",)
    odd = [item._replace(request=replace(item.request, number="补1")) for item in items]
    with pytest.raises(UserError, match="接不下去"):
        print_queue.write_queue(store, places, slips, odd, tmp_path / "乙", TODAY, register=True)


def test_what_was_printed_is_registered_with_a_copy(store: Store, places: Paths, slips: str) -> None:
    request = ReportRequest(1, task_ids=(2,), number="督查〔2026〕1号", due=date(2026, 9, 30))
    document = report_kinds.report_content(store, slips, request, TODAY)
    print_queue.issue_documents(store, places, [(issued.facts_of(store, slips, request, document, TODAY), document)])
    (row,) = issued.issued(store, IssuedFilter(), TODAY)
    assert (row.number, row.receiver, row.due, row.task_ids, row.file_name) == (
        "督查〔2026〕1号",
        "住建局、财政局",
        date(2026, 9, 30),
        (2,),
        "督查单.docx",
    )
    assert read_word(str(issued.issued_copy(store, places, row.id))).paragraphs


def test_a_folder_that_cannot_be_made_is_told(store: Store, places: Paths, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    items = print_queue.queue(store, "ledger", "unit", ReportRequest(1), TODAY)
    with pytest.raises(UserError, match="不是文件夹"):
        print_queue.write_queue(store, places, "ledger", items, tmp_path / "文件", TODAY)


def test_printing_goes_on_past_a_fault_and_registers_what_was_printed(store: Store, places: Paths, slips: str) -> None:
    items = print_queue.queue(store, slips, "unit", ReportRequest(1), TODAY)
    printed: list[str] = []

    def give(document: Document, step: Progress) -> None:
        printed.append(document.name)
        step(1.0, "已送到打印机")
        if len(printed) == 2:
            raise UserError("打印没有开始", "打印机没有回应", "请检查打印机后再试")

    result = print_queue.send_queue(store, places, slips, items, give, TODAY, register=True)
    assert result.words == "已打印 2 份，2 份没有打印" and len(printed) == 3
    assert [row.number for row in issued.issued(store, IssuedFilter(), TODAY)] == ["督查〔2026〕2号", "督查〔2026〕1号"]
    history.undo(store)
    assert issued.issued(store, IssuedFilter(), TODAY) == []


def test_units_without_a_matter_get_no_notice(store: Store, slips: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(print_queue.queue(store, slips, "unit", ReportRequest(1), TODAY)) == 4
    monkeypatch.setattr(f"{__name__}.matters", no_matters)
    with pytest.raises(UserError, match="没有要出督查单的单位"):
        print_queue.queue(store, slips, "unit", ReportRequest(1), TODAY)
    assert len(print_queue.queue(store, slips, "unit", ReportRequest(1, task_ids=(1,)), TODAY)) == 4


def test_a_notice_is_entered_with_its_cause_its_tasks_and_the_day_of_its_answer(store: Store, places: Paths, tmp_path: Path) -> None:
    request = ReportRequest(1, task_ids=(1,))
    document = report_kinds.report_content(store, "supervision", request, TODAY)
    facts = issued.facts_of(store, "supervision", request, document, TODAY)
    assert "松河县水环境治理方案" in facts.cause and facts.task_ids == (1,) and facts.due is not None and facts.due > TODAY
    print_queue.issue_documents(store, places, [(facts, document)])
    assert issued.issued(store, IssuedFilter(task_id=1), TODAY)[0].standing(TODAY) == "待反馈"
    register = report_kinds.write_report(store, "register", ReportRequest(), tmp_path / "登记簿.docx", TODAY)
    assert "督办登记簿" in register.name
