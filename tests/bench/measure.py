"""How one measurement is taken and what it looks like.

Beside the time that passes, the processor's time is taken: other work on the machine disturbs it less. Both count all threads.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """`ours` and `floor` in seconds (medians), `ours_cpu` and `floor_cpu` the processor's seconds of the same runs, where they were taken.

    `aim`: the ratio that guide SPEED asks for; None where it names seconds only.
    """

    name: str
    ours: float
    floor: float
    aim: float | None
    ours_cpu: float | None = None
    floor_cpu: float | None = None

    def as_dict(self) -> dict[str, object]:
        row = {
            "name": self.name,
            "ratio": round(self.ours / self.floor, 2),
            "aim": self.aim,
            "ours_s": round(self.ours, 5),
            "floor_s": round(self.floor, 5),
        }
        if self.ours_cpu is not None and self.floor_cpu:
            row |= {
                "cpu_ratio": round(self.ours_cpu / self.floor_cpu, 2),
                "ours_cpu_s": round(self.ours_cpu, 5),
                "floor_cpu_s": round(self.floor_cpu, 5),
            }
        return row


Seconds = tuple[float, float]


def seconds(work: Callable[[], object]) -> Seconds:
    """How long one run takes, by the clock and by the processor."""
    begun, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - worked


def compared(name: str, ours: Sequence[Seconds], floor: Sequence[Seconds], aim: float | None) -> Measurement:
    """The medians of some runs of both."""
    clock, processor, clock_floor, processor_floor = (
        statistics.median(run[place] for run in runs) for runs in (ours, floor) for place in (0, 1)
    )
    return Measurement(name, clock, clock_floor, aim, processor, processor_floor)


def alternate(
    name: str,
    ours: Callable[[], object],
    floor: Callable[[], object],
    *,
    aim: float | None,
    rounds: int = 5,
    before: Callable[[], object] = lambda: None,
    before_floor: Callable[[], object] = lambda: None,
) -> Measurement:
    """Run both in turn, `rounds` times after one warm-up of each, and compare the medians. What stands `before` is not timed."""
    timed: dict[str, list[Seconds]] = {"ours": [], "floor": []}
    for turn in range(rounds + 1):
        for key, ready, work in (("ours", before, ours), ("floor", before_floor, floor)):
            ready()
            taken = seconds(work)
            if turn:
                timed[key].append(taken)
    return compared(name, timed["ours"], timed["floor"], aim)
