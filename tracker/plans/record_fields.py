"""Items written as records: 1.任务名称：… 主要内容：… 责任单位：…, on one line or on several; the words of the title's field are no text.

The fields of units and limits are `keys`; here are those that hold the duty's title and its text.
"""

import re

_NAME = re.compile(r"\s*(?:任务|事项|项目|工作|措施|行动|工程)(?:名称|标题|事项)\s*:\s*")
_TEXT = re.compile(r"\s*(?:(?:主要|工作|任务|具体|建设|项目|重点|年度)(?:内容|任务)|目标任务|工作事项|工作要求)\s*:\s*")
_STANDARD = re.compile(
    r"\s*(?:完成|工作|验收|考核|评价|达标|质量)(?:标准|要求)\s*:|\s*(?:年度|阶段|预期|量化|绩效)(?:工作)?目标\s*:|\s*(?:预期|工作|阶段)?(?:成果|成效)(?:形式)?\s*:|\s*备注\s*:"
)
_EDGES = " ;,.。、"


def is_name_field(folded: str, start: int, end: int) -> bool:
    """Whether a paragraph begins with the field of a record's title: 任务名称：…."""
    return bool(_NAME.match(folded, start, end))


def title_field(folded: str, start: int, end: int) -> tuple[int, int, int] | None:
    """Where the title of a record begins and ends and its text begins, None where no field names the title."""
    name = _NAME.match(folded, start, end)
    if name is None:
        return None
    text = _TEXT.search(folded, name.end(), end)
    if text is None:
        return None
    last = text.start()
    while last > name.end() and folded[last - 1] in _EDGES:
        last -= 1
    return name.end(), last, text.end()


def after_name(folded: str, start: int, end: int) -> int:
    """Where the title begins behind 任务名称：, `start` if nothing of the kind stands there."""
    field = _NAME.match(folded, start, end)
    return field.end() if field else start


def is_text_field(folded: str, start: int, end: int) -> bool:
    """Whether a paragraph begins with the field of a record's text or title."""
    return bool(_NAME.match(folded, start, end) or _TEXT.match(folded, start, end))


def is_standard_field(folded: str, start: int, end: int) -> bool:
    """Whether a paragraph says by what the duty is measured (完成标准：…): it may stand below the units."""
    return bool(_STANDARD.match(folded, start, end))


# 水利化工程：突出抓好…: a name before a colon is the title where what stands behind it is no short lead sentence.
_NAMED = re.compile(r"(?P<name>[\u4e00-\u9fff“”A-Z\d()]{3,16}):(?=[^。]{20,})")
_FIELD_END = re.compile(
    r"(?:问题|目标|措施|任务|内容|要求|标准|责任|时限|依据|背景|情况|原则|思路|重点|原因|是|为|如下|包括|方面|附注|注)$"
)


def name_before_colon(folded: str, start: int, end: int) -> int:
    """Where the name before a colon ends that is an item's title; -1 if none is."""
    named = _NAMED.match(folded, start, end)
    return named.end("name") if named and not _FIELD_END.search(named.group("name")) else -1
