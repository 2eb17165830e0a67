"""Figures to be reached: what is measured, the figure, its unit of measure and the comparison.

Every figure with a unit of measure is a candidate; those that only describe or name things are left out: road numbers, versions,
durations, thresholds that define a group (总投资超…的项目, …人以上的镇), counts of aspects or steps, figures inside a quoted name.
"""

import re

from tracker.domain.numerals import chinese_number, ocr_number
from tracker.plans.cleaning import CleanText
from tracker.plans.draft import DraftTarget, Finding

_MONEY = r"(?:美元|元/吨|元)"
_COUNT = (
    r"(?:人次|户次|场次|架次|班次|人年|遍|个|项|家|户|座|所|名|人|张|条|处|套|件|次|辆|台|艘|幢|栋|间|部|宗|起"
    r"|批次|批|场|期|支|对|口|眼|株|棵|头|只|羽|尾|箱|册|本|种|类|片|块|组|团|队|位|例|篇|门|份|班|趟|倍|番|根|盏|杆|幅|首|集|副|双|盆|卷|顶|枚|桶|节|孔|颗|架|款|课时|学时|亩次|吨次"
    r"|分|年一遇)"
)
_SIZE = (
    r"(?:微克/立方米|毫克/升|吨标准煤/万元|立方米/日|吨/日|万千伏安|千伏安|平方公里|平方千米|平方米|立方米"
    r"|公里|千米|海里|公顷|亩|米|㎡|㎞|km|"
    r"兆瓦时|兆瓦|千瓦时|千瓦|度|吉瓦|MW|GW|吨|公斤|斤|克|升|床|TEU|标箱|箱)"
)
_MEASURE = rf"(?:%|‰|个百分点|百分点|[万亿千百]{{0,2}}(?:{_SIZE}|{_MONEY}|{_COUNT})(?:/(?:(?!以[上下内])[\u4e00-\u9fff]){{1,4}})?|[万亿])"
_FIGURE = re.compile(
    r"(?<=[至到为在过于])(?P<span>\d{1,3}(?:\.\d)?)(?P<span_measure>个工作日|个自然日|工作日|天|小时|分钟)"
    rf"|(?<![\d.,])(?P<first>\d[\d,]*+(?:\.\d++)?)\s*+(?:%?[-—–~至]{{1,3}}\s*(?P<second>\d[\d,]*+(?:\.\d++)?))?\s*(?:余"
    rf"|多)?(?P<measure>{_MEASURE})"
    rf"|(?<![A-Za-z\d])(?P<ocr>[IlLOo丨\d][IlLOo丨\d.]{{1,8}})(?P<ocr_measure>{_MEASURE})"
    r"|(?P<cn>[一二三四五六七八九十两]{1,3})(?P<cn_measure>个|座|所|家|条|处|项)"
    r"|(?:超过?|突破|达到?|过)(?P<round>[百千]?[亿万])(?P<round_measure>元|斤|吨|亩|人次|人)?"
    r"|翻(?P<times>[一两二三])?番"
)
_ABOVE = re.compile(r"^(?:\([^()]{0,10}\))?(?:及)?以上")
_BELOW = re.compile(r"^(?:\([^()]{0,10}\))?(?:以内|以下|之内)")
_AT_LEAST = re.compile(r"(?:不少于|不低于|至少|不小于|>=|≥|最少|不得少于|不得低于|力争超过)[\u4e00-\u9fff]{0,8}$")
_AT_MOST = re.compile(r"(?:不超过|不高于|不大于|<=|≤|最多|控制在|控制到|不得超过|压缩(?:至|到)|降至|降到)[\u4e00-\u9fff]{0,2}$")
_OVER = re.compile(r"(?:超过?|突破|大于|高于|>)$")
_UNDER = re.compile(r"(?:低于|小于|优于|少于|<)$")
_REACH = re.compile(
    r"(?:达到?|至|到|为|在|占比?|于|超过?|突破|不少于|不低于|不超过|控制在|压缩至|提高|增长|下降|降低|缩短"
    r"|完成|新增|建成|安排|>=?|<=?|≥|≤)[约]?$"
)
# After a count: what is only counted, not delivered.
_ASPECT = re.compile(
    r"^(?:大)?(?:方面|领域|等级|类型|层次|环节|措施|规划单元|单元|阶段|要素|步骤|行业|章节|部分|层面|维度|"
    r"统一|坚持|必须|不准|重点领域|类别|级别|档次"
    r"|关键|问题|自信|意识|维护|确立|文明|循环|转变|优先|原则|目标|要点|时期|以上民族|民族|季度|工作日|月|"
    r"年(?!度)|小时|台阶|中心任务|重大战略|老百姓)"
)
_BUILD = re.compile(
    r"打造|建设|新建|扩建|改建|新改|改造|建成|创建|培育|引进|新增|完成|创成|实施|争创|落地|开工|招引|设立|组建|"
    r"推出|举办|建立|申报"
)
_NO_VOLT = re.compile(r"^(?:千伏(?!安)|伏|℃|°|国道|省道|县道|号|强|级|版|周年|届|期工程|线|路|G|版本|大)")
_ROAD = re.compile(r"(?:国道|省道|县道|第|[GSX]|\+|[A-Za-z])\s*$")
_THRESHOLD = re.compile(r"^(?:元|美元|人|亩|户|吨|斤|平方米|立方米|公里|米|度|千瓦|头|只|级|岁|床|张|分)")
# 压缩至3个工作日以内: a time that is to become shorter, unlike 24小时 and 15分钟生活圈.
_SHORTENED = re.compile(r"(?:压缩|缩短|压减|缩减|提速|降低|控制|减少|缩小|不超过|优化)(?:至|到|为|在)?$|不超过$")
_REWARD = re.compile(
    r"^(?:以内|以上|以下)?(?:的)?(?:标准|资金)?(?:给予|进行|予以)?(?:一次性)?(?:定额|财政|资金)?(?:奖励|补助|补贴|资助|奖补|奖金)(?!资金\d)"
)
_REWARDED = re.compile(r"(?:给予|最高|按照?|一次性(?:给予|奖励|补助)?|不超过)$")
_PAID = re.compile(r"元|%|倍|分")
_STOCK = re.compile(r"(?:储备|库存|存量|备用)[\u4e00-\u9fff]{0,4}(?:不低于|不少于)$")  # 储备不低于15天供应量
# 产值超10亿元企业达到15家: what kind of firms is counted.
_KIND = re.compile(r"^(?:的)?(?:企业|项目|园区|集群|专业镇|专业村|单位)[\u4e00-\u9fff]{0,6}\d")
_EACH = re.compile(r"每(?:人|户|亩|生|村|家|名|个|头|公里|张|床|辆)(?:每[年月天日]|/[年月])?(?:补助|补贴|奖励|给予|发放)?$")
_RAISED = re.compile(r"提高|达到|不低于|增[长加]|上调|标准为|实现")
_CAPACITY = ("吨", "千瓦", "兆瓦", "吉瓦", "元", "度", "千瓦时", "MW", "GW", "升", "千伏安")
_WORKS = r"(?:项目|工程|电站|污水处理厂|水厂|生产线|装置|基地)"
_NAMED_WORKS = re.compile(rf"^(?!以上|以下|的)[\u4e00-\u9fffA-Za-z]{{2,14}}{_WORKS}")
_WORKS_LATER = re.compile(rf"^[、\u4e00-\u9fff\d.（）()]{{0,30}}{_WORKS}")
_LEAST_SIZE = re.compile(r"(?:面积|规模|长度|容量)?(?:不少于|不低于|不小于|超过|大于|达到?)$")
_FIGURE_LATER = re.compile(r"^的[^,。;\d]{2,24}(?:达到?|完成|建成|覆盖)?\d")
_WHOLE = re.compile(r"(?:全[县市区省州镇乡村旗]|现有的?|已有的?|所有|原有的?)$")
_RATE_OF_ALL = re.compile(r"^[^,。;\d]{2,20}率(?:达到?|保持|实现)?100%")  # 全乡12个村垃圾收运覆盖率100%
_ALL_OF_THEM = re.compile(r"全部|全面|均|都|全覆盖|100%")
# 防洪标准达到20年一遇, but not 抵御20年一遇洪水; 在已上线21个事项的基础上: what there is already.
_REACHES_RANK = re.compile(r"(?:达到?|提[高升](?:至|到)|不低于|不小于)$")
_HAD_ALREADY = re.compile(r"(?:已经?|现有|原有|目前)[\u4e00-\u9fff]{0,6}$")
_ON_THIS_BASE = re.compile(r"^[^,。;\d]{0,24}的?基础上")
_RAISES_TEAM = re.compile(r"(?:组建|组成|配备|配齐|招募|招录)(?:不少于|至少)?$")  # 组建30人以上的专业队伍
_RESULT = re.compile(r"^[\u4e00-\u9fff]{0,10}(?:成果|成效|经验|精神|优势)(?=[,。;、]|$)")
_QUOTED = re.compile(r"“[^“”]{0,30}”|《[^《》]{0,120}》|\"[^\"]{0,30}\"")
_OPENERS = re.compile(
    r"^(?:\(?[\d一二三四五六七八九十]{1,3}(?:\)|[.、])\s*|[一二三四五六七八九]是|力争|确保|争取|到?20\d\d年(?:底|末)?(?:前)?|年内"
    r"|全年|每年|力求|要|须|并|以及|同时|累计|努力|预计"
    r"|计划|基本|稳定)+"
)
_REACH_OF_CLAUSE = 80
_SPLIT = "，。；,;:：、！？!?\n"


