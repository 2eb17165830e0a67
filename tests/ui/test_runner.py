"""Work beside the window: order, stale answers, the families of error, stopping."""

from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tracker.errors import Cancelled, UserError
from tracker.progress import Progress
from tracker.ui.runner import Job, TaskRunner


@pytest.fixture(params=[True, False], ids=["inline", "threads"])
def runner(request: pytest.FixtureRequest, qapp: QApplication) -> TaskRunner:
    made = TaskRunner(inline=request.param)
    request.addfinalizer(made.close)
    return made


def fail(error: BaseException) -> None:
    raise error


def test_results_come_back_on_the_windows_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    seen: list[object] = []
    runner.run_read(lambda: 41 + 1, lambda result: seen.extend([result, current_thread() is main_thread()]))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [42, True]


def test_rest_comes_when_answers_and_what_they_asked_for_have_been_given(runner: TaskRunner, qtbot: QtBot) -> None:
    heard: list[str] = []
    runner.rested.connect(lambda: heard.append("rest"))

    def then(answer: str) -> None:
        heard.append(answer)
        if answer == "first":
            runner.run_read(lambda: "second", then)

    runner.run_read(lambda: "first", then)
    qtbot.waitUntil(lambda: "rest" in heard)
    assert heard[:3] == ["first", "second", "rest"]


def test_writes_keep_their_order(runner: TaskRunner, qtbot: QtBot) -> None:
    done: list[int] = []
    for turn in range(20):
        runner.run_write(lambda turn=turn: turn, done.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_faults_of_the_world_are_told_or_given_to_who_asked(runner: TaskRunner, qtbot: QtBot) -> None:
    told: list[str] = []
    runner.told.connect(lambda error: told.append(str(error)))
    runner.run_write(lambda: fail(UserError("磁盘满了")))
    runner.run_read(lambda: fail(UserError("没有这一页")), lambda _none: None, failed=lambda error: told.append(error.what))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert sorted(told) == ["没有这一页", "磁盘满了。"]


def test_our_own_faults_go_to_the_crash_report(runner: TaskRunner, qtbot: QtBot) -> None:
    crashed: list[BaseException] = []
    runner.crashed.connect(crashed.append)
    runner.run_read(lambda: fail(ZeroDivisionError()), lambda _none: None)
    qtbot.waitUntil(lambda: bool(crashed))
    assert isinstance(crashed[0], ZeroDivisionError)


def test_stopping_is_silent(runner: TaskRunner, qtbot: QtBot) -> None:
    heard: list[object] = []
    runner.told.connect(heard.append)
    runner.crashed.connect(heard.append)
    runner.run_write(lambda: fail(Cancelled()), heard.append)
    qtbot.waitUntil(runner.idle)
    assert heard == []


def test_an_answer_that_came_too_late_is_dropped(qtbot: QtBot) -> None:
    runner, seen, gate = TaskRunner(), list[str](), Event()

    def slow() -> str:
        gate.wait(10)
        return "old"

    runner.run_read(slow, seen.append, key="search")
    runner.run_read(lambda: "new", seen.append, key="search")
    qtbot.waitUntil(lambda: seen == ["new"])
    gate.set()
    qtbot.waitUntil(runner.idle)
    assert seen == ["new"]
    runner.close()


def test_long_work_shows_itself_and_can_be_stopped(qtbot: QtBot) -> None:
    runner, ended, finished, asked = TaskRunner(), list[Job](), list[str](), Event()
    runner.job_ended.connect(ended.append)

    def work(progress: Progress) -> str:
        while True:
            progress(0.5, "第 1 页")
            asked.wait(0.01)

    with qtbot.waitSignal(runner.job_started) as started:
        job = runner.run_long("正在读取", work, finished.append)
    assert started.args == [job]
    job.cancel()
    qtbot.waitUntil(runner.idle)
    assert ended == [job]
    assert finished == []
    runner.close()


def test_short_work_never_shows_a_bar(qtbot: QtBot) -> None:
    runner, started, finished = TaskRunner(), list[Job](), list[int]()
    runner.job_started.connect(started.append)
    runner.run_long("正在读取", lambda progress: 1, finished.append)
    qtbot.waitUntil(lambda: finished == [1])
    assert started == []
    runner.close()
