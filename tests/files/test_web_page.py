"""Web pages under any name: paragraphs, counted lists, tables; nothing that is not shown; however deep they are nested."""

from pathlib import Path

import pytest

from tests.plans.reading import dictionary, roles
from tracker.errors import UserError
from tracker.files.blocks import SourceDocument
from tracker.files.source import read_source
from tracker.plans.reader import read_plan

PAGE = """<html><head><meta charset="{charset}"><title>不读</title><style>p {{color: red}}</style></head><body>
<script>alert("不读")</script><p>青禾县方案</p><div>一、交通<br>（一）修路。<b>修路</b>3公里。
（县交通局牵头）</div><ol start="3"><li><p>架桥</p></li><li>植树</li></ol>
<table><tr><td><table><tr><th rowspan="2">类别</th><th>任务</th><th>单位</th></tr>
<tr><td>修路<p>3公里</p></td><td>县&nbsp;交通局</td></tr></table></td></tr></table><!-- 不读 --><p>完</p></body></html>"""


def read(tmp_path: Path, data: bytes, name: str = "方案.doc") -> SourceDocument:
    path = tmp_path / name
    path.write_bytes(data)
    return read_source(path)


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb2312"])
def test_a_page_saved_as_a_document(tmp_path: Path, charset: str) -> None:
    source = read(tmp_path, PAGE.format(charset=charset).replace("\xa0", " ").encode(charset))
    assert "不读" not in source.text
    texts = [source.text[block.start : block.end] for block in source.blocks]
    assert texts[:5] == ["青禾县方案", "一、交通", "（一）修路。修路3公里。 （县交通局牵头）", "3.架桥", "4.植树"]
    cells = {
        (block.cell.row, block.cell.column, block.cell.row_span): source.text[block.start : block.end]
        for block in source.blocks
        if block.cell
    }
    assert cells == {(0, 0, 2): "类别", (0, 1, 1): "任务", (0, 2, 1): "单位", (1, 1, 1): "修路\n3公里", (1, 2, 1): "县\xa0交通局"}
    assert texts[-1] == "完"


def test_a_table_saved_as_a_workbook(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{number}</td><td>修路{number}公里</td><td>县交通局</td></tr>" for number in range(1, 4))
    page = f"<html><body><table><tr><td>序号</td><td>任务</td><td>牵头单位</td></tr>{rows}</table></body></html>"
    draft = read_plan(read(tmp_path, page.encode("gbk"), "表.xls"), dictionary())
    assert [(task.label, roles(task)) for task in draft.tasks] == [(str(number), "lead 县交通局") for number in range(1, 4)]


def test_a_page_with_its_pictures_in_one_file(tmp_path: Path) -> None:
    body = "<html><body><p>青禾县方案</p></body></html>".encode("gbk").hex("=").upper()
    data = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n"
    data += b"Content-Transfer-Encoding: quoted-printable\r\n\r\n=" + body.encode() + b"\r\n--x--\r\n"
    assert read(tmp_path, data, "方案.mht").text == "青禾县方案\n"


def test_a_page_in_traditional_characters_and_encoding(tmp_path: Path) -> None:
    data = '<html><head><meta charset="big5"></head><body><p>縣政府方案</p></body></html>'.encode("big5")
    assert read(tmp_path, data).text == "縣政府方案\n"


def test_outside_things_are_not_fetched(tmp_path: Path) -> None:
    data = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>a&x;b</p><iframe src="file:///etc/passwd"></iframe></body></html>'
    assert "root" not in read(tmp_path, data).text


@pytest.mark.parametrize("body", [b"<div>" * 300_000 + b"x", b"<table><tr><td>" * 20_000 + b"x", b"<p>" * 300_000, b"<" * 500_000])
def test_a_page_nested_without_end_is_answered(tmp_path: Path, body: bytes) -> None:
    try:
        assert isinstance(read(tmp_path, b"<html><body><p>y</p>" + body).text, str)
    except UserError as error:
        assert str(error).count("。") == 1
