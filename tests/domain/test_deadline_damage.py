"""Dates that a scan or a copy damaged: read with a question where the words allow one day, asked for where they do not."""

from datetime import date

import pytest

from tracker.domain.deadline_words import find_deadlines

PERIOD = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("l2月底前完成建设50处", "2024-12-31"),
        ("1O月底前完成建设", "2024-10-31"),
        ("2O24年6月底前完成", "2024-06-30"),
        ("二O二四年六月底前完成", "2024-06-30"),
        ("6月3O日前完成", "2024-06-30"),
        ("6月低前完成", "2024-06-30"),
        ("今年6月未前完成", "2024-06-30"),
        ("6月30前完成", "2024-06-30"),
        ("6底前完成", "2024-06-30"),
        ("2024.6底前完成", "2024-06-30"),
        ("2024年13月底前完成", None),
        ("2月30前完成", None),
    ],
)
def test_a_damaged_date_is_read_once_and_asked_about(text: str, due: str | None) -> None:
    found = find_deadlines(text, PERIOD)
    assert [(str(limit.due) if limit.due else None, bool(limit.doubt)) for limit in found] == [(due, True)]


def test_a_date_written_with_signs_is_no_damage() -> None:
    assert [(str(limit.due), limit.doubt) for limit in find_deadlines("2024-06-30前完成", PERIOD)] == [("2024-06-30", "")]


@pytest.mark.parametrize("text", ["占地3.5亩前的地块", "低前值不变", "完成80%前期工作", "比重从6.30降到5.20前后", "LED路灯改造完成"])
def test_other_words_are_left_alone(text: str) -> None:
    assert find_deadlines(text, PERIOD) == []
