"""Word documents: automatic numbers, merged cells, text boxes, tracked changes, soft breaks."""

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.plans.reading import dictionary, roles
from tracker.files.source import read_source
from tracker.files.word_numbering import chinese_counting, formatted
from tracker.plans.reader import read_plan

LEVELS = (
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
    ("decimal", "%3.%5"),
)


def numbered(document: Any, levels: tuple[tuple[str, str], ...] = LEVELS) -> str:
    """Add an abstract list and an instance of it; returns the instance's id."""
    root = document.part.numbering_part.element
    body = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{body}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return "77"


def item(document: Any, text: str, level: int, number: str = "77") -> Any:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )
    return paragraph


def lines(document: Any, tmp_path: Path) -> list[str]:
    path = tmp_path / "方案.docx"
    document.save(str(path))
    source = read_source(path)
    return [source.text[block.start : block.end] for block in source.blocks]


def test_automatic_numbers_are_counted_out(tmp_path: Path) -> None:
    document = docx.Document()
    numbered(document)
    for text, level in (
        ("任务", 0),
        ("交通", 1),
        ("修路", 2),
        ("路面", 3),
        ("路灯", 3),
        ("架桥", 2),
        ("水利", 1),
        ("清淤", 2),
        ("要求", 0),
        ("落实", 1),
    ):
        item(document, text, level)
    assert lines(document, tmp_path) == [
        "一、任务",
        "（一）交通",
        "1.修路",
        "① 路面",
        "② 路灯",
        "2.架桥",
        "（二）水利",
        "1.清淤",
        "二、要求",
        "（一）落实",
    ]


def test_numbers_through_styles_and_restarts(tmp_path: Path) -> None:
    document = docx.Document()
    numbered(document)
    style = document.styles.add_style("条目", 1)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="2"/><w:numId w:val="77"/></w:numPr>'))
    child = document.styles.add_style("条目二", 1)
    child.base_style = style
    root = document.part.numbering_part.element
    override = '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride>'
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/>{override}</w:num>'))
    document.add_paragraph("修路", style="条目")
    document.add_paragraph("架桥", style="条目二")
    item(document, "清淤", 2, "78")
    item(document, "没有编号", 0, "0")
    assert lines(document, tmp_path) == ["1.修路", "2.架桥", "5.清淤", "没有编号"]


def test_the_same_plan_with_typed_and_with_automatic_numbers(tmp_path: Path) -> None:
    typed, automatic = docx.Document(), docx.Document()
    numbered(automatic)
    rows = (
        ("任务", 0, "一、"),
        ("修路。加快修路。（县交通局牵头，县财政局配合）", 1, "（一）"),
        ("架桥。加快架桥。（县交通局）", 1, "（二）"),
    )
    for document in (typed, automatic):
        document.add_paragraph("青禾县2024年方案")
    for text, level, label in rows:
        typed.add_paragraph(label + text)
        item(automatic, text, level)
    found = []
    for document in (typed, automatic):
        document.save(str(tmp_path / "a.docx"))
        draft = read_plan(read_source(tmp_path / "a.docx"), dictionary())
        found.append([(task.label, task.title, task.content, roles(task), draft.path(task)) for task in draft.tasks])
    assert found[0] == found[1] and len(found[0]) == 2


def test_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("加快")
    for xml in (
        '<w:del w:id="1" w:author="a"><w:r><w:delText>拆除</w:delText></w:r></w:del>',
        '<w:ins w:id="2" w:author="a"><w:r><w:t>修建</w:t></w:r></w:ins>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>",
        "<w:r><w:t>道路。</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml.replace("<w:", "<w:", 1).replace(">", f" {nsdecls('w')}>", 1)))
    gone = document.add_paragraph("前半句")
    gone._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="3" w:author="a"/></w:rPr>'))
    document.add_paragraph("后半句。")
    assert lines(document, tmp_path) == ["加快修建道路。", "前半句后半句。"]


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("正文。")
    box = "<w:txbxContent><w:p><w:r><w:t>框内文字。</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    paragraph._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')} {mc}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:shape>{box}</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert lines(document, tmp_path) == ["正文。", "框内文字。"]


def test_soft_breaks_join_a_sentence_but_part_items(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("青禾县方案")
    document.add_paragraph("一、任务")
    paragraph = document.add_paragraph("（一）修路。坚持统筹规划分步实施逐步打通各乡镇之间的断头路")
    paragraph.add_run().add_break()
    paragraph.add_run("和瓶颈路。（县交通局）")
    paragraph.add_run().add_break()
    paragraph.add_run("（二）架桥。加快架桥。（县水利局）")
    document.save(str(tmp_path / "a.docx"))
    tasks = read_plan(read_source(tmp_path / "a.docx"), dictionary()).tasks
    assert [task.title for task in tasks] == ["修路", "架桥"]
    assert tasks[0].content.endswith("断头路和瓶颈路。")


def test_division_table_with_merged_cells_and_a_header_of_two_rows(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("青禾县2024年重点任务分工表")
    table = document.add_table(rows=5, cols=5)
    for row, texts in enumerate(
        (
            ("类别", "任务内容", "责任分工", "", "完成时限"),
            ("", "", "牵头单位", "配合单位", ""),
            ("交通", "修路40公里", "县交通局", "县财政局\n各镇（街道）", "6月底前"),
            ("", "架桥2座", "县交通局", "县发改局", "2024年10月"),
            ("水利", "清淤", "县水利局", "", "长期坚持"),
        )
    ):
        for column, text in enumerate(texts):
            if text:
                table.cell(row, column).text = text
    for a, b in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((0, 4), (1, 4)), ((2, 0), (3, 0))):
        table.cell(*a).merge(table.cell(*b))
    document.save(str(tmp_path / "a.docx"))
    draft = read_plan(read_source(tmp_path / "a.docx"), dictionary())
    assert [(draft.path(task), task.content, roles(task)) for task in draft.tasks] == [
        (["交通"], "修路40公里", "lead 县交通局、support 县财政局、support 各镇（街道）"),
        (["交通"], "架桥2座", "lead 县交通局、support 县发改局"),
        (["水利"], "清淤", "lead 县水利局"),
    ]
    assert [[str(limit.due) for limit in task.deadlines] for task in draft.tasks] == [["2024-06-30"], ["2024-10-31"], ["None"]]


def test_a_frame_of_one_cell_is_text(tmp_path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "专栏1 重点工程"
    cell.add_paragraph("（1）修路工程。加快修路。")
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert [project.title for project in read_plan(read_source(path), dictionary()).projects] == ["修路工程"]


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (12, "chineseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (3, "chineseLegalSimplified", "叁"),
        (3, "ideographTraditional", "丙"),
        (25, "decimalEnclosedCircle", "㉕"),
        (3, "decimalEnclosedParen", "⑶"),
        (3, "decimalEnclosedFullstop", "⒊"),
        (12, "decimalFullWidth", "１２"),
        (7, "decimalZero", "07"),
        (27, "upperLetter", "AA"),
        (4, "lowerRoman", "iv"),
        (3, "bullet", ""),
        (3, "unknownFormat", "3"),
    ],
)
def test_number_formats(value: int, kind: str, text: str) -> None:
    assert formatted(value, kind) == text


@pytest.mark.parametrize(
    ("value", "text"), [(1, "一"), (10, "十"), (19, "十九"), (30, "三十"), (101, "一百〇一"), (110, "一百一十"), (1005, "一千〇五")]
)
def test_chinese_counting(value: int, text: str) -> None:
    assert chinese_counting(value) == text
