"""What stands in a ledger: columns, groups with counts, marks for shared work, notes, and what a unit's own ledger shows."""

from dataclasses import replace
from datetime import date

import pytest

from tests.reports import samples
from tracker.domain.ledger import LedgerData, LedgerTask
from tracker.domain.records import AssignmentRecord, DeadlineRecord
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.errors import UserError
from tracker.reports.content import Document, Group, Note, Row, SubLine, Table, Title
from tracker.reports.ledger import ledger_document


def table(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def cell(document: Document, number: int, key: str) -> object:
    found = table(document)
    at = [column.key for column in found.columns].index(key)
    return [row for row in found.rows if isinstance(row, Row)][number - 1].cells[at]


def notes(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Note)]


def ledger(*tasks: LedgerTask, **more: object) -> Document:
    return ledger_document(LedgerData(samples.PLAN, tasks), samples.TODAY, **more)  # type: ignore[arg-type]


def unit(name: str, role: Role, *, number: int = 1, printed: str | None = None, inferred: bool = False) -> AssignmentRecord:
    return AssignmentRecord(number, number, name, name if printed is None else printed, role, inferred, False)


def test_title_sub_line_and_usual_columns() -> None:
    document = ledger_document(samples.ledger(), samples.TODAY)
    assert document.blocks[0] == Title(("望川县2026年重点工作任务推进台账",))
    assert document.blocks[1] == SubLine("编制单位：望川县人民政府办公室", "统计时点：2026年6月30日", "任务项数：9项")
    heads = " ".join(column.head for column in table(document).columns)
    assert heads == "序号 重点任务 牵头单位 配合单位 分管领导 完成时限 进度 进展情况 存在问题 下一步措施 状态"


def test_the_usual_widths_are_those_of_the_reference_page() -> None:
    widths = {column.key: round(column.width, 1) for column in table(ledger_document(samples.ledger(), samples.TODAY)).columns}
    assert sum(widths.values()) == pytest.approx(267)
    assert (widths["number"], widths["task"], widths["lead"], widths["support"], widths["leader"]) == (10.5, 34, 28, 26, 14.5)


@pytest.mark.parametrize("columns", [("task",), ("number", "state"), ("number", "task", "content", "progress", "next_steps")])
def test_any_choice_of_columns_fills_the_page(columns: tuple[str, ...]) -> None:
    document = ledger_document(samples.ledger(), samples.TODAY, columns=columns)
    assert sum(column.width for column in table(document).columns) == pytest.approx(document.page.text_width)


def test_an_unknown_column_is_said() -> None:
    with pytest.raises(UserError, match="没有“颜色”这一列"):
        ledger_document(samples.ledger(), samples.TODAY, columns=("task", "颜色"))


def test_headings_become_group_rows_that_count_their_tasks() -> None:
    groups = [(row.text, row.level) for row in table(ledger_document(samples.ledger(), samples.TODAY)).rows if isinstance(row, Group)]
    assert groups == [("一、产业提质（5项）", 1), ("（一）工业（3项）", 2), ("（二）文旅（2项）", 2), ("二、城乡建设（4项）", 1)]


def test_units_that_share_a_task_stand_in_the_lead_column_marked() -> None:
    document = ledger_document(samples.ledger(), samples.TODAY)
    assert cell(document, 4, "lead") == "分工：县文化旅游局、县住建局、开发区管委会"
    assert cell(document, 6, "support") == "县财政局\n落实：各镇（街道）"
    assert any("“分工”" in note for note in notes(document))
    assert any("“落实”" in note for note in notes(document))


def test_notes_appear_only_where_their_marks_do() -> None:
    task = replace(samples.tasks()[0], percent=60)
    assert notes(ledger(task)) == []


def test_a_lead_beside_units_that_share_keeps_both() -> None:
    task = replace(samples.tasks()[0], assignments=(unit("甲局", Role.LEAD), unit("乙局", Role.JOINT, number=2)))
    assert cell(ledger(task), 1, "lead") == "甲局\n分工：乙局"


def test_a_task_without_units_says_so() -> None:
    assert cell(ledger(replace(samples.tasks()[0], assignments=())), 1, "lead") == "未明确"


def test_units_print_as_in_the_plan_or_short_on_request() -> None:
    task = replace(samples.tasks()[0], assignments=(unit("县发改委", Role.LEAD, printed="望川县发展和改革委员会"),))
    assert cell(ledger(task), 1, "lead") == "望川县发展和改革委员会"
    assert cell(ledger(task, short_names=True), 1, "lead") == "县发改委"


