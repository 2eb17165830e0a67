"""Questions about names of units: one that nobody knows may be a new unit or another name of a known one; one may mean several.

Nothing is chosen silently: a likely unit is only proposed, and only where no other is nearly as like.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.domain.records import UnitRecord
from tracker.domain.unit_names import UnitDictionary, folded, is_group, without_level
from tracker.plans.draft import DraftService
from tracker.usecases.house.unit_match import UnitMatcher
from tracker.usecases.intake.plan_questions import Choice, Question
from tracker.usecases.intake.review_rows import ReviewRow, Standing, name_of

NEW, OPEN = "new", "open"
_PREFIX, _BY_ID, _BY_NAME = "unit:", "id:", "name:"
_NEAR, _SURE, _GAP, _OFFERED = 50.0, 75.0, 15.0, 2


def is_about_unit(key: str) -> bool:
    """Whether a question with this key asks for a unit."""
    return key.startswith(_PREFIX)


def asked_name(key: str) -> str:
    """The folded name that a question with this key asks for."""
    return key.removeprefix(_PREFIX)


def stored_unit(answer: str) -> int | None:
    """The stored unit that an answer means."""
    return int(answer.removeprefix(_BY_ID)) if answer.startswith(_BY_ID) else None


def named_unit(answer: str) -> str:
    """The unit of this plan that an answer means, by its name."""
    return answer.removeprefix(_BY_NAME) if answer.startswith(_BY_NAME) else ""


def names_unit(answer: str) -> bool:
    """Whether an answer means a unit that has another name."""
    return answer.startswith((_BY_ID, _BY_NAME))


def renamed(row: ReviewRow, name: str, other: str) -> ReviewRow:
    """The row with the unit of this (folded) name under another one; the row itself where it does not have it."""
    units = [replace(unit, proposed=other) if folded(name_of(unit)) == name else unit for unit in row.task.units]
    return row if units == row.task.units else replace(row, task=replace(row.task, units=units))


def answer_for(unit_id: int) -> str:
    """The answer that the name means this stored unit."""
    return f"{_BY_ID}{unit_id}"


class UnitAsker:
    """Knows which names are doubtful for one office, and which units they are like."""

    def __init__(self, names: UnitDictionary, units: Sequence[UnitRecord]) -> None:
        self.units = tuple(unit for unit in units if unit.merged_into_id is None)
        self._matcher = UnitMatcher(names, max((unit.id for unit in units), default=0) + 1)
        self._matcher.learn(units)
        self._doubts: dict[str, str] = {}
        self._nearest: dict[tuple[str, frozenset[str]], list[tuple[float, str, str]]] = {}

    def questions(self, rows: Iterable[ReviewRow], answers: dict[str, str], services: Iterable[DraftService] = ()) -> list[Question]:
        """The names that must be asked for, in printed order, each with the rows and the number of services where it stands."""
        where: dict[str, list[int]] = defaultdict(list)
        served: Counter[str] = Counter()
        printed: dict[str, str] = {}
        for row in rows:
            if row.standing is not Standing.DROPPED:
                for unit in row.task.units:
                    name = folded(name_of(unit))
                    where[name].append(row.id)
                    printed.setdefault(name, name_of(unit))
        for service in services:
            for unit in service.units:
                served[folded(name_of(unit))] += 1
                printed.setdefault(folded(name_of(unit)), name_of(unit))
        doubtful = {name: code for name in printed if (code := self._doubt(printed[name], name))}
        clear = frozenset(name for name in printed if name not in doubtful and not is_group(name))
        found = [self._question(printed[name], code, where[name], clear, answers) for name, code in doubtful.items()]
        return [replace(question, services=served[asked_name(question.key)]) for question in found]

    def members(self, printed: str) -> tuple[str, ...]:
        """The units that a group of units stands for in this office, as far as it is stored."""
        unit_id = self._matcher.match(printed).unit_id
        group = next((unit for unit in self.units if unit.id == unit_id), None)
        names = {unit.id: unit.full_name for unit in self.units}
        return tuple(names[number] for number in group.member_ids if number in names) if group else ()

    def _doubt(self, printed: str, name: str) -> str:
        if name not in self._doubts:
            match = self._matcher.match(printed)
            self._doubts[name] = match.doubt[0] if match.doubt else ""
        return self._doubts[name]

    def _question(self, printed: str, code: str, rows: list[int], clear: frozenset[str], answers: dict[str, str]) -> Question:
        name = folded(printed)
        key = _PREFIX + name
        answer = answers.get(key, "")
        near = self._like(name, clear)
        choices = [Choice(NEW, "新建单位", effect="记入单位库")]
        choices += [Choice(key, f"是“{words}”", effect="作为它的别名") for _, key, words in near[:_OFFERED]]
        known = {choice.key for choice in choices}
        if answer == OPEN:
            choices.append(Choice(OPEN, "导入后再核对", effect="先按新单位记"))
        elif answer and answer not in known:
            choices.append(Choice(answer, f"是“{self.called(answer)}”", effect="作为它的别名"))
        proposed = ""
        if not near and code == "unit_unknown":
            proposed = NEW
        elif near and near[0][0] >= _SURE and (len(near) == 1 or near[0][0] - near[1][0] >= _GAP):
            proposed = near[0][1]
        words = f"“{printed}”不在单位库，怎么记？" if code == "unit_unknown" else f"“{printed}”可能是几个单位中的一个，是哪一个？"
        return Question(key, words, f"“{printed}”", tuple(dict.fromkeys(rows)), tuple(choices), proposed, answer, True)

    def called(self, answer: str) -> str:
        """The unit that an answer means, by its name."""
        unit_id = stored_unit(answer)
        return next((unit.full_name for unit in self.units if unit.id == unit_id), named_unit(answer) or "已删除的单位")

    def _like(self, name: str, clear: frozenset[str]) -> list[tuple[float, str, str]]:
        """Units that the name is like, the likest first: likeness, answer, name."""
        known = self._nearest.get((name, clear))
        if known is not None:
            return known
        bare = without_level(name)
        found: dict[str, tuple[float, str, str]] = {}
        taken: set[str] = set()
        for unit in self.units:
            if not unit.is_group:
                forms = {folded(form) for form in (unit.full_name, unit.display, *(alias.name for alias in unit.aliases))}
                taken |= forms
                score = max(likeness(bare, without_level(form)) for form in forms)
                found[answer_for(unit.id)] = (score, answer_for(unit.id), unit.full_name)
        for other in clear - taken:
            found[_BY_NAME + other] = (likeness(bare, without_level(other)), _BY_NAME + other, other)
        near = sorted((entry for entry in found.values() if entry[0] >= _NEAR), key=lambda entry: (-entry[0], entry[2]))
        self._nearest[name, clear] = near
        return near


def likeness(one: str, other: str) -> float:
    """How like two names are, 0–100; a short form whose characters all stand in the long one in order is quite like it."""
    from rapidfuzz import fuzz

    score = float(fuzz.ratio(one, other))
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    if len(short) > 2 and all(char in rest for char in short):
        score = max(score, 80.0)
    return score
