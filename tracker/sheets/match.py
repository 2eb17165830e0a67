"""Which task each row means: by key, else by number and likeness of the title; one row per task, doubt instead of a guess."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from tracker.domain.terms import DeadlineKind, Role
from tracker.files.grid import CellValue
from tracker.sheets.dates import read_day
from tracker.sheets.likeness import EXACT, Like, TitleIndex
from tracker.sheets.numbers import Numbering, Printed, choose, read_number, schemes
from tracker.sheets.staged import KnownTask
from tracker.sheets.units import KnownUnits
from tracker.sheets.wording import bare_title, number_before, weights, words_of

SURE, WITH_NUMBER, BORNE_OUT, GAP, NEAR = 0.74, 0.35, 0.27, 0.12, 0.3
_PROVEN = 3
_FEW = 3
_CLEAR = 0.8
_SHORT = 2.5
_CANDIDATES = 5
_GIVEN_UP = re.compile("取消|终止|中止|不再|撤销|撤项|停止|暂缓|并入|移交|作废|已删")


class Asked(NamedTuple):
    """What a row says of its task. `units`: the units of its lead column or section; `key`: the task (index) of a
    hidden key; `limit`: its time limit."""

    row: int
    title: str
    number: CellValue = None
    content: str = ""
    units: frozenset[int] = frozenset()
    section: str = ""
    key: int | None = None
    limit: CellValue = None


class Found(NamedTuple):
    """The task (index) of a row. `code`, `words`: why it is in doubt; `by`: key, number or title; `score`: likeness of the title."""

    task: int | None
    code: str = ""
    words: str = ""
    by: str = ""
    score: float = 0.0
    near: tuple[int, ...] = ()
    points_to: int | None = None


class Plan:
    """The tasks of one plan, indexed once for many sheets."""

    def __init__(self, tasks: Sequence[KnownTask], units: KnownUnits) -> None:
        self.tasks = tuple(tasks)
        self.units = units
        self.titles = TitleIndex(self.tasks)
        self.by_id = {task.task_id: index for index, task in enumerate(self.tasks)}
        self._roles: dict[tuple[int, int], Role | None] = {}
        self._own: dict[int, frozenset[int]] = {}

    @cached_property
    def schemes(self) -> list[Mapping[Printed, tuple[int, ...]]]:
        return schemes(self.tasks)

    def names_task(self, text: str) -> bool:
        """Whether a text is like the title or the content of some task."""
        if self.titles.same(text):
            return True
        near = self.titles.near(text)
        return bool(near) and near[0].score >= SURE

    @cached_property
    def through(self) -> Numbering:
        """The numbers that count all tasks of the plan."""
        return Numbering({(task.number,): (index,) for index, task in enumerate(self.tasks)}, False)

    @cached_property
    def due_on(self) -> Counter[date]:
        """How many tasks are due on a day: a day that few share tells more."""
        return Counter(task.due for task in self.tasks if task.due is not None)

    @cached_property
    def by_key(self) -> dict[str, int]:
        return {task.key: index for index, task in enumerate(self.tasks) if task.key}

    @cached_property
    def headings(self) -> frozenset[str]:
        """The plan's headings, ready to be compared."""
        return frozenset(bare_title(task.heading) for task in self.tasks if task.heading)

    @cached_property
    def unit_names(self) -> frozenset[str]:
        """The units' names, ready to be compared."""
        names = (name for unit in self.units.records.values() for name in (unit.full_name, unit.display))
        return frozenset(bare_title(name) for name in names if name)

    def role(self, task: int, unit_id: int) -> Role | None:
        """The role of a unit in a task, its groups counted in."""
        key = (task, unit_id)
        if key not in self._roles:
            self._roles[key] = self.units.role(self.tasks[task].units, unit_id)
        return self._roles[key]

    def own(self, unit_id: int) -> frozenset[int]:
        """The tasks in which a unit has a role."""
        found = self._own.get(unit_id)
        if found is None:
            found = frozenset(index for index in range(len(self.tasks)) if self.role(index, unit_id) is not None)
            self._own[unit_id] = found
        return found


def match_rows(plan: Plan, rows: Sequence[Asked], sender_id: int | None) -> list[Found]:
    """The task of every row, in their order."""
    own = None if sender_id is None else plan.own(sender_id)
    numbered = any(row.number is not None for row in rows[:20])
    printed = [read_number(row.number) if numbered else _number_in_title(row.title) for row in rows]
    sure = [_clear(plan, row) for row in rows]

    def alike(row: int, task: int) -> float:
        return plan.titles.score(rows[row].title, task)

    numbering = plan.through if _all_agree(plan.through, printed, sure) else choose(printed, sure, plan.schemes, alike)
    proven = sum(number != () and task is not None and numbering.task(number) == task for number, task in zip(printed, sure, strict=True))
    judge = _Judge(plan, numbering, own, proven=proven >= _PROVEN, in_titles=not numbered)
    found = [_still_meant(plan, row, judge.decide(row, number)) for row, number in zip(rows, printed, strict=True)]
    return _one_row_each(plan, rows, found)


