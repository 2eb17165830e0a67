"""The log file and crash reports: what a clerk can hand to whoever helps them. Nothing is ever sent anywhere."""

import logging
import sys
from datetime import datetime
from pathlib import Path

from tracker import __version__
from tracker.paths import Paths

LOGGER = logging.getLogger("tracker")
_FULL = 1_000_000


def start_log(paths: Paths) -> None:
    """Write the program's log to `paths.log`. A log over 1 MB is put aside as `tracker.old.log` at the start (the module of
    the library that does this while running costs the window 20 ms). A folder that cannot be written leaves the log on stderr."""
    LOGGER.setLevel(logging.INFO)
    try:
        paths.log.parent.mkdir(parents=True, exist_ok=True)
        if paths.log.exists() and paths.log.stat().st_size > _FULL:
            paths.log.replace(paths.log.with_suffix(".old.log"))
        handler: logging.Handler = logging.FileHandler(paths.log, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    stop_log()
    LOGGER.addHandler(handler)
    LOGGER.propagate = False


def stop_log() -> None:
    """Close the log file."""
    for handler in LOGGER.handlers[:]:
        LOGGER.removeHandler(handler)
        handler.close()


def crash_report(error: BaseException, doing: str = "") -> str:
    """The text of a report about a fault of ours: what was going on, versions, the trace. Holds no data of the office's own
    but what the trace names."""
    import platform
    import traceback

    lines = [
        "任务台账 错误报告",
        f"时间：{datetime.now():%Y-%m-%d %H:%M:%S}",
        f"正在做：{doing or '（未记录）'}",
        f"版本：{__version__}，Python {platform.python_version()}，{platform.platform()}",
        "",
        *traceback.format_exception(error),
    ]
    return "\n".join(line.rstrip("\n") for line in lines)


def save_crash(paths: Paths, error: BaseException, doing: str = "") -> tuple[str, Path | None]:
    """Log the fault and keep its report as a file; returns the text and the file, None where it could not be written."""
    text = crash_report(error, doing)
    LOGGER.error("%s", text)
    target = paths.crashes / f"{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    except OSError as problem:
        print(f"错误报告没有写成：{problem}", file=sys.stderr)
        return text, None
    return text, target
