"""Queries shaped for screens: portable SQL text with `:named` parameters in, frozen values of `domain` out.

They run on a plain `sqlite3` connection (`store.Reader`), so that the window can show rows before SQLModel is loaded.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

CHUNK = 2000


def day(text: str | None) -> date | None:
    """A DATE column as a day."""
    return None if text is None else date.fromisoformat(text)


def numbers(ids: Iterable[int]) -> str:
    """Ids as an SQL list: (1, 2, 3)."""
    return f"({','.join(str(int(number)) for number in ids)})"


def joined_numbers(text: str | None) -> list[int]:
    """The whole numbers that `sqlite.joined` wrote one behind the other."""
    return list(map(int, text.split(","))) if text else []


def words(values: Iterable[str]) -> str:
    """Words of a closed list as an SQL list: ('lead', 'joint')."""
    return f"({','.join(repr(str(value)) for value in sorted(values))})"


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ids in pieces that fit into one query."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def like(text: str) -> str:
    """A LIKE pattern (with ESCAPE '!') that finds the text anywhere."""
    for sign in "!%_":
        text = text.replace(sign, "!" + sign)
    return f"%{text}%"
