"""Reviews of returned files put aside: one file for each plan and period in the data folder, listed, taken up again, given up.

What is kept of a review is its own matter; here are the places, the entries of the list, and how faults are told.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tracker.errors import UserError
from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.usecases.house.kept_files import FAULTS, Keeper, parsed

__all__ = ["SheetsInHand", "Shelf"]

_FORMAT = 1
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SheetsInHand:
    """A review put aside, as a list shows it. `waiting`: rows that are not decided about yet."""

    file: Path
    plan_id: int
    period: str
    saved: datetime
    files: int
    waiting: int


class Shelf(NamedTuple):
    """Where the reviews of one kind stand. `gone`: what to say where one is not there any more."""

    keeper: Keeper
    folder: Callable[[Paths], Path]
    gone: str

    def place(self, store: Store, places: Paths, plan_id: int, period: str) -> Path:
        """Where the review of a plan's period is kept; each database has its own."""
        database = hashlib.sha256(str(store.path).encode("utf-8", "surrogatepass")).hexdigest()[:8]
        return self.folder(places) / f"{database}-{plan_id}-{re.sub(r'[^0-9A-Za-z-]', '_', period)}.json"

    def write(self, file: Path, about: SheetsInHand, review: Any) -> None:
        """Write a review's plain values with what the list shows of it. Raises UserError where the disk does not take it."""
        head = {"format": _FORMAT, "plan_id": about.plan_id, "period": about.period, "saved": about.saved.isoformat(timespec="seconds")}
        self.keeper.write(file, head | {"files": about.files, "waiting": about.waiting, "review": review})

    def in_hand(self, store: Store, places: Paths) -> list[SheetsInHand]:
        """The reviews put aside in this database, the latest first; what cannot be read is left out."""
        database = self.place(store, places, 0, "").name.split("-")[0]
        found = []
        for file in self.folder(places).glob(f"{database}-*.json"):
            try:
                found.append(_entry(file, parsed(file)))
            except (OSError, *FAULTS):
                continue
        return sorted(found, key=lambda one: one.saved, reverse=True)

    def read(self, file: Path, make: Callable[[Any], T]) -> tuple[SheetsInHand, T]:
        """A review with what `make` makes of its plain values. Raises UserError where it is gone or damaged."""
        if not file.exists():
            raise UserError(self.gone, "可能已经导入或放弃", "请重新添加文件")
        return self.keeper.read(file, lambda content: (_entry(file, content), make(content["review"])))

    def forget(self, file: Path) -> None:
        """The review is done or given up; the received files stay."""
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise UserError("核对进度没有删除", f"“{file.name}”被占用或不能写入", "请稍后再试") from error


def _entry(file: Path, content: Mapping[str, Any]) -> SheetsInHand:
    if content["format"] != _FORMAT:
        raise ValueError(file.name)
    saved = datetime.fromisoformat(content["saved"])
    return SheetsInHand(file, int(content["plan_id"]), str(content["period"]), saved, int(content["files"]), int(content["waiting"]))
