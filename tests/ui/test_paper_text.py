"""Official text on paper: the grid, line breaks, head and signature, page numbers, annexes lying across."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.paper_documents import FULL, MADE, OFFICE, SMALL, PdfPage, bulletin, letter, pdf_pages, said, words
from tracker.reports.content import AnnexMark, Block, Caption, Document, Paragraph, Receivers, Row, Signature, Table, Title
from tracker.reports.layout import NATIONAL, Layout, Margins, Numbers
from tracker.ui.paper.lines import Line
from tracker.ui.paper.sheets import sheets_of
from tracker.ui.print_document import print_document


def printed(document: Document, folder: Path, layout: Layout = NATIONAL) -> list[PdfPage]:
    out = folder / "a.pdf"
    print_document(document, out, layout)
    return pdf_pages(out)


def body_lines(page: PdfPage, layout: Layout = NATIONAL) -> list[str]:
    """The lines inside the block of text, without the page's number."""
    return [said(line) for line in page.lines if line[0].y < page.height - layout.text.bottom]


def test_a_page_holds_22_lines_of_28_characters(qapp: QApplication, tmp_path: Path) -> None:
    pages = printed(letter(*[Paragraph("清理河道修整堤岸" * 60)] * 3), tmp_path)
    for page in pages[:-1]:
        lines = page.lines[:-1]
        assert len(lines) == 22
        assert all(len(line) == 28 or (len(line) == 26 and line[0].left > 36) for line in lines if line is not lines[-1] and len(line) > 25)
        assert {round((below[0].y - above[0].y) / 25.4 * 72, 1) for above, below in pairwise(lines)} <= {28.9, 29.0}
    first = pages[0].lines
    assert first[0][0].left == pytest.approx(28 + 2 * 315 / 56.693, abs=0.3), "two characters in"
    assert first[1][0].left == pytest.approx(28, abs=0.3)
    assert first[1][-1].right == pytest.approx(184, abs=0.3)
    assert pages[1].lines[1][0].left == pytest.approx(26, abs=0.3), "the margins change sides on the back"


def test_lines_break_as_chinese_text_does_and_fill_the_block(qapp: QApplication, tmp_path: Path) -> None:
    text = "截至6月30日，全县完成投资123456.7万元（占年度计划的52.3%），“水厂扩建”等4项逾期；其余按期推进……请各单位抓紧。" * 6
    [page] = printed(letter(Paragraph(text)), tmp_path)
    lines = body_lines(page)
    assert "".join(lines) == text
    for line in lines:
        assert line[0] not in "，。、；：）”%…" and line[-1] not in "（“"
    for above, below in pairwise(lines):
        assert not (above[-1].isdigit() and below[0].isdigit()), "figures stay whole"
    edges = [line[-1].right for line in page.lines if line[0].y < 262]
    assert all(edge == pytest.approx(184, abs=0.4) for edge in edges[:-1])


def test_a_lead_and_its_text_share_a_paragraph_in_two_faces(qapp: QApplication) -> None:
    sheets = sheets_of(letter(Paragraph("各单位要逐项说清。", 2, "（一）提高质量。"), Paragraph("一、要求", 1), Paragraph("（二）单列", 2)))
    lines = [placed.what for placed in sheets.pages[0].placed if isinstance(placed.what, Line)]
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == [
        "（一）提高质量。各单位要逐项说清。",
        "一、要求",
        "（二）单列",
    ]
    lead, text = lines[0].pieces
    assert lead.face is lines[2].pieces[0].face is not text.face
    assert lines[1].pieces[0].face not in (lead.face, text.face)


def test_numbers_stand_at_the_outer_edge(qapp: QApplication, tmp_path: Path) -> None:
    pages = printed(letter(words(60)), tmp_path)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        foot = page.lines[-1]
        assert said(foot) == f"—{number}—"
        if number % 2:
            assert foot[-1].right == pytest.approx(184 - 4.94, abs=0.5)
        else:
            assert foot[0].left == pytest.approx(26 + 4.94, abs=0.5)


def test_numbers_are_those_of_the_layout(qapp: QApplication, tmp_path: Path) -> None:
    document = letter(words(40))
    counted = printed(document, tmp_path, replace(NATIONAL, text_numbers=Numbers.COUNT))
    assert [said(page.lines[-1]) for page in counted] == [f"第{n}页共{len(counted)}页" for n in range(1, len(counted) + 1)]
    bare = printed(document, tmp_path, replace(NATIONAL, text_numbers=Numbers.NONE))
    assert all("页" not in page.text and "—" not in page.text for page in bare)


def test_each_page_of_a_mixed_document_lies_its_own_way(qapp: QApplication, tmp_path: Path) -> None:
    pages = printed(bulletin(), tmp_path, FULL)
    across = [page.width > page.height for page in pages]
    start, stop = across.index(True), len(across) - across[::-1].index(True)
    assert start > 0 and stop == len(pages) - 1 and all(across[start:stop])
    for number, page in enumerate(pages, 1):
        assert sorted((round(page.width), round(page.height))) == [210, 297]
        if across[number - 1]:
            mark = [char for char in page.chars if char.left < 35]
            assert "".join(char.text for char in mark if char.text.strip()) == f"—{number}—"
            assert all(char.left > 22 and char.right < 34 for char in mark)
            low = min(char.y for char in mark) > 105
            assert low if number % 2 else max(char.y for char in mark) < 105, "below on a front, above on a back"
    assert "附件1" in pages[start].text and "附件2" in pages[-1].text
    assert all("重点任务" in page.text for page in pages[start:stop]), "the head is repeated"


