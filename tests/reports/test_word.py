"""The ledger as .docx: what Word needs in the XML, and that nothing of the plan is lost on the way."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.reports import ooxml, samples
from tests.reports.ooxml import W
from tracker.domain.ledger import LedgerData
from tracker.errors import Cancelled
from tracker.reports.content import Document
from tracker.reports.fonts import STANDARD, Fonts, choose_fonts
from tracker.reports.ledger import CHOICES, FULL_COLUMNS, ledger_document
from tracker.reports.word import write_word


def written(folder: Path, document: Document, fonts: Fonts = STANDARD) -> Path:
    path = folder / "台账.docx"
    write_word(document, path, fonts)
    return path


def rows_of(path: Path) -> list[list[str]]:
    body = ooxml.parts(path)["word/document.xml"]
    return [[ooxml.text_of(cell) for cell in row.iter(W + "tc")] for row in body.iter(W + "tr")]


@pytest.mark.parametrize("columns", [None, FULL_COLUMNS, ("task", "lead")], ids=["usual", "all fourteen", "two"])
@pytest.mark.parametrize("families", [None, ["仿宋", "楷体", "黑体", "宋体"], []], ids=["standard", "Windows", "bare PC"])
def test_the_file_obeys_the_rules_of_paper(tmp_path: Path, columns: tuple[str, ...] | None, families: list[str] | None) -> None:
    path = written(tmp_path, ledger_document(samples.ledger(3), samples.TODAY, columns=columns), choose_fonts(families))
    parts = ooxml.parts(path)
    for root in parts.values():
        assert list(ooxml.order_faults(root)) == []
        assert list(ooxml.font_faults(root)) == []
    body = parts["word/document.xml"]
    (section,) = body.iter(W + "sectPr")
    margins, size = section.find(W + "pgMar"), section.find(W + "pgSz")
    width = ooxml.number(size, "w") - ooxml.number(margins, "left") - ooxml.number(margins, "right")
    (table,) = body.iter(W + "tbl")
    assert list(ooxml.table_faults(table, width)) == []


def test_the_page_is_a4_across_with_its_margins(tmp_path: Path) -> None:
    body = ooxml.parts(written(tmp_path, ledger_document(samples.ledger(), samples.TODAY)))["word/document.xml"]
    (size,), (margins,) = body.iter(W + "pgSz"), body.iter(W + "pgMar")
    assert (ooxml.number(size, "w"), ooxml.number(size, "h"), ooxml.attribute(size, "orient")) == (16838, 11906, "landscape")
    assert [ooxml.number(margins, edge) for edge in ("top", "bottom", "left", "right", "header", "footer")] == [
        1134,
        1020,
        850,
        850,
        567,
        510,
    ]


def test_fourteen_columns_take_a3(tmp_path: Path) -> None:
    path = written(tmp_path, ledger_document(samples.ledger(), samples.TODAY, columns=FULL_COLUMNS))
    (size,) = ooxml.parts(path)["word/document.xml"].iter(W + "pgSz")
    assert (ooxml.number(size, "w"), ooxml.number(size, "h")) == (23811, 16838)
    assert rows_of(path)[0] == [CHOICES[key].head for key in FULL_COLUMNS]


def test_every_page_counts_itself_and_all(tmp_path: Path) -> None:
    footer = ooxml.parts(written(tmp_path, ledger_document(samples.ledger(), samples.TODAY)))["word/footer1.xml"]
    assert [(code.text or "").strip() for code in footer.iter(W + "instrText")] == ["PAGE", "NUMPAGES"]
    assert ooxml.text_of(footer) == "第 1 页　共 1 页"


def test_no_task_unit_or_time_limit_is_lost(tmp_path: Path) -> None:
    data = samples.ledger()
    rows = {row[0]: "".join(row) for row in rows_of(written(tmp_path, ledger_document(data, samples.TODAY)))}
    for task in data.tasks:
        printed = rows[str(task.number)]
        assert task.title in printed
        assert all(each.printed in printed for each in task.assignments)
        assert all(each.wording in printed for each in task.deadlines)


def test_markup_and_control_characters_in_text_do_no_harm(tmp_path: Path) -> None:
    task = replace(samples.tasks()[0], title="<b>甲&乙</b>\x0b“丙”\t丁", deadlines=())
    path = written(tmp_path, ledger_document(LedgerData(samples.PLAN, (task,)), samples.TODAY))
    assert rows_of(path)[3][1] == "<b>甲&乙</b>“丙” 丁"


def test_a_character_that_gb2312_lacks_is_set_in_another_font(tmp_path: Path) -> None:
    body = ooxml.parts(written(tmp_path, ledger_document(samples.ledger(), samples.TODAY)))["word/document.xml"]
    fonts = {ooxml.text_of(run): ooxml.attribute(run.findall(f"{W}rPr/{W}rFonts")[0], "eastAsia") for run in body.iter(W + "r")}
    assert fonts["喆㴝"] == "仿宋"
    assert fonts["许"] == "仿宋_GB2312"


def test_late_and_lagging_tasks_stand_out(tmp_path: Path) -> None:
    body = ooxml.parts(written(tmp_path, ledger_document(samples.ledger(), samples.TODAY)))["word/document.xml"]
    fonts = {ooxml.text_of(run): ooxml.attribute(run.findall(f"{W}rPr/{W}rFonts")[0], "eastAsia") for run in body.iter(W + "r")}
    assert (fonts["逾期"], fonts["欠进度"], fonts["推进中"]) == ("黑体", "黑体", "仿宋_GB2312")


def test_a_text_longer_than_a_page_goes_on_in_a_row_of_its_own(tmp_path: Path) -> None:
    text = "逐村排查，建立清单，限期整改。" * 120
    task = replace(samples.tasks()[0], content=text)
    path = written(
        tmp_path,
        ledger_document(
            LedgerData(samples.PLAN, (task,)), samples.TODAY, columns=("number", "task", "content", "lead", "support", "progress")
        ),
    )
    rows = [row for row in rows_of(path) if len(row) > 1][1:]
    assert "".join(row[2] for row in rows) == text
    assert [row[0] for row in rows] == ["1", *["续"] * (len(rows) - 1)]
    assert len(rows) > 1


def test_nothing_after_the_table_stands_alone_on_a_page(tmp_path: Path) -> None:
    body = ooxml.parts(written(tmp_path, ledger_document(samples.ledger(), samples.TODAY)))["word/document.xml"][0]
    *above, foot, _ = [element for element in body if element.tag != W + "tbl"]
    last_row = list(body.iter(W + "tr"))[-1]
    assert all(paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in [*above, *last_row.iter(W + "p")])
    assert foot.find(f"{W}pPr/{W}keepNext") is None


def test_python_docx_reads_it(tmp_path: Path) -> None:
    from docx import Document as read

    document = read(str(written(tmp_path, ledger_document(samples.ledger(), samples.TODAY))))
    assert document.paragraphs[0].text == "望川县2026年重点工作任务推进台账"
    assert document.tables[0].rows[0].cells[1].text == "重点任务"


def test_progress_rises_and_a_cancel_gets_through(tmp_path: Path) -> None:
    seen: list[float] = []
    document = ledger_document(samples.ledger(100), samples.TODAY)
    write_word(document, tmp_path / "a.docx", progress=lambda done, _: seen.append(done))
    assert seen == sorted(seen)
    assert seen[-1] == 1

    def stop(done: float, _: str) -> None:
        if done > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_word(document, tmp_path / "b.docx", progress=stop)
