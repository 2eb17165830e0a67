"""The house rules that a reader can rely on: who may import whom, which library lives in which room, how long a file may be."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TRACKER = ROOT / "tracker"

# Upper rooms first; a room imports from its own and from lower rows only, and rooms in one row do not know each other.
ROWS: list[set[str]] = [
    {"cli"},
    {
        "cli_cascade",
        "cli_cycle",
        "cli_figures",
        "cli_follow_up",
        "cli_notices",
        "cli_plans",
        "cli_problems",
        "cli_reports",
        "cli_scores",
        "cli_sheets",
        "cli_tasks",
        "cli_upkeep",
    },
    {"app"},
    {"ui"},
    {"usecases"},
    {"storage", "plans", "sheets", "reports"},
    {"files"},
    {"log"},
    {"paths"},
    {"domain"},
    {"errors", "progress"},
]
OUTSIDE = {"prepare"}  # runs before anything is installed: standard library only

HOMES = {
    "PySide6": {"ui", "app"},
    "sqlmodel": {"storage"},
    "sqlalchemy": {"storage"},
    "sqlite3": {"storage"},
    "alembic": {"storage"},
    "openpyxl": {"files", "reports"},
    "docx": {"files", "reports"},
    "lxml": {"files", "reports"},
    "pdfplumber": {"files"},
    "python_calamine": {"files"},
    "doc2docx": {"files"},
    "opencc": {"files"},
    "icalendar": {"reports"},
    "docxtpl": {"reports"},
    "jinja2": {"reports"},
}
NETWORK = {"urllib.request", "http.client", "requests", "httpx", "socket", "ftplib", "smtplib"}


def _row(room: str) -> int:
    return next(index for index, rooms in enumerate(ROWS) if room in rooms)


def _room(path: Path) -> str:
    first = path.relative_to(TRACKER).parts[0]
    return first.removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _sources() -> list[Path]:
    return [path for path in sorted(TRACKER.rglob("*.py")) if path != TRACKER / "__init__.py"]


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(TRACKER)))
def test_a_room_imports_only_lower_rooms(path: Path) -> None:
    room = _room(path)
    wrong = []
    for name in _imports(path):
        parts = name.split(".")
        if parts[0] != "tracker" or len(parts) < 2 or parts[1] in ("__version__", room):
            continue
        other = parts[1]
        if room in OUTSIDE or (other not in OUTSIDE and _row(other) <= _row(room)):
            wrong.append(name)
    assert not wrong, f"{path.relative_to(ROOT)} reaches up or sideways: {wrong}"


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(TRACKER)))
def test_a_library_stays_in_its_room(path: Path) -> None:
    room = _room(path)
    wrong = [name for name in _imports(path) if name.split(".")[0] in HOMES and room not in HOMES[name.split(".")[0]]]
    assert not wrong, f"{path.relative_to(ROOT)} may not import {wrong}"


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(TRACKER)))
def test_nothing_speaks_to_a_network(path: Path) -> None:
    assert not NETWORK.intersection(_imports(path))


def test_every_room_has_a_row() -> None:
    assert {_room(path) for path in _sources()} <= set().union(*ROWS, OUTSIDE)


@pytest.mark.parametrize("path", [*_sources(), *sorted((ROOT / "tests").rglob("*.py"))], ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_short_and_finished(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400, "a file over 400 lines holds more than one thing: split it"
    unfinished = r"\b(TO" r"DO|FIX" r"ME|XX" r"X|NotImplemented" r"Error)\b"
    assert not re.search(unfinished, text), "nothing unfinished lands"


def test_every_package_says_what_it_is_for() -> None:
    silent = [path for path in TRACKER.rglob("__init__.py") if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not silent
