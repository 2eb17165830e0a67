"""A review of returned indicator sheets put aside: taken up after a restart with its decisions, asked again where the data changed."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.stores import TODAY, clock, draft
from tracker.domain.figures import ValueKind
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.plans.draft import DraftIndicator
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.usecases.cycle import indicator_values
from tracker.usecases.feedback import kept_figures as kept
from tracker.usecases.feedback.figure_review import FigureReview, apply_figures
from tracker.usecases.intake import plans

PERIOD = "2026-08"
NOW = datetime(2026, 9, 16, 10, 0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "t.db", clock)
    plan = draft()
    plan.indicators += [
        DraftIndicator("2", "水质", "黑臭水体", "条", "<=", "0", ""),
        DraftIndicator("3", "水", "供水普及率", "%", ">=", "95", ""),
    ]
    plans.import_plan(opened, plan)
    yield opened
    opened.close()


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "t.db")


def table(path: Path, *rows: tuple[str, str | float]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [("指标", "完成值"), *rows]:
        book.active.append(row)
    book.save(path)
    return path


def begun(store: Store, places: Paths, *files: Path) -> FigureReview:
    return kept.begin_figures(store, places, files, 1, PERIOD, TODAY)


def put_aside(store: Store, places: Paths, review: FigureReview) -> Path:
    return kept.write_figures(store, places, review, kept.plain_review(review), len(review.open), NOW)


def test_it_goes_on_with_its_decisions_though_the_senders_file_is_gone(store: Store, places: Paths, tmp_path: Path) -> None:
    file = table(tmp_path / "水利局8月.xlsx", ("优良断面比例", "约86"), ("黑臭水体数", 1), ("供水普及率", 0.93))
    review = begun(store, places, file)
    review.type_value(0, "value", "86.2")
    review.assign(1, 2)
    review.leave(2)
    put_aside(store, places, review)
    file.unlink()
    store.close()
    with Store.open(places.db, clock) as again:
        (held,) = kept.figures_in_hand(again, places)
        assert (held.plan_id, held.period, held.saved, held.files, held.waiting) == (1, PERIOD, NOW, 1, 1)
        taken = kept.resume_figures(again, places, held.file, TODAY)
        assert [(row.values.get("value"), row.item_id, row.accepted) for row in taken.rows] == [
            ("86.2", 1, True),
            ("1", 2, None),
            ("93", 3, False),
        ]
        assert taken.files[0].name == "水利局8月.xlsx" and [row.id for row in taken.open] == [1]
        taken.accept(1)
        apply_figures(again, places, taken, TODAY)
        kept.forget_figures(again, places, 1, PERIOD)
        assert kept.figures_in_hand(again, places) == []
        assert [line.actuals[0].value for line in indicator_values.indicator_lines(again, [1, 2], TODAY)] == ["86.2", "1"]


def test_a_decision_is_asked_again_where_what_is_stored_has_changed(store: Store, places: Paths, tmp_path: Path) -> None:
    review = begun(store, places, table(tmp_path / "a.xlsx", ("优良断面比例", "约86"), ("供水普及率", "约93")))
    review.accept(0)
    review.accept(1)
    file = put_aside(store, places, review)
    indicator_values.set_values(store, 1, ValueKind.ACTUAL, {PERIOD: "85"}, TODAY)
    taken = kept.resume_figures(store, places, file, TODAY)
    assert [(row.bin, row.accepted) for row in taken.rows] == [(Bin.ASK, None), (Bin.ASK, True)]
    assert "改过" in taken.rows[0].reasons[-1] and taken.rows[0].old["value"] == "85"


def test_files_that_come_later_stand_beside_those_put_aside(store: Store, places: Paths, tmp_path: Path) -> None:
    first = table(tmp_path / "a.xlsx", ("优良断面比例", "约86"))
    review = begun(store, places, first)
    review.accept(0)
    put_aside(store, places, review)
    both = begun(store, places, table(tmp_path / "b.xlsx", ("供水普及率", 94)), first)
    assert [file.name for file in both.files] == ["b.xlsx", "a.xlsx"]
    assert [(row.name, row.is_taken) for row in both.rows] == [("供水普及率", True), ("优良断面比例", True)]


def test_each_database_and_plan_has_its_own_and_a_damaged_one_is_told_once(store: Store, places: Paths, tmp_path: Path) -> None:
    review = begun(store, places, table(tmp_path / "a.xlsx", ("优良断面比例", 86)))
    file = put_aside(store, places, review)
    with Store.open(tmp_path / "other.db", clock) as other:
        assert kept.figures_in_hand(other, places) == []
    file.write_text("{", "utf-8")
    assert kept.figures_in_hand(store, places) == []
    with pytest.raises(UserError, match="读不出来"):
        kept.resume_figures(store, places, file, TODAY)
    with pytest.raises(UserError, match="已经不在了"):
        kept.resume_figures(store, places, file, TODAY)
    assert file.with_suffix(".damaged").exists()
