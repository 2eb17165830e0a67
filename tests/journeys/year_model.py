"""The same year counted on our own: nothing of the program is used here but the facts of the plan as they stood on its first day.

Rules are written out again from the guide (lights, bulletin, scores), in another way than the program's.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

START, END = date(2026, 1, 1), date(2026, 12, 31)
REPORTING_DAY = 25


@dataclass
class ModelTask:
    """A task: `limits` its dated stages; `endless`: recurring or standing; `roles`: by unit lead, joint, support or implement;
    `members`: of those the units that have theirs through a group only;
    `put_off`: limits that were granted anew, old to new; `sent`: notices by kind and day, and whether they were answered."""

    number: int
    title: str
    limits: list[date]
    kind: str
    roles: dict[str, str]
    members: frozenset[str] = frozenset()
    put_off: dict[date, date] = field(default_factory=dict)
    sent: list[tuple[str, date, bool]] = field(default_factory=list)
    state: str = "not_started"
    percent: float | None = None
    completed_on: date | None = None
    texts: dict[int, tuple[str, str]] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    heard_month: int = 0

    @property
    def endless(self) -> bool:
        return self.kind in ("recurring", "standing")

    def put_off_to(self, new: date) -> None:
        """The next limit is granted another day."""
        assert self.due is not None
        self.put_off[self.due] = new
        self.limits = [new if limit == self.due else limit for limit in self.limits]

    @property
    def first_last_month(self) -> int:
        """The month of the last limit as the plan printed it, 12 where there is none in the year."""
        back = {new: old for old, new in self.put_off.items()}
        return max((back.get(limit, limit).month for limit in self.limits if limit.year == START.year), default=12)

    @property
    def owners(self) -> list[str]:
        leads = [unit for unit, role in self.roles.items() if role == "lead"]
        return leads or [unit for unit, role in self.roles.items() if role == "joint"]

    @property
    def due(self) -> date | None:
        return None if self.endless or not self.limits else min(self.limits)

    @property
    def pace_end(self) -> date | None:
        return max(self.limits, default=None)

    def take(self, state: str, percent: float | None, text: str, month: int, today: date) -> None:
        """The lead's report of a month."""
        word = {"已完成": "completed", "推进中": "in_progress", "长期坚持": "ongoing"}[state]
        if word == "completed":
            self.completed_on = self.completed_on if self.state == "completed" else today
            self.percent = 100
        else:
            self.completed_on = None
            self.percent = percent if percent is not None else self.percent
        self.state = word
        self.texts[month] = (text, word)
        self.heard_month = max(self.heard_month, month)

    def short(self, day: date) -> float:
        """How many points it is behind 序时进度."""
        if self.percent is None or self.pace_end is None:
            return 0
        gone = max(0, min(1, (day - START).days / (self.pace_end - START).days))
        return 100 * gone - self.percent

    def light(self, day: date) -> str:
        """The guide's table, from the strongest to the weakest."""
        if self.state == "completed":
            return "done"
        if self.state == "ongoing" or self.endless:
            return "ongoing"
        asked = [month for month in range(1, 13) if date(2026, month, REPORTING_DAY) < day]
        silent = len([month for month in asked if month > self.heard_month])
        if (self.due is not None and self.due < day) or self.short(day) > 30 or silent >= 2:
            return "red"
        if (self.due is not None and self.due <= day + timedelta(7)) or self.short(day) >= 10:
            return "amber"
        return "green"

    def next_notice(self, day: date) -> tuple[str, str] | None:
        """The guide's ladder: what should go out on this day, and why."""
        if self.state in ("completed", "ongoing") or self.kind == "standing":
            return None
        due = self.due if self.kind == "date" else None
        late = (day - due).days if due else 0
        urged = [on for kind, on, _ in self.sent if kind == "reminder"]
        watched = [on for kind, on, _ in self.sent if kind == "supervision"]
        waits = {kind for kind, _, answered in self.sent if not answered}
        ignored = [on for kind, on, answered in self.sent if kind == "reminder" and not answered and not any(at >= on for at in watched)]
        silent = len([m for m in range(1, 13) if date(2026, m, REPORTING_DAY) < day and m > self.heard_month])
        if "supervision" not in waits:
            if ignored and (day - ignored[-1]).days >= 7:
                return "supervision", f"催办 {(day - ignored[-1]).days} 天未反馈"
            if due and late >= 15 and not any(on >= due for on in watched):
                return "supervision", f"已逾期 {late} 天"
            if silent >= 2 and not watched:
                return "supervision", f"连续 {silent} 期未报送"
        if waits & {"supervision", "reminder"}:
            return None
        if due and late >= 1:
            return None if any(on >= due for on in urged) else ("reminder", f"已逾期 {late} 天")
        if due and -3 <= late <= 0 and not urged and not self.percent:
            return "reminder", f"还剩 {-late} 天到期，尚无进度" if late else "今天到期，尚无进度"
        return None

    def counted_as(self, day: date) -> str:
        """Under which word the bulletin counts it."""
        if self.state == "completed":
            return "completed"
        if self.state == "ongoing" or (self.kind == "standing" and self.state == "not_started"):
            return "ongoing"
        if not self.endless and self.due is not None and self.due < day:
            return "overdue"
        if not self.endless and self.short(day) >= 10:
            return "behind"
        return self.state


