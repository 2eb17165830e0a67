"""The commands of `score`: accounts of all units for a span, points by hand, signing off and lifting it."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.errors import UserError

if TYPE_CHECKING:
    from fractions import Fraction

    from tracker.domain.scoring import Account
    from tracker.storage.store import Store

Told = tuple[dict[str, Any], list[str]]
WORDS = "list 得分、give 加减分、sign 定稿、lift 取消定稿"


def add_commands(group: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """The actions after `score`."""
    for name, words, do in (("list", "列出各单位得分和每一笔的依据", accounts), ("sign", "定稿", sign), ("lift", "取消定稿", lift)):
        made = add(group, name, words)
        made.set_defaults(of_scores=do)
        made.add_argument("--plan", type=int, required=True, metavar="方案号")
        made.add_argument("--period", default=str(date.today().year), metavar="时段", help="如 2026、2026-Q3、2026-11；不写就是今年")
        if name == "sign":
            made.add_argument("--by", required=True, metavar="姓名", help="谁定稿")
        if name == "lift":
            made.add_argument("--reason", required=True, metavar="理由")
    made = add(group, "give", "给单位加分、扣分；不写分值就是记表扬")
    made.set_defaults(of_scores=give)
    made.add_argument("--plan", type=int, required=True, metavar="方案号")
    made.add_argument("--unit", required=True, metavar="单位")
    made.add_argument("--points", metavar="分值", help="如 2 或 -1.5（写成 --points=-1.5）")
    made.add_argument("--reason", required=True, metavar="理由")
    made.add_argument("--by", default="", metavar="姓名", help="谁决定的")


def accounts(store: "Store", options: argparse.Namespace) -> Told:
    """Every account with its lines."""
    from tracker.domain.scoring import said
    from tracker.usecases.cycle.scores import score_book

    book = score_book(store, options.plan, options.period, date.today())
    data = {
        "period": options.period,
        "signed_by": book.signed.signed_by if book.signed else None,
        "changed": list(book.changed),
        "rules": [
            {"event": rule.event, "label": rule.event.label, "points": _number(rule.points), "cap": _number(rule.cap), "used": rule.used}
            for rule in book.table.rules
        ],
        "accounts": [_account(each, book.names[each.unit_id]) for each in book.accounts],
    }
    told = [f"{each.rank or '—'}  {book.names[each.unit_id]}  {said(each.total)} 分" for each in book.accounts]
    if book.signed is not None:
        told.append(f"{book.signed.signed_by}已定稿" + (f"；定稿后数据有变：{'、'.join(book.changed)}" if book.changed else ""))
    return data, told


def _account(account: "Account", name: str) -> dict[str, Any]:
    """One unit's account; every line names its cause."""
    return {
        "unit_id": account.unit_id,
        "unit": name,
        "tasks": account.tasks,
        "start": _number(account.start),
        "total": _number(account.total),
        "rank": account.rank,
        "note": account.note,
        "lines": [
            {
                "event": line.happening.event,
                "label": line.happening.event.label,
                "cause": line.happening.cause,
                "day": line.happening.day.isoformat() if line.happening.day else None,
                "points": _number(line.points),
                "counted": _number(line.counted),
                "note": line.note,
            }
            for line in account.lines
        ],
    }


def _number(points: "Fraction | None") -> float | None:
    """Points as a number with at most two decimals, as they are printed."""
    return None if points is None else round(float(points), 2)


def give(store: "Store", options: argparse.Namespace) -> Told:
    """Points by hand, or praise."""
    from tracker.domain.scoring import read_points
    from tracker.usecases.cycle.scores import give_points
    from tracker.usecases.house.units import find_unit

    points = None if options.points is None else read_points(options.points)
    if points is None and options.points is not None:
        raise UserError(f"分值不能写成“{options.points[:20]}”", "", "请写成 2 或 -1.5 这样的数")
    unit = find_unit(store, options.unit)
    done = give_points(store, options.plan, unit.id, points, options.reason, date.today(), options.by)
    return {"operation": done.operation_id, "name": done.name}, [f"已{done.name}"]


def sign(store: "Store", options: argparse.Namespace) -> Told:
    """Freeze the scores of a span."""
    from tracker.usecases.cycle.score_signoff import sign_scores
    from tracker.usecases.cycle.scores import score_span

    done = sign_scores(store, options.plan, score_span(options.period), date.today(), options.by)
    return {"operation": done.operation_id, "name": done.name}, [f"已{done.name}"]


def lift(store: "Store", options: argparse.Namespace) -> Told:
    """Let signed scores go."""
    from tracker.usecases.cycle.score_signoff import lift_signoff, signoff_of
    from tracker.usecases.cycle.scores import score_span

    span = score_span(options.period)
    signed = signoff_of(store, options.plan, span.first, span.last)
    if signed is None:
        raise UserError(f"{span.words}的考核还没有定稿", "", "不需要取消")
    done = lift_signoff(store, signed.id, options.reason)
    return {"operation": done.operation_id, "name": done.name}, [f"已{done.name}"]
