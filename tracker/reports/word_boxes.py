"""Text boxes in WordprocessingML: 版记 at the foot of the last page, and the page number of an annex that lies across.

Boxes, because tables that float stay in the flow in some programs, and a footer cannot stand at the side of a page.
"""

from tracker.reports import typesetting as setting
from tracker.reports.content import Imprint, Page
from tracker.reports.fonts import Fonts
from tracker.reports.measure import line_count
from tracker.reports.word_paragraphs import Look, exact_line, hair, indent, paragraph, tab_stops

_EMU = 635
"""Units of a drawing per twentieth of a point."""
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_WORD = "http://schemas.microsoft.com/office/word/2010"
_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" xmlns:wps="{_WORD}/wordprocessingShape"'
)


def _box(number: int, name: str, places: str, size: tuple[int, int], wrap: str, words: str, body: str, anchor: str) -> str:
    """A run with a box. `size` in twentieths of a point; `places`: positionH and positionV; `body`: how its words lie; `anchor`: at
    which edge they stand."""
    wide, high = (side * _EMU for side in size)
    extent = f'cx="{wide}" cy="{high}"'
    return (
        f'<w:r {_SPACES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" '
        'simplePos="0" relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'{places}<wp:extent {extent}/><wp:effectExtent l="0" t="0" r="0" b="0"/>{wrap}<wp:docPr id="{number}" name="{name}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_WORD}/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        f"<a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr rot="0" {body} wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></wps:bodyPr>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def annex_number(words: str, page: Page, number: int) -> str:
    """The paragraph of an annex's header: a box beside the text with the page number, turned as the bound sheet is."""
    before, wide = setting.ANNEX_NUMBER_MM
    # Aligned, not offset: some programs forget the offsets of boxes in headers. The box ends where the text begins.
    places = (
        '<wp:positionH relativeFrom="leftMargin"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV>'
    )
    size = (setting.twips(2 * before - wide), setting.twips(page.text_height))
    return hair(runs=_box(number, f"页码{number}", places, size, "<wp:wrapNone/>", words, 'vert="vert"', "ctr"))


def imprint(block: Imprint, page: Page, fonts: Fonts, number: int) -> str:
    """The paragraph that carries 版记; the box stands on the lower edge of the text."""
    width = setting.twips(page.text_width)
    copies, printer, day = setting.imprint_words(block)
    look, inner, line = Look(fonts, fonts.body, setting.IMPRINT_PT), setting.IMPRINT_INDENT, setting.IMPRINT_LINE
    exact = exact_line(line / setting.POINT)
    rows, high = "", 0
    top, middle, bottom = (_rule(thick) for thick in setting.IMPRINT_RULES)
    if copies:
        label = 3 * setting.IMPRINT_PT * setting.POINT
        room = (width - 2 * inner - label) / (setting.IMPRINT_PT * setting.POINT)
        height = line * line_count(copies[3:], room) + setting.IMPRINT_EDGE
        rows += _row(width, height, paragraph(look.runs(copies), exact, indent=indent(label, 0)), top, middle)
        high += height
    words = f"{look.runs(printer)}{look.tab}{look.runs(day)}"
    height = line + setting.IMPRINT_EDGE
    signed = paragraph(words, exact, tabs=tab_stops(("right", width - 2 * inner)))
    rows += _row(width, height, signed, middle if copies else top, bottom)
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="0" w:type="dxa"/><w:left w:w="{inner}" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        f'<w:right w:w="{inner}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{rows}</w:tbl>'
    )
    places = (
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
    )
    # With the paragraph that must follow a table, the last rule's lower edge is that of the text.
    size = (width, high + height + setting.POINT)
    box = _box(number, f"版记{number}", places, size, "<wp:wrapTopAndBottom/>", table + hair(), 'vert="horz"', "b")
    return hair(runs=box)


def _rule(thick: int) -> str:
    return f'w:val="single" w:sz="{round(thick * 8 / setting.POINT)}" w:space="0" w:color="000000"'


def _row(width: int, height: int, words: str, top: str, bottom: str) -> str:
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders><w:top {top}/><w:bottom {bottom}/></w:tcBorders>'
        f'<w:vAlign w:val="center"/></w:tcPr>{words}</w:tc></w:tr>'
    )