def test_two_units_run_together_in_print_are_told_apart() -> None:
    both = "发改局财政局"
    task = replace(
        samples.tasks()[0], assignments=(unit("发改局", Role.LEAD, printed=both), unit("财政局", Role.SUPPORT, number=2, printed=both))
    )
    assert (cell(ledger(task), 1, "lead"), cell(ledger(task), 1, "support")) == ("发改局", "财政局")


def test_inferred_roles_are_named_in_a_note() -> None:
    task = replace(samples.tasks()[0], percent=60, assignments=(unit("甲局", Role.LEAD, inferred=True),))
    assert notes(ledger(task)) == ["注：第1项的牵头或配合关系原文没有写明，系按通行读法推定。"]


def test_a_task_without_title_shows_its_text_and_gets_the_room_for_it() -> None:
    text = "对全县农村饮水工程逐处检测水质，不合格的限期更换设备，检测结果在村务公开栏公布"
    document = ledger(replace(samples.tasks()[0], title="", content=f"{text}。"))
    assert cell(document, 1, "task") == text
    assert next(column.width for column in table(document).columns if column.key == "task") > 40


def test_every_time_limit_is_printed_once() -> None:
    limits = [("6月底前", date(2026, 6, 30)), ("年底前", date(2026, 12, 31)), ("年底前", date(2026, 12, 31)), ("", date(2027, 3, 1))]
    made = tuple(DeadlineRecord(at, words, DeadlineKind.DATE, due, None) for at, (words, due) in enumerate(limits))
    assert cell(ledger(replace(samples.tasks()[0], deadlines=made)), 1, "deadline") == "6月底前\n年底前\n2027年3月1日"


@pytest.mark.parametrize(
    ("state", "percent", "due", "words"),
    [
        (State.COMPLETED, 100, date(2026, 1, 1), "已完成"),
        (State.IN_PROGRESS, 90, date(2026, 6, 29), "逾期"),
        (State.IN_PROGRESS, 90, date(2026, 6, 30), "推进中"),
        (State.IN_PROGRESS, 39, date(2026, 12, 31), "欠进度"),
        (State.IN_PROGRESS, 40, date(2026, 12, 31), "推进中"),
        (State.NOT_STARTED, None, date(2026, 12, 31), "未启动"),
        (State.ONGOING, None, None, "长期坚持"),
    ],
)
def test_the_state_column_says_late_and_behind_first(state: State, percent: float | None, due: date | None, words: str) -> None:
    task = replace(samples.tasks()[0], state=state, percent=percent, due=due, pace=49.9)
    assert cell(ledger(task), 1, "state") == words


def test_a_period_shows_its_own_reports_and_who_sent_none() -> None:
    first, second = samples.tasks()[:2]
    assert second.report is not None
    second = replace(second, report=second.report._replace(period="2026-05"))
    document = ledger_document(LedgerData(samples.PLAN, (first, second), period="2026-06"), samples.TODAY)
    assert document.blocks[1] == SubLine("编制单位：望川县人民政府办公室", "报告期：2026年6月（截至2026年6月30日）", "任务项数：2项")
    assert str(cell(document, 1, "progress")).startswith("已入库7家")
    assert (cell(document, 2, "progress"), cell(document, 2, "next_steps")) == ("本期未报送", "")


def test_a_units_ledger_names_it_and_its_part_in_each_task() -> None:
    own = tuple(task for task in samples.tasks() if any(each.unit_id == 2 for each in task.assignments))
    document = ledger_document(LedgerData(samples.PLAN, own, samples.FINANCE, frozenset({2})), samples.TODAY)
    assert document.blocks[1] == SubLine("责任单位：望川县财政局", "统计时点：2026年6月30日", f"任务项数：{len(own)}项")
    assert cell(document, 1, "role") == "配合"
    assert document.name == "望川县2026年重点工作任务推进台账（县财政局）"


def test_a_member_of_a_group_sees_the_groups_part() -> None:
    own = tuple(task for task in samples.tasks() if any(each.unit_id == 9 for each in task.assignments))
    document = ledger_document(LedgerData(samples.PLAN, own, samples.TOWN, frozenset({40, 9})), samples.TODAY)
    assert {cell(document, number, "role") for number in range(1, len(own) + 1)} == {"落实"}
