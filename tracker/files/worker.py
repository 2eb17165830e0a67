"""Risky readers run here: in a process of their own with ceilings on memory and time, so that no file can take the window down.

`run(function, ...)` starts the process, hands over the work, passes its progress on and gives its result back. A reader that
makes no progress for `patience` seconds, takes more than `seconds` in all, eats too much memory or dies is one `UserError`.
Where the caller's `progress` raises (`Cancelled`), the process is ended at once.
"""

import contextlib
import math
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from tracker.errors import UserError
from tracker.progress import Progress, silent

PATIENCE = 7.0
_START_PATIENCE = 30.0
MEGABYTES = 1600
_START = "import sys; sys.path[:0] = sys.argv[1:]; from tracker.files.worker import serve; serve()"
_ROOT = Path(__file__).resolve().parents[2]
_LENGTH = 8
_TICK = 0.1
_AS_DOCX = "请用 Word 或 WPS 打开并另存后再试"

Message = tuple[str, Any]


def run(
    function: Callable[..., Any],
    *arguments: Any,
    name: str,
    todo: str = _AS_DOCX,
    progress: Progress = silent,
    patience: float = PATIENCE,
    megabytes: int = MEGABYTES,
    seconds: float = math.inf,
) -> Any:
    """Call `function(*arguments, progress)` in a process of its own; `function` is a plain function of a module.

    `name`: the file as the user knows it; `todo`: what to do where the reader fails. Raises `UserError` for every failure.
    """
    request = pickle.dumps((function.__module__, function.__qualname__, arguments, megabytes))
    process = subprocess.Popen(
        [sys.executable, "-c", _START, str(_ROOT), *(part for part in sys.path if part)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdin is not None and process.stdout is not None
    messages: queue.Queue[Message] = queue.Queue()
    threads = [
        threading.Thread(target=_send, args=(process.stdin, request), daemon=True),
        threading.Thread(target=_receive, args=(process.stdout, messages), daemon=True),
    ]
    try:
        for thread in threads:
            thread.start()
        return _follow(messages, name, todo, progress, patience, seconds)
    finally:
        process.kill()
        process.wait()
        for thread in threads:
            thread.join()
        with contextlib.suppress(OSError):
            process.stdin.close()
        process.stdout.close()


def _follow(messages: "queue.Queue[Message]", name: str, todo: str, progress: Progress, patience: float, seconds: float) -> Any:
    """Wait for the result; what the caller's `progress` raises goes up from here."""
    done, text, quiet, allowed = 0.0, f"正在读取“{name}”", 0.0, max(patience, _START_PATIENCE)
    end = math.inf
    while True:
        try:
            kind, value = messages.get(timeout=_TICK)
        except queue.Empty:
            quiet += _TICK
            if quiet >= allowed or time.monotonic() >= end:
                raise UserError(f"“{name}”读取时间太长，已停止", "内容可能过于复杂或有问题", todo) from None
            progress(done, text)
            continue
        quiet, allowed = 0.0, patience
        if kind == "started":
            end = time.monotonic() + seconds
            continue
        if kind == "progress":
            done, text = value
            progress(done, text)
        elif kind == "result":
            return value
        elif kind == "told":
            raise UserError(*value)
        elif kind == "memory":
            raise UserError(f"“{name}”内容太大，内存不够", "", todo)
        else:
            raise UserError(f"“{name}”读不出来", "文件可能已损坏，或者内容太大", todo)


def _send(stream: IO[bytes], request: bytes) -> None:
    with contextlib.suppress(OSError):  # the process may die before it has read everything
        stream.write(len(request).to_bytes(_LENGTH, "big") + request)
        stream.flush()


def _receive(stream: IO[bytes], messages: "queue.Queue[Message]") -> None:
    """Frames from the process; whatever ends them, the last message says so."""
    with contextlib.suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):
        while (frame := _frame(stream)) is not None:
            messages.put(pickle.loads(frame))
    messages.put(("died", None))


def _frame(stream: IO[bytes]) -> bytes | None:
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    body = stream.read(length)
    return body if len(body) == length else None


def serve() -> None:
    """The other side: one request from standard input, answers to standard output, then the end."""
    import importlib

    from tracker.files.ceilings import limit

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not mix with the answers
    frame = _frame(sys.stdin.buffer)
    if frame is None:
        return
    module, function, arguments, megabytes = pickle.loads(frame)
    limit(megabytes)

    def say(kind: str, value: object) -> None:
        body = pickle.dumps((kind, value))
        answers.write(len(body).to_bytes(_LENGTH, "big") + body)
        answers.flush()

    def progress(done: float, text: str) -> None:
        say("progress", (done, text))

    try:
        reader = getattr(importlib.import_module(module), function)
        say("started", None)
        say("result", reader(*arguments, progress))
    except UserError as error:
        say("told", (error.what, error.why, error.todo))
    except MemoryError:
        say("memory", None)
    except Exception as error:
        say("fault", repr(error))
    answers.close()
    os._exit(0)  # at once: nothing here is worth tidying up
