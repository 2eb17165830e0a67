"""Files that mean harm or are out of all proportion: each is answered, with a plan or with one sentence."""

from pathlib import Path

import pytest

from tests.files.making import archive, plan_of
from tracker.errors import UserError
from tracker.files import blocks
from tracker.files.source import read_source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str, head: str = "") -> bytes:
    return archive(word__document_xml=f"{head}<w:document {W}><w:body>{body}</w:body></w:document>".encode())


def cell(text: str) -> str:
    return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


LAUGHS = '<!DOCTYPE d [<!ENTITY a "xxxxxxxxxx">' + "".join(
    f'<!ENTITY a{n} "{("&a" + (str(n - 1) if n > 1 else "") + ";") * 10}">' for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("弹.docx", archive(word__document_xml=b"0" * 40_000_000)),
        ("外.docx", word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>')),
        ("笑.docx", word("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", LAUGHS + "]>")),
        ("深.docx", word("<w:ins>" * 100_000)),
        ("套.docx", word("<w:tbl><w:tr><w:tc>" * 90 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 90)),
        ("长.txt", "修路，".encode() * 600_000),
        ("五十兆.txt", b"1" * 52_000_000),
        ("长.rtf", b"{\\rtf1\\ansi " + b"\\'b0\\'a1" * 2_000_000),
        ("深.docx", b"{\\rtf1\\ansi " + b"{" * 100_000),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_source(path)
    assert name in str(caught.value) and str(caught.value).count("。") == 1


def test_more_paragraphs_than_any_plan_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_MAX_BLOCKS", 1000)
    path = tmp_path / "多.docx"
    path.write_bytes(word("<w:p><w:r><w:t>修路</w:t></w:r></w:p>" * 1002))
    with pytest.raises(UserError, match="太大"):
        read_source(path)


def test_a_table_of_many_rows_is_read(tmp_path: Path) -> None:
    heads = "".join(map(cell, ("序号", "任务内容", "牵头单位")))
    rows = "".join(f"<w:tr>{cell(str(n))}{cell(f'改造道路{n}公里')}{cell('县交通局')}</w:tr>" for n in range(1, 2001))
    path = tmp_path / "长表.docx"
    path.write_bytes(word(f"<w:tbl><w:tr>{heads}</w:tr>{rows}</w:tbl>"))
    draft = plan_of(path)
    assert len(draft.tasks) == 2000 and draft.tasks[-1].label == "2000"
