"""PDF: scans, passwords, damage; page marks left out, lines joined, ruled tables."""

from pathlib import Path

import docx
import pytest

from tests.files.making import converted, needs_office, pdf
from tracker.errors import UserError
from tracker.files.pdf_lines import Line, joined, without_page_marks
from tracker.files.pdf_tables import PageCell, PageTable
from tracker.files.source import read_source

CONTENT = b"BT /F1 16 Tf 80 700 Td (Task 1 build roads) Tj ET"


def refusal(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_source(path)
    return str(caught.value)


def test_letters_are_read_and_doubles_that_imitate_bold_count_once(tmp_path: Path) -> None:
    path = tmp_path / "方案.pdf"
    path.write_bytes(pdf(CONTENT + b" BT /F1 16 Tf 80.4 700 Td (Task 1 build roads) Tj ET"))
    assert read_source(path).text == "Task 1 build roads\n"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("扫描.pdf", pdf(b"q 600 0 0 800 0 0 cm /I1 Do Q", image=True), "扫描件"),
        ("空白.pdf", pdf(b""), "没有文字"),
        ("断.pdf", pdf(CONTENT)[:200], "损坏"),
        ("假.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20, "损坏"),
        (
            "密.pdf",
            pdf(CONTENT, encrypt=b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">>>"),
            "密码",
        ),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    sentence = refusal(tmp_path / name, data)
    assert words in sentence and name in sentence and sentence.count("。") == 1


def line(
    text: str, left: float = 80, right: float | None = None, *, page: int = 1, top: float = 100, size: float = 16, edge: bool = False
) -> Line:
    return Line(text, page, top, top + size, left, left + len(text) * size if right is None else right, size, edge, 595.0)


FULL = "为保障农田灌溉用水安全县政府决定实施下列任务请各单位按照分工抓好落"


def page(*texts: tuple[str, float]) -> list[Line]:
    return [line(text, left, top=100 + 28 * index) for index, (text, left) in enumerate(texts)]


def test_lines_that_fill_the_width_go_on() -> None:
    lines = page((FULL[:26], 112), (FULL[:28], 80), ("到实处。", 80), ("一、" + FULL[:24], 112), (FULL[:28], 80), ("修好路。", 80))
    assert joined(lines) == [FULL[:26] + FULL[:28] + "到实处。", "一、" + FULL[:24] + FULL[:28] + "修好路。"]


def test_a_line_that_left_no_room_for_a_long_word_goes_on() -> None:
    lines = page((FULL[:26], 112), (FULL[:24], 80), ("2026-2030年规划", 80), ("下一段", 112))
    assert joined(lines) == [FULL[:26] + FULL[:24] + "2026-2030年规划", "下一段"]


def test_paragraphs_without_indent_part_at_numbers() -> None:
    lines = page(("一、" + FULL[:25] + "。", 80), ("二、" + FULL[:25] + "。", 80), ("三、" + FULL[:20] + "。", 80))
    assert len(joined(lines)) == 3


def test_short_lines_stay_apart() -> None:
    assert joined(page(("青禾县方案", 112), ("一、修路至县界", 112), ("二、架桥", 112))) == ["青禾县方案", "一、修路至县界", "二、架桥"]
    assert joined(page(("青禾县水利局方案", 80), ("修路", 80))) == ["青禾县水利局方案", "修路"]


def test_page_numbers_and_lines_that_come_back_are_left_out() -> None:
    pages = [
        [line("青禾县水利工作", page=n, top=40, edge=True), line(f"第{n}段。", page=n), line(f"— {n} —", page=n, top=780, edge=True)]
        for n in range(1, 5)
    ]
    pages[0].insert(1, line("2026", page=1, top=300))
    assert [[part.text for part in parts] for parts in without_page_marks(pages)] == [
        ["2026", "第1段。"],
        ["第2段。"],
        ["第3段。"],
        ["第4段。"],
    ]


def table(*rows: tuple[str, ...]) -> PageTable:
    cells = [PageCell(i, j, 1, 1, text) for i, row in enumerate(rows) for j, text in enumerate(row)]
    return PageTable(0, [0.0, 100.0, 200.0, 300.0], len(rows), cells)


def test_a_table_goes_on_over_the_page_and_its_head_comes_once() -> None:
    head = ("序号", "任务", "单位")
    first = table(head, ("1", "修路", "县交通局"), ("2", "改造老旧", "县住建局"))
    assert first.take_over(table(head, ("", "小区", ""), ("3", "植树", "县林业局")))
    assert first.height == 4
    assert [[cell.text for cell in first.row(number)] for number in range(4)] == [
        list(head),
        ["1", "修路", "县交通局"],
        ["2", "改造老旧小区", "县住建局"],
        ["3", "植树", "县林业局"],
    ]
    other = table(("名称", "数值", "性质"))
    other.edges = [0.0, 50.0, 100.0, 300.0]
    assert not first.take_over(other)


@needs_office
def test_a_page_with_header_footer_and_table(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("青禾县方案")
    made = document.add_table(2, 2)
    made.style = "Table Grid"
    for row, texts in enumerate((("重点任务", "责任单位"), ("修建渠系道路三公里", "县水利局"))):
        for column, text in enumerate(texts):
            made.cell(row, column).text = text
    document.add_paragraph("后文。")
    document.save(str(tmp_path / "方案.docx"))
    source = read_source(converted(tmp_path / "方案.docx", "pdf"))
    assert source.text == "青禾县方案\n重点任务\t责任单位\n修建渠系道路三公里\t县水利局\n后文。\n"
    assert [(block.cell.row, block.cell.column) for block in source.blocks if block.cell] == [(0, 0), (0, 1), (1, 0), (1, 1)]


@needs_office
def test_a_password_set_by_an_office_program(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("青禾县方案")
    document.save(str(tmp_path / "密.docx"))
    options = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"abc"}}'
    path = converted(tmp_path / "密.docx", "pdf:writer_pdf_Export:" + options)
    assert "密码" in refusal(path, path.read_bytes())
