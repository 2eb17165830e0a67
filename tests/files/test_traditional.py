"""Traditional characters: understood through a simplified copy of the same length, the source untouched."""

import pytest

from tests.plans.reading import limits, read, roles
from tracker.domain.unit_names import UnitDictionary
from tracker.files.traditional import simplified
from tracker.plans.passage import read_passage

TEXT = "青禾縣方案\n一、發展農業\n（一）建設高標準農田。6月底前建設高標準農田3萬畝。（縣農業農村局牽頭，縣財政局、各鎮配合）\n"


def test_a_plan_is_read_and_its_text_stays() -> None:
    draft = read(TEXT)
    (task,) = draft.tasks
    assert draft.source_text == TEXT
    assert task.title == "建设高标准农田"
    assert roles(task) == "lead 县农业农村局、support 县财政局、support 各镇"
    assert limits(task)[0].startswith("6月底前")
    place = task.units[0].span
    assert TEXT[place.start : place.end] == "縣農業農村局"
    assert [finding.code for finding in draft.findings] == ["traditional"]


def test_a_passage_chosen_by_hand_is_read_too() -> None:
    start = TEXT.index("（一）")
    task = read_passage(TEXT, start, len(TEXT), -1, UnitDictionary())
    assert roles(task).startswith("lead 县农业农村局")


@pytest.mark.parametrize(
    "text",
    ["", "县政府方案" * 50, "台账、瞭望、乾县、於潜镇" * 9, "县委督查室督办、督导、督促、监督" * 9, "縣里", "A" * 1000],
)
def test_simplified_texts_stay_the_same_object(text: str) -> None:
    assert simplified(text) is text


def test_lengths_never_change() -> None:
    text = "縣鎮鄉務進關單責負領導\n𠮷祥如意、囉嗦、裏面、乾淨、甚麼、檯曆\n𨑨𨑬"
    assert len(simplified(text)) == len(text) and simplified(text).count("\n") == 2
