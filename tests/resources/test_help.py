"""The help texts: one for every page, every link leads somewhere, and no word of the machine room in them."""

import re
from pathlib import Path

import pytest

from tracker.paths import RESOURCES

HELP = RESOURCES / "help"
TOPICS = sorted(path.stem for path in HELP.glob("*.md"))
PAGES = ("overview", "tasks", "matrix", "calendar", "lists", "revision", "ledger", "units", "history", "import", "start", "index", "keys")
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]*)\)")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]*)\)")


def text_of(topic: str) -> str:
    return (HELP / f"{topic}.md").read_text("utf-8")


def test_every_page_has_its_help() -> None:
    assert set(PAGES) <= set(TOPICS)


def test_the_index_leads_to_every_topic() -> None:
    assert set(_LINK.findall(text_of("index"))) == {f"{topic}.md" for topic in TOPICS if topic != "index"}


@pytest.mark.parametrize("topic", TOPICS)
def test_a_text_begins_with_its_title_and_its_links_lead_somewhere(topic: str) -> None:
    text = text_of(topic)
    assert text.startswith("# ")
    assert text.count("\n# ") == 0
    for target in _LINK.findall(text):
        assert (HELP / target).is_file(), target
    for picture in _PICTURE.findall(text):
        assert re.fullmatch(r"pictures/[a-z_]+\.png", picture), picture


@pytest.mark.parametrize("topic", TOPICS)
def test_a_clerk_meets_no_words_of_programmers(topic: str) -> None:
    for word in ("SQL", "数据库", "JSON", "命令行", "缓存", "线程", "异常"):
        assert word not in text_of(topic)


@pytest.mark.parametrize("page", [*sorted(HELP.glob("*.md")), RESOURCES.parent / "README.md"], ids=lambda page: page.name)
def test_every_picture_is_there(page: Path) -> None:
    for picture in _PICTURE.findall(page.read_text("utf-8")):
        assert (page.parent / picture).is_file(), f"{page.name} shows {picture}"


@pytest.mark.parametrize("topic", [*(page for page in PAGES if page not in ("index", "keys")), "search", "settings", "sheets"])
def test_a_text_about_a_page_shows_it(topic: str) -> None:
    assert _PICTURE.search(text_of(topic))


def test_pictures_are_small_and_none_is_left_over() -> None:
    """Made anew by `python3 -m tests.help_pictures`."""
    pictures = sorted((HELP / "pictures").glob("*.png"))
    assert all(path.stat().st_size < 72 * 1024 for path in pictures)
    assert sum(path.stat().st_size for path in pictures) < 1500 * 1024
    pages = [*HELP.glob("*.md"), RESOURCES.parent / "README.md"]
    shown = {Path(name).name for page in pages for name in _PICTURE.findall(page.read_text("utf-8"))}
    assert {path.name for path in pictures} <= shown
