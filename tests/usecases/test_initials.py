"""Search and filters by first letters, as a clerk types them without switching to Chinese."""

from pathlib import Path

import pytest

from tests.stores import TODAY, clock, draft, fresh_store
from tracker.domain.screens import TaskFilter
from tracker.storage.store import Store
from tracker.usecases.intake import plans
from tracker.usecases.views.search import search, spelled_so
from tracker.usecases.work import tasks


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = fresh_store(tmp_path / "s.db", clock)
    plans.import_plan(made, draft())
    return made


def test_a_unit_is_found_by_its_first_letters_and_shown_where_it_stands(store: Store) -> None:
    by_letters, by_name = search(store, "slj"), search(store, "水利局")
    assert by_name and [hit.task_id for hit in by_letters] == [hit.task_id for hit in by_name]
    hit = by_letters[0]
    assert hit.excerpt[hit.start : hit.end] == "水利局"


def test_a_title_is_found_by_its_first_letters(store: Store) -> None:
    titles = {hit.title for hit in search(store, "ql")}
    assert any("清理" in title for title in titles) and titles == {hit.title for hit in search(store, "清理") if "清理" in hit.title}


def test_the_list_of_tasks_is_filtered_by_first_letters_together_with_words(store: Store) -> None:
    def ids(text: str) -> list[int]:
        found = tasks.task_list(store, TaskFilter(text=text), tasks.Group.NONE, TODAY)
        return [task_id for group in found.groups for task_id in group.ids]

    assert ids("slj") == ids("水利局") != []
    assert ids("slj 没有这个词") == [] and ids("zzzzq") == []


def test_names_of_units_are_spelled() -> None:
    assert spelled_so("fgw", ["松河县发展和改革委员会", "县发改委"])
    assert not spelled_so("发改", ["县发改委"]) and not spelled_so("f", ["县发改委"])
