"""Responsibility told in running text: 由县教育局牵头，会同县财政局、县人社局于每年12月底前组织…, where no note says it.

Only a clause that begins with 由 (or with the task itself: 此项工作由) names who is responsible; a unit named inside a sentence
does not. What follows the verb is the duty's own text and is left to it.
"""

import re

from tracker.domain.unit_names import UnitDictionary, complete, is_group, looks_like_unit, surely_unit, without_level
from tracker.domain.unit_words import CORE_STEMS
from tracker.plans.grammar import Named, Note, read_note
from tracker.plans.keys import Said
from tracker.plans.name_lists import items
from tracker.plans.remarks import is_limit

_OPENS = re.compile(
    r"(?:(?<=[。;,:!?\n])|(?<=^))\s*(?:(?:此|该|本|这)项?(?:工作|任务|行动|措施|项目)|具体(?:工作|任务|事宜)?|日常工作|(?:以上|上述)(?:各项)?(?:工作|任务))?(?:均|统一)?由(?=[\u4e00-\u9fff])"
)
_HOW = r"(?:(?:共同|联合|分别|具体|统筹|总体|协同|协调|密切|积极|全程|按(?:照)?(?:各自)?职责(?:分工)?)*)"
_VERB = re.compile(
    rf"(?:负责)?{_HOW}(?:(?P<lead>(?:总?牵头|主办|主责)(?:抓总|负责|推进|落实|组织实施|实施)?|会同|商(?=[省市县区州旗])|联合(?=[省市县区州旗]))"
    r"|(?P<support>配合|协助|参与|参加|协办|推进)|(?P<implement>组织实施|具体实施|抓好落实|贯彻落实|落实)|(?P<duty>负责|承担|承办|实施|组织(?!部)))"
)
_AT_END = re.compile(rf"{_HOW}(?:推进|配合|协助|参与|参加|协作|落实|负责|实施|组织实施|抓好落实)(?:工作)?$")
_MUST = re.compile(r"要(?!求)|应当?(?!急)|须|按(?:照)?(?:各自)?(?:职责|分工)")
_BESIDE = re.compile(r",?(?:会同|联合|商|协同|配合单位为|并?由|请|其他|再由)")
# 县农业农村局牵头，各乡镇于2月底前完成申报: places that carry out what another leads.
_CARRIES_OUT = re.compile(
    r"(?P<names>各(?:县区|县市区|市区|县|区|乡镇街道|乡镇|镇街|镇|乡|街道|苏木镇)(?:\([^()]{1,6}\))?)(?=于|要|应|须|在\d)"
)
_NO_OFFICE = re.compile(r"\d|前新|新建|扩建|改建")
_CLAUSE_END = re.compile(r"[,。;\n]")
_SENTENCE_END = re.compile(r"[。;\n]")
_SAID = {"lead": Said.LEAD, "support": Said.SUPPORT, "implement": Said.IMPLEMENT, "duty": Said.DUTY}
_NO_NAME = re.compile(r"[于在对按将每的]|牵头|负责|组织|制定|开展")
_PLACE = re.compile(r"(?:街道|街道办事处|乡镇|镇街|[乡镇县区旗]|人民政府|管委会)$")
_MAKES = re.compile(r"(?:出台|制定|印发|建立|编制|公布)[\u4e00-\u9fff]{2,}")  # 8月底前出台实施办法 is a duty, not only a limit
_LONGEST_NAME = 20
_LONGEST_CLAUSE = 160
_LONGEST_LIMIT = 16


def subject_note(folded: str, start: int, end: int, names: UnitDictionary) -> Note | None:
    """The first sentence whose subject is a unit that leads or is in charge: 县规划局牵头，会同…; 县教育局负责制定…."""
    at = start
    while at < end:
        stop = _SENTENCE_END.search(folded, at, end)
        last = stop.start() if stop else end
        note = _sentence(folded, at, at, last, names)
        if note is not None and note.named[0].said in (Said.LEAD, Said.DUTY):
            _go_on(folded, last + 1, end, names, note)
            return note
        must = _MUST.search(folded, at, min(last, at + _LONGEST_CLAUSE))
        told = _whole(folded, at, must.start(), names) if must else []
        if must and told and not all(is_group(folded[a:b]) for a, b in told):
            note = Note(at, must.end(), [Named(a, b, Said.DUTY) for a, b in told], verbs=True)
            clauses = _CLAUSE_END.finditer(folded, must.end(), last)
            carriers = (_CARRIES_OUT.match(folded, sign.end(), last) for sign in clauses)
            note.named += [Named(*found.span("names"), Said.IMPLEMENT) for found in carriers if found]
            return note
        at = last + 1
    return None