def find_targets(text: CleanText, ranges: list[tuple[int, int]]) -> tuple[list[DraftTarget], list[Finding]]:
    """The targets in clean ranges (a task's title first, then its body), in order, and what had to be put right to read them."""
    targets: list[DraftTarget] = []
    findings: list[Finding] = []
    titled: set[tuple[str, str]] = set()
    for index, (start, end) in enumerate(ranges):
        quoted = bytearray(end - start)
        for match in _QUOTED.finditer(text.text, start, end):
            quoted[match.start() - start : match.end() - start] = b"\1" * (match.end() - match.start())
        for match in _FIGURE.finditer(text.folded, start, end):
            if quoted[match.start() - start]:
                continue
            target = _target(text, match, start, end)
            if target is None:
                continue
            figure = (target.value, target.measure)
            if index == 0:
                titled.add(figure)
            elif figure in titled:
                continue  # the text repeats what the title sets
            targets.append(target)
            if match.group("ocr"):
                words = f"“{match.group('ocr')}”像是识别错的数字，已按 {target.value} 理解，请核对"
                findings.append(Finding("ocr_figure", words, target.span))
    return targets, findings


def _target(text: CleanText, match: re.Match[str], start: int, end: int) -> DraftTarget | None:
    folded = text.folded
    read = _read(match)
    if read is None:
        return None
    value, measure = read
    first, last = _clause(folded, match, start, end)
    before, after = folded[first : match.start()], folded[match.end() : min(end, match.end() + 40)]
    if (
        match.group("times") is None
        and "番" not in match.group()
        and _describes(match, measure, before, after, folded[last_stop(folded, match.start(), start) : match.start()])
    ):
        return None
    comparison = _comparison(match, before, after)
    quote_start, quote_end = _quote(folded, match, first, last)
    return DraftTarget(text.text[quote_start:quote_end].strip(), value, measure, comparison, text.span(quote_start, quote_end))


