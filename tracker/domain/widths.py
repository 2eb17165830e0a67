"""Full-width and half-width signs: a document prints １４ or 14, ％ or %, and who searches for one means the other too."""

_FIRST, _LAST, _APART = 0xFF01, 0xFF5E, 0xFEE0
_HALF = {code: code - _APART for code in range(_FIRST, _LAST + 1)}
_FULL = {half: code for code, half in _HALF.items()}
_FULL_SIGNS = {half: code for half, code in _FULL.items() if not chr(half).isalnum()}
_FULL_BUT_PERCENT = {half: code for half, code in _FULL_SIGNS.items() if half != ord("%")}


def half_width(text: str) -> str:
    """The text with half-width signs, each at its old place."""
    return text.translate(_HALF)


def compared(text: str) -> str:
    """The text as it is compared with what somebody typed: half-width, small letters, each character at its old place."""
    return half_width(text).lower()


def writings(word: str) -> tuple[str, ...]:
    """The ways in which documents write a word: half-width, full-width, and figures half-width between full-width signs. Letters alone
    are written half-width."""
    half = half_width(word)
    if half.isascii() and half.isalpha():
        return (half,)
    ways = (half, half.translate(_FULL), half.translate(_FULL_SIGNS), half.translate(_FULL_BUT_PERCENT))
    return tuple(dict.fromkeys(ways))
