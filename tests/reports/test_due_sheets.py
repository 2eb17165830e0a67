"""时限月历 and 年度时限表."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from docx import Document as read_word

from tests.reports.paper_samples import YEAR, due, month_facts
from tracker.domain.terms import Light
from tracker.reports.content import Document, Grid, GridCell, Group, NewPage, Note, Row, Strong, Table
from tracker.reports.month_sheet import SIGNS, month_sheet
from tracker.reports.year_sheet import year_sheet
from tracker.usecases.papers.documents import write_document


def days(document: Document) -> dict[str, GridCell]:
    """The cells of the month by what stands at their head."""
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert all(len(row.cells) == 7 and row.exact for row in grid.rows[1:])
    return {cell.head: cell for row in grid.rows[1:] for cell in row.cells if cell.head}


def test_every_day_of_the_month_stands_once_with_days_off_and_worked_ones() -> None:
    cells = days(month_sheet(month_facts(())))
    assert len(cells) == 30
    assert {"25　休", "26　休", "27　休", "20　班", "5", "1"} <= cells.keys()
    assert cells["5"].grey and cells["25　休"].grey and not cells["20　班"].grey and not cells["1"].grey
    assert cells["24"].words == ("★9月反馈报送（提前至24日）",)


def test_a_day_says_what_is_due_by_sign_number_and_unit() -> None:
    cells = days(month_sheet(month_facts((due(15, 7, Light.RED, "清运建筑垃圾"), due(15, 8, title="修桥")))))
    assert cells["15"].words == ("▲7 清运建筑垃圾（县文化旅游局）", "●8 修桥（县文化旅游局）")


def test_what_does_not_fit_is_counted_and_told_whole_below() -> None:
    items = tuple(due(30, number, Light.AMBER) for number in range(1, 5))
    document = month_sheet(month_facts(items))
    assert days(document)["30"].words[-1] == "等4项，见表下"
    (note,) = [block.text for block in document.blocks if isinstance(block, Note)]
    assert note.startswith("30日到期（4项）：1. 建成第1处") and note.count("黄灯") == 4
    assert not [block for block in document.blocks if isinstance(block, NewPage)]


def test_longer_lists_get_a_table_on_the_next_page_with_light_and_word() -> None:
    items = tuple(due(day, number, Light.RED) for day in (10, 30) for number in range(1, 31))
    document = month_sheet(month_facts(items))
    cells = days(document)
    assert cells["10"].words[-1] == "等30项，见附表"
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    rows = [row.cells for row in table.rows if isinstance(row, Row)]
    assert [row[0] for row in rows] == ["9月10日"] * 30 + ["9月30日"] * 30
    assert {row[-1] for row in rows} == {"▲红灯"} and isinstance(rows[0][-1], Strong)
    assert abs(sum(column.width for column in table.columns) - document.page.text_width) < 0.01


def test_days_with_too_much_are_told_in_their_order() -> None:
    items = tuple(due(day, number) for day in range(1, 31) for number in range(1, 6))
    (table,) = [block for block in month_sheet(month_facts(items)).blocks if isinstance(block, Table)]
    rows = [row.cells for row in table.rows if isinstance(row, Row)]
    assert [row[0] for row in rows if row[1]] == [f"9月{item.day.day}日" for item in items]
    assert [row[:3] for row in rows if not row[1]] == [("9月24日", None, "★9月反馈报送（提前至24日）")]


def test_marks_that_do_not_fit_are_told_below_too() -> None:
    marks = tuple((date(2026, 9, 10), f"■望督办〔2026〕{number}号反馈（县文化旅游局）") for number in range(1, 6))
    document = month_sheet(replace(month_facts((due(10, 7),)), marks=marks))
    assert days(document)["10"].words[-1] == "等6项，见表下"
    (note,) = [block.text for block in document.blocks if isinstance(block, Note)]
    assert note.startswith("10日到期（6项）：") and all(words in note for _day, words in marks) and "7. 建成第7处" in note


def test_more_stands_in_a_cell_on_larger_paper() -> None:
    items = tuple(due(30, number) for number in range(1, 4))
    assert days(month_sheet(month_facts(items), "A4"))["30"].words[-1].endswith("见表下")
    assert days(month_sheet(month_facts(items), "A3"))["30"].words == tuple(
        f"●{item.number} {item.title}（县文化旅游局）" for item in items
    )


def test_word_has_the_day_above_what_is_due_on_it(tmp_path: Path) -> None:
    write_document(month_sheet(month_facts((due(15, 7, title="修桥"),))), tmp_path / "月历.docx")
    (table,) = read_word(str(tmp_path / "月历.docx")).tables
    texts = [[paragraph.text for paragraph in cell.paragraphs] for row in table.rows[1:] for cell in row.cells]
    assert ["15", "●7 修桥（县文化旅游局）"] in texts and ["25　休"] in texts
    assert len([text for text in texts if text != [""]]) == 30


def test_every_light_has_a_sign_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(Light)


def test_the_year_shows_each_day_in_its_month_and_says_what_is_left_out() -> None:
    document = year_sheet(YEAR)
    assert document.name == "望川县2026年重点工作任务年度时限表"
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert abs(sum(column.width for column in table.columns) - document.page.text_width) < 0.01
    rows = {row.cells[0]: row.cells for row in table.rows if isinstance(row, Row)}
    assert rows[1][3:15] == (None,) * 11 + (31,)
    assert rows[5][3:15] == (25,) * 12
    assert rows[6][13] == "4次" and rows[6][12] is None
    assert rows[3][8] == "29" and isinstance(rows[3][8], Strong) and rows[3][-1] == "逾期"
    assert 8 not in rows
    assert rows["合计：当月到期的任务项数"][3:15] == (1, 1, 1, 1, 2, 2, 2, 1, 2, 1, 3, 2)
    assert any("第8项在2026年没有确定的到期日" in block.text for block in document.blocks if isinstance(block, Note))
    assert [row.level for row in table.rows if isinstance(row, Group)] == [1, 2, 2, 1]
