"""The cell of one field → its value, or a reason in words why it is none: states, percentages, names, phones.

An empty cell is a reading without value and without reason: it changes nothing. Days are in `dates`.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from tracker.domain.numerals import chinese_number
from tracker.files.grid import CellValue
from tracker.sheets.frame import says_nothing, shown
from tracker.sheets.state_words import DELAYED, EITHER, is_plain_state, state_of, stored_state


class Reading(NamedTuple):
    """What a cell was read as. `code`, `words`: why a person should look; `shade`: a finer word of a state (delayed)."""

    value: str | float | None = None
    code: str = ""
    words: str = ""
    shade: str = ""


EMPTY = Reading()

_NONE = frozenset(("无", "暂无", "没有", "空", "未填", "无。"))
_EDGE = " \t\r\n.。,，;；、:：!！"
_PERCENT = re.compile(r"(?<![\d.])(-?\d+(?:\.\d+)?)%")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ABOUT = re.compile(r"^(?:约|大约|约为|大概|已|已经|累计|共|总体|目前|当前)*(?:已)?(?:完成|达到?|到|进度|为|:)*(?:约|大约|约为)?")
_ROUGH = re.compile(r"近|接近|超过?|过|不足|不到|以上|以下|以内|多|余|左右|上下|>|<|≥|≤|大于|小于|~|—|至|-")
_NOT_REACHED = re.compile(
    r"未(?:完成|达到?|办结)?(?=约|\d)|(?:还|尚|仍|相|只)差|差(?=约|\d)|剩|余下|尚欠|缺口|力争|预计|(?<!按)(?<!按照)计划|拟|争取|确保|不[低少]于|应[完达]"
    r"|[较比](?:上|去|年初|同期)|[同环]比|提高|提升|增长|下降|年底前?[完达]|月底前?[完达]|将[完达]|^目标|[,;。]目标"
)
"""Words with which a percentage is something else than what was reached."""

_TENTHS = re.compile(r"([一二三四五六七八九十两\d])成(?:([一二三四五六七八九半\d])(?![成十]))?")
_OUT_OF_HUNDRED = re.compile(r"百分之([〇零一二三四五六七八九十百两\d.]+)")
_RATIO = re.compile(r"(\d+(?:\.\d+)?)\s*/\s*(\d+(?:\.\d+)?)")
_MOST_DAYS = 31
_SHORTEST_SENTENCE, _SHORTEST_WORDS = 7, 4
_NONE_PHONE = re.compile(r"[\d+]")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[-\s]?|0086|0)?(1[3-9]\d)[-\s.]?(\d{4})[-\s.]?(\d{4})(?!\d)")
_FIXED = re.compile(r"(?<!\d)[(]?(0\d{2,3})[)]?\s*[-—–]?\s*(\d{7,8})(?:\s*[-转]\s*(\d{1,6}))?(?!\d)")
_SHORT_NUMBER = re.compile(r"(?<!\d)\d{5,8}(?!\d)")
_PLAIN_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LOSSY = re.compile(r"^\d(?:\.\d+)?[eE]\+?\d{2}$")
_TITLES = (
    r"(?:党组|党委|支部)?(?:副?书记|委员|成员)|(?:常务)?副?(?:局长|主任|县长|镇长|乡长|区长|市长|科长|股长|处长|部长|院长|校长|所长|站长|队长|大队长|支队长|会长|主席|经理|总经理|理事长|总工程师|总工|总经济师|总会计师|总(?:规划|农艺|建筑)师|政委|教导员|指导员|组长|秘书长)|常委|挂职"
    r"|[一二三四]级(?:主任科员|调研员|科员)|科员|办事员|副?科级(?:干部)?|干事|同志|先生|女士|负责人|主任科员|调研员|工程师"
)
_JOB = re.compile(rf"(?:{_TITLES})+$")
_JOB_FIRST = re.compile(rf"^(?:{_TITLES})+[:：\s]*")
_NAME_LABEL = re.compile(r"(?:联系人|责任人|负责人|经办人|姓名|联系电话|电话|手机号?码?|联系方式|办公室|办公电话|手机|tel|TEL|Tel)[:：]?")
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0002fa1f·•]{2,15}")


@lru_cache(maxsize=4096)
def read_state(text: str, *, standing: bool = False) -> Reading:
    """A state in words. `standing`: the task is a duty without an end, for which 持续推进 means 长期坚持."""
    name = state_of(text)
    if name is None and "".join(text.split()).strip(_EDGE) in EITHER:
        name = "ongoing" if standing else "in_progress"
    if name is None:
        return Reading(None, "bad_status", f"状态写的是“{_short(text)}”，看不出是哪一种状态")
    return Reading(str(stored_state(name)), shade=DELAYED if name == DELAYED else "")


def read_percent(value: CellValue, *, as_percent: bool, fractions: bool) -> Reading:
    """A share of the work. `as_percent`: the cell is shown with a % sign; `fractions`: all bare numbers of its column are 0–1."""
    if isinstance(value, bool):
        return Reading(None, "bad_percent", f"进度写的是“{shown(value)}”，不是数字")
    if isinstance(value, (int, float)):
        return _number(float(value), as_percent=as_percent, fractions=fractions)
    if isinstance(value, str):
        return EMPTY if says_nothing(value) or value.strip() in _NONE else _percent_text(value, fractions)
    if value is None:
        return EMPTY
    return Reading(None, "bad_percent", f"进度写的是“{shown(value)}”，像是日期，不是百分比")


def _number(number: float, *, as_percent: bool, fractions: bool) -> Reading:
    if as_percent or (fractions and abs(number) <= 1):
        return _bounded(number * 100)
    if 0 < number < 1:
        return _bounded(number * 100)
    if fractions and 1 < number <= 2 and not number.is_integer():
        return _bounded(number * 100)
    if number == 1:
        return Reading(1.0, "percent_one", "进度写的是“1”，可能是1%，也可能是100%")
    return _bounded(number)


def _bounded(percent: float) -> Reading:
    if not isfinite(percent):
        return Reading(None, "bad_percent", "进度不是一个数")
    percent = round(percent, 6)
    said = f"{percent:g}%"
    if percent > 100:
        return Reading(None, "percent_over_100", f"进度是{said}，超过了100%")
    if percent < 0:
        return Reading(None, "bad_percent", f"进度是{said}，不能小于0")
    return Reading(percent)


@lru_cache(maxsize=8192)
def _percent_text(text: str, fractions: bool) -> Reading:
    folded = "".join(unicodedata.normalize("NFKC", text).split()).strip(_EDGE).replace("％", "%")
    bare = re.sub(r"\([^()]*\)", "", folded) or folded
    bad = Reading(None, "bad_percent", f"进度写的是“{_short(text)}”，看不出百分比")
    found = _PERCENT.findall(folded)
    if found and _NOT_REACHED.search(folded):
        return Reading(None, "bad_percent", f"进度写的是“{_short(text)}”，不是已经完成的百分比")
    if len(set(found)) == 1:
        number = float(found[0])
        rest = _ABOUT.sub("", _PERCENT.sub("", bare)).strip(_EDGE)
        if (share := _share(rest)) is not None and abs(share - number) < 1:
            rest = ""  # 8/20（40%）
        rest = re.sub(r"^(?:左右|约)$", "", rest)
        reading = _bounded(number)
        if reading.value is not None and rest and (_ROUGH.search(rest) or re.search(r"\d", rest)):
            return Reading(reading.value, "percent_rough", f"进度写的是“{_short(text)}”，不是准确的百分比，按{number:g}%读取")
        return reading
    if found:
        return bad
    core = _ABOUT.sub("", bare).strip(_EDGE)
    if _NUMBER.fullmatch(core):
        number = float(core)
        if fractions or "." in core or number != 1:
            return _number(number, as_percent=False, fractions=fractions)
        return Reading(1.0, "percent_one", f"进度写的是“{_short(text)}”，可能是1%，也可能是100%")
    return _percent_words(text, core) or bad


@lru_cache(maxsize=8192)
def adds_words(text: str) -> bool:
    """Whether a state or a percentage stands in its cell with something that was done: 推进中，正在招标; 完成65%，主体封顶."""
    if len(text) < _SHORTEST_SENTENCE:
        return False
    if state_of(text) is not None:
        return not is_plain_state(text)
    reading = read_percent(text, as_percent=False, fractions=False)
    if reading.value is None:
        return False
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    rest = _ABOUT.sub("", _PERCENT.sub("", re.sub(r"\([^()]*\)", "", folded))).strip(_EDGE)
    return len(re.sub(r"左右|以上|以下|上下|[^\u4e00-\u9fff]", "", rest)) >= _SHORTEST_WORDS


def _percent_words(text: str, core: str) -> Reading | None:
    """百分之八十, 八成, 八成五; with 多, 近, 左右 it is asked about."""
    value: float | None = None
    rest = ""
    if match := _OUT_OF_HUNDRED.fullmatch(core):
        said = match.group(1)
        value = float(said) if _NUMBER.fullmatch(said) else chinese_number(said)
    elif match := _TENTHS.search(core):
        tens, fives = match.group(1), match.group(2)
        value = float((chinese_number(tens) or 0) * 10)
        if fives:
            value += 5 if fives == "半" else (chinese_number(fives) or 0)
        rest = _TENTHS.sub("", core)
    elif core in ("一半", "过半", "大半", "半数"):
        value, rest = 50.0, "" if core == "一半" else "过"
    elif match := _RATIO.fullmatch(core):
        value = _share(core)
        rest = "/" if float(match.group(2)) <= _MOST_DAYS else ""  # 3/5 may be a day as well
    elif core == "全部":
        value, rest = 100.0, "?"
    if value is None:
        return None
    reading = _bounded(float(value))
    if reading.value is not None and rest:
        return Reading(reading.value, "percent_rough", f"进度写的是“{_short(text)}”，按{value:g}%读取，请确认")
    return reading


def _share(text: str) -> float | None:
    """The percentage of a fraction (13/20 → 65), None where the text is none."""
    match = _RATIO.fullmatch(text)
    if match is None or not float(match.group(2)):
        return None
    return round(float(match.group(1)) / float(match.group(2)) * 100, 2)


def read_person(text: str) -> Reading:
    """A name without blanks inside it and without job titles; several names stay several."""
    return Reading(_names(text))


@lru_cache(maxsize=8192)
def _names(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).strip(_EDGE)
    if _NONE_PHONE.search(folded):
        folded = _FIXED.sub(" ", _MOBILE.sub(" ", folded)).strip(_EDGE)
    parts = [part for part in re.split(r"[、,;/\n]|(?<=[\u4e00-\u9fff]{2})\s{2,}(?=[\u4e00-\u9fff]{2})", folded) if part.strip()]
    named = [part for part in parts if not _JOB.fullmatch("".join(part.split()))] or parts
    return "、".join(filter(None, (_name(part) for part in named)))


def _name(part: str) -> str:
    part = _NAME_LABEL.sub("", part)
    part = re.sub(r"\([^()]*\)", "", part)
    pieces = part.split()
    if len(pieces) > 1 and len(pieces[0]) >= 2 and _JOB.fullmatch(pieces[-1]):
        pieces = pieces[:-1]
    elif len(pieces) > 1 and _JOB.search(pieces[0]) and len(pieces[-1]) >= 2:
        pieces = pieces[1:] if _JOB.fullmatch(pieces[0]) or len("".join(pieces[1:])) >= 2 else pieces
    joined = "".join(pieces).strip(_EDGE)
    bare = _JOB.sub("", joined)
    if len(bare) < 2 and joined != bare:  # 副局长 alone: the name is missing
        return joined
    first = _JOB_FIRST.sub("", bare)
    return first if len(first) >= 2 else bare


def read_phone(value: CellValue) -> Reading:
    """Eleven digits of a mobile, or 0xxx-xxxxxxx; several are joined by “、”."""
    if value is None:
        return EMPTY
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _phone_number(float(value))
    if isinstance(value, str) and _PLAIN_MOBILE.fullmatch(value) and not value.endswith("00000"):
        return Reading(value)
    return EMPTY if says_nothing(value) or shown(value) in _NONE else _phone_text(shown(value))


def _phone_number(number: float) -> Reading:
    digits = f"{number:.0f}"
    if _MOBILE.fullmatch(digits) and number % 100000 != 0:
        return Reading(digits)
    if len(digits) == 11 and digits.startswith("1") and number % 100000 == 0:
        return _lossy(digits)
    if len(digits) in (7, 8):
        return Reading(digits)
    if len(digits) in (10, 11) and _FIXED.fullmatch("0" + digits):
        match = _FIXED.fullmatch("0" + digits)
        assert match is not None
        return Reading(f"{match.group(1)}-{match.group(2)}")
    return Reading(None, "bad_phone", f"电话写的是“{digits}”，位数不对")


def _lossy(text: str) -> Reading:
    return Reading(None, "phone_lossy", f"电话写的是“{_short(text)}”，号码已被表格软件截断，无法还原")


@lru_cache(maxsize=8192)
def _phone_text(text: str) -> Reading:
    folded = unicodedata.normalize("NFKC", text)
    bare = "".join(folded.split())
    if _LOSSY.match(bare):
        return _lossy(text)
    if re.fullmatch(r"\d{10,12}\.0+", bare):
        bare = folded = bare.split(".")[0]
    if re.fullmatch(r"1\d{5}0{5}", bare):
        return _lossy(text)
    found = phones_in(folded)
    if found:
        return Reading("、".join(found))
    if re.fullmatch(r"\d{7,8}|\d{5,6}(?:\(短号\))?", bare):
        return Reading(bare)
    if not _NONE_PHONE.search(bare):
        return Reading(None, "bad_phone", f"电话写的是“{_short(text)}”，不是号码")
    return Reading(None, "bad_phone", f"电话写的是“{_short(text)}”，位数不对")


def phones_in(text: str) -> list[str]:
    """The phone numbers in a text, each in its plain form, in order."""
    text = unicodedata.normalize("NFKC", text)
    found = [(match.start(), "".join(match.groups())) for match in _MOBILE.finditer(text)]
    text = _MOBILE.sub(lambda match: " " * len(match.group()), text)
    for match in _FIXED.finditer(text):
        inner = f"转{match.group(3)}" if match.group(3) else ""
        found.append((match.start(), f"{match.group(1)}-{match.group(2)}{inner}"))
    if found:  # beside a whole number, a local or short one belongs to the same person
        text = _FIXED.sub(lambda match: " " * len(match.group()), text)
        found += [(match.start(), match.group()) for match in _SHORT_NUMBER.finditer(text)]
    return list(dict.fromkeys(number for _place, number in sorted(found)))


def split_person_phone(value: CellValue) -> tuple[Reading, Reading]:
    """Name and phone that stand in one cell (傅强 13520593279, 傅强（13520593279）, 傅强/0734-1234567)."""
    if value is None or says_nothing(value):
        return EMPTY, EMPTY
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return EMPTY, _phone_number(float(value))
    text = unicodedata.normalize("NFKC", shown(value))
    lossy = re.search(r"\d(?:\.\d+)?[eE]\+?\d{2}", text)
    phones = phones_in(text)
    rest = _FIXED.sub(" ", _MOBILE.sub(" ", text))
    if lossy:
        rest = rest.replace(lossy.group(), " ")
    odd = re.search(r"\d{5,}", rest)
    name = _names(re.sub(r"[()\[\]:：+\d-]", " ", _NAME_LABEL.sub(" ", rest)).strip())
    person = Reading(name) if name else EMPTY
    if lossy:
        return person, _lossy(lossy.group())
    if odd and not phones:
        if re.fullmatch(r"\d{7,8}", odd.group()):
            return person, Reading(odd.group())
        return person, Reading(None, "bad_phone", f"电话写的是“{odd.group()}”，位数不对")
    return person, Reading("、".join(phones)) if phones else EMPTY


def looks_like_name(text: str) -> bool:
    """Whether a short text has the shape of one or more Chinese names."""
    parts = [part for part in re.split(r"[、,，/\n]", text) if part.strip()]
    return bool(parts) and all(2 <= len(_name(part)) <= 4 and bool(_NAME.fullmatch(_name(part))) for part in parts)


def serial_day(number: float) -> date | None:
    """The day of a serial number that lost its format (45565 → 2024-09-30), None outside 2009–2064."""
    if 40000 <= number <= 60000 and float(number).is_integer():
        return (datetime(1899, 12, 30) + timedelta(days=int(number))).date()
    return None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 20 else text[:19] + "…"
