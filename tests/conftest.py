"""Databases for all tests: made once by the migrations, then copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import clock, draft, fresh_store
from tracker.storage.store import Store


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without any rows."""
    path = tmp_path_factory.mktemp("databases") / "empty.db"
    fresh_store(path).close()
    return path


@pytest.fixture(scope="session")
def planned_database(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """A database with the plan of `tests.stores.draft` as its only operation."""
    from tracker.usecases.intake.plans import import_plan

    path = tmp_path_factory.mktemp("databases") / "planned.db"
    shutil.copy(empty_database, path)
    store = Store.open(path, clock)
    import_plan(store, draft())
    store.close()
    return path


@pytest.fixture
def bare(tmp_path: Path, empty_database: Path) -> Iterator[Store]:
    """An open store without any rows."""
    yield from _opened(empty_database, tmp_path)


@pytest.fixture
def planned(tmp_path: Path, planned_database: Path) -> Iterator[Store]:
    """An open store with one plan."""
    yield from _opened(planned_database, tmp_path)


def _opened(source: Path, folder: Path) -> Iterator[Store]:
    path = folder / source.name
    shutil.copy(source, path)
    store = Store.open(path, clock)
    yield store
    store.close()
