"""How clerks name their columns: the words of a head → the fields it may stand for, each with a weight.

A head with one meaning decides by itself (存在问题). One with several (完成情况: a state, a percentage or a text) leaves it to the
contents of its column. Words that are not here weigh nothing: such a column is told by its contents or asked for.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tracker.domain import column_words
from tracker.sheets.fields import PERSON_PHONE, TICK
from tracker.sheets.state_words import state_of

EXTRA = "extra"
"""A column that is nobody's field: money, last month's figures, remarks of the office."""

_TASK = r"(?:重点|主要|年度|具体|督办|民生|改革|工作|目标|全县|全市|本年度|承担|责任|推进|攻坚|包抓|分解|落实|实事|重大)"
_LEADER = (
    r"(?:县|市|区|局|镇|乡|班子|党政|单位|部门)?(?:级)?(?:责任|分管|包联|挂钩|挂点|牵头|包抓|联系|主要|负责|挂包|主管|督导"
    r"|包保|带队)?(?:县|市|区|局|镇|乡|处)?(?:级)?领导"
)

_WORDS: tuple[tuple[str, float, str], ...] = (
    ("key", 1.0, r"任务标识.*|任务ID|任务id"),
    ("number", 1.0, column_words.NUMBER + r"|(?:任务|事项|项目|清单|总|原|工作|实事)(?:序号|编号|编码|号|代码)|编码|代码|顺序号|排序|№"),
    (
        "group",
        0.95,
        column_words.GROUP
        + (r"|专题|栏目|条线|模块|所属(?:类别|板块|领域|专项)|(?:任务|工作|事项)?(?:类型|分组|大项)|一级任务|总体任务|组别"),
    ),
    (
        "title",
        1.0,
        (
            rf"要事|大事|督[查办]事项|(?:承办|交办|议定|落实)事项|{_TASK}*(?:任务|工作|事项|项目|实事|要点|工程|清单)+(?:名称"
            rf"|标题|名)|名称|任务|事项"
        ),
    ),
    ("title", 0.96, rf"{_TASK}*(?:任务|事项|项目|实事|工程|要点|工作)(?:清单|事项|项目|任务)?|二级任务"),
    ("title", 0.8, rf"{_TASK}*(?:任务|工作|事项|项目|实事)(?:内容|分解|描述|及内容|要求)|工作内容及要求"),
    (
        "content",
        0.85,
        rf"{_TASK}*(?:任务|工作|事项|项目|实事|建设|整改)?(?:内容|描述|详情|说明)|{_TASK}*(?:任务|工作)?(?:目标|要求|举措"
        rf"|措施)(?:任务|要求|内容)?"
        r"|(?:任务|工作)?目标(?:及|和)?(?:任务|要求|内容)?|量化目标|建设规模.*|工作标准|三级任务|具体任务|主要任务",
    ),
    ("lead", 1.0, column_words.LEAD + r"|主办|牵头单位.*"),
    ("lead", 0.9, column_words.DUTY + r"|单位(?:名称)?|填报单位|报送单位|科局|部门"),
    ("support", 1.0, column_words.SUPPORT + r"|协办|参与|会办(?:单位|部门)|其他责任单位|(?:配合|协同|协办)(?:科室|单位)"),
    (
        "deadline",
        1.0,
        column_words.LIMIT + r"|(?:要求|拟|目标|规定|预定)?(?:完成|办结|竣工|完工)(?:的)?(?:时间|时限|期限|日期|节点|时间节点)(?:要求)?"
        r"|完成节点|计划完成|办结日期|时间点|目标时间|截止|完成年限|期限|限期|到期(?:时间|日期|日)",
    ),
    (EXTRA, 1.0, r"(?:年度)?(?:计划|目标|应完成|应达|考核)(?:值|数)"),
    ("deadline", 0.6, r"计划|节点|计划时间|进度计划|目标"),
    (
        "state",
        1.0,
        r"(?:任务|工作|完成|办理|推进|进展|当前|目前|落实|事项|项目|办结|进度|销号|实施|整改|填报)*状态|办结情况|销号情况|任务状况|(?:是否"
        r"|有无)(?:已)?(?:完成|办结|完工|销号|落实)|完成与否",
    ),
    ("state", 0.8, r"完成情况|完成状况|进展状况|进度情况|进展程度|总体情况|办理进度|推进程度|工作进度"),
    (
        "state",
        0.7,
        r"进展情况|进度|办理情况|落实情况|推进情况|情况|进展|实施情况|办理结果|结果|整改情况|实施进度|推进进度|(?:目前|当前)?进展",
    ),
    (
        "percent",
        1.0,
        r"(?:累计|目前|总体|工作|任务|当前|完成|项目|本期|本月|实际|推进|实施|办理)*(?:进度|完成)?(?:百分比|百分率|比例|占比"
        r"|完成率|完成度|进度率|%)"
        r"|(?:总体|目前|累计|当前|实际|本期|本月)?完成(?:率|度|比例|程度|进度|占比)|完成(?:任务)?(?:的)?百分比|进度值|完成量%",
    ),
    ("percent", 0.9, r"(?:累计|目前|总体|工作|任务|当前|完成|项目|本期|本月|实际|推进|实施|形象|办理|总|整体)*进度"),
    ("percent", 0.5, r"(?:实际|累计|现状|当前)(?:完成)?(?:值|数|情况)?|完成(?:值|数)"),
    ("percent", 0.7, r"(?:任务|目标)?(?:完成|推进|落实|进展|进度|办理)(?:情况|程度|状况)|进展|累计完成|完成|已完成(?:进度|比例)?"),
    (
        "progress",
        1.0,
        r"(?:目前|最新|本月|本期|本季度|当前|阶段|具体|工作|任务|项目|主要|推进|落实|贯彻|实施|开展|办理|整改|镇级|县级|总体|近期"
        r"|截至目前|上报|详细|建设)*"
        r"(?:进展|推进|落实|实施|开展|进行|办理|整改|工作|贯彻)+(?:及|和)?(?:成效|落实|推进|完成)*(?:情况|动态|说明|描述|成效"
        r"|详情|概述|简述|小结)(?:说明|简述|描述|汇报|反馈)?",
    ),
    (
        "progress",
        0.95,
        r"(?:目前|最新|本月|本期|当前|工作|项目|任务|近期|阶段性?)*进展|.{0,4}(?:工作|任务|项目)?推进|(?:目前|已|已经)?(?:做的"
        r"|完成的?|开展的?)工作.*"
        r"|(?:主要|具体)?做法(?:及|和)?(?:成效)?|(?:工作|阶段性?|主要)?(?:成效|成果|亮点)|(?:具体|基本|详细|有关|主要"
        r"|总体)?情况(?:说明|反馈|汇报|描述)?"
        r"|文字(?:说明|描述)|反馈(?:情况|内容)|完成情况(?:说明|描述|及说明)|完成内容|办理结果|形象进度|进度说明",
    ),
    (
        "progress",
        0.75,
        r"(?:任务|目标|工作)?完成(?:情况|状况|内容)|(?:完成|工作|实施|推进|形象)?进度(?:情况|描述)?|说明|已完成|正在推进|状态说明"
        r"|汇报|内容",
    ),
    (
        "problems",
        1.0,
        r"(?:目前|当前|主要|突出|尚)?(?:存在|遇到|面临|发现)?的?(?:主要|突出)?(?:问题|困难|难点|堵点|不足|瓶颈|矛盾|短板)(?:(?:和"
        r"|及|与|、|/|或)?(?:问题|困难|难点|堵点|不足|原因|建议|短板|诉求))*(?:情况|说明)?"
        r"|需(?:要)?(?:由|请)?(?:省|市|县|区|上级|领导|部门|政府)*(?:级|层面)?(?:协调|解决|支持|帮助|上级)+.*|(?:意见|诉求"
        r"|请求)(?:和|及|与)?建议|需求|(?:未完成|滞后|未达进度)(?:的)?原因(?:分析)?"
        r"|制约因素|问题及.*",
    ),
    (
        "next_steps",
        1.0,
        r"下(?:一)?(?:步|阶段|月|期|季度|周)(?:的)?.*|后续(?:工作|措施|计划|打算|安排|推进|举措).*|(?:工作|推进)(?:打算|计划"
        r"|安排)|打算|拟采取(?:的)?(?:措施|办法)|(?:整改|解决|应对|改进|对策|赶进度)(?:措施|办法|打算)|今后.*",
    ),
    ("next_steps", 0.7, r"计划|措施|安排|计划安排|推进计划|工作措施|对策"),
    (
        "leader",
        1.0,
        rf"{_LEADER}(?:姓名)?|(?:分管|牵头|责任|包抓|联系|主管)?(?:副)?(?:局|县|镇|乡|市|区|厅|书)长|分管(?:负责人|副职|同志|主任"
        rf"|副主任)|主要负责人|(?:牵头|单位|分管)负责(?:人|同志)|局领导班子成员",
    ),
    (
        "office",
        1.0,
        r"(?:责任|牵头|承办|经办|具体|负责|填报|主办|业务)?(?:责任)?(?:科室|股室|处室|科\(室\)|股\(室\)|内设机构|科股室|站所)"
        r"|(?:责任|承办)(?:科|股)",
    ),
    ("office", 0.6, r"责任部门|承办部门|经办部门|负责部门"),
    (
        "person",
        1.0,
        r"(?:具体|直接|工作|任务|项目|第一)?(?:责任|经办|联系|联络|承办|填报|负责|具办|办理|工作|跟进)(?:人|人员|员)(?:姓名)?"
        r"|经办|责任人员|信息员|联络人|负责同志|责任人.{0,2}|具体负责人|姓名",
    ),
    (
        "phone",
        1.0,
        r"(?:联系|联络|办公|手机|移动|责任人|联系人|经办人|负责人)?(?:电话|手机|号码|方式)(?:号码|号)?|电话/手机|手机/电话"
        r"|联系方式.*|电话.*|手机.*",
    ),
    (
        PERSON_PHONE,
        1.0,
        r"(?:具体|直接)?(?:责任|经办|联系|联络|承办|负责|填报)(?:人|员)(?:员)?(?:姓名)?(?:及|和|与|、|/|,|\+|\()?(?:其)?(?:联系"
        r"|联络|手机|办公)?(?:电话|方式|手机号?码?|号码)\)?|姓名(?:及|和|、|/)?(?:联系)?(?:电话|方式)"
        r"|联系人员?(?:信息)",
    ),
    (PERSON_PHONE, 0.7, r"联系人(?:员)?|联络员|责任人(?:员)?|经办人?|负责人|联系方式|联系(?:人)?电话"),
    ("remark", 1.0, r"备注.*|附注.*|备考|附记|其他说明|其它说明|其他(?:事项|情况)?|填报说明"),
    ("remark", 0.6, r"说明"),
    (
        EXTRA,
        1.0,
        r".*(?:投资|资金|经费|预算|万元|亿元|金额|拨付|支付).*|.*(?:评分|得分|分值|权重|考核|评价|排名|系数).*|.*(?:亮灯|红黄"
        r"|预警|灯色|灯号).*|(?:序时|计划|目标|应达|应完成|时间)(?:的)?(?:进度|完成率|比例).*"
        r"|.*(?:审核|审签|审批|批示|核查|核实|领导意见|县政府办).*|督[查办](?:意见|情况|结果|人员?|科?室)|(?:实际|实际的)(?:完成"
        r"|办结|竣工)(?:时间|日期)"
        r"|(?:已)?(?:完成|办结|销号)日期|(?:填报|报送|上报|填表|更新|反馈|登记|交办|下达|启动|开始|开工|计划开工|实际开工)(?:时间"
        r"|日期).*|起始时间"
        r"|(?:任务|事项|工作|问题)?(?:来源|依据|出处|文号).*|佐证.*|附件.*|.*照片.*|是否(?:市|省|县|重点|纳入|涉|需|存在|有|超期"
        r"|逾期|延期|滞后|启动|开工).*|坐标|地点|建设地点|地址|职务|邮箱|签字|盖章|.*(?:去年|上年|同期|同比).*",
    ),
)
_COMPILED = tuple((field, weight, re.compile(f"(?:{words})$")) for field, weight, words in _WORDS)
# Words inside a longer head that still say what the column is about; they weigh less than a head that is known as a whole.
_HINTS: tuple[tuple[str, float, str], ...] = (
    ("next_steps", 0.85, r"下一?步|下阶段|后续|打算"),
    ("problems", 0.85, r"问题|困难|堵点|难点|协调|诉求"),
    ("percent", 0.85, r"百分比|比例|%|完成率"),
    ("phone", 0.8, r"电话|手机|联系方式"),
    ("office", 0.8, r"科室|股室|处室"),
    ("leader", 0.8, r"领导|局长|县长|牵头人"),
    ("deadline", 0.8, r"时限|期限|时间节点"),
    ("support", 0.8, r"配合|协同|协办"),
    ("lead", 0.75, r"牵头|责任单位|主责"),
    ("progress", 0.8, r"进展|推进情况|落实情况|开展情况|成效|工作情况"),
    ("state", 0.7, r"状态"),
    ("person", 0.7, r"责任人|联系人|经办人"),
    ("title", 0.7, r"任务|事项|项目名称|实事"),
)
_HINT_PATTERNS = tuple((field, weight, re.compile(words)) for field, weight, words in _HINTS)
_WHOSE = re.compile(
    r"^(?:牵头|责任|主办|配合|协办|承办)(?:单位|部门)(?:的|工作)?(?=(?:进展|推进|落实|完成|办理|工作).*(?:情况|进展|成效)$)"
)
_LAST = re.compile(r"上(?:一)?(?:个)?(?:月|期|季度?|次|周)|前(?:一|1)?期|往期|历史")
_THIS = re.compile(r"^(?:截至|截止|至|到)?(?:本月|本期|本季度?|当月|当期|目前|当前)(?:底|末)?")
_MONTH = re.compile(r"^(?:截至|截止|至|到)?(?:20\d\d年)?(?:1[-—~至])?(\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份|底|末)?")
_QUARTER = re.compile(r"^(?:截至|截止|至|到)?(?:20\d\d年)?第?([一二三四1-4])季度(?:底|末)?")
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")
_LOWER_ALONE = re.compile(r"姓名|名称|名|电话|手机|联系方式|联系电话|职务|内容|时间|情况|说明|数值|填写|数|值")
_ASKS_DONE = re.compile(r"(?:是否|有无|已否|能否)?(?:已|按期|按时|全部)?(?:完成|办结|完工|销号|落实|整改)(?:到位|与否|情况|状态)?")
_LONGEST = 26
_AROUND = ":*★☆※·.,、。;"


class Heads(NamedTuple):
    """What the words of a head allow. `month`: it names a month (1–12), `quarter`: a quarter (1–4); `last`: an earlier period."""

    weights: dict[str, float]
    month: int = 0
    last: bool = False
    quarter: int = 0

    def is_of(self, month: int) -> bool:
        """Whether the head names this month, or its quarter."""
        return bool(month) and (self.month == month or self.quarter == (month + 2) // 3)

    def is_of_other(self, month: int) -> bool:
        """Whether the head names another month, or another quarter than this month's."""
        return bool(month) and bool(self.month or self.quarter) and not self.is_of(month)


