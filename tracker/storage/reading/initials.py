"""Tasks and units found by the first letters of their Chinese names. Read when asked: titles are few megabytes at most."""

from functools import cache

from tracker.domain.initials import Initials, are_initials
from tracker.paths import RESOURCES
from tracker.storage.reader import Reader
from tracker.storage.reading import numbers

# What is searched: one row for each text, with the id of the task it belongs to.
_OF_TASKS = "SELECT t.id, t.title FROM task t {where}"
_OF_UNITS = """SELECT u.id, u.full_name || ' ' || u.short_name FROM unit u
    UNION ALL SELECT x.unit_id, x.name FROM unit_alias x"""
_OF_PERSONS = "SELECT c.task_id, c.leader || ' ' || c.person FROM contact c"


@cache
def letters() -> Initials:
    """The letters of all characters, from the program's own list."""
    return Initials.of((RESOURCES / "initials.txt").read_text("utf-8").strip("\n"))


def spelled_so(db: Reader, typed: str, plan_id: int | None) -> str:
    """The condition on `task t` that its title, a unit or a person is spelled so; "" where none is, or nobody can mean letters."""
    if not are_initials(typed):
        return ""
    where = "" if plan_id is None else "WHERE t.plan_id = :plan_id"
    found = _found(db.rows(_OF_TASKS.format(where=where), plan_id=plan_id), typed)
    found |= _found(db.rows(_OF_PERSONS), typed)
    units = _found(db.rows(_OF_UNITS), typed)
    either = [f"t.id IN {numbers(sorted(found))}"] if found else []
    if units:
        either.append(f"t.id IN (SELECT a.task_id FROM assignment a WHERE a.unit_id IN {numbers(sorted(units))})")
    return " OR ".join(either)


def _found(rows: list[tuple[int, str]], typed: str) -> set[int]:
    """Which rows are spelled so: all texts are turned into letters in one go."""
    wanted = typed.lower()
    whole = "\n".join(text.replace("\n", " ") for _id, text in rows)
    hits: set[int] = set()
    for spelled in letters().spelled(whole):
        hits.update(row[0] for row, line in zip(rows, spelled.split("\n"), strict=True) if wanted in line)
    return hits
