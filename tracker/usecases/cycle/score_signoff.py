"""Signing scores off (定稿): rules and accounts are frozen as they stand, and stay so until the signing is lifted with a reason."""

import json
from collections.abc import Sequence
from datetime import date

from tracker.domain.records import Changes
from tracker.domain.score_record import account_to_json, accounts_from_json, table_from_json, table_to_json
from tracker.domain.scoring import Account, ScoreTable, accounts
from tracker.errors import UserError
from tracker.storage.reading import scores as reading
from tracker.storage.reading.scores import SignoffHead
from tracker.storage.store import Store
from tracker.usecases.cycle.score_events import Span, gather
from tracker.usecases.cycle.score_rules import score_table

__all__ = ["SignoffHead", "lift_signoff", "sign_scores", "signed_accounts", "signoff_of", "signoffs"]


def signoffs(store: Store, plan_id: int) -> list[SignoffHead]:
    """The signed scores of a plan, the latest span first."""
    with store.read() as db:
        return reading.signoffs(db, plan_id)


def signoff_of(store: Store, plan_id: int, first: date, last: date) -> SignoffHead | None:
    """The signing of exactly this span."""
    return next((one for one in signoffs(store, plan_id) if (one.first, one.last) == (first, last)), None)


def sign_scores(store: Store, plan_id: int, span: Span, today: date, by: str) -> Changes:
    """Freeze the scores of a span. Raises UserError without a name, for a span that has not begun, and where it was signed."""
    from tracker.storage.tables import Plan, ScoreSignoff

    who = " ".join(by.split())
    if not who:
        raise UserError("没有写明谁定稿", "定稿要有人负责", "请填写姓名")
    if span.first > today:
        raise UserError(f"{span.words}还没有开始，不能定稿", "", "请另选时段")
    loads, happenings, names = gather(store, plan_id, span.first, span.last, today)
    table = score_table(store)
    found: Sequence[Account] = accounts(loads, happenings, table)
    if not found:
        raise UserError("没有可以定稿的得分", "这份方案的任务还没有责任单位", "请先在任务里填上责任单位")
    content = {"table": table_to_json(table), "accounts": [account_to_json(each, names[each.unit_id]) for each in found]}
    with store.transaction(f"{span.words}考核定稿") as work:
        work.get(Plan, plan_id)
        if any((row.first, row.last) == (span.first, span.last) for row in work.rows(ScoreSignoff, plan_id=plan_id)):
            raise UserError(f"{span.words}的考核已经定稿", "", "要重新定稿，请先取消原来的定稿")
        row = work.add(
            ScoreSignoff(
                plan_id=plan_id,
                first=span.first,
                last=span.last,
                words=span.words,
                signed_on=today,
                signed_by=who,
                content=json.dumps(content, ensure_ascii=False),
            )
        )
        made = row.id
    return work.changes(made)


def lift_signoff(store: Store, signoff_id: int, reason: str) -> Changes:
    """Let signed scores go again, with the reason in the operation's name. Raises UserError without one."""
    from tracker.storage.tables import ScoreSignoff

    words = " ".join(reason.split())
    if not words:
        raise UserError("没有写明取消定稿的理由", "定稿的得分不能随意改动", "请写一句理由")
    with store.transaction("取消考核定稿") as work:
        row = work.get(ScoreSignoff, signoff_id)
        work.name = f"取消{row.words}考核定稿（{words}）"
        work.delete(row)
    return work.changes()


def signed_accounts(store: Store, signed: SignoffHead) -> tuple[ScoreTable, tuple[Account, ...], dict[int, str]]:
    """The rules, accounts and names as they were signed."""
    with store.read() as db:
        content = json.loads(reading.signed_content(db, signed.id))
    found, names = accounts_from_json(content["accounts"])
    return table_from_json(content["table"]), found, names
