"""What a table cell looks like by its words alone: a number, units, a time limit, a person, a figure, a text; and how well that
suits a column. Flattened tables lose cells and break them over lines: the looks of a cell then tell its column."""

import re
from dataclasses import dataclass

from tracker.domain.deadline_patterns import STANDING_ONLY
from tracker.domain.unit_names import looks_like_unit, surely_unit
from tracker.plans.columns import Column

_NUMBER = re.compile(r"\(?(?:[A-Z]{0,4}-?\d{1,4}(?:[-.]\d{1,3}){0,2}|[一二三四五六七八九十]{1,3}|[①-⑳])\)?[.、]?$")
_COUNT = re.compile(r"\d{1,4}[.、]?$")
_WORKS = re.compile(r"(?:新建|续建|改扩?建|扩建|迁建|改造|前期|在建|拟建|储备|完工|新开工|竣工|收尾|提升|规划)")
_YEARS = re.compile(r"(?:20)?\d\d(?:[.年/]\d{0,2}月?)?(?:[-—–~至]+(?:(?:20)?\d\d(?:[.年/]\d{0,2}月?)?)?)?$|\d{1,2}个?[年月]$")
_NOTHING = re.compile(r"[/\\—–\-－―]+$|无$|略$")
_DAY = (
    r"(?:20\d\d[年./-](?:(?:1[0-2]|0?\d)(?:月份?|[./-](?:[0-3]?\d日?)?)?)?|(?:1[0-2]|0?\d|[一二三四五六七八九十]{1,2})月份?"
    r"|(?:20\d\d年?|今年|本年)?(?:第?[一二三四1-4]季度|[上下]半年|年[底末内中]|全年)|“?十[三四五六]五”?(?:末|期)"
    r"|每(?:半?年|个?季度?|半?个?月|周|日|天|学期)|20\d\d年?|\d{1,3}个?(?:工作日|天|个月)内)"
)
_LIMIT = re.compile(
    rf"(?:到|至|于|在|截至|力争|确保)?{_DAY}(?:[\d日号]{{0,3}})(?:[上中下]旬)?(?:月?[底末初])?(?:之?以?前|内|止)?"
    rf"(?:[-—–~至到、,;和或及]+{_DAY}[^。]{{0,12}})?"
    r"(?:基本|全面|全部|主体|正式)?(?:完成|动工|开工|竣工|完工|投用|投入使用|建成|启动|封顶|通车|到位|见效|验收|销号|整改|落实|办结|坚持|推进|实施|报送)*"
    r"[。,;]?(?:并?(?:长期|持续)(?:坚持|推进|整改|巩固|开展))?[。]?$"
)
_DATED = re.compile(r"\d月|年底|季度|全年|年内")
_STANDING = re.compile(rf"(?:{STANDING_ONLY.pattern}|已完成|完成|坚持|推进|整改|巩固|并|[,、;])+[。]?$")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}$")
_FIGURE = re.compile(
    r"(?:[><≥≤=〉〈]|不低于|不少于|不高于|不超过|达到?|大于|小于|超过|高于|低于|约|累计|[\[〔(])*\s*-?\d[\d,.]*\s*[%‰]?[\])〕]?(?:以上|以下|左右|以内)?"
    r"(?:[-—–~～]\d[\d,.]*[%‰]?)?(?:万|亿|千|百)?(?:元|人|个|%|家|亩|公里|平方米|人次)?(?:以上|左右|以内)?$"
    r"|(?:持续|逐步|稳步|保持|基本|完成|控制在|达到|与|同步|国家|省|市|上级|不断|进一步)[\u4e00-\u9fff、\d.%]{0,16}$"
)
_NATURE = re.compile(r"\(?(?:约束|预期|指导|引导|控制|预测)性?(?:指标)?\)?(?:\(.{1,6}\))?$")
_MEASURE = re.compile(
    r"(?:%|‰|[万亿千百]{0,2}(?:元|人|个|张|年|岁|亩|平方米|平方公里|平方千米|公里|千米|米|立方米|吨|户|家|所|座|套|项|件|次|人次|公顷|处|条|台|辆|名|床|分钟|小时|天|倍|级|分|例|度|千瓦时|千瓦"
    r"|头|只|本|册|种|片|场|期|位|㎡|吨标准煤|微克|双|对|部|股|美元|标箱|班|毫克|人年|人日|公斤|百分点|个百分点)|[万亿])(?:/[\u4e00-\u9fff\dA-Z]{1,8})?$"
)
_LABELLED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]+[章节部])")
_PARTS = re.compile(r"[、,;/\s]+")
_VERB = re.compile(
    r"(?:按?(?:照|各自)?职责)?(?:分工|分别|共同|具体)?(?:牵头|负责|配合|落实|实施|参与)(?:负责|单位|落实)?$|^(?:牵头|责任|配合)(?:单位|部门):"
)
_NO_UNIT = re.compile(
    r"\d|按|根据|依|执行|符合|完成|开展|推[进行动]|建[设立成]|新[建增]|改[造善]|实施|落实|加[强快]|持续|发放|办理|开办|提[升高]|优化|完善|健全|打造|培育"
    r"|强化|深化|做好|抓好|组织|协助|制定|出台|编制|开[通工]|启动|扩大|巩固|规范|增设|设立|组建|成立|配备|配齐|装修|竣工|完工|投[用入]|维修|修复|治理|全面|积极|大力|着力|整治|清理|排查|做[强优大]|支持|鼓励|引[进导]|[迁扩续重筹修]建|改[建扩]|翻[新修]|拆[迁除]|搬迁|购[置买]|争[取创]|创建|申[报建]|谋划"
)
_UNITS_COLUMNS = frozenset((Column.LEAD, Column.DUTY, Column.SUPPORT, Column.PLACE))
_TEXTS = frozenset(
    (
        Column.TASK,
        Column.TITLE,
        Column.INDICATOR,
        Column.SERVICE,
        Column.STANDARD,
        Column.TARGET_GROUP,
        Column.FUNDING,
        Column.PROJECT,
        Column.STEP,
        Column.CONTENT,
    )
)
_MOST_UNITS = 400
_ENDS = "。.*＊★☆▲△●○◆◇■□◎※#√"  # a sign before or behind a unit's name tells its role


