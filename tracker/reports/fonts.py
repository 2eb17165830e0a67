"""Which font names stand in a document: those of GB/T 9704-2012, or the nearest that this computer has.

Fonts are named, never embedded, so the name decides what another PC shows. 仿宋_GB2312 has 6,763 characters only: a rarer one in a
person's name is set in `rare`.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from tracker.reports.layout import NATIONAL, Layout

BODY = ("仿宋_GB2312", "仿宋", "方正仿宋_GBK", "华文仿宋")
KAI = ("楷体_GB2312", "楷体", "方正楷体_GBK", "华文楷体")
HEI = ("黑体", "方正黑体_GBK", "Noto Sans CJK SC")
TITLE = ("方正小标宋简体", "方正小标宋_GBK", "宋体")
SONG = ("宋体", "方正书宋_GBK", "Noto Serif CJK SC")


@dataclass(frozen=True, slots=True)
class Fonts:
    """One name per use. `title_bold`: no 小标宋 here, so its stand-in is set bold. `missing`: standard names this PC lacks."""

    body: str = BODY[0]
    kai: str = KAI[0]
    hei: str = HEI[0]
    title: str = TITLE[0]
    song: str = SONG[0]
    rare: str = BODY[1]
    title_bold: bool = False
    missing: tuple[str, ...] = ()


STANDARD = Fonts()


def choose_fonts(available: Collection[str] | None, layout: Layout = NATIONAL) -> Fonts:
    """Take what the layout names, else the first name of its chain that is installed; without a list, or with none of a chain, the
    name that the layout wishes for."""
    chains = [
        tuple(dict.fromkeys((wished, *chain)))
        for wished, chain in ((layout.body, BODY), (layout.kai, KAI), (layout.hei, HEI), (layout.title, TITLE), (layout.song, SONG))
    ]
    here = None if available is None else frozenset(available)
    body, kai, hei, title, song = (next((name for name in chain if here is not None and name in here), chain[0]) for chain in chains)
    stand_in = title == "宋体" and layout.title != "宋体"
    missing = () if here is None else tuple(chain[0] for chain in chains if chain[0] not in here)
    return Fonts(body=body, kai=kai, hei=hei, title=title, song=song, title_bold=stand_in, missing=missing)


@lru_cache(maxsize=1)
def rare_class() -> str:
    """The inside of a regular expression's [] with every Chinese character that GB2312 does not have."""
    rows = bytes(byte for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) for byte in (high, low))
    known = set(rows.decode("gb2312", "ignore"))
    ranges: list[str] = []
    start = 0
    for code in range(0x4E00, 0xA001):
        rare = code < 0xA000 and chr(code) not in known
        if rare and not start:
            start = code
        elif not rare and start:
            ranges.append(f"{chr(start)}-{chr(code - 1)}")
            start = 0
    return "".join(ranges) + "\u3400-\u4dbf\uf900-\ufaff\U00020000-\U0003ffff"


@lru_cache(maxsize=1)
def rare_characters() -> re.Pattern[str]:
    return re.compile(f"[{rare_class()}]+")
