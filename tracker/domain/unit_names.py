"""Names of government units: what looks like one, which are the same, and how names that ran together come apart.

A name is compared without white space, with all brackets alike, and without the level in front of it (市发改委 = 县发改委 = 发改委):
inside one county the level is never what tells two departments apart. The words come from the unit dictionary; the shapes
below (endings, group words) hold without any dictionary.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from tracker.domain.unit_words import CORE_NAMES, CORE_STEMS, PART_ENDINGS, STEM_ENDINGS, SUB_OFFICES

_FOLD = str.maketrans("〔〕［］【】﹝﹞〈〉<>", "()" * 6)

# Endings that a unit's name has. Longest first, so that 管委会 is not cut to 会.
_ENDINGS = (
    "人民政府办公室|人民政府|委员会|管理委员会|管委会|办公室|指挥部|领导小组|工作专班|专班|办事处|联合会|总工会|工商联|管理所"
    "|管理中心|服务中心|分公司|有限责任公司|有限公司|集团|公司|公积金中心|中心|街道|开发区|示范区|产业园|园区|新区|高新区|经开区|景区"
    "|检察院|法院|学院|大学|医院|研究院|卫生院|图书馆|文化馆|博物馆|档案馆|电视台|广电台|融媒体|日报社|供销社|联社|信用社|银行|分行|支行"
    "|支队|大队|中队|总队|海关|党校|学校|幼儿园|妇联|残联|文联|科协|侨联|团委|共青团|工会|红十字会|老干局|信访局|总站|气象台|党工委"
    "|政法委|纪委监委|[纪监]委机关|监委|纪委|机关工委|工委|组织部|宣传部|统战部|武装部|人武部|改革办|文明办|网信办|编办|台办|政府办|县委办|市委办|区委办"
    "|局|委|办|部|厅|院|会|政府|队|站|所|社|行|署|馆|校|台|场|库|乡|镇|县|区|市|州|旗|盟|村|社区|部门|单位"
    "|企业|国企|央企|机构|电力|移动|联通|电信|铁塔|分局|股|处|室|段|厂|协会|学会|商会|促进会|理事会|林场|农场|机关党委|党委|党组|支部|专线|科|[一二三四五六七八九十]中|中学|小学"
)
_ENDING = re.compile(rf"(?:{_ENDINGS})(?:\([^()]{{0,30}}\))?$")
_STRONG_ENDING = re.compile(
    r"(?:局|委|办|委员会|办公室|部|厅|法院|检察院|联合会|总工会|工商联|管委会|中心|公司|政府|街道|支队|大队"
    r"|总队|妇联|残联|文联|科协|侨联|团委"
    r"|办事处|部门|单位|领导小组|专班|指挥部|银行|支行|分行|供销社|开发区|园区|经开区|高新区|街道办|融媒体|海关|党校"
    r"|[纪监]委机关|工会|红十字会|武装部|电视台|广电台|党组|党委|党工委|巡察组|工作组|分局|派出所|司法所|科室|股室|处室|.{4}科|.{4}股)"
    r"(?:\([^()]{0,30}\))?$"
)
GROUP_WORDS = re.compile(
    r"^(?:各|其他|其它|相关|有关|全市各|全县各|全区各|市直|县直|区直|州直|旗直|市级|县级|区级|省级|涉及|属地"
    r"|所在|乡镇|镇街|县区|区县|镇\(?街道"
    r"|市、?县、?|县\(市|区\(县|涉农|责任单位|成员单位|承办单位)"
)
_GROUP_END = re.compile(
    r"(?:部门|单位|机构|县|市|区|旗|州|镇|乡|地|街道|街|办|办事处|政府|管委会|党委|党组织|村|社区|企业|国企|央企|公司|学校"
    r"|医院|银行|园区|开发区|局|委|场|组织|协会|专班|工委|支部|团体)"
    r"(?:\([^()]{1,16}\))?$"
)
_NO_GROUP = re.compile(r"机关事务|要|应|推进|落实|工作")
_LEVEL = re.compile(r"^(?:中共)?(?:全)?(?:省|师市|兵团|市|州|盟|县|区|旗|镇|乡)(?=.{2})")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,5}?(?:省|市|州|盟|县|区|旗)(?=.{2})")
# 县高质量发展先行区建设领导小组各成员单位: such names are long and hold the words of sentences.
_COMMITTEE = re.compile(
    r"[省市州盟县区旗镇乡][\u4e00-\u9fff“”]{2,24}(?:领导小组|联席会议|指挥部|工作专班)(?:办公室)?(?:各?(?:有关|相关)?成员单位)?"
)
_WITH_WHOM = re.compile(r"\((?:不?含|不?包括|以下)[^()]{2,200}\)$")
# The regiments of the Corps: 102团, 第八师石河子市 is a place.
_REGIMENT = re.compile(
    r"(?:第?[一二三四五六七八九十\d]{1,3}师)?[\d一二三四五六七八九十]{1,3}团(?:场|镇)?|各团(?:场|镇)?|各?师市?直?属?(?:有关|各)?部门"
)
# Words that stand in a sentence and not in a name: a text with one of them is no unit.
_SENTENCE = re.compile(
    r"[。；;:：!?！？《》“”\"]|推进|加强|建设(?!兵团|局|委|厅|中心|办|集团|公司|管理|投资|银行|指挥|工程|专班|处|科|股|所|站|部|工作)|完善|提升"
    r"|开展|实施(?!单位)|落实|健全|确保|达到|不断|积极|进一步|以上(?!市)|以下|通过"
    r"|\d[月日]|全部$|内部$|根据|按照|围绕|包括|例如|比如|以及其|简称|下同|含|指(?!挥|导)|的为|列第|排第|暂行|试行|草案|修订|不含|其中|如下|左右"
)


def folded(name: str) -> str:
    """A name ready to be compared: NFKC, no white space, round brackets."""
    return "".join(unicodedata.normalize("NFKC", name).translate(_FOLD).split())


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A department of the dictionary, all names without level: full name, short and other full names, old names; `kind` as in
    `UnitKind`, `order` the usual official one. `covers`: for a group word, what it stands for (counties, towns, departments …)."""

    full: str
    short: tuple[str, ...] = ()
    old: tuple[str, ...] = ()
    kind: str = ""
    order: int = 0
    covers: str = ""


