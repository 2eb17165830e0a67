"""The keys of responsibility lines (牵头单位：, 完成时限：, 责任领导：) and what each announces."""

import re
from enum import Enum

from tracker.domain.unit_names import looks_like_unit


class Said(Enum):
    """What the text itself says of a unit, before roles are resolved."""

    LEAD = "牵头"
    DUTY = "负责"
    SUPPORT = "配合"
    IMPLEMENT = "组织实施"
    BARE = ""


class Holds(Enum):
    """What the value of a key is."""

    UNITS = "单位"
    LIMIT = "时限"
    LEADER = "领导"


_WHO = r"(?:单位|部门|科室|股室|处室|部室|主体|机构)"
_WITH_LIMIT = r"(?:(?:及|和|与|、)(?:完成|办结|整改)?(?:时限|时间|责任人|责任领导|责任科室))?"
KEYS: tuple[tuple[str, Said, Holds], ...] = (
    (
        rf"(?:牵头|责任|主责|配合|协同)(?:{_WHO})?(?:、|及|和|与|/)(?:牵头|责任|配合|协同|主责|参与)(?:责任)?{_WHO}"
        rf"|责任分工|部门分工|任务分工|职责分工|责任{_WHO}(?:及|和|与)(?:分工|职责)",
        Said.DUTY,
        Holds.UNITS,
    ),
    (
        rf"(?:总)?牵头(?:责任|负责)?{_WHO}{_WITH_LIMIT}|(?:主要|主体|第一|首要)责任{_WHO}|(?:主责|主办|责任牵头){_WHO}{_WITH_LIMIT}|总牵头"
        r"|(?:牵头|主责|主办)(?=\s*:)",
        Said.LEAD,
        Holds.UNITS,
    ),
    (
        rf"(?:配合|协同|参加|协办|参与|协助|协作|协管|联办|辅助|会办|支持|成员|督导|督办|监督|指导)(?:(?:责任)?{_WHO}|(?=\s*:))",
        Said.SUPPORT,
        Holds.UNITS,
    ),
    (rf"(?:组织)?实施{_WHO}|(?:具体)?落实{_WHO}|(?:(?:组织|具体)?实施|落实)(?=\s*:)", Said.IMPLEMENT, Holds.UNITS),
    (
        rf"(?:具体|相关|有关|其他|其它|共同)?责任{_WHO}{_WITH_LIMIT}|(?:承办|承担|工作|负责|执行|主管){_WHO}{_WITH_LIMIT}|分工{_WHO}"
        r"|(?:责任|负责)(?=\s*:)",
        Said.DUTY,
        Holds.UNITS,
    ),
    (
        r"(?:完成|办结|办理|整改|工作|推进|时间|实施|落实|目标|任务)?(?:时限|期限)(?:要求|安排)?|(?:完成|办结|"
        r"推进|落实)时间|时间(?:节点|要求|安排|进度|(?=\s*:))"
        r"|完成日期|进度安排|进度要求",
        Said.BARE,
        Holds.LIMIT,
    ),
    (
        r"(?:[省市县区州旗师团镇乡]{1,2}(?:级|委|政府|党委)*)?(?:责任|分管|牵头|包抓|包联|挂包|包保|挂钩|主管|负责|联系|督导)?"
        r"(?:[省市县区州旗师团镇乡]{1,2})?(?:级|委|政府|党委)*(?:责任|分管|牵头|包抓|联系|挂点|包保)?(?:负责)?领导(?:同志)?"
        r"|(?:牵头|分管|责任|包抓|包联|联系|主管)副?(?:[省市县区州旗镇乡]长|书记|主任|秘书长|同志)|(?:直接|主要|第一|牵头|具体|总|项目|工作|落实)?责任人|(?:具体)?负责人|联系人|牵头人|责任(?:科室|股室)",
        Said.BARE,
        Holds.LEADER,
    ),
)
_LEVEL = r"(?:省级|市级|县级|区级|州级|旗级|镇级|省|市|县|区|州)?"
_NAME = "|".join(rf"(?P<k{i}>{_LEVEL}(?:{pattern}))" for i, (pattern, _, _) in enumerate(KEYS))
KEY_COLON = re.compile(rf"(?:{_NAME})(?:(?:\([^()]{{0,12}}\))?\s*:\s*|为(?=[\u4e00-\u9fff])(?!(?:牵头|主责|责任|配合)(?:单位|部门)))")
KEY_BLANK = re.compile(rf"(?:{_NAME})\s{{1,4}}(?=[\u4e00-\u9fff]|\d{{1,4}}[年月])")
# A key that has a line to itself, its units below.
KEY_ALONE = re.compile(rf"(?:{_NAME})")
# A key that opens a line or follows a sentence; a bracket may stand before it.
KEY_START = re.compile(rf"(?<![^\n。;,!?)” ])[ ]*[-—–●·*•◆■□▪★※☆>]*[ ]*[(]?(?={KEY_COLON.pattern})")


