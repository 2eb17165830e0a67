"""Files that wait behind a review: after a restart they are offered again, whatever became of the review."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.test_import_later import import_page, panel_titles, start
from tests.ui.test_import_page import TEXT, click, words
from tracker.storage.store import Store
from tracker.ui.context import OpenFiles


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, ...]:
    made = []
    for place in ("青石县", "白石县", "黑石县"):
        made.append(tmp_path / f"{place}绿化方案.txt")
        made[-1].write_text(TEXT.replace("青石县", place), "utf-8")
    return tuple(made)


def test_files_behind_a_review_are_read_after_a_restart(empty_store: Store, tmp_path: Path, qtbot: QtBot, files: tuple[Path, ...]) -> None:
    window = start(empty_store, tmp_path, qtbot)
    window.go("import", OpenFiles(files))
    assert import_page(window).is_open()
    window.close()

    window = start(empty_store, tmp_path, qtbot)
    page = import_page(window)
    assert "上次选了还没读的文件" in words(page) and "没有核对完的方案" in words(page)
    assert "白石县绿化方案.txt、黑石县绿化方案.txt" in panel_titles(page)
    click(page, "接着读取")
    assert page.review.session is not None and page.review.session.draft.source_name == "白石县绿化方案.txt"
    page.later()
    assert page.review.session is not None and page.review.session.draft.source_name == "黑石县绿化方案.txt"
    page.later()
    assert "上次选了还没读的文件" not in words(page) and "3 份" in words(page)


def test_left_over_files_stay_while_another_is_opened_and_can_be_let_go(
    empty_store: Store, tmp_path: Path, qtbot: QtBot, files: tuple[Path, ...]
) -> None:
    window = start(empty_store, tmp_path, qtbot)
    window.go("import", OpenFiles(files[:2]))
    window.close()
    window = start(empty_store, tmp_path, qtbot)
    import_page(window)
    window.go("import", OpenFiles(files[2:]))
    page = import_page(window)
    page.later()
    assert "上次选了还没读的文件" in words(page)
    click(page, "不读了")
    assert "上次选了还没读的文件" not in words(page) and "不再读取这 1 份文件" in window.toast.words.text()
    window.toast.action.click()
    assert "上次选了还没读的文件" in words(page)
    click(page, "不读了")
    window.close()
    assert "上次选了还没读的文件" not in words(import_page(start(empty_store, tmp_path, qtbot)))


def test_a_file_that_is_gone_meanwhile_is_told_and_the_next_one_offered(
    empty_store: Store, tmp_path: Path, qtbot: QtBot, files: tuple[Path, ...]
) -> None:
    window = start(empty_store, tmp_path, qtbot)
    window.go("import", OpenFiles(files))
    window.close()
    files[1].unlink()
    window = start(empty_store, tmp_path, qtbot)
    page = import_page(window)
    click(page, "接着读取")
    assert "这份文件没有读进来" in words(page) and "白石县绿化方案.txt" in words(page)
    click(page, "继续下一份（还有 1 份）")
    assert page.review.session is not None and page.review.session.draft.source_name == "黑石县绿化方案.txt"


@pytest.mark.parametrize("held", ["{", '"白石县"', "[3, null]"])
def test_a_damaged_list_stands_in_nobodys_way(empty_store: Store, tmp_path: Path, qtbot: QtBot, held: str) -> None:
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "waiting.files").write_text(held, "utf-8")
    page = import_page(start(empty_store, tmp_path, qtbot))
    assert "上次选了还没读的文件" not in words(page)
