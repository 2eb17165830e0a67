"""Problems on their way to 销号: found → being put right → put right → checked → struck off, with a look back that can reopen them.

Which step leads where is one table; no state is without a way out, and each step says what must be known before it is taken.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ProblemState(StrEnum):
    """How a problem stands."""

    FOUND = "found"
    RECTIFYING = "rectifying"
    RECTIFIED = "rectified"
    CHECKED = "checked"
    STRUCK_OFF = "struck_off"

    @property
    def label(self) -> str:
        return _STATES[self]

    @property
    def is_open(self) -> bool:
        """Whether it still counts as 未销号."""
        return self is not ProblemState.STRUCK_OFF


_STATES = {
    ProblemState.FOUND: "待整改",
    ProblemState.RECTIFYING: "整改中",
    ProblemState.RECTIFIED: "整改完成待核查",
    ProblemState.CHECKED: "已核查待销号",
    ProblemState.STRUCK_OFF: "已销号",
}


class ProblemSource(StrEnum):
    """Where a problem comes from."""

    REPORT = "report"
    HAND = "hand"
    INSPECTION = "inspection"
    LOOK_BACK = "look_back"

    @property
    def label(self) -> str:
        return _SOURCES[self]


_SOURCES = {
    ProblemSource.REPORT: "单位反馈",
    ProblemSource.HAND: "日常工作",
    ProblemSource.INSPECTION: "督查检查",
    ProblemSource.LOOK_BACK: "回头看",
}


class Step(StrEnum):
    """What is done with a problem."""

    PLAN = "plan"
    REPORT_DONE = "report_done"
    PASS = "pass"
    FAIL = "fail"
    STRIKE_OFF = "strike_off"
    KEEP = "keep"
    REOPEN = "reopen"

    @property
    def label(self) -> str:
        return _STEPS[self]


_STEPS = {
    Step.PLAN: "明确整改措施",
    Step.REPORT_DONE: "报告整改完成",
    Step.PASS: "核查通过",
    Step.FAIL: "核查不通过",
    Step.STRIKE_OFF: "销号",
    Step.KEEP: "回头看未反弹",
    Step.REOPEN: "重新整改",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A step from one state to another; `needs`: names of what must be filled in (`REQUIREMENTS` has the words for people)."""

    step: Step
    before: ProblemState
    after: ProblemState
    needs: tuple[str, ...] = ()


REQUIREMENTS = {
    "measures": "整改措施",
    "unit": "责任单位",
    "due": "整改时限",
    "evidence": "整改情况",
    "checker": "核查人",
    "reason": "理由",
}
_S = ProblemState
WAYS = (
    Way(Step.PLAN, _S.FOUND, _S.RECTIFYING, ("measures", "unit", "due")),
    Way(Step.REPORT_DONE, _S.RECTIFYING, _S.RECTIFIED, ("evidence",)),
    Way(Step.PASS, _S.RECTIFIED, _S.CHECKED, ("checker",)),
    Way(Step.FAIL, _S.RECTIFIED, _S.RECTIFYING, ("checker", "reason")),
    Way(Step.STRIKE_OFF, _S.CHECKED, _S.STRUCK_OFF, ("checker",)),
    Way(Step.REOPEN, _S.CHECKED, _S.RECTIFYING, ("reason",)),
    Way(Step.KEEP, _S.STRUCK_OFF, _S.STRUCK_OFF, ("checker",)),
    Way(Step.REOPEN, _S.STRUCK_OFF, _S.RECTIFYING, ("reason",)),
)


def ways_from(state: ProblemState) -> tuple[Way, ...]:
    """What can be done with a problem in this state."""
    return tuple(way for way in WAYS if way.before is state)


def way(state: ProblemState, step: Step) -> Way | None:
    """The way this step goes from this state, or None where it cannot be taken."""
    return next((each for each in ways_from(state) if each.step is step), None)


_NOTHING = re.compile(r"[\s。.、/—-]*(?:暂?无|没有)?(?:存在)?(?:的?问题)?[\s。.]*")


def says_problem(words: str) -> bool:
    """Whether a report's words name a problem: 无, 暂无, 没有问题 and a stroke do not."""
    return _NOTHING.fullmatch(words) is None


@dataclass(frozen=True, slots=True)
class ProblemStep:
    """One step that was taken: when, by whom, and what was said of it."""

    step: Step
    on: date
    by: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem with its whole course. `source_words`: which report, inspection or document it comes from; `task_number` and
    `task_title`: the task it hangs on, if any; `indicator`: the name of the one that it keeps from being reached;
    `due`: until when it is to be put right; `progress`: the newest words about it."""

    id: int
    number: int
    text: str
    source: ProblemSource
    found_on: date
    state: ProblemState
    source_words: str = ""
    goal: str = ""
    measures: str = ""
    unit: str = ""
    person: str = ""
    due: date | None = None
    progress: str = ""
    struck_off_on: date | None = None
    look_back_on: date | None = None
    task_number: int | None = None
    task_title: str = ""
    steps: tuple[ProblemStep, ...] = ()
    task_id: int | None = None
    indicator_id: int | None = None
    indicator: str = ""

    @property
    def about(self) -> tuple[str, ...]:
        """What it keeps back, in words: the task with its number, the indicator."""
        task = f"{self.task_number}. {self.task_title}" if self.task_number else ""
        return tuple(words for words in (task, f"指标：{self.indicator}" if self.indicator else "") if words)

    def overdue(self, today: date) -> bool:
        """Whether its day has passed and it is not put right."""
        return self.due is not None and self.due < today and self.state in (ProblemState.FOUND, ProblemState.RECTIFYING)


@dataclass(frozen=True, slots=True)
class ProblemCounts:
    """How many problems stand where; `total` = struck off + open, `overdue` among the open."""

    total: int
    struck_off: int
    waiting: int
    rectifying: int
    overdue: int


def problem_counts(problems: Iterable[Problem], today: date) -> ProblemCounts:
    """`waiting`: put right or checked, but not struck off yet."""
    some = list(problems)
    waiting = sum(each.state in (ProblemState.RECTIFIED, ProblemState.CHECKED) for each in some)
    struck_off = sum(not each.state.is_open for each in some)
    return ProblemCounts(len(some), struck_off, waiting, len(some) - struck_off - waiting, sum(each.overdue(today) for each in some))
