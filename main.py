"""任务台账: without arguments opens the window, with a command runs it. Prepares its environment on the first run."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from tracker import prepare


def main() -> int:
    """Start the window or the command line; returns the exit code."""
    prepare.ensure([str(Path(__file__).resolve()), *sys.argv[1:]])
    from tracker import cli

    return cli.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
