"""The parts of a .docx that hold no content of their own: types, relations, styles, settings, fonts, footer, properties.

Element order follows the OOXML schema throughout: Word repairs or refuses files that do not.
"""

from xml.sax.saxutils import escape

from tracker.reports.content import Document, Page
from tracker.reports.fonts import Fonts

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DRAWING = "application/vnd.openxmlformats-officedocument"


def twips(millimetres: float) -> int:
    return round(millimetres * 56.693)


def run_properties(font: str, size_pt: float, *, bold: bool = False) -> str:
    """A run's look. One Chinese font for all its characters, so that quotes, dashes and digits cannot fall into another."""
    name = escape(font, {'"': "&quot;"})
    size = round(size_pt * 2)
    return (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
        f'{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def content_types() -> str:
    parts = [
        ("/word/document.xml", f"{_OFFICE}.document.main+xml"),
        ("/word/styles.xml", f"{_OFFICE}.styles+xml"),
        ("/word/settings.xml", f"{_OFFICE}.settings+xml"),
        ("/word/fontTable.xml", f"{_OFFICE}.fontTable+xml"),
        ("/word/footer1.xml", f"{_OFFICE}.footer+xml"),
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


def document_relations() -> str:
    """The footer is rId4 (used by the section)."""
    names = {"styles": "styles.xml", "settings": "settings.xml", "fontTable": "fontTable.xml", "footer": "footer1.xml"}
    return _relations([(f"{RELATIONS}/{kind}", name) for kind, name in names.items()])


def styles(fonts: Fonts) -> str:
    return (
        f'{HEAD}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{fonts.body}" w:hAnsi="{fonts.body}" w:eastAsia="{fonts.body}" w:cs="{fonts.body}"/>'
        '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="57" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        "</w:styles>"
    )


def settings() -> str:
    return (
        f'{HEAD}<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:balanceSingleByteDoubleByteWidth/><w:doNotExpandShiftReturn/>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )


def font_table(fonts: Fonts) -> str:
    """Word takes the other name where the first is not installed."""
    others = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体"}
    names = dict.fromkeys((fonts.body, fonts.kai, fonts.hei, fonts.title, fonts.song, fonts.rare))
    rows = "".join(
        f'<w:font w:name="{name}">{f"<w:altName w:val={chr(34)}{others[name]}{chr(34)}/>" if name in others else ""}'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name in names
    )
    return f'{HEAD}<w:fonts xmlns:w="{MAIN}">{rows}</w:fonts>'


def footer(fonts: Fonts) -> str:
    """第 n 页　共 m 页, centred."""
    look = run_properties(fonts.song, 10.5)

    def text(words: str) -> str:
        return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'

    def number(code: str) -> str:
        marks = [f'<w:r>{look}<w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "separate", "end")]
        return f'{marks[0]}<w:r>{look}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{marks[1]}{text("1")}{marks[2]}'

    return (
        f'{HEAD}<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="exact"/>'
        f'<w:jc w:val="center"/></w:pPr>{text("第 ")}{number("PAGE")}{text(" 页　共 ")}{number("NUMPAGES")}{text(" 页")}</w:p></w:ftr>'
    )


def section(page: Page) -> str:
    across = ' w:orient="landscape"' if page.width > page.height else ""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{across}/>'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" w:bottom="{twips(page.bottom)}" w:left="{twips(page.left)}" '
        f'w:header="{twips(page.head)}" w:footer="{twips(page.foot)}" w:gutter="0"/><w:cols w:space="425"/></w:sectPr>'
    )


def core_properties(document: Document) -> str:
    made = f"{document.made.isoformat()}T00:00:00Z"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.name)}</dc:title><dc:creator>{escape(document.author)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified></cp:coreProperties>'
    )


def app_properties() -> str:
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Microsoft Office Word</Application></Properties>"
    )