@dataclass(frozen=True)
class UnitDictionary:
    """All department names known, by every form of each. Empty is fine: then only the core words and the shapes decide.

    `ambiguous`: names that may mean several departments (住建局), with those. `words`: names that are ordinary words too.
    """

    entries: tuple[UnitEntry, ...] = ()
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    _by_form: dict[str, UnitEntry] = field(default_factory=dict, compare=False, repr=False)
    _starts: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, data: object) -> "UnitDictionary":
        """From the content of resources/units.json: `units` and `groups` (or a bare list of units)."""
        if isinstance(data, list):
            return cls(tuple(_entry(row) for row in data if isinstance(row, dict)))
        if not isinstance(data, dict):
            return cls()
        entries = [_entry(row) for row in data.get("units", ())] + [_entry(row) for row in data.get("groups", ())]
        ambiguous = {str(name): tuple(map(str, means)) for name, means in dict(data.get("ambiguous", {})).items()}
        return cls(tuple(entries), ambiguous, frozenset(map(str, data.get("words", ()))))

    def __post_init__(self) -> None:
        for entry in self.entries:
            for form in (entry.full, *entry.short, *entry.old):
                self._by_form.setdefault(form, entry)
        starts: dict[str, list[str]] = {}
        for form in (set(self._by_form) - self.words) | _core_forms():
            if len(form) > 1:
                starts.setdefault(form[:2], []).append(form)
        self._starts.update({start: tuple(sorted(group, key=len, reverse=True)) for start, group in starts.items()})

    def entry(self, name: str) -> UnitEntry | None:
        """The department that a printed name means, its level and its place left aside."""
        name = folded(name)
        for form in (name, without_level(name), _PLACE.sub("", name)):
            if form in self._by_form:
                return self._by_form[form]
        return None

    def is_known(self, name: str) -> bool:
        """Whether the name stands in the dictionary or among the words that every county knows; its place left aside."""
        return self.is_exact(name) or self.entry(name) is not None

    def is_exact(self, name: str) -> bool:
        """As `is_known`, but with nothing before the name except a level (县, 市委)."""
        name = folded(name)
        return any(form in self._by_form or form in _core_forms() for form in (name, without_level(name)))

    def longest_at(self, text: str, start: int) -> int:
        """End of the longest known name that begins at `start` (with a level or a party prefix before it), or `start` if none."""
        best = start
        for skip in (0, 1, 2):
            prefix = text[start : start + skip]
            if skip and not re.fullmatch(r"[省市州盟县区旗镇乡]委?", prefix):
                continue
            for form in self._starts.get(text[start + skip : start + skip + 2], ()):
                if text.startswith(form, start + skip):
                    best = max(best, start + skip + len(form))
                    break
        return best


