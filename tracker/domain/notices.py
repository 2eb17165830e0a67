"""Numbered notices: 交办 → 催办 → 督办 (in some offices 蓝单 → 黄单 → 红单), when the next one is due, and what each says of its cause.

A proposal is only that: a clerk decides. No notice is proposed without a cause, and none twice for the same cause.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NoticeKind(StrEnum):
    """The three steps of the ladder."""

    ASSIGNMENT = "assignment"
    REMINDER = "reminder"
    SUPERVISION = "supervision"

    @property
    def label(self) -> str:
        return NOTICE_LABELS[self]

    def called(self, *, coloured: bool) -> str:
        """What the paper is called: in offices that speak of coloured slips 蓝单, 黄单, 红单."""
        return _COLOURS[self] if coloured else self.label


NOTICE_LABELS = {NoticeKind.ASSIGNMENT: "交办单", NoticeKind.REMINDER: "催办单", NoticeKind.SUPERVISION: "督办通知单"}
_COLOURS = {NoticeKind.ASSIGNMENT: "蓝单", NoticeKind.REMINDER: "黄单", NoticeKind.SUPERVISION: "红单"}


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
    """What an office says of its notices: its rules, whether it calls them 蓝单, 黄单, 红单, and whom the receivers ask."""

    rules: NoticeRules = DEFAULT_NOTICES
    coloured: bool = False
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
class Matter:
    """A task as the ladder sees it. `closed`: done, or 长期坚持; `silent`: periods in a row without a report; `percent`: last known."""

    task_id: int
    due: date | None
    closed: bool
    percent: float | None
    silent: int
    sent: tuple[Sent, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A notice that the rules ask for, and why, in words."""

    task_id: int
    kind: NoticeKind
    cause: str


def proposals(matters: Iterable[Matter], today: date, rules: NoticeRules = DEFAULT_NOTICES) -> list[Proposal]:
    """At most one notice per matter: the highest step for which there is a cause."""
    found = []
    for matter in matters:
        proposal = _proposal(matter, today, rules)
        if proposal is not None:
            found.append(proposal)
    return found


def _proposal(matter: Matter, today: date, rules: NoticeRules) -> Proposal | None:
    if matter.closed:
        return None
    overdue = 0 if matter.due is None else (today - matter.due).days
    reminders = [sent for sent in matter.sent if sent.kind is NoticeKind.REMINDER]
    if not _still_runs(matter, NoticeKind.SUPERVISION):
        cause = _supervision_cause(matter, overdue, reminders, today, rules)
        if cause:
            return Proposal(matter.task_id, NoticeKind.SUPERVISION, cause)
    if _still_runs(matter, NoticeKind.SUPERVISION) or _still_runs(matter, NoticeKind.REMINDER):
        return None
    if matter.due is not None and overdue >= rules.remind_after:
        return None if _sent_since(reminders, matter.due) else Proposal(matter.task_id, NoticeKind.REMINDER, f"已逾期 {overdue} 天")
    if matter.due is not None and 0 <= -overdue <= rules.remind_before and not reminders and not matter.percent:
        left = f"还剩 {-overdue} 天到期" if overdue else "今天到期"
        return Proposal(matter.task_id, NoticeKind.REMINDER, f"{left}，尚无进度")
    if rules.assign and not matter.sent:
        return Proposal(matter.task_id, NoticeKind.ASSIGNMENT, "还没有交办过")
    return None


def _supervision_cause(matter: Matter, overdue: int, reminders: list[Sent], today: date, rules: NoticeRules) -> str:
    """Why the task should be supervised, "" where there is no reason; one that was supervised for the same lateness is not again."""
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
