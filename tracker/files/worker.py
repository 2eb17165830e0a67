"""Risky readers run here: in a process of their own with ceilings on memory and time, so that no file can take the window down.

`run(function, ...)` starts the process, hands over the work, passes its progress on and gives its result back; a `Worker` does so
for many files, one after the other. A reader that makes no progress for `patience` seconds, takes more than `seconds` in all, eats
too much memory or dies is one `UserError`. Where the caller's `progress` raises (`Cancelled`), the process is ended at once.
"""

import contextlib
import math
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
from tracker.files.served import LENGTH
from tracker.progress import Progress, silent

PATIENCE = 7.0
_START_PATIENCE = 30.0
MEGABYTES = 1600
_START = "import sys; sys.path[:0] = sys.argv[1:]; from tracker.files.served import serve; serve()"
_ROOT = Path(__file__).resolve().parents[2]
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
) -> Any:
    """Call `function(*arguments, progress)` in a process of its own; `function` is a plain function of a module.

    `name`: the file as the user knows it; `todo`: what to do where the reader fails. Raises `UserError` for every failure.
    """
    with Worker(megabytes) as worker:
        return worker.run(function, *arguments, name=name, todo=todo, progress=progress, patience=patience)


class Worker:
    """One process for one request after the other; after a failure the next one gets a new process."""

    def __init__(self, megabytes: int = MEGABYTES) -> None:
        self.megabytes = megabytes
        self._process: _Process | None = None

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.end()

    def run(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        name: str,
        todo: str = _AS_DOCX,
        progress: Progress = silent,
        patience: float = PATIENCE,
        seconds: float = math.inf,
    ) -> Any:
        """As `run` of this module."""
        request = pickle.dumps((function.__module__, function.__qualname__, arguments, self.megabytes))
        fresh = self._process is None
        process = self._process = self._process or _Process()
        kind, value = "", None
        try:
            process.ask(request)
            kind, value = _follow(process.messages, name, progress, patience, seconds)
        finally:
            if kind not in ("result", "told"):
                self.close()
        if kind == "result":
            return value
        if kind == "told":
            raise UserError(*value)
        if kind in ("memory", "died") and not fresh:  # the files before may have used up what this one needs
            return self.run(function, *arguments, name=name, todo=todo, progress=progress, patience=patience, seconds=seconds)
        raise _failure(kind, name, todo)


def _failure(kind: str, name: str, todo: str) -> UserError:
    if kind == "late":
        return UserError(f"“{name}”读取时间太长，已停止", "内容可能过于复杂或有问题", todo)
    if kind == "memory":
        return UserError(f"“{name}”内容太大，内存不够", "", todo)
    return UserError(f"“{name}”读不出来", "文件可能已损坏，或者内容太大", todo)


class _Process:
    """The process and the threads that speak with it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-S", "-c", _START, str(_ROOT), *(part for part in sys.path if part)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout
        self.messages: queue.Queue[Message] = queue.Queue()
        self._threads = [threading.Thread(target=_receive, args=(self._output, self.messages), daemon=True)]
        self._threads[0].start()

    def ask(self, request: bytes) -> None:
        """Send a request; the answers come as `messages`."""
        thread = threading.Thread(target=_send, args=(self._input, request), daemon=True)
        self._threads.append(thread)
        thread.start()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()
        with contextlib.suppress(OSError):
            self._input.close()
        self._output.close()


def _follow(messages: "queue.Queue[Message]", name: str, progress: Progress, patience: float, seconds: float) -> Message:
    """Wait for the last message of a request; what the caller's `progress` raises goes up from here."""
    done, text, quiet, allowed = 0.0, f"正在读取“{name}”", 0.0, max(patience, _START_PATIENCE)
    end = math.inf
    while True:
        try:
            kind, value = messages.get(timeout=_TICK)
        except queue.Empty:
            quiet += _TICK
            if quiet >= allowed or time.monotonic() >= end:
                return "late", None
            progress(done, text)
            continue
        quiet, allowed = 0.0, patience
        if time.monotonic() >= end:
            return "late", None
        if kind == "started":
            end = time.monotonic() + seconds
        elif kind == "progress":
            done, text = value
            progress(done, text)
        else:
            return kind, value


def _send(stream: IO[bytes], request: bytes) -> None:
    with contextlib.suppress(OSError):  # the process may die before it has read everything
        stream.write(len(request).to_bytes(LENGTH, "big") + request)
        stream.flush()


def _receive(stream: IO[bytes], messages: "queue.Queue[Message]") -> None:
    """Frames from the process; whatever ends them, the last message says so."""
    with contextlib.suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):
        while (frame := _frame(stream)) is not None:
            messages.put(pickle.loads(frame))
    messages.put(("died", None))


def _frame(stream: IO[bytes]) -> bytes | None:
    head = stream.read(LENGTH)
    if len(head) < LENGTH:
        return None
    length = int.from_bytes(head, "big")
    body = stream.read(length)
    return body if len(body) == length else None
