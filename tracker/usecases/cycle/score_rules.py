"""The office's rules of scores (考核计分规则), and what a change of them would do."""

from datetime import date
from typing import NamedTuple

from tracker.domain.records import Changes
from tracker.domain.score_record import table_from_json, table_to_json
from tracker.domain.scoring import Account, ScoreTable, accounts
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.cycle.score_events import gather
from tracker.usecases.house.settings import SCORE_TABLE, set_setting, setting

__all__ = ["Trial", "score_table", "set_score_table", "trial_run"]

_MOST = 1000


class Trial(NamedTuple):
    """What a change of the rules would do to one unit."""

    unit_id: int
    unit: str
    before: Account
    after: Account


def score_table(store: Store) -> ScoreTable:
    """The office's rules, or those of DOMAIN §9."""
    stored = setting(store, SCORE_TABLE, None)
    return ScoreTable() if stored is None else table_from_json(stored)


def set_score_table(store: Store, table: ScoreTable) -> Changes:
    """Change the rules. Raises UserError for a table by which nothing could be counted."""
    check_table(table)
    return set_setting(store, SCORE_TABLE, None if table == ScoreTable() else table_to_json(table))


def check_table(table: ScoreTable) -> None:
    """Refuse a table by which nothing could be counted."""
    if not table.least <= table.start <= table.most:
        raise UserError("计分规则没有保存", "基础分要在下限和上限之间", "请改正")
    if any(rule.cap is not None and rule.cap < 0 for rule in table.rules):
        raise UserError("计分规则没有保存", "封顶分不能是负数", "请改正")
    if any(not 0 <= factor <= 10 for factor in table.factors.values()):
        raise UserError("计分规则没有保存", "角色系数要在 0 到 10 之间", "请改正")
    amounts = [table.start, table.least, table.most, *(rule.points for rule in table.rules)]
    if any(abs(amount) > _MOST for amount in amounts):
        raise UserError("计分规则没有保存", f"有分值超过 {_MOST} 分", "请改正")


def trial_run(store: Store, plan_id: int, first: date, last: date, table: ScoreTable, today: date) -> list[Trial]:
    """The account of every unit under the stored rules and under these, in official order. Nothing is written.

    Raises UserError for a table by which nothing could be counted.
    """
    check_table(table)
    loads, happenings, names = gather(store, plan_id, first, last, today)
    before, after = (accounts(loads, happenings, rules) for rules in (score_table(store), table))
    return [Trial(old.unit_id, names[old.unit_id], old, new) for old, new in zip(before, after, strict=True)]
