"""Work away from the window's thread: one worker for everything that writes, a small pool for reads.

SQLite has one writer, so writes queue behind each other in the order they were asked for; reads run beside them. Every answer comes
back on the window's thread. A read with a `key` is dropped when a newer one with the same key was asked for meanwhile.
"""

from collections.abc import Callable, Hashable
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from tracker.errors import Cancelled, UserError
from tracker.progress import Progress

SHOW_AFTER_MS = 600
T = TypeVar("T")


class Job(QObject):
    """Long work in hand, as the progress bar sees it: what it is, how far, and the way to stop it."""

    moved = Signal(float, str)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._stop = Event()

    def cancel(self) -> None:
        """Ask the work to stop; it unwinds at its next report of progress."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """True once somebody has asked to stop."""
        return self._stop.is_set()

    def progress(self, done: float, text: str) -> None:
        """The `Progress` callable handed to the work; called on the worker's thread."""
        if self.is_cancelled:
            raise Cancelled
        self.moved.emit(done, text)


class _Task:
    """One piece of work and what to do with its outcome."""

    def __init__(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None] | None,
        failed: Callable[[UserError], None] | None,
        key: Hashable = None,
        number: int = 0,
        job: Job | None = None,
    ) -> None:
        self.work, self.then, self.failed, self.key, self.number, self.job = work, then, failed, key, number, job
        self.shown: QTimer | None = None
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self.work()
        except BaseException as error:
            self.error = error


class _Workers:
    """Some threads that take tasks from one queue. They are Python's own: each keeps its database reader from task to task."""

    def __init__(self, count: int, name: str, done: Callable[[_Task], None]) -> None:
        self._count, self._name, self._done = count, name, done
        self._queue: SimpleQueue[_Task | None] = SimpleQueue()
        self._threads: list[Thread] = []

    def start(self, task: _Task) -> None:
        self._queue.put(task)
        if len(self._threads) < self._count:
            thread = Thread(target=self._work, name=self._name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        while (task := self._queue.get()) is not None:
            task.run()
            self._done(task)

    def close(self) -> None:
        """Finish what is queued, then end."""
        for _thread in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()


class TaskRunner(QObject):
    """Runs functions and gives back their results; `inline=True` runs everything at once on the caller's thread (tests, pictures).

    `UserError` goes to `failed` where given, else to the signal `told`; `Cancelled` is silent; anything else is a fault of ours and
    goes to `crashed`. `job_started` comes 0.6 s after a long job began, `job_ended` when it is over. `rested`: all answers asked
    for so far, and those that they asked for in turn, have been given.
    """

    told = Signal(object)
    crashed = Signal(object)
    job_started = Signal(object)
    job_ended = Signal(object)
    rested = Signal()
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None, *, inline: bool = False) -> None:
        super().__init__(parent)
        self._inline = inline
        self._newest: dict[Hashable, int] = {}
        self._count = 0
        self._open: set[_Task] = set()
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._writer = _Workers(1, "writer", self._finished.emit)
        self._readers = _Workers(2, "reader", self._finished.emit)

    def run_read(
        self,
        fn: Callable[[], T],
        then: Callable[[T], None],
        *,
        key: Hashable = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run `fn` beside the window and hand its result to `then`, unless a newer read with the same `key` was asked for."""
        self._count += 1
        if key is not None:
            self._newest[key] = self._count
        self._start(_Task(fn, then, failed, key, self._count), self._readers)

    def run_write(
        self,
        fn: Callable[[], T],
        then: Callable[[T], None] | None = None,
        *,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run `fn` on the one thread that writes, after all writes asked for before it."""
        self._start(_Task(fn, then, failed), self._writer)

    def run_long(
        self,
        title: str,
        fn: Callable[[Progress], T],
        then: Callable[[T], None] | None = None,
        *,
        writes: bool = False,
        failed: Callable[[UserError], None] | None = None,
    ) -> Job:
        """Run work that takes a `Progress`; its bar appears after 0.6 s and can stop it. `writes`: it changes the database."""
        job = Job(title)
        task = _Task(lambda: fn(job.progress), then, failed, job=job)
        if not self._inline:
            task.shown = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
            task.shown.timeout.connect(lambda: self.job_started.emit(job))
            task.shown.start()
        self._start(task, self._writer if writes else self._readers)
        return job

    def idle(self) -> bool:
        """True while nothing is in hand."""
        return not self._open

    def close(self) -> None:
        """Stop long jobs, wait for the rest, deliver nothing more."""
        for task in list(self._open):
            if task.job:
                task.job.cancel()
        self._writer.close()
        self._readers.close()
        self._open.clear()

    def _start(self, task: _Task, workers: _Workers) -> None:
        self._open.add(task)
        if self._inline:
            task.run()
            self._deliver(task)
        else:
            workers.start(task)

    def _deliver(self, task: _Task) -> None:
        if task not in self._open:
            return
        self._open.discard(task)
        if task.shown:
            task.shown.stop()
            task.shown.deleteLater()
        if task.job:
            self.job_ended.emit(task.job)
        try:
            self._hand_over(task)
        finally:
            if not self._open:
                self.rested.emit()

    def _hand_over(self, task: _Task) -> None:
        if task.key is not None and self._newest.get(task.key) != task.number:
            return
        if task.error is None:
            if task.then:
                task.then(task.result)
        elif isinstance(task.error, UserError):
            (task.failed or self.told.emit)(task.error)
        elif not isinstance(task.error, Cancelled):
            self.crashed.emit(task.error)
