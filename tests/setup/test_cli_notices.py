"""Notices from the command line: what is proposed, what they are called, the words they carry."""

import pytest

from tests.setup.test_cli_import import Console, console

__all__ = ["console"]  # the fixture, under its own name


def test_names_are_set_and_undone(console: Console) -> None:
    assert console("notice", "names")["names"]["reminder"] == "催办单"
    assert console("notice", "names", "蓝单", "黄单", "红单")["names"] == {"assignment": "蓝单", "reminder": "黄单", "supervision": "红单"}
    console("undo")
    assert console("notice", "names")["names"]["supervision"] == "督办通知单"


def test_words_are_set_place_by_place_and_go_back(console: Console) -> None:
    done = console("notice", "words", "reminder", "--place", "wants", "--text", "1. {期限}前说明原因。\\n2. 马上办。")
    assert done["words"]["wants"] == "1. {期限}前说明原因。\n2. 马上办。" and done["operation"]
    assert console("notice", "words", "supervision")["operation"] is None
    assert console("notice", "words", "reminder", "--usual")["words"]["note"] == "收到后仍未反馈的，转为督办。"


def test_proposals_and_what_is_excused_are_listed(console: Console) -> None:
    console("task", "light", "1", "--plan", "1", "--set", "red", "--reason", "县长点名", "--by", "周督查")
    found = console("notice", "list", "--plan", "1")
    assert ("supervision", True) in {(one["kind"], "人工定为红灯：县长点名" in one["cause"]) for one in found["proposed"]}
    assert found["excused"] == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["notice", "names", "蓝单"], "名称要写三个"),
        (["notice", "words", "reminder", "--place", "wants"], "要一起写"),
        (["notice", "words", "reminder", "--place", "wants", "--text", "{部门}办"], "不认识“{部门}”"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(console: Console, words: list[str], says: str) -> None:
    complaint = console(*words, code=1)
    assert says in complaint and len(complaint.strip().split("\n")) == 1