def _go_on(folded: str, at: int, end: int, names: UnitDictionary, note: Note) -> None:
    """Adds who is in charge by the next sentences of a duty: 县工信局负责遴选…。县财政局负责落实…."""
    while at < end:
        stop = _SENTENCE_END.search(folded, at, end)
        last = stop.start() if stop else end
        more = _sentence(folded, at, at, last, names)
        if more is not None and more.named[0].said is not Said.SUPPORT:
            note.named += [_in_charge(folded, unit) for unit in more.named]
        at = last + 1


def _in_charge(folded: str, unit: Named) -> Named:
    """县财政局负责落实补助资金: an office that carries out a part of the duty is in charge of it; 各乡镇 carry it out."""
    alone = unit.said is Said.IMPLEMENT and not is_group(folded[unit.start : unit.end])
    return Named(unit.start, unit.end, Said.DUTY) if alone else unit


# What a unit does that stands for the subject of a clause: 县财政局将资金纳入预算, 县住建局对质量进行监管.
_ACTS = re.compile(
    r"[,]?(?:要(?!求)|应当?(?!急)|须|将|可(?!持续|再生)|对|把|为|根据|结合|依据|按照?|同步|及时|切实|积极|主动|优先|全力|定期|每[年季月周日]|分别|共同|具体|统一|加[强快大]|加以"
    r"|提供|安排|保障|落实|配合|协[助同]|开展|组织|制定|出台|印发|完善|建立|健全|统筹|指导|督促|督[导办查]|监督|履行|强化|牵头|参与|负责|做好|抓好"
    r"|承担|办理|审[核查批]|汇总|核[查实定拨]|拨付|筹[集措]|争取|推[进动]|支持|会同|跟踪|宣传|发布|公布|公开|通报|给予|兑[现付]|派[出驻]|选派|发[放动]|收集|排查|整治|查处|清理)"
)


def helpers_told(folded: str, note: Note, end: int, names: UnitDictionary) -> list[Named]:
    """Units that are the subject of a clause behind the one that names who leads, and that the note does not name: they help."""
    told = {folded[unit.start : unit.end] for unit in note.named}
    said = Said.SUPPORT if note.named[0].said is Said.LEAD else Said.DUTY
    found: list[Named] = []
    for sign in _CLAUSE_END.finditer(folded, note.start, end):
        at = sign.end()
        if _BESIDE.match(folded, at, end) or any(unit.start <= at < unit.end for unit in note.named):
            continue
        own = _subjects(folded, at, end, names)
        for a, b in own:
            if folded[a:b] not in told:
                told.add(folded[a:b])
                places = is_group(folded[a:b]) or bool(_PLACE.search(folded[a:b]))
                found.append(Named(a, b, Said.IMPLEMENT if places else said))
    return found


def _subjects(folded: str, start: int, end: int, names: UnitDictionary) -> list[tuple[int, int]]:
    """The units at the front of a clause that are its subject: a list of them, and right behind it what they do."""
    short = _SHORT_NAMES.match(folded, start, end)
    if short:
        return items(folded, *short.span("names"))
    found: list[tuple[int, int]] = []
    at = start
    while True:
        stop = _NAME_END.search(folded, at, end)
        limit = min(stop.start() if stop else end, at + _LONGEST_NAME)
        ends = (last for last in range(limit, at + 1, -1) if _is_front(folded, at, last, names))
        last, goes_on = next(((x, on) for x in ends if (on := _after_subject(folded, x, end)) is not None), (at, False))
        if last <= at or _NO_OFFICE.search(folded, at, last):
            return []
        found.append((at, last))
        if not goes_on:
            return found
        at = last + 1


