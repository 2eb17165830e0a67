"""Forms and month sheets on paper: rows torn nowhere, the part that is cut off in one piece, nothing lost."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.paper_documents import MADE, pdf_pages, said
from tracker.reports.content import (
    A4_ACROSS,
    A4_UPRIGHT,
    Align,
    Block,
    CutLine,
    Document,
    FaceUse,
    Grid,
    GridCell,
    GridRow,
    Note,
    NumberLine,
    SubLine,
    Title,
    one_section,
)
from tracker.ui.paper.lines import Line
from tracker.ui.paper.sheets import Sheets, sheets_of
from tracker.ui.print_document import print_document


def head(words: str) -> GridCell:
    return GridCell((words,), face=FaceUse.HEI, align=Align.CENTER)


def notice(demand: tuple[str, ...], rows: int = 2) -> Document:
    """A notice with a receipt below the line to cut."""
    first = GridRow((head("事项"), GridCell(("水厂扩建",), span=3)))
    upper = Grid((26, 52, 26, 52), (first, GridRow((head("要求"), GridCell(demand, span=3)), 26)))
    receipt = Grid((26, 130), tuple(GridRow((head(f"第{number}栏"), GridCell(()))) for number in range(1, rows + 1)))
    blocks: tuple[Block, ...] = (
        Title(("松原县人民政府办公室", "督办通知单")),
        NumberLine("松督办〔2026〕3号", "2026年7月3日"),
        upper,
        Note("注：按时回复。"),
        CutLine("沿此线裁开"),
        Title(("办理回执",)),
        NumberLine("对应编号：松督办〔2026〕3号", "请于签收后2个工作日内退回县政府办公室督查室"),
        receipt,
    )
    return one_section("督办通知单", A4_UPRIGHT, MADE, blocks)


def month(*entries: str) -> Document:
    """Five weeks; the entries stand on the first day."""

    def day(place: int) -> GridCell:
        return GridCell(("1", *entries) if place == 0 else ("2",), pt=9, line_pt=11.5, top=True)

    weeks = [GridRow(tuple(day(week * 7 + place) for place in range(7)), 26, exact=True) for week in range(5)]
    heads = GridRow(tuple(head(f"星期{name}") for name in "一二三四五六日"), 8)
    sheet = Grid((38.1,) * 7, (heads, *weeks), repeated=1)
    blocks = (Title(("2026年9月工作时限月历",)), SubLine("单位：县政府办", "", "●到期"), sheet, Note("30日到期：1. 厂房。"))
    return one_section("月历", A4_ACROSS, MADE, blocks)


def says(what: object, words: str) -> bool:
    return isinstance(what, Line) and words in "".join(piece.text for piece in what.pieces)


def shown(sheets: Sheets, page: int) -> list[object]:
    return [placed.what for placed in sheets.pages[page].placed]


def test_a_notice_with_its_receipt_is_one_upright_page(qapp: QApplication, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    print_document(notice(("1. 逐村列明。", "2. 十月底前完工。")), out)
    [page] = pdf_pages(out)
    assert page.width < page.height
    lines = [said(line) for line in page.lines]
    assert lines[:3] == ["松原县人民政府办公室", "督办通知单", "松督办〔2026〕3号2026年7月3日"]
    assert "沿此线裁开" in lines and not any("页" in line for line in lines), "a form has no page number"
    name, issuer = page.lines[1], page.lines[0]
    assert name[0].right - name[0].left > issuer[0].right - issuer[0].left, "the form's name is larger than the issuer's"
    assert all(char.left > 27.5 and char.right < 184.5 for char in page.chars)


@pytest.mark.parametrize("rows", [2, 8])
def test_the_part_to_cut_off_is_in_one_piece(qapp: QApplication, rows: int) -> None:
    for lines in range(1, 30):
        document = notice(tuple(f"{number}. 一项要求" for number in range(lines)), rows)
        receipt = document.blocks[-1]
        assert isinstance(receipt, Grid)
        sheets = sheets_of(document)
        pages = [shown(sheets, number) for number in range(len(sheets.pages))]
        [holder] = [page for page in pages if any(says(what, "沿此线裁开") for what in page)]
        assert all(row in holder for row in receipt.rows)
        for sheet in sheets.pages:
            assert all(placed.y + placed.height <= sheet.bottom + 1 for placed in sheet.placed)


def test_a_demand_longer_than_a_page_goes_on_without_loss(qapp: QApplication, tmp_path: Path) -> None:
    demands = tuple(f"第{number}点要求按月报送" for number in range(1, 120))
    out = tmp_path / "a.pdf"
    print_document(notice(demands), out)
    text = "".join(page.text for page in pdf_pages(out))
    assert all(demand in text for demand in demands)


def test_a_month_is_one_page_lying_across(qapp: QApplication, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    print_document(month("●河道清淤验收", "▲报送进展"), out)
    [page] = pdf_pages(out)
    assert page.width > page.height and "星期日" in page.text and "报送进展" in page.text
    assert sheets_of(month("●河道清淤验收")).remarks == []
    assert sheets_of(month(*["●河道清淤验收并报送全部进展材料"] * 9)).remarks == ["有格子的内容放不下，请在预览里核对"]


def test_a_long_form_repeats_its_head(qapp: QApplication) -> None:
    rows = tuple(GridRow((GridCell((f"第{number}行",)), GridCell(("内容",)))) for number in range(60))
    top = GridRow((head("序"), head("事")))
    sheets = sheets_of(one_section("表", A4_UPRIGHT, MADE, (Grid((26, 130), (top, *rows), repeated=1),)))
    assert len(sheets.pages) > 2
    assert all(shown(sheets, number)[0] == top for number in range(len(sheets.pages)))
    assert [what for number in range(len(sheets.pages)) for what in shown(sheets, number)[1:]] == list(rows)
