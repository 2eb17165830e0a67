"""The sample shows indicators, services and projects in every standing, and its documents are not empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import clock, fresh_store
from tracker.domain.plan_lists import ListKind
from tracker.reports.content import Row, Table
from tracker.storage.store import Store
from tracker.usecases.cycle import list_lines, project_list
from tracker.usecases.papers import report_kinds
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.sample.demo import import_sample, sample_day


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = fresh_store(tmp_path_factory.mktemp("demo") / "t.db", clock)
    import_sample(opened)
    yield opened
    opened.close()


def test_every_list_has_rows_in_several_standings(store: Store) -> None:
    day = sample_day()
    assert {"late", "unreported", "binding", "reached", "on_track", "behind"} <= set(
        list_lines.standing_counts(store, ListKind.INDICATORS, 1, day)
    )
    assert set(list_lines.standing_counts(store, ListKind.SERVICES, 1, day)) == {"unchecked", "met", "partly", "unmet"}
    assert {"late", "not_started", "short", "ahead"} <= set(list_lines.standing_counts(store, ListKind.PROJECTS, 1, day))


def test_the_rolling_list_has_two_versions(store: Store) -> None:
    assert [(one.number, one.added, one.held) for one in project_list.versions(store, 1)] == [(2, 1, 4), (1, 0, 3)]
    assert project_list.compare_versions(store, 1, sample_day(), newer=2).words == "新增 1 个，调整 0 个，调出 0 个"


@pytest.mark.parametrize("kind", ["indicators", "service-checks", "project-progress", "project-contacts", "project-versions"])
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_the_documents_hold_its_figures(store: Store, kind: str, suffix: str, tmp_path: Path) -> None:
    document = report_kinds.write_report(store, kind, ReportRequest(1), tmp_path / f"a{suffix}", sample_day())
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert any(isinstance(row, Row) for row in table.rows) and (tmp_path / f"a{suffix}").stat().st_size > 2000
