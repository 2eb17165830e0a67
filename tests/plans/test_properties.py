"""Whatever the text: the reader does not raise, and everything found lies in the source. A written plan is read back."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plans.reading import read, roles
from tracker.plans.as_json import as_json
from tracker.plans.draft import Span

_WORDS = """
一、 （一） (二) 1. 2． （1） ① 第一章 第二节 第三条 附件1 附件： 专栏1 目录 序号 重点任务 责任单位 完成时限 牵头单位： 责任单位：
完成时限： 责任领导：王明 （ ） ( ) 〔 〕 【 】 县发改局 市财政局、 各镇（街道） 其他有关部门 牵头 负责 按职责分工负责 配合 组织实施
。 ， ； ： 、 “ ” 《 》 2024年 6月底前 9月31日前 每季度 长期坚持 到2025年 98%以上 50个 IOOO亩 翻一番 推进建设 总体要求 保障措施
— 3 — | 12 ＞90 预期性 超千亿 在2022年80亿的基础上三年超
"""
_BITS = st.sampled_from([*_WORDS.split(), "\t", "\u200b", "\ue004", "\n", "\n\n", "\n\t", " ", "\u3000", "\r\n", "\x0c"])
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_BITS, max_size=120).map("".join))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS)
def test_no_text_makes_the_reader_raise_and_all_spans_lie_in_the_source(text: str) -> None:
    draft = read(text)
    json.dumps(as_json(draft), ensure_ascii=False)
    spans: list[Span] = [finding.span for finding in draft.findings]
    spans += [fact.span for facts in (draft.headings, draft.indicators, draft.services, draft.projects) for fact in facts]
    for task in draft.tasks:
        spans.append(task.span)
        spans += [fact.span for facts in (task.units, task.deadlines, task.targets, task.findings) for fact in facts]
        assert -1 <= task.heading < len(draft.headings)
    for span in spans:
        assert 0 <= span.start <= span.end <= len(text)
    for index, heading in enumerate(draft.headings):
        assert -1 <= heading.parent < index


_TITLES = st.sampled_from(["清理河道淤泥", "改造老旧小区", "建设乡村道路", "培育龙头企业", "提升办学条件", "完善监测体系"])
_UNITS = st.lists(
    st.sampled_from(["县发改局", "县财政局", "县住建局", "县水利局", "县教育局", "各镇（街道）", "县委宣传部"]),
    min_size=2,
    max_size=4,
    unique=True,
)
_NUMBERS = st.sampled_from(
    [
        ("一、", "（一）", "（二）"),
        ("第一章 ", "第一条 ", "第二条 "),
        ("一、", "1.", "2."),
        ("（一）", "1．", "2．"),
        ("一、", "（1）", "（2）"),
    ]
)


def _joint(units: list[str]) -> tuple[str, str]:
    return "（" + "、".join(units) + "按职责分工负责）", "、".join(f"joint {unit}" for unit in units)


def _led(units: list[str]) -> tuple[str, str]:
    support = "、".join(f"support {unit}" for unit in units[1:])
    return f"（{units[0]}牵头，{'、'.join(units[1:])}配合）", f"lead {units[0]}、{support}"


def _keyed(units: list[str]) -> tuple[str, str]:
    support = "、".join(f"support {unit}" for unit in units[1:])
    return f"\n牵头单位：{units[0]}\n责任单位：{'、'.join(units[1:])}", f"lead {units[0]}、{support}"


@settings(max_examples=100, deadline=None)
@given(_NUMBERS, _TITLES, _TITLES, _UNITS, _UNITS, st.sampled_from([_joint, _led, _keyed]), st.booleans())
def test_a_plan_written_out_is_read_back(numbers, first, second, units_a, units_b, layout, narrow) -> None:  # type: ignore[no-untyped-def]
    note_a, roles_a = layout(units_a)
    note_b, roles_b = layout(units_b)
    text = (
        f"青禾县2024年实施方案\n{numbers[0]}重点任务\n{numbers[1]}{first}。抓好{first}各项工作，年底前完成。{note_a}\n"
        f"{numbers[2]}{second}。统筹做好{second}。{note_b}\n"
    )
    if narrow:
        text = text.translate(str.maketrans("（），：；", "(),:;"))
        roles_a, roles_b = (said.replace("（", "(").replace("）", ")") for said in (roles_a, roles_b))
    tasks = read(text).tasks
    assert [(task.title, roles(task)) for task in tasks] == [(first, roles_a), (second, roles_b)]
    assert [str(limit.due) for limit in tasks[0].deadlines] == ["2024-12-31"]
