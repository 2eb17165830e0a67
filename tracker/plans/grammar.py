"""The grammar of responsibility: what a closing note or a `牵头单位：` line says, unit by unit.

    note     = part (separator part)*
    part     = key ":" names | names verb | names
    key      = 牵头单位 | 责任单位 | 配合单位 | 完成时限 | 责任领导 …
    verb     = 牵头 | 负责 | 分工负责 | 配合 | 组织实施 …

`read_note` only reads; `resolve` decides the roles of all notes that belong together: beside a named lead, 责任单位 and 负责 mean
support; without one, a single unit leads and several are joint (FORMAT of the corpus, DOMAIN §2).
"""

import re
from dataclasses import dataclass, field

from tracker.domain.terms import Role
from tracker.domain.unit_names import looks_like_unit, surely_unit
from tracker.plans.cell_kinds import are_persons
from tracker.plans.keys import KEY_BLANK, KEY_COLON, KEYS, NO_COLON, Holds, Said, glued_keys, key_index
from tracker.plans.name_brackets import helpers_apart, persons_apart
from tracker.plans.name_lists import MARK, items, strip
from tracker.plans.places import carries_out
from tracker.plans.remarks import FOLLOWING, SIGNS, is_limit, is_remark, without_remark, without_tail


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as printed at [start, end) of the clean text, and what the note says of it. `keyed`: under a 责任单位： key.

    `guessed`: the text does not tell what the sign beside the name means. `at`: where a table says it of this duty, if not at the name.
    """

    start: int
    end: int
    said: Said
    keyed: bool = False
    guessed: bool = False
    at: tuple[int, int] | None = None


@dataclass(slots=True)
class Note:
    """One note: [start, end) with its brackets. `limits`, `leaders`: places of 完成时限 and 责任领导 values.

    `following`: units that it names for all items after it (以下均需…落实，不再列出).
    """

    start: int
    end: int
    named: list[Named] = field(default_factory=list)
    limits: list[tuple[int, int]] = field(default_factory=list)
    leaders: list[tuple[int, int]] = field(default_factory=list)
    keyed: bool = False
    verbs: bool = False
    damage: str = ""
    following: list[Named] = field(default_factory=list)


_MANNER = (
    r"(?:等(?:有关|相关)?(?:部门|单位|地方)?(?:和单位)?)?(?:按照?[\u4e00-\u9fff]{0,4}[“\"][^“”\"]{1,12}[”\"](?:的)?[\u4e00-\u9fff]{0,4}(?:要求|原则|职责|规定)|分别|共同|联合|会同|依法|具体|主要|各自|统筹|(?:按照?"
    r"|依照?|根据|依据|结合|在)(?:各自)?(?:部门)?(?:工作)?(?:的)?(?:职责|职能|分工|任务)"
    r"(?:分工|范围|权限|任务|和分工|要求)?(?:内)?|按照?(?:各自|分管|主管|管辖|所属)?(?:行业|领域|条线|区域|属地|范围)+(?:管理)?(?:原则|要求)?|结合(?:本地|本部门|自身)?实际|抓好|做好|加强)*"
)
_VERBS: tuple[tuple[str, Said], ...] = (
    (
        r"(?:负责)?牵头(?:督导|指导|统筹|协调|调度|督促|抓总|负责|实施|落实|组织(?:实施)?|抓总|推进|办理|制定|协调|总抓|单位|部门)?|为牵头(?:单位|部门)|负责总牵头|总牵头|主办|(?<=[局委办部会室])统筹(?:协调|推进|指导|调度|抓总)?",
        Said.LEAD,
    ),
    (
        r"(?:协同|积极|密切|协作)?为?(?:配合|协助|协办|协作|协同|参与|参加)(?:落实|实施|推进|做好|单位|部门)?|(?:负责)?(?:业务)?指导"
        r"|(?:负责)?提供[\u4e00-\u9fff]{0,6}(?:支撑|支持|保障|服务)"
        r"|(?<=[局委办部厅院会府位心组])(?:负责)?(?:监督|督促|督导|督办)(?:指导|落实|检查)?",
        Said.SUPPORT,
    ),
    (
        r"(?:作)?为(?:第一)?(?:责任|实施|落实)(?:主体|单位)|(?:负责)?(?:组织|具体|贯彻|推进|推动|抓好)(?:组织)?(?:实施|落实)|(?:抓好|负责)?落实|负责(?:具体)?(?:实施|落实)|实施",
        Said.IMPLEMENT,
    ),
    (
        r"(?:分工|分别|共同|分头|分级|各自|具体|协同|联合|全面|主体)?(?:负责|承担|主责|负总责|负主体责任|办理|承办|抓落实)(?:推进|组织)?"
        r"|各(?:司其职|负其责|尽其责)|做好(?:相关|有关)(?=工作$)",
        Said.DUTY,
    ),
)
_VERB = re.compile(rf"{_MANNER}(?:" + "|".join(rf"(?P<v{i}>{pattern})" for i, (pattern, _) in enumerate(_VERBS)) + r")(?:工作)?$")
_TRAIL = re.compile(
    r"(?:等(?:\d{1,2}|[一二三四五六七八九十]{1,3})?[个家]?"
    r"(?:国务院|中央|自治区|驻?[省市县区州盟旗镇](?:委|政府|级|直|属|直属)*|各|有关|相关|责任|成员|其他|其它|所属|行业|职能|主管|执法|监管|涉企|业务)*"
    r"(?:部门和单位|部门、单位|部门单位|部门|单位|地方|县区|乡镇|地区|机构)?"
    r"|(?<=[局委办部厅院会府学司心区县市镇乡队社行])等[\u4e00-\u9fff]{0,4}(?:高校|院校|企业|银行|金融机构|运营商|科研院所|医院|学校|街道|县市区)"
    r"|(?:按照?|依据|根据)(?:各自)?(?:职责|分工|职能)(?:分工)?)$"
)
_HEAD = re.compile(
    r"(?:(?:(?:此|该|本|上述|以上)[一二三四五六七八九十\d、—–~至和及第()条项款任务工作]{0,14})(?:均|都)?由|由|请|以及|并由|再由|其中|会同|及|(?:和|与|或)(?=[各其相有市县区省州镇乡]))(?=[\u4e00-\u9fff]{2})"
)
# 轴承集群由城东街道, said of a part of the duty.
OF_PART = re.compile(r"(?![此该本这并再])[\u4e00-\u9fff“”\"]{2,12}(?<![自理缘])由(?=[\u4e00-\u9fff]{2})")
_WITH = re.compile(r"(?<=[局委办部会院府心司厅])(?:会同|商(?=[市县区省州]))(?=[\u4e00-\u9fff])")
_AND = re.compile(r"(?<=[局委办部会院府心司厅县区市镇乡队社道行门位处所站校股室街办团司联])(?:和|及|与|以及|或)(?=[\u4e00-\u9fff])")
_OTHERS_AND = re.compile(r"等(?:有关|相关|各)?(?:部门|单位)(?:和|及|以及|与)")  # 市海事中心等有关单位和沿江县区
_AND_RIGHT = re.compile(
    r"^(?:(?:省|市|县|区|州|旗|镇)(?:级|直|委|政府|人民政府|[\u4e00-\u9fff]{2,})|各|其他|其它|相关|有关|乡镇"
    r"|镇|街道|属地|[\u4e00-\u9fff]{2,14}(?:局|委|办|部|院|会|府|中心|公司|部门|单位|厅|队|街道)(?:$|[、,(]))"
)
# 分管副省长、协管副秘书长负责: those who answer for a duty are no units.
_PERSON = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}|(?:分管|协管|联系|常务|主管)+)?副?(?:省长|市长|县长|区长|州长|旗长|盟长|镇长|乡长|专员|秘书长)(?:[\u4e00-\u9fff]{2,3})?|[\u4e00-\u9fff]{2,4}同志"
)
# 配合单位：无; 各项目牵头单位 is a group and leads nothing itself.
_STANDARD = re.compile(r"(?:完成|工作|验收|考核|评价|达标|预期)?(?:标准|成果|成效|成果形式):")  # 完成标准：通过验收
_ROLE_BEFORE = re.compile(r"(?:(?P<lead>牵头|主责)|配合|协办)(?=[省市县区州旗镇乡各])")  # 牵头县水利局、县财政局，配合各乡镇
# （县林业局负责，春季造林4月底前完成，秋季造林11月底前完成）: limits of parts of the duty.
_PART_LIMIT = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)?(?:前|底前)?(?:全部|全面|基本)?(?:完成|建成|到位|投用|开工|完工)?"
)
_KEY_WORD = re.compile(r"(?:责任|牵头|配合)(?:单位|部门)")  # 责任单位 牵头：…
_NOBODY = re.compile(r"(?:暂?无|略|[-—–－/\\]+)")
_ALL_IN_CHARGE = re.compile(r"(?:各|有关|相关|其他|其它)[^为由、,;]{0,8}(?:牵头|责任|配合|主办|承办|协办|参与|实施)(?:单位|部门)")
_SIGN_BEHIND = re.compile(rf"\s*\([{SIGNS}]\)$")


def read_note(folded: str, start: int, end: int, *, outer: tuple[int, int] | None = None) -> Note:
    """Read the note whose inside is [start, end); `outer` is the range with its brackets."""
    note = Note(*(outer or (start, end)))
    for_all = FOLLOWING.search(folded, start, end)
    if for_all:
        note.following = for_following(folded, for_all)
        end = for_all.start() - folded[start : for_all.start()].endswith("(")
    end = without_tail(folded, start, end)
    told = _TOLD_BEHIND.search(folded, start, end)
    end = told.start() if told else end
    keys = [key for match in KEY_COLON.finditer(folded, start, end) if (key := _key(folded, start, match)) is not None]
    glued = glued_keys(folded, start, end)
    if glued:
        note.damage = NO_COLON
        keys = sorted([*keys, *glued], key=lambda key: key.start())
    if not keys:
        blank = KEY_BLANK.match(folded, start, end)
        if blank:
            _read_value(folded, blank.end(), end, key_index(blank), note)
            note.keyed = True
            return note
    first = keys[0].start() if keys else end
    _read_names(folded, start, first, Said.BARE, note, keyed=False)
    for match, following in zip(keys, [*keys[1:], None], strict=False):
        note.keyed = True
        _read_value(folded, match.end(), following.start() if following else end, key_index(match), note)
    own = [folded[unit.start : unit.end] for unit in note.named]  # 各县区人民政府 stands for 各县区 too
    note.named += [unit for unit in note.following if not any(name.startswith(folded[unit.start : unit.end]) for name in own)]
    return note


# 责任单位：县公安局 实际完成情况：已完成…: how far it is, behind the fields of a report.
_TOLD_BEHIND = re.compile(r"(?<=[\s。;])(?:实际|目前|当前|工作|项目)*(?:完成|进展|推进|落实)情况:")


def for_following(folded: str, remark: re.Match[str]) -> list[Named]:
    """The units that a remark (以下均需各县区落实，不再列出) names for the items after it."""
    holder = Note(*remark.span())
    said = Said.IMPLEMENT if remark.group("verb") else Said.DUTY
    _read_names(folded, *remark.span("names"), said, holder, keyed=True)
    return [Named(unit.start, unit.end, said, True) for unit in holder.named]


def read_cell(folded: str, start: int, end: int, said: Said) -> Note:
    """Read a table cell whose column already says what its units do (牵头单位, 责任单位, 配合单位)."""
    note = Note(start, end, keyed=True)
    if KEY_COLON.search(folded, start, end):
        return read_note(folded, start, end)
    _read_names(folded, start, end, said, note, keyed=True)
    return note


# 牵头单位:市委组织部责任单位:市委宣传部: keys that a copy glued to what stands before them.
_SURE_KEY = re.compile(r"(?:牵头|责任|配合|主责|协[办同])(?:单位|部门):|(?:完成|整改|办结)时限:|时间节点:|责任人:")
_FINISHED = re.compile(
    r"(?:[局委办部厅院会府司队站心县区镇乡道关行所团校村社旗州盟市场处科股]|企业|单位|部门|[底末内前]|坚持|推进"
    r"|(?:领导|责任人):[\u4e00-\u9fff]{2,3})$"
)


def _key(folded: str, start: int, match: re.Match[str]) -> re.Match[str] | None:
    """The key that was found, or the one that begins inside it behind a unit's name; None where it is a part of a sentence."""
    at = match.start()
    if at == start or folded[at - 1] in " 、,;。.()|\n" or not ("\u4e00" <= folded[at - 1] <= "\u9fff"):
        return match
    glued = _SURE_KEY.search(folded, at, match.end())
    return KEY_COLON.match(folded, glued.start()) if glued and _FINISHED.search(folded, start, glued.start()) else None


