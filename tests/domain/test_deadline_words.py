"""Time words with dates, kinds and recurrence, in the plan's own period."""

from datetime import date

import pytest

from tracker.domain.deadline_entries import read_limit
from tracker.domain.deadline_found import FoundLimit
from tracker.domain.deadline_words import find_deadlines
from tracker.domain.terms import DeadlineKind

YEAR = (date(2023, 1, 1), date(2023, 12, 31))
FIVE_YEARS = (date(2021, 1, 1), date(2025, 12, 31))
ISSUED = date(2023, 4, 6)


def meaning(limit: FoundLimit) -> str:
    if limit.due:
        return limit.due.isoformat()
    if limit.recurrence:
        parts = (limit.recurrence.every.value, limit.recurrence.month, limit.recurrence.day)
        return " ".join(str(part) for part in parts if part is not None)
    return limit.kind.value


@pytest.mark.parametrize(
    ("text", "wording", "expected"),
    [
        ("6月底前完成改造", "6月底前", "2023-06-30"),
        ("2月底前完成改造", "2月底前", "2023-02-28"),
        ("2024年2月底前建成", "2024年2月底前", "2024-02-29"),
        ("6月15日前完成", "6月15日前", "2023-06-15"),
        ("2023年11月20日之前报送", "2023年11月20日之前", "2023-11-20"),
        ("十二月底前全面建成", "十二月底前", "2023-12-31"),
        ("二〇二四年六月底前", "二〇二四年六月底前", "2024-06-30"),
        ("9月中旬前开工", "9月中旬前", "2023-09-20"),
        ("上半年完成招标", "上半年", "2023-06-30"),
        ("二季度末建成投用", "二季度末", "2023-06-30"),
        ("第三季度末前完成", "第三季度末前", "2023-09-30"),
        ("年内新开工8个", "年内", "2023-12-31"),
        ("年底前完成", "年底前", "2023-12-31"),
        ("明年6月底前建成", "明年6月底前", "2024-06-30"),
        ("国庆节前建成", "国庆节前", "2023-09-30"),
        ("“五一”前开放", "“五一”前", "2023-04-30"),
        ("元旦前投用", "元旦前", "2023-12-31"),
        ("2023年全年新增3000人", "2023年全年", "2023-12-31"),
        ("2023年计划完成投资5亿元", "2023年", "2023-12-31"),
        ("今年底前完成", "今年底前", "2023-12-31"),
        ("全年培训600人", "全年", "2023-12-31"),
        ("到2025年，覆盖率达到90%", "到2025年", "2025-12-31"),
        ("到2025年底，覆盖率达到90%", "到2025年底", "2025-12-31"),
        ("2024年底前建成", "2024年底前", "2024-12-31"),
        ("2023年完成培训500人次", "2023年", "2023-12-31"),
        ("力争2025年打造3个园区", "力争2025年", "2025-12-31"),
        ("“十四五”末建成", "“十四五”末", "2025-12-31"),
        ("十五五期末达到60%", "十五五期末", "2030-12-31"),
        ("每年新增20家", "每年", "year"),
        ("每年6月底前组织演练", "每年6月底前", "year 6"),
        ("每年10月15日前申报", "每年10月15日前", "year 10 15"),
        ("每半年评估一次", "每半年", "half_year"),
        ("每季度末通报", "每季度末", "quarter"),
        ("每月25日前报送", "每月25日前", "month 25"),
        ("每半月调度一次", "每半月", "half_month"),
        ("每周五报送", "每周五", "week 5"),
        ("每日巡查", "每日", "day"),
        ("每学期检查", "每学期", "term"),
        ("长期坚持，常抓不懈", "长期坚持", "standing"),
        ("对问题立行立改", "立行立改", "standing"),
        ("收到通知后5个工作日内办结", "收到通知后5个工作日内", "relative"),
        ("会后7日内印发", "会后7日内", "relative"),
    ],
)
def test_limits_in_running_text(text: str, wording: str, expected: str) -> None:
    found = find_deadlines(text, YEAR, ISSUED)
    assert [(limit.wording, meaning(limit), limit.doubt) for limit in found] == [(wording, expected, "")]
    assert text[found[0].start : found[0].end] == wording


@pytest.mark.parametrize(
    "text",
    [
        "根据《青禾县发展规划（2021—2025年）》要求",
        "按照青政发〔2022〕8号文件",
        "实施三年行动计划（2022-2024年）",
        "落实2022年城乡融合发展重点任务",
        "截至2022年底，覆盖率为80%",
        "截至6月底，完成60%",
        "做好十一前后保障",
        "自2023年3月1日起施行",
        "改造2000年以前建设的小区",
        "通过3-5年时间努力",
        "力争提前两年完成",
        "三年内见成效",
        "每生每年补助2000元",
        "2023年，国际形势复杂",
    ],
)
def test_history_names_and_durations_are_no_limits(text: str) -> None:
    assert find_deadlines(text, YEAR, ISSUED) == []


