"""The period that a file names itself, against the one asked for."""

import pytest

from tracker.sheets.periods import asked_period, disagrees, period_printed, printed_period


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026年11月推进情况表", "2026年11月"),
        ("重点任务进展（2026年第三季度）", "2026年第三季度"),
        ("县发改局2026年第47周进展", "2026年第47周"),
        ("2026-W07周报", "2026年第7周"),
        ("重点工作第十二周推进情况", "第12周"),
        ("2026年11月第3周周报", "2026年11月"),
        ("2026年上半年推进情况表", "2026年上半年"),
        ("下半年工作进展", "下半年"),
        ("每周三报送", ""),
    ],
)
def test_a_title_names_its_period(text: str, words: str) -> None:
    assert printed_period(text).words == words


@pytest.mark.parametrize(
    ("text", "asked", "other"),
    [
        ("2026年第47周", "2026-W47", False),
        ("2026年第46周", "2026-W47", True),
        ("第46周", "2026-W47", True),
        ("2026年11月", "2026-W47", False),
        ("2026年10月", "2026-W47", True),
        ("2026年上半年", "2026-H2", True),
        ("上半年", "2026-05", False),
        ("下半年", "2026-05", True),
        ("2026年9月", "2026-Q3", False),
        ("2025年9月", "2026-09", True),
        ("2025年", "2026-09", False),
        ("", "2026-09", False),
    ],
)
def test_a_file_of_another_period_is_told(text: str, asked: str, other: bool) -> None:
    assert disagrees(printed_period(text), asked_period(asked)) is other


def test_the_period_that_a_file_names_is_stored_like_all_others() -> None:
    assert period_printed("2026年8月", "2026-09") == "2026-08"
    assert period_printed("8月", "2026-09") == "2026-08"
    assert period_printed("第46周", "2026-W47") == "2026-W46"
    assert period_printed("2025年第53周", "2026-W47") == "2026-W47", "there is no such week"
