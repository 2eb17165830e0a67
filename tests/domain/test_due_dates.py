"""Which time limit of a task counts."""

from datetime import date

import pytest

from tracker.domain.due_dates import Limit, Standing, standing
from tracker.domain.terms import DeadlineKind

JUNE, DECEMBER = date(2026, 6, 30), date(2026, 12, 31)
DATE, RECURRING, STANDING, RELATIVE = (
    DeadlineKind.DATE,
    DeadlineKind.RECURRING,
    DeadlineKind.STANDING,
    DeadlineKind.RELATIVE,
)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ([], Standing(None, None, None, None)),
        ([Limit(DATE, DECEMBER), Limit(DATE, JUNE)], Standing(1, DATE, JUNE, DECEMBER)),
        ([Limit(DATE, DECEMBER), Limit(DATE, JUNE, done=True)], Standing(0, DATE, DECEMBER, DECEMBER)),
        ([Limit(DATE, JUNE, done=True)], Standing(0, DATE, None, JUNE)),
        ([Limit(DATE, JUNE), Limit(DATE, DECEMBER, chosen=True)], Standing(1, DATE, DECEMBER, DECEMBER)),
        ([Limit(DATE, JUNE), Limit(DATE, DECEMBER, done=True, chosen=True)], Standing(0, DATE, JUNE, DECEMBER)),
        ([Limit(STANDING), Limit(RECURRING)], Standing(1, RECURRING, None, None)),
        ([Limit(RECURRING), Limit(DATE, JUNE)], Standing(1, DATE, JUNE, JUNE)),
        ([Limit(STANDING), Limit(RELATIVE)], Standing(1, RELATIVE, None, None)),
        ([Limit(RECURRING), Limit(RECURRING)], Standing(0, RECURRING, None, None)),
        ([Limit(RECURRING, chosen=True), Limit(DATE, JUNE)], Standing(0, RECURRING, None, JUNE)),
    ],
)
def test_the_next_open_date_unless_a_person_chose(limits: list[Limit], expected: Standing) -> None:
    assert standing(limits) == expected
