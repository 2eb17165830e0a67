"""The pages of a .docx: each section's paper, margins and grid, and the headers and footers with the page numbers.

With numbers at the outer edge, odd and even pages have parts of their own, and every section names all of its parts: one that it does
not name would come from the section before.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from tracker.reports import typesetting as setting
from tracker.reports.content import Document, Page, Section, Use
from tracker.reports.fonts import Fonts
from tracker.reports.layout import Layout, Numbers
from tracker.reports.word_boxes import annex_number
from tracker.reports.word_paragraphs import exact_line, hair, paragraph, run_properties
from tracker.reports.word_parts import HEAD, MAIN, RELATIONS


class Place(StrEnum):
    """Where a part stands on the page."""

    HEADER = "header"
    FOOTER = "footer"


@dataclass(slots=True)
class Pages:
    """The headers and footers of a document, made as its sections ask for them. `parts`: by name, in order of their relations."""

    document: Document
    fonts: Fonts
    layout: Layout
    parts: dict[str, str] = field(default_factory=dict)
    _known: dict[tuple[object, ...], str] = field(default_factory=dict)

    @property
    def sides_differ(self) -> bool:
        """Whether odd and even pages have their own numbers."""
        return any(setting.numbers_of(section, self.layout) is Numbers.DASHES for section in self.document.sections)

    @property
    def has_headers(self) -> bool:
        """Whether any section has its number in a header."""
        return any(_numbered_beside(section, self.layout) for section in self.document.sections)

    def section(self, section: Section) -> str:
        """The section's properties."""
        page = section.page
        references = [self._reference(place, section, even) for place in self._places() for even in self._sides()]
        across = ' w:orient="landscape"' if page.width > page.height else ""
        top, right, bottom, left, head, foot = (
            setting.twips(mm) for mm in (page.top, page.right, page.bottom, page.left, page.head, page.foot)
        )
        if page.use is Use.TEXT:
            # Rounded to no less than the characters of a line need.
            left = setting.twips(page.width) - right - setting.twips(page.text_width)
        # None for annexes: their exact lines have its pitch anyway, and some programs would move all of them to the middle of the page.
        on_grid = page.use is Use.TEXT
        grid = f'<w:docGrid w:type="lines" w:linePitch="{setting.text_grid(self.layout).line}"/>' if on_grid else ""
        return (
            f'<w:sectPr>{"".join(references)}<w:pgSz w:w="{setting.twips(page.width)}" w:h="{setting.twips(page.height)}"{across}/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{head}" w:footer="{foot}" '
            f'w:gutter="0"/><w:cols w:space="425"/>{grid}</w:sectPr>'
        )

    def _places(self) -> list[Place]:
        return [Place.HEADER, Place.FOOTER] if self.has_headers else [Place.FOOTER]

    def _sides(self) -> list[bool]:
        return [False, True] if self.sides_differ else [False]

    def _reference(self, place: Place, section: Section, even: bool) -> str:
        numbers, beside = setting.numbers_of(section, self.layout), _numbered_beside(section, self.layout)
        shown = numbers if beside == (place is Place.HEADER) else Numbers.NONE
        key = (place, shown, even, section.page if shown is Numbers.DASHES and beside else None)
        name = self._known.get(key)
        if name is None:
            name = self._known[key] = f"{place}{sum(part.startswith(place) for part in self.parts) + 1}.xml"
            self.parts[name] = self._part(place, shown, section.page if beside else None, even)
        number = FIRST_RELATION + list(self.parts).index(name)
        return f'<w:{place}Reference w:type="{"even" if even else "default"}" r:id="rId{number}"/>'

    def _part(self, place: Place, shown: Numbers, beside: Page | None, even: bool) -> str:
        tag = "hdr" if place is Place.HEADER else "ftr"
        if shown is Numbers.NONE:
            words = hair()
        elif shown is Numbers.COUNT:
            words = self._count()
        else:
            words = self._dashes(even)
            if beside is not None:
                words = annex_number(words, beside, len(self.parts) + 1)
        return f'{HEAD}<w:{tag} xmlns:w="{MAIN}" xmlns:r="{RELATIONS}">{words}</w:{tag}>'

    def _count(self) -> str:
        """第 n 页　共 m 页, centred."""
        look = run_properties(self.fonts.song, setting.COUNT_PT)
        runs = f"{_text(look, '第 ')}{_field(look, 'PAGE')}{_text(look, ' 页　共 ')}{_field(look, 'NUMPAGES')}{_text(look, ' 页')}"
        return paragraph(runs, exact_line(14), align="center")

    def _dashes(self, even: bool) -> str:
        """— 1 — one character in from the outer edge."""
        look = run_properties(self.fonts.song, setting.NUMBER_PT)
        edge = "left" if even else "right"
        indent = f'<w:ind w:{edge}Chars="100" w:{edge}="{round(setting.NUMBER_INDENT)}"/>'
        runs = f"{_text(look, '— ')}{_field(look, 'PAGE')}{_text(look, ' —')}"
        return paragraph(runs, exact_line(setting.NUMBER_PT), indent=indent, align=edge)


FIRST_RELATION = 4
"""The relations before it are the document's styles, settings and fonts."""


def _numbered_beside(section: Section, layout: Layout) -> bool:
    """Whether the page's number stands beside its text: an annex is turned when it is bound, its number is not."""
    return section.page.use is Use.ANNEX and layout.text_numbers is Numbers.DASHES


def _text(look: str, words: str) -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def _field(look: str, code: str) -> str:
    marks = [f'<w:r>{look}<w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "separate", "end")]
    return f'{marks[0]}<w:r>{look}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{marks[1]}{_text(look, "1")}{marks[2]}'