def _is_front(folded: str, start: int, end: int, names: UnitDictionary) -> bool:
    text = folded[start:end]
    return names.is_exact(text) or is_group(text) or (not _NO_NAME.search(text) and surely_unit(text))


def _after_subject(folded: str, at: int, end: int) -> bool | None:
    """Whether a list goes on behind a name (True), or what the units do begins there (False); None where neither does."""
    if _NEXT.match(folded, at, end):
        return True
    others = _AND_OTHERS.match(folded, at, end)
    return False if _ACTS.match(folded, others.end() if others else at, end) else None


_NEXT = re.compile(r"、|[和及](?=[省市县区州旗镇乡各])")
# 交通、城管等部门: names without their endings.
_STEM = "|".join(sorted(CORE_STEMS, key=len, reverse=True))
_SHORT_NAMES = re.compile(rf"(?P<names>(?:(?:{_STEM})[、和])*(?:{_STEM}))等(?:有关|相关|职能|县直|市直)?(?:部门|单位)(?!的)")
_NAME_END = re.compile(r"[、,。;:\n]")
_AND_OTHERS = re.compile(r"等(?:有关|相关)?(?:部门|单位)?")


def left_out(folded: str, note: Note, end: int, names: UnitDictionary) -> bool:
    """Whether a clause after the one that names who leads has a unit for its subject that the note does not name."""
    told = {unit.start for unit in note.named}
    printed = {folded[unit.start : unit.end] for unit in note.named}
    for sign in _CLAUSE_END.finditer(folded, note.start, end):
        stop = _CLAUSE_END.search(folded, sign.end(), end)
        at = sign.end()
        if at in told or _BESIDE.match(folded, at, end):
            continue
        last = _front(folded, at, stop.start() if stop else end, names)
        if folded[at:last] in printed:
            continue
        if last > at and not _NO_OFFICE.search(folded, at, last):
            return True
    return False


def prose_note(folded: str, start: int, end: int, names: UnitDictionary) -> Note | None:
    """The first sentence of [start, end) that says by whom the duty is done; its note covers the words that say it."""
    for opening in _OPENS.finditer(folded, start, end):
        stop = _SENTENCE_END.search(folded, opening.end(), end)
        note = _sentence(folded, opening.start(), opening.end(), stop.start() if stop else end, names)
        if note is not None:
            return note
    return None


def said_by(folded: str, start: int, end: int, names: UnitDictionary) -> Note | None:
    """What a clause that begins with 由 at `start` says of who does it."""
    stop = _SENTENCE_END.search(folded, start, end)
    return _sentence(folded, start, start + 1, stop.start() if stop else end, names)


def closing_sentence(folded: str, start: int, end: int, names: UnitDictionary) -> Note | None:
    """The last sentence of [start, end) where it says by whom the duty is done, and nothing else but until when."""
    last = end - 1 if folded[end - 1 : end] in ("。", ";") else end
    stop = max(folded.rfind("。", start, last) + 1, start)
    if not _OPENS.match(folded, stop):
        return None
    note = prose_note(folded, stop, last, names)
    return note if note is not None and note.end >= last else None


def _sentence(folded: str, start: int, at: int, end: int, names: UnitDictionary) -> Note | None:
    verb = _VERB.search(folded, at, min(end, at + _LONGEST_CLAUSE))
    if verb is None:
        return None
    first = _whole(folded, at, verb.start(), names)
    if not first:
        return None
    said = _said(verb)
    note = Note(start, verb.end(), [Named(a, b, said) for a, b in first], verbs=True)
    at = verb.end()
    if verb.group("lead") and verb.group("lead").startswith(("会同", "商", "联合")):
        at = _helpers(folded, at, end, names, note)
    while at < end:
        comma = folded.find(",", at, end)
        if comma < 0:
            break
        at = comma + 1
        beside = _BESIDE.match(folded, comma, end)
        if beside and beside.group().lstrip(",") in ("会同", "联合", "商", "协同"):
            at = _helpers(folded, beside.end(), end, names, note)
            continue
        if carriers := _CARRIES_OUT.match(folded, at, end):
            note.named.append(Named(*carriers.span("names"), Said.IMPLEMENT))
            note.end = at = carriers.end("names")
            continue
        following = _VERB.search(folded, at, min(end, at + _LONGEST_CLAUSE))
        if following is None:
            break
        clause = _BESIDE.match(folded, at, end)
        more = _whole(folded, clause.end() if clause else at, following.start(), names)
        if not more:
            continue
        said = _said(following)
        if said is Said.DUTY and following.group().endswith("实施") and all(_PLACE.search(folded[a:b]) for a, b in more):
            said = Said.IMPLEMENT  # 县住建局牵头，城东街道、城西街道具体实施
        elif said is Said.IMPLEMENT and not any(is_group(folded[a:b]) or _PLACE.search(folded[a:b]) for a, b in more):
            said = Said.SUPPORT  # 县水利局、县财政局按职责分工抓好落实
        note.named += [Named(a, b, said) for a, b in more]
        note.end = at = following.end()
    _close(folded, end, note)
    return note