def test_the_head_and_the_red_rule(qapp: QApplication, tmp_path: Path) -> None:
    first = printed(bulletin(), tmp_path, FULL)[0]
    mark, number, title = first.lines[:3]
    assert said(mark) == f"{OFFICE}文件" and said(number) == "松政办通〔2026〕7号" and said(title) == "关于2026年6月全县重点工作"
    assert mark[0].y == pytest.approx(37 + 35 + 6.35, abs=3)
    assert (mark[0].left + mark[-1].right) / 2 == pytest.approx(106, abs=0.5)
    plain = printed(bulletin(), tmp_path, NATIONAL)[0]
    assert said(plain.lines[0]) == "松政办通〔2026〕7号" and "文件" not in plain.text


@pytest.mark.parametrize("sealed", [False, True])
def test_the_signature(qapp: QApplication, tmp_path: Path, sealed: bool) -> None:
    [page] = printed(letter(words(2), Signature(OFFICE, MADE)), tmp_path, replace(NATIONAL, sealed=sealed))
    issuer, day = page.lines[-3:-1]
    assert said(issuer) == OFFICE and said(day) == "2026年7月3日"
    if sealed:
        assert day[-1].right == pytest.approx(184 - 4 * 5.556, abs=2)
        assert (issuer[0].left + issuer[-1].right) / 2 == pytest.approx((day[0].left + day[-1].right) / 2, abs=2)
    else:
        assert issuer[-1].right == pytest.approx(184 - 2 * 5.556, abs=1)
        assert day[0].left == pytest.approx(issuer[0].left + 2 * 5.556, abs=0.5)


def test_a_signature_is_never_alone_and_a_heading_never_last(qapp: QApplication) -> None:
    for lines in range(12, 26):
        blocks: list[Block] = [*[Paragraph("一行文字")] * lines, Paragraph("一、要求", 1), Paragraph("末段文字"), Signature(OFFICE, MADE)]
        sheets = sheets_of(letter(*blocks))
        for sheet in sheets.pages:
            shown = ["".join(piece.text for piece in placed.what.pieces) for placed in sheet.placed if isinstance(placed.what, Line)]
            assert shown[-1] != "一、要求"
            assert OFFICE not in shown or "末段文字" in shown
            assert all(placed.y + placed.height <= sheet.bottom + 1 for placed in sheet.placed)


def test_a_small_table_stays_whole_under_its_caption(qapp: QApplication) -> None:
    table = Table(SMALL, [Row((f"第{number}类", number, 0)) for number in range(8)])
    for lines in range(8, 22):
        sheets = sheets_of(letter(*[Paragraph("一行文字")] * lines, Caption("表1　分类"), table))
        [holder] = [sheet for sheet in sheets.pages if sheet.tables]
        shown = [placed.what for placed in holder.placed]
        assert all(row in shown for row in table.rows)
        assert any(isinstance(what, Line) and what.pieces and what.pieces[0].text.startswith("表1") for what in shown)


def test_the_imprint_stands_on_the_lower_edge_of_the_last_page(qapp: QApplication, tmp_path: Path) -> None:
    document = letter(words(30), copies="县委办公室，县人大常委会办公室，县政协办公室，县纪委监委机关，县委各部门")
    pages = printed(document, tmp_path, FULL)
    assert ["抄送" in page.text for page in pages] == [False] * (len(pages) - 1) + [True]
    last = pages[-1].lines
    assert said(last[-2]) == f"{OFFICE}2026年7月3日印发"
    assert last[-2][0].y == pytest.approx(262 - 4.4, abs=1.5)
    sheets = sheets_of(document, FULL)
    assert sheets.remarks == ([] if len(pages) % 2 == 0 else [f"版记在第 {len(pages)} 页（单数页），按国标应排在最后一个双数页"])
    assert "抄送" not in printed(document, tmp_path)[-1].text


def test_annexes_begin_on_a_page_of_their_own(qapp: QApplication, tmp_path: Path) -> None:
    pages = printed(letter(words(2), AnnexMark(0), Title(("一览表",)), words(1), AnnexMark(2), words(1)), tmp_path)
    assert [said(page.lines[0]) for page in pages][1:] == ["附件", "附件2"] and len(pages) == 3
    assert said(pages[1].lines[1]) == "一览表" and pages[1].lines[1][0].y > 37 + 2 * 10.2


def test_receivers_end_with_one_colon(qapp: QApplication, tmp_path: Path) -> None:
    [page] = printed(letter(Receivers("各乡镇"), Receivers("县直各单位：")), tmp_path)
    assert [said(line) for line in page.lines[:2]] == ["各乡镇：", "县直各单位："]


def test_an_office_has_its_own_grid(qapp: QApplication, tmp_path: Path) -> None:
    own = replace(NATIONAL, text=Margins(30, 30, 25, 25), lines=24, characters=30, text_pt=15, mirrored=False)
    pages = printed(letter(*[Paragraph("清理河道修整堤岸" * 60)] * 3), tmp_path, own)
    assert len(body_lines(pages[0], own)) == len(body_lines(pages[1], own)) == 24
    assert len(body_lines(pages[0], own)[1]) == 30
    assert pages[1].lines[1][0].left == pytest.approx(25, abs=0.3)


def test_what_a_pdf_says_can_be_searched_for(qapp: QApplication, tmp_path: Path) -> None:
    text = "改造危房户数，水库管护到户，页码、门户、青年、黄金、里程、年内、车辆、风险、用户、长期、马上、龙头"
    pages = printed(letter(Paragraph(text), AnnexMark(1), Title(("户数一览表",))), tmp_path)
    assert "".join(page.text for page in pages).startswith(text) and "户数一览表" in pages[1].text
