"""Sentences that a stray line break cut in two: …建设产 / 地仓储保鲜设施，新建300座。 They are one again, and the place is marked."""

import re

from tracker.domain.unit_names import looks_like_unit
from tracker.plans.joining import KEY_LINE, SENTENCE_END, Piece, Repairs, glue, starts_new
from tracker.plans.name_lines import names_in

_ENDS = re.compile(r"[。；;！!）)】]$")
_LEAST_ABOVE = 16
_LEAST_BELOW = 8


def join_sentences(pieces: list[Piece], repairs: Repairs) -> list[Piece]:
    """Join a line of running text that ends in the middle of a sentence to the next one, where that ends a sentence."""
    result: list[Piece] = []
    for index, piece in enumerate(pieces):
        last = result[-1] if result else None
        if last is not None and (_cuts_figure(last, piece) or (_is_cut(last) and _goes_on(pieces, index))):
            glue(last, piece)
            repairs.append((piece.origin[0], "换行"))
        else:
            result.append(piece)
    return result


def _is_cut(piece: Piece) -> bool:
    """Whether a line holds a whole sentence (a title alone does not) and then a part of one without any end."""
    text = piece.text
    if piece.cell or piece.tab or "\t" in text or "|" in text or len(text) < _LEAST_ABOVE or text[-1] in SENTENCE_END:
        return False
    stop = text.rfind("。")
    tail = text[stop + 1 :]
    if stop < 0 or len(tail) < 2 or KEY_LINE.match(tail) or text[-1] < "\u4e00" or text[-1] > "\u9fff":
        return False
    names = names_in(tail)
    return not (names and looks_like_unit(names[-1])) and "：" not in tail and ":" not in tail


_OF_FIGURE = (
    r"(?:个(?!人)|家(?!庭)|处|所|座|人次?|户(?!外|籍)|亩|公里|平方|万|亿|千瓦|吨|件|项(?!目)|条|台|名|套|批次|元|%"
    r"|年(?:[底末前]|\d)|月(?:[底末前]|份|\d)|日(?:前|之前))"
)
_REACHES = re.compile(r"(?:不低于|不少于|不超过|不高于|达到?|提高[到至]|增[长加]|下降|超过|突破|新增|[新改扩]建|建成|培训|[到至于])$")
_OPEN_TAIL = re.compile(r"[。，][\u4e00-\u9fff“”]{4,30}$")
_FIGURE_FIRST = re.compile(rf"\d[\d,.]*(?:{_OF_FIGURE}|米|张|辆|床)")


def _cuts_figure(last: Piece, piece: Piece) -> bool:
    """Whether a line break stands inside a figure: 便民店180 / 家, 下降20% / 以上, 不低于 / 91%, 2025年6 / 月底前."""
    above, below = last.text, piece.text
    if not _is_running(last) or not _is_running(piece) or len(above) < _LEAST_ABOVE or not {"，", "。", ","} & set(above):
        return False
    if above[-1].isdigit():
        return bool(re.match(_OF_FIGURE, below)) and not re.search(r"[.、]\d{1,2}$", above)
    if below.startswith(("以上", "以下", "以内", "左右")):
        return bool(re.search(r"\d(?:%|‰|[万亿千百]|[\u4e00-\u9fff]{1,3})$", above))
    left_open = "。" in above and bool(_OPEN_TAIL.search(above))
    return (left_open or bool(_REACHES.search(above))) and bool(_FIGURE_FIRST.match(below)) and not starts_new(below)


def _is_running(piece: Piece) -> bool:
    return not (piece.cell or piece.tab or "\t" in piece.text or "|" in piece.text)


_MOST_LINES = 6


def _goes_on(pieces: list[Piece], index: int) -> bool:
    """Whether the lines from `index` on end a sentence that began above them, none of them beginning anything of its own."""
    for piece in pieces[index : index + _MOST_LINES]:
        if _ends_sentence(piece):
            return True
        text = piece.text
        own = not _is_running(piece) or starts_new(text) or KEY_LINE.match(text) or "，" not in text
        if own or len(text) < _LEAST_BELOW or not "\u4e00" <= text[0] <= "\u9fff" or text[-1] in SENTENCE_END:
            return False
    return False


def _ends_sentence(piece: Piece) -> bool:
    """Whether a line begins nothing of its own and ends as a sentence or a note does."""
    text = piece.text
    if piece.cell or piece.tab or "\t" in text or "|" in text or len(text) < _LEAST_BELOW or starts_new(text):
        return False
    return bool(_ENDS.search(text)) and "\u4e00" <= text[0] <= "\u9fff" and not KEY_LINE.match(text)
