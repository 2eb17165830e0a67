"""Paragraphs and runs as WordprocessingML text: what words of every kind are made of."""

import re
from functools import lru_cache
from html import escape

from tracker.reports.fonts import Fonts, rare_class
from tracker.reports.typesetting import POINT, SYMBOLS, Room

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TEXT_STYLE = '<w:pStyle w:val="text"/>'
"""Official text on its grid; all else stands off the grid."""


@lru_cache(maxsize=1)
def special() -> re.Pattern[str]:
    """Characters that plain text may not simply stand with: markup, control, symbols and characters of another font."""
    return re.compile(f"[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff{SYMBOLS}{rare_class()}]")


@lru_cache(maxsize=1)
def _other_font() -> re.Pattern[str]:
    return re.compile(f"([{SYMBOLS}]+)|([{rare_class()}]+)")


def run_properties(font: str, size_pt: float, *, bold: bool = False, color: str = "") -> str:
    """A run's look. One Chinese font for all its characters, so that quotes, dashes and digits cannot fall into another."""
    name = escape(font)
    size = round(size_pt * 2)
    return (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
        f"{'<w:b/>' if bold else ''}{f'<w:color w:val={chr(34)}{color}{chr(34)}/>' if color else ''}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


class Look:
    """One way a run may look, with the runs for symbols (宋体) and for characters that 仿宋_GB2312 does not have."""

    def __init__(self, fonts: Fonts, font: str, size_pt: float, *, bold: bool = False, color: str = "") -> None:
        rare = fonts.rare if font.endswith("_GB2312") else font
        self.properties = run_properties(font, size_pt, bold=bold, color=color)
        self.open = f"<w:r>{self.properties}<w:t>"
        self._symbol = f"<w:r>{run_properties(fonts.song, size_pt, bold=bold, color=color)}<w:t>"
        self._rare = f"<w:r>{run_properties(rare, size_pt, bold=bold, color=color)}<w:t>"

    @property
    def tab(self) -> str:
        """A run that goes on at the next tab stop."""
        return f"<w:r>{self.properties}<w:tab/></w:r>"

    def runs(self, text: str) -> str:
        """All runs of a text."""
        return f"{self.open}{self.inside(text)}</w:t></w:r>" if text else ""

    def inside(self, text: str) -> str:
        """What stands between the opening of the first run and the end of the last one."""
        if not special().search(text):
            return text
        text = _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = _other_font().sub(
            lambda found: f"</w:t></w:r>{self._symbol if found[1] else self._rare}{found[0]}</w:t></w:r>{self.open}", text
        )
        return text.replace("\n", "</w:t><w:br/><w:t>")


def exact_line(line_pt: float, before: int = 0, after: int = 0) -> str:
    """The part of a paragraph's properties that fixes its height, off the grid."""
    return f'<w:snapToGrid w:val="0"/><w:spacing w:before="{before}" w:after="{after}" w:line="{round(line_pt * 20)}" w:lineRule="exact"/>'


def room_line(room: Room) -> str:
    return exact_line(room.line / POINT, room.before, room.after)


def grid_line(line: int) -> str:
    """A line of official text. No mark may hang over its edge; said with each paragraph, for styles are not heard everywhere."""
    alone = '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    return f'{alone}<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'


def paragraph(
    runs: str,
    height: str,
    *,
    style: str = "",
    keep: bool = False,
    border: str = "",
    tabs: str = "",
    indent: str = "",
    align: str = "left",
    outline: int = 0,
) -> str:
    """One paragraph; `keep`: on the page of what follows it. `height` is one of the lines above."""
    return (
        f"<w:p><w:pPr>{style}{'<w:keepNext/>' if keep else ''}{border}{tabs}{height}{indent}"
        f'<w:jc w:val="{align}"/>{f"<w:outlineLvl w:val={chr(34)}{outline - 1}{chr(34)}/>" if outline else ""}</w:pPr>{runs}</w:p>'
    )


def indent(left: int = 0, first: int = 0) -> str:
    """Later lines begin at `left`, the first one at `first`."""
    if first < left:
        return f'<w:ind w:left="{left}" w:hanging="{left - first}"/>'
    return f'<w:ind w:left="{left}"{f" w:firstLine={chr(34)}{first - left}{chr(34)}" if first > left else ""}/>'


def tab_stops(*stops: tuple[str, int], leader: str = "") -> str:
    """Stops of a kind (left, center, right) at a place."""
    mark = f' w:leader="{leader}"' if leader else ""
    found = "".join(f'<w:tab w:val="{kind}"{mark} w:pos="{at}"/>' for kind, at in stops)
    return f"<w:tabs>{found}</w:tabs>"


def hair(keep: bool = False, runs: str = "") -> str:
    """A paragraph that nobody sees, where a table or a box needs one after it."""
    return f"<w:p><w:pPr>{'<w:keepNext/>' if keep else ''}{exact_line(1)}</w:pPr>{runs}</w:p>"


def bound_to_next(xml: str) -> str:
    """The same paragraphs off the grid, kept on the page of what follows them."""
    return xml.replace("<w:p><w:pPr>", "<w:p><w:pPr><w:keepNext/>")


def on_new_page(xml: str) -> str:
    """The same paragraphs, the first one at the head of a page."""
    before, properties, after = xml.partition("<w:pPr>")
    for mark in (TEXT_STYLE, "<w:keepNext/>"):
        if after.startswith(mark):
            properties, after = properties + mark, after.removeprefix(mark)
    return f"{before}{properties}<w:pageBreakBefore/>{after}"
