"""Opening sources: text in any Chinese encoding, and one clear sentence for everything that cannot be read."""

import io
import zipfile
from pathlib import Path

import pytest

from tracker.errors import UserError
from tracker.files.source import read_source

TEXT = "青禾县方案\r\n一、任务\r\n\r\n\t（一）修路。（县交通局）\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes(TEXT.encode(encoding))
    document = read_source(path)
    assert document.text == TEXT
    assert [document.text[block.start : block.end] for block in document.blocks] == ["青禾县方案", "一、任务", "（一）修路。（县交通局）"]


def test_the_suffix_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(TEXT.encode("gbk"))
    assert read_source(path).text == TEXT


def test_a_text_that_broke_off_inside_a_character(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes("青禾县方案，责任单位".encode("gb18030")[:-1])
    assert read_source(path).text == "青禾县方案，责任单"


def _zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
WORD = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.txt", b"", "空文件"),
        ("空白.txt", b" \r\n\t\r\n", "空文件"),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "图片"),
        ("程序.txt", b"MZ\x90\x00" + bytes(range(256)), "程序"),
        ("乱.txt", bytes([1, 2, 3, 4, 5, 6, 7, 8] * 50), "二进制"),
        ("乱码.txt", b"\xff\x81\xff\xff\x80abc" * 40, "编码"),
        ("旧.doc", OLE, "另存为 .docx"),
        ("方案.pdf", b"%PDF-1.7\n", "损坏"),
        ("方案.doc", b"{\\rtf1\\ansi", "另存为 .docx"),
        ("方案.wps", b"<html><body><script>x</script></body></html>", "没有文字"),
        ("方案.xml", b"<?xml version='1.0'?><a/>", "XML"),
        ("方案.rar", b"Rar!\x1a\x07", "压缩包"),
        ("坏.docx", b"PK\x03\x04 broken", "损坏"),
        ("表.docx", _zip(xl__workbook_xml=b"<x/>"), "损坏"),
        ("幻灯.docx", _zip(ppt__presentation_xml=b"<x/>"), "演示文稿"),
        ("包.docx", _zip(a_xml=b"<x/>"), "压缩包"),
        ("版式.ofd", _zip(OFD_xml=b"<x/>"), "OFD 阅读器另存为 PDF"),
        ("文字.odt", _zip(content_xml=b"<x/>"), "用 WPS 或 Word 打开，另存为 .docx"),
        ("odt.docx", _zip(content_xml=b"<x/>", mimetype=b"application/vnd.oasis"), "另存为 .docx"),
        ("坏2.docx", _zip(word__document_xml=b"<w:document"), "损坏"),
        ("坏3.docx", _zip(word__document_xml=b"<a/>"), "损坏"),
        ("空.docx", _zip(word__document_xml=b"<w:document " + WORD + b"><w:body/></w:document>"), "没有文字"),
        ("弹.docx", _zip(word__document_xml=b"0" * 30_000_000), "不正常"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        read_source(path)
    sentence = str(caught.value)
    assert words in sentence and sentence.endswith("。") and sentence.count("。") == 1 and name in sentence


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "没有.txt", "找不到"), (tmp_path, "文件夹")):
        with pytest.raises(UserError, match=words):
            read_source(path)


def test_external_entities_are_not_followed(tmp_path: Path) -> None:
    body = b"<w:document " + WORD + b"><w:body><w:p><w:r><w:t>\xe4\xb8\x80&x;\xe4\xba\x8c</w:t></w:r></w:p></w:body></w:document>"
    path = tmp_path / "方案.docx"
    path.write_bytes(_zip(word__document_xml=DOCTYPE + body))
    try:
        text = read_source(path).text
    except UserError:
        return
    assert "root" not in text


def test_a_text_of_a_million_characters_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    path.write_bytes(b"a" * 5_000_000)
    with pytest.raises(UserError, match="太大"):
        read_source(path)
