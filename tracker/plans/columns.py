"""What the columns of a table hold, told by the words of its header (DOMAIN §6)."""

import re
from enum import Enum
from functools import lru_cache

from tracker.domain import column_words


class Column(Enum):
    """The meaning of a column."""

    __hash__ = object.__hash__  # there is one of each, and tables ask for their places again and again

    NUMBER = "序号"
    GROUP = "类别"
    TITLE = "任务名称"
    TASK = "任务内容"
    LEAD = "牵头单位"
    DUTY = "责任单位"
    SUPPORT = "配合单位"
    PLACE = "落实镇街"
    LEADER = "责任领导"
    LIMIT = "完成时限"
    NOTE = "备注"
    INDICATOR = "指标名称"
    MEASURE = "计量单位"
    NATURE = "指标性质"
    VALUE = "目标值"
    BASE = "基期值"
    SERVICE = "服务项目"
    TARGET_GROUP = "服务对象"
    STANDARD = "服务标准"
    FUNDING = "支出责任"
    PROJECT = "项目名称"
    STEP = "分期进度"
    RATE = "增速"
    CONTENT = "服务内容"
    MONEY = "投资"
    NATURE_OF_WORKS = "建设性质"
    YEARS = "建设年限"
    TOPIC = "项目"
    MARKED = "单位名下的标记"
    OTHER = "其他"


_WORDS: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, column_words.NUMBER),
    (
        Column.STEP,
        (
            r"(?:20\d\d年)?(?:第?[一二三四1-4]季度|[上下]半年|(?:1[0-2]|[1-9])月份?|[1-9]-1?\d月份?)(?:末|底)?"
            r"(?:形象|工作|推进|完成|阶段)?(?:进度|目标|计划|安排|任务|节点|内容|工作)*|(?:20\d\d年|年度|当年|本年度?)?(?:工程)?形象进度(?:目标|计划|安排)?"
        ),
    ),
    (
        Column.MONEY,
        (
            r"(?:项目|计划|估算|匡算|概算|动态|静态|工程|年度)?(?:总投资|投资(?:额|金额|规模|总额|估算)|总概算|概算)(?:\(.*\))?|“?十[三四五六]五”?(?:期间?|时期)?(?:计划|完成)?投资(?:\(.*\))?"
            r"|(?:20\d\d年?度?|年度|当年)(?:计划|预计)?(?:完成)?投资(?:计划|额)?(?:\(.*\))?|投资\(.*元\)|资金(?:规模|需求)(?:\(.*\))?"
        ),
    ),
    (Column.NATURE_OF_WORKS, r"(?:建设|项目)(?:性质|类型|类别|状态)|建设阶段"),
    (Column.YEARS, r"(?:建设|起止|实施)(?:年限|年份|周期|期限|工期|起止年限|起止时间)|建设时间|起止年[限份]?|工期"),
    (
        Column.RATE,
        r"(?:“?十[三四五六]五”?(?:期间?|时期)?)?(?:年均|累计|同比|较上年)?(?:增速|增长率?|增幅|变化|增减|增加)(?:\(.*\))?.{0,8}|年均.{0,12}|\[?累计\]?.{0,6}|五年累计.{0,6}",
    ),
    (Column.CONTENT, r"服务内容"),
    (Column.SERVICE, r"服务(?:项目|名称|事项)"),
    (Column.TARGET_GROUP, r"服务(?:对象|人群)|保障对象"),
    (Column.STANDARD, r"(?:服务|保障|国家|指导|实施)(?:指导)?(?:标准|内容)(?:及.*)?|服务内容(?:及|和)?(?:服务)?(?:标准|指引).*"),
    (Column.FUNDING, r"支出责任|资金(?:来源|保障|渠道)|经费(?:来源|保障)"),
    (Column.PLACE, r"(?:责任|落实|实施|属地)(?:镇街|街镇|乡镇|镇乡|镇街道|街道|乡镇街道|镇办|苏木镇|园区)(?:\(.*\))?"),
    (Column.LEAD, column_words.LEAD),
    (Column.SUPPORT, column_words.SUPPORT),
    (Column.DUTY, column_words.DUTY),
    (Column.LEADER, r".{0,6}领导|责任人|负责人|联系人|包抓.{0,4}|(?:责任|负责|牵头|承办|主办|落实)(?:科室|股室|处室|部室|站所)|牵头人"),
    (Column.LIMIT, column_words.LIMIT),
    (
        Column.LIMIT,
        r"(?!反馈|报送|上报|填报)[\u4e00-\u9fff]{2,4}(?:时限|期限)|(?:上线|投用|开工|竣工|交付|建成|见效|启用|投产|验收)(?:时间|日期)",
    ),
    (Column.NATURE, r"指标(?:性质|属性|类型)|属性|性质|类型"),
    (Column.MEASURE, r"(?:计量|指标)?单位"),
    (Column.INDICATOR, r"(?:主要|具体|核心|评价|考核)?指标(?:名称|内容)?|二级指标|三级指标|指标项"),
    (Column.BASE, r"(?:20\d\d年)?(?:基期|基数|现状|完成)(?:值|数|情况)?|(?:基期|基准)年.*|20\d\d年(?:实际|完成|基数|现状|基期).*"),
    (
        Column.VALUE,
        (
            r"(?:到)?20\d\d年?(?:度)?(?:预期目标|目标|目标值|预期|计划|目标数)?(?:值)?|目标(?:值|任务值|数)|规划目标|预期目标|“?十[三四五六]五”?(?:末"
            r"|目标).*|年度目标|目标"
        ),
    ),
    (Column.GROUP, column_words.GROUP),
    (Column.TITLE, r"(?:民生|实事|重点)*(?:任务|工作|措施|改革|事项|行动|重点工作)(?:名称|标题)|工作项目|总体任务|一级任务|名称"),
    (
        Column.TASK,
        (
            r"(?:重点|主要|工作|具体|细化|目标|改革|年度|分解|核心|建设|整改|创建|推进|督办|实施|民生|全年|实事|问题)*(?:任务|工作|事项|内容|举措|措施|要求"
            r"|目标)+(?:分解|内容|清单|要求|事项|措施|要点|举措|[及和与].{1,6}|\(.*\))*|工作标准|量化目标|重点任务.*|[\u4e00-\u9fff]{2,4}任务|(?:民生)?实事(?:项目|名称|内容)?|项目(?:及内容|和内容|内容及.*)|(?:存在|反馈|整改)?问题(?:描述|内容|表现)?"
        ),
    ),
    (Column.TASK, r"(?:20\d\d)?年度?(?:阶段性?)?(?:重点)?(?:工作|任务)(?:任务|目标)+"),
    (
        Column.TASK,
        r"(?:20\d\d年)?(?:主要|项目|工程|年度)*建设(?:的)?(?:规模|内容|任务)(?:[及、和与]|以及)?(?:主要|建设)*(?:建设)?(?:规模|内容|任务|标准)?(?:\(.*\))?|(?:主要)?建设内容.*|项目(?:概况|内容|简介|规模)",
    ),
    (Column.PROJECT, r"(?:重点|重大|改革|攻坚|试点|惠民|民生)*(?:项目|工程)(?:名称|内容)?|建设(?:项目|内容)"),
    (Column.NOTE, column_words.NOTE),
)
_COMPILED = tuple((kind, re.compile(f"(?:{words})$")) for kind, words in _WORDS)


