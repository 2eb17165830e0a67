"""The register of issued documents and the series of their numbers."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from tracker.domain.issued import IssuedFilter, IssuedRecord, IssuedState, NumberSeries, gaps
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, day, like, numbers, words
from tracker.storage.reading.tasks import UNIT_NAME

_COLUMNS = f"""d.id, d.kind, d.title, d.number, d.plan_id, COALESCE(p.title, ''), d.unit_id, COALESCE({UNIT_NAME}, ''), d.period,
    d.receiver, d.issued_on, d.issued_by, d.cause, d.due, d.returned_on, d.result, d.state, d.file_name, d.kept_name, d.digest"""
_FROM = "issued_document d LEFT JOIN plan p ON p.id = d.plan_id LEFT JOIN unit u ON u.id = d.unit_id"
_STANDING = {
    "open": "d.state = 'issued' AND d.due IS NOT NULL",
    "late": "d.state = 'issued' AND d.due < :today",
    "returned": "d.state = 'returned'",
    "void": "d.state = 'void'",
}
_TEXTS = ("d.title", "d.number", "d.receiver", "d.cause", "d.result", "u.full_name", "u.short_name")


def register(db: Reader, wanted: IssuedFilter, today: date) -> list[IssuedRecord]:
    """The documents that the filter lets through, the latest first."""
    conditions = ["1 = 1"]
    asked: dict[str, Any] = {"today": today}
    for column, value in (("plan_id", wanted.plan_id), ("unit_id", wanted.unit_id)):
        if value is not None:
            conditions.append(f"d.{column} = :{column}")
            asked[column] = value
    if wanted.kinds:
        conditions.append(f"d.kind IN {words(wanted.kinds)}")
    if wanted.year is not None:
        conditions.append("d.issued_on BETWEEN :first AND :last")
        asked |= {"first": date(wanted.year, 1, 1), "last": date(wanted.year, 12, 31)}
    if wanted.task_id is not None:
        conditions.append("d.id IN (SELECT issued_id FROM issued_task WHERE task_id = :task_id)")
        asked["task_id"] = wanted.task_id
    if wanted.standing:
        conditions.append(_STANDING[wanted.standing])
    for place, word in enumerate(wanted.text.split()):
        conditions.append("(" + " OR ".join(f"{column} LIKE :word{place} ESCAPE '!'" for column in _TEXTS) + ")")
        asked[f"word{place}"] = like(word)
    sql = f"SELECT {_COLUMNS} FROM {_FROM} WHERE {' AND '.join(conditions)} ORDER BY d.issued_on DESC, d.id DESC"
    return _records(db, db.rows(sql, **asked))


def document(db: Reader, issued_id: int) -> IssuedRecord | None:
    """One line of the register."""
    return next(iter(_records(db, db.rows(f"SELECT {_COLUMNS} FROM {_FROM} WHERE d.id = :id", id=issued_id))), None)


def years(db: Reader) -> list[int]:
    """The years in which documents were issued, the latest first."""
    return sorted({int(text[:4]) for (text,) in db.rows("SELECT DISTINCT issued_on FROM issued_document")}, reverse=True)


def kinds(db: Reader) -> list[str]:
    """The kinds of which documents were issued."""
    return [kind for (kind,) in db.rows("SELECT DISTINCT kind FROM issued_document ORDER BY kind")]


def bearing(db: Reader, kind: str, number: str) -> IssuedRecord | None:
    """The document of this kind with this number."""
    sql = f"SELECT {_COLUMNS} FROM {_FROM} WHERE d.kind = :kind AND d.number = :number"
    return next(iter(_records(db, db.rows(sql, kind=kind, number=number))), None)


def issued_on(db: Reader, kind: str, plan_id: int, period: str) -> date | None:
    """The day on which the document of a plan's period was issued last; None where there is none that stands."""
    row = db.row(
        """SELECT MAX(issued_on) FROM issued_document
        WHERE kind = :kind AND plan_id = :plan_id AND period = :period AND state <> :void""",
        kind=kind,
        plan_id=plan_id,
        period=period,
        void=IssuedState.VOID.value,
    )
    return None if row is None else day(row[0])


def series(db: Reader, kind: str, year: int) -> NumberSeries | None:
    """The stored series of a kind and a year."""
    row = db.row("SELECT id, kind, year, word, pattern, last FROM number_series WHERE kind = :kind AND year = :year", kind=kind, year=year)
    return None if row is None else _series(db, row)


def latest_series(db: Reader, kind: str) -> NumberSeries | None:
    """The newest series of a kind, by which the next year's is made."""
    row = db.row("SELECT id, kind, year, word, pattern, last FROM number_series WHERE kind = :kind ORDER BY year DESC LIMIT 1", kind=kind)
    return None if row is None else _series(db, row)


def _series(db: Reader, row: tuple[int, str, int, str, str, int]) -> NumberSeries:
    used = [number for (number,) in db.rows("SELECT ordinal FROM issued_document WHERE series_id = :id AND ordinal IS NOT NULL", id=row[0])]
    return NumberSeries(row[1], row[2], row[3], row[4], row[5], gaps(used, row[5]), max(used, default=0))


def _records(db: Reader, rows: Sequence[Sequence[Any]]) -> list[IssuedRecord]:
    tasks: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for part in chunks([row[0] for row in rows]):
        query = f"""SELECT i.issued_id, t.id, t.number, t.title FROM issued_task i JOIN task t ON t.id = i.task_id
            WHERE i.issued_id IN {numbers(part)} ORDER BY t.plan_id, t.number"""
        for issued_id, task_id, number, title in db.rows(query):
            tasks[issued_id].append((task_id, f"{number} {title}"))
    return [_record(row, tasks.get(row[0], [])) for row in rows]


def _record(row: Sequence[Any], tasks: list[tuple[int, str]]) -> IssuedRecord:
    dates = (date.fromisoformat(row[10]), *row[11:13], day(row[13]), day(row[14]))
    about = (tuple(task_id for task_id, _words in tasks), tuple(words for _id, words in tasks))
    return IssuedRecord._make((*row[:10], *dates, row[15], IssuedState(row[16]), *row[17:20], *about))
