"""Word's automatic numbers: they stand in the numbering part, not in the text, and have to be counted out again.

ECMA-376 Part 1 §17.9: a paragraph points (directly or through its style and the styles that one is based on) to a numbering
instance, that to an abstract list with nine levels; instances may override a level's start.
"""

from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_COUNTING = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def chinese_counting(value: int, digits: str = _COUNTING, units: tuple[str, str, str] = ("十", "百", "千")) -> str:
    """12 → 十二, 20 → 二十, 105 → 一百〇五."""
    if not 0 < value < 10_000:
        return str(value)
    text = ""
    rest = value
    for power, unit in ((1000, units[2]), (100, units[1]), (10, units[0])):
        digit, rest = divmod(rest, power)
        if digit:
            text += digits[digit] + unit
        elif text and rest and not text.endswith(digits[0]):
            text += digits[0]
    text += digits[rest] if rest else ""
    text = text.rstrip(digits[0])
    return text[1:] if digits is _COUNTING and 10 <= value < 20 else text


def _roman(value: int) -> str:
    text = ""
    for number, sign in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= number:
            text, value = text + sign, value - number
    return text


def _letters(value: int) -> str:
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def formatted(value: int, kind: str) -> str:
    """One counter in a number format of §17.18.59; unknown formats come as decimal digits."""
    if kind in ("none", "bullet"):
        return ""
    if kind in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "koreanCounting",
    ):
        return chinese_counting(value)
    if kind in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return chinese_counting(value, _LEGAL, ("拾", "佰", "仟"))
    if kind in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join(_COUNTING[int(digit)] for digit in str(value))
    if kind == "ideographTraditional":
        return _STEMS[(value - 1) % 10]
    if kind == "ideographZodiac":
        return _BRANCHES[(value - 1) % 12]
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"):
        return chr(0x2460 + value - 1) if 1 <= value <= 20 else chr(0x3251 + value - 21) if value <= 35 else f"({value})"
    if kind == "decimalEnclosedParen":
        return chr(0x2474 + value - 1) if 1 <= value <= 20 else f"({value})"
    if kind == "decimalEnclosedFullstop":
        return chr(0x2488 + value - 1) if 1 <= value <= 20 else f"{value}."
    if kind == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(value))
    if kind == "decimalZero":
        return f"{value:02d}"
    if kind in ("upperLetter", "lowerLetter"):
        return _letters(value) if kind == "upperLetter" else _letters(value).lower()
    if kind in ("upperRoman", "lowerRoman"):
        return _roman(value) if kind == "upperRoman" else _roman(value).lower()
    return str(value)


