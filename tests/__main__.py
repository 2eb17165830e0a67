"""`python3 -m tests`: prepare the machine, then run the suite offscreen. `python3 -m tests bench [NAME] [--json]` measures speed.

Other arguments go to pytest. `python3 -m tests prepare` only prepares.
"""

import os
import sys
from pathlib import Path

from tracker import prepare

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run what the arguments ask for; returns the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.chdir(ROOT)
    arguments = sys.argv[1:]
    if arguments == ["prepare"]:
        prepare.ensure(["-c", ""], dev=True)
        return 0
    prepare.ensure(["-m", "tests", *arguments], dev=True)
    if arguments[:1] == ["bench"]:
        from tests.bench.run import run

        return run(arguments[1:])
    import pytest

    # A file's tests stay together: what they share is made once, not by every worker.
    return pytest.main(arguments or ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile"])


if __name__ == "__main__":
    sys.exit(main())
