"""A frozen period says the same for ever: whatever changes later, its bulletin can be made again."""

from datetime import date

import pytest

from tests.stores import TODAY
from tracker.domain.bulletin import figures
from tracker.domain.terms import Role, State
from tracker.errors import UserError
from tracker.reports.content import Document, Paragraph
from tracker.storage.store import Store
from tracker.usecases.cycle.snapshots import freeze_period, light_history, snapshot, snapshot_heads, thaw_period
from tracker.usecases.house import history, units
from tracker.usecases.intake import plans
from tracker.usecases.papers.report_kinds import report_content
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks

PERIOD = "2026-09"
END = date(2026, 9, 30)
LATER = date(2027, 9, 1)


@pytest.fixture
def told(planned: Store) -> Store:
    tasks.report_progress(planned, 1, PERIOD, State.IN_PROGRESS, 40, "清完第一段", "缺口3万元", today=TODAY)
    tasks.report_progress(planned, 2, PERIOD, State.COMPLETED, 100, "换完9公里", today=TODAY)
    return planned


def bulletin(store: Store, today: date, period: str = PERIOD) -> Document:
    return report_content(store, "bulletin", ReportRequest(1, period=period), today)


def words(document: Document) -> list[str]:
    return [f"{block.lead}{block.text}" for block in document.blocks if isinstance(block, Paragraph)]


def test_the_bulletin_of_a_frozen_period_does_not_change(told: Store) -> None:
    before = words(bulletin(told, END))
    freeze_period(told, 1, PERIOD, END)
    tasks.report_progress(told, 1, "2026-10", State.COMPLETED, 100, "全部清完", today=date(2026, 10, 20))
    tasks.edit_task(told, 2, title="改了名的任务")
    tasks.set_role(told, 1, 3, Role.LEAD)
    units.merge_units(told, 1, 2)
    tasks.remove_task(told, 4)
    assert words(bulletin(told, LATER)) == before


def test_the_period_before_is_compared_as_it_was_frozen(told: Store) -> None:
    freeze_period(told, 1, PERIOD, END)
    frozen = snapshot(told, 1, PERIOD)
    assert frozen is not None and figures(frozen.lines).completed == 1
    tasks.set_state(told, [2], State.IN_PROGRESS, date(2026, 10, 5))
    tasks.report_progress(told, 1, "2026-10", State.COMPLETED, 100, "全部清完", today=date(2026, 10, 20))
    tasks.report_progress(told, 4, "2026-10", State.COMPLETED, 100, "", today=date(2026, 10, 20))
    (said,) = [text for text in words(bulletin(told, date(2026, 10, 31), "2026-10")) if "与2026年9月相比" in text]
    assert "已完成增加2项" in said


def test_a_period_is_frozen_once_and_can_be_undone_or_taken_away(told: Store) -> None:
    freeze_period(told, 1, PERIOD, END)
    with pytest.raises(UserError, match="已经固定过"):
        freeze_period(told, 1, PERIOD, END)
    history.undo(told)
    assert snapshot(told, 1, PERIOD) is None
    history.redo(told)
    assert [head.day for head in snapshot_heads(told, 1)] == [END]
    thaw_period(told, 1, PERIOD)
    assert snapshot_heads(told, 1) == []
    history.undo(told)
    kept = snapshot(told, 1, PERIOD)
    assert kept is not None and len(kept.lines) == 5 and len(kept.units) == 4
    with pytest.raises(UserError, match="没有固定过"):
        thaw_period(told, 1, "2026-08")


def test_the_history_of_a_light_is_told_by_its_snapshots(told: Store) -> None:
    freeze_period(told, 1, "2026-08", date(2026, 8, 31))
    freeze_period(told, 1, PERIOD, END)
    latest, first = light_history(told, 2)
    assert (latest.period, latest.word, latest.percent) == (PERIOD, "已完成", 100)
    assert (first.period, first.percent) == ("2026-08", None)


def test_a_running_period_is_frozen_as_of_today_and_a_plan_takes_its_snapshots_along(told: Store) -> None:
    freeze_period(told, 1, PERIOD, TODAY)
    assert snapshot_heads(told, 1)[0].day == TODAY
    plans.remove_plan(told, 1)
    history.undo(told)
    kept = snapshot(told, 1, PERIOD)
    assert kept is not None and len(kept.lines) == 5


def test_what_is_no_period_is_refused(told: Store) -> None:
    with pytest.raises(UserError, match="期次"):
        freeze_period(told, 1, "本月", TODAY)
