"""What a bulletin (通报) counts: how the tasks of a plan stand on its day, beside how they stood a period before.

Every figure is counted from the very lines that the annex prints, so the two cannot disagree.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.domain.ledger import OVERDUE_WORD, LedgerTask, PaperState, behind_word
from tracker.domain.lights import DEFAULT, LightRules
from tracker.domain.terms import Role, State


class Words(NamedTuple):
    """What the office calls each thing that is counted."""

    completed: str
    under_way: str
    behind: str
    not_started: str
    overdue: str
    ongoing: str


def words_of(rules: LightRules = DEFAULT) -> Words:
    """The office's words, as its rules of lights carry them."""
    completed, under_way, not_started, ongoing = (
        rules.words.general(state) for state in (State.COMPLETED, State.IN_PROGRESS, State.NOT_STARTED, State.ONGOING)
    )
    return Words(completed, under_way, behind_word(rules), not_started, OVERDUE_WORD, ongoing)


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of the annex: a task, under what it is counted, and how the office calls that."""

    task: LedgerTask
    state: PaperState
    word: str

    @property
    def leads(self) -> tuple[str, ...]:
        """The units that answer for it: its leads, else those who share it."""
        for role in (Role.LEAD, Role.JOINT):
            names = dict.fromkeys(each.display for each in self.task.assignments if each.role is role)
            if names:
                return tuple(names)
        return ()


def standings(tasks: Iterable[LedgerTask], day: date, rules: LightRules) -> tuple[Standing, ...]:
    """How each task stands on a day, each counted once."""
    return tuple(Standing(task, task.paper_state(day, rules), task.state_text(day, rules)) for task in tasks)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many tasks stand under each word; the words exclude each other, so they add up to `total`."""

    total: int
    completed: int
    in_progress: int
    behind: int
    not_started: int
    overdue: int
    ongoing: int

    @property
    def under_way(self) -> int:
        """推进中, those behind among them."""
        return self.in_progress + self.behind

    def share(self, count: int) -> str:
        """A count as a share of all tasks, in words: 10.9%."""
        return f"{100 * count / self.total:.1f}%" if self.total else "—"


def figures(lines: Iterable[Standing]) -> Figures:
    """Count the lines of an annex."""
    counts = Counter(line.state for line in lines)
    return Figures(
        total=counts.total(),
        completed=counts[PaperState.COMPLETED],
        in_progress=counts[PaperState.IN_PROGRESS],
        behind=counts[PaperState.BEHIND],
        not_started=counts[PaperState.NOT_STARTED],
        overdue=counts[PaperState.OVERDUE],
        ongoing=counts[PaperState.ONGOING],
    )


def by_heading(lines: Iterable[Standing]) -> dict[str, list[Standing]]:
    """The lines by the outermost heading above them, in printed order; "" for tasks under none."""
    found: dict[str, list[Standing]] = {}
    for line in lines:
        found.setdefault(line.task.path[0] if line.task.path else "", []).append(line)
    return found


def by_lead(lines: Iterable[Standing], order: Sequence[str] = ()) -> dict[str, list[Standing]]:
    """The lines by lead unit, units in this order; a task with several leads stands under each, one without under "", the last."""
    found: dict[str, list[Standing]] = {}
    for line in lines:
        for name in line.leads or ("",):
            found.setdefault(name, []).append(line)
    places = {name: place for place, name in enumerate(order)}
    return dict(sorted(found.items(), key=lambda item: (not item[0], places.get(item[0], len(places)))))
