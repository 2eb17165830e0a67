"""A month's feedback: workbooks go out, come back filled in, are looked at by keyboard, stored, taken back and stored again."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.files.making import compound
from tests.journeys.conftest import Opening
from tests.journeys.steps import bring_in, buttons, click, context, drop, go_by_mouse, keys, press, titles
from tests.ui.conftest import TODAY
from tracker.errors import Cancelled
from tracker.ui.pages.history.page import HistoryPage
from tracker.ui.pages.ledger import outputs as ledger_module
from tracker.ui.pages.sheets import page as page_module
from tracker.ui.pages.sheets.page import SheetsPage
from tracker.ui.shell import MainWindow
from tracker.usecases.feedback.period_book import period_book
from tracker.usecases.work.tasks import plan_details

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_FILLED = ("状态", "进度", "进展")
WRONG = {
    "会议照片.jpg": b"\xff\xd8\xff\xe0" + b"\0" * 200,
    "加了密码.xlsx": compound(EncryptedPackage=b"x" * 5000, EncryptionInfo=b"y"),
    "空的.xlsx": b"",
}
SAID = "已完成年度任务的一半，现场已验收"


def sheets_page(window: MainWindow) -> SheetsPage:
    window.go("sheets")
    page = window.page("sheets")
    assert isinstance(page, SheetsPage)
    return page


def make(page: SheetsPage, folder: Path) -> list[Path]:
    """Have a workbook made for every unit."""
    page.outgoing.make(folder, None, one_workbook=False)
    return sorted(folder.glob("*.xlsx"))


def fill_in(path: Path, percents: list[str], words: str = SAID) -> int:
    """Write a state, a percentage and a sentence into the first rows of a workbook; how many rows it has."""
    book = load_workbook(path)
    sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
    heads = {str(cell.value): cell for row in sheet.iter_rows(max_row=8) for cell in row if cell.value}
    title = heads["重点任务"]
    at = {name: next(cell.column for words, cell in heads.items() if name in words and cell.row == title.row) for name in _FILLED}
    rows = [row for row in range(title.row + 1, sheet.max_row + 1) if str(sheet.cell(row, title.column - 1).value or "").isdigit()]
    for row, percent in zip(rows, percents, strict=False):
        sheet.cell(row, at["状态"]).value = "推进中"
        sheet.cell(row, at["进度"]).value = percent
        sheet.cell(row, at["进展"]).value = words
    book.save(path)
    return len(rows)


def said(window: MainWindow) -> int:
    """How many tasks have the sentence as their progress."""
    store = context(window).store
    return sum(any(report.progress == SAID for report in one.reports) for one in plan_details(store, 1, TODAY))


def reported(window: MainWindow) -> int:
    return period_book(context(window).store, 1, "2026-09", TODAY).reported


def leading(page: SheetsPage) -> str:
    """A unit that leads at least three tasks."""
    assert page.book is not None
    return next(row.unit.full_name for row in page.book.rows if row.lead >= 3)


def test_out_and_in_and_back(window: MainWindow, tmp_path: Path) -> None:
    bring_in(window)
    page = sheets_page(window)
    unit = leading(page)
    files = make(page, tmp_path / "发出")
    assert page.book is not None and len(files) == len(page.book.rows) and all(row.handed_out for row in page.book.rows)
    mine = next(path for path in files if unit in path.name)
    fill_in(mine, ["40%", "八成左右", "接近完成"])
    came = tmp_path / "收到"
    came.mkdir()
    mine.rename(came / mine.name)

    drop(page, came)
    assert page.session is not None and said(window) == 0
    waiting = len(page.session.waiting)
    assert waiting >= 2 and not page.apply_action.isEnabled()
    for _turn in range(waiting):
        press(window, Qt.Key.Key_Return)
    assert page.apply_action.isEnabled()
    press(window, Qt.Key.Key_Return, CONTROL)

    assert not page.is_open() and said(window) == 3 and reported(window) == 1
    press(window, Qt.Key.Key_Z, CONTROL)
    assert said(window) == 0 and reported(window) == 0
    press(window, Qt.Key.Key_Y, CONTROL)
    assert said(window) == 3 and reported(window) == 1


def test_the_same_folder_again_changes_nothing(window: MainWindow, tmp_path: Path) -> None:
    bring_in(window)
    page = sheets_page(window)
    unit = leading(page)
    came = tmp_path / "收到"
    mine = next(path for path in make(page, came) if unit in path.name)
    fill_in(mine, ["40%", "50%", "60%"])
    for path in came.iterdir():
        if path != mine:
            path.unlink()
    drop(page, came)
    press(window, Qt.Key.Key_Return, CONTROL)
    assert said(window) == 3
    drop(page, came)
    session = page.session
    assert session is not None and not session.waiting and not any(row.writes for row in session.table.rows)
    window.toast.hide()
    press(window, Qt.Key.Key_Escape)
    assert not page.is_open() and said(window) == 3


def test_a_wrong_file_is_told_and_nothing_is_stored(window: MainWindow, tmp_path: Path) -> None:
    bring_in(window)
    page = sheets_page(window)
    folder = tmp_path / "收到"
    folder.mkdir()
    (folder / "会议照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0 not a table")
    drop(page, folder)
    assert page.session is not None and page.session.files[0].error is not None
    assert "会议照片" in page.review.file_bar.words.text() and not page.apply_action.isEnabled()
    assert reported(window) == 0


def test_reading_that_is_stopped_leaves_the_page_as_it_was(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(window)
    page = sheets_page(window)

    def stopped(*_args: object) -> None:
        raise Cancelled

    folder = tmp_path / "收到"
    made = make(page, folder)
    with monkeypatch.context() as patch:
        patch.setattr(page_module, "begin_sheets", stopped)
        drop(page, folder)
    assert not page.is_open() and page.pane.list.isEnabled() and not page.work.busy
    fill_in(made[0], ["40%"])
    drop(page, folder)
    assert page.is_open(), "and the next try goes on as ever"


def test_what_was_applied_is_in_the_ledger_and_is_taken_back_from_the_history_after_a_restart(
    open_window: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    bring_in(window)
    page = sheets_page(window)
    unit = leading(page)
    mine = next(path for path in make(page, tmp_path / "发出") if unit in path.name)
    fill_in(mine, ["40%", "50%", "60%"])
    drop(page, mine)
    keys(window, "Ctrl+Return")
    assert said(window) == 3

    window = open_window()
    out = tmp_path / "台账.xlsx"
    monkeypatch.setattr(ledger_module, "ask_target", lambda *_args: out)
    go_by_mouse(window, "文书输出")
    click(window, "Excel")
    sheet = load_workbook(out).active
    assert sheet is not None
    assert sum(SAID in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row) == 3

    go_by_mouse(window, "操作记录")
    history = window.page("history")
    assert isinstance(history, HistoryPage) and "反馈表" in history.title.text()
    click(history, "撤销此操作")
    assert said(window) == 0 and reported(window) == 0


def test_wrong_files_among_good_ones_are_named_and_the_good_ones_go_on(window: MainWindow, tmp_path: Path) -> None:
    bring_in(window)
    page = sheets_page(window)
    unit = leading(page)
    came = tmp_path / "收到"
    for path in make(page, came):
        if unit in path.name:
            fill_in(path, ["40%", "50%", "60%"])
        else:
            path.unlink()
    wrong = [tmp_path / name for name in WRONG]
    for path in wrong:
        path.write_bytes(WRONG[path.name])

    drop(page, came, *wrong)
    session = page.session
    assert session is not None
    refused = {file.name: str(file.error) for file in session.files if file.error is not None}
    assert set(refused) == set(WRONG) and all(name in words for name, words in refused.items())
    keys(window, "Ctrl+Return")
    assert said(window) == 3 and reported(window) == 1


def test_the_same_month_with_work_beside_the_window(open_window: Opening, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window(threads=True)
    runner = context(window).runner
    qtbot.waitUntil(lambda: bool(buttons(window, "打开示例")))
    click(window, "打开示例")
    qtbot.waitUntil(lambda: window.bar.title.text() == "总览" and len(titles(window)) == 46, timeout=20_000)
    page = sheets_page(window)
    qtbot.waitUntil(lambda: page.book is not None, timeout=20_000)
    assert page.book is not None
    unit = next(row.unit.full_name for row in page.book.rows if row.lead >= 3 and row.received is not None)
    made = tmp_path / "发出"
    page.outgoing.make(made, None, one_workbook=False)
    qtbot.waitUntil(
        lambda: runner.idle() and page.book is not None and len(list(made.glob("*.xlsx"))) == len(page.book.rows), timeout=60_000
    )
    mine = next(path for path in made.glob("*.xlsx") if unit in path.name)
    fill_in(mine, ["61%", "72%", "83%"])

    drop(page, mine)
    qtbot.waitUntil(lambda: page.session is not None and page.review.list.hasFocus(), timeout=60_000)
    keys(window, "Ctrl+Shift+A")
    qtbot.waitUntil(lambda: runner.idle() and page.session is not None and not page.session.waiting, timeout=20_000)
    keys(window, "Ctrl+Return")
    qtbot.waitUntil(lambda: not page.is_open(), timeout=20_000)
    assert said(window) == 3
    keys(window, "Ctrl+Z")
    qtbot.waitUntil(lambda: runner.idle() and said(window) == 0, timeout=20_000)
