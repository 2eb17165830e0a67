"""Own documents of an invented county, and what stands on the pages of a PDF."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pdfplumber

from tracker.reports.content import (
    ANNEX_ACROSS,
    TEXT_PAGE,
    Align,
    AnnexList,
    AnnexMark,
    Block,
    Caption,
    Column,
    Document,
    Group,
    Imprint,
    Kind,
    Note,
    Paragraph,
    Receivers,
    RedHead,
    Row,
    Section,
    Signature,
    Table,
    Title,
    one_section,
)
from tracker.reports.layout import NATIONAL

MADE = date(2026, 7, 3)
OFFICE = "松原县人民政府办公室"
FULL = replace(NATIONAL, red_head=True, imprint=True)
POINT_MM = 25.4 / 72
_SENTENCE = "各牵头单位要逐项分析原因并列出时间表，每半月调度一次，不得拖延。"
WIDE = (
    Column("number", "序号", 15, Align.CENTER),
    Column("task", "重点任务", 130),
    Column("lead", "牵头单位", 50, Align.FIT),
    Column("done", "进度", 30, Align.RIGHT, Kind.PERCENT),
)
SMALL = (Column("kind", "类别", 76), Column("count", "任务数", 40, Align.RIGHT, Kind.NUMBER), Column("late", "逾期", 40, Align.RIGHT))


def letter(*blocks: Block, copies: str = "") -> Document:
    """Official text on upright pages."""
    end = (Imprint(copies, OFFICE, MADE),) if copies else ()
    return one_section("测试通知", TEXT_PAGE, MADE, (*blocks, *end), OFFICE)


def words(count: int) -> Paragraph:
    """A paragraph of so many sentences."""
    return Paragraph(_SENTENCE * count)


def bulletin(tasks: int = 24) -> Document:
    """Text with a small table, an annex lying across, and an upright one with 版记."""
    text: tuple[Block, ...] = (
        RedHead(OFFICE, "松政办通〔2026〕7号"),
        Title(("关于2026年6月全县重点工作", "推进情况的通报")),
        Receivers("各乡镇人民政府，县直各有关单位"),
        Paragraph("一、总体情况", 1),
        words(3),
        Caption("表1　分类情况"),
        Table(SMALL, [Row((name, 9, 1)) for name in ("产业", "项目", "乡村")]),
        Note("注：任务数为年初下达数。"),
        Paragraph("二、下步要求", 1),
        Paragraph(_SENTENCE * 2, 2, "（一）压实责任。"),
        AnnexList(("推进情况台账", "逾期事项清单")),
        Signature(OFFICE, MADE),
    )
    rows: list[Row | Group] = [Group("一、水利（24项）")]
    rows += [Row((number, f"修建第{number}条水渠", "县水利局", 30 + number)) for number in range(1, tasks + 1)]
    across = (AnnexMark(1), Title(("推进情况台账",)), Table(WIDE, rows))
    last = (AnnexMark(2), Title(("逾期事项清单",)), Table(SMALL, [Row(("水厂扩建", 1, 1))]), Imprint("县委办公室", OFFICE, MADE))
    return Document("测试通报", MADE, (Section(TEXT_PAGE, text), Section(ANNEX_ACROSS, across), Section(TEXT_PAGE, last)), OFFICE)


@dataclass(frozen=True)
class Char:
    """One character of a page with its left and right edge, its middle and the line it stands on, in mm from the upper left corner."""

    text: str
    left: float
    right: float
    y: float
    stands: float


@dataclass(frozen=True)
class PdfPage:
    """What one page says and where."""

    width: float
    height: float
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars).replace(" ", "")

    @property
    def lines(self) -> list[list[Char]]:
        """The characters by line from top to bottom; only for words that stand upright."""
        found: dict[int, list[Char]] = {}
        for char in self.chars:
            if char.text.strip():
                found.setdefault(round(char.stands * 2), []).append(char)
        return [sorted(found[y], key=lambda char: char.left) for y in sorted(found)]


def said(line: list[Char]) -> str:
    return "".join(char.text for char in line)


def pdf_pages(path: Path) -> list[PdfPage]:
    """All pages of a PDF."""
    with pdfplumber.open(path) as pdf:
        return [
            PdfPage(
                float(page.width) * POINT_MM,
                float(page.height) * POINT_MM,
                tuple(
                    Char(
                        one["text"],
                        one["x0"] * POINT_MM,
                        one["x1"] * POINT_MM,
                        (one["top"] + one["bottom"]) / 2 * POINT_MM,
                        (float(page.height) - one["matrix"][5]) * POINT_MM,
                    )
                    for one in page.chars
                ),
            )
            for page in pdf.pages
        ]