def test_years_counted_from_a_named_base() -> None:
    found = find_deadlines("产值在2022年80亿的基础上三年超百亿、五年翻一番。", FIVE_YEARS)
    assert [(limit.wording, meaning(limit)) for limit in found] == [("三年", "2025-12-31"), ("五年", "2027-12-31")]


def test_a_date_that_does_not_exist_has_no_day_but_a_doubt() -> None:
    (limit,) = find_deadlines("9月31日前完成", YEAR)
    assert limit.due is None and limit.doubt == "日期不存在：9月31日前"


def test_without_a_year_in_a_plan_of_several_years_the_year_of_issue_counts_and_is_doubted() -> None:
    (limit,) = find_deadlines("6月底前完成", FIVE_YEARS, ISSUED)
    assert limit.due == date(2023, 6, 30) and "请核对" in limit.doubt


def test_a_month_that_was_over_when_the_plan_went_out_lies_in_the_next_year() -> None:
    three_years = (date(2024, 1, 1), date(2026, 12, 31))
    limits = find_deadlines("6月底前制定办法，11月底前开工", three_years, date(2024, 9, 10))
    assert [limit.due for limit in limits] == [date(2025, 6, 30), date(2024, 11, 30)]
    assert all(limit.doubt for limit in limits)
    assert find_deadlines("6月底前制定办法", (None, None), date(2024, 9, 10))[0].due == date(2025, 6, 30)
    one_year = (date(2024, 1, 1), date(2024, 12, 31))
    assert find_deadlines("6月底前制定办法", one_year, date(2024, 9, 10))[0].due == date(2024, 6, 30)


def test_a_day_whose_month_sign_was_lost_is_read_and_doubted() -> None:
    year = (date(2024, 1, 1), date(2024, 12, 31))
    limits = find_deadlines("各单位分别于615日、1215日前报送进展", year)
    assert [limit.due for limit in limits] == [date(2024, 6, 15), date(2024, 12, 15)]
    assert all("月" in limit.doubt for limit in limits)
    assert find_deadlines("到期前180日提出申请，10日前答复", year) == []


def test_from_now_until_a_day() -> None:
    year = (date(2024, 1, 1), date(2024, 12, 31))
    assert [limit.due for limit in find_deadlines("即日起至10月31日集中整治", year)] == [date(2024, 10, 31)]
    assert [limit.due for limit in find_deadlines("上半年、年底前各报送一次", year)] == [date(2024, 6, 30), date(2024, 12, 31)]


def test_without_any_year_the_question_stays_open() -> None:
    (limit,) = find_deadlines("6月底前完成")
    assert limit.due is None and "请补上年份" in limit.doubt


def test_an_entry_before_the_plan_begins_is_doubted() -> None:
    (limit,) = read_limit("2021年6月底前", YEAR)
    assert limit.due == date(2021, 6, 30) and "请核对" in limit.doubt


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年6月底", "2023-06-30"),
        ("2023年6月", "2023-06-30"),
        ("2023.6", "2023-06-30"),
        ("2023", "2023-12-31"),
        ("2022-2024", "2024-12-31"),
        ("2023-06-15", "2023-06-15"),
        ("2023年", "2023-12-31"),
        ("6月", "2023-06-30"),
        ("10月底前", "2023-10-31"),
        ("2023年1月-6月", "2023-06-30"),
        ("2023年5月至2024年6月", "2024-06-30"),
        ("2023—2025年", "2025-12-31"),
        ("每月5日前", "month 5"),
        ("长期", "standing"),
        ("持续推进", "standing"),
        ("立行立改", "standing"),
    ],
)
def test_entries_of_a_limit_column(text: str, expected: str) -> None:
    assert [meaning(limit) for limit in read_limit(text, YEAR, ISSUED)] == [expected]


