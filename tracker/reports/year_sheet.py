"""年度时限表: the tasks of a plan down, the months across, the days on which something is due where they meet."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.ledger import LedgerTask, PaperState
from tracker.domain.lights import LightRules
from tracker.domain.terms import Role
from tracker.reports.content import (
    A3_ACROSS,
    A4_ACROSS,
    Align,
    Block,
    Cell,
    Column,
    Document,
    Kind,
    Note,
    Row,
    Strong,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.headings import under_headings
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.titles import day_words, derived_title, number_runs

_NUMBER, _LEAD, _MONTH, _STATE = 10.5, 32.0, 12.0, 17.0
_MOST_DAYS = 2
_ALERTS = (PaperState.OVERDUE, PaperState.BEHIND)


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A plan's tasks and the days of the year on which each has something due, by task number, recurring duties laid out."""

    year: int
    plan_title: str
    office: str
    today: date
    tasks: Sequence[LedgerTask]
    days: dict[int, tuple[date, ...]]
    rules: LightRules


def year_sheet(facts: YearFacts, paper: str = "A4") -> Document:
    """The year on A4 or A3; tasks without a day in it are named below."""
    page = A3_ACROSS if paper == "A3" else A4_ACROSS
    month = _MONTH if page is A4_ACROSS else _MONTH * 1.4
    columns = (
        Column("number", "序号", _NUMBER, Align.CENTER, Kind.NUMBER),
        Column("task", "重点任务", page.text_width - _NUMBER - _LEAD - _STATE - 12 * month),
        Column("lead", "牵头单位", _LEAD, Align.FIT),
        *(Column(f"m{n}", f"{n}月", month, Align.CENTER) for n in range(1, 13)),
        Column("state", "状态", _STATE, Align.CENTER),
    )
    dated = [task for task in facts.tasks if facts.days.get(task.number)]
    rows = list(under_headings(dated, lambda task: _row(task, facts)))
    counts = [sum(any(day.month == n for day in facts.days[task.number]) for task in dated) for n in range(1, 13)]
    rows.append(Row(("合计：当月到期的任务项数", None, None, *(count or None for count in counts), None), shaded=True, span=3))
    name = f"{facts.year}年{_plain(facts)}" if str(facts.year) not in facts.plan_title else _plain(facts)
    blocks: list[Block] = [
        Title(break_title(name, room_in_em(page.text_width, 0, 22))),
        SubLine(
            f"编制单位：{facts.office}" if facts.office else "",
            f"统计时点：{day_words(facts.today)}",
            f"有时限的任务{len(dated)}项（共{len(facts.tasks)}项）",
        ),
        Table(columns, rows),
        *(Note(words) for words in _notes(facts)),
    ]
    return one_section(name, page, facts.today, tuple(blocks), facts.office)


def _plain(facts: YearFacts) -> str:
    return derived_title(facts.plan_title, "年度时限表").replace("推进年度", "年度")


def _row(task: LedgerTask, facts: YearFacts) -> Row:
    state = task.paper_state(facts.today, facts.rules)
    words = task.state_text(facts.today, facts.rules)
    months: dict[int, list[int]] = defaultdict(list)
    for day in facts.days[task.number]:
        months[day.month].append(day.day)
    late = state is PaperState.OVERDUE and task.due is not None

    def cell(n: int) -> Cell:
        days = sorted(set(months[n]))
        if not days:
            return None
        if len(days) > _MOST_DAYS:
            return f"{len(days)}次"
        is_late = late and task.due is not None and task.due.year == facts.year and task.due.month == n
        if len(days) == 1 and not is_late:
            return days[0]
        text = "\n".join(map(str, days))
        return Strong(text) if is_late else text

    name = (task.title or task.content).strip().removesuffix("。")
    lead = "、".join(task.names(Role.LEAD) or task.names(Role.JOINT)) or "未明确"
    return Row((task.number, name, lead, *(cell(n) for n in range(1, 13)), Strong(words) if state in _ALERTS else words))


def _notes(facts: YearFacts) -> list[str]:
    notes = ["格内数字为当月到期的日子；按月、按季等重复的事项列在每次到期的月份，一个月内多于两次的写次数。"]
    rest = [task.number for task in facts.tasks if not facts.days.get(task.number)]
    if rest:
        notes.append(f"第{number_runs(rest)}项在{facts.year}年没有确定的到期日（长期坚持、立行立改或者时限待定），未列入本表。")
    if len(notes) == 1:
        return [f"注：{notes[0]}"]
    return [f"{'注：' if number == 1 else '　　'}{number}. {note}" for number, note in enumerate(notes, 1)]