_REACHED_AT = re.compile(r"[,;、\s]*(?:联系)?(?:电话|方式)")


def _read_value(folded: str, start: int, end: int, kind: int, note: Note) -> None:
    _, said, holds = KEYS[kind]
    start, end = strip(folded, start, end)
    if start >= end:
        return
    if holds is Holds.LIMIT:
        note.limits.append((start, end))
    elif holds is Holds.LEADER:
        more = _REACHED_AT.search(folded, start, end)
        note.leaders.append((start, more.start() if more else end))
    else:
        _read_names(folded, start, end, said, note, keyed=True)


def _read_names(folded: str, start: int, end: int, default: Said, note: Note, *, keyed: bool) -> None:
    """Names up to each verb share what the verb says; names after the last verb get the default (beside a lead: support)."""
    group: list[tuple[int, int, Said | None]] = []
    closed = False
    listed = items(folded, start, end)
    for a, b in listed:
        if is_limit(folded, a, b) or _PART_LIMIT.fullmatch(folded, a, b):
            note.limits.append((a, b))
            continue
        if _KEY_WORD.fullmatch(folded, a, b) or is_remark(folded, a, b) or _NOBODY.fullmatch(folded, a, b) or _STANDARD.match(folded, a, b):
            continue
        if (before := _ROLE_BEFORE.match(folded, a, b)) and looks_like_unit(folded[before.end() : b]):
            note.named += [Named(x, y, forced or default, keyed) for x, y, forced in group]
            default, group, a = Said.LEAD if before.group("lead") else Said.SUPPORT, [], before.end()
        if (part := _leads_part(folded, a, b)) and any(_leads_part(folded, *other) for other in listed if other != (a, b)):
            group.append((a, part.end("who"), Said.LEAD))
            note.damage = note.damage or PARTS_OF_LEADS
            continue
        aids, together = _AIDS.search(folded, a, b), _TOGETHER.search(folded, a, b)
        a, b, verb = _strip_verb(folded, a, b)
        if verb is Said.DUTY and aids and any(unit.said in (Said.LEAD, Said.DUTY) for unit in note.named):
            verb = Said.SUPPORT
        elif verb is Said.SUPPORT and together and not note.named and default is not Said.LEAD:
            verb = Said.DUTY
        if _PERSON.fullmatch(folded, a, b):
            note.leaders.append((a, b))
            continue
        if person := persons_apart(folded, a, b):
            (a, b), leader = person
            note.leaders.append(leader)
        helped = helpers_apart(folded, a, b)
        a, b = helped[0] if helped else (a, b)
        group += [(first, last, forced) for first, last, forced in _split_and(folded, a, b) if last > first]
        if helped:
            group += [(x, y, helped[2]) for c, d in items(folded, *helped[1]) for x, y, _ in _split_and(folded, c, d) if y > x]
        group = _together(folded, group)
        if verb is Said.LEAD and group and all(_is_person(folded[x:y]) for x, y, _ in group):
            note.leaders += [(x, y) for x, y, _ in group]  # 韩春福牵头，省交通运输厅负责
            group = []
            continue
        if verb is not None:
            note.verbs = closed = True
            # …、县水利局；各乡镇组织实施: said of what stands after the last comma; so is 县水利局，各乡镇配合 where nobody leads yet.
            apart = (
                verb is Said.SUPPORT and not any(unit.said in (Said.LEAD, Said.DUTY) for unit in note.named) and default is not Said.LEAD
            )
            if verb is Said.IMPLEMENT or (apart and default is not Said.SUPPORT):
                own = next((i for i in range(len(group) - 1, 0, -1) if set(",;") & set(folded[group[i - 1][1] : group[i][0]])), 0)
                note.named += [Named(x, y, forced or default, keyed) for x, y, forced in group[:own]]
                group = group[own:]
            if verb is Said.IMPLEMENT and note.named and not all(carries_out(folded, x, y) for x, y, _ in group):
                verb = Said.SUPPORT if any(unit.said is Said.LEAD for unit in note.named) else Said.DUTY
            if keyed and default in (Said.LEAD, Said.SUPPORT) and verb is Said.DUTY:
                verb = default  # 牵头单位：A、B按职责分工负责
            note.named += [Named(x, y, forced or verb, keyed) for x, y, forced in group]
            group = []
    rest = default
    if closed and default in (Said.BARE, Said.LEAD) and any(unit.said is Said.LEAD for unit in note.named):
        rest = Said.SUPPORT if default is Said.BARE else default
    if any(forced is Said.LEAD for _, _, forced in group) and default in (Said.BARE, Said.DUTY):
        rest = Said.DUTY
    note.named += [Named(x, y, forced or rest, keyed) for x, y, forced in group]