def _read(match: re.Match[str]) -> tuple[str, str] | None:
    """Value and unit of measure of a figure."""
    groups = match.groupdict()
    if groups["first"]:
        first = groups["first"].replace(",", "").rstrip(".")
        second = (groups["second"] or "").replace(",", "").rstrip(".")
        return (f"{first}-{second}" if second else first), groups["measure"]
    if groups["span"]:
        return groups["span"], groups["span_measure"]
    if groups["ocr"]:
        value = ocr_number(groups["ocr"])
        return (value, groups["ocr_measure"]) if value else None
    if groups["cn"]:
        number = chinese_number(groups["cn"])
        return (str(number), groups["cn_measure"]) if number else None
    if groups["round"]:
        stem = {"百": "100", "千": "1000"}.get(groups["round"][0], "1")
        return stem, groups["round"][-1] + (groups["round_measure"] or "")
    return str(chinese_number(groups["times"] or "一")), "番"


def last_stop(folded: str, at: int, start: int) -> int:
    """Where the clause (up to a comma, not a list comma) begins."""
    least = max(start, at - _REACH_OF_CLAUSE)
    while at > least and folded[at - 1] not in "。;,:!?\n":
        at -= 1
    return at


def _clause(folded: str, match: re.Match[str], start: int, end: int) -> tuple[int, int]:
    """The stretch around a figure between punctuation of any kind (list commas too); brackets do not part."""
    start, end = max(start, match.start() - _REACH_OF_CLAUSE), min(end, match.end() + _REACH_OF_CLAUSE)
    first, last = match.start(), match.end()
    depth = 0
    while first > start and (depth or folded[first - 1] not in _SPLIT):
        if not depth and folded[first - 1] == ")" and folded[max(start, folded.rfind("(", start, first) - 1)] in "。;":
            break  # a note of responsibility between two sentences
        depth += (folded[first - 1] == ")") - (folded[first - 1] == "(")
        if depth < 0:
            break
        first -= 1
    while last < end and folded[last] not in _SPLIT:
        last += 1
    return first, last