def test_an_entry_that_says_nothing_of_time_is_empty() -> None:
    assert read_limit("详见附件", YEAR) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年6月、12月底前分别报送。", ["2024-06-30", "2024-12-31"]),
        ("到2024年、2025年，占比分别达到80%、100%。", ["2024-12-31", "2025-12-31"]),
        ("2023、2024、2025年分别新增10家、12家、15家。", ["2023-12-31", "2024-12-31", "2025-12-31"]),
        ("2024年上半年出台细则。", ["2024-06-30"]),
        ("2024年年内完成。", ["2024-12-31"]),
        ("2024年春节前兑付。", ["2024-02-09"]),
        ("2024年元旦前完成。", ["2023-12-31"]),
        ("4月至10月开展整治。", ["2024-10-31"]),
        ("到规划期末，覆盖率达到100%。", ["2025-12-31"]),
        ("12月31日24时前完成。", ["2024-12-31"]),
        ("按月调度、按季度通报。", ["month", "quarter"]),
        ("建立月调度、季通报、年考核机制。", ["month", "quarter", "year"]),
        ("汛期前完成加固。", ["relative"]),
        ("三季度开业，9月开学。", ["2024-09-30", "2024-09-30"]),
        ("2023年，落实制度；2024年，建立机制；2025年，城镇化率达到45%。", ["2023-12-31", "2024-12-31", "2025-12-31"]),
        ("做好汛期前、汛期中的巡查。", []),
        ("每年每户补助500元。", []),
        ("每两年评估一次。", ["year"]),
        ("审批时限压减至60个工作日以内。", []),
    ],
)
def test_lists_of_dates_seasons_and_duties_that_come_back(text: str, expected: list[str]) -> None:
    found = find_deadlines(text, (date(2023, 1, 1), date(2025, 12, 31)), date(2024, 2, 20))
    assert [
        limit.due.isoformat() if limit.due else limit.recurrence.every.value if limit.recurrence else limit.kind.value for limit in found
    ] == expected


def test_what_no_calendar_fixes_is_asked_about() -> None:
    found = find_deadlines("开学前投入使用，每两年评估一次。", (date(2024, 1, 1), date(2024, 12, 31)), date(2024, 2, 20))
    assert [bool(limit.doubt) for limit in found] == [True, True]


@pytest.mark.parametrize(
    "text",
    ["入汛前完成清淤30处", "秋收前修好机耕路", "“两节”前开展检查", "9月开学前完成维修", "上冻前完工", "插秧前疏通渠道", "新学期开学前启用"],
)
def test_seasons_without_a_day_are_one_question(text: str) -> None:
    found = find_deadlines(text, (date(2024, 1, 1), date(2024, 12, 31)))
    assert [(limit.kind, limit.due, bool(limit.doubt)) for limit in found] == [(DeadlineKind.RELATIVE, None, True)]


@pytest.mark.parametrize(
    ("text", "issued", "due", "sure"),
    [
        ("春节前兑付工资", None, "2024-02-09", False),
        ("春节前兑付工资", date(2024, 1, 10), "2024-02-09", True),
        ("春节前兑付工资", date(2024, 3, 8), "2025-01-28", False),
        ("国庆节前投入使用", None, "2024-09-30", True),
        ("中秋节前投入使用", None, "2024-09-16", True),
        ("8月前完成清淤", None, "2024-07-31", False),
        ("1月前完成清淤", None, "2023-12-31", False),
        ("三季度前上线平台", None, "2024-06-30", False),
        ("8月底前完成清淤", None, "2024-08-31", True),
    ],
)
def test_before_a_festival_or_a_month_of_the_plan_s_year(text: str, issued: date | None, due: str, sure: bool) -> None:
    found = find_deadlines(text, (date(2024, 1, 1), date(2024, 12, 31)), issued)
    assert [(str(limit.due), not limit.doubt) for limit in found] == [(due, sure)]


def test_before_spring_festival_without_any_year_has_no_date() -> None:
    found = find_deadlines("春节前兑付工资")
    assert [(limit.due, bool(limit.doubt)) for limit in found] == [(None, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("6月30日、12月31日", ["2024-06-30", "2024-12-31"]), ("12.31", ["2024-12-31"]), ("2024.3；2024.9", ["2024-03-31", "2024-09-30"])],
)
def test_a_column_may_name_several_days(text: str, expected: list[str]) -> None:
    found = read_limit(text, (date(2024, 1, 1), date(2024, 12, 31)))
    assert [limit.due.isoformat() if limit.due else "" for limit in found] == expected


def test_a_day_of_a_named_year_is_that_day() -> None:
    found = find_deadlines("实施期限至2025年10月31日。", (None, None))
    assert [(limit.wording, limit.due) for limit in found] == [("至2025年10月31日", date(2025, 10, 31))]
    assert [limit.due for limit in find_deadlines("2024年5月1日至2025年4月30日执行原标准。", (None, None))] == []


def test_steps_of_several_years() -> None:
    text = "2025年任务：一是完成勘界；二是评估率达到50%。2026年任务：一是4月底前完成修编，二是10月底前报批。"
    found = find_deadlines(text, (date(2025, 1, 1), date(2027, 12, 31)))
    assert [(limit.wording, str(limit.due)) for limit in found] == [
        ("2025年任务", "2025-12-31"),
        ("2026年任务", "2026-12-31"),
        ("4月底前", "2026-04-30"),
        ("10月底前", "2026-10-31"),
    ]
    assert not any(limit.doubt for limit in found)
