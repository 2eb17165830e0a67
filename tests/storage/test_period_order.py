"""Periods are put in order by the database as by the rules."""

import sqlite3
from datetime import date, timedelta

from tracker.domain.periods import Cycle, period_at, sort_key
from tracker.storage.sqlite import period_order


def test_the_database_orders_periods_as_the_rules_do() -> None:
    days = [date(2023, 12, 20) + timedelta(step) for step in range(0, 1500, 3)]
    periods = sorted({period_at(day, cycle) for day in days for cycle in Cycle} | {str(day.year) for day in days})
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE x (period TEXT)")
    db.executemany("INSERT INTO x VALUES (?)", [(period,) for period in periods])
    assert dict(db.execute(f"SELECT period, {period_order('period')} FROM x")) == {period: sort_key(period) for period in periods}
    db.close()