def _describes(match: re.Match[str], measure: str, before: str, after: str, clause: str) -> bool:
    """Whether the figure only describes or names something."""
    groups = match.groupdict()
    numbered = _ROAD.search(before) and not (_BUILD.search(clause) and measure in ("公里", "千米", "万公里"))  # 新改建省道60公里
    if numbered or (groups["first"] and _NO_VOLT.match(after) and measure in ("万", "亿", "千", "百", "度")):
        return True
    if re.match(r"^(?:的)?基础上", after) or re.search(r"(?:延长|提前|近|过去|已|现有|目前|原有|第)$", before):
        return True
    if measure == "年一遇" and not _REACHES_RANK.search(before):
        return True
    if _HAD_ALREADY.search(before) and _ON_THIS_BASE.match(after):
        return True
    if measure in ("万", "亿") and not re.search(r"(?:达到?|超过?|突破|至|到|过|增长|实现|不低于|不少于)$", before) and not groups["round"]:
        return True
    if measure == "分" and not re.search(r"(?:达到?|不低于|高于|以上)$", before):
        return True
    if groups["span"]:
        return not _SHORTENED.search(before) and not _STOCK.search(before)
    if (
        _REWARD.match(after)
        or (_REWARDED.search(before) and (_PAID.search(measure) or not before.endswith("不超过")))
        or (_EACH.search(before) and not _RAISED.search(clause))
    ):
        return True
    if measure.endswith(_CAPACITY) and (_NAMED_WORKS.match(after) or (before.endswith("总投资") and _WORKS_LATER.match(after))):
        return True
    if groups["cn"]:
        return _chinese_describes(groups, before, after, clause)
    if after.startswith("的") and _LEAST_SIZE.search(before) and _FIGURE_LATER.match(after):
        return True  # 面积不少于500平方米的…达到100%
    counted = bool(re.fullmatch(r"(?:万|亿|千|百)?(?:个|项|条|类|种|家|次|批|组|片|块|位|对|部|件|大)", measure))
    if counted and _ASPECT.match(after):
        return True
    if counted and re.search(r"(?:划分为|分为|分成|包括|包含|涉及|其中|共有?|现有|等级为)$", before):
        return True
    whole = counted and _WHOLE.search(before) and (not _ALL_OF_THEM.search(after) or _RATE_OF_ALL.match(after))
    if whole or (counted and _RESULT.match(after)):
        return True
    listed = counted and before.endswith("等") and not _BUILD.search(clause + re.split(r"[,;。、:]", after, maxsplit=1)[0])
    if listed and not re.search(r"推进|推动|抓好|加快|实现", clause):
        return True
    if "元" in measure and re.search(r"(?:超过?|达到?|突破|以上)$", before) and _KIND.match(after):
        return True
    if re.search(r"\d(?:条|个|家|项|座|处)$", before):
        return True
    if not counted and (_THRESHOLD.match(measure) or _THRESHOLD.match(re.sub(r"^[万亿千百]+", "", measure))):
        above = re.match(r"^(?:及)?以[上下](?:的)?(?=[\u4e00-\u9fff(])", after)
        if above and not _RAISES_TEAM.search(before) and not re.match(r"^(?:及)?以[上下](?:且|并|和|的目标|。|,)", after):
            whole = "全覆盖" in after
            return not whole
        if after.startswith("级") or (after.startswith("的") and re.search(r"(?:超过?|投资额?|产值|规模|达到?|不足|约)$", before)):
            return True
        if after.startswith("的") and re.search(r"总投资|投资", before):
            return True
    return False


def _chinese_describes(groups: dict[str, str | None], before: str, after: str, clause: str) -> bool:
    """Numbers in words count only where something is built or delivered: 打造五个…, 扩建…一座."""
    if _ASPECT.match(after) or not _BUILD.search(clause):
        return True
    number = chinese_number(groups["cn"] or "") or 0
    at_end = not after or after[0] in _SPLIT
    if re.search(r"[第每这那另各某同逐近上下前后多数十百千万\d]$", before):
        return True
    if number == 1 and re.search(r"(?:发现|出现|查实|排查)$", before):
        return True
    if number == 1:
        return not (at_end and len(before) >= 4 and groups["cn_measure"] in ("座", "所", "家", "处", "条"))
    return at_end and groups["cn_measure"] in ("个", "项", "条") and len(before) < 4


def _comparison(match: re.Match[str], before: str, after: str) -> str:
    if _ABOVE.match(after) or _AT_LEAST.search(before):
        return ">="
    if _BELOW.match(after) or _AT_MOST.search(before):
        return "<="
    if match.group("round"):
        return "=" if match.group().startswith("达") else ">"
    if _OVER.search(before) or re.search(r"\d(?:余|多)", match.group()):
        return ">"
    if _UNDER.search(before):
        return "<"
    return "="


def _quote(folded: str, match: re.Match[str], first: int, last: int) -> tuple[int, int]:
    """The shortest phrase that names what is measured: up to the figure, or with what follows where nothing is named before."""
    opener = _OPENERS.match(folded[first : match.start()])
    if opener:
        first += opener.end()
    named = match.start() - first
    tail = _ABOVE.match(folded[match.end() : last]) or _BELOW.match(folded[match.end() : last])
    end = match.end() + (tail.end() if tail else 0)
    return (first, end) if named >= 5 and end >= last - 1 else (first, last)
