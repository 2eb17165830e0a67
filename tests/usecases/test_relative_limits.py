"""A limit that is counted from an event: dated once the event's day is known, in lists, lights and the calendar."""

from datetime import date

import pytest

from tests.stores import TODAY
from tracker.domain.terms import DeadlineKind
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.views.calendar import calendar_days
from tracker.usecases.work import tasks

RELATIVE = DeadlineKind.RELATIVE
WORDING = "收到后5个工作日内"


def _only_limit(store: Store, since: date | None, wording: str = WORDING) -> int:
    """Task 3 with this limit alone."""
    for held in tasks.task_detail(store, 3, TODAY).deadlines:
        tasks.remove_deadline(store, held.id)
    made = tasks.set_deadline(store, 3, None, wording, RELATIVE, counted_from=since).result
    assert made is not None
    return made


def test_without_its_day_it_has_no_date(planned: Store) -> None:
    _only_limit(planned, None)
    row = tasks.task_detail(planned, 3, TODAY).row
    assert (row.due, row.kind, row.reason) == (None, RELATIVE, "时限待定")


def test_with_its_day_it_is_counted_in_working_days_and_undone_in_one_step(planned: Store) -> None:
    number = _only_limit(planned, None)
    tasks.set_deadline(planned, 3, number, WORDING, RELATIVE, counted_from=date(2026, 9, 14))
    detail = tasks.task_detail(planned, 3, date(2026, 9, 14))
    assert detail.row.due == date(2026, 9, 20), "Sunday 20 September is worked"
    assert detail.deadlines[0].counted_from == date(2026, 9, 14)
    assert "待定" not in detail.row.reason
    due = calendar_days(planned, None, date(2026, 9, 20), date(2026, 9, 20), TODAY)
    assert [item.task_id for item in due] == [3]
    assert tasks.task_detail(planned, 3, date(2026, 9, 23)).row.reason == "逾期 3 天"
    history.undo(planned)
    again = tasks.task_detail(planned, 3, TODAY)
    assert (again.row.due, again.deadlines[0].counted_from) == (None, None)


def test_another_kind_forgets_the_day(planned: Store) -> None:
    number = _only_limit(planned, date(2026, 9, 14))
    tasks.set_deadline(planned, 3, number, "9月底前", DeadlineKind.DATE, date(2026, 9, 30), counted_from=date(2026, 9, 14))
    held = tasks.task_detail(planned, 3, TODAY).deadlines[0]
    assert (held.due, held.counted_from) == (date(2026, 9, 30), None)


def test_a_wording_without_a_number_cannot_be_counted(planned: Store) -> None:
    with pytest.raises(UserError, match="算不出到期的日子"):
        _only_limit(planned, date(2026, 9, 14), "汛期前")
