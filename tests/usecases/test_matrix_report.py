"""The matrix from the database to the file."""

from datetime import date
from pathlib import Path

import pytest

from tests.stores import fresh_store
from tracker.domain.terms import Role, State
from tracker.errors import UserError
from tracker.plans.draft import DraftHeading, DraftTask, DraftUnit, PlanDraft
from tracker.reports.content import A4_ACROSS, Document, Group, Note, Row, Table
from tracker.storage.store import Store
from tracker.usecases.intake import plans
from tracker.usecases.papers import matrix_report
from tracker.usecases.papers.matrix_report import MatrixRequest
from tracker.usecases.papers.report_kinds import write_report
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.views.matrix_frame import Rows, Wanted, read_frame
from tracker.usecases.work import tasks

TODAY = date(2026, 6, 30)


def test_written_and_read_again(tmp_path: Path) -> None:
    store = fresh_store(tmp_path / "t.db")
    draft = PlanDraft("方案.docx", "望川县河长制工作要点", "望川县2026年河长制工作要点")
    units = [DraftUnit("县水利局", Role.LEAD), DraftUnit("县财政局", Role.SUPPORT)]
    draft.tasks = [DraftTask(-1, "1.", "清理河道垃圾", "", units=units)]
    plan_id = plans.import_plan(store, draft).result
    assert plan_id is not None
    for name in ("矩阵.docx", "矩阵.xlsx"):
        document = write_report(store, "matrix", ReportRequest(plan_id=plan_id), tmp_path / name, TODAY)
        assert (tmp_path / name).exists()
    assert document.name == "望川县2026年河长制工作责任矩阵"
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    heads = [column.head for column in table.columns if column.vertical]
    assert len(heads) == 2
    assert any("水利局" in head for head in heads)
    with pytest.raises(UserError, match="没有找到这份方案"):
        write_report(store, "matrix", ReportRequest(plan_id=99), tmp_path / "无.docx", TODAY)
    assert not (tmp_path / "无.docx").exists()


def _store(path: Path) -> Store:
    """Two plans; in the first one three units, four tasks under two headings, one without a lead."""
    store = fresh_store(path / "t.db")
    water, money, road = (DraftUnit(name, Role.LEAD) for name in ("县水利局", "县财政局", "县交通局"))
    helper = DraftUnit("县财政局", Role.SUPPORT)
    for number, title in enumerate(("望川县2026年水利工作要点", "望川县2026年交通工作要点")):
        draft = PlanDraft(f"方案{number}.docx", f"{title}全文", title)
        if number == 0:
            draft.headings = [DraftHeading(-1, 1, "一、", "河道"), DraftHeading(-1, 1, "二、", "水库")]
            draft.tasks = [
                DraftTask(0, "1.", "清理河道", "", units=[water, helper]),
                DraftTask(0, "2.", "加固河堤", "", units=[water]),
                DraftTask(1, "3.", "除险水库", "", units=[DraftUnit("县财政局", Role.SUPPORT)]),
                DraftTask(1, "4.", "采购设备", "", units=[money, DraftUnit("县水利局", Role.SUPPORT)]),
            ]
        else:
            draft.tasks = [DraftTask(-1, "1.", "改造公路", "", units=[road])]
        plans.import_plan(store, draft)
    return store


def _content(store: Store, wanted: Wanted, paper: str = "A3") -> tuple[Document, list[Row], list[str], str]:
    """The document, its ordinary rows, its units in order, and what it says of its extent."""
    document = matrix_report.matrix_content(store, MatrixRequest(wanted, paper), TODAY)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    rows = [row for row in table.rows if isinstance(row, Row) and not row.shaded]
    notes = " ".join(block.text for block in document.blocks if isinstance(block, Note))
    return document, rows, [column.head for column in table.columns if column.vertical], notes


