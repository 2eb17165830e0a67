"""The process for risky files: results, progress, ceilings, cancelling."""

import os
import sys

import pytest

from tracker.errors import Cancelled, UserError
from tracker.files.worker import Worker, run
from tracker.progress import Progress

NAME = "方案.pdf"


def doubled(number: int, progress: Progress) -> int:
    progress(0.5, "一半")
    return number * 2


def talks(progress: Progress) -> str:
    sys.stdout.write("as a library may do")
    sys.stdout.flush()
    os.write(1, b"directly")
    return "好"


def refuses(progress: Progress) -> None:
    raise UserError("读不了", "原因", "办法")


def breaks(progress: Progress) -> None:
    raise ZeroDivisionError


def dies(progress: Progress) -> None:
    os._exit(7)


def hangs(progress: Progress) -> None:
    progress(0.1, "开始")
    while True:
        pass


def busy(progress: Progress) -> None:
    while True:
        progress(0.1, "还在读")


def eats(progress: Progress) -> int:
    return len(bytearray(3_000_000_000))


def test_the_result_and_the_progress_come_back() -> None:
    seen: list[tuple[float, str]] = []
    assert run(doubled, 21, name=NAME, progress=lambda done, text: seen.append((done, text))) == 42
    assert (0.5, "一半") in seen
    assert run(talks, name=NAME) == "好"


@pytest.mark.parametrize(
    ("function", "words"),
    [(refuses, "读不了，原因，办法。"), (breaks, "读不出来"), (dies, "读不出来"), (hangs, "时间太长"), (eats, "内存不够")],
)
def test_every_failure_is_one_sentence(function: object, words: str) -> None:
    assert callable(function)
    with pytest.raises(UserError) as caught:
        run(function, name=NAME, patience=1.0)
    assert words in str(caught.value) and str(caught.value).count("。") == 1


def test_cancelling_ends_the_process_at_once() -> None:
    def stop(done: float, _text: str) -> None:
        if done > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        run(hangs, name=NAME, progress=stop)


def test_one_process_serves_many_files_and_a_new_one_follows_a_failure() -> None:
    with Worker() as worker:
        assert [worker.run(doubled, number, name=NAME) for number in range(3)] == [0, 2, 4]
        with pytest.raises(UserError, match="读不出来"):
            worker.run(breaks, name=NAME)
        with pytest.raises(UserError, match="读不了"):
            worker.run(refuses, name=NAME)
        assert worker.run(doubled, 21, name=NAME) == 42


def test_all_the_time_a_file_may_take() -> None:
    with Worker() as worker, pytest.raises(UserError, match="时间太长"):
        worker.run(busy, name=NAME, seconds=0.5)