def _entry(row: Mapping[str, object]) -> UnitEntry:
    def names(key: str) -> tuple[str, ...]:
        value = row.get(key)
        found = [item.get("name", "") if isinstance(item, dict) else item for item in (value if isinstance(value, list) else [])]
        return tuple(without_level(folded(str(item))) for item in found if item)

    full = without_level(folded(str(row.get("name") or row.get("full") or "")))
    order = row.get("order")
    kind, covers = str(row.get("kind") or ""), str(row.get("covers") or "")
    return UnitEntry(full, (*names("short"), *names("variants")), names("old"), kind, order if isinstance(order, int) else 0, covers)


@cache
def _core_forms() -> frozenset[str]:
    return frozenset(CORE_NAMES) | {stem + end for stem in CORE_STEMS for end in STEM_ENDINGS}


_NO_LEVEL = ("市场", "区域", "县域", "镇域", "乡村", "旗帜", "乡镇", "镇街", "县区", "区县", "省道", "市政")


def without_level(name: str) -> str:
    """市教体局 → 教体局, but 市场监管局 stays what it is."""
    return name if name.startswith(_NO_LEVEL) else _LEVEL.sub("", name)


def is_group(name: str) -> bool:
    """Whether the name stands for many units: 各县（市、区）, 其他有关部门, 县直各部门."""
    name = folded(name)
    return len(name) <= 24 and bool(GROUP_WORDS.search(name)) and bool(_GROUP_END.search(name)) and not _NO_GROUP.search(name)


def looks_like_unit(name: str) -> bool:
    """Whether a text has the shape of a unit's name (or group): a fitting end, a sane length, no words of a sentence."""
    name = folded(name)
    if _COMMITTEE.fullmatch(name):
        return True
    name = _WITH_WHOM.sub("", name)
    if not 2 <= len(name) <= 40 or _SENTENCE.search(re.sub(r"\([^()]*\)|“[^“”]{1,8}”", "", name)):
        return False
    return bool(_ENDING.search(name) or _REGIMENT.fullmatch(name)) or is_group(name) or name in _core_forms()


def surely_unit(name: str) -> bool:
    """As `looks_like_unit`, but with an ending that hardly any other word has (局, 委员会, 办公室, 公司 …) or a group word."""
    name = folded(name)
    return looks_like_unit(name) and (bool(_STRONG_ENDING.search(name)) or is_group(name) or name in _core_forms())


def split_run(name: str, names: UnitDictionary) -> list[str]:
    """The known names that ran together into one (县卫健局人社局 → 县卫健局, 人社局), as pieces of the text; [name] if it is one.

    A stem that lost its ending (发改 before 县财政局) is a piece of its own. Every character belongs to a piece.
    """
    text = folded(name)
    if names.is_exact(text) or len(text) < 5 or text.startswith(_ONE_NAME) or _ONE_GROUP.fullmatch(text):
        return [name]
    pieces: list[str] = []
    position = 0
    while position < len(text):
        end = names.longest_at(text, position)
        if end == position:
            first = position + bool(_LEVEL_OF_STEM.match(text, position))
            end = next((first + len(s) for s in _STEMS_BY_LENGTH if text.startswith(s, first)), position)
            if first > position and end < len(text) and not _LEVEL_OF_STEM.match(text, end):
                return _at_levels(text)  # 县国资金融局 is one merged office, 县发改县财政局 are two
            if end == position:
                return _at_levels(text)
        branch = re.match(r"[\u4e00-\u9fff]{2,5}分局", text[end:])
        if branch:
            end += branch.end()
        pieces.append(text[position:end])
        position = end
    if len(pieces) == 2 and _PART.search(pieces[1]) and not _WITH_LEVEL.match(pieces[1]):
        return [name]  # 县人社局就业服务中心
    if len(pieces) == 2 and is_within_office(text):
        return [name]
    return pieces if len(pieces) > 1 else [name]