def _number_in_title(title: str) -> Printed:
    number = number_before(title)
    return () if number is None else (number,)


def _all_agree(through: Numbering, printed: Sequence[Printed], sure: Sequence[int | None]) -> bool:
    """Whether every number is the plan's own where the title is beyond doubt; several such rows make it certain."""
    met = [(number, task) for number, task in zip(printed, sure, strict=True) if number and task is not None]
    return len(met) >= 3 and all(through.task(number) == task for number, task in met)


def _clear(plan: Plan, row: Asked) -> int | None:
    """The task that a title names beyond doubt, without looking at its number."""
    same = plan.titles.same(row.title)
    if same:
        return same[0] if len(same) == 1 else None
    near = plan.titles.near(row.title)
    if near and near[0].score >= _CLEAR and (len(near) == 1 or near[0].score - near[1].score >= GAP):
        return near[0].task
    return None


class _Judge:
    """One sheet's rules: what its numbers mean, whose tasks may be meant."""

    def __init__(self, plan: Plan, numbering: Numbering, own: frozenset[int] | None, *, proven: bool, in_titles: bool) -> None:
        """`proven`: several rows bear the numbering out; `in_titles`: the numbers were taken from titles and only settle what is open."""
        self.plan, self.numbering, self.own, self.proven, self.in_titles = plan, numbering, own, proven, in_titles

    def decide(self, row: Asked, printed: Printed) -> Found:
        pointed = self._pointed(row, printed)
        if row.key is not None:
            return self._by_key(row, row.key)
        same = self.plan.titles.same(row.title)
        if len(same) == 1 and (not pointed or pointed == tuple(same)):
            return self._owned(row, Found(same[0], by="number" if pointed and not self.in_titles else "title", score=EXACT))
        likes = self._likes(row, pointed)
        if not likes:
            return self._unknown(row, ())
        best = likes[0]
        ties = [like for like in likes if like.score >= best.score - 0.001]
        if len(ties) > 1:
            return self._tied(row, likes, ties, pointed)
        if pointed and not (self.in_titles and best.score >= SURE):
            return self._with_number(row, likes, pointed)
        return self._by_title(row, likes)

    def _pointed(self, row: Asked, printed: Printed) -> tuple[int, ...]:
        """The tasks a number can mean; where it counts anew in each chapter, the chapter above the row decides."""
        pointed = self.numbering.tasks.get(printed, ()) if printed else ()
        if len(pointed) > 1 and row.section:
            section = bare_title(row.section)
            there = tuple(task for task in pointed if (heading := bare_title(self.plan.tasks[task].heading)) and heading in section)
            return there or pointed
        return pointed

    def _by_key(self, row: Asked, key: int) -> Found:
        score = self.plan.titles.score(row.title, key)
        if score < NEAR and row.title:
            other = _clear(self.plan, row)
            if other is not None and other != key:
                words = f"任务标识是“{self._name(key)}”，名称写的是“{_short(row.title)}”，两者不一致"
                return Found(None, "number_title_conflict", words, "key", score, (key, other), key)
        return self._owned(row, Found(key, by="key", score=1.0))

    def _likes(self, row: Asked, pointed: Sequence[int]) -> list[Like]:
        likes = {like.task: like for like in self.plan.titles.near(row.title)}
        for task in pointed[:20]:
            if task not in likes:
                likes[task] = Like(self.plan.titles.score(row.title, task), task)
        best = max((like.score for like in likes.values()), default=0.0)
        if row.content and (best < 1.0 or sum(like.score >= 1.0 for like in likes.values()) > 1):
            for like in self.plan.titles.near(row.content)[:3]:
                likes.setdefault(like.task, Like(self.plan.titles.score(row.title, like.task), like.task))
            for task, like in likes.items():
                content = self._content_score(row.content, task)
                likes[task] = like._replace(score=max(like.score * 0.999, min(0.4 * like.score + 0.6 * content, 0.99)))
        return sorted(likes.values(), key=lambda like: -like.score)

    def _content_score(self, content: str, task: int) -> float:
        if words_of(content) == words_of(self.plan.tasks[task].content):
            return 1.0
        return self.plan.titles.score(content, task)

    def _tied(self, row: Asked, likes: list[Like], ties: list[Like], pointed: Sequence[int]) -> Found:
        """Several tasks with the same words: the number, the sender, the lead unit or the section must tell them apart."""
        tests: tuple[Callable[[int], bool], ...] = (
            lambda task: task in pointed,
            lambda task: self.own is None or task in self.own,
            lambda task: bool(row.units) and any(self.plan.role(task, unit) in (Role.LEAD, Role.JOINT) for unit in row.units),
            lambda task: bool(row.section) and words_of(row.section) == words_of(self.plan.tasks[task].heading),
        )
        left = [like.task for like in ties]
        for test in tests:
            passed = [task for task in left if test(task)]
            left = passed or left
        if len(left) == 1 and ties[0].score >= SURE:
            return self._owned(row, Found(left[0], by="title", score=ties[0].score))
        if ties[0].score < SURE:
            return self._unknown(row, likes)
        return self._unsure(row, likes, f"“{_short(row.title)}”在方案里有 {len(left)} 项都像，请指定是哪一项")

    def _with_number(self, row: Asked, likes: list[Like], pointed: Sequence[int]) -> Found:
        best = likes[0]
        there = max((like for like in likes if like.task in pointed), key=lambda like: like.score)
        second = max((like.score for like in likes if like.task not in pointed), default=0.0)
        leads = there.task == best.task or (there.score >= NEAR and second - there.score < 0.05 and best.score < 0.999)
        likely = there.score >= SURE or (there.score >= WITH_NUMBER and there.score - second >= GAP / 2)
        if (leads and likely) or self._borne_out(row, there, second, pointed):
            return self._owned(row, Found(there.task, by="number", score=there.score))
        if there.task == best.task or second - there.score < 0.05:
            if there.score < NEAR:
                return self._unknown(row, likes)
            return self._unsure(row, likes, f"名称写的是“{_short(row.title)}”，与“{self._name(there.task)}”相差较大，请核对")
        if best.score >= SURE or (best.score >= 0.5 and there.score < NEAR):
            said = f"序号{_printed(row)}是“{self._name(there.task)}”，名称写的是“{_short(row.title)}”，两者不一致"
            return Found(None, "number_title_conflict", said, "", best.score, (there.task, best.task), best.task)
        if best.score < NEAR:
            return self._unknown(row, likes)
        return self._unsure(row, likes, f"名称写的是“{_short(row.title)}”，与序号{_printed(row)}的任务不太一致，请核对")

    def _borne_out(self, row: Asked, there: Like, second: float, pointed: Sequence[int]) -> bool:
        """Whether a reworded title may be taken for its number's task: the numbers of the sheet are proven, lead unit, content or
        limit agree, and no other task is nearer."""
        if len(pointed) != 1 or not self.proven or second >= 0.5:
            return False
        if row.units and not any(self.plan.role(there.task, unit) is not None for unit in row.units):
            return False
        score = there.score + self._support(row, there.task)
        return score >= BORNE_OUT and score >= second + 0.05

    def _support(self, row: Asked, task: int) -> float:
        """How far the rest of the row speaks for a task: its lead unit, its content, its time limit."""
        known = self.plan.tasks[task]
        support = 0.0
        if row.units and any(self.plan.role(task, unit) in (Role.LEAD, Role.JOINT) for unit in row.units):
            support += 0.12
        if row.content and words_of(row.content) == words_of(known.content):
            support += 0.3
        due = known.due if known.due_kind is DeadlineKind.DATE else None
        if due is not None and row.limit is not None and read_day(row.limit, due, known.due_kind, due.year).day == due:
            support += 0.12 if self.plan.due_on[due] <= _FEW else 0.05
        return support

    def _by_title(self, row: Asked, likes: list[Like]) -> Found:
        best = likes[0]
        if best.score < NEAR:
            return self._unknown(row, likes)
        second = likes[1].score if len(likes) > 1 else 0.0
        if self.own is not None and best.task not in self.own and best.score < 0.999:
            mine = next((like for like in likes if like.task in self.own), None)
            if mine is not None and mine.score >= SURE and best.score - mine.score < GAP:
                best = mine
                second = max((like.score for like in likes if like.task in self.own and like.task != mine.task), default=0.0)
        clear = best.score >= 0.999 or best.score - second >= GAP
        support = self._support(row, best.task) if best.score < 0.999 else 0.0
        enough = best.score >= SURE or (best.score >= 0.55 and best.score + support >= SURE)
        if enough and clear and (support >= 0.12 or self._tells_enough(row.title, best)):
            return self._owned(row, Found(best.task, by="title", score=best.score))
        if best.score < 0.45:
            return self._unknown(row, likes)
        if best.score >= SURE and not clear:
            return self._unsure(row, likes, f"“{_short(row.title)}”像几项任务，请指定是哪一项")
        return self._unsure(row, likes, f"名称写的是“{_short(row.title)}”，可能是“{self._name(best.task)}”，请核对")

    @staticmethod
    def _tells_enough(title: str, best: Like) -> bool:
        """Two characters can be like a task by chance; a whole title cannot."""
        return best.whole or best.score >= 0.999 or sum(weights(bare_title(title))) > _SHORT

    def _owned(self, row: Asked, found: Found) -> Found:
        """The last question to a task that was found: may this sender, or the unit named in the row, report it?"""
        task = found.task
        assert task is not None
        if self.own is not None and task not in self.own:
            return found._replace(code="wrong_unit", words=f"“{self._name(task)}”不是本单位牵头或配合的任务")
        if row.units and found.score < 0.95 and not any(self.plan.role(task, unit) is not None for unit in row.units):
            words = f"名称写的是“{_short(row.title)}”，像“{self._name(task)}”，但责任单位对不上，请核对"
            return Found(None, "task_unsure", words, "", found.score, (task,), task)
        return found

    def _unknown(self, row: Asked, likes: Sequence[Like]) -> Found:
        near = self._near(likes)
        return Found(None, "unknown_task", f"方案里没有“{_short(row.title)}”这项任务", "", likes[0].score if likes else 0.0, near)

    def _unsure(self, row: Asked, likes: Sequence[Like], words: str) -> Found:
        return Found(None, "task_unsure", words, "", likes[0].score, self._near(likes), likes[0].task)

    def _near(self, likes: Sequence[Like]) -> tuple[int, ...]:
        near = [like for like in likes if like.score >= 0.15]
        return tuple(like.task for like in sorted(near, key=lambda like: not (self.own is None or like.task in self.own))[:_CANDIDATES])

    def _name(self, task: int) -> str:
        known = self.plan.tasks[task]
        return _short(known.title or known.content)


