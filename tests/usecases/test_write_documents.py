"""Documents are written in the layout of the office, whole or not at all."""

from pathlib import Path

import pytest

from tests.reports import ooxml
from tests.reports.documents import DOCUMENTS, OWN
from tests.reports.ooxml import W
from tracker.errors import Cancelled, UserError
from tracker.usecases.papers.documents import write_document


def test_a_document_has_the_margins_and_faces_of_the_layout(tmp_path: Path) -> None:
    out = tmp_path / "催报.docx"
    write_document(DOCUMENTS["urging"](), out, layout=OWN)
    body = ooxml.parts(out)["word/document.xml"]
    (margins,) = body.iter(W + "pgMar")
    assert round(ooxml.number(margins, "top") / 56.693) == OWN.text.top
    faces = {ooxml.attribute(face, "eastAsia") for face in body.iter(W + "rFonts")}
    assert {OWN.body, OWN.title} <= faces and "仿宋_GB2312" not in faces


def test_a_font_that_the_computer_lacks_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "催报.docx"
    write_document(DOCUMENTS["urging"](), out, fonts=["仿宋", "楷体", "黑体", "宋体"])
    faces = {ooxml.attribute(face, "eastAsia") for face in ooxml.parts(out)["word/document.xml"].iter(W + "rFonts")}
    assert faces == {"仿宋", "黑体", "宋体"}


def test_a_cancel_leaves_the_older_file(tmp_path: Path) -> None:
    out = tmp_path / "通报.docx"
    out.write_text("旧")

    def stop(_done: float, _text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_document(DOCUMENTS["bulletin"](), out, stop)
    assert out.read_text() == "旧" and list(tmp_path.iterdir()) == [out]


def test_other_kinds_of_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="只能存为 Word 或 Excel"):
        write_document(DOCUMENTS["urging"](), tmp_path / "催报.txt")
