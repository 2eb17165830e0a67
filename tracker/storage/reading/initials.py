"""Tasks and units found by the first letters of their Chinese names. Read when asked: titles are few megabytes at most."""

from functools import cache

from tracker.domain.initials import Initials, are_initials
from tracker.paths import RESOURCES
from tracker.storage.reader import Reader
from tracker.storage.reading import joined_numbers, numbers
from tracker.storage.sqlite import joined

# What is searched: one row for each text, with the id that it leads to.
_OF_TASKS = "SELECT t.id AS id, t.title AS text FROM task t {where}"
_OF_UNITS = """SELECT u.id AS id, u.full_name || ' ' || u.short_name AS text FROM unit u
    UNION ALL SELECT x.unit_id, x.name FROM unit_alias x"""
_OF_PERSONS = "SELECT c.task_id AS id, c.leader || ' ' || c.person AS text FROM contact c"
_BETWEEN = "\x1f"


@cache
def letters() -> Initials:
    """The letters of all characters, from the program's own list."""
    return Initials.of((RESOURCES / "initials.txt").read_text("utf-8").strip("\n"))


def spelled_so(db: Reader, typed: str, plan_id: int | None) -> str:
    """The condition on `task t` that its title, a unit or a person is spelled so; "" where none is, or nobody can mean letters."""
    if not are_initials(typed):
        return ""
    where = "" if plan_id is None else "WHERE t.plan_id = :plan_id"
    of_titles = _found(db, _OF_TASKS.format(where=where), typed, plan_id)
    units = _found(db, _OF_UNITS, typed)
    tasks = of_titles | _found(db, _OF_PERSONS, typed)
    either = [f"t.id IN {numbers(sorted(tasks))}"] if tasks else []
    if units:
        either.append(f"t.id IN (SELECT a.task_id FROM assignment a WHERE a.unit_id IN {numbers(sorted(units))})")
    return " OR ".join(either)


def _found(db: Reader, texts: str, typed: str, plan_id: int | None = None) -> set[int]:
    """The ids whose texts are spelled so: all texts are gone through in one search."""
    ids, text = db.row(f"SELECT {joined('id')}, {joined('text', _BETWEEN)} FROM ({texts})", plan_id=plan_id)
    places, place, seen = set(), 0, 0
    for match in letters().pattern(typed).finditer(text or ""):
        place += text.count(_BETWEEN, seen, match.start())
        seen = match.start()
        places.add(place)
    known = joined_numbers(ids) if places else []
    return {known[one] for one in places}