@dataclass
class ModelProblem:
    """A problem that a unit told: `told` in this month, due at the end of the month after it; where it stands by the steps taken."""

    task: int
    told: int
    state: str = "found"

    def take(self, step: str) -> None:
        self.state = {
            "plan": "rectifying",
            "report_done": "rectified",
            "fail": "rectifying",
            "pass": "checked",
            "strike_off": "struck_off",
            "reopen": "rectifying",
        }[step]


@dataclass
class ModelYear:
    """The county's year. `days`: when the first file of a unit with something in it came, by unit and month; `rows`: which tasks it
    reported; `empty`: whose file said nothing; `open_rows`: days of files with a row that nobody settled; `returned`: files sent back;
    `supervised`, `by_hand`: what else counts for the score, by unit."""

    tasks: dict[int, ModelTask]
    days: dict[tuple[str, int], date] = field(default_factory=dict)
    rows: dict[tuple[str, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    empty: set[tuple[str, int]] = field(default_factory=set)
    open_rows: dict[tuple[str, int], date] = field(default_factory=dict)
    problems: list[ModelProblem] = field(default_factory=list)
    granted: int = 0
    refused: int = 0
    returned: Counter[str] = field(default_factory=Counter)
    supervised: Counter[str] = field(default_factory=Counter)
    by_hand: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def owed(self, unit: str) -> set[int]:
        return {task.number for task in self.tasks.values() if unit in task.roles}

    def standing(self, unit: str, month: int) -> str:
        """What the book of a month should say of a unit."""
        missing = self.owed(unit) - self.rows[unit, month]
        if not missing:
            return "all"
        if self.rows[unit, month] or (unit, month) in self.open_rows:
            return "partly"
        return "empty" if (unit, month) in self.empty else "nothing"

    def came(self, unit: str, month: int) -> date | None:
        """The day of the first file that said something."""
        return self.days.get((unit, month)) or self.open_rows.get((unit, month))

    def lights(self, day: date) -> Counter[str]:
        return Counter(task.light(day) for task in self.tasks.values())

    def words(self, day: date) -> Counter[str]:
        return Counter(task.counted_as(day) for task in self.tasks.values())

    def score(self, unit: str, day: date) -> float:
        """The guide's table: every kind of loss up to its ceiling."""
        losses: Counter[str] = Counter()
        for month in range(1, 13):
            limit = date(2026, month, REPORTING_DAY)
            if limit >= day:
                continue
            standing, came = self.standing(unit, month), self.came(unit, month)
            losses["nothing"] += 5 * (standing == "nothing")
            losses["late"] += came is not None and came > limit
            losses["poor"] += 2 * (standing == "empty" or self._poor(unit, month))
        losses["returned"] = 2 * self.returned[unit]
        for task in self.tasks.values():
            role = task.roles.get(unit)
            last = task.due if task.due is not None else None
            if role is None or last is None or task.state == "ongoing" or unit in task.members:
                continue
            late = (task.completed_on or day) > last
            if late:
                losses["own" if role in ("lead", "joint") else "shared"] += 5 if role in ("lead", "joint") else 3
            elif role in ("lead", "joint") and task.completed_on is not None and task.completed_on < last:
                losses["early"] -= 1
        losses["supervised"] = 3 * self.supervised[unit]
        ceilings = {"nothing": 30, "late": 10, "poor": 10, "returned": 10, "own": 40, "shared": 20, "supervised": 15}
        total = 100 - sum(min(losses[name], most) for name, most in ceilings.items()) + min(-losses["early"], 5) + self.by_hand[unit]
        return max(0.0, min(120.0, total))

    def _poor(self, unit: str, month: int) -> bool:
        """Whether a task of the unit's was reported with nothing said, or with last month's words."""
        for task in self.tasks.values():
            if task.roles.get(unit) in ("lead", "joint") and month in task.texts:
                text, state = task.texts[month]
                if state not in ("completed", "ongoing") and (not text or text == task.texts.get(month - 1, ("", ""))[0]):
                    return True
        return False