# 县发改局牵头集体企业、县国资局牵头国有企业: each leads a part of the duty.
_LEADS_PART = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,14}?)(?:负责)?牵头(?!单位|部门|负责|组织|抓总|落实|实施|推进|协调|督导|调度|办理)[\u4e00-\u9fff“”]{2,12}"
)
PARTS_OF_LEADS = "牵头单位各管任务的一部分，请核对"


def _leads_part(folded: str, start: int, end: int) -> re.Match[str] | None:
    found = _LEADS_PART.fullmatch(folded, start, end)
    return found if found and surely_unit(found.group("who")) else None


# 县应急局负责，各乡镇按职责做好相关工作: beside one who is in charge, these help; 县公安局、县交通局协同推进: all of them are in charge.
_AIDS = re.compile(r"做好(?:相关|有关|配合)(?:保障)?工作$")
_TOGETHER = re.compile(r"协同(?:推进|落实|实施|办理|抓好落实)(?:工作)?$")


def _is_person(name: str) -> bool:
    return 2 <= len(name) <= 3 and are_persons(name) and not looks_like_unit(name)


def _together(folded: str, group: list[tuple[int, int, Said | None]]) -> list[tuple[int, int, Said | None]]:
    """A、B会同C、D: the first ones lead, all after 会同 cooperate."""
    first = next((i for i, (x, _, forced) in enumerate(group) if i and forced is Said.SUPPORT and folded[x - 2 : x] == "会同"), 0)
    if not first:
        return group
    return [(x, y, forced or (Said.LEAD if i < first else Said.SUPPORT)) for i, (x, y, forced) in enumerate(group)]


