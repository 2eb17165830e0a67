"""Rich text and OFD layout files: the same plan as in a text file, with its numbers, its tables and its lines joined."""

from pathlib import Path

import pytest

from tests.files.making import archive
from tests.plans.reading import dictionary, roles
from tracker.errors import UserError
from tracker.files.source import read_source
from tracker.plans.reader import read_plan

PLAN = """云桥县2025年水利重点工作安排
一、防汛抗旱
（一）除险加固。完成6座小型水库除险加固，主坝护坡全部更新，配套建设雨情测报和安全监测设施，5月底前具备蓄水条件。
（县水利局牵头，县财政局、有关乡镇配合）
（二）清淤疏浚。清淤河道42公里，落实管护人员。
（县水利局负责）
"""
PAGE = "<o:Page xmlns:o='http://www.ofdspec.org/2016'><o:Content><o:Layer>{}</o:Layer></o:Content></o:Page>"
WIDE = 28


def _unicode(text: str) -> str:
    return "".join(char if char.isascii() else f"\\u{ord(char) if ord(char) < 32768 else ord(char) - 65536}\\'3f" for char in text)


def _bytes(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))


def _rich(paragraphs: list[str], letters: object = _unicode) -> bytes:
    assert callable(letters)
    head = r"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0\fcharset134 \'cb\'ce\'cc\'e5;}}{\*\generator x;}{\info{\title secret}}\f0 "
    return (head + "".join(letters(text) + "\\par\n" for text in paragraphs) + "}").encode()


@pytest.mark.parametrize("letters", [_unicode, _bytes])
def test_a_rich_text_is_read_as_its_text(tmp_path: Path, letters: object) -> None:
    path = tmp_path / "方案.rtf"
    path.write_bytes(_rich(PLAN.splitlines(), letters))
    source = read_source(path)
    assert [source.text[block.start : block.end] for block in source.blocks] == PLAN.splitlines()


def test_numbers_and_tables_of_a_rich_text(tmp_path: Path) -> None:
    def cell(text: str) -> str:
        return r"\pard\intbl " + _unicode(text) + r"\cell "

    def row(*texts: str, merged: str = "") -> str:
        edges = "".join(rf"{merged if i == 2 else ''}\cellx{2000 * (i + 1)}" for i in range(len(texts)))
        return r"\trowd " + edges + "".join(map(cell, texts)) + r"\row "

    number = r"{\listtext\pard 1.\tab}{\*\pn x}" + _unicode("加强调度。每月通报一次。（县政府督查室负责）") + r"\par "
    table = (
        row("序号", "任务内容", "责任单位")
        + row("1", "新建泵站3座。", "县水利局", merged=r"\clvmgf")
        + row("2", "改造渠道8公里。", "", merged=r"\clvmrg")
    )
    body = (
        r"{\rtf1\ansi "
        + _unicode("云桥县2025年任务分工")
        + r"\par "
        + table
        + r"\pard "
        + _unicode("一、工作要求")
        + r"\par "
        + number
        + "}"
    )
    path = tmp_path / "分工.doc"
    path.write_bytes(body.encode())
    draft = read_plan(read_source(path), dictionary())
    assert [(task.label, task.content, roles(task)) for task in draft.tasks] == [
        ("1", "新建泵站3座。", "lead 县水利局"),
        ("2", "改造渠道8公里。", "lead 县水利局"),
        ("1.", "每月通报一次。", "lead 县政府督查室"),
    ]


def _ofd(lines: list[list[str]]) -> bytes:
    def text(line: str, number: int) -> str:
        box = f"Boundary='{28 + 5.6 * (len(line) - len(line.lstrip()))} {37 + 10 * number} 160 8' Size='5.6'"
        return f"<o:TextObject {box}><o:TextCode X='0' Y='6' DeltaX='g {len(line)} 5.6'>{line.strip()}</o:TextCode></o:TextObject>"

    pages = {
        f"Doc_0/Pages/P{i}/Content.xml": PAGE.format("".join(text(line, n) for n, line in enumerate(page))).encode()
        for i, page in enumerate(lines)
    }
    listed = "".join(f"<o:Page ID='{i}' BaseLoc='Pages/P{i}/Content.xml'/>" for i in range(len(lines)))
    box = "<o:CommonData><o:PageArea><o:PhysicalBox>0 0 210 297</o:PhysicalBox></o:PageArea></o:CommonData>"
    space = "xmlns:o='http://www.ofdspec.org/2016'"
    parts = {"Doc_0/Document.xml": f"<o:Document {space}>{box}<o:Pages>{listed}</o:Pages></o:Document>".encode()}
    parts["OFD.xml"] = f"<o:OFD {space}><o:DocBody><o:DocRoot>Doc_0/Document.xml</o:DocRoot></o:DocBody></o:OFD>".encode()
    return archive(**{name.replace("/", "__").replace(".xml", "_xml"): data for name, data in (parts | pages).items()})


def test_lines_of_an_ofd_page_are_joined_to_paragraphs(tmp_path: Path) -> None:
    lines = []
    for number, paragraph in enumerate(PLAN.splitlines()):
        whole = "　　" * (number > 0) + paragraph
        lines += [whole[i : i + WIDE] for i in range(0, len(whole), WIDE)]
    path = tmp_path / "方案.ofd"
    path.write_bytes(_ofd([lines[:5], lines[5:]]))
    draft = read_plan(read_source(path), dictionary())
    assert draft.title == "云桥县2025年水利重点工作安排"
    assert [(task.title, roles(task)) for task in draft.tasks] == [
        ("除险加固", "lead 县水利局、support 县财政局、support 有关乡镇"),
        ("清淤疏浚", "lead 县水利局"),
    ]
    assert draft.tasks[0].content == PLAN.splitlines()[2].removeprefix("（一）除险加固。")


@pytest.mark.parametrize(
    ("name", "data", "way"),
    [
        ("空.ofd", _ofd([[]]), "OCR"),
        ("坏.ofd", archive(OFD_xml=b"<x>"), "OFD 阅读器另存为 PDF"),
        ("空.rtf", b"{\\rtf1\\ansi{\\pict 00ff}}", "另存为 .docx"),
        ("深.rtf", b"{\\rtf1" + b"{" * 5000, "另存为 .docx"),
    ],
)
def test_what_holds_no_text_is_said_with_a_way_out(tmp_path: Path, name: str, data: bytes, way: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError, match=way):
        read_source(path)
