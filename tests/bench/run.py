"""`python3 -m tests bench [NAME] [--json]`: one line per measurement whose name contains NAME."""

import json
import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from tests import bench
from tests.bench.measure import Measurement

# A bench module offers this: measurements made one at a time, each begun only if its name is wanted.
Offer = Callable[[Callable[[str], bool]], Iterator[Measurement]]


def run(arguments: list[str]) -> int:
    """Print the measurements asked for; returns 0, or 2 where no name fits."""
    as_json = "--json" in arguments
    names = [word for word in arguments if not word.startswith("--")]

    def wanted(name: str) -> bool:
        return not names or any(word in name for word in names)

    found = False
    if hasattr(os, "getloadavg"):
        busy = [round(one, 2) for one in os.getloadavg()]
        print(json.dumps({"load": busy}) if as_json else f"机器的负荷（1、5、15 分钟）：{busy}", flush=True)
    for module in sorted(info.name for info in iter_modules(bench.__path__) if info.name.startswith("of_")):
        measurements: Offer = import_module(f"tests.bench.{module}").measurements
        for measurement in measurements(wanted):
            found = True
            row = measurement.as_dict()
            aim = f"（目标 ≤ {row['aim']}）" if row["aim"] else ""
            words = f"{row['name']:28} 比值 {row['ratio']:8}{aim}  本程序 {row['ours_s']} 秒，下限 {row['floor_s']} 秒"
            if "cpu_ratio" in row:
                words += f"；处理器时间之比 {row['cpu_ratio']}，本程序 {row['ours_cpu_s']} 秒"
            print(json.dumps(row) if as_json else words, flush=True)
    if not found:
        print("没有这个名字的测量。")
    return 0 if found else 2