def _strip_verb(folded: str, start: int, end: int) -> tuple[int, int, Said | None]:
    """An item without the verb at its end and the particles around the name."""
    said = None
    tail = max(start, end - 40)
    match = None if _ALL_IN_CHARGE.fullmatch(folded, start, end) else _VERB.search(folded, tail, end)
    if match and (match.start() > start or end - start <= 12):
        said = next(verb for i, (_, verb) in enumerate(_VERBS) if match.group(f"v{i}"))
        end = match.start()
    trail = _TRAIL.search(folded, start, end)
    if trail:
        end = trail.start()
    start, end = strip(folded, start, end)
    return start, end, said


def _split_and(folded: str, start: int, end: int) -> list[tuple[int, int, Said | None]]:
    """One item as names: 和/及 between two whole names, 会同 before a helper, （牵头） after a name."""
    head = _HEAD.match(folded, start, end)
    forced: Said | None = None
    if head:
        if head.group() == "会同":
            forced = Said.SUPPORT
        start = head.end()
    elif (part := OF_PART.match(folded, start, end)) and looks_like_unit(folded[part.end() : end]):
        start = part.end()
    beside = _WITH.search(folded, start, end)
    if beside:
        return _split_and(folded, start, beside.start()) + [(a, b, Said.SUPPORT) for a, b, _ in _split_and(folded, beside.end(), end)]
    if (others := _OTHERS_AND.search(folded, start, end)) and looks_like_unit(folded[others.end() : end]):
        return _split_and(folded, start, others.start()) + [(a, b, forced or mark) for a, b, mark in _split_and(folded, others.end(), end)]
    end = without_remark(folded, start, end)
    for joint in _AND.finditer(folded, start, end):
        right = folded[joint.end() : end]
        if right in ("人民政府", "政府"):
            continue  # 三县县委和人民政府
        if _AND_RIGHT.match(right) and "(" not in folded[start : joint.start()].replace(folded[joint.end() : end], "")[-1:]:
            left = _split_and(folded, start, joint.start())
            return left + [(a, b, forced or mark) for a, b, mark in _split_and(folded, joint.end(), end)]
    trail = _TRAIL.search(folded, start, end)
    if trail and trail.start() > start:
        end = trail.start()
    sign = _SIGN_BEHIND.search(folded, start, end)
    if sign and sign.start() > start:
        end = sign.start()
    mark = MARK.search(folded, start, end)
    if mark and mark.start() > start:
        forced = Said.LEAD if mark.group("lead") else Said.SUPPORT if mark.group("support") else Said.DUTY
        end = mark.start()
    start, end = strip(folded, start, end)
    return [(start, end, forced)]


