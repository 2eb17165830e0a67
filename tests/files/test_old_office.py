"""Binary Word and Excel files: told apart by their streams, refused with a way out where they cannot be read."""

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.files.making import compound, converted, needs_office
from tracker.errors import UserError
from tracker.files.source import read_source

WAY_OUT = "请在 WPS 或 Office 里另存为 .docx 或 .xlsx 再导入"


def refusal(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_source(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("密.docx", compound(EncryptedPackage=b"x", EncryptionInfo=b"y"), "密码"),
        ("密.xls", compound(Workbook=b"\x09\x08\x02\x00\x00\x06\x2f\x00\x02\x00\x00\x00"), "密码"),
        ("坏.xls", compound(Workbook=b"\x09\x08\x02\x00\x00\x06"), "损坏"),
        ("幻灯.ppt", compound(PowerPoint_Document=b"x"), "演示文稿"),
        ("坏.doc", compound(WordDocument=b"x", Data=b"y"), WAY_OUT),
        ("别的.wps", compound(CONTENTS=b"x"), WAY_OUT),
        ("断.doc", compound(WordDocument=b"x")[:1500], WAY_OUT),
    ],
)
def test_what_cannot_be_read_is_said_with_a_way_out(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    sentence = refusal(tmp_path / name, data)
    assert words in sentence and name in sentence and sentence.count("。") == 1


@needs_office
def test_a_document_with_a_table_keeps_its_cells(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("青禾县分工表")
    table = document.add_table(2, 2)
    for row, texts in enumerate((("任务", "单位"), ("修路\n架桥", "县交通局"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.save(str(tmp_path / "表.docx"))
    old = converted(tmp_path / "表.docx", "doc")
    renamed = tmp_path / "表.wps"
    renamed.write_bytes(old.read_bytes())
    for path in (old, renamed):
        source = read_source(path)
        cells = {(block.cell.row, block.cell.column): source.text[block.start : block.end] for block in source.blocks if block.cell}
        assert cells == {(0, 0): "任务", (0, 1): "单位", (1, 0): "修路\n架桥", (1, 1): "县交通局"}
        assert source.name == path.name


@needs_office
def test_half_of_a_document_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("青禾县分工表" * 500)
    document.save(str(tmp_path / "文.docx"))
    data = converted(tmp_path / "文.docx", "doc").read_bytes()
    assert WAY_OUT in refusal(tmp_path / "断.doc", data[: len(data) // 2])


@needs_office
def test_a_password_of_the_old_kind(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("青禾县分工表")
    document.save(str(tmp_path / "密.docx"))
    data = bytearray(converted(tmp_path / "密.docx", "doc").read_bytes())
    head = data.index(b"\xec\xa5", 512)
    data[head + 11] |= 0x01
    data[head + 14 : head + 18] = b"\x34\x00\x00\x00"
    assert "密码" in refusal(tmp_path / "密.doc", bytes(data))


@needs_office
def test_text_boxes_and_tracked_changes_of_the_old_kind(tmp_path: Path) -> None:
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    document = docx.Document()
    paragraph = document.add_paragraph("加快")
    for xml in (
        f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>拆除</w:delText></w:r></w:del>',
        f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>修建道路。</w:t></w:r></w:ins>',
        f'<w:r {nsdecls("w")} {vml}><w:pict><v:shape style="position:absolute;width:200pt;height:50pt"><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>框内文字。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    document.add_paragraph("后文。")
    document.save(str(tmp_path / "改.docx"))
    source = read_source(converted(tmp_path / "改.docx", "doc"))
    texts = [source.text[block.start : block.end] for block in source.blocks]
    assert sorted(texts) == ["加快修建道路。", "后文。", "框内文字。"]
    assert texts[-1] == "后文。" or "文本框" in source.notes[0]
