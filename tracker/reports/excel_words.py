"""The words of a document as rows of a sheet: each block but tables and forms as lines of pieces over all columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.reports import typesetting as setting
from tracker.reports.content import (
    AnnexList,
    AnnexMark,
    Block,
    Caption,
    CutLine,
    FootLine,
    Imprint,
    Note,
    NumberLine,
    Paragraph,
    Receivers,
    RedHead,
    Signature,
    SubLine,
    Title,
)
from tracker.reports.excel_styles import Face
from tracker.reports.measure import em_width
from tracker.reports.titles import day_words

_INDENT = "　　"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: pieces (text, share of the width, align). `height` is the least one where the text `wraps`."""

    pieces: tuple[tuple[str, float, str], ...]
    face: Face
    height: float
    pt: float = 12
    wraps: bool = False
    on_new_page: bool = False


def lines_of(block: Block, blocks: Sequence[Block], place: int) -> list[Line]:
    """The rows of the block at `place`; none for what has no words of its own."""
    if isinstance(block, Title):
        return [_one("\n".join(block.lines), Face.TITLE, 36 * len(block.lines), align="center", pt=20)]
    if isinstance(block, SubLine):
        if not block.middle:
            return [Line(_ends(block.left, block.right), Face.WORDS, 22)]
        sides = max(em_width(block.left), em_width(block.right)) + 2
        pieces = ((block.left, sides, "left"), (block.middle, em_width(block.middle) + 2, "center"), (block.right, sides, "right"))
        return [Line(pieces, Face.WORDS, 22)]
    if isinstance(block, FootLine):
        return [Line(tuple((text, 1.0, "left") for text in block.pieces), Face.WORDS, 36)]
    if isinstance(block, Note):
        return [_one(block.text, Face.NOTE, 18, pt=10.5, wraps=True)]
    if isinstance(block, RedHead):
        mark = [_one(block.issuer, Face.MARK, 48, align="center")] if block.issuer else []
        return [*mark, _one(block.number, Face.WORDS, 26, align="center")] if block.number else mark
    if isinstance(block, NumberLine):
        return [Line(_ends(block.left, block.right), Face.WORDS, 24)]
    if isinstance(block, CutLine):
        return [_one(f"{'- ' * 24}{block.words}{' -' * 24}", Face.WORDS, 30, align="center")]
    if isinstance(block, Caption):
        return [_one(block.text, Face.CAPTION, 26, align="center", wraps=True)]
    return _official(block, place)


def _official(block: Block, place: int) -> list[Line]:
    """Blocks of official text."""
    if isinstance(block, Receivers):
        return [_text(block.text if block.text.endswith("：") else f"{block.text}：")]
    if isinstance(block, Paragraph):
        face = {1: Face.HEI, 2: Face.KAI}.get(block.level, Face.TEXT) if not (block.lead and block.text) else Face.TEXT
        return [_text(f"{_INDENT}{words}", face) for words in f"{block.lead}{block.text}".split("\n")]
    if isinstance(block, AnnexList):
        several = len(block.titles) > 1
        words = [f"{number}. {title}" if several else title for number, title in enumerate(block.titles, 1)]
        return [_text(f"{_INDENT}{'附件：' if number == 0 else '　　　'}{said}") for number, said in enumerate(words)]
    if isinstance(block, Signature):
        return [_one(f"{words}{_INDENT}", Face.TEXT, 24, align="right") for words in (block.issuer, day_words(block.day))]
    if isinstance(block, AnnexMark):
        return [_one(f"附件{block.number or ''}", Face.HEI, 26, on_new_page=place > 0)]
    if isinstance(block, Imprint):
        copies, printer, day = setting.imprint_words(block)
        signed = Line(((printer, 1.0, "left"), (day, 1.0, "right")), Face.WORDS, 24)
        return [_text(copies), signed] if copies else [signed]
    return []


def _ends(left: str, right: str) -> tuple[tuple[str, float, str], ...]:
    """A piece at either edge, or one alone over the whole width."""
    if not left or not right:
        return ((left or right, 1.0, "left" if left else "right"),)
    return (left, em_width(left) + 2, "left"), (right, em_width(right) + 2, "right")


def _one(
    text: str, face: Face, height: float, *, align: str = "left", pt: float = 12, wraps: bool = False, on_new_page: bool = False
) -> Line:
    return Line(((text, 1.0, align),), face, height, pt, wraps, on_new_page)


def _text(words: str, face: Face = Face.TEXT) -> Line:
    return _one(words, face, 22, wraps=True)