def plain_head(text: str) -> str:
    """A head as it is compared: one width, no white space, no stars, colons or serial brackets around it."""
    text = "".join(unicodedata.normalize("NFKC", text).split())
    return text.replace("（", "(").replace("）", ")").strip(_AROUND)


@lru_cache(maxsize=4096)
def read_head(lower: str, upper: str = "") -> Heads:
    """The fields that a head may stand for; `upper` is the head above it where the head has two rows, "" otherwise."""
    low, up = plain_head(lower), plain_head(upper)
    if up and up == low:
        up = ""
    if _LAST.search(low + up) and not re.search(r"下(?:一)?(?:步|月|阶段)", low):
        return Heads({EXTRA: 1.0}, last=True)
    month = _month(low) or _month(up)
    weights = _alone(_without_time(low))
    if up:
        weights = _together(low, up, weights)
    quarter = _QUARTER.match(low) or _QUARTER.match(up)
    return Heads(weights, month, quarter="一二三四1234".index(quarter.group(1)) % 4 + 1 if quarter and not month else 0)


def _alone(low: str) -> dict[str, float]:
    """The fields of a head of one row."""
    if not low or len(low) > _LONGEST:
        return {}
    low = _WHOSE.sub("", low)
    bare = _BRACKET.sub("", low) or low
    found: dict[str, float] = {}
    for words in (low, bare):
        for field, weight, pattern in _COMPILED:
            if weight > found.get(field, 0.0) and pattern.match(words):
                found[field] = weight
        if found:
            break
    if EXTRA in found and len(found) > 1:
        found = {EXTRA: 1.0}
    if not found:
        hint = next(((field, weight) for field, weight, pattern in _HINT_PATTERNS if pattern.search(bare)), None)
        found = {} if hint is None else {hint[0]: hint[1]}
    if "%" in low and "万" not in low and "percent" in found:
        found["percent"] = 1.1
    state = state_of(bare)
    if state is not None and len(bare) <= 8:
        found[TICK + state] = 0.9
        if state == "completed":
            found.setdefault("percent", 0.7)
        found.setdefault("progress", 0.6)
    if bare in ("是", "否", "有", "无"):
        found[EXTRA] = 0.5
    return found


