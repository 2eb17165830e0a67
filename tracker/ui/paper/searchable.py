"""Words in a PDF that can be found and copied.

Some fonts draw a character and the radical of the same shape (页 and ⻚) with one glyph; Qt then notes the radical, which comes first
in Unicode, and nobody who searches for 页 finds it. Here the notes are set right; they stay as long as they were, so nothing else moves.
"""

import re
from pathlib import Path
from unicodedata import normalize

_SIMPLIFIED = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)
_MAP = re.compile(rb"begincmap.*?endcmap", re.S)
_LIST = re.compile(rb"\[[^\]]*\]")
_RADICAL = re.compile(rb"<(2[EF][0-9A-F]{2})>")


def restore_characters(path: Path) -> None:
    """Let the text of this PDF say characters where it says radicals."""
    data = path.read_bytes()
    path.write_bytes(_MAP.sub(lambda found: _LIST.sub(lambda inner: _RADICAL.sub(_character, inner[0]), found[0]), data))


def _character(found: re.Match[bytes]) -> bytes:
    radical = chr(int(found[1], 16))
    meant = _SIMPLIFIED.get(radical) or normalize("NFKC", radical)
    return b"<%04X>" % ord(meant) if len(meant) == 1 and ord(meant) < 0x10000 else found[0]
