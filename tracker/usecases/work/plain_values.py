"""Work that is put aside: its dataclasses as plain values for a JSON file, and back again by their type hints."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def as_plain(value: object) -> Any:
    """A value as JSON can hold it."""
    if is_dataclass(value):
        return {part.name: as_plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {key: as_plain(held) for key, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_plain(held) for held in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def shaped(kind: Any, value: Any) -> Any:
    """JSON back as a value of this type; raises TypeError, KeyError or ValueError where it does not fit."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return None if value is None else shaped(next(held for held in get_args(kind) if held is not type(None)), value)
    if origin in (list, tuple):
        if not isinstance(value, list):
            raise TypeError(f"a list is wanted, not {value!r:.40}")
        return origin(shaped(get_args(kind)[0], held) for held in value)
    if origin is Mapping:
        return {str(key): shaped(get_args(kind)[1], held) for key, held in value.items()}
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: shaped(hints[name], held) for name, held in value.items()})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, tuple):
        return kind(*(shaped(hint, held) for hint, held in zip(_hints(kind).values(), value, strict=True)))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is date:
        return date.fromisoformat(value)
    if not isinstance(value, kind):
        raise TypeError(f"{kind} is wanted, not {value!r:.40}")
    return value
