"""What a toast says."""

from collections.abc import Callable
from typing import NamedTuple


class Message(NamedTuple):
    """One toast. `action` is the text of its button, `keys` the keys that do the same, `do` what it does; errors stay until closed."""

    text: str
    action: str = ""
    keys: str = ""
    do: Callable[[], None] | None = None
    is_error: bool = False
