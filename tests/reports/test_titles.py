"""Names of documents from names of plans; dates and periods as official papers write them."""

from datetime import date

import pytest

from tracker.reports.titles import day_words, derived_title, period_short, period_span_words, period_words


@pytest.mark.parametrize(
    ("plan", "ledger"),
    [
        ("望川县2026年重点工作任务推进方案", "望川县2026年重点工作任务推进台账"),
        ("望川县2026年政府工作要点", "望川县2026年政府工作台账"),
        ("望川县城乡绿化实施方案", "望川县城乡绿化工作台账"),
        ("望川县安全生产工作方案", "望川县安全生产工作台账"),
        ("关于印发《望川县河道整治工作方案（试行）》的通知", "望川县河道整治工作台账"),
        ("望川县人民政府办公室关于印发望川县河道整治实施方案的通知", "望川县河道整治工作台账"),
        ("望川县养老服务体系规划", "望川县养老服务体系规划工作台账"),
        ("望川县2026年重点任务分解表", "望川县2026年重点任务台账"),
        ("望川县绿色发展三年行动实施方案(2026—2028年)", "望川县绿色发展三年行动台账（2026—2028年）"),
        ("《望川县2026年护林方案", "望川县2026年护林工作台账"),
        ("方案", "重点工作台账"),
        ("", "重点工作台账"),
    ],
)
def test_titles_of_ledgers(plan: str, ledger: str) -> None:
    assert derived_title(plan, "台账") == ledger


def test_days_and_periods_have_no_leading_zeros() -> None:
    assert day_words(date(2026, 6, 3)) == "2026年6月3日"
    assert [period_words(words) for words in ("2026-06", "2026年二季度")] == ["2026年6月", "2026年二季度"]


def test_periods_of_every_length_in_words() -> None:
    words = {
        "2026-W07": "2026年第7周",
        "2026-Q3": "2026年第三季度",
        "2026-H1": "2026年上半年",
        "2026-H2": "2026年下半年",
        "2026": "2026年",
    }
    assert {period: period_words(period) for period in words} == words
    assert [period_short(period) for period in ("2026-06", "2026-W07", "2026-Q3", "2026-H2")] == ["6月", "第7周", "第三季度", "下半年"]
    assert period_span_words("2026-W53") == "2026年第53周（12.28—1.3）"
    assert period_span_words("2026-06") == "2026年6月"
