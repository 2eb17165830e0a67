"""What notices say by themselves: how each kind begins, what it demands, how it ends; fields in the words are filled for every paper."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from tracker.domain.notices import NoticeKind

LONGEST = 1000


class NoticeWords(NamedTuple):
    """The words of one kind: `opening` stands above the form ("" for none), `wants` are the demands, one a line, `note` ends the form."""

    opening: str
    wants: str
    note: str


PLACES = NoticeWords("开头的话", "办理要求", "结尾的话")
"""What each place is called."""

FIELDS = {
    "单位": "收文的单位",
    "项数": "几项任务",
    "期限": "哪天以前反馈",
    "周期": "多久报送一次",
    "日期": "发文的日期",
    "方案": "方案的名称",
}
"""What can stand in braces, and what it becomes."""

USUAL = {
    NoticeKind.ASSIGNMENT: NoticeWords(
        "",
        "1. 明确责任领导、科室和责任人，{期限}前报送工作安排。\n"
        "2. 倒排进度，{周期}报送进展、问题和下一步措施。\n"
        "3. 涉及几个单位的，牵头单位统筹，配合单位各负其责。",
        "",
    ),
    NoticeKind.REMINDER: NoticeWords(
        "",
        "1. {期限}前书面反馈进展、未按期完成的原因和补救安排。\n"
        "2. 把剩余工作分到周、落到人，缺什么条件写清楚。\n"
        "3. 确实不能按期完成的，说明理由和新的时限，按程序报批。",
        "收到后仍未反馈的，转为督办。",
    ),
    NoticeKind.SUPERVISION: NoticeWords(
        "",
        "1. 列明办理措施、责任人和每步完成日期，随回执报送。\n"
        "2. {周期}反馈办理进展，需要协调的随时报告。\n"
        "3. 办结后报送结果和证明材料，经核实后销号。",
        "逾期未办结又未说明原因的，在通报中列明，并按规定计入考核。",
    ),
}
_FIELD = re.compile(r"\{([^{}\n]*)\}")
_TOLD_BACK = ("方案", "单位", "周期", "期限", "日期")
"""Longer values first: a day may stand within other words, a bare count anywhere."""


def fill(text: str, values: Mapping[str, str]) -> str:
    """The words with their fields filled; what is no field stays as it was typed."""
    return _FIELD.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def words_fault(words: NoticeWords) -> str:
    """What is wrong with the words, "" for nothing."""
    for place, text in zip(PLACES, words, strict=True):
        unknown = next((name for name in _FIELD.findall(text) if name.strip() not in FIELDS), None)
        if unknown is not None:
            return f"“{place}”里不认识“{{{unknown}}}”，可以用 {'、'.join(f'{{{name}}}' for name in FIELDS)}"
        if len(text) > LONGEST:
            return f"“{place}”超过 {LONGEST} 个字，一张单子放不下"
    return "" if words.wants else "“办理要求”不能空着"


def as_template(text: str, values: Mapping[str, str]) -> str:
    """Words that were written for one paper, for all: where they say its unit, plan or days, the field stands instead."""
    for name in _TOLD_BACK:
        value = values.get(name, "")
        if len(value) > 1:
            text = text.replace(value, f"{{{name}}}")
    return text
