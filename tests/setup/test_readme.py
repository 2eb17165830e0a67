"""The table of commands in the README says what the commands say of themselves."""

import re
from pathlib import Path

import pytest

from tracker import cli
from tracker.ui.pages import PAGES
from tracker.usecases.papers.report_kinds import OPTIONS, REPORTS

HELP = Path(__file__).resolve().parents[2] / "resources" / "help"
README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^\| `python3 main\.py ([^`]+)`(.*)\|$", README, re.MULTILINE)
_OPTION = re.compile(r"--[a-z-]+")
_EVERYWHERE = {"--json", "--db", "--data-dir", "--help"}


def help_of(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says of itself; it must be known."""
    try:
        code = cli.run([*words, "--help"])
    except SystemExit as stop:
        code = int(stop.code or 0)
    assert code == 0, words
    return capsys.readouterr().out


def command(row: str) -> list[str]:
    """The words of the command, without what is handed to it."""
    return re.match(r"[a-z ]+", row)[0].split()  # type: ignore[index]


@pytest.mark.parametrize("row", sorted({" ".join(command(row)) for row, _words in COMMANDS}))
def test_options_are_told_and_there(row: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = set(_OPTION.findall(" ".join(line + words for line, words in COMMANDS if " ".join(command(line)) == row)))
    there = set(_OPTION.findall(help_of(row.split(), capsys)))
    assert told <= there
    assert there - _EVERYWHERE <= told


def test_every_command_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    told = README[README.index("## 命令行") : README.index("## 数据放在哪里")]
    names = re.findall(r"^    ([a-z]+) ", help_of([], capsys), re.MULTILINE)
    assert len(names) > 8 and not [name for name in names if f"main.py {name}" not in told and f"`{name}`" not in told]


MECHANISMS = README[README.index("## 方案里写的机制") : README.index("## 数据放在哪里")]
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| (`[^|]+) \|$", MECHANISMS, re.MULTILINE)


@pytest.mark.parametrize(("said", "screens", "papers", "pages"), ROWS, ids=[row[0] for row in ROWS])
def test_a_mechanism_has_its_screen_its_paper_and_its_help(said: str, screens: str, papers: str, pages: str) -> None:
    assert set(screens.split("、")) <= {page.title for page in PAGES}, said
    assert set(papers.split("、")) <= {kind.name for kind in REPORTS}, said
    for page in pages.split("、"):
        assert (HELP / f"{page.strip('`')}.md").is_file(), page


def test_every_kind_of_paper_serves_a_mechanism() -> None:
    assert {kind.name for kind in REPORTS} == {name for row in ROWS for name in row[2].split("、")}


def test_every_document_stands_in_the_table() -> None:
    """Each kind of document with what must and what can be said about it, and the kinds of files."""

    def words(options: tuple[str, ...]) -> str:
        return "、".join(f"`{spelt}`" for _words, spelt in (OPTIONS[option] for option in options) if spelt) or "—"

    for kind in REPORTS:
        files = " ".join(suffix[1:] for suffix in kind.files)
        assert f"| `{kind.kind}` | {kind.name} | {words(kind.needs)} | {words(kind.may)} | {files} |" in README
