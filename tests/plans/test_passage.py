"""A passage that a person chose, read as one task."""

from datetime import date

from tracker.domain.terms import DeadlineKind, Role
from tracker.domain.unit_names import UnitDictionary
from tracker.plans.passage import read_passage, read_wording

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
TEXT = "前言。\n3.疏浚东湖航道。清出淤泥2万方，10月底前通航。（县水利局牵头，县交通局配合）\n尾声。"


def test_title_text_units_and_limit_are_read_with_their_places() -> None:
    start, end = TEXT.index("3."), TEXT.index("\n尾声")
    task = read_passage(TEXT, start, end, 4, UnitDictionary(), YEAR)
    assert (task.heading, task.label, task.title) == (4, "3.", "疏浚东湖航道")
    assert task.content == "清出淤泥2万方，10月底前通航。"
    assert [(unit.name, unit.role) for unit in task.units] == [("县水利局", Role.LEAD), ("县交通局", Role.SUPPORT)]
    assert [(limit.wording, limit.due) for limit in task.deadlines] == [("10月底前", date(2026, 10, 31))]
    for place in [unit.span for unit in task.units] + [task.deadlines[0].span]:
        assert TEXT[place.start : place.end] in ("县水利局", "县交通局", "10月底前")
    assert TEXT[task.span.start : task.span.end].startswith("3.疏浚") and TEXT[task.span.end - 1] == "）"


def test_a_long_first_sentence_gives_its_first_clause_as_title() -> None:
    text = "整修河堤三段，" + "逐段核查隐患并建立台账" * 6 + "。"
    task = read_passage(text, 0, len(text), -1, UnitDictionary())
    assert task.title == "整修河堤三段" and task.content.startswith("逐段核查")


def test_a_passage_without_a_note_has_no_units() -> None:
    task = read_passage("植树造林两千亩", 0, 7, -1, UnitDictionary())
    assert task.title == "植树造林两千亩" and not task.units and not task.content


def test_typed_wordings_are_understood_or_kept() -> None:
    assert read_wording("6月底前", YEAR).due == date(2026, 6, 30)
    assert read_wording("每季度", YEAR).kind is DeadlineKind.RECURRING
    kept = read_wording("视来水情况", YEAR)
    assert (kept.wording, kept.kind, kept.due) == ("视来水情况", DeadlineKind.RELATIVE, None)
