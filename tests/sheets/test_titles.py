"""Which task a row means: however its title was changed on the way, and never a wrong one in silence."""

from collections.abc import Sequence

import pytest

from tests.sheets.county import BUILDING, CLOUD, SCHOOL, WATER, codes, grid, plan, read, row_of
from tracker.sheets.staged import Bin, StagedSheet

HEAD = ("序号", "重点任务", "进展情况")


def _read(rows: Sequence[tuple[object, ...]], sender: int) -> StagedSheet:
    return read(grid([HEAD, *[(*row, "已完成年度方案。")[:3] for row in rows]]), sender=sender)[0]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("云岭水库除险", 6),
        ("（六）云岭水库除险", 6),
        ("6.云岭水库除险", 6),
        ("◆ 云岭水库除险", 6),
        ("云岭水库除险（县水务局牵头）", 6),
        ("云岭水庫除险", 6),
        ("净水厂扩能", 7),
        ("城北净水厂扩容改造", 7),
        ("日供水能力增加2万吨", 7),
        ("热水工程（寄宿制学校）", 2),
        ("采砂巡查", 12),
        ("河道采沙巡查", 12),
    ],
)
def test_a_changed_title_is_still_the_task(title: str, number: int) -> None:
    row = row_of(_read([(None, title)], WATER), 2)
    assert (row.task_id, codes(row)) == (100 + number, [])


@pytest.mark.parametrize("title", ["机关食堂改造", "全县职工运动会", "办公用房清查", "云岭水库旅游开发规划", "城南净水厂扩能"])
def test_a_title_that_is_not_in_the_plan_is_never_taken_for_a_task(title: str) -> None:
    row = row_of(_read([(None, title)], WATER), 2)
    assert row.task_id is None
    assert codes(row)[0] in ("unknown_task", "task_unsure")


def test_phases_are_told_apart_by_any_word_for_them() -> None:
    sheet = _read([(None, "老城路灯首期"), (None, "老城路灯续建"), (None, "老城路灯补装")], BUILDING)
    first, second, which = (row_of(sheet, row) for row in (2, 3, 4))
    assert (first.task_id, second.task_id) == (103, 104)
    assert which.task_id is None
    assert {103, 104} <= set(which.candidates)


def test_number_and_title_that_contradict_each_other_go_to_a_person() -> None:
    sheet = _read([(6, "云岭水库除险"), (7, "城北净水厂扩能"), (2, "河道采砂巡查")], WATER)
    row = row_of(sheet, 4)
    assert (row.task_id, codes(row), row.bin) == (None, ["number_title_conflict"], Bin.ASK)
    assert "寄宿制学校热水工程" in row.reasons[0].words and "河道采砂巡查" in row.reasons[0].words


def test_the_senders_own_numbers_say_nothing() -> None:
    sheet = _read([(1, "云岭水库除险"), (2, "城北净水厂扩能"), (3, "河道采砂巡查")], WATER)
    assert [(row_of(sheet, row).task_id, codes(row_of(sheet, row))) for row in (2, 3, 4)] == [(106, []), (107, []), (112, [])]


def test_numbers_of_chapter_and_place_are_understood_even_where_a_spreadsheet_made_days_of_them() -> None:
    from datetime import date

    sheet = _read([("2-1", "水库加固"), (date(2026, 2, 2), "净水厂"), ("3-2", "巡河")], WATER)
    assert [row_of(sheet, row).task_id for row in (2, 3)] == [106, 107]


def test_a_proven_numbering_bears_a_reworded_title_out() -> None:
    rows = [(6, "云岭水库除险"), (7, "城北净水厂扩能"), (12, "河道采砂巡查"), (2, "学校洗浴热水设备")]
    row = row_of(_read(rows, WATER), 5)
    assert (row.task_id, row.matched_by, codes(row)) == (102, "number", [])


def test_a_task_of_others_is_refused_with_its_name() -> None:
    row = row_of(_read([(None, "职教中心实训楼")], WATER), 2)
    assert (row.bin, codes(row), row.task_id) == (Bin.REFUSED, ["wrong_unit"], 110)


def test_a_member_of_a_group_answers_for_the_groups_tasks() -> None:
    row = row_of(_read([(None, "松材线虫病防控")], CLOUD), 2)
    assert (row.task_id, codes(row)) == (111, [])


def test_a_row_that_repeats_a_task_is_counted_once_and_two_that_disagree_are_both_asked_about() -> None:
    rows: list[tuple[object, ...]] = [(None, "校门口交通秩序整顿", "甲"), (None, "校门口交通秩序整顿", "甲")]
    rows += [(None, "职教中心实训楼", "乙"), (None, "职教中心实训楼", "丙"), (None, "职教中心实训大楼", "丁")]
    sheet = read(grid([HEAD, *rows]), sender=SCHOOL)[0]
    assert [codes(row_of(sheet, row)) for row in (2, 3, 4, 5)] == [[], ["exact_duplicate"], *[["conflicting_duplicate"]] * 2]
    assert row_of(sheet, 6).task_id is None


def test_a_hidden_key_names_the_task_whatever_the_title_became() -> None:
    known = plan()
    head = ("任务标识（勿改）", *HEAD)
    rows = [(known.tasks[5].key, 1, "水库那个项目", "甲"), (known.tasks[6].key, 2, "河道采砂巡查", "乙")]
    sheet = read(grid([head, *rows]), sender=WATER, known=known)[0]
    assert (row_of(sheet, 2).task_id, row_of(sheet, 2).matched_by) == (106, "key")
    assert codes(row_of(sheet, 3)) == ["number_title_conflict"]


def test_a_wording_that_a_clerk_confirmed_is_known_from_then_on() -> None:
    from dataclasses import replace

    from tests.sheets.county import tasks, units
    from tracker.sheets.match import Plan
    from tracker.sheets.units import KnownUnits

    taught = [replace(task, titles=("一库安澜行动",)) if task.number == 6 else task for task in tasks()]
    sheet = read(grid([HEAD, (None, "一库安澜行动", "甲")]), sender=WATER, known=Plan(taught, KnownUnits.of(units())))[0]
    assert row_of(sheet, 2).task_id == 106