def _close(folded: str, end: int, note: Note) -> None:
    """A whole sentence that says nothing more than a time limit is a note of its own."""
    if folded[note.start - 1 : note.start].strip("。;!?) "):
        return
    rest = items(folded, note.end, end)
    if all(is_limit(folded, a, b) and b - a <= _LONGEST_LIMIT and not _MAKES.search(folded, a, b) for a, b in rest):
        note.limits += rest
        note.end = end


def _said(verb: re.Match[str]) -> Said:
    return next(said for name, said in _SAID.items() if verb.group(name))


def _whole(folded: str, start: int, end: int, names: UnitDictionary) -> list[tuple[int, int]]:
    """The names of [start, end) if it holds nothing but names, else none."""
    found = [(unit.start, unit.end) for unit in read_note(folded, start, end).named]
    sure = (_is_name(folded[a:b], names) or (folded[a - 1 : a] == "由" and looks_like_unit(folded[a:b])) for a, b in found)
    return found if all(sure) else []


# 牵头责任单位要…, 责任单位应…: said to all of them, no name.
_ANY_OF_THEM = re.compile(r"(?:牵头|责任|主责|承办|配合|协办|主办)(?:牵头|责任|承办)?(?:单位|部门)")


def _is_name(text: str, names: UnitDictionary) -> bool:
    if _ANY_OF_THEM.fullmatch(text):
        return False
    return names.is_known(text) or is_group(text) or (surely_unit(text) and len(text) <= _LONGEST_NAME)


def _helpers(folded: str, start: int, end: int, names: UnitDictionary, note: Note) -> int:
    """The units after 会同: a whole clause of names, or a list whose last name runs into the text that follows. Where they end."""
    stop = min((i for i in (folded.find(mark, start, end) for mark in ",;") if i >= 0), default=end)
    verb = _AT_END.search(folded, start, stop)
    whole = _whole(folded, start, verb.start() if verb else stop, names)
    if whole:
        note.named += [Named(a, b, Said.SUPPORT) for a, b in whole]
        note.end = stop
        return stop
    if short := _SHORT_NAMES.match(folded, start, stop):
        note.named += [Named(a, b, Said.SUPPORT) for a, b in items(folded, *short.span("names"))]
        note.end = short.end()
        return short.end()
    at = start
    while at < stop:
        comma = folded.find("、", at, stop)
        last = _front(folded, at, comma if comma >= 0 else stop, names)
        if last <= at:
            break
        note.named.append(Named(at, last, Said.SUPPORT))
        note.end = last
        if last != comma:
            return last
        at = comma + 1
    return max(at, start)


def _front(folded: str, start: int, end: int, names: UnitDictionary) -> int:
    """Where the unit's name at the front of a text ends; `start` if there is none."""
    longest = min(end, start + _LONGEST_NAME)
    for last in range(longest, start + 1, -1):
        text = folded[start:last]
        if "等" in text:
            continue  # 粮食局等部门
        if names.is_exact(text) or (not _NO_NAME.search(text) and (surely_unit(text) or (last == end and looks_like_unit(text)))):
            return last
        if folded[last : last + 1] == "、" and complete(text, names) != text and without_level(text) != text:
            return last  # 县公安、县财政局: an ending was lost
    return start
