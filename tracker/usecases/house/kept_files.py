"""Work in hand kept as JSON in the data folder: written whole or not at all, read back by its shape, put aside where it is damaged."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tracker.errors import UserError
from tracker.files.writing import written

T = TypeVar("T")
FAULTS = (KeyError, TypeError, ValueError, AttributeError, RecursionError)
"""What reading the values of a file raises where they are not what was written."""


class Keeper(NamedTuple):
    """How one kind of kept file is spoken of. `thing`: what could not be saved, `to_save`: what to do then; `todo`: what to do
    where a file is damaged. Those who only write, and pass over what they cannot read, need no more than the first two."""

    thing: str
    to_save: str
    unreadable: str = ""
    damaged: str = ""
    todo: str = ""

    def write(self, file: Path, content: object) -> None:
        """Write a file. Raises UserError where the disk does not take it."""
        words = json.dumps(content, ensure_ascii=False)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self.cannot_save(file.parent) from error
        with written(file) as place:
            place.write_text(words, "utf-8", errors="surrogatepass")

    def read(self, file: Path, make: Callable[[dict[str, Any]], T], name: Callable[[Mapping[str, Any]], str] = lambda _content: "") -> T:
        """What `make` makes of a file's values; `name` tells what it was about. Raises UserError; a damaged file is put aside."""
        content: dict[str, Any] = {}
        try:
            held = parsed(file)
            if not isinstance(held, dict):
                raise ValueError(file.name)
            content = held
            return make(content)
        except OSError as error:
            raise UserError(self.unreadable, f"“{file.name}”被占用或没有权限", "请稍后再试") from error
        except FAULTS as error:
            raise self._put_aside(file, name(content)) from error

    def cannot_save(self, folder: Path) -> UserError:
        return UserError(f"不能在“{folder}”里{self.thing}", "没有写入权限", self.to_save)

    def _put_aside(self, file: Path, name: str) -> UserError:
        """Give a damaged file another name, so that it is told once and stands in nobody's way."""
        aside = file.with_suffix(".damaged")
        try:
            file.replace(aside)
        except OSError:
            aside = file
        what = f"“{name}”的{self.unreadable}" if name else self.damaged
        return UserError(what, f"文件已损坏，已改名为“{aside.name}”放在一边", self.todo)


def parsed(file: Path) -> Any:
    """The values of a file. Raises OSError, or one of `FAULTS`."""
    return json.loads(file.read_text("utf-8", errors="surrogatepass"))
