"""The ledger from the database to the file: whole, for one unit, for one period; refused, cancelled, never half-written."""

from datetime import date
from pathlib import Path

import pytest

from tests.stores import fresh_store
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.errors import Cancelled, UserError
from tracker.plans.draft import DraftDeadline, DraftHeading, DraftTask, DraftUnit, PlanDraft
from tracker.reports.content import Document, Group, Row, Table
from tracker.storage.store import Store
from tracker.usecases.house import units
from tracker.usecases.intake import plans
from tracker.usecases.papers import ledger
from tracker.usecases.papers.ledger import LedgerRequest
from tracker.usecases.work import tasks

TODAY = date(2026, 6, 30)


def _task(heading: int, title: str, *named: tuple[str, Role]) -> DraftTask:
    limit = DraftDeadline("10月底前", DeadlineKind.DATE, date(2026, 10, 31))
    return DraftTask(heading, "1.", title, f"{title}，按月调度。", units=[DraftUnit(*pair) for pair in named], deadlines=[limit])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fresh_store(tmp_path / "t.db")


@pytest.fixture
def plan_id(store: Store) -> int:
    draft = PlanDraft("方案.docx", "望川县林长制工作要点", "望川县2026年林长制工作要点", issuer="望川县林长制办公室")
    draft.headings = [DraftHeading(-1, 1, "一、", "造林"), DraftHeading(-1, 1, "二、", "护林")]
    draft.tasks = [
        _task(0, "新造油茶林三千亩", ("县林业局", Role.LEAD), ("县财政局", Role.SUPPORT)),
        _task(1, "建成护林站六处", ("县林业局", Role.JOINT), ("县公安局", Role.JOINT)),
        _task(1, "开展防火巡护", ("县应急管理局", Role.LEAD), ("各镇（街道）", Role.IMPLEMENT)),
    ]
    made = plans.import_plan(store, draft).result
    assert made is not None
    return made


def unit_id(store: Store, name: str) -> int:
    return next(unit.id for unit in units.list_units(store) if name in (unit.full_name, unit.display))


def rows(document: Document) -> list[list[str]]:
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [[row.text] if isinstance(row, Group) else [str(cell or "") for cell in row.cells] for row in table.rows]


def task_titles(document: Document) -> list[str]:
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [str(row.cells[1]) for row in table.rows if isinstance(row, Row)]


def test_the_whole_plan(store: Store, plan_id: int, tmp_path: Path) -> None:
    for name in ("台账.docx", "台账.XLSX"):
        document = ledger.write_ledger(store, LedgerRequest(plan_id), tmp_path / name, TODAY)
        assert (tmp_path / name).stat().st_size > 1000
    assert document.name == "望川县2026年林长制工作台账"
    assert [row[0] for row in rows(document)] == ["一、造林（1项）", "1", "二、护林（2项）", "2", "3"]
    assert ledger.proposed_name(document, ".xlsx") == "望川县2026年林长制工作台账.xlsx"


def test_one_unit(store: Store, plan_id: int) -> None:
    document = ledger.ledger_content(store, LedgerRequest(plan_id, unit_id(store, "县林业局")), TODAY)
    assert task_titles(document) == ["新造油茶林三千亩", "建成护林站六处"]
    assert [row[2] for row in rows(document) if len(row) > 1] == ["牵头", "分工"]


def test_a_town_gets_what_its_group_was_given(store: Store, plan_id: int) -> None:
    from tracker.domain.screens import UnitFields

    town = units.save_unit(store, None, UnitFields(full_name="石桥镇人民政府", short_name="石桥镇", kind="place", level="镇")).result
    assert town is not None
    with pytest.raises(UserError, match="石桥镇”在这份方案里没有任务"):
        ledger.ledger_content(store, LedgerRequest(plan_id, town), TODAY)
    units.set_members(store, unit_id(store, "各镇（街道）"), [town])
    document = ledger.ledger_content(store, LedgerRequest(plan_id, town), TODAY)
    assert task_titles(document) == ["开展防火巡护"]


def test_reports_and_persons_of_the_day(store: Store, plan_id: int) -> None:
    with store.read() as db:
        first = db.value("SELECT id FROM task WHERE plan_id = :plan_id ORDER BY number", plan_id=plan_id)
    tasks.set_contact(store, first, leader="韩立农", office="造林股", person="陆一鸣", phone="", today=date(2026, 1, 1))
    for period, percent, words in (("2026-05", 40, "整地结束。"), ("2026-06", 80, "栽植过半。")):
        tasks.report_progress(store, first, period, State.IN_PROGRESS, percent, words, "", "", today=TODAY)
    columns = ("number", "task", "leader", "percent", "progress")

    def line(period: str | None) -> list[str]:
        document = ledger.ledger_content(store, LedgerRequest(plan_id, columns=columns, period=period), TODAY)
        return rows(document)[1][2:]

    assert line(None) == ["韩立农", "80.0", "栽植过半。"]
    assert line("2026-06") == ["韩立农", "80.0", "栽植过半。"]
    assert line("2026-05") == ["韩立农", "40.0", "整地结束。"]
    assert line("2026-04") == ["韩立农", "", "本期未报送"]


@pytest.mark.parametrize("name", ["台账", "台账.doc", "台账.pdf"])
def test_another_kind_of_file_is_refused(store: Store, plan_id: int, tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="请把文件名的结尾改为"):
        ledger.write_ledger(store, LedgerRequest(plan_id), tmp_path / name, TODAY)
    assert not (tmp_path / name).exists()


def test_a_plan_or_unit_that_is_gone_is_said(store: Store, plan_id: int) -> None:
    with pytest.raises(UserError, match="没有找到这份方案"):
        ledger.ledger_content(store, LedgerRequest(99), TODAY)
    with pytest.raises(UserError, match="没有找到这个单位"):
        ledger.ledger_content(store, LedgerRequest(plan_id, 9999), TODAY)


@pytest.mark.parametrize("name", ["台账.docx", "台账.xlsx"])
@pytest.mark.parametrize("when", [0.0, 0.2, 1.0])
def test_a_cancel_leaves_the_older_file(store: Store, plan_id: int, tmp_path: Path, name: str, when: float) -> None:
    out = tmp_path / "out" / name
    out.parent.mkdir()
    out.write_text("旧", "utf-8")

    def stop(done: float, _: str) -> None:
        if done >= when:
            raise Cancelled

    with pytest.raises(Cancelled):
        ledger.write_ledger(store, LedgerRequest(plan_id), out, TODAY, stop)
    assert [path.name for path in out.parent.iterdir()] == [name]
    assert out.read_bytes() == "旧".encode()


def test_the_columns_to_choose_from() -> None:
    heads = dict(ledger.column_choices())
    assert list(heads.values())[:4] == ["序号", "重点任务", "具体内容", "牵头单位"]
    assert set(ledger.usual_columns(for_unit=False)) < set(ledger.usual_columns(for_unit=True)) < set(heads)
