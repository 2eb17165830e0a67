"""A plan made up by chance, written out in every layout and numbering, is read back exactly."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plans.reading import limits, read, roles

_CN = "一二三四五六七八九十"
_VERBS = st.sampled_from(["清理", "改造", "建设", "提升", "完善", "整治"])
_THINGS = st.sampled_from(["河道水系", "老旧小区", "乡村道路", "办学条件", "监测体系", "背街小巷", "供水管网", "文化场馆"])
_UNIT = st.sampled_from(
    [
        "县发展和改革局",
        "县财政局",
        "县住建局",
        "县水利局",
        "县教育局",
        "县委宣传部",
        "县公安局",
        "国网青禾县供电公司",
        "团县委",
        "县残联",
        "县融媒体中心",
    ]
)
_LIMITS = st.sampled_from(
    [("", ""), ("6月底前", "2024-06-30"), ("9月30日前", "2024-09-30"), ("年底前", "2024-12-31"), ("2024年10月底前", "2024-10-31")]
)


@dataclass(frozen=True)
class Duty:
    """One task: its title, who leads (with helpers) or shares it, and until when."""

    title: str
    units: tuple[str, ...]
    led: bool
    limit: tuple[str, str]

    @property
    def roles(self) -> str:
        if len(self.units) == 1:
            return f"lead {self.units[0]}"
        if self.led:
            return "、".join([f"lead {self.units[0]}", *(f"support {name}" for name in self.units[1:])])
        return "、".join(f"joint {name}" for name in self.units)


_DUTY = st.builds(
    lambda verb, thing, units, led, limit: Duty(verb + thing, tuple(units), led, limit),
    _VERBS,
    _THINGS,
    st.lists(_UNIT, min_size=1, max_size=4, unique=True),
    st.booleans(),
    _LIMITS,
)
_PLAN = st.lists(st.lists(_DUTY, min_size=2, max_size=5), min_size=1, max_size=4)


def _said(duty: Duty) -> str:
    first, rest = duty.units[0], "、".join(duty.units[1:])
    if not rest:
        return f"{first}负责"
    return f"{first}牵头，{rest}配合" if duty.led else f"{first}、{rest}按职责分工负责"


def _keys(duty: Duty, joint: str) -> str:
    first, rest = duty.units[0], "、".join(duty.units[1:])
    parts = [f"牵头单位：{first}", f"配合单位：{rest}"] if duty.led and rest else [f"责任单位：{'、'.join(duty.units)}"]
    return joint.join([*parts, f"完成时限：{duty.limit[0]}"] if duty.limit[0] else parts)


_NOTES: dict[str, Callable[[Duty], str]] = {
    "bracket": lambda duty: f"（{_said(duty)}）",
    "heavy": lambda duty: f"【{_said(duty)}】",
    "keyed bracket": lambda duty: f"（{_keys(duty, '；')}）",
    "keyed with commas": lambda duty: f"（{_keys(duty, '，')}）",
    "keyed lines": lambda duty: "\n" + _keys(duty, "\n"),
    "one keyed line": lambda duty: "\n" + _keys(duty, "；"),
    "own line": lambda duty: f"\n（{_said(duty)}）",
}
_NUMBERS: dict[str, tuple[Callable[[int], str], Callable[[int, int], str]]] = {
    "一（一）": (lambda n: f"{_CN[n]}、", lambda n, _: f"（{_CN[n]}）"),
    "一1": (lambda n: f"{_CN[n]}、", lambda n, _: f"{n + 1}."),
    "章条": (lambda n: f"第{_CN[n]}章　", lambda n, _: f"第{_CN[n]}条　"),
    "一（1）": (lambda n: f"{_CN[n]}、", lambda n, _: f"（{n + 1}）"),
    "running": (lambda n: f"（{_CN[n]}）", lambda _, count: f"{count}．"),
}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_PLAN, st.sampled_from(sorted(_NOTES)), st.sampled_from(sorted(_NUMBERS)), st.booleans(), st.booleans())
def test_it_is_read_back(plan: list[list[Duty]], note: str, numbers: str, own_body: bool, narrow: bool) -> None:
    chapter_number, item_number = _NUMBERS[numbers]
    lines, wanted, count = ["青禾县2024年工作要点"], [], 0
    for number, duties in enumerate(plan):
        chapter = f"{chapter_number(number)}推动第{_CN[number]}类事项落地"
        lines.append(chapter)
        for place, duty in enumerate(duties):
            count += 1
            until = "" if "keyed" in note else duty.limit[0]
            body = f"统筹推进{duty.title}各项工作，{until}完成年度任务。" if until else f"统筹推进{duty.title}各项工作。"
            start = f"{item_number(place, count)}{duty.title}"
            lines.append((f"{start}\n{body}" if own_body else f"{start}。{body}") + _NOTES[note](duty))
            wanted.append(([chapter], duty.title, body, duty.roles, duty.limit[1]))
    text = "\n".join(lines) + "\n"
    if narrow:
        text = text.translate(str.maketrans("（），：；", "(),:;"))
    draft = read(text)
    found = [
        (draft.path(task), task.title, task.content, roles(task), "".join(limit.split("=")[1] for limit in limits(task)))
        for task in draft.tasks
    ]
    plain = str.maketrans("（），：；", "(),:;")
    assert [([_flat(name) for name in path], title, body.translate(plain), said, until) for path, title, body, said, until in found] == [
        ([_flat(name) for name in path], title, body.translate(plain), said, until) for path, title, body, said, until in wanted
    ]


def _flat(words: str) -> str:
    return "".join(words.split()).translate(str.maketrans("（）", "()"))
