"""The door of the room: open a database, read it from any thread, write it in named transactions by one thread at a time."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tracker.storage import schema, sqlite
from tracker.storage.memory import Memory
from tracker.storage.reader import Reader

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from tracker.storage.journal import Work


class Store:
    """An open database. Threads may share it; `close` ends it for all of them."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.path = path
        self.clock = clock
        self._local = threading.local()
        self._memory = Memory()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._writer: int | None = None
        self._engine: Engine | None = None

    @classmethod
    def open(cls, path: Path, clock: Callable[[], datetime] = datetime.now) -> "Store":
        """Open the database, make it where there is none, bring an older one up; refuse with a `UserError` what cannot be used."""
        path = Path(path).absolute()
        sqlite.check_folder(path.parent)
        if path.exists():
            sqlite.check_is_database(path)
        with sqlite.faults(path):
            connection = sqlite.connect(path)
            try:
                sqlite.check_writable(path, connection)
                schema.bring_up(path, connection)
                sqlite.choose_journal_mode(connection, path)
            finally:
                connection.close()
        return cls(path, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A reader for this thread; nested calls share the outer one's snapshot."""
        with sqlite.faults(self.path):
            reader = self._reader()
            if reader.depth == 0:
                reader.begin()
            reader.depth += 1
            try:
                yield reader
            finally:
                reader.depth -= 1
                if reader.depth == 0:
                    reader.end()

    @contextmanager
    def transaction(self, name: str) -> Iterator["Work"]:
        """Write under a name: all of it is stored and journalled when the block ends, nothing when it raises."""
        from tracker.storage.journal import working

        if self._writer == threading.get_ident():
            raise RuntimeError("a transaction within a transaction")
        with self._writing:
            self._writer = threading.get_ident()
            try:
                with working(self._engine_at_hand(), self.path, name, self.clock().replace(microsecond=0)) as work:
                    yield work
            finally:
                self._writer = None

    def warm(self) -> None:
        """Load what writing needs (SQLModel, the engine), so that the first edit does not wait for it."""
        import tracker.storage.journal  # noqa: F401

        self._engine_at_hand()

    def close(self) -> None:
        """Close all connections; the store is not used any more."""
        with self._guard:
            connections, self._opened = self._opened, []
            engine, self._engine = self._engine, None
        for connection in connections:
            connection.close()
        if engine is not None:
            engine.dispose()

    def _reader(self) -> Reader:
        reader: Reader | None = getattr(self._local, "reader", None)
        if reader is None:
            connection = sqlite.connect(self.path, read_only=True)
            with self._guard:
                self._opened.append(connection)
            reader = self._local.reader = Reader(connection, self._memory)
        return reader

    def _engine_at_hand(self) -> "Engine":
        from tracker.storage.engine import make_engine

        with self._guard:
            if self._engine is None:
                self._engine = make_engine(self.path)
            return self._engine