# 责任单位县发改局、县工信局: a key whose colon was lost, right before a unit's level.
_GLUED_NAME = r"(?:牵头|责任|主责|配合|协同|协办|承办|主办|参与|参加)(?:单位|部门)"
GLUED_KEY = re.compile(
    rf"(?:^|(?<=[\n。;,、(\s\]]))(?={_GLUED_NAME}(?:[省市县区州盟旗镇乡各](?!负|司|尽|自)|国网|国家)[\u4e00-\u9fff])(?:{_NAME})"
)


NO_COLON = "冒号缺失"
_NAME_ENDS = re.compile(r"[、,;。.()\s]|牵头|负责|配合")


def glued_keys(folded: str, start: int, end: int) -> list[re.Match[str]]:
    """Keys whose colon was lost, each with a unit's name right behind it."""
    found = []
    for match in GLUED_KEY.finditer(folded, start, end):
        first = _NAME_ENDS.search(folded, match.end(), end)
        if looks_like_unit(folded[match.end() : first.start() if first else end]):
            found.append(match)
    return found


def key_index(match: re.Match[str]) -> int:
    """Which of KEYS matched."""
    return next(i for i in range(len(KEYS)) if match.group(f"k{i}"))


# 【牵头单位】县发改局: a key set in heavy brackets instead of before a colon.
_KEY_IN_BRACKETS = re.compile(rf"[【\[［]({_NAME})[】\]］][:：]?(?=[\u4e00-\u9fff\d])")


def with_colons(text: str, folded: str) -> str:
    """The folded text with such keys written as keys with a colon; the same length."""
    for match in _KEY_IN_BRACKETS.finditer(text):
        start, end = match.span()
        folded = folded[:start] + "◆" + folded[start + 1 : end - 1] + ":" + folded[end:]
    for match in _SHORT_KEY.finditer(folded) if "牵头" in folded else ():
        if all(map(looks_like_unit, filter(None, _BETWEEN.split(match.group("names"))))):
            start, end = match.span("key")
            opened = folded[start] == "("
            folded = folded[:start] + (" " if opened else folded[start]) + folded[start + 1 : end - 1] + ":" + folded[end:]
    return _with_lost_colons(text, folded)


# 牵头 县水利局, （配合）县财政局: short keys without a colon that open a line of units, or stand behind 责任单位：.
_SHORT = r"(?:牵头|主责|配合|协办|参与)"
_SHORT_KEY = re.compile(
    rf"(?:^ *|(?<=单位:)|(?<=部门:)|(?<=[;,。] )|(?<=[;,。]))(?P<key>{_SHORT} |\({_SHORT}(?:单位|部门)?\))"
    r"(?P<names>[\u4e00-\u9fff()、 ]{2,200}?)(?=[;,。\n])",
    re.MULTILINE,
)
_BETWEEN = re.compile(r"[、 ]+|(?<=[局委办部会院府])和")


_FIELD = (
    r"(?:(?:任务|事项|项目|工作)名称|(?:主要|工作|任务|建设|具体)内容|目标任务|(?:牵头|责任|配合|主责|协办|协同)(?:单位|部门)"
    r"|(?:责任|分管|牵头|包抓)领导|责任人|(?:完成|整改|办结)时限|完成时间)"
)
# 责任单位 县住建局 完成时限 10月底: fields of records whose colons were lost; a blank stands there, and no other field behind it.
_LOST_COLON = re.compile(rf"(?:(?<=\n)|(?<=[\u4e00-\u9fff\d%。;] )|^){_FIELD}(?P<blank> )(?= *(?!{_FIELD})[\u4e00-\u9fff“\d])")
_LEAST_LOST = 4


def _with_lost_colons(text: str, folded: str) -> str:
    """The folded text with the colons of such fields put back where the document's records have lost them; the same length."""
    if "\t" in text or "|" in text:
        return folded
    lost = [match.start("blank") for match in _LOST_COLON.finditer(folded)]
    if len(lost) < _LEAST_LOST or len(lost) < 2 * len(KEY_COLON.findall(folded)):
        return folded
    chars = list(folded)
    for place in lost:
        chars[place] = ":"
    return "".join(chars)
