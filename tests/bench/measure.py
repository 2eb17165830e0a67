"""How one measurement is taken and what it looks like."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """`ours` and `floor` in seconds (medians); `aim`: the ratio that guide SPEED asks for; None where it names seconds only."""

    name: str
    ours: float
    floor: float
    aim: float | None

    def as_dict(self) -> dict[str, object]:
        return {
            "name": self.name,
            "ratio": round(self.ours / self.floor, 2),
            "aim": self.aim,
            "ours_s": round(self.ours, 5),
            "floor_s": round(self.floor, 5),
        }


def alternate(name: str, ours: Callable[[], object], floor: Callable[[], object], *, aim: float | None, rounds: int = 5) -> Measurement:
    """Run both in turn, `rounds` times after one warm-up of each, and compare the medians."""
    timed: dict[str, list[float]] = {"ours": [], "floor": []}
    for turn in range(rounds + 1):
        for key, work in (("ours", ours), ("floor", floor)):
            begin = time.perf_counter()
            work()
            if turn:
                timed[key].append(time.perf_counter() - begin)
    return Measurement(name, statistics.median(timed["ours"]), statistics.median(timed["floor"]), aim)
