"""What can be said about a layout: whether it can be drawn at all, and where it departs from GB/T 9704-2012 (DOMAIN §10)."""

from collections.abc import Iterator

from tracker.reports.fonts import BODY, HEI, KAI, SONG, TITLE
from tracker.reports.layout import NATIONAL, Layout, Margins, Numbers
from tracker.reports.measure import POINT_MM

_LEAST_MARGIN, _MOST_MARGIN = 5, 80
_LEAST_BLOCK = (90, 120)
_SIZES = (7, 48)
_LONGEST_NAME = 40
_NOT_IN_NAMES = frozenset("\"'<>&\\/;,")
_PAPER = {"text": (210, 297), "form": (210, 297), "table": (297, 210)}
_PAGES = {"text": "公文正文", "form": "单页表单", "table": "横排表格"}
_SIDES = {"top": "上边距", "bottom": "下边距", "left": "左边距", "right": "右边距"}
FACES = {"body": "正文", "kai": "二级标题", "hei": "一级标题和表头", "title": "文书标题", "song": "页码"}
_CHAINS = {"body": BODY, "kai": KAI, "hei": HEI, "title": TITLE, "song": SONG}
POINTS = {"title_pt": "文书标题", "text_pt": "正文", "head_pt": "表头", "cell_pt": "表内文字"}
_NUMBERS = {Numbers.DASHES: "— 1 —（单页居右、双页居左）", Numbers.COUNT: "第 1 页　共 9 页（居中）", Numbers.NONE: "没有页码"}


def fault_in(layout: Layout) -> tuple[str, str] | None:
    """What is wrong and what to do, where no page could be made of this layout; else None."""
    for page, name in _PAGES.items():
        margins: Margins = getattr(layout, page)
        for side, words in _SIDES.items():
            if not _LEAST_MARGIN <= getattr(margins, side) <= _MOST_MARGIN:
                return f"{name}的{words}不能是 {getattr(margins, side):g} 毫米", f"请填 {_LEAST_MARGIN}～{_MOST_MARGIN} 毫米"
        width, height = _PAPER[page]
        if width - margins.left - margins.right < _LEAST_BLOCK[0] or height - margins.top - margins.bottom < _LEAST_BLOCK[1]:
            return f"{name}的边距太宽，纸上放不下文字", "请把边距改小"
    for size, words in POINTS.items():
        if not _SIZES[0] <= getattr(layout, size) <= _SIZES[1]:
            return f"{words}的字号不能是 {getattr(layout, size):g} 磅", f"请填 {_SIZES[0]}～{_SIZES[1]} 磅"
    for face, words in FACES.items():
        name = getattr(layout, face)
        if not name or len(name) > _LONGEST_NAME or _NOT_IN_NAMES & set(name):
            return f"{words}的字体名称“{name}”不对", "请从列表里选一种字体"
    return _grid_fault(layout)


def _grid_fault(layout: Layout) -> tuple[str, str] | None:
    """Lines and characters must have room for the type."""
    margins, size = layout.text, layout.text_pt * POINT_MM
    if layout.lines < 1 or layout.characters < 1:
        return "每页行数和每行字数要大于 0", "请改正"
    line, pitch = (297 - margins.top - margins.bottom) / layout.lines, (210 - margins.left - margins.right) / layout.characters
    if line < size * 1.15:
        return f"每页 {layout.lines} 行太密，{layout.text_pt:g} 磅的字会叠在一起", "请减少每页行数，或把字号、边距改小"
    if pitch < size * 0.9:
        return f"每行 {layout.characters} 字太密，{layout.text_pt:g} 磅的字会叠在一起", "请减少每行字数，或把字号、边距改小"
    if line > size * 4 or pitch > size * 2:
        return "每页行数或每行字数太少", "请多放几行、几个字，或把字号改大"
    return None


def departures(layout: Layout) -> tuple[str, ...]:
    """Where the layout is not as the standard has it, one sentence each; wide tables and forms are not its matter."""
    return tuple(_departures(layout))


def _departures(layout: Layout) -> Iterator[str]:
    for side, words in _SIDES.items():
        ours, standard = getattr(layout.text, side), getattr(NATIONAL.text, side)
        if abs(ours - standard) > 1:
            yield f"公文正文的{words}是 {ours:g} 毫米，国标是 {standard:g} 毫米（允许差 1 毫米）。"
    if (layout.lines, layout.characters) != (NATIONAL.lines, NATIONAL.characters):
        yield f"每页 {layout.lines} 行、每行 {layout.characters} 字，国标是每页 22 行、每行 28 字。"
    if layout.text_pt != NATIONAL.text_pt:
        yield f"正文是 {layout.text_pt:g} 磅，国标是 3 号（16 磅）。"
    if layout.title_pt != NATIONAL.title_pt:
        yield f"文书标题是 {layout.title_pt:g} 磅，国标是 2 号（22 磅）。"
    for face, words in FACES.items():
        if getattr(layout, face) not in _CHAINS[face]:
            yield f"{words}用“{getattr(layout, face)}”，国标用“{_CHAINS[face][0]}”。"
    if layout.text_numbers is not NATIONAL.text_numbers:
        yield f"公文页码是“{_NUMBERS[layout.text_numbers]}”，国标是“{_NUMBERS[NATIONAL.text_numbers]}”。"
    if not layout.mirrored:
        yield "双面印刷时左右边距没有对换，装订后双页的订口偏窄。"
