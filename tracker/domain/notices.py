"""Numbered notices: 交办 → 催办 → 督办 (in some offices 蓝单 → 黄单 → 红单), when the next one is due, and what each says of its cause.

A proposal is only that: a clerk decides. No notice is proposed without a cause, and none twice for the same cause.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.lights import BY_HAND
from tracker.domain.terms import Light


class NoticeKind(StrEnum):
    """The three steps of the ladder."""

    ASSIGNMENT = "assignment"
    REMINDER = "reminder"
    SUPERVISION = "supervision"

    @property
    def label(self) -> str:
        return USUAL_NAMES.of(self)


class NoticeNames(NamedTuple):
    """What an office calls the three papers."""

    assignment: str
    reminder: str
    supervision: str

    def of(self, kind: NoticeKind) -> str:
        """The name of one of them."""
        return str(getattr(self, kind.value))


USUAL_NAMES = NoticeNames("交办单", "催办单", "督办通知单")
NAME_SETS = (USUAL_NAMES, NoticeNames("蓝单", "黄单", "红单"), NoticeNames("蓝色预警单", "黄色预警单", "红色预警单"))
_LONGEST_NAME = 12
_FORM_WORDS = ("通知单", "单")


def name_fault(names: NoticeNames) -> str:
    """What is wrong with the names, "" for nothing."""
    if any(not name for name in names):
        return "三种文书都要有名称"
    if any(len(name) > _LONGEST_NAME for name in names):
        return f"名称不能超过 {_LONGEST_NAME} 个字"
    if any(set(name) & set("（）()《》") for name in names):
        return "名称里不要带括号和书名号"
    return "" if len(set(names)) == len(names) else "三种文书的名称不能相同"


def number_word(name: str) -> str:
    """How the numbers of a paper with this name begin: 督办 of 督办通知单, 黄色预警 of 黄色预警单; 黄单 keeps its name."""
    short = next((name.removesuffix(word) for word in _FORM_WORDS if name.endswith(word)), name)
    return short if len(short) > 1 else name


def printed_name(title: str) -> str:
    """The name under which a notice went out, from its title: 黄单（县住建局） → 黄单."""
    return title.partition("（")[0]


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """When a step is proposed: a reminder so many days before a limit with no progress (`remind_before`) or so many after it
    (`remind_after`); supervision so many days after a reminder without an answer (`supervise_after`), after so many days overdue
    (`supervise_overdue`), or so many periods without a report (`supervise_silent`). `assign`: a task for which nothing went out yet
    is to be handed out first."""

    remind_before: int = 3
    remind_after: int = 1
    supervise_after: int = 7
    supervise_overdue: int = 15
    supervise_silent: int = 2
    assign: bool = False


DEFAULT_NOTICES = NoticeRules()


@dataclass(frozen=True, slots=True)
class NoticeSetting:
    """What an office says of its notices: its rules, what it calls them, and whom the receivers ask."""

    rules: NoticeRules = DEFAULT_NOTICES
    names: NoticeNames = USUAL_NAMES
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A notice that went out for a task: `answered`: the slip came back."""

    kind: NoticeKind
    on: date
    answer_by: date | None = None
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A light that a person set instead of the rules (人工定灯), why and on which day."""

    light: Light
    reason: str
    on: date

    @property
    def words(self) -> str:
        """人工定为红灯：理由."""
        return f"{BY_HAND[:2]}定为{self.light.label}：{self.reason}"


@dataclass(frozen=True, slots=True)
class Matter:
    """A task as the ladder sees it. `closed`: done, or 长期坚持; `silent`: periods in a row without a report; `percent`: last known;
    `held`: the light that a person set: red and yellow are causes, green excuses what the rules would say."""

    task_id: int
    due: date | None
    closed: bool
    percent: float | None
    silent: int
    sent: tuple[Sent, ...]
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A notice that the rules ask for, and why, in words."""

    task_id: int
    kind: NoticeKind
    cause: str


def proposals(matters: Iterable[Matter], today: date, rules: NoticeRules = DEFAULT_NOTICES) -> list[Proposal]:
    """At most one notice per matter: the highest step for which there is a cause."""
    found = ((matter, _proposal(matter, today, rules)) for matter in matters)
    return [proposal for matter, proposal in found if proposal is not None and not _excuses(matter, proposal)]