def resolve(notes: list[Note], groups: list[bool], *, first_leads: bool = False) -> list[tuple[Named, Role]]:
    """Roles of all units of notes that belong together, in printed order.

    `groups[i]`: whether the i-th unit stands for many (各县区). `first_leads`: the document says that the unit named first leads.
    """
    named = [unit for note in notes for unit in note.named]
    leads = any(unit.said is Said.LEAD for unit in named)
    duties = [unit for unit in named if unit.said in (Said.DUTY, Said.BARE)]
    implement_only = not leads and not duties and all(unit.said is Said.IMPLEMENT for unit in named)
    found: list[tuple[Named, Role]] = []
    for i, unit in enumerate(named):
        if unit.said is Said.LEAD:
            role = Role.LEAD
        elif unit.said is Said.SUPPORT:
            role = Role.SUPPORT
        elif unit.said is Said.IMPLEMENT and not implement_only:
            role = Role.IMPLEMENT
        elif leads:
            role = Role.SUPPORT
        else:
            count = len(named) if implement_only else len(duties)
            role = Role.LEAD if count == 1 else Role.JOINT
            if first_leads and count > 1:
                role = Role.LEAD if not any(r is Role.LEAD for _, r in found) and not groups[i] else Role.SUPPORT
        found.append((unit, role))
    return found
