"""Typed figures against the data's, and passages whose data has changed."""

from datetime import date

import pytest

from tracker.domain.passages import Draft, Figure, Kept, Passage, figure_doubts, figure_places, passages, without_deleted

DRAFT = Draft(
    "general",
    "总体情况",
    "纳入通报的任务共46项。截至2026年9月30日，已完成12项，占26.1%；推进中30项，占65.2%，其中欠进度4项；逾期4项，占8.7%。",
    (Figure("任务", 46), Figure("已完成", 12), Figure("推进中", 30), Figure("欠进度", 4), Figure("逾期", 4)),
)


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        (DRAFT.text, ()),
        ("全县46项任务，已完成12项，占26.1%。", ()),
        ("截至2026年10月8日，第3次通报：编号5、6的任务要抓紧。", ()),
        ("已完成13项。", ("“已完成”写的是 13 项，数据是 12 项",)),
        ("已完成共十三项。", ("“已完成”写的是 十三 项，数据是 12 项",)),
        ("已完成12项，占26.5％。", ("“26.5%”不是这一段数据里的数",)),
        ("逾期的有9项，另有9项接近到期。", ("“逾期”写的是 9 项，数据是 4 项",)),
        ("推进中12项。", ("“推进中”写的是 12 项，数据是 30 项",)),
        ("要抓好三项重点，盯住7个关键点。", ("“7个”不是这一段数据里的数",)),
    ],
)
def test_a_typed_figure_that_the_data_has_not_is_told(text: str, doubts: tuple[str, ...]) -> None:
    assert figure_doubts(DRAFT, text) == doubts


def test_a_passage_prints_what_was_kept_and_knows_when_the_data_changed() -> None:
    untouched, kept, old = (
        Passage(DRAFT),
        Passage(DRAFT, Kept("全县任务46项。", DRAFT.text, date(2026, 10, 1))),
        Passage(DRAFT, Kept("全县任务46项。", "纳入通报的任务共45项。", date(2026, 9, 1))),
    )
    assert (untouched.text, untouched.changed, untouched.doubts) == (DRAFT.text, False, ())
    assert (kept.text, kept.changed, kept.doubts) == ("全县任务46项。", False, ())
    assert old.changed and old.text == "全县任务46项。"


def test_a_passage_without_anything_to_tell_of_is_not_printed_and_says_so() -> None:
    gone = Passage(Draft("late", "逾期事项", "", printed=False), Kept("已全部督办。", "1. 某事。", date(2026, 9, 1)))
    assert gone.changed and "这一段不印" in gone.doubts[0]
    assert passages([DRAFT], {}) == (Passage(DRAFT),)


def test_a_figure_tells_how_many_of_its_tasks_are_gone() -> None:
    assert without_deleted(Figure("已完成", 3, (4, 5, 6)), frozenset({4, 6})) == Figure("已完成", 3, (4, 6), 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (DRAFT.text, ["46", "12", "26.1%", "30", "65.2%", "4", "4", "8.7%"]),
        ("全县任务46项，已完成十二个。", ["46", "十二"]),
        ("已完成13项，占28.3%。", []),
        ("46项任务要抓紧。", []),
        ("逾期的有4项，其中欠进度4项。", ["4", "4"]),
    ],
)
def test_figures_are_found_where_a_text_says_them_as_the_data_has_them(text: str, found: list[str]) -> None:
    said = [(figure.label, figure._replace(task_ids=(1,))) for figure in DRAFT.figures]
    assert [text[place.start : place.end] for place in figure_places(said, text)] == found


def test_of_two_words_the_longer_one_calls_a_number_and_what_is_gone_opens_nothing() -> None:
    all_late, of_unit = Figure("逾期", 4, (1, 2, 3, 4)), Figure("水利局逾期", 4, (5,))
    [place] = figure_places([("逾期", all_late), ("水利局逾期", of_unit)], "水利局逾期4项")
    assert place.figure is of_unit
    assert figure_places([("逾期", Figure("逾期", 4, (), 4))], "逾期4项") == ()
