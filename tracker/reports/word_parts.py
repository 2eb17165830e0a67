"""The parts of a .docx that hold no content of their own: types, relations, styles, settings, fonts, properties.

Element order follows the OOXML schema throughout: Word repairs or refuses files that do not.
"""

from collections.abc import Collection
from html import escape

from tracker.reports.content import Document
from tracker.reports.fonts import Fonts
from tracker.reports.layout import Layout
from tracker.reports.typesetting import text_grid

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DRAWING = "application/vnd.openxmlformats-officedocument"


def _value(name: str) -> str:
    return f'w:val="{name}"'


def content_types(pages: Collection[str]) -> str:
    """`pages`: names of the headers and footers."""
    parts = [
        ("/word/document.xml", f"{_OFFICE}.document.main+xml"),
        ("/word/styles.xml", f"{_OFFICE}.styles+xml"),
        ("/word/settings.xml", f"{_OFFICE}.settings+xml"),
        ("/word/fontTable.xml", f"{_OFFICE}.fontTable+xml"),
        *((f"/word/{name}", f"{_OFFICE}.{_page_part(name)}+xml") for name in pages),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", f"{_DRAWING}.extended-properties+xml"),
    ]
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
        + "</Types>"
    )


def _page_part(name: str) -> str:
    return "header" if name.startswith("header") else "footer"


def _relations(targets: list[tuple[str, str]]) -> str:
    links = "".join(f'<Relationship Id="rId{n}" Type="{kind}" Target="{name}"/>' for n, (kind, name) in enumerate(targets, 1))
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def package_relations() -> str:
    return _relations(
        [
            (f"{RELATIONS}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{RELATIONS}/extended-properties", "docProps/app.xml"),
        ]
    )


def document_relations(pages: Collection[str]) -> str:
    """Styles, settings and fonts first, then headers and footers in their order."""
    names = [("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml")]
    names += [(_page_part(name), name) for name in pages]
    return _relations([(f"{RELATIONS}/{kind}", name) for kind, name in names])


def styles(fonts: Fonts, layout: Layout) -> str:
    """The style 公文正文 is that of official text; all other paragraphs say themselves how they look."""
    body, grid = escape(fonts.body), text_grid(layout)
    size = round(layout.text_pt * 2)
    alone = '<w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    return (
        f'{HEAD}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{body}" w:hAnsi="{body}" w:eastAsia="{body}" w:cs="{body}"/>'
        '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{alone}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="57" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="text"><w:name w:val="公文正文"/><w:basedOn w:val="a"/><w:qFormat/>'
        f'<w:pPr>{alone}<w:spacing w:before="0" w:after="0" w:line="{grid.line}" w:lineRule="exact"/></w:pPr>'
        f'<w:rPr><w:spacing w:val="{grid.spacing}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        "</w:styles>"
    )


def settings(*, mirrored: bool, sides_differ: bool) -> str:
    """`mirrored`: inner and outer margins; `sides_differ`: odd and even pages have their own headers and footers."""
    return (
        f'{HEAD}<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/>{"<w:mirrorMargins/>" if mirrored else ""}'
        f'<w:defaultTabStop w:val="420"/>{"<w:evenAndOddHeaders/>" if sides_differ else ""}'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:balanceSingleByteDoubleByteWidth/><w:doNotExpandShiftReturn/>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )


def font_table(fonts: Fonts) -> str:
    """Word takes the other name where the first is not installed."""
    others = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体"}
    names = dict.fromkeys((fonts.body, fonts.kai, fonts.hei, fonts.title, fonts.song, fonts.rare))
    rows = "".join(
        f'<w:font w:name="{escape(name)}">{f"<w:altName {_value(others[name])}/>" if name in others else ""}'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name in names
    )
    return f'{HEAD}<w:fonts xmlns:w="{MAIN}">{rows}</w:fonts>'


def core_properties(document: Document) -> str:
    made = f"{document.made.isoformat()}T00:00:00Z"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.name, quote=False)}</dc:title><dc:creator>{escape(document.author, quote=False)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified></cp:coreProperties>'
    )


def app_properties() -> str:
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Microsoft Office Word</Application></Properties>"
    )
