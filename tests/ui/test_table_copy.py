"""Rows copied as a table stay in Excel what they were in the list."""

import re

import pytest

from tracker.ui.widgets.table_copy import table_data


def cells(text: str, *, figure: bool = False) -> tuple[str, bool]:
    """The cell as HTML, and whether a spreadsheet is told that it is text."""
    html = table_data(["栏"], [[text]], [figure]).html()
    found = re.search(r"<td([^>]*)>(.*?)</td>", html)
    assert found is not None
    assert found[1] in ("", " style='mso-number-format:\"\\@\"'"), "as Excel itself writes it"
    return found[2], bool(found[1])


@pytest.mark.parametrize(
    ("text", "figure", "held"),
    [
        ("=1+1", False, True),
        ("-加快办理", False, True),
        ("@周明", False, True),
        ("0731-8866", False, True),
        ("13800001234", False, True),
        ("1-2", False, True),
        ("1.10", False, True),
        ("3处", False, True),
        ("12", True, False),
        ("0012", True, True),
        ("43%", False, False),
        ("2026-09-30", False, False),
        ("清理北河淤泥", False, False),
        ("", False, False),
        ("1" * 300, False, False),
    ],
)
def test_only_what_excel_would_turn_into_something_else_is_held_as_text(text: str, figure: bool, held: bool) -> None:
    assert cells(text, figure=figure)[1] is held


def test_lines_within_a_cell_stay_in_it_and_signs_are_no_markup() -> None:
    assert cells("第一段\n<第二段>")[0].replace("<br", "|").split("|")[0] == "第一段"
    assert "&lt;第二段&gt;" in cells("第一段\n<第二段>")[0]
    plain = table_data(["甲", "乙"], [["一\n二", "三\t四"]], [False, False]).text()
    assert plain == "甲\t乙\n一 二\t三 四", "each row is one line, each cell one column"