def _one_row_each(plan: Plan, rows: Sequence[Asked], found: list[Found]) -> list[Found]:
    """Where a row's likeness leads to a task that another row names outright, the weaker row is asked about; true repeats stay."""
    by_task: dict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(found):
        if one.task is not None and not one.code:
            by_task[one.task].append(index)
    for task, group in by_task.items():
        if len(group) < 2:
            continue
        strongest = max(found[index].score for index in group)
        firm = {bare_title(rows[index].title) for index in group if found[index].score == strongest}
        for index in group:
            one = found[index]
            if one.by == "title" and one.score < strongest and bare_title(rows[index].title) not in firm:
                words = f"名称写的是“{_short(rows[index].title)}”，像“{_short(plan.tasks[task].title)}”，但表里另有一行就是这项任务，请核对"
                found[index] = Found(None, "task_unsure", words, "", one.score, (task,), task)
    return found


def _still_meant(plan: Plan, row: Asked, found: Found) -> Found:
    """A row whose title says that the task is given up or became part of another is asked about, however alike the rest is."""
    if found.task is None or found.code or found.score >= EXACT:
        return found
    known = plan.tasks[found.task]
    given_up = _GIVEN_UP.search(row.title)
    if given_up is None or given_up.group() in known.title + known.content or any(given_up.group() in title for title in known.titles):
        return found
    words = f"名称写的是“{_short(row.title)}”，方案里是“{_short(known.title or known.content)}”，请确认还是不是这一项"
    return Found(None, "task_unsure", words, "", found.score, (found.task,), found.task)


def proposed(plan: Plan, row: Asked, found: Found) -> Found:
    """A row in which a unit wrote a task of its own: never taken for a task of the plan without a question."""
    near = found.near if found.task is None else (found.task, *found.near)
    words = f"单位另报了“{_short(row.title)}”，方案里没有；要收下请先在任务里新增，再在这里指定"
    if not row.title:
        words = "单位在另报事项里填了内容，没有写任务名称，请向单位核实"
    if found.task is not None:
        known = plan.tasks[found.task]
        words = f"单位另报了“{_short(row.title)}”，像“{_short(known.title or known.content)}”，请确认是不是这一项"
    return Found(None, "proposed_task", words, "", found.score, near)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 24 else text[:23] + "…"


def _printed(row: Asked) -> str:
    from tracker.sheets.frame import shown

    return f"“{shown(row.number)}”" if row.number is not None else ""
