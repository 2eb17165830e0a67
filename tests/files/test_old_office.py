"""Binary Word and Excel files: told apart by their streams, refused with a way out where they cannot be read."""

from pathlib import Path

import docx
import pytest

from tests.files.making import compound, converted, needs_office
from tracker.errors import UserError
from tracker.files.source import read_source

WAY_OUT = "请在 WPS 或 Word 里另存为 .docx 再导入"


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
