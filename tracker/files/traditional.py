"""Documents in traditional characters: a simplified copy of the same length to read from; the source itself stays as it is."""

import re
from functools import cache
from typing import Any

# Common characters that no simplified text has; enough of them say that a document is in traditional characters.
_SIGNS = re.compile(
    "[縣鎮鄉務進關單責負領導實業發辦會國這為與個時間設門長東車馬風從協項動農產無產專團質貫點總結網絡級組織經濟環監檢驗驅擴寬緊廣應該錢費處備]"
)
_LEAST = 5


def simplified(text: str) -> str:
    """The text in simplified characters, one for one; the same object where it is simplified already."""
    if sum(1 for _, _ in zip(range(_LEAST), _SIGNS.finditer(text), strict=False)) < _LEAST:
        return text
    converter = _converter()
    if converter is None:
        return text
    lines = text.split("\n")
    return "\n".join(_same_length(converter, line) for line in lines)


@cache
def _converter() -> Any:
    """OpenCC, or None where this machine cannot load it: the document is then read as it is."""
    try:
        from opencc import OpenCC

        return OpenCC("t2s")
    except (ImportError, OSError, RuntimeError):
        return None


def _same_length(converter: Any, line: str) -> str:
    """Word by word where the words keep their lengths, else letter by letter; a letter that would become two stays."""
    whole: str = converter.convert(line)
    if len(whole) == len(line):
        return whole
    letters = ((letter, converter.convert(letter)) for letter in line)
    return "".join(simple if len(simple) == 1 else letter for letter, simple in letters)