_PART = re.compile(rf"(?:{PART_ENDINGS})$")
_WITH_LEVEL = re.compile(r"[省市州盟县区旗镇乡](?!场|政|域|级)")
_WITHIN = re.compile(
    "|".join(
        rf"(?:{office})(?:(?<=[部办室])|[\u4e00-\u9fff]{{0,6}}?(?:局|委|部|厅|办|办公室))(?=(?:{office})?(?:{part}))"
        for office, part in SUB_OFFICES
    )
)


def is_within_office(name: str) -> bool:
    """Whether a name is that of an office's own part, named behind the office: 县卫健局疾控中心."""
    found = _WITHIN.search(folded(name))
    return found is not None and found.end() < len(folded(name)) - 1


def may_be_two(name: str, names: UnitDictionary) -> bool:
    """Whether a name may also be two, an office and a centre or a station, that ran together: 县财政局融媒体中心."""
    text = folded(name)
    if names.is_exact(text) or is_within_office(text) or not _PART.search(text) or _ONE_GROUP.fullmatch(text) or "(" in text:
        return False
    end = names.longest_at(text, 0)
    branch = text.endswith("分局") and any(text.startswith(stem, end) for stem in CORE_STEMS)
    return 0 < end < len(text) and (branch or names.longest_at(text, end) == len(text))


# 区经济信息委区科技局: an ending, and the level at which the next name begins.
_NEXT_NAME = re.compile(
    r"(?<=[局委办院厅部])(?=(?:师市|[省市县区州旗])[\u4e00-\u9fff]{2,})(?!市场|市政|县城|县域|区域|州城|市县|区县|县区)"
)


def _at_levels(text: str) -> list[str]:
    """A run of names of one level parted where the next one names the level again; [text] if it is none."""
    pieces = _NEXT_NAME.split(text)
    level = re.match(r"师市|[省市县区州旗]", text)
    whole = level is not None and all(piece.startswith(level.group()) and len(piece) >= 4 and surely_unit(piece) for piece in pieces)
    return pieces if whole and len(pieces) > 1 else [text]


_ONE_NAME = ("国网", "南网", "国家", "中国", "中共")  # begins one long name: 国网县电力公司
# Names that look like two: 各镇有关单位, 县安委会各成员单位, 县纪委县监委, 各县（市、区）司法局, 县交通运输局综合执法大队.
_ONE_GROUP = re.compile(
    r"(?:各|有关|相关)[^局委办厅]{0,6}(?:有关|相关)(?:部门|单位|地方)|.{2,20}(?:会|组|专班|部|办)(?:办公室|公室)?各?成员单位"
    r"|.{0,6}公安(?:[\u4e00-\u9fff]{0,4}分)?局(?:公安)?(?:交|治安|刑|森林|禁毒|网|出入境|特警|巡)(?:(?!队[省市县区州旗])[\u4e00-\u9fff]){1,10}"
    r"|[^局]{2,12}局(?!消防|交警|交管|[省市县区州旗乡镇])[^局、,()]{0,10}(?:大队|支队|中队|总队|派出所)"
    r"|.{0,4}纪委.?监委|(?:各|有关|相关)[市县区旗镇乡]+\([^()]{1,8}\)|各[市县区旗镇乡]+(?:\([^()]{1,8}\))?(?![省市县区州旗(]).{2,8}[局委办厅]"
)
_LEVEL_OF_STEM = re.compile(r"[省市县区州旗](?!场|政)")
_STEMS_BY_LENGTH = tuple(sorted(CORE_STEMS, key=len, reverse=True))


def complete(name: str, names: UnitDictionary) -> str:
    """A stem without its ending, completed (发改 → 发改局); the name itself where nothing is missing."""
    text = folded(name)
    if (text in CORE_STEMS or without_level(text) in CORE_STEMS) and not names.is_known(text):
        return text + "局"
    return name
