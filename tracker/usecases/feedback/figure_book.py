"""The period book of the sheets for indicators and projects: which unit was sent what and when, and what came back from it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.domain.periods import period_of, reporting_date
from tracker.domain.records import UnitRecord
from tracker.storage.reading import period_book as reading
from tracker.storage.reading.period_book import HandoutFacts, ReceivedFacts
from tracker.storage.reading.reporting import reporting_rule
from tracker.storage.reading.units import units
from tracker.storage.store import Store

if TYPE_CHECKING:
    from tracker.storage.reader import Reader

__all__ = ["FigureBook", "FigureTurn", "figure_book", "figure_turns"]


@dataclass(frozen=True, slots=True)
class FigureTurn:
    """One unit in a period. `rows`: how many indicators and projects its sheet asks for; `handed_out` None: it sent without being asked;
    `files`: what came from it, in order; `late`: it came after the day, or has not come and the day is over."""

    unit: UnitRecord
    rows: int
    handed_out: datetime | None
    handed_out_as: str
    files: tuple[ReceivedFacts, ...]
    late: bool

    @property
    def received_at(self) -> datetime | None:
        """When its first file came."""
        return self.files[0].received_at if self.files else None

    @property
    def standing(self) -> str:
        """已收, 未收, 迟报 …, as a list says it."""
        if self.files:
            return "已收，迟报" if self.late else "已收"
        return "未收，已逾期" if self.late else "未收"


@dataclass(frozen=True, slots=True)
class FigureBook:
    """A period of a plan, units in official order. `due_on`: by when they report; `collected`: files of no one unit."""

    period: str
    due_on: date | None
    turns: tuple[FigureTurn, ...]
    collected: tuple[ReceivedFacts, ...] = ()

    @property
    def received(self) -> int:
        """How many of those that were asked have answered."""
        return sum(turn.handed_out is not None and bool(turn.files) for turn in self.turns)

    @property
    def asked(self) -> int:
        """How many units were sent a sheet."""
        return sum(turn.handed_out is not None for turn in self.turns)


def figure_book(store: Store, plan_id: int, period: str, today: date) -> FigureBook:
    """The book of a period, as a person writes it, as it stands on a day. Raises UserError for what is no period."""
    when = period_of(period)
    with store.read() as db:
        due_on = reporting_date(when, reporting_rule(db, plan_id))
        turns, collected = figure_turns(db, plan_id, when, units(db), due_on, today)
    return FigureBook(when, due_on, tuple(turns), tuple(collected))


def figure_turns(
    db: "Reader", plan_id: int, period: str, known: Iterable[UnitRecord], due_on: date | None, today: date
) -> tuple[list[FigureTurn], list[ReceivedFacts]]:
    """The units that were sent a sheet or sent one, in the order of `known`, and files that came from no one unit."""
    handed = reading.handouts(db, plan_id, period, figures=True)
    came: dict[int | None, list[ReceivedFacts]] = defaultdict(list)
    for file in reading.received(db, plan_id, period, figures=True):
        came[file.unit_id].append(file)
    turns = [_turn(unit, handed.get(unit.id), came[unit.id], due_on, today) for unit in known if unit.id in handed or unit.id in came]
    return turns, came[None]


def _turn(unit: UnitRecord, handout: HandoutFacts | None, files: list[ReceivedFacts], due_on: date | None, today: date) -> FigureTurn:
    day = files[0].received_at.date() if files else today
    late = due_on is not None and day > due_on
    if handout is None:
        return FigureTurn(unit, 0, None, "", tuple(files), late)
    return FigureTurn(unit, handout.task_count, handout.made_at, handout.file_name, tuple(files), late)