@dataclass(frozen=True, slots=True)
class Look:
    """What one cell looks like; several may hold at once (十二 is a number and a text)."""

    words: str
    number: bool
    count: bool
    nothing: bool
    units: bool
    limit: bool
    person: bool
    figure: bool
    nature: bool
    measure: bool
    sentence: bool


def look(words: str) -> Look:
    """The looks of a cell's folded words without blanks around them."""
    flat = "".join(words.split())
    short = len(flat) <= 40
    units = _are_units(words)
    return Look(
        flat,
        bool(short and _NUMBER.match(flat)),
        bool(short and _COUNT.match(flat)),
        bool(short and _NOTHING.match(flat)),
        units,
        bool(short and (_LIMIT.match(flat) or _STANDING.match(flat))),
        not units and short and are_persons(words),
        bool(short and _FIGURE.match(flat)),
        bool(short and _NATURE.match(flat)),
        bool(short and _MEASURE.match(flat)),
        "。" in flat or ";" in flat or len(flat) > 40,
    )


def is_labelled(words: str) -> bool:
    """Whether a cell begins with a number in words, as the group rows of tables do (一、产业发展)."""
    return bool(_LABELLED.match(words))


def _are_units(words: str) -> bool:
    if len(words) > _MOST_UNITS or "。" in words[:-1]:
        return False
    parts = [_VERB.sub("", part.strip(_ENDS)) for part in _PARTS.split(words.strip())]
    parts = [part for part in parts if part]
    if words.rstrip().endswith("。"):
        return bool(parts) and all(surely_unit(part) and not _NO_UNIT.match(part) for part in parts)
    good = sum(looks_like_unit(part) and not _NO_UNIT.match(part) for part in parts)
    return bool(parts) and good * 3 >= len(parts) * 2


def are_persons(words: str) -> bool:
    """Whether a text is one or several names of people."""
    parts = [part for part in _PARTS.split(words.strip()) if part]
    if len(parts) == 2 and all(len(part) == 1 for part in parts):
        parts = ["".join(parts)]  # a name set wide: 李 明
    return 0 < len(parts) <= 6 and all(_PERSON.match(part) and part[0] in _SURNAMES for part in parts)


_WIDE = re.compile(r"[\u4e00-\u9fff] [\u4e00-\u9fff]")


def persons_of(words: str) -> list[str]:
    """The people in a cell, as printed: one a line, or names set wide that ran together (周 宁何 平)."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    if len(lines) > 1 and all(are_persons(line) for line in lines):
        return lines
    whole = "".join(lines)
    names = [whole[i : i + 3] for i in range(0, len(whole), 3)]
    wide = len(names) > 1 and all(_WIDE.fullmatch(name) and name[0] in _SURNAMES for name in names)
    return names if wide else [whole] if whole else []


def fit(column: Column | None, cell: Look) -> float:
    """How well a cell suits a column: above 1 it belongs there, below -1 it does not."""
    if column is Column.NUMBER:
        return 4.0 if cell.number else -6.0
    if column in _UNITS_COLUMNS:
        if cell.units:
            return 3.0
        if cell.nothing:
            return 1.0
        return -4.0 if cell.number or cell.limit or cell.sentence else -1.5
    if column is Column.LIMIT:
        if cell.limit:
            return 3.0
        if cell.nothing:
            return 1.0
        return -4.0 if cell.units else 0.0 if _DATED.search(cell.words) and len(cell.words) <= 80 else -2.5
    if column is Column.LEADER:
        if cell.person:
            return 2.5
        return 0.5 if cell.nothing else -3.0 if cell.units or cell.sentence or cell.number else -1.5
    if column is Column.NATURE:
        return 3.0 if cell.nature else -3.0
    if column is Column.MEASURE:
        return 2.0 if cell.measure else 0.5 if cell.nothing else -2.0
    if column is Column.NATURE_OF_WORKS:
        return 2.0 if _WORKS.match(cell.words) else -1.5
    if column is Column.YEARS:
        return 2.0 if _YEARS.match(cell.words) else 0.5 if cell.nothing else -1.5
    if column in (Column.VALUE, Column.BASE, Column.RATE, Column.MONEY):
        return 2.0 if cell.figure else 0.5 if cell.nothing else -1.0
    if column is Column.GROUP:
        if cell.number or cell.nature:
            return -3.0
        return -1.9 if cell.units or cell.limit else -1.0 if cell.sentence else 0.3
    if column is Column.STEP and (cell.figure or cell.nothing or cell.number):
        return 1.0
    if column in _TEXTS:
        return _fit_text(cell)
    return -1.0 if cell.number else -0.5 if cell.units or cell.limit or cell.sentence else 0.0


def _fit_text(cell: Look) -> float:
    if cell.count or cell.nature:
        return -4.0
    if cell.units or cell.limit:
        return -1.9
    if cell.nothing:
        return 0.0
    if cell.figure or cell.measure or cell.person:
        return -0.5
    return 1.5 if cell.sentence or len(cell.words) >= 8 else 1.0
