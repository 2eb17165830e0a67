"""The numbers of OpenDocument lists and headings: they stand in the list styles, not in the text, and have to be counted out again.

OpenDocument 1.3 part 3, §19.880: a list names its style or has that of the list around it; a list goes on counting where it says so.
"""

from dataclasses import dataclass, field
from typing import Any

from tracker.files.word_numbering import formatted

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_KINDS = {
    "": "none",
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "chineseCounting",
    "壹": "chineseLegalSimplified",
    "①": "decimalEnclosedCircle",
    "１": "decimalFullWidth",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
}


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    prefix: str
    suffix: str
    start: int
    shown: int


@dataclass(slots=True)
class ListState:
    """A list while it is read: its style, how deep it stands in its outermost list, and the counters of that one."""

    style: str
    depth: int
    counts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The list styles of one document, and what its lists have counted so far."""

    def __init__(self, content: Any, styles: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._of_paragraph: dict[str, str] = {}
        for root in (styles, content):
            if root is None:
                continue
            for style in root.iter(TEXT + "list-style", TEXT + "outline-style"):
                name = "" if style.tag == TEXT + "outline-style" else style.get(STYLE + "name") or ""
                self._levels[name] = {_whole(level.get(TEXT + "level"), 1): _level(level) for level in style}
            for style in root.iter(STYLE + "style"):
                if style.get(STYLE + "list-style-name"):
                    self._of_paragraph[style.get(STYLE + "name") or ""] = style.get(STYLE + "list-style-name")
        self._ended: dict[str, dict[int, int]] = {}
        self._by_id: dict[str, dict[int, int]] = {}
        self._headings: dict[int, int] = {}

    def enter(self, element: Any, outer: ListState | None) -> ListState:
        """Begin a list: inside another one, as its continuation, or anew."""
        style = element.get(TEXT + "style-name") or (outer.style if outer else self._style_inside(element))
        if outer is not None:
            state = ListState(style, outer.depth + 1, outer.counts)
            if element.get(TEXT + "continue-numbering") != "true":
                for deeper in [level for level in state.counts if level >= state.depth]:
                    del state.counts[deeper]
            return state
        counts: dict[int, int] = {}
        told = element.get(TEXT + "continue-list")
        if told in self._by_id:
            counts = self._by_id[told]
        elif element.get(TEXT + "continue-numbering") == "true":
            counts = self._ended.get(style, {})
        if element.get(_XML_ID):
            self._by_id[element.get(_XML_ID)] = counts
        self._ended[style] = counts
        return ListState(style, 1, counts)

    def label(self, state: ListState, item: Any) -> str:
        """The number of the next item of a list, with those above it where its style shows them."""
        level = self._levels.get(state.style, {}).get(state.depth)
        if level is None:
            return ""
        start = item.get(TEXT + "start-value")
        before = state.counts.get(state.depth)
        state.counts[state.depth] = _whole(start, 1) if start else level.start if before is None else before + 1
        for deeper in [other for other in state.counts if other > state.depth]:
            del state.counts[deeper]
        return self._shown(state.style, state.depth, state.counts)

    def heading(self, element: Any) -> str:
        """The number of a heading that stands in no list, from the outline."""
        depth = _whole(element.get(TEXT + "outline-level"), 1)
        level = self._levels.get("", {}).get(depth)
        if level is None or level.kind == "none" or element.get(TEXT + "is-list-header") == "true":
            return ""
        self._headings[depth] = self._headings.get(depth, level.start - 1) + 1
        for deeper in [other for other in self._headings if other > depth]:
            del self._headings[deeper]
        return self._shown("", depth, self._headings)

    def _shown(self, style: str, depth: int, counts: dict[int, int]) -> str:
        levels = self._levels[style]
        level = levels[depth]
        if level.kind in ("none", "bullet"):
            return ""
        first = max(1, depth - level.shown + 1)
        parts = [formatted(counts.get(one, levels[one].start), levels[one].kind) for one in range(first, depth + 1) if one in levels]
        return level.prefix + ".".join(part for part in parts if part) + level.suffix

    def _style_inside(self, element: Any) -> str:
        """The list style that the paragraphs of a list without a name of its own bring along."""
        paragraph = next(element.iter(TEXT + "p", TEXT + "h"), None)
        return self._of_paragraph.get(paragraph.get(TEXT + "style-name") or "", "") if paragraph is not None else ""


def _level(element: Any) -> _Level:
    if element.tag not in (TEXT + "list-level-style-number", TEXT + "outline-level-style"):
        return _Level("bullet", "", "", 1, 1)
    sample = (element.get(STYLE + "num-format") or "").split(",")[0].strip()
    kind = _KINDS.get(sample, "decimalZero" if sample == "01" else "decimal")
    return _Level(
        kind,
        element.get(STYLE + "num-prefix") or "",
        element.get(STYLE + "num-suffix") or "",
        _whole(element.get(TEXT + "start-value"), 1),
        _whole(element.get(TEXT + "display-levels"), 1),
    )


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.isdigit() and len(value) < 8 else default
