"""问题清单, 整改销号台账, 一案一档 and 考核评分表."""

from dataclasses import replace
from fractions import Fraction

from tests.reports.cycle_samples import PROBLEMS, SCORES
from tracker.domain.scoring import ScoreTable, accounts
from tracker.reports.content import Document, Grid, Group, Note, Row, Section, Strong, SubLine, Table
from tracker.reports.problem_papers import problem_files, problem_list, rectification_ledger
from tracker.reports.score_sheet import score_sheet


def table(document: Document, place: int = 0) -> Table:
    return [block for block in document.blocks if isinstance(block, Table)][place]


def rows(made: Table) -> list[dict[str, object]]:
    keys = [column.key for column in made.columns]
    return [dict(zip(keys, row.cells, strict=True)) for row in made.rows if isinstance(row, Row)]


def sub_line(document: Document) -> SubLine:
    return next(block for block in document.blocks if isinstance(block, SubLine))


def widths_fit(document: Document) -> bool:
    return all(
        abs(sum(column.width for column in block.columns) - section.page.text_width) < 0.01
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table)
    )


def test_the_list_of_problems_tells_source_task_and_lateness() -> None:
    document = problem_list(PROBLEMS)
    first, second, third, fourth = rows(table(document))
    assert first["state"] == "已销号" and first["source"] == "第一季度督查"
    assert second["task"] == "2. 建成开发区标准化厂房二期"
    assert third["state"] == "整改中（逾期）" and isinstance(third["state"], Strong)
    assert fourth["source"] == "2026年6月反馈" and fourth["due"] == ""
    assert sub_line(document).right == "共4个，已销号1个，未销号3个，逾期1个"
    assert widths_fit(document)


def test_the_ledger_says_of_each_problem_whether_it_is_struck_off() -> None:
    document = rectification_ledger(PROBLEMS)
    lines = rows(table(document))
    assert [line["struck"] for line in lines] == ["是", "否", "否", "否"]
    assert lines[0]["on"] == "2026年5月29日" and lines[1]["on"] == ""
    assert lines[3]["progress"] == "待整改"
    assert widths_fit(document)


def words(section: Section) -> str:
    (grid,) = [block for block in section.blocks if isinstance(block, Grid)]
    for row in grid.rows:
        assert sum(cell.span for cell in row.cells) == len(grid.widths)
    return "\n".join(word for row in grid.rows for cell in row.cells for word in cell.words)


def test_each_problem_has_a_file_of_its_own_with_its_whole_course() -> None:
    document = problem_files(PROBLEMS)
    assert len(document.sections) == 4
    first = words(document.sections[0])
    for said in ("明确整改措施", "37处全部补装，“一处一照片”存档，经办人：江一帆", "核查通过", "销号", "2026年11月30日"):
        assert said in first
    assert "尚无记录" in words(document.sections[3])


def test_the_score_sheet_ranks_and_names_every_point() -> None:
    document = score_sheet(SCORES)
    totals = rows(table(document))
    assert [(line["unit"], line["total"], line["rank"]) for line in totals] == [
        ("县工信局", "102", "1"),
        ("县文化旅游局", "96", "2"),
        ("县住建局", "91", "3"),
        ("县档案馆", "100", "—"),
    ]
    assert totals[2]["overdue_lead"] == "−5" and totals[0]["manual"] == "2"
    details = table(document, 1)
    assert next(row.text for row in details.rows if isinstance(row, Group)) == "县工信局　得分 102"
    assert sum(isinstance(row, Row) for row in details.rows) == 6
    assert "试算，未定稿" in sub_line(document).right
    assert "牵头任务逾期每次扣5分，累计至多40分" in next(block.text for block in document.blocks if isinstance(block, Note))
    assert widths_fit(document)


def test_totals_are_their_details() -> None:
    document = score_sheet(SCORES)
    details: dict[str, Fraction] = {}
    unit = ""
    for row in table(document, 1).rows:
        if isinstance(row, Group):
            unit = row.text.split("　")[0]
        else:
            details[unit] = details.get(unit, Fraction(0)) + Fraction(str(row.cells[5]).replace("−", "-"))
    for line in rows(table(document)):
        assert Fraction(str(line["total"])) == 100 + details.get(str(line["unit"]), Fraction(0))


def test_without_ranking_the_official_order_stays_and_no_rank_is_printed() -> None:
    plain = ScoreTable(rank=False)
    document = score_sheet(replace(SCORES, table=plain, accounts=tuple(accounts({1: 1, 2: 2}, [], plain))))
    assert "名次" not in [column.head for column in table(document).columns]
    assert [line["unit"] for line in rows(table(document))] == ["县工信局", "县住建局"]
    assert len(document.sections) == 1 and widths_fit(document)