def excused(matters: Iterable[Matter], today: date, rules: NoticeRules = DEFAULT_NOTICES) -> list[Proposal]:
    """What would be proposed, had a person not set the light to green; each says so with the reason."""
    found = ((matter, _proposal(matter, today, rules)) for matter in matters)
    return [
        replace(proposal, cause=_joined(proposal.cause, matter.held.words))
        for matter, proposal in found
        if proposal is not None and matter.held is not None and _excuses(matter, proposal)
    ]


def _excuses(matter: Matter, proposal: Proposal) -> bool:
    """Whether a green light that a person set speaks against asking after the matter; it may still be handed out."""
    return matter.held is not None and matter.held.light is Light.GREEN and proposal.kind is not NoticeKind.ASSIGNMENT


def _proposal(matter: Matter, today: date, rules: NoticeRules) -> Proposal | None:
    if matter.closed and matter.held is None:
        return None
    overdue = 0 if matter.due is None or matter.closed else (today - matter.due).days
    reminders = [sent for sent in matter.sent if sent.kind is NoticeKind.REMINDER]
    if not _still_runs(matter, NoticeKind.SUPERVISION):
        cause = _joined(_held_cause(matter, Light.RED), _supervision_cause(matter, overdue, reminders, today, rules))
        if cause:
            return Proposal(matter.task_id, NoticeKind.SUPERVISION, cause)
    if _still_runs(matter, NoticeKind.SUPERVISION) or _still_runs(matter, NoticeKind.REMINDER):
        return None
    cause = _joined(_held_cause(matter, Light.AMBER), _reminder_cause(matter, overdue, reminders, rules))
    if cause:
        return Proposal(matter.task_id, NoticeKind.REMINDER, cause)
    if rules.assign and not matter.sent and not matter.closed:
        return Proposal(matter.task_id, NoticeKind.ASSIGNMENT, "还没有交办过")
    return None


def _held_cause(matter: Matter, shade: Light) -> str:
    """The light that a person set is a cause of its own until a notice of its step has gone out for it."""
    held, kind = matter.held, NoticeKind.SUPERVISION if shade is Light.RED else NoticeKind.REMINDER
    if held is None or held.light is not shade or _sent_since((sent for sent in matter.sent if sent.kind is kind), held.on):
        return ""
    return held.words


def _joined(*causes: str) -> str:
    return "；".join(cause for cause in causes if cause)


def _reminder_cause(matter: Matter, overdue: int, reminders: list[Sent], rules: NoticeRules) -> str:
    """Why the task should be asked after, "" where there is no reason or it was asked after for the same one."""
    if matter.due is None or matter.closed:
        return ""
    if overdue >= rules.remind_after:
        return "" if _sent_since(reminders, matter.due) else f"已逾期 {overdue} 天"
    if 0 <= -overdue <= rules.remind_before and not reminders and not matter.percent:
        return f"还剩 {-overdue} 天到期，尚无进度" if overdue else "今天到期，尚无进度"
    return ""


def _supervision_cause(matter: Matter, overdue: int, reminders: list[Sent], today: date, rules: NoticeRules) -> str:
    """Why the task should be supervised, "" where there is no reason; one that was supervised for the same lateness is not again."""
    if matter.closed:
        return ""
    done = [sent for sent in matter.sent if sent.kind is NoticeKind.SUPERVISION]
    unanswered = [sent for sent in reminders if not sent.answered and not _sent_since(done, sent.on)]
    if unanswered and (today - unanswered[-1].on).days >= rules.supervise_after:
        return f"催办 {(today - unanswered[-1].on).days} 天未反馈"
    if matter.due is not None and overdue >= rules.supervise_overdue and not _sent_since(done, matter.due):
        return f"已逾期 {overdue} 天"
    if matter.silent >= rules.supervise_silent and not done:
        return f"连续 {matter.silent} 期未报送"
    return ""


def _still_runs(matter: Matter, kind: NoticeKind) -> bool:
    """Whether a notice of this kind is out and not answered."""
    return any(sent.kind is kind and not sent.answered for sent in matter.sent)


def _sent_since(sent: Iterable[Sent], day: date) -> bool:
    return any(each.on >= day for each in sent)
