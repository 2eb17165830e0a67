"""Lines of Chinese text in a given room, long texts cut, titles broken where the sense allows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports.measure import break_title, cut_to_lines, em_width, line_count, rows_that_fit

TEXTS = st.text("望川县工作台账推进12%.，。、（）“”ab- \n", max_size=200)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 5, 1),
        ("一二三四五", 5, 1),
        ("一二三四五六", 5, 2),
        ("一二三四五。", 5, 2),
        ("一\n二", 5, 2),
        ("完成2026年", 5, 1),
        ("甲乙丙丁1234", 5, 2),
        ("12345678901234567890", 5, 2),
    ],
)
def test_lines(text: str, room: float, lines: int) -> None:
    assert line_count(text, room) == lines


@given(TEXTS, st.integers(2, 30))
def test_never_fewer_lines_than_the_width_needs(text: str, room: int) -> None:
    assert line_count(text, room) >= sum(max(1, -(-int(em_width(part) * 2) // (room * 2))) for part in text.split("\n"))


@given(TEXTS, st.integers(4, 30), st.integers(1, 6))
def test_a_cut_text_keeps_every_word_and_fits(text: str, room: int, lines: int) -> None:
    parts = cut_to_lines(text, room, lines)
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")
    assert all(line_count(part, room) <= lines for part in parts)


def test_only_the_long_cell_goes_on() -> None:
    rows = list(rows_that_fit((7, "短", "很长的文字" * 20), (2.0, 5.0, 5.0), 8))
    assert [row[0] for row in rows] == [7, "续", "续"]
    assert [row[1] for row in rows] == ["短", None, None]


def test_a_title_that_fits_is_not_broken() -> None:
    assert break_title("望川县工作台账", 34) == ("望川县工作台账",)


def test_a_long_title_breaks_between_words() -> None:
    title = "望川县贯彻落实乡村全面振兴战略规划和城乡融合发展三年行动重点工作任务分工方案（2026—2028年）工作台账"
    lines = break_title(title, 34)
    assert "".join(lines) == title
    assert len(lines) == 2
    assert all(em_width(line) <= 34 for line in lines)
    assert not lines[1].startswith(("）", "、", "的", "年"))


def test_a_month_stays_with_its_year() -> None:
    assert break_title("关于望川县2026年9月重点工作任务推进情况的通报", 18.5) == ("关于望川县2026年9月", "重点工作任务推进情况的通报")
