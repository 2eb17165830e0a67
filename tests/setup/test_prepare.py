"""What a user reads when the machine cannot be prepared, and that a prepared one costs nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tracker import prepare


@pytest.fixture
def unprepared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without environment, without uv and without any installer."""
    monkeypatch.setattr(prepare, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(prepare, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(prepare, "TOOLS", tmp_path / ".tools")
    monkeypatch.setattr("shutil.which", lambda *_args, **_options: None)
    return tmp_path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="apt 只在 Linux 上")
def test_missing_libraries_without_apt_are_listed_in_chinese(unprepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "LIBRARIES", {"libdoesnotexist.so.9": "libdoesnotexist9"})
    with pytest.raises(prepare.PrepareError) as told:
        prepare.prepare()
    assert "libdoesnotexist9" in str(told.value) and "管理员" in str(told.value)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="字体检查只在 Linux 上")
def test_a_machine_without_a_chinese_font_asks_for_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(prepare, "FONT_FOLDERS", (str(tmp_path),))
    assert prepare.FONT_PACKAGE in prepare.missing_packages()
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "wqy-microhei.ttc").write_bytes(b"")
    assert prepare.FONT_PACKAGE not in prepare.missing_packages()


def test_a_failed_download_of_uv_says_what_to_do(unprepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "missing_packages", list)
    answers = iter([0, 1])
    monkeypatch.setattr("subprocess.run", lambda command, **_options: subprocess.CompletedProcess(command, next(answers)))
    with pytest.raises(prepare.PrepareError) as told:
        prepare.prepare()
    assert "uv" in str(told.value) and "再运行一次" in str(told.value)


def test_another_python_version_is_refused(unprepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.version_info", (3, 9, 0, "final", 0))
    with pytest.raises(prepare.PrepareError, match="Python 3"):
        prepare.prepare()


def test_what_is_prepared_once_is_not_prepared_again(unprepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def succeed(command: list[str], **_options: object) -> "subprocess.CompletedProcess[str]":
        ran.append(command)
        prepare.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        prepare.PYTHON.touch()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(prepare, "missing_packages", list)
    monkeypatch.setattr("shutil.which", lambda *_args, **_options: "/usr/bin/uv")
    monkeypatch.setattr("subprocess.run", succeed)
    prepare.prepare(dev=True)
    assert "sync" in ran[0]
    ran.clear()
    prepare.prepare(dev=True)
    prepare.prepare()
    assert not ran, "an environment made for the tests serves the window too"
