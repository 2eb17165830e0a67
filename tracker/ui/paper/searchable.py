"""Words in a PDF that can be found and copied.

Some fonts draw several characters with one glyph (页 and the radical ⻚, 户 and 戶); Qt then notes the one that comes first in Unicode,
and nobody who searches for the other finds it. Here the notes are set right; they stay as long as they were, so nothing else moves.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from pathlib import Path
from unicodedata import normalize

from PySide6.QtGui import QFont, QRawFont

from tracker.reports.content import Document

_SIMPLIFIED = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)
_MAP = re.compile(rb"begincmap.*?endcmap", re.S)
_LIST = re.compile(rb"\[[^\]]*\]")
_CODE = re.compile(rb"<([0-9A-F]{4})>")
# What the sheets add to the words of the document itself.
_ADDED = "第页共年月日印发附件抄送：。　—"


def said_characters(document: Document) -> set[str]:
    """Every character that the pages of this document may show."""
    return {*_ADDED, *(char for words in _strings(document) for char in words)}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from _strings(getattr(value, each.name))
    elif isinstance(value, Sequence):
        for item in value:
            yield from _strings(item)


def restore_characters(path: Path, said: AbstractSet[str] = frozenset(), fonts: Iterable[QFont] = ()) -> None:
    """Let the text of this PDF say the characters of the document, `said`, that look in `fonts` like those that it notes."""
    looks = [QRawFont.fromFont(font) for font in fonts]
    words = "".join(sorted(char for char in said if 0x7F < ord(char) < 0x10000))
    by_glyph = [dict(zip(look.glyphIndexesForString(words), words, strict=False)) for look in looks]

    def meant(found: re.Match[bytes]) -> bytes:
        noted = chr(int(found[1], 16))
        if noted in said or noted < "\x80" or 0xD800 <= ord(noted) < 0xE000:
            return found[0]
        for look, chars in zip(looks, by_glyph, strict=True):
            glyph = look.glyphIndexesForString(noted)
            if glyph and glyph[0] and glyph[0] in chars:
                return b"<%04X>" % ord(chars[glyph[0]])
        return _character(noted, found[0])

    data = path.read_bytes()
    path.write_bytes(_MAP.sub(lambda found: _LIST.sub(lambda inner: _CODE.sub(meant, inner[0]), found[0]), data))


def _character(noted: str, as_it_is: bytes) -> bytes:
    """The character of a radical's shape, where nothing better is known."""
    if not "\u2e80" <= noted <= "\u2fdf":
        return as_it_is
    shape = _SIMPLIFIED.get(noted) or normalize("NFKC", noted)
    return b"<%04X>" % ord(shape) if len(shape) == 1 and ord(shape) < 0x10000 else as_it_is
