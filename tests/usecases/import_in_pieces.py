"""An import in a process of its own, for tests that stop it: `python -m tests.usecases.import_in_pieces FOLDER STOP`.

STOP `count` prints how many statements the import sends to the database; a number kills the process, as a power cut would, right
before that statement; `full` leaves the disk no room for it.
"""

import os
import resource
import signal
import sqlite3
import sys
from pathlib import Path

from tests.returned import Returned, places_of, take_in
from tests.stores import clock
from tracker.errors import UserError
from tracker.storage import sqlite
from tracker.storage.store import Store

ROOM = 64 * 1024
FILES = [
    Returned(
        "水利局9月.xlsx",
        "县水利局",
        [
            ("清理北渠淤泥", {"state": "in_progress", "percent": 65.0, "progress": "两段完工" * 40_000, "person": "沈佳"}),
            ("每月巡查排口", {"progress": "巡查两次"}),
        ],
    ),
    Returned("财政局9月.xlsx", "县财政局", [("清理北渠淤泥", {"percent": 30.0, "problems": "资金未到"})]),
]


def main() -> None:
    folder, stop = Path(sys.argv[1]), sys.argv[2]
    sent = 0

    def count(_statement: str) -> None:
        nonlocal sent
        sent += 1
        if stop.isdigit() and sent == int(stop):
            os.kill(os.getpid(), signal.SIGKILL)

    connect = sqlite.connect

    def watched(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
        connection = connect(path, read_only=read_only)
        connection.set_trace_callback(count)
        return connection

    with Store.open(folder / "planned.db", clock) as store:
        sqlite.connect = watched
        if stop == "full":
            size = (folder / "planned.db").stat().st_size + ROOM
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            take_in(store, places_of(folder), *FILES)
        except UserError as error:
            sys.stdout.write(str(error))
            sys.exit(1)
    sys.stdout.write(str(sent))


if __name__ == "__main__":
    main()