def _together(low: str, up: str, weights: dict[str, float]) -> dict[str, float]:
    """The lower head read under the upper one: 是否完成 / 是, 责任领导 / 姓名, 责任领导 / 电话."""
    above = _alone(_without_time(up))
    if low in ("是", "否", "√", "✓", "×"):
        if not _ASKS_DONE.fullmatch(_BRACKET.sub("", up)):
            return {EXTRA: 1.0}
        return {TICK + ("completed" if low in ("是", "√", "✓") else "in_progress"): 1.1}
    if set(above) == {EXTRA}:
        return {EXTRA: 1.0}
    if low in ("说明", "情况", "描述", "内容", "文字", "情况说明") and "progress" in above:
        return {"progress": 1.0}
    if _LOWER_ALONE.fullmatch(low):
        if low in ("姓名", "名称", "名", "职务"):
            if low == "职务":
                return {EXTRA: 1.0}
            return above if {"leader", "person", "lead", "title"} & above.keys() else weights or above
        if "phone" in weights:
            return {EXTRA: 0.9, "phone": 0.5} if "leader" in above else {"phone": 1.0}
        if not weights or (above and low in ("内容", "数值", "填写", "数", "值", "时间", "情况")):
            return above or weights
    if not weights:
        return {field: weight * 0.8 for field, weight in above.items()}
    return weights


def _without_time(text: str) -> str:
    for pattern in (_MONTH, _QUARTER, _THIS):
        rest = pattern.sub("", text)
        if rest and rest != text and not rest.startswith(("前", "度", "计划")):
            return rest.lstrip("的")
    return text


def _month(text: str) -> int:
    from tracker.domain.numerals import chinese_number

    match = _MONTH.match(text)
    if match is None:
        return 0
    number = chinese_number(match.group(1)) or 0
    return number if 1 <= number <= 12 and not text[match.end() :].startswith(("前", "计划")) else 0
