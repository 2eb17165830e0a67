"""What a person said in a review, carried into the import: which unit a doubtful name means, and how questions were answered."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.domain.records import UnitRecord
from tracker.domain.unit_names import folded
from tracker.usecases.house.settings import PLAN_ANSWERS
from tracker.usecases.house.unit_match import Match, UnitMatcher

if TYPE_CHECKING:
    from tracker.storage.journal import Work


@dataclass(frozen=True, slots=True)
class Decisions:
    """Names are folded: those that are new units, those that mean a stored unit, those that mean the same as another name in
    this plan. `answers`: to the questions of meaning, proposed again for the next plan. `members`: what groups stand for."""

    new_units: frozenset[str] = frozenset()
    unit_ids: Mapping[str, int] = field(default_factory=dict)
    unit_names: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class DecidedUnits:
    """Finds units as a person said, else as far as names are known; the names learnt on the way become aliases."""

    def __init__(self, matcher: UnitMatcher, stored: Iterable[UnitRecord], decisions: Decisions) -> None:
        self._matcher, self._decisions = matcher, decisions
        self._stored = {unit.id: unit for unit in stored}
        self._learnt: dict[str, tuple[int, str]] = {}

    def match(self, printed: str) -> Match:
        """The unit of a printed name."""
        name, decisions = folded(printed), self._decisions
        unit_id = decisions.unit_ids.get(name)
        if unit_id is None or unit_id not in self._stored:
            other = decisions.unit_names.get(name)
            if other is None:
                found = self._matcher.match(printed)
                return Match(found.unit_id) if name in decisions.new_units else found
            unit_id = self._matcher.match(other).unit_id
        unit = self._stored.get(unit_id)
        if unit is None or printed not in (unit.full_name, *(alias.name for alias in unit.aliases)):
            self._learnt[name] = (unit_id, printed)
        return Match(unit_id)

    def members(self) -> dict[int, list[int]]:
        """The units of each group that was gone through, by ids; units met for the first time are made."""
        groups = {name: [self.match(member).unit_id for member in names] for name, names in self._decisions.members.items()}
        return {self.match(name).unit_id: list(dict.fromkeys(ids)) for name, ids in groups.items()}

    def aliases(self) -> list[dict[str, object]]:
        """The names learnt, as rows to be stored."""
        return [{"unit_id": unit_id, "name": name, "kind": "printed"} for unit_id, name in self._learnt.values()]


def store_members(work: "Work", members: Mapping[int, list[int]]) -> None:
    """Let each group stand for these units and no others."""
    from tracker.storage.tables import UnitMember

    for group_id, ids in members.items():
        held = {row.member_id: row for row in work.rows(UnitMember, group_id=group_id)}
        for member_id, row in held.items():
            if member_id not in ids:
                work.delete(row)
        wanted = [{"group_id": group_id, "member_id": member_id} for member_id in ids if member_id not in held and member_id != group_id]
        work.insert_many("unit_member", wanted)


def remember_answers(work: "Work", answers: Mapping[str, str]) -> None:
    """Keep the answers as what is proposed for the next plan, within the import's own operation."""
    from tracker.storage.tables import Setting

    if not answers:
        return
    row = next(iter(work.rows(Setting, name=PLAN_ANSWERS)), None)
    before = json.loads(row.value) if row is not None else {}
    words = json.dumps({**before, **answers}, ensure_ascii=False)
    if row is None:
        work.add(Setting(name=PLAN_ANSWERS, value=words))
    else:
        row.value = words
