"""任务分解表 and 责任分工方案."""

from dataclasses import replace

from tests.reports import samples
from tests.reports.paper_samples import DIVISION
from tracker.reports.content import TEXT_PAGE, Group, Paragraph, Row, Signature, Table, Title
from tracker.reports.division import division_plan, division_table


def test_every_task_unit_and_limit_stands_in_the_table() -> None:
    document = division_table(DIVISION)
    assert document.name == "望川县2026年重点工作任务分解表"
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert abs(sum(column.width for column in table.columns) - document.page.text_width) < 0.01
    assert [column.head for column in table.columns] == ["序号", "类别", "任务内容", "牵头领导", "牵头单位", "配合单位", "完成时限", "备注"]
    rows = [row.cells for row in table.rows if isinstance(row, Row)]
    assert [row[0] for row in rows] == list(range(1, 10))
    for task, row in zip(samples.tasks(), rows, strict=True):
        said = "\n".join(map(str, row))
        assert task.title in said and task.deadlines[0].wording in said and task.content in said
        assert all(each.display in said for each in task.assignments)
    assert rows[5][5] == "县财政局\n落实：各镇（街道）"
    assert rows[3][4] == "县文化旅游局、县住建局、开发区管委会" and rows[3][7] == "分工负责，未指定牵头单位"


def test_chapters_stand_over_their_tasks_and_sections_beside_them() -> None:
    (table,) = [block for block in division_table(DIVISION).blocks if isinstance(block, Table)]
    assert [row.text for row in table.rows if isinstance(row, Group)] == ["一、产业提质（5项）", "二、城乡建设（4项）"]
    assert [row.cells[1] for row in table.rows if isinstance(row, Row)] == ["工业"] * 3 + ["文旅"] * 2 + ["城乡建设"] * 4


def test_the_text_keeps_the_plans_numbering_and_says_each_duty() -> None:
    document = division_plan(DIVISION)
    assert document.page is TEXT_PAGE and document.name == "望川县2026年重点工作任务责任分工方案"
    texts = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert [(block.level, block.text) for block in texts if block.level] == [
        (1, "一、产业提质"),
        (2, "（一）工业"),
        (2, "（二）文旅"),
        (1, "二、城乡建设"),
    ]
    tasks = [block.text for block in texts if "完成时限" in block.text]
    assert tasks[0] == (
        "1. 规上工业企业净增12家。列入年度重点，逐月调度，年终核验。"
        "（牵头单位：县工信局；配合单位：县财政局、县统计局；完成时限：12月底前）"
    )
    assert "（责任单位：县文化旅游局、县住建局、开发区管委会；完成时限：7月底前）" in tasks[3]
    assert tasks[8].startswith("9. 农村改厕") and len(tasks) == 9
    assert isinstance(document.blocks[-1], Signature)
    assert any("（望政办发〔2026〕3号）" in block.text for block in texts)


def test_typed_words_take_the_place_of_the_usual_ones() -> None:
    document = division_plan(replace(DIVISION, opening="现印发分工。", closing="第一段。\n第二段。"))
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts[0] == "现印发分工。" and texts[-2:] == ["第一段。", "第二段。"]


def test_a_plan_without_headings_has_no_empty_ones() -> None:
    bare = tuple(replace(each, task=replace(each.task, path=())) for each in DIVISION.tasks)
    document = division_plan(replace(DIVISION, tasks=bare))
    assert not [block for block in document.blocks if isinstance(block, Paragraph) and block.level]
    (table,) = [block for block in division_table(replace(DIVISION, tasks=bare)).blocks if isinstance(block, Table)]
    assert all(isinstance(row, Row) and row.cells[1] == "" for row in table.rows)
    assert any(isinstance(block, Title) for block in document.blocks)
