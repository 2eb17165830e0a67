"""交办单, 催办单, 督办通知单 and 督办登记簿."""

from dataclasses import replace

import pytest

from tests.reports.paper_samples import MATTERS, REGISTER, notice_facts
from tracker.domain.notices import NoticeKind
from tracker.reports.content import A4_ACROSS, A4_UPRIGHT, CutLine, Document, Grid, NumberLine, Row, Strong, SubLine, Table, Title
from tracker.reports.notice_forms import height_mm
from tracker.reports.notice_register import notice_register
from tracker.reports.notices import MOST_ON_SHEET, notice


def grids(document: Document) -> list[Grid]:
    found = [block for block in document.blocks if isinstance(block, Grid)]
    for grid in found:
        assert abs(sum(grid.widths) - A4_UPRIGHT.text_width) < 0.01
        assert all(sum(cell.span for cell in row.cells) == len(grid.widths) for row in grid.rows)
    return found


def said(grid: Grid) -> list[str]:
    return [word for row in grid.rows for cell in row.cells for word in cell.words]


def test_supervision_has_the_fields_of_the_form_and_a_slip_to_cut_off() -> None:
    document = notice(notice_facts(NoticeKind.SUPERVISION, MATTERS[2:3]))
    form, slip = grids(document)
    labels = ["督办事项", "督办依据", "领导批示", "牵头单位", "配合单位", "办理要求", "办理时限", "反馈周期", "督办联系人", "联系电话"]
    assert [word for word in said(form) if word in labels] == labels
    assert "技改项目入库20个（任务第3项）" in said(form) and "3. 办结后报送“结果”。" in said(form)
    assert [word for word in said(slip) if word][:4] == ["签收单位", "签收时间", "年　　月　　日", "承办科室"]
    titles = [block.lines for block in document.blocks if isinstance(block, Title)]
    assert titles == [("望川县人民政府办公室", "督办通知单"), ("督办事项办理回执",)]
    kinds = [type(block) for block in document.blocks]
    assert kinds.index(CutLine) > kinds.index(Grid)
    numbers = [block for block in document.blocks if isinstance(block, NumberLine)]
    assert numbers[0].left == "望督办〔2026〕3号" and numbers[0].right == "2026年6月30日"
    assert numbers[1].left == "对应编号：望督办〔2026〕3号"


def test_a_notice_to_a_unit_lists_its_matters() -> None:
    document = notice(notice_facts(NoticeKind.ASSIGNMENT, MATTERS[:3], "望川县工信局"))
    words = said(grids(document)[0])
    assert document.name == "交办单（望川县工信局）" and "望川县工信局" in words
    for matter in MATTERS[:3]:
        assert matter.title in words and matter.limit in words
    assert len(document.sections) == 1


def test_a_reminder_says_how_far_the_matter_is_and_why_it_is_asked_after() -> None:
    words = said(grids(notice(notice_facts(NoticeKind.REMINDER, MATTERS[2:3])))[0])
    assert "逾期1天" in words and any("入库18个" in word for word in words)


def test_many_matters_stand_on_a_list_of_their_own() -> None:
    document = notice(notice_facts(NoticeKind.ASSIGNMENT, MATTERS, "望川县工信局"))
    assert len(MATTERS) > MOST_ON_SHEET
    assert [section.page for section in document.sections] == [A4_UPRIGHT, A4_ACROSS]
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert abs(sum(column.width for column in table.columns) - A4_ACROSS.text_width) < 0.01
    assert [row.cells[1] for row in table.rows if isinstance(row, Row)] == [matter.title for matter in MATTERS]
    assert f"共{len(MATTERS)}项，见所附清单。" in said(grids(document)[0])


@pytest.mark.parametrize("lines", [3, 6, 30])
def test_the_slip_shrinks_to_stay_on_the_page_and_goes_roomy_onto_the_next(lines: int) -> None:
    wants = "\n".join(f"{number}. 逐项说明原因。" for number in range(1, lines + 1))
    form, slip = grids(notice(notice_facts(NoticeKind.SUPERVISION, MATTERS[2:3], wants=wants)))
    opinion = slip.rows[2].height_mm
    fits = height_mm(form) + height_mm(slip) + 84 <= A4_UPRIGHT.text_height + 2
    assert fits == (lines < 30)
    assert 12 <= opinion <= 26 and (opinion == 26) == (lines == 30 or opinion == 26)


def test_long_demands_flow_over_pages_in_rows_and_lose_nothing() -> None:
    sentence = "逐村列明开工、完工日期和责任人，管线走向需要调整的会同有关镇确定。"
    wants = "\n".join(f"{number}. {sentence * 6}" for number in range(1, 6))
    form = grids(notice(notice_facts(NoticeKind.SUPERVISION, MATTERS[2:3], wants=wants)))[0]
    rows = [row for row in form.rows if row.cells[0].words[0] == "办理要求"]
    assert len(rows) > 3 and rows[1].cells[0].words == ("办理要求", "（续）")
    assert "".join(word for row in rows for word in row.cells[1].words) == wants.replace("\n", "")


def test_the_register_counts_what_is_answered_late_and_void() -> None:
    document = notice_register(REGISTER)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert abs(sum(column.width for column in table.columns) - A4_ACROSS.text_width) < 0.01
    assert [column.head for column in table.columns][1:] == [
        "编号", "事项", "来源", "交办日期", "承办单位", "办理时限", "反馈日期", "办理结果",
    ]  # fmt: skip
    rows = [row.cells for row in table.rows if isinstance(row, Row)]
    assert rows[1][-1] == "逾期8天" and isinstance(rows[1][-1], Strong)
    (line,) = [block for block in document.blocks if isinstance(block, SubLine)]
    assert line.right == "共2件，已反馈1件，逾期未反馈1件"
    assert document.name == "2026年督办登记簿"


def test_words_above_the_fields_let_the_rows_sink_before_the_slip_leaves_the_page() -> None:
    facts = notice_facts(NoticeKind.ASSIGNMENT, MATTERS[2:3], "望川县工信局")
    plain = grids(notice(facts))
    worded = grids(notice(replace(facts, opening="请对照下列要求抓紧办理。", wants="\n".join(f"{n}. 按时反馈。" for n in range(1, 10)))))
    assert said(worded[0])[0] == "请对照下列要求抓紧办理。" and worded[0].rows[0].cells[0].span == len(worded[0].widths)
    assert max(row.height_mm for row in worded[0].rows if row is not worded[0].rows[-1]) <= max(row.height_mm for row in plain[0].rows)
    long = grids(notice(replace(facts, opening="请抓紧。" * 200)))
    assert min(row.height_mm for row in long[0].rows) >= 9, "what cannot stand on one page all the same is not squeezed"