def test_what_is_printed_is_what_is_shown(tmp_path: Path) -> None:
    store = _store(tmp_path)
    tasks.set_state(store, [2], State.IN_PROGRESS, TODAY)
    tasks.set_contact(store, 1, leader="周明", today=TODAY)
    units = {unit.full_name: unit.id for unit in read_frame(store, Wanted(1), TODAY, []).units}
    cases = {
        Wanted(1): ([1, 2, 3, 4], ""),
        Wanted(1, state=State.IN_PROGRESS): ([2], "状态“推进中”"),
        Wanted(1, leader="周明"): ([1], "分管领导“周明”"),
        Wanted(1, no_lead=True): ([3], "没有牵头单位的任务"),
        Wanted(1, unit_id=units["县财政局"]): ([1, 3, 4], "责任单位“县财政局”"),
        Wanted(1, heading_id=2): ([3, 4], "章节“二、水库”"),
        Wanted(1, heading_id=2, unit_id=units["县水利局"], by_load=True): ([4], "单位按负荷从高到低排列"),
    }
    for wanted, (numbers, words) in cases.items():
        document, rows, heads, notes = _content(store, wanted, "A4")
        frame = read_frame(store, wanted, TODAY, [])
        assert document.page is A4_ACROSS
        assert [row.cells[0] for row in rows] == numbers
        assert heads == [unit.display for unit in frame.units]
        assert words in notes and (f"共{len(numbers)}项任务" in notes) is bool(words)


def test_chapters_of_all_plans_name_their_plan(tmp_path: Path) -> None:
    store = _store(tmp_path)
    document, rows, heads, _notes = _content(store, Wanted(None))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [row.text for row in table.rows if isinstance(row, Group)] == [
        "望川县2026年水利工作要点　一、河道（2项）",
        "望川县2026年水利工作要点　二、水库（2项）",
        "望川县2026年交通工作要点　未分章节（1项）",
    ]
    assert len(rows) == 5 and len(heads) == 3
    assert document.name == "全部方案责任矩阵"


def test_headings_by_units_agree_with_the_page(tmp_path: Path) -> None:
    store = _store(tmp_path)
    _document, rows, heads, _notes = _content(store, Wanted(1, rows=Rows.SECTIONS))
    assert len(heads) == 2
    water, money = heads.index("水利局"), heads.index("财政局")
    assert [(row.cells[1], row.cells[2 + water], row.cells[2 + money]) for row in rows] == [
        (2, "2\n·", "·\n1"),
        (2, "·\n1", "1\n1"),
    ]


def test_nothing_left_to_print_is_told(tmp_path: Path) -> None:
    store = _store(tmp_path)
    with pytest.raises(UserError, match="没有可以打印的任务"):
        matrix_report.matrix_content(store, MatrixRequest(Wanted(1, leader="没有这个人")), TODAY)


def test_what_is_folded_on_the_page_is_folded_on_paper(tmp_path: Path) -> None:
    store = _store(tmp_path)
    first, _second = read_frame(store, Wanted(1), TODAY, []).groups
    document = matrix_report.matrix_content(store, MatrixRequest(Wanted(1), folded=frozenset({first.key})), TODAY)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    groups = [row for row in table.rows if isinstance(row, Group)]
    assert [row.text for row in groups] == ["一、河道（2项，已折叠）", "二、水库（2项）"]
    heads = [column.head for column in table.columns if column.vertical]
    figures = dict(zip([*heads, "牵头", "参与"], groups[0].cells, strict=True))
    assert figures == {"水利局": 2, "财政局": None, "牵头": 2, "参与": 1}
    assert [row.cells[0] for row in table.rows if isinstance(row, Row) and not row.shaded] == [3, 4]


def test_a_folded_chapter_of_sections_keeps_its_sums(tmp_path: Path) -> None:
    store = fresh_store(tmp_path / "t.db")
    draft = PlanDraft("方案.docx", "望川县水利工作要点全文", "望川县2026年水利工作要点")
    draft.headings = [DraftHeading(-1, 1, "一、", "河道"), DraftHeading(0, 2, "（一）", "干流"), DraftHeading(0, 2, "（二）", "支流")]
    draft.tasks = [
        DraftTask(1 + place % 2, f"{place}.", f"清理第{place}段", "", units=[DraftUnit("县水利局", Role.LEAD)]) for place in (1, 2, 3)
    ]
    plans.import_plan(store, draft)
    wanted = Wanted(1, rows=Rows.SECTIONS)
    (group,) = read_frame(store, wanted, TODAY, []).groups
    document = matrix_report.matrix_content(store, MatrixRequest(wanted, folded=frozenset({group.key})), TODAY)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [row.cells for row in table.rows if isinstance(row, Row)] == [
        ("一、河道（已折叠）", 3, "3\n·", 3, 0),
        ("合计：牵头项数（含分工负责）", None, 3, 3, None),
        ("合计：参与项数（配合和组织实施）", None, None, None, 0),
    ]
