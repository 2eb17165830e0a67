"""OpenDocument texts: numbers of lists counted out, tables with merged cells, tracked changes accepted; refusals in one sentence."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.plans.reading import dictionary, roles
from tracker.errors import UserError
from tracker.files.source import read_source
from tracker.plans.reader import read_plan

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"))
)
_STYLES = """<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
<text:list-level-style-number text:level="2" style:num-format="一, 二, 三, ..." style:num-prefix="（" style:num-suffix="）"/>
<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="."/>
</text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>"""


def odt(path: Path, body: str, *, styles: str = _STYLES, prolog: str = "", manifest: str = "") -> Path:
    """An .odt with this body."""
    content = f"""{prolog}<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>
<office:body><office:text>{body}</office:text></office:body></office:document-content>"""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", content)
        if manifest:
            made.writestr("META-INF/manifest.xml", manifest)
    path.write_bytes(data.getvalue())
    return path


def _item(text: str, more: str = "") -> str:
    return f"<text:list-item><text:p>{text}</text:p>{more}</text:list-item>"


def _list(inner: str, attributes: str = 'text:style-name="L1"') -> str:
    return f"<text:list {attributes}>{inner}</text:list>"


def test_numbers_of_lists_are_counted_out(tmp_path: Path) -> None:
    third = _list(_item("修缮水渠。（县水利局负责）") + _item("清淤河道。（县水利局负责）"), "")
    body = (
        "<text:p>青禾县2026年工作要点</text:p>"
        + _list(_item("水利", _list(_item("灌溉", third), "")))
        + "<text:p>说明文字</text:p>"
        + _list(
            _item("交通", _list(_item("道路。整修道路3公里。（县交通局负责）"), "")), 'text:style-name="L1" text:continue-numbering="true"'
        )
        + _list(_item("要点"), 'text:style-name="L2"')
    )
    text = read_source(odt(tmp_path / "要点.odt", body)).text
    assert text.split("\n")[:8] == [
        "青禾县2026年工作要点",
        "一、水利",
        "（一）灌溉",
        "1.修缮水渠。（县水利局负责）",
        "2.清淤河道。（县水利局负责）",
        "说明文字",
        "二、交通",
        "（一）道路。整修道路3公里。（县交通局负责）",
    ]
    assert "\n要点" in text


def test_a_table_with_merged_cells_becomes_tasks(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return "<table:table-row>" + "".join(cells) + "</table:table-row>"

    def cell(text: str, spans: str = "") -> str:
        return f"<table:table-cell {spans}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    table = (
        "<table:table><table:table-header-rows>"
        + row(*map(cell, ("序号", "类别", "重点任务", "牵头单位", "完成时限")))
        + "</table:table-header-rows>"
        + row(cell("1"), cell("水利", 'table:number-rows-spanned="2"'), cell("修缮水渠12公里"), cell("县水利局"), cell("2026年6月底"))
        + row(cell("2"), covered, cell("清淤河道5条"), cell("县水利局"), cell("2026年9月底"))
        + "</table:table>"
    )
    draft = read_plan(read_source(odt(tmp_path / "分解表.odt", f"<text:p>青禾县2026年任务分解表</text:p>{table}")), dictionary())
    assert [(task.label, task.content, roles(task), draft.path(task)) for task in draft.tasks] == [
        ("1", "修缮水渠12公里", "lead 县水利局", ["水利"]),
        ("2", "清淤河道5条", "lead 县水利局", ["水利"]),
    ]
    assert [str(task.deadlines[0].due) for task in draft.tasks] == ["2026-06-30", "2026-09-30"]


def test_what_is_no_text_is_left_out_and_changes_are_accepted(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删去的话</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>目录条目</text:p></text:index-body></text:table-of-content>"
        '<text:p>一、<text:change text:change-id="c1"/>修路<text:s text:c="2"/>架桥<text:line-break/>续行'
        "<text:note><text:note-body><text:p>脚注</text:p></text:note-body></text:note>"
        "<office:annotation><text:p>批注</text:p></office:annotation></text:p>"
        "<text:p><draw:frame><draw:text-box><text:p>框里的话</text:p></draw:text-box></draw:frame></text:p>"
        "<text:section><text:p>节里的话</text:p></text:section>"
    )
    text = read_source(odt(tmp_path / "稿.odt", body)).text
    assert text == "一、修路  架桥\n续行\n框里的话\n节里的话\n"


def test_headings_take_their_number_from_the_outline(tmp_path: Path) -> None:
    styles = """<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="第"
    style:num-suffix="章 "/><text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>"""
    body = (
        '<text:h text:outline-level="1">总则</text:h><text:h text:outline-level="2">依据</text:h>'
        '<text:h text:outline-level="1">任务</text:h>'
    )
    assert read_source(odt(tmp_path / "纲.odt", body, styles=styles)).text == "第1章 总则\n依据\n第2章 任务\n"


@pytest.mark.parametrize(
    ("prolog", "manifest", "said"),
    [
        ("", "<x><encryption-data/></x>", "密码"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><broken>', "", "已损坏"),
    ],
)
def test_a_locked_or_broken_file_is_told(tmp_path: Path, prolog: str, manifest: str, said: str) -> None:
    path = odt(tmp_path / "坏.odt", "<text:p>字</text:p>", prolog=prolog, manifest=manifest)
    with pytest.raises(UserError, match=said):
        read_source(path)


def test_entities_from_outside_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不该读到")
    prolog = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    assert "不该读到" not in read_source(odt(tmp_path / "外.odt", "<text:p>县水利局&e;</text:p>", prolog=prolog)).text
