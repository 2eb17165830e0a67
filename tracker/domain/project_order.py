"""The order in which projects, and the units that lead them, are shown to all (项目进度晾晒): by investment against the share of the year.

A project's figure is 占年度计划% less 序时进度, in points. A unit's is that of its projects together: what they invested of what they
planned, less the pace of each weighed by what it planned. A project belongs to the first unit that leads it, so that sums agree.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from tracker.domain.amounts import amount, said
from tracker.domain.figure_lines import ProjectLine
from tracker.domain.investment import points_said
from tracker.domain.terms import Role

PROJECT_RULE = "按占年度计划%减序时进度的点数从高到低排；点数相同的名次并列。"
NOT_PLACED = "没有年度计划投资或没有报累计完成投资的项目不排名次，列在后面。"
UNIT_RULE = (
    "单位按其牵头项目的合计排：累计完成投资之和占年度计划投资之和的%，减按年度计划投资加权的序时进度；几个单位共同牵头的，记在第一个单位。"
)
NO_UNIT = "没有责任单位"
_LEADING = (Role.LEAD, Role.JOINT)


class PlacedProject(NamedTuple):
    """A project with its place, counted from 1; None: it has not both figures."""

    line: ProjectLine
    place: int | None


class UnitPace(NamedTuple):
    """How the projects of a unit stand together. `unit_id` None: projects without any; `counted`: those with both figures, of which the
    sums in 万元, `percent`, `pace` and `points` are; these are None where there are none; `place` as for a project."""

    unit_id: int | None
    unit: str
    lines: tuple[ProjectLine, ...]
    counted: int
    planned: Fraction
    invested: Fraction
    percent: Fraction | None
    pace: Fraction | None
    place: int | None = None

    @property
    def points(self) -> Fraction | None:
        return None if self.percent is None or self.pace is None else self.percent - self.pace

    @property
    def words(self) -> str:
        """合计占年度计划 62.1%，欠 12.9 点; what is missing where nothing can be compared."""
        points = self.points
        return "还不能比较" if points is None or self.percent is None else f"合计占年度计划 {said(self.percent, 1)}%，{points_said(points)}"


def placed(lines: Sequence[ProjectLine]) -> list[PlacedProject]:
    """The projects from the one furthest ahead to the one furthest behind; those without both figures follow in their own order."""
    known = [line for line in lines if line.judgement.points is not None]
    ordered = sorted(known, key=lambda line: line.judgement.points or Fraction(0), reverse=True)
    places = _places([line.judgement.points for line in ordered])
    rest = [PlacedProject(line, None) for line in lines if line.judgement.points is None]
    return [*(PlacedProject(line, place) for line, place in zip(ordered, places, strict=True)), *rest]


def owner_of(line: ProjectLine) -> tuple[int | None, str]:
    """The unit to which a project is counted: the first that leads it, else the first that has a part in it."""
    units = line.row.units
    first = next((unit for unit in units if unit.role in _LEADING), units[0] if units else None)
    return (None, NO_UNIT) if first is None else (first.unit_id, first.display)


def unit_paces(lines: Sequence[ProjectLine], order: Sequence[int]) -> list[UnitPace]:
    """The units that have projects, in `order` (their ids in official order), each with its place; projects without one come last."""
    held: dict[tuple[int | None, str], list[ProjectLine]] = {}
    for line in lines:
        held.setdefault(owner_of(line), []).append(line)
    rank = {unit_id: place for place, unit_id in enumerate(order)}
    owners = sorted(held, key=lambda owner: (owner[0] is None, rank.get(owner[0] or 0, len(rank))))
    paces = [_pace(owner, held[owner]) for owner in owners]
    points = sorted((pace.points for pace in paces if pace.points is not None and pace.unit_id is not None), reverse=True)
    return [pace._replace(place=None if pace.points is None or pace.unit_id is None else points.index(pace.points) + 1) for pace in paces]


def by_place(paces: Sequence[UnitPace]) -> list[UnitPace]:
    """The same from the unit furthest ahead to the one furthest behind; those without a place follow in official order."""
    return sorted(paces, key=lambda pace: pace.place or len(paces) + 1)


def _pace(owner: tuple[int | None, str], lines: Sequence[ProjectLine]) -> UnitPace:
    counted = [line for line in lines if line.judgement.points is not None]
    planned = {line.row.id: amount(line.planned) or Fraction(0) for line in counted}
    whole = sum(planned.values(), Fraction(0))
    invested = sum((amount(line.invested) or Fraction(0) for line in counted), Fraction(0))
    weighed = sum((planned[line.row.id] * (line.judgement.pace or 0) for line in counted), Fraction(0))
    percent, pace = (100 * invested / whole, weighed / whole) if whole else (None, None)
    return UnitPace(*owner, tuple(lines), len(counted), whole, invested, percent, pace)


def _places(points: Sequence[Fraction | None]) -> list[int]:
    """Places of figures in falling order; the same figure has the same place, the next one counts on from all before it."""
    return [points.index(one) + 1 for one in points]