@dataclass(slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    style: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _Instance:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


class Numbering:
    """The numbering and style parts of one document, and the counters while its paragraphs are read in order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._lists: dict[str, dict[int, _Level]] = {}
        self._instances: dict[str, _Instance] = {}
        self._links: dict[str, str] = {}
        self._style_names: dict[str, str] = {}
        self._style_numbers: dict[str, tuple[str | None, int | None]] = {}
        self._based_on: dict[str, str] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._used: set[str] = set()
        if styles is not None:
            self._read_styles(styles)
        if numbering is not None:
            self._read_lists(numbering)

    def _read_styles(self, root: Any) -> None:
        for style in root.iter(W + "style"):
            key = style.get(W + "styleId") or ""
            name = style.find(W + "name")
            self._style_names[key] = (name.get(W + "val") or "") if name is not None else ""
            based = style.find(W + "basedOn")
            if based is not None:
                self._based_on[key] = based.get(W + "val") or ""
            number = _number_of(style.find(W + "pPr"))
            if number != (None, None):
                self._style_numbers[key] = number

    def _read_lists(self, root: Any) -> None:
        style_lists: dict[str, str] = {}
        wanted: dict[str, str] = {}
        for abstract in root.iter(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId") or ""
            self._lists[key] = {_int(level.get(W + "ilvl")) or 0: _level(level) for level in abstract.iter(W + "lvl")}
            link = abstract.find(W + "styleLink")
            if link is not None:
                style_lists[link.get(W + "val") or ""] = key
            uses = abstract.find(W + "numStyleLink")
            if uses is not None:
                wanted[key] = uses.get(W + "val") or ""
        self._links = {key: style_lists[style] for key, style in wanted.items() if style in style_lists}
        for number in root.iter(W + "num"):
            reference = number.find(W + "abstractNumId")
            abstract_id = (reference.get(W + "val") or "") if reference is not None else ""
            instance = _Instance(self._links.get(abstract_id, abstract_id))
            for override in number.iter(W + "lvlOverride"):
                depth = _int(override.get(W + "ilvl")) or 0
                start = override.find(W + "startOverride")
                if start is not None:
                    instance.starts[depth] = _int(start.get(W + "val")) or 0
                level = override.find(W + "lvl")
                if level is not None:
                    instance.levels[depth] = _level(level)
            self._instances[number.get(W + "numId") or ""] = instance

    def style_name(self, style: str) -> str:
        return self._style_names.get(style, "")

    def label(self, paragraph: Any) -> str:
        """The number that Word shows before this paragraph, "" if none; counts on. Call once per paragraph, in order."""
        properties = paragraph.find(W + "pPr")
        style_element = properties.find(W + "pStyle") if properties is not None else None
        style = (style_element.get(W + "val") or "") if style_element is not None else ""
        number, depth = _number_of(properties)
        if number is None:
            number, style_depth, owner = self._from_style(style)
            depth = depth if depth is not None else style_depth
            if number is not None and depth is None:
                depth = self._depth_of_style(number, owner)
        if number is None or number == "0" or number not in self._instances:
            return ""
        return self._count(number, depth or 0)

    def _from_style(self, style: str) -> tuple[str | None, int | None, str]:
        seen: set[str] = set()
        depth: int | None = None
        while style and style not in seen:
            seen.add(style)
            number, own_depth = self._style_numbers.get(style, (None, None))
            depth = depth if depth is not None else own_depth
            if number is not None:
                return number, depth, style
            style = self._based_on.get(style, "")
        return None, None, ""

    def _depth_of_style(self, number: str, style: str) -> int:
        levels = self._lists.get(self._instances[number].abstract, {}) if number in self._instances else {}
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def _count(self, number: str, depth: int) -> str:
        instance = self._instances[number]
        levels = {**self._lists.get(instance.abstract, {}), **instance.levels}
        counters = self._counters.setdefault(instance.abstract, {})
        if number not in self._used:
            self._used.add(number)
            for level, start in instance.starts.items():
                counters[level] = start - 1
        own = levels.get(depth, _Level())
        counters[depth] = counters.get(depth, own.start - 1) + 1
        for deeper in [level for level in counters if level > depth]:
            restart = levels.get(deeper, _Level()).restart
            if restart is None or depth < restart:
                del counters[deeper]
        text = own.text
        for level in range(9):
            mark = f"%{level + 1}"
            if mark in text:
                setting = levels.get(level, _Level())
                value = counters.get(level, setting.start)
                text = text.replace(mark, formatted(value, "decimal" if own.legal and level < depth else setting.kind))
        return "" if own.kind in ("bullet", "none") and "%" not in own.text else text.strip()


def _number_of(properties: Any) -> tuple[str | None, int | None]:
    number = properties.find(W + "numPr") if properties is not None else None
    if number is None:
        return None, None
    key, level = number.find(W + "numId"), number.find(W + "ilvl")
    return (key.get(W + "val") if key is not None else None), (_int(level.get(W + "val")) if level is not None else None)


def _level(element: Any) -> _Level:
    def value(tag: str) -> str | None:
        child = element.find(W + tag)
        if child is None:
            return None
        return str(child.get(W + "val") or "")

    kind = value("numFmt")
    if kind is None:
        # Newer formats hide in an AlternateContent; the fallback names the one that fits.
        nested = next(iter(element.iter(W + "numFmt")), None)
        kind = str(nested.get(W + "val") or "decimal") if nested is not None else "decimal"
    start = _int(value("start"))
    return _Level(
        start if start is not None else 1,
        kind,
        value("lvlText") or "",
        value("pStyle") or "",
        _int(value("lvlRestart")),
        element.find(W + "isLgl") is not None,
    )


def _int(value: str | None) -> int | None:
    try:
        return int(value) if value is not None else None
    except ValueError:
        return None
