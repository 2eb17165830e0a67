"""A rolling list of projects: what a version freezes of each, and how two versions differ, project by project."""

from collections.abc import Mapping
from typing import NamedTuple

from tracker.domain.figures import ListChange

Facts = Mapping[str, str]
"""The facts of one project as text, by the names of `WORDS`; one without a fact does not name it."""

WORDS = {
    "title": "项目名称",
    "box": "专栏",
    "content": "建设内容",
    "total_investment": "总投资",
    "planned": "年度计划投资",
    "goal": "年度目标",
    "planned_start": "计划开工",
    "planned_end": "计划完工",
    "leader": "挂包领导",
    "units": "责任单位",
    "person": "责任人",
}


class ListDifference(NamedTuple):
    """What became of one project between two versions; `before`, `after`: its facts, empty where it was not on the list. `change` None:
    it stayed as it was."""

    project_id: int
    change: ListChange | None
    title: str
    before: Facts
    after: Facts
    reason: str = ""

    @property
    def changed(self) -> tuple[str, ...]:
        """The facts that differ, in the order of `WORDS`."""
        return tuple(name for name in WORDS if self.before.get(name, "") != self.after.get(name, ""))

    @property
    def words(self) -> str:
        """年度计划投资：1200 → 1500；计划开工：… ; for a new or removed project its change alone."""
        if self.change is not ListChange.CHANGED:
            return self.reason
        return "；".join(f"{WORDS[name]}：{self.before.get(name, '') or '—'} → {self.after.get(name, '') or '—'}" for name in self.changed)


def differences(before: Mapping[int, Facts], after: Mapping[int, Facts], reasons: Mapping[int, str] | None = None) -> list[ListDifference]:
    """Every project of two versions: those of the later in its order, then those it let go. `reasons`: why one was let go."""
    told = reasons or {}
    found = []
    for project_id, facts in after.items():
        held = before.get(project_id)
        change = ListChange.ADDED if held is None else ListChange.CHANGED if dict(held) != dict(facts) else None
        found.append(ListDifference(project_id, change, facts.get("title", ""), held or {}, facts))
    for project_id, facts in before.items():
        if project_id not in after:
            found.append(ListDifference(project_id, ListChange.REMOVED, facts.get("title", ""), facts, {}, told.get(project_id, "")))
    return found


def counts(found: list[ListDifference]) -> dict[ListChange, int]:
    """How many projects were added, changed and removed."""
    return {change: sum(one.change is change for one in found) for change in ListChange}
