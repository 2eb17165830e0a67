"""Rules and accounts of scores as plain JSON values: how the rule table is stored, and how a signed score is frozen for ever."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from tracker.domain.scoring import Account, Event, Happening, Line, ScoreRule, ScoreTable
from tracker.domain.terms import Role

Json = dict[str, Any]


def table_to_json(table: ScoreTable) -> Json:
    """The rule table; fractions are written as text, so that nothing is rounded."""
    return {
        "rules": [[rule.event, str(rule.points), _text(rule.cap), rule.used] for rule in table.rules],
        "start": str(table.start),
        "least": str(table.least),
        "most": str(table.most),
        "factors": {role: str(factor) for role, factor in table.factors.items()},
        "weigh_load": table.weigh_load,
        "rank": table.rank,
    }


def table_from_json(stored: Mapping[str, Any]) -> ScoreTable:
    """The other way round."""
    return ScoreTable(
        rules=tuple(ScoreRule(Event(event), Fraction(points), _points(cap), used) for event, points, cap, used in stored["rules"]),
        start=Fraction(stored["start"]),
        least=Fraction(stored["least"]),
        most=Fraction(stored["most"]),
        factors={Role(role): Fraction(factor) for role, factor in stored["factors"].items()},
        weigh_load=bool(stored["weigh_load"]),
        rank=bool(stored["rank"]),
    )


def account_to_json(account: Account, name: str) -> Json:
    """One unit's account with its name, which later renames do not touch."""
    return {
        "unit_id": account.unit_id,
        "unit": name,
        "tasks": account.tasks,
        "start": str(account.start),
        "total": str(account.total),
        "rank": account.rank,
        "note": account.note,
        "lines": [_line_to_json(line) for line in account.lines],
    }


def accounts_from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[tuple[Account, ...], dict[int, str]]:
    """The accounts and the units' names."""
    rows = list(stored)
    found = tuple(
        Account(
            unit_id=row["unit_id"],
            tasks=row["tasks"],
            start=Fraction(row["start"]),
            lines=tuple(_line_from_json(line) for line in row["lines"]),
            total=Fraction(row["total"]),
            rank=row["rank"],
            note=row["note"],
        )
        for row in rows
    )
    return found, {row["unit_id"]: row["unit"] for row in rows}


def _line_to_json(line: Line) -> Json:
    happening = line.happening
    return {
        "event": happening.event,
        "cause": happening.cause,
        "day": None if happening.day is None else happening.day.isoformat(),
        "points": str(line.points),
        "counted": str(line.counted),
        "note": line.note,
        "role": happening.role,
        "given": _text(happening.points),
        "task_ids": list(happening.task_ids),
        "period": happening.period,
        "file_id": happening.file_id,
        "issued_id": happening.issued_id,
        "point_id": happening.point_id,
    }


def _line_from_json(row: Mapping[str, Any]) -> Line:
    happening = Happening(
        unit_id=0,
        event=Event(row["event"]),
        cause=row["cause"],
        day=None if row["day"] is None else date.fromisoformat(row["day"]),
        task_ids=tuple(row["task_ids"]),
        role=None if row["role"] is None else Role(row["role"]),
        period=row["period"],
        points=_points(row["given"]),
        file_id=row["file_id"],
        issued_id=row["issued_id"],
        point_id=row["point_id"],
    )
    return Line(happening, Fraction(row["points"]), Fraction(row["counted"]), row["note"])


def _text(points: Fraction | None) -> str | None:
    return None if points is None else str(points)


def _points(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
