"""Reading a long plan against one pass of a compiled pattern over its text, and how the time grows with the text."""

import re
from collections.abc import Callable, Iterator

from tests.bench.measure import Measurement, alternate
from tests.plans.reading import dictionary
from tracker.files.blocks import SourceDocument, from_text
from tracker.plans.reader import read_plan

_LENGTH = 68_000
_PASS = re.compile(r"[（(][^（()）]{2,200}[)）]|[\d.]+[%万亿]?|20\d\d年")
_UNITS = ("县发展和改革局", "县财政局", "县住建局", "县水利局", "县教育体育局", "县交通运输局", "县农业农村局", "各镇（街道）")


def measurements(wanted: Callable[[str], bool]) -> Iterator[Measurement]:
    if not (wanted("read-plan-68000") or wanted("read-plan-ten-by-one")):
        return
    names = dictionary()
    one = _plan(_LENGTH)
    ten = from_text("十份.txt", one.text * 10)
    if wanted("read-plan-68000"):
        yield alternate("read-plan-68000", lambda: read_plan(one, names), lambda: _PASS.findall(one.text), aim=None)
    if wanted("read-plan-ten-by-one"):
        yield alternate("read-plan-ten-by-one", lambda: read_plan(ten, names), lambda: read_plan(one, names), aim=11, rounds=3)


def _plan(length: int) -> SourceDocument:
    """A plan of about `length` characters: chapters, items with notes of several kinds, a division table at the end."""
    lines = ["青禾县2026年重点工作实施方案", "一、总体要求", "坚持稳中求进，统筹推进各项工作。"]
    size = number = 0
    while size < length:
        number += 1
        if number % 8 == 1:
            lines.append(f"（{'一二三四五六七八九十'[number // 8 % 10]}）推进第{number // 8 + 1}组任务")
        lead, helper, last = (_UNITS[(number * step) % len(_UNITS)] for step in (1, 3, 5))
        body = "完善工作机制，细化任务清单，强化要素保障，" * (2 + number % 6)
        note = f"（{lead}牵头，{helper}、{last}按职责分工负责）" if number % 3 else f"（责任单位：{lead}、{helper}，{last}）"
        lines.append(
            f"{number}.做好第{number}项工作。{body}{number % 12 + 1}月底前新建设施{number}处，覆盖率达到{60 + number % 40}%以上。{note}"
        )
        size += len(lines[-1]) + 1
    lines += ["附件1", "任务分工", "序号\t重点任务\t责任单位\t完成时限"]
    lines += [
        f"{row}\t完成第{row}批项目建设\t{_UNITS[row % 8]}牵头，{_UNITS[(row + 3) % 8]}配合\t2026年{row % 12 + 1}月底前"
        for row in range(1, 60)
    ]
    return from_text("长方案.txt", "\n".join(lines))
