"""Nothing of a table goes missing in silence: jumping numbers, rows that became nothing and heads that were not understood are said."""

import pytest

from tests.plans.reading import limits, read, roles
from tracker.plans.draft import PlanDraft

HEAD = "柳湾县2025年任务分工表\n序号\t重点任务\t责任单位\t完成时限\n"


def codes(draft: PlanDraft) -> list[str]:
    return [finding.code for finding in draft.findings if finding.code.startswith("table")]


def rows(*numbers: int) -> str:
    return "".join(f"{number}\t清理第{number}段河道垃圾\t县水利局\t6月底前\n" for number in numbers)


def test_a_table_that_counts_on_is_quiet() -> None:
    assert codes(read(HEAD + rows(1, 2, 3, 4, 5))) == []


def test_a_number_left_out_is_said_for_the_plan_and_at_the_row() -> None:
    draft = read(HEAD + rows(1, 2, 3, 5, 6, 7))
    assert codes(draft) == ["table_jump"]
    assert [task.label for task in draft.tasks if any(finding.code == "table_jump" for finding in task.findings)] == ["5"]
    assert draft.findings[-1].words == "表格的序号从 3 跳到 5，中间可能有没读到的行，请对照原文"


def test_a_selection_of_rows_does_not_ask_about_each() -> None:
    draft = read(HEAD + rows(3, 9, 14, 22))
    assert set(codes(draft)) == {"table_jump"} and not any(task.findings for task in draft.tasks)


def test_a_row_without_any_task_is_said() -> None:
    draft = read(HEAD + rows(1, 2) + "3\t\t县住建局、县财政局\t9月底前\n" + rows(4))
    assert len(draft.tasks) == 3 and codes(draft) == ["table_row_lost"]


def test_totals_and_notes_are_no_lost_rows() -> None:
    assert codes(read(HEAD + rows(1, 2) + "合计\t2项\t\t\n")) == []


def test_the_head_of_a_table_that_was_not_understood_is_said() -> None:
    draft = read("柳湾县2025年任务分工表\n序号\n重点任务\n责任单位\n完成时限\n内容见另表，由各单位自行填写后报送。\n")
    assert not draft.tasks and codes(draft) == ["table_unread"]


def test_a_row_that_a_line_break_in_a_cell_cut_is_whole_again() -> None:
    table = "1\t清理河道\t牵头：县水利局\n配合：县财政局、\n县住建局\t6月底前\n2\t修建步道\t县文旅局\t9月底前\n"
    draft = read(HEAD + table)
    assert [roles(task) for task in draft.tasks] == ["lead 县水利局、support 县财政局、support 县住建局", "lead 县文旅局"]
    assert codes(draft) == [] and [len(task.deadlines) for task in draft.tasks] == [1, 1]


def test_columns_that_only_their_cells_tell_are_said_once() -> None:
    rows = "1\t清理河道\t县水利局\t县财政局\n2\t修建步道\t县文旅局\t县住建局\n"
    draft = read(f"柳湾县2025年任务分工表\n序号\t重点任务\t主责单位\t联动单位\n{rows}")
    assert [roles(task) for task in draft.tasks] == ["lead 县水利局、support 县财政局", "lead 县文旅局、support 县住建局"]
    assert [finding.words for finding in draft.findings] == ["表格的“联动单位”一栏写的是单位，按配合单位记录，请核对"]


def test_time_limits_printed_on_another_page_are_put_to_their_rows_with_a_doubt() -> None:
    rows = "1\t清理河道\t县水利局\n2\t修建步道\t县文旅局\n"
    draft = read(f"柳湾县2025年任务分工表\n序号\t重点任务\t责任单位\n{rows}\n完成时限\n6月底\n9月底\n")
    assert [limits(task) for task in draft.tasks] == [["6月底=2025-06-30"], ["9月底=2025-09-30"]]
    assert [[finding.code for finding in task.findings] for task in draft.tasks] == [["table_row"], ["table_row"]]


def test_time_limits_of_another_page_that_are_not_as_many_as_the_rows_are_missed_at_each() -> None:
    rows = "1\t清理河道\t县水利局\n2\t修建步道\t县文旅局\n"
    for limits_below in ("6月底\n", "6月底\n9月底\n10月底\n"):
        draft = read(f"柳湾县2025年任务分工表\n序号\t重点任务\t责任单位\n{rows}\n完成时限\n{limits_below}")
        assert [[finding.code for finding in task.findings] for task in draft.tasks] == [["limits_unread"], ["limits_unread"]]


RIGHT = {
    "a row a line": "配合单位\t完成时限\n县财政局、各乡镇\t6月底\n县财政局\t9月底\n城关镇\t10月底\n",
    "counted again": "序号\t配合单位\t完成时限\n1\t县财政局、各乡镇\t6月底\n2\t县财政局\t9月底\n3\t城关镇\t10月底\n",
    "a cell a line": "配合单位\n完成时限\n县财政局、各乡镇\n6月底\n县财政局\n9月底\n城关镇\n10月底\n",
}


@pytest.mark.parametrize("right", RIGHT.values(), ids=RIGHT.keys())
def test_the_right_half_of_a_wide_table_stands_on_the_next_page(right: str) -> None:
    rows = [("1", "清理河道6公里", "县水利局"), ("2", "修建步道3公里", "县文旅局"), ("3", "改造小区12个", "县住建局")]
    sign = "\n" if right.startswith("配合单位\n") else "\t"
    left = "\n".join(sign.join(row) for row in [("序号", "重点任务", "责任单位"), *rows])
    draft = read(f"柳湾县2025年任务分工表\n{left}\n\n{right}")
    assert [roles(task) for task in draft.tasks] == [
        "lead 县水利局、support 县财政局、support 各乡镇",
        "lead 县文旅局、support 县财政局",
        "lead 县住建局、support 城关镇",
    ]
    assert [limits(task) for task in draft.tasks] == [["6月底=2025-06-30"], ["9月底=2025-09-30"], ["10月底=2025-10-31"]]
    assert all(task.findings for task in draft.tasks)