_BRACKET = re.compile(r"\([^()]*\)")
_LONGEST_PRINTED = 80


def column_of(header: str) -> Column | None:
    """What a header cell announces, None if its words are not known."""
    header = "".join(header.split()).strip("：:") if len(header) <= _LONGEST_PRINTED else ""
    return _column_of(header) if header and len(header) <= 24 else None


@lru_cache(maxsize=4096)
def _column_of(header: str) -> Column | None:
    """The same of a header without blanks; tables say the same few words over and over."""
    bare = _BRACKET.sub("", header)
    known = next((kind for words in (header, bare) for kind, pattern in _COMPILED if pattern.match(words)), None)
    if known is Column.DUTY and bare != header:
        return Column.LEAD if "(牵头" in header else Column.SUPPORT if "(配合" in header else known
    return known


_TOLD = frozenset((Column.TITLE, Column.PROJECT, Column.INDICATOR, Column.SERVICE, Column.GROUP))


def for_tasks(columns: list[Column | None]) -> list[Column | None]:
    """The columns of a table without figures of its own: 目标 and 指标 are then words of the task, 单位 is who does it."""
    present = set(columns)
    changed: dict[Column | None, Column] = {}
    if Column.TASK in present:
        changed = {Column.INDICATOR: Column.TASK, Column.VALUE: Column.TASK}
        if not {Column.LEAD, Column.DUTY, Column.INDICATOR, Column.VALUE} & present:
            changed[Column.MEASURE] = Column.DUTY
    elif not _TOLD & present and {Column.LEAD, Column.DUTY, Column.PLACE} & present:
        changed = {Column.VALUE: Column.TASK}  # 序号 | 预期目标 | 责任单位
    if Column.LIMIT not in present:
        changed[Column.YEARS] = Column.LIMIT
    if not {Column.LEAD, Column.DUTY} & present:
        changed[Column.PLACE] = Column.DUTY  # only towns answer
    return [changed.get(column, column) for column in columns]
