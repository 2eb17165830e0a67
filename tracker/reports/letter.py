"""Official letters (通知) as .docx after GB/T 9704-2012: title, receivers, text in levels, annex, place to sign, numbers on odd and
even pages. 22 lines of 28 characters on A4.
"""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.reports import word_parts as parts
from tracker.reports.content import Page, Table, one_section
from tracker.reports.fonts import STANDARD, Fonts
from tracker.reports.measure import break_title, em_width
from tracker.reports.titles import day_words
from tracker.reports.word_table import Look, bound_to_next, paragraph_room, table_rows

LETTER_PAGE = Page("A4", 210, 297, top=37, bottom=35, left=28, right=26, head=15, foot=25)
_BLOCK = 8844
_CHAR = 315
_TITLE_ROOM = 18.5
_LINE = '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>'
_STYLE = '<w:pStyle w:val="text"/>'


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`level` 0: text; 1: 一、 in 黑体; 2: （一） in 楷体, each on a line of its own."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Annex:
    """A table on a page of its own, with the annex's title."""

    title: str
    table: Table


@dataclass(frozen=True, slots=True)
class Letter:
    """`receivers` as printed before the colon; `issuer` signs, the seal is set by hand. `title_lines`: the title broken by sense."""

    title: str
    receivers: str
    text: tuple[Paragraph, ...]
    issuer: str
    day: date
    annexes: tuple[Annex, ...] = ()
    title_lines: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The title, as other documents call theirs."""
        return self.title


def write_letter(letter: Letter, path: Path, fonts: Fonts = STANDARD) -> None:
    """Write the letter to `path`, which is overwritten."""
    about = one_section(letter.title, LETTER_PAGE, letter.day, (), letter.issuer)
    still = {
        "[Content_Types].xml": parts.content_types().replace("</Types>", f"{_footer_type('/word/footer2.xml')}</Types>"),
        "_rels/.rels": parts.package_relations(),
        "docProps/app.xml": parts.app_properties(),
        "docProps/core.xml": parts.core_properties(about),
        "word/_rels/document.xml.rels": parts.document_relations().replace("</Relationships>", f"{_SECOND_FOOTER}</Relationships>"),
        "word/styles.xml": parts.styles(fonts).replace("</w:styles>", f"{_TEXT_STYLE}</w:styles>"),
        "word/settings.xml": parts.settings()
        .replace("<w:defaultTabStop", "<w:mirrorMargins/><w:defaultTabStop")
        .replace("<w:characterSpacingControl", "<w:evenAndOddHeaders/><w:characterSpacingControl"),
        "word/fontTable.xml": parts.font_table(fonts),
        "word/footer1.xml": _footer(fonts, '<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>'),
        "word/footer2.xml": _footer(fonts, '<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>'),
        "word/document.xml": "".join(_pieces(letter, fonts)),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in still.items():
            package.writestr(name, text.encode())


_SECOND_FOOTER = f'<Relationship Id="rId5" Type="{parts.RELATIONS}/footer" Target="footer2.xml"/>'
_TEXT_STYLE = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="text"><w:name w:val="公文正文"/><w:basedOn w:val="a"/>'
    '<w:rPr><w:spacing w:val="-5"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>'
)


def _footer_type(name: str) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
    return f'<Override PartName="{name}" ContentType="{kind}"/>'


def _footer(fonts: Fonts, place: str) -> str:
    """— 1 — in 宋体 of 14 points, one character in from the outer edge."""
    look = parts.run_properties(fonts.song, 14)

    def text(words: str) -> str:
        return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'

    marks = [f'<w:r>{look}<w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "separate", "end")]
    number = f'{marks[0]}<w:r>{look}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>{marks[1]}{text("1")}{marks[2]}'
    return (
        f'{parts.HEAD}<w:ftr xmlns:w="{parts.MAIN}"><w:p><w:pPr>{paragraph_room(14)}{place}</w:pPr>'
        f"{text('— ')}{number}{text(' —')}</w:p></w:ftr>"
    )


def _pieces(letter: Letter, fonts: Fonts) -> Iterator[str]:
    text, heading, kai = Look(fonts, fonts.body, 16), Look(fonts, fonts.hei, 16), Look(fonts, fonts.kai, 16)
    yield f'{parts.HEAD}<w:document xmlns:w="{parts.MAIN}" xmlns:r="{parts.RELATIONS}"><w:body>'
    yield from _title(letter.title_lines or break_title(letter.title, _TITLE_ROOM), fonts)
    yield _blank()
    yield f"<w:p><w:pPr>{_STYLE}{_LINE}</w:pPr>{text.runs(f'{letter.receivers}：')}</w:p>"
    for paragraph in letter.text:
        look = (text, heading, kai)[paragraph.level]
        keep = "<w:keepNext/>" if paragraph.level else ""
        outline = f'<w:outlineLvl w:val="{paragraph.level - 1}"/>' if paragraph.level else ""
        yield (
            f'<w:p><w:pPr>{_STYLE}{keep}{_LINE}<w:ind w:firstLineChars="200" w:firstLine="630"/><w:jc w:val="both"/>{outline}</w:pPr>'
            f"{look.runs(paragraph.text)}</w:p>"
        )
    if letter.annexes:
        yield _blank()
        yield from _annex_list(letter, text)
    yield _blank(keep=True)
    yield from _signature(letter, text)
    for number, annex in enumerate(letter.annexes, 1):
        yield from _annex(annex, number if len(letter.annexes) > 1 else 0, fonts)
    yield (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" '
        'w:header="850" w:footer="1415" w:gutter="0"/><w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
        "</w:body></w:document>"
    )


def _blank(*, keep: bool = False) -> str:
    return f"<w:p><w:pPr>{_STYLE}{'<w:keepNext/>' if keep else ''}{_LINE}</w:pPr></w:p>"


def _title(lines: Sequence[str], fonts: Fonts) -> Iterator[str]:
    look = Look(fonts, fonts.title, 22, bold=fonts.title_bold)
    for line in lines:
        yield f'<w:p><w:pPr><w:keepNext/>{paragraph_room(35)}<w:jc w:val="center"/></w:pPr>{look.runs(line)}</w:p>'


def _annex_list(letter: Letter, text: Look) -> Iterator[str]:
    """附件： one line under the text, several numbered under each other."""
    several = len(letter.annexes) > 1
    for number, annex in enumerate(letter.annexes, 1):
        words = f"{number}. {annex.title}" if several else annex.title
        if number == 1:
            indent = '<w:ind w:left="1815" w:hanging="1185"/>' if several else '<w:ind w:left="1575" w:hanging="945"/>'
            words = f"附件：{words}"
        else:
            indent = '<w:ind w:left="1815" w:hanging="240"/>'
        yield f"<w:p><w:pPr>{_STYLE}{_LINE}{indent}</w:pPr>{text.runs(words)}</w:p>"


def _signature(letter: Letter, text: Look) -> Iterator[str]:
    """Issuer in from the right by two characters, the date's first character two after the issuer's; the longer one decides."""
    issuer, day = round(em_width(letter.issuer) * _CHAR), day_words(letter.day)
    date_width = round(em_width(day) * _CHAR)
    if issuer >= date_width:
        first = f'<w:ind w:rightChars="200" w:right="{2 * _CHAR}"/><w:jc w:val="right"/>'
        second = f'<w:ind w:left="{_BLOCK - issuer}"/><w:jc w:val="left"/>'
    else:
        first = f'<w:ind w:left="{_BLOCK - date_width - 4 * _CHAR}"/><w:jc w:val="left"/>'
        second = f'<w:ind w:rightChars="200" w:right="{2 * _CHAR}"/><w:jc w:val="right"/>'
    yield f"<w:p><w:pPr>{_STYLE}<w:keepNext/>{_LINE}{first}</w:pPr>{text.runs(letter.issuer)}</w:p>"
    yield f"<w:p><w:pPr>{_STYLE}{_LINE}{second}</w:pPr>{text.runs(day)}</w:p>"


def _annex(annex: Annex, number: int, fonts: Fonts) -> Iterator[str]:
    label = Look(fonts, fonts.hei, 16).runs(f"附件{number or ''}")
    yield f"<w:p><w:pPr>{_STYLE}<w:pageBreakBefore/>{_LINE}</w:pPr>{label}</w:p>"
    yield _blank(keep=True)
    yield from _title(break_title(annex.title, _TITLE_ROOM), fonts)
    yield bound_to_next(f"<w:p><w:pPr>{paragraph_room(12)}</w:pPr></w:p>")
    yield from table_rows(annex.table, LETTER_PAGE, fonts)
    yield f"<w:p><w:pPr>{paragraph_room(1)}</w:pPr></w:p>"
