"""Single cells: what a clerk means by them, and what is asked about."""

from datetime import date

import pytest

from tracker.domain.terms import DeadlineKind
from tracker.sheets.dates import read_day
from tracker.sheets.state_words import state_of
from tracker.sheets.values import read_percent, read_person, read_phone, split_person_phone

DUE = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("cell", "percent"),
    [
        ("80%", 80),
        ("80", 80),
        ("0.8", 80),
        ("80％", 80),
        ("约80%", 80),
        ("８０", 80),
        ("八成", 80),
        ("八成五", 85),
        ("百分之八十", 80),
        ("已完成80%", 80),
        ("100%（全部完成）", 100),
        (0.35, 35),
        (45, 45),
        (0, 0),
        ("0%", 0),
        ("80.0%", 80),
    ],
)
def test_a_percentage_is_read_however_it_is_written(cell: str | float, percent: float) -> None:
    assert read_percent(cell, as_percent=False, fractions=False) == (percent, "", "", "")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("接近完成", "bad_percent"),
        ("进展顺利", "bad_percent"),
        ("70%-80%", "bad_percent"),
        ("110%", "percent_over_100"),
        (130, "percent_over_100"),
        ("八成左右", "percent_rough"),
        ("过半", "percent_rough"),
        ("80%以上", "percent_rough"),
        (1, "percent_one"),
        ("-5%", "bad_percent"),
    ],
)
def test_what_is_no_clear_percentage_is_asked_about(cell: str | float, code: str) -> None:
    assert read_percent(cell, as_percent=False, fractions=False).code == code


def test_one_is_all_of_it_among_fractions_and_a_percent_sign_decides() -> None:
    assert read_percent(1, as_percent=False, fractions=True).value == 100
    assert read_percent(1.0, as_percent=True, fractions=False).value == 100
    assert read_percent(1.05, as_percent=False, fractions=True).code == "percent_over_100"


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("已完成", "completed"),
        ("办结", "completed"),
        ("√已完成 □推进中", "completed"),
        ("□已完成 ☑推进中 □未启动", "in_progress"),
        ("已完成/推进中√/未启动", "in_progress"),
        ("正常推进。", "in_progress"),
        ("尚未开展", "not_started"),
        ("长期坚持", "ongoing"),
        ("进度滞后", "delayed"),
        ("A.已完成", "completed"),
        ("2-推进中", "in_progress"),
        ("进行中，完成80%", "in_progress"),
        ("未完成", "in_progress"),
    ],
)
def test_states_in_the_words_of_units(cell: str, state: str) -> None:
    assert state_of(cell) == state


@pytest.mark.parametrize("cell", ["基本完成", "接近完成", "暂停", "其他", "推进中/滞后", "□已完成 □推进中", "√已完成 √推进中"])
def test_words_that_are_no_state_are_not_guessed(cell: str) -> None:
    assert state_of(cell) is None


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-09-30", DUE),
        ("2026年9月30日前", DUE),
        ("2026.9.30", DUE),
        ("二〇二六年九月三十日", DUE),
        ("9月底", DUE),
        ("三季度末", DUE),
        ("2026-09", DUE),
        ("20260930", DUE),
        (46295, DUE),
        (DUE, DUE),
        ("9.30", DUE),
        ("26年9月30日", DUE),
        ("2026年1月至9月", DUE),
        ("8月20日", date(2026, 8, 20)),
        ("2027年3月底", date(2027, 3, 31)),
        ("年底前", date(2026, 12, 31)),
    ],
)
def test_limits_of_every_kind(cell: str | int | date, day: date) -> None:
    assert read_day(cell, DUE, DeadlineKind.DATE, 2026).day == day


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("11月31日", "没有这一天"),
        ("2026-15-01", "没有这个月份"),
        ("2026.2.30", "没有这一天"),
        ("待定", "看不出日期"),
        ("13月底", "没有这个月份"),
    ],
)
def test_a_limit_that_is_none_says_why(cell: str, fault: str) -> None:
    assert read_day(cell, DUE, DeadlineKind.DATE, 2026).fault == fault


def test_a_lost_zero_is_asked_about_unless_the_plan_settles_it() -> None:
    assert read_day(2026.1, date(2026, 10, 31), DeadlineKind.DATE, 2026).day == date(2026, 10, 31)
    assert read_day(2026.1, DUE, DeadlineKind.DATE, 2026).fault == "可能是1月，也可能是10月"


def test_a_limit_without_a_year_takes_the_plans_where_day_and_month_agree() -> None:
    assert read_day("3月底", date(2027, 3, 31), DeadlineKind.DATE, 2026).day == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("周 敏", "周敏"),
        ("周敏 副局长", "周敏"),
        ("副局长周敏", "周敏"),
        ("周敏（局长）", "周敏"),
        ("周敏、陈一帆", "周敏、陈一帆"),
        ("周敏 党组成员、副局长", "周敏"),
    ],
)
def test_a_name_stands_without_its_post(cell: str, name: str) -> None:
    assert read_person(cell).value == name


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("13800001234", "13800001234"),
        ("138 0000 1234", "13800001234"),
        ("138-0000-1234", "13800001234"),
        (13800001234.0, "13800001234"),
        ("0999-7654321", "0999-7654321"),
        ("（0999）7654321", "0999-7654321"),
        ("+86 13800001234", "13800001234"),
    ],
)
def test_phones_in_their_plain_form(cell: str | float, number: str) -> None:
    assert read_phone(cell).value == number


@pytest.mark.parametrize("cell", ["1.38E+10", "1.38000E+10", "13800000000.0"])
def test_a_phone_that_a_spreadsheet_cut_off_is_told(cell: str) -> None:
    assert read_phone(cell).code == "phone_lossy"


def test_a_phone_with_a_digit_too_few_is_told() -> None:
    assert read_phone("1380000123").code == "bad_phone"


@pytest.mark.parametrize(
    "cell", ["周敏 13800001234", "周敏（13800001234）", "13800001234/周敏", "联系人：周敏，电话：13800001234", "周敏\n13800001234"]
)
def test_name_and_phone_in_one_cell(cell: str) -> None:
    person, phone = split_person_phone(cell)
    assert (person.value, phone.value) == ("周敏", "13800001234")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("013805760001", "13805760001"),
        ("0576-88321456转8012", "0576-88321456转8012"),
        ("13805760001、62233", "13805760001、62233"),
        ("88321456（办）13805760001（手机）", "88321456、13805760001"),
    ],
)
def test_no_number_of_several_is_lost(written: str, read: str) -> None:
    assert read_phone(written).value == read


@pytest.mark.parametrize("written", ["王强政委", "王强总经济师", "王强常委", "王强组长", "王强挂职副县长", "王强办事员", "王强副科级"])
def test_a_post_is_no_part_of_the_name(written: str) -> None:
    assert read_person(written).value == "王强"
