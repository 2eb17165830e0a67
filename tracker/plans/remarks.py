"""What stands in a note of responsibility beside the units: time limits between them, remarks on how the list is to be read."""

import re

# Signs that stand beside the names of units to tell their roles (see `role_marks`).
SIGNS = "★☆▲△●○◎◆◇■□※√*#＊﹡✱＃✓✔⭐◯"

# Not a unit but a time limit between the units: （…牵头，…配合，6月底前完成）
_LIMIT = re.compile(
    r"(?:完成时限)?(?:[到至于在自从]?(?:20\d\d年|今年|本年|明年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?!\d{4})"
    r"|(?:20\d\d|今|本|明)年|年(?:底|末|内|中|初)|(?:20\d\d年)?(?:第?[一二三四]季度|[上下]半年)|每(?:半?[年月季日周]|学[年期])"
    r"|“?十[三四五六]五”?|全年|长期|常年|贯穿全年|持续|常态化?|立行立改|立即|即知即改|[到至]20\d\d年|力争20\d\d年)"
)
_UNIT_END = re.compile(r"[局委办部厅院会队司站]$|(?:政府|单位|部门|中心|公司|街道|集团)$")
# 下同, 排名第一的为牵头单位: said of the list, no part of it.
_REMARK = re.compile(
    r"(?:以下|下)同$|(?:已经?|正在?)(?:启动|开展|完成|推进|实施|建成|开工|部署|落实)[\u4e00-\u9fff]{0,4}$|.{0,6}(?:排|列|第一|首).{0,16}(?:牵头|主责)(?:单位|部门)?$|(?:首个|第一个)?[逗分]号(?:之)?前.{0,16}$|不再(?:逐?一一?|另行|重复)?(?:列(?:出|明)|[做作]?分工)$|以下(?:统称|简称).{2,12}$"
)
_REMARK_BRACKET = re.compile(
    r"\((?!不?含|不?包括)[^()]*(?:下同|第一位|首位|排名第|列第|排在)[^()]*\)$|\((?:以下)?[统简]称[^()]*\)$|\(下同\)$"
)
# 以下任务均需各县（市、区）落实，不再逐一列出: units of all items that follow.
FOLLOWING = re.compile(
    r"(?:以下|下列|下述|各项|具体|所有|全部)(?:各项|所有|全部)?(?:重点)?(?:任务|工作|措施|事项|条款|项目|内容)*,?(?:均|都|同样|全部)"
    r"(?:需要?|须|应当?|由|要|包含|包括|涉及|含|请|有)*(?P<names>[^。;]{2,120}?)"
    r"(?P<verb>(?:分别|共同|具体|贯彻|抓好|组织|按职责|按照?职责分工)*(?:抓落实|落实|负责|实施|执行))?"
    r"[,;。]?(?:故)?不(?:再|另)(?:逐一|一一|另行|重复|逐项|单独|分别)*(?:[做作]?分工|(?:列|标|注|罗列|写)(?:出|示|明|注|举)?)(?:,?下同)?"
)


# 。责任单位为多家的，排第一位的为牵头单位，下同: at the end of the first note of a document.
_TAIL = re.compile(
    r"[。;,.\s](?:[^。;,()]{0,8}(?:责任|牵头)?(?:单位|部门)[^。;,()]{0,8}(?:多[个家]|[两二]个?以上|以上)[^。;,()]{0,6},)?"
    r"(?:(?:其中)?[^。;,()]{0,8}(?:排|列|居|名列)[^。;,()]{0,4}(?:第一|首|最前|前)[^。;()]{0,16}(?:牵头|主责|总负责)"
    r"|(?:首个|第一个)?[逗分]号(?:之)?前[^。;()]{0,16}(?:牵头|主责))[^。;()]{0,40}$"
)
# 排第一位的为牵头单位: said of one note, or of all of them (下同).
FIRST_LEADS = re.compile(
    r"(?:排名?|排在|排列|列在?|名列|位列|居|位于|处于)(?:第一|首|最前|在前|前面)[^。;]{0,12}(?:牵头|主责|总负责)"
    r"|(?:第一(?:个|家)?|首个|首位)(?:责任)?单位为?(?:牵头|主责)"
)
# 逗号前为牵头单位，下同: how the lists of a whole document are to be read.
COMMA_LEADS = re.compile(r"(?:首个|第一个)?(?P<sign>逗号|分号)(?:之)?前(?:面)?的?(?:单位|部门)?(?:为|是|系)[^。;,]{0,6}(?:牵头|主责)")


def is_limit(folded: str, start: int, end: int) -> bool:
    """Whether an item of a list is a time limit: it begins with a time word and does not end as a unit does."""
    return bool(_LIMIT.match(folded, start, end)) and not _UNIT_END.search(folded, start, end)


def is_remark(folded: str, start: int, end: int) -> bool:
    """Whether an item of a list speaks of the list itself."""
    return bool(_REMARK.match(folded, start, end))


def without_remark(folded: str, start: int, end: int) -> int:
    """Where a name ends without the remark in brackets behind it: （下同）, （以下统称“各区”）; （含…，下同） is part of the name."""
    remark = _REMARK_BRACKET.search(folded, start, end)
    return remark.start() if remark and remark.start() > start else end


def without_tail(folded: str, start: int, end: int) -> int:
    """Where a note ends without the sentence that tells how all notes are to be read."""
    tail = _TAIL.search(folded, max(start, end - 80), end)
    return tail.start() if tail and tail.start() > start else end
