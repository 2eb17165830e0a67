"""A finished file takes its place whole; whatever goes wrong, the older one stays and nothing is left lying about."""

import errno
import os
from pathlib import Path

import pytest

from tracker.errors import Cancelled, UserError
from tracker.files.writing import free_name, written


def put(out: Path, text: str = "新") -> None:
    with written(out) as path:
        path.write_text(text, "utf-8")


def test_the_file_is_there_when_the_block_ends(tmp_path: Path) -> None:
    put(tmp_path / "台账.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["台账.docx"]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "台账.docx"
    out.write_text("旧", "utf-8")
    put(out)
    assert out.read_text("utf-8") == "新"


@pytest.mark.parametrize("fault", [Cancelled(), ValueError("ours"), OSError(errno.EIO, "disk")])
def test_a_break_leaves_the_older_file(tmp_path: Path, fault: Exception) -> None:
    out = tmp_path / "台账.docx"
    out.write_text("旧", "utf-8")
    with pytest.raises((Cancelled, ValueError, UserError)), written(out) as path:
        path.write_text("半截", "utf-8")
        raise fault
    assert out.read_text("utf-8") == "旧"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("lock", ["~$台账.docx", ".~lock.台账.docx#", ".~台账.docx"])
def test_a_file_open_elsewhere_is_said_and_another_name_offered(tmp_path: Path, lock: str) -> None:
    out = tmp_path / "台账.docx"
    out.write_text("旧", "utf-8")
    (tmp_path / lock).touch()
    with pytest.raises(UserError) as told:
        put(out)
    assert str(told.value) == "“台账.docx”没有保存，这个文件正在 Word、Excel 或 WPS 中打开，请先关闭它，或另存为“台账（2）.docx”。"
    assert out.read_text("utf-8") == "旧"


def test_word_shortens_long_names_in_its_lock_files(tmp_path: Path) -> None:
    out = tmp_path / "望川县工作台账.docx"
    out.touch()
    (tmp_path / "~$县工作台账.docx").touch()
    with pytest.raises(UserError, match="正在 Word"):
        put(out)


def test_a_refused_replacement_means_open_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "台账.docx"
    out.write_text("旧", "utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError, match="正在 Word"):
        put(out)
    assert [path.name for path in tmp_path.iterdir()] == ["台账.docx"]


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="磁盘空间不足"), written(tmp_path / "台账.docx"):
        raise OSError(errno.ENOSPC, "full")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有这个文件夹"):
        put(tmp_path / "没有" / "台账.docx")


def test_a_folder_of_that_name_is_said(tmp_path: Path) -> None:
    (tmp_path / "台账.docx").mkdir()
    with pytest.raises(UserError, match="同名的文件夹"):
        put(tmp_path / "台账.docx")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UserError, match="没有写入权限"):
            put(tmp_path / "台账.docx")
    finally:
        tmp_path.chmod(0o700)


def test_a_name_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"文件名太长|不接受的字符"):
        put(tmp_path / ("台账" * 200 + ".docx"))


def test_free_names_count_on(tmp_path: Path) -> None:
    (tmp_path / "台账（2）.docx").touch()
    assert free_name(tmp_path / "台账.docx").name == "台账（3）.docx"
