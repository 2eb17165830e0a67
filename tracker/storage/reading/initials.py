"""Tasks and units found by the first letters of their Chinese names. Read when asked: titles are few megabytes at most."""

from bisect import bisect_right
from functools import cache
from itertools import accumulate

from tracker.domain.initials import Initials, are_initials
from tracker.paths import RESOURCES
from tracker.storage.reader import Reader
from tracker.storage.reading import numbers

# What is searched: one row for each text, with the id of the task it belongs to.
_OF_TASKS = "SELECT t.id, t.title FROM task t {where}"
_OF_UNITS = """SELECT u.id, u.full_name || ' ' || u.short_name FROM unit u
    UNION ALL SELECT x.unit_id, x.name FROM unit_alias x"""
_OF_PERSONS = "SELECT MIN(c.id), c.leader || ' ' || c.person AS names FROM contact c GROUP BY names"
_NAMED = "SELECT c.task_id FROM contact c JOIN contact s ON s.leader = c.leader AND s.person = c.person WHERE s.id IN {}"


@cache
def letters() -> Initials:
    """The letters of all characters, from the program's own list."""
    return Initials.of((RESOURCES / "initials.txt").read_text("utf-8").strip("\n"))


def spelled_so(db: Reader, typed: str, plan_id: int | None) -> str:
    """The condition on `task t` that its title, a unit or a person is spelled so; "" where none is, or nobody can mean letters."""
    if not are_initials(typed):
        return ""
    where = "" if plan_id is None else "WHERE t.plan_id = :plan_id"
    titles = _found(db.rows(_OF_TASKS.format(where=where), plan_id=plan_id), typed)
    units = _found(db.rows(_OF_UNITS), typed)
    persons = _found(db.rows(_OF_PERSONS), typed)
    either = [f"t.id IN {numbers(titles)}"] if titles else []
    if units:
        either.append(f"t.id IN (SELECT a.task_id FROM assignment a WHERE a.unit_id IN {numbers(units)})")
    if persons:
        either.append(f"t.id IN ({_NAMED.format(numbers(persons))})")
    return " OR ".join(either)


def _found(rows: list[tuple[int, str]], typed: str) -> list[int]:
    """The ids of the rows that are spelled so: all texts are gone through in one search."""
    texts = [text for _id, text in rows]
    ends = list(accumulate(len(text) + 1 for text in texts))
    hits = {bisect_right(ends, match.start()) for match in letters().pattern(typed).finditer("\n".join(texts))}
    return sorted({rows[place][0] for place in hits})
