"""考核评分表: every unit's total on one list, the rules below it, and the account of each point as an annex (DOMAIN §9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.scoring import Account, Event, ScoreTable, said
from tracker.reports.content import A4_ACROSS, Align, Block, Cell, Column, Document, FootLine, Group, Kind, Note, Row, SubLine, Table, Title
from tracker.reports.content import Section as Pages
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.titles import day_words, derived_title, period_words

_ROOM = 267.0
_SIGNS = FootLine(("评分人：", "审核人：", "日期：　　　　年　　月　　日"))


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """The accounts of a span of time. `span`: that time in words; `names`: of the units, in the order of the accounts; `signed_by`:
    who signed the scores off and on which day, "" while it is a trial run."""

    plan_title: str
    office: str
    span: str
    today: date
    table: ScoreTable
    accounts: tuple[Account, ...]
    names: Mapping[int, str]
    signed_by: str = ""
    signed_on: date | None = None

    def signed(self, by: str, on: date) -> "ScoreFacts":
        """The same, signed off."""
        return replace(self, signed_by=by, signed_on=on)


def score_sheet(facts: ScoreFacts) -> Document:
    """The list of totals, then the account of every unit that has lines."""
    name = derived_title(facts.plan_title, "考核评分表")
    state = f"定稿：{facts.signed_by}（{day_words(facts.signed_on)}）" if facts.signed_by and facts.signed_on else "试算，未定稿"
    totals: tuple[Block, ...] = (
        Title(break_title(name, room_in_em(A4_ACROSS.text_width, 0, 22))),
        SubLine(f"编制单位：{facts.office}" if facts.office else "", f"考核时段：{facts.span}", state),
        _totals(facts),
        *(Note(line) for line in _rules(facts.table)),
        _SIGNS,
    )
    sections = [Pages(A4_ACROSS, totals)]
    if any(account.lines for account in facts.accounts):
        sections.append(Pages(A4_ACROSS, (Title(("考核得分明细",)), _details(facts))))
    return Document(name, facts.today, tuple(sections), facts.office)


def _totals(facts: ScoreFacts) -> Table:
    events = [event for event in Event if _occurs(facts.accounts, event)]
    ranked = facts.table.rank
    fixed = 10.5 + 16 + 18 + 18 + (14 if ranked else 0)
    each = min(28.0, (_ROOM - fixed - 65) / max(len(events), 1))
    columns = (
        Column("no", "序号", 10.5, Align.CENTER, Kind.NUMBER),
        Column("unit", "单位", 45, Align.LEFT),
        Column("tasks", "任务数", 16, Align.CENTER, Kind.NUMBER),
        Column("start", "基础分", 18, Align.CENTER),
        *(Column(event.value, event.label, each, Align.CENTER) for event in events),
        Column("total", "得分", 18, Align.CENTER),
        *((Column("rank", "名次", 14, Align.CENTER),) if ranked else ()),
        Column("note", "备注", _ROOM - fixed - 45 - each * len(events), Align.LEFT),
    )
    rows = []
    for number, account in enumerate(_ordered(facts), 1):
        sums = [_sum(account, event) for event in events]
        rank: tuple[Cell, ...] = (str(account.rank) if account.rank else "—",) if ranked else ()
        name = facts.names[account.unit_id]
        rows.append(Row((number, name, account.tasks, said(account.start), *sums, said(account.total), *rank, account.note)))
    return Table(columns, rows)


def _ordered(facts: ScoreFacts) -> list[Account]:
    if not facts.table.rank:
        return list(facts.accounts)
    return sorted(facts.accounts, key=lambda account: account.rank or len(facts.accounts) + 1)


def _details(facts: ScoreFacts) -> Table:
    columns = (
        Column("no", "序号", 12, Align.CENTER, Kind.NUMBER),
        Column("event", "计分事项", 42, Align.LEFT),
        Column("cause", "依据", 113),
        Column("day", "日期", 28, Align.CENTER),
        Column("points", "应计", 18, Align.CENTER),
        Column("counted", "实计", 18, Align.CENTER),
        Column("note", "说明", 36),
    )
    rows: list[Row | Group] = []
    for account in _ordered(facts):
        if account.lines:
            rows.append(Group(f"{facts.names[account.unit_id]}　得分 {said(account.total)}"))
        for number, line in enumerate(account.lines, 1):
            happening = line.happening
            day = day_words(happening.day) if happening.day else period_words(happening.period)
            points = (said(line.points), said(line.counted))
            rows.append(Row((number, happening.event.label, happening.cause, day, *points, line.note)))
    return Table(columns, rows)


def _rules(table: ScoreTable) -> list[str]:
    """The rules under the totals, so that the paper explains itself."""
    parts = []
    for rule in table.rules:
        if rule.used:
            cap = f"，累计至多{said(rule.cap)}分" if rule.cap is not None else ""
            parts.append(f"{rule.event.label}每次{'加' if rule.points > 0 else '扣'}{said(abs(rule.points))}分{cap}")
    load = "任务多于平均数的单位，扣分按任务量折算，最低折半。" if table.weigh_load else ""
    bounds = f"得分不低于{said(table.least)}分、不高于{said(table.most)}分。"
    return [f"注：基础分{said(table.start)}分；{'；'.join(parts)}。{load}{bounds}没有任务的单位不参加排名。"]


def _occurs(accounts: Sequence[Account], event: Event) -> bool:
    return any(line.happening.event is event for account in accounts for line in account.lines)


def _sum(account: Account, event: Event) -> str:
    points = [line.counted for line in account.lines if line.happening.event is event]
    return said(sum(points, start=type(account.total)(0))) if points else ""
